"""What the app keeps of people here: answers and wishes, programmes, what was done."""

import json
from collections.abc import Iterator
from uuid import UUID

from kneeline.programme import log_to_dict
from kneeline.web.people.models import Feed, Person, Purpose
from kneeline.web.plans.log import whole_log
from kneeline.web.plans.models import Noted, Told


class PlansKeeper:
    """Everything of it as JSON; none of it is a file, so that it goes with its rows."""

    def files(self, person: Person) -> Iterator[tuple[str, bytes]]:
        """The answers, each week with its findings, and the whole log with when it was noted."""
        told = Told.objects.filter(person=person).first()
        if told is not None:
            yield "answers.json", _json(told.document)
        for plan in person.plans.order_by("made_at"):
            folder = f"weeks/{plan.start:%Y-%m-%d}-{plan.pk.hex[:6]}"
            yield f"{folder}/programme.json", _json(plan.document)
            yield f"{folder}/findings.json", _json(plan.findings)
        if person.trainings.exists():
            yield "log.json", _json(log_to_dict(whole_log(person)))
        if noted := [_note(each) for each in person.noted.order_by("date", "at")]:
            yield "noted.json", _json(noted)

        feed = Feed.objects.filter(person=person).first()
        if feed is not None:
            yield "calendar-feed.json", _json({"made_at": feed.made_at.isoformat(), "at": feed.at.isoformat()})

    def erase(self, person: UUID) -> None:
        """Nothing is left beside the rows."""

    def taken_back(self, person: Person, purpose: Purpose) -> None:
        """Nothing here is kept for a purpose of its own."""


def _note(noted: Noted) -> dict[str, str]:
    return {"date": noted.date.isoformat(), "exercise": noted.exercise, "at": noted.at.isoformat()}


def _json(data: object) -> bytes:
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()
