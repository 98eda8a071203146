"""Two checks: errors of 3° and 4° make 5° for the change."""

from dataclasses import replace

import pytest

from kneeline.core.measurement import Conditions, Measurement, Person, PoseSummary, Value, View
from kneeline.core.recording import Source
from kneeline.programme import changes_to_dict, compare


def measured(value: float | None, repeat_error: float | None = 3.0, unit: str = "deg") -> Measurement:
    values = (Value("fppa", "left", "bottom", value, 6.0, repeat_error, 3, unit),)
    return Measurement(
        version="0",
        source=Source("squat.mp4", "video", "", 240, 30.0, 8.0, 720, 1280),
        pose=PoseSummary("heavy", 240, 131, 131),
        view=View("front", 0.0, True),
        task="squat",
        task_given=False,
        person=Person(),
        conditions=Conditions(),
        measures=values,
        repetitions=(),
    )


@pytest.mark.parametrize(("after", "verdict"), [(15.1, "changed"), (15.0, "not_changed"), (4.9, "changed")])
def test_a_change_counts_beyond_both_errors(after: float, verdict: str) -> None:
    change = compare(measured(10.0), measured(after, 4.0)).changes[0]
    assert change.verdict == verdict
    assert change.repeat_error_95 == pytest.approx(5.0)
    assert change.change == pytest.approx(after - 10.0)


def test_a_small_change_is_said_in_words_with_its_error() -> None:
    text = compare(measured(10.0), measured(8.0, 4.0)).changes[0].text
    assert text == "a difference of −2°, smaller than we can measure (± 5°)."


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (replace(measured(5.0), task="lunge"), "two different movements"),
        (replace(measured(5.0), task=None), "not known"),
        (replace(measured(5.0), conditions=Conditions(brace=True)), "recorded in different ways (brace)"),
        (replace(measured(5.0), pose=PoseSummary("lite", 1, 1, 1)), "different pose models"),
        (replace(measured(5.0), view=View("back", 0.0, True)), "different sides"),
    ],
)
def test_what_was_measured_otherwise_does_not_compare(other: Measurement, why: str) -> None:
    changes = compare(measured(10.0), other)
    assert why in (changes.why or "")
    assert {change.verdict for change in changes.changes} == {"cannot_compare"}
    assert {change.change for change in changes.changes} == {None}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (measured(None), measured(5.0), "the first time"),
        (measured(5.0), measured(None), "the second time"),
        (measured(5.0), measured(5.0, None), "error is not known"),
        (measured(5.0), measured(5.0, unit="cm"), "units differ"),
        (measured(5.0), replace(measured(5.0), measures=()), "the second time"),
    ],
)
def test_one_value_that_can_not_be_compared_says_why(before: Measurement, after: Measurement, why: str) -> None:
    change = compare(before, after).changes[0]
    assert (change.verdict, why in (change.why or "")) == ("cannot_compare", True)


def test_no_percentage_anywhere() -> None:
    changes = compare(measured(10.0), measured(1.0))
    assert "%" not in str(changes_to_dict(changes))
