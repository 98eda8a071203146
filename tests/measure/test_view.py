"""What hides or blurs a measure is named, with what to do about it."""

from dataclasses import replace

import numpy as np
import pytest

from kneeline.core.measurement import Conditions, Measurement, Person
from kneeline.core.recording import Recording
from kneeline.core.skeleton import joint, pair
from kneeline.measure import measure_recording
from kneeline.measure.errors import WIDEN_FOR
from tests.skeletons import bends_of_squats, person, recording_of, seen_by_camera, squatting


def photo(distance: float = 3.0, yaw: float = 0.0) -> Recording:
    """Somebody who stands in a good picture."""
    xy = seen_by_camera(person(half_stance=0.12), distance=distance, yaw_deg=yaw)
    good = recording_of(xy[None], np.zeros(1), kind="photo")
    return replace(good, light=np.full(1, 0.6), sharpness=np.full(1, 2.0))


def measured(recording: Recording) -> Measurement:
    return measure_recording(recording, Person(), None, None, Conditions(), "0")


def codes(recording: Recording) -> list[str]:
    return [problem.code for problem in measured(recording).view.problems]


def half_width(recording: Recording) -> float:
    value = measured(recording).value("fppa", "left")
    assert value is not None
    assert value.error_95 is not None
    return value.error_95


def hidden(recording: Recording, *names: str) -> Recording:
    xy = np.array(recording.xy)
    for name in names:
        xy[:, pair(name)] = np.nan
    return replace(recording, xy=xy)


def test_a_good_picture_has_no_problem() -> None:
    assert codes(photo()) == []
    assert measured(photo()).view.usable


@pytest.mark.parametrize(
    ("poor", "code"),
    [
        (replace(photo(), light=np.full(1, 0.08)), "too_dark"),
        (replace(photo(), sharpness=np.full(1, 14.0)), "blurred"),
        (replace(photo(), sharpness=np.full(1, 6.0)), "soft"),
        (replace(photo(), shank_width=np.full((1, 2), 90.0)), "loose_clothing"),
        (replace(photo(), grain=np.full(1, 12.0)), "grainy"),
        (replace(photo(), blockiness=np.full(1, 3.0)), "compressed"),
    ],
)
def test_a_poor_picture_is_named_and_widens_the_error(poor: Recording, code: str) -> None:
    assert codes(poor) == [code]
    assert half_width(poor) == pytest.approx(WIDEN_FOR[code] * half_width(photo()))
    assert WIDEN_FOR[code] > 1


def test_far_away_is_named_and_too_small_is_refused() -> None:
    assert codes(photo(distance=7.0)) == ["far_away"]
    tiny = measured(photo(distance=15.0))
    assert "too_small" in [problem.code for problem in tiny.view.problems]
    assert tiny.measures == ()


@pytest.mark.parametrize(
    ("names", "code"),
    [(("hip",), "hips_hidden"), (("knee",), "knees_hidden"), (("ankle", "heel", "toe"), "feet_cut_off")],
)
def test_a_leg_that_is_not_all_there_is_refused(names: tuple[str, ...], code: str) -> None:
    found = measured(hidden(photo(), *names))
    assert code in [problem.code for problem in found.view.problems]
    assert found.measures == ()


def test_toes_or_a_head_outside_the_picture_are_only_named() -> None:
    low = photo()
    below = np.array(low.xy)
    below[:, pair("toe"), 1] = low.size[1] + 20
    assert codes(replace(low, xy=below)) == ["toes_cut_off"]
    above = np.array(low.xy)
    above[:, joint("nose"), 1] = -30
    assert codes(replace(low, xy=above)) == ["head_cut_off"]


def test_several_people_are_said() -> None:
    assert codes(replace(photo(), people=np.array([3]))) == ["several_people"]


def test_nobody_is_said_and_nothing_is_given() -> None:
    empty = replace(photo(), xy=np.full_like(photo().xy, np.nan))
    assert codes(empty) == ["no_person"]
    assert measured(empty).measures == ()


@pytest.mark.parametrize(("yaw", "code"), [(14.0, "turned"), (-14.0, "turned"), (27.0, "turned_away")])
def test_a_turned_body_is_named_with_its_side(yaw: float, code: str) -> None:
    found = measured(photo(yaw=yaw))
    assert [problem.code for problem in found.view.problems] == [code]
    assert ("left" if yaw > 0 else "right") in found.view.problems[0].message


def test_a_side_view_of_somebody_who_stands_is_no_frontal_picture() -> None:
    found = measured(photo(yaw=90.0))
    assert found.view.facing == "left"
    assert "side_view" in [problem.code for problem in found.view.problems]
    assert found.measures == ()


def test_somebody_who_leaves_before_the_end_is_said() -> None:
    time_s, bends = bends_of_squats(2, 90)
    whole = recording_of(seen_by_camera(squatting(bends)), time_s, kind="video")
    gone = time_s > 0.55 * time_s[-1]
    left = replace(whole, xy=np.where(gone[:, None, None], np.nan, whole.xy))
    assert "body_leaves" in codes(left)


def test_every_problem_says_what_to_do() -> None:
    for problem in measured(photo(distance=15.0, yaw=27.0)).view.problems:
        assert problem.message.endswith(".")
        assert problem.what_to_do.endswith(".")
        assert "{" not in problem.message + problem.what_to_do
