"""A calendar that follows the week by itself: its address holds a token, which is told once and can be ended."""

import datetime
import secrets
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from kneeline.catalogue import catalogue
from kneeline.core.language import speaking, spoken
from kneeline.report.calendar import render_calendar
from kneeline.web.people.models import Feed, Person
from kneeline.web.plans import planning


def possible() -> bool:
    """Whether a calendar elsewhere could reach this server at all, and by https."""
    return bool(settings.ADDRESSES.public_name)


def begin(person: Person, at: datetime.time) -> str:
    """A feed of this person's weeks, in the language spoken now; the one before ends. Returns its address."""
    token = secrets.token_urlsafe(24)
    made = {"digest": _digest(token), "at": at, "language": spoken()}
    Feed.objects.update_or_create(person=person, defaults=made)
    return f"{settings.ADDRESSES.public_name}{settings.ADDRESSES.path}/feed/{token}.ics"


def end(person: Person) -> None:
    """From now on the address leads nowhere."""
    Feed.objects.filter(person=person).delete()


def told(token: str) -> str | None:
    """What the calendar with this token shows now; None where there is none."""
    feed = Feed.objects.select_related("person").filter(digest=_digest(token)).first()
    if feed is None or not possible():
        return None
    with speaking(feed.language):
        plan = planning.current(feed.person)
        return render_calendar(plan.programme(), feed.at, timezone.now(), catalogue()) if plan else None


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
