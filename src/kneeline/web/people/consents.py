"""Agreeing, and taking it back."""

from django.utils import timezone

from kneeline.web.people.keeping import keepers
from kneeline.web.people.models import Person, Purpose


def agree(person: Person, purpose: Purpose) -> None:
    """Note that the person agrees from now on."""
    if not person.agreed(purpose):
        person.consents.create(purpose=purpose, given_at=timezone.now())


def take_back(person: Person, purpose: Purpose) -> None:
    """Note that the person no longer agrees; what was kept for that purpose alone is deleted."""
    person.consents.filter(purpose=purpose, withdrawn_at=None).update(withdrawn_at=timezone.now())
    for keeper in keepers():
        keeper.taken_back(person, purpose)
