"""Taking everything along, and deleting everything."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from uuid import UUID

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from kneeline import __version__
from kneeline.web.people.joining import email_of
from kneeline.web.people.keeping import keepers
from kneeline.web.people.models import Person


def everything_zipped(person: Person) -> bytes:
    """A zip of all there is of a person: a few tens of megabytes after years."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(person):
            archive.writestr(name, content)
    return file.getvalue()


def delete_everything(person: Person) -> None:
    """Rows first, all or none; then files and memory; then what the database still holds of deleted rows."""
    who = person.pk
    with transaction.atomic():
        _end_sessions(str(who))
        person.delete()
    for keeper in keepers():
        keeper.erase(who)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _files(person: Person) -> Iterator[tuple[str, bytes]]:
    yield "person.json", json.dumps(_told(person), indent=2).encode()
    for keeper in keepers():
        yield from keeper.files(person)


def _told(person: Person) -> dict[str, object]:
    return {
        "schema": "kneeline.person/1",
        "version": __version__,
        "birth_year": person.birth_year,
        "height_cm": person.height_cm,
        "guardian_present": person.guardian_present,
        "language": person.language or None,
        "joined_at": person.joined_at.isoformat(),
        "email": email_of(person) or None,
        "consents": [
            {
                "purpose": consent.purpose,
                "given_at": consent.given_at.isoformat(),
                "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
            }
            for consent in person.consents.order_by("given_at")
        ],
    }


def _end_sessions(who: str) -> None:
    """Every browser of this person is a stranger from now on, also one that waits for a code."""
    for session in Session.objects.all():
        data = session.get_decoded()
        if data.get(SESSION_KEY) == who or UUID(who).hex == (data.get(LOGIN_SESSION_KEY) or {}).get("user_pk"):
            session.delete()
