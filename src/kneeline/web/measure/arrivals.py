"""A recording that was sent: into the inbox and into the queue, or a sentence why not."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import transaction

from kneeline.core.language import _, spoken
from kneeline.web.measure import queue
from kneeline.web.measure.files import plain_name, take_in
from kneeline.web.measure.models import Measuring
from kneeline.web.people.models import Person


class NotTaken(Exception):
    """Why a recording was not taken; its text is a sentence for the person."""


def arrive(
    person: Person,
    sent: "UploadedFile[bytes] | None",
    mirrored: str | None,
    keep_pictures: bool,
    conditions: Mapping[str, Any] = MappingProxyType({}),
) -> Measuring:
    """Queue a recording. ``mirrored``: "yes" or "no", as asked; ``conditions`` as `conditions_sent` reads them.

    Raises NotTaken.
    """
    if not isinstance(sent, TemporaryUploadedFile) or not sent.name:
        raise NotTaken(_("Choose a photo or a clip first."))
    if not sent.size:
        raise NotTaken(_("This file is empty. Record it once more, or choose another."))
    if mirrored not in ("yes", "no"):
        raise NotTaken(_("Say which camera made it: otherwise left and right may be swapped."))
    if not queue.may_queue(person):
        raise NotTaken(_("Three of your recordings are still waiting. Send this one when they are done."))
    measuring = Measuring(
        person=person,
        filename=plain_name(sent.name),
        mirrored=mirrored == "yes",
        keep_pictures=keep_pictures and person.may_keep_pictures,
        conditions=dict(conditions),
        language=spoken(),
    )
    with transaction.atomic():
        measuring.save()
        take_in(Path(sent.temporary_file_path()), person.pk, measuring.pk, measuring.filename)
    return measuring
