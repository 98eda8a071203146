"""What pages share, read before the first one is asked for."""

import gc

from django.urls import get_resolver

from kneeline.catalogue import catalogue
from kneeline.catalogue.loader import PARTS
from kneeline.core.language import LANGUAGES


def settle() -> None:
    """Read all views and the catalogue in every language, and have the garbage collector pass them over from now on.

    They stay for as long as the server does. Going through them again and again cost 60 to 80 ms each time, in the
    midst of somebody's page or frame (docs/speed.md).
    """
    _ = get_resolver().url_patterns
    for language in LANGUAGES:
        whole = catalogue(language)
        for part in PARTS:
            getattr(whole, part)
    gc.collect()
    gc.freeze()
