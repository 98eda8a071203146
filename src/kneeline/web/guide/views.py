"""What the guide holds."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kneeline.catalogue import catalogue
from kneeline.report.programme_words import kind_words


@dataclass(frozen=True)
class Kind:
    """Exercises of one kind, by name."""

    name: str
    exercises: tuple[str, ...]


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """Words explained, questions readers ask, and the exercises by kind."""
    known = catalogue()
    kinds: dict[str, list[str]] = {}
    for exercise in known.exercises.values():
        kinds.setdefault(exercise.kind, []).append(exercise.name)
    shown = {
        "questions": list(known.readers_questions.values()),
        "terms": list(known.glossary.values()),
        "kinds": [Kind(kind_words(kind), tuple(names)) for kind, names in kinds.items()],
        "place": "guide",
    }
    return render(request, "guide/contents.html.jinja", shown)
