"""Who asks, for views behind the door."""

from django.http import HttpRequest

from kneeline.web.people.models import Person


def visitor(request: HttpRequest) -> Person:
    """The person whose request this is. The door let nobody else through."""
    assert isinstance(request.user, Person)
    return request.user
