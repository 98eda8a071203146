"""What the app keeps of people: checks, pictures that were ticked, recordings that still wait."""

import json
from collections.abc import Iterator
from uuid import UUID

from kneeline.formats.csv import csv_text
from kneeline.web.measure import files
from kneeline.web.measure.first_sight import FIRST_SIGHT
from kneeline.web.measure.joints import unpacked
from kneeline.web.measure.models import Check
from kneeline.web.people.models import Person, Purpose


class ChecksKeeper:
    """Checks as JSON, their curves as CSV, their landmarks, their pictures."""

    def files(self, person: Person) -> Iterator[tuple[str, bytes]]:
        """A folder a check."""
        for check in person.checks.order_by("made_at").iterator():
            yield from _files_of(check)

    def erase(self, person: UUID) -> None:
        """Recordings, pictures, and what the server holds for a first sight."""
        files.drop_everything(person)
        FIRST_SIGHT.forget(person)

    def taken_back(self, person: Person, purpose: Purpose) -> None:
        """Pictures go with the leave to keep them."""
        if purpose == "keep_pictures":
            person.measurings.update(keep_pictures=False)
            files.drop_pictures(person.pk)


def _files_of(check: Check) -> Iterator[tuple[str, bytes]]:
    folder = f"checks/{check.made_at:%Y-%m-%d-%H%M%S}-{check.pk.hex[:6]}"
    yield f"{folder}/measurement.json", _json(check.document)
    yield f"{folder}/poses.json", _json(check.poses)
    series = check.measurement().series
    if series is not None:
        yield f"{folder}/curves.csv", csv_text(series).encode()
    if hasattr(check, "joints"):
        yield f"{folder}/landmarks.json", unpacked(check.joints)
    for index in range(len(check.stills())):
        file = files.picture_file(check.person_id, check.pk, index)
        if file.is_file():
            yield f"{folder}/picture-{index + 1}.jpg", file.read_bytes()


def _json(data: object) -> bytes:
    return (json.dumps(data, indent=2) + "\n").encode()
