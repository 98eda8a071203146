"""What a person wishes for, as a form has it."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from kneeline.catalogue import catalogue
from kneeline.core.language import _

MINUTES = (10, 15, 20, 30, 45)
DAYS = (2, 3, 4, 5, 6, 7)


def wishes_sent(sent: QueryDict, before: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The wishes in the form, as in answers.toml, over those there were; and what is wrong, by field."""
    wishes, errors = dict(before), {}
    for name, offered in (("minutes", MINUTES), ("days", DAYS)):
        try:
            wishes[name] = int(sent.get(name, ""))
        except ValueError:
            wishes[name] = 0
        if wishes[name] not in offered:
            errors[name] = _("Choose one of these.")
    wishes["equipment"] = [each for each in sent.getlist("equipment") if each in catalogue().equipment]
    wishes["dislikes"] = [each for each in sent.getlist("dislikes") if each in catalogue().exercises]
    wishes["experience"] = sent.get("experience") if sent.get("experience") in ("some", "trained") else "new"
    return wishes, errors
