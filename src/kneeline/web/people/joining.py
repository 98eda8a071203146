"""Who may have an account, and what is left of those who never came."""

import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from kneeline.web.people.models import Person

NEVER_CAME_AFTER = datetime.timedelta(hours=1)


def may_join(email: str) -> bool:
    """Whether somebody with this address may begin: everybody, or those KNEELINE_ACCOUNTS_FOR names, by address
    (ana@knee.example) or by what stands behind the @ (@knee.example)."""
    allowed = settings.ACCOUNTS_FOR
    return not allowed or email in allowed or f"@{email.rpartition('@')[2]}" in allowed


def newcomer(email: str) -> Person:
    """Somebody who asked for a code with a new address; the code will show that it is theirs."""
    person = Person()
    person.set_unusable_password()
    person.save()
    EmailAddress.objects.create(user=person, email=email, primary=True)
    return person


def email_of(person: Person) -> str:
    """The address somebody signs in with; "" at home."""
    return str(EmailAddress.objects.get_primary_email(person) or "")


def forget_who_never_came() -> None:
    """Delete addresses that nobody confirmed, and sessions that have run out."""
    unconfirmed = EmailAddress.objects.filter(verified=False).values("user")
    long_ago = timezone.now() - NEVER_CAME_AFTER
    Person.objects.filter(pk__in=unconfirmed, last_login=None, joined_at__lt=long_ago).delete()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
