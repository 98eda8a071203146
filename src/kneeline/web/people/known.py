"""Who a session belongs to."""

from uuid import UUID

from django.http import HttpRequest

from kneeline.web.people.models import Person


class Known:
    """Finds the person of a session. Nobody signs in through it: a link or a code does that, and then says who."""

    def authenticate(self, request: HttpRequest | None, **credentials: object) -> None:
        """No password opens anything."""
        return

    def get_user(self, user_id: UUID) -> Person | None:
        """The person, or None where they deleted themselves."""
        return Person.objects.filter(pk=user_id).first()


def owner() -> Person:
    """The one person of this computer; made when first asked for."""
    person = Person.objects.filter(example=False).order_by("joined_at").first()
    if person is None:
        person = Person()
        person.set_unusable_password()
        person.save()
    return person
