"""Looking round with the example person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kneeline.web.people.examples import forget_old_examples, look_round_as
from kneeline.web.people.visitors import visitor
from kneeline.web.plans.example import make_example
from kneeline.web.shell.door import before_welcome


@before_welcome
@require_POST
def example(request: HttpRequest) -> HttpResponse:
    """Makes an example person, and lets this browser look round as them."""
    person = visitor(request)
    if not person.example:
        forget_old_examples()
        look_round_as(request, make_example(person.language))
    return redirect("plans:today")
