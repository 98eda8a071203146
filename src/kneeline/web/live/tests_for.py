"""Which tests the camera offers somebody now, in which order, and which not, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import MovementTest
from kneeline.core.language import _
from kneeline.core.measurement import Task
from kneeline.core.skeleton import SIDES, Side
from kneeline.report.words import leg_words
from kneeline.web.people.models import Person
from kneeline.web.plans.told import answers_of, findings_of, stop_questions_open

TESTS: tuple[Literal["stand", "squat", "single-leg-squat", "step-down"], ...] = (
    "stand",
    "squat",
    "single-leg-squat",
    "step-down",
)
"""What one camera in front of somebody sees; a landing needs more pictures a second, a lunge another place."""
BEFORE_QUESTIONS = ("stand",)
"""What needs no question first."""
SECONDS = {"stand": 6.0, "squat": 40.0, "single-leg-squat": 40.0, "step-down": 40.0}
"""How long a take may last."""
REPETITIONS = 3


@dataclass(frozen=True)
class Offered:
    """One test, of one leg where it is made on one. start, steps, stop: as the catalogue says them; say: the short
    words that are spoken; care: what to mind; seconds: how long it may last."""

    task: Task
    side: Side | None
    name: str
    start: str
    steps: tuple[str, ...]
    stop: str
    say: str
    care: tuple[str, ...]
    seconds: float

    def for_browser(self) -> dict[str, object]:
        """As the camera's script takes it."""
        return {
            "task": self.task,
            "side": self.side,
            "name": self.name,
            "say": self.say,
            "steps": [self.start, *self.steps],
            "care": list(self.care),
            "stop": self.stop,
            "seconds": self.seconds,
        }


@dataclass(frozen=True)
class Offer:
    """The tests for somebody now; those that are not, each with the reason; whether questions come first."""

    tests: tuple[Offered, ...]
    barred: tuple[tuple[str, str], ...]
    questions_first: bool


def offer(person: Person) -> Offer:
    """What the camera may measure of this person now."""
    known = catalogue().movement_tests
    findings = findings_of(person)
    barred = {each.id: each.why for each in findings.barred_tests}
    first = stop_questions_open(answers_of(person))
    allowed = [known[task] for task in TESTS if task not in barred and (not first or task in BEFORE_QUESTIONS)]
    conditions = findings.conditions
    return Offer(
        tuple(one for test in allowed for one in _of(test, conditions)),
        tuple((known[task].name, barred[task]) for task in TESTS if task in barred),
        first,
    )


def _of(test: MovementTest, conditions: Sequence[str]) -> Iterator[Offered]:
    care = tuple(each.why for each in test.avoid if each.action == "with_care" and each.condition in conditions)
    sides: tuple[Side | None, ...] = SIDES if test.id in ("single-leg-squat", "step-down") else (None,)
    for side in sides:
        name = f"{test.name}: {leg_words(side)}" if side else test.name
        yield Offered(
            test.task, side, name, test.start, tuple(test.steps), test.stop, _say(test.id, side), care, SECONDS[test.id]
        )


def _say(test: str, side: Side | None) -> str:
    """What is spoken before it begins."""
    leg = leg_words(side) if side else ""
    return {
        "stand": _("Stand as you always stand, and keep still."),
        "squat": _("Three slow squats, as deep as is comfortable."),
        "single-leg-squat": _("Stand on one leg: {leg}. Three slow bends.").format(leg=leg),
        "step-down": _("One foot stays on the step: {leg}. Three times down and up.").format(leg=leg),
    }[test]
