"""What a person takes away by will, with its error."""

import math

import pytest

from kneeline.assess.correction import corrections, share_half_width
from tests.assess.case import measured


def stand(effort: str, angle: str, **more: object) -> dict[str, object]:
    return {"task": "stand", "effort": effort, "values": [f"fppa left standing {angle}"], **more}


def test_relaxed_12_corrected_3() -> None:
    """9 of 12 are three quarters. The repeat errors are 0.6 of 3° and 4°: 1.8° and 2.4°, together 3°."""
    (found,) = corrections([measured(stand("relaxed", "12 ± 3"), "a"), measured(stand("corrected", "3 ± 4"), "b")])
    assert (found.measure, found.side, found.relaxed, found.corrected, found.change) == ("fppa", "left", 12, 3, 9)
    assert found.change_error_95 == pytest.approx(3)
    assert found.share == pytest.approx(0.75)
    assert found.share_error_95 == pytest.approx(math.hypot(3 / 12, 9 * 3 / 144))
    assert found.text == "Relaxed 12° ± 3°, corrected 3° ± 4°: you took away 9° ± 3° by will, 75 % ± 31 % of it."


def test_no_share_where_relaxed_is_not_clearly_in() -> None:
    (found,) = corrections([measured(stand("relaxed", "2 ± 3"), "a"), measured(stand("corrected", "-4 ± 3"), "b")])
    assert (found.share, found.share_error_95) == (None, None)
    assert "no share to tell" in found.text


def test_a_change_within_the_error_is_said_so() -> None:
    (found,) = corrections([measured(stand("relaxed", "12 ± 3"), "a"), measured(stand("corrected", "11 ± 3"), "b")])
    assert "smaller than we can measure" in found.text


@pytest.mark.parametrize("other", [{"heels": "raised"}, {"feet": "shoes"}, {"brace": True}, {"task": "squat"}])
def test_nothing_else_may_differ(other: dict[str, object]) -> None:
    second = {**stand("corrected", "3 ± 3"), **other}
    assert corrections([measured(stand("relaxed", "12 ± 3"), "a"), measured(second, "b")]) == ()


def test_nothing_corrected_nothing_told() -> None:
    assert corrections([measured(stand("relaxed", "12 ± 3"), "a")]) == ()


def test_half_width_of_a_share() -> None:
    """Half of 10° with 1° on the change alone is 0.1; with 2° on the 10° as well hypot(0.1, 0.1)."""
    assert share_half_width(5, 1, 10, 0) == pytest.approx(0.1)
    assert share_half_width(5, 1, 10, 2) == pytest.approx(math.hypot(0.1, 0.1))
