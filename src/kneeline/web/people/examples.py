"""Looking round as an example person, and back: who somebody really is stays in their session meanwhile."""

from datetime import timedelta

from django.contrib.auth import login
from django.http import HttpRequest
from django.utils import timezone

from kneeline.web.people.leaving import delete_everything
from kneeline.web.people.models import Person

OF = "example_of"
"""The key in a session: the person who looks round."""
BACKEND = "kneeline.web.people.known.Known"
FORGOTTEN_AFTER = timedelta(days=1)


def look_round_as(request: HttpRequest, example: Person) -> None:
    """From now on this browser is the example person's."""
    who = str(request.user.pk)
    login(request, example, backend=BACKEND)
    request.session[OF] = who


def leave_example(request: HttpRequest, example: Person) -> None:
    """This browser is its own person's again, and the example is gone without a trace."""
    person = Person.objects.filter(pk=request.session.get(OF, example.pk), example=False).first()
    if person is not None:
        login(request, person, backend=BACKEND)
    delete_everything(example)


def forget_old_examples() -> None:
    """Examples that nobody left."""
    for person in Person.objects.filter(example=True, joined_at__lt=timezone.now() - FORGOTTEN_AFTER):
        delete_everything(person)
