"""Which movement tests and self-tests are not for this person now, and why."""

from collections.abc import Sequence

from kneeline.assess.messages import say
from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import MovementTest
from kneeline.core.findings import AgeGroup, Barred, Level

MIRROR = "knee-over-foot"
"""The self-test in front of a mirror (yes or no in at least three of five bends; Ageberg 2010, Whatman 2015)."""


def barred_tests(
    catalogue: Catalogue, conditions: Sequence[str], level: Level, age_group: AgeGroup
) -> tuple[Barred, ...]:
    """All tests under 8 and where somebody has to look first (emergency, urgent); else those that a condition of the
    test's own or of its classes leaves out."""
    tests = catalogue.movement_tests.values()
    why = "under_8" if age_group == "under_8" else level
    if why in ("emergency", "urgent", "under_8"):
        return tuple(Barred(test.id, say(f"barred.{why}")) for test in tests)
    found = ((test.id, _why(catalogue, test, conditions)) for test in tests)
    return tuple(Barred(test, reason) for test, reason in found if reason is not None)


def not_now(barred: Sequence[Barred]) -> frozenset[str]:
    """The barred movement tests, and with the bends on one leg those in front of the mirror."""
    ids = {each.id for each in barred}
    return frozenset(ids | {MIRROR} if "single-leg-squat" in ids else ids)


def barred_self_tests(catalogue: Catalogue, conditions: Sequence[str], barred: Sequence[Barred]) -> tuple[Barred, ...]:
    """Self-tests that ask as much of the body as a movement test that is barred, or that a condition leaves out."""
    why = {each.id: each.why for each in barred}
    found = (
        (test.id, why.get(test.like or "") or _by_class(catalogue, test.contraindications, conditions))
        for test in catalogue.self_tests.values()
    )
    return tuple(Barred(test, reason) for test, reason in found if reason is not None)


def _why(catalogue: Catalogue, test: MovementTest, conditions: Sequence[str]) -> str | None:
    for avoid in test.avoid:
        if avoid.action == "leave_out" and avoid.condition in conditions:
            return _sentence(catalogue, avoid.condition, avoid.why)
    return _by_class(catalogue, test.contraindications, conditions)


def _by_class(catalogue: Catalogue, classes: Sequence[str], conditions: Sequence[str]) -> str | None:
    for name in classes:
        kind = catalogue.condition_classes[name]
        for condition in conditions:
            if condition in kind.leave_out:
                return _sentence(catalogue, condition, kind.text)
    return None


def _sentence(catalogue: Catalogue, condition: str, text: str) -> str:
    return say("barred.condition", because=catalogue.conditions[condition].because, text=text)
