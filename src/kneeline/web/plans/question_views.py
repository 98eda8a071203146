"""The stop questions, the other questions and self-tests one by one, and what all of it says."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kneeline.assess.answer_values import BadValue
from kneeline.catalogue.schema import Question
from kneeline.core.language import _
from kneeline.web.guide.figures import has_island
from kneeline.web.people.models import Person
from kneeline.web.people.visitors import visitor
from kneeline.web.plans import told
from kneeline.web.plans.answering import Asked, asked, sent_answer
from kneeline.web.plans.seen import findings_page, first_words
from kneeline.web.plans.showing_tests import figure_of_test
from kneeline.web.plans.steps import Step, first_open, steps, stop_questions
from kneeline.web.plans.steps import tests as self_tests


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest) -> HttpResponse:
    """The stop questions on one screen, kept as they are answered; what they lead to is said at once."""
    person = visitor(request)
    questions = stop_questions(person)
    errors = _save(request, person, questions) if request.method == "POST" else {}
    answers = told.answers_of(person)
    said = first_words(told.findings_of(person, answers))
    still_open = told.stop_questions_open(answers)
    if request.method == "POST" and not errors and not request.htmx:  # type: ignore[attr-defined]
        if still_open:
            errors = {each.id: _("Choose one of these.") for each in questions if answers.told(each.id) is None}
        else:
            return redirect("plans:findings" if said else "plans:questions")
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "plans/said.html.jinja", {"said": said})
    shown = {"asked": _asked(questions, person, errors), "said": said, "errors": errors, "place": "today"}
    return render(request, "plans/stop.html.jinja", shown, status=422 if errors else 200)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """To the first step that is still open; to the findings where none is."""
    person = visitor(request)
    if told.stop_questions_open(told.answers_of(person)):
        return redirect("plans:stop")
    step = first_open(person, told.document_of(person))
    return redirect("plans:step", step=step.id) if step else redirect("plans:findings")


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One question, or one self-test: to answer, to skip, to go back from."""
    person = visitor(request)
    way = steps(person, told.document_of(person)["answers"])
    here = next((index for index, each in enumerate(way) if each.id == step), None)
    if here is None:
        raise Http404
    now, errors = way[here], {}
    if request.method == "POST":
        errors = _take(request, person, now)
        if request.htmx:  # type: ignore[attr-defined]
            return _marked(request, person, now, errors)
        if not errors:
            return _onwards(person, now)
    shown = {
        "step": now,
        "asked": _asked(now.questions, person, errors),
        "number": here + 1,
        "count": len(way),
        "before": way[here - 1].id if here else None,
        "barred": _barred(person, now),
        "figure": figure_of_test(now.test.id) if now.test else None,
        "island": has_island(),
        "errors": errors,
        "place": "today",
    }
    return render(request, "plans/step.html.jinja", shown, status=422 if errors else 200)


@require_safe
def tests(request: HttpRequest) -> HttpResponse:
    """Every self-test: what it takes, what was answered, and what is left out and why."""
    person = visitor(request)
    barred = {each.id: each.why for each in told.barred_self_tests_of(person)}
    rows = self_tests(person, told.document_of(person), barred)
    return render(request, "plans/tests.html.jinja", {"rows": rows, "place": "check"})


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """The level with its reasons, each sign on each leg, what points which way, and what would settle it."""
    person = visitor(request)
    answers = told.answers_of(person)
    shown = {
        "page": findings_page(told.findings_of(person, answers)),
        "stop_open": told.stop_questions_open(answers),
        "more": first_open(person, told.document_of(person)),
        "checked": person.checks.exists(),
        "place": "today",
    }
    return render(request, "plans/findings.html.jinja", shown)


def _marked(request: HttpRequest, person: Person, now: Step, errors: dict[str, str]) -> HttpResponse:
    """Nothing to say, but where points were marked: what they measure."""
    marked = [each for each in _asked(now.questions, person, errors) if each.kind == "points"]
    if not marked:
        return HttpResponse(status=204)
    return render(request, "plans/marked.html.jinja", {"marked": marked})


def _take(request: HttpRequest, person: Person, now: Step) -> dict[str, str]:
    """Keep a step's answers, or that it was skipped; what is wrong, by question."""
    if "skip" in request.POST:
        told.save_answers(person, {}, now.id, skipped=True)
        return {}
    return _save(request, person, now.questions, now.id)


def _save(request: HttpRequest, person: Person, asked_for: Sequence[Question], name: str = "") -> dict[str, str]:
    given, errors = {}, {}
    for question in asked_for:
        try:
            given[question.id] = sent_answer(question, request.POST)
        except BadValue as error:
            errors[question.id] = str(error)
    nothing = bool(name) and not errors and all(value is None for value in given.values())
    try:
        told.save_answers(person, given, name, skipped=nothing)
    except told.Clash:
        errors[asked_for[0].id] = _("This doesn't go with another answer of yours. Please look at both once more.")
    return errors


def _onwards(person: Person, now: Step) -> HttpResponse:
    """The step after this one, as the way is after its answers; the findings after the last."""
    way = steps(person, told.document_of(person)["answers"])
    at = next((index for index, each in enumerate(way) if each.id == now.id), len(way))
    return redirect("plans:step", step=way[at + 1].id) if at + 1 < len(way) else redirect("plans:findings")


def _asked(asked_for: Sequence[Question], person: Person, errors: dict[str, str]) -> list[Asked]:
    answers = told.document_of(person)["answers"]
    return [asked(each, answers.get(each.id), errors.get(each.id, "")) for each in asked_for]


def _barred(person: Person, now: Step) -> str:
    """Why this self-test is not for now; "" where it is."""
    if now.test is None:
        return ""
    return next((each.why for each in told.barred_self_tests_of(person) if each.id == now.test.id), "")
