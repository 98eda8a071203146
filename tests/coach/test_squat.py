"""Squats of hand-made people: counted, judged, cued; seen badly, never counted wrongly."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kneeline.coach import Frame
from kneeline.coach.events import CannotSee, Cue, Praise, SetDone
from tests.coach.moving import (
    as_lines,
    cues,
    fed,
    frames,
    hidden,
    mirrored,
    moved,
    names,
    repetitions,
    squat_coach,
    squats,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "coach"


def test_clean_squats_are_all_good_and_without_a_cue() -> None:
    events = fed(squat_coach(), frames(*squats()))
    assert [rep.quality for rep in repetitions(events)] == ["good"] * 3
    assert cues(events) == []
    assert names(events)[:2] == ["get_in_position", "ready"]
    assert names(events)[-2:] == ["set_done", "finished"]


def test_a_knee_that_goes_in_is_a_fault_of_its_side() -> None:
    rep = repetitions(fed(squat_coach(1), frames(*squats((18.0,)))))[0]
    assert rep.quality == "fault"
    assert rep.faults[0] == "knees-in"
    assert rep.caves_in == {"left": True, "right": False}
    assert rep.knee_in_change["left"] == pytest.approx(18, abs=5)


def test_the_cue_comes_while_it_happens_and_praise_when_it_is_corrected() -> None:
    events = fed(squat_coach(), frames(*squats((18.0, 18.0, 0.0))))
    cue = next(event for event in events if isinstance(event, Cue))
    first = repetitions(events)[0]
    assert cue.fault == "knees-in"
    assert cue.time_s - first.start_s < 1.5
    assert cue.value is not None
    assert cue.error_95 is not None
    assert cue.value > max(5, cue.error_95)
    praise = [event for event in events if isinstance(event, Praise)]
    assert [each.fault for each in praise] == ["knees-in"]
    assert praise[0].time_s >= repetitions(events)[2].time_s


def test_one_thing_at_a_time_then_silence() -> None:
    events = fed(squat_coach(5), frames(*squats((18.0,) * 5)))
    times = [event.time_s for event in events if isinstance(event, Cue)]
    assert len(times) >= 2
    assert min(np.diff(times)) >= 3.0


def test_less_than_the_error_is_no_fault() -> None:
    events = fed(squat_coach(), frames(*squats((5.0, 5.0, 5.0))))
    assert cues(events) == []
    assert all(rep.caves_in["left"] is False for rep in repetitions(events))


@pytest.mark.parametrize("fps", [5.0, 12.5, 60.0])
def test_counts_at_any_frame_rate(fps: float) -> None:
    events = fed(squat_coach(), frames(*squats(fps=fps)))
    assert len(repetitions(events)) == 3
    assert cues(events) == []


def test_seen_turned_it_counts_and_judges_nothing() -> None:
    events = fed(squat_coach(), frames(*squats((18.0, 0.0, 0.0)), yaw_deg=32.0))
    assert [rep.quality for rep in repetitions(events)] == ["not_seen"] * 3
    assert "turned" in [event.what for event in events if isinstance(event, CannotSee)]
    assert cues(events) == []


def test_from_the_side_it_asks_for_the_front() -> None:
    events = fed(squat_coach(), frames(*squats(), yaw_deg=90.0))
    assert repetitions(events) == []
    assert "not_front" in [event.what for event in events if isinstance(event, CannotSee)]


def test_getting_into_position_does_not_count() -> None:
    time_s, joints = squats(before_s=0.2)
    assert len(repetitions(fed(squat_coach(), frames(time_s, joints)))) <= 2
    assert len(repetitions(fed(squat_coach(still_s=0.0), frames(time_s, joints)))) == 3


def test_a_clean_set_says_what_could_not_be_judged() -> None:
    summary = next(event for event in fed(squat_coach(), frames(*squats())) if isinstance(event, SetDone))
    assert (summary.reps_good, summary.reps_fault, summary.reps_not_seen) == (3, 0, 0)
    assert "3" in summary.clean
    assert "Knees at about a right angle on the seat" in summary.could_not_judge


def test_time_that_does_not_rise_is_ignored() -> None:
    seen = frames(*squats())
    broken = [
        frame for index, each in enumerate(seen) for frame in (each, replace(each, time_s=seen[index // 2].time_s))
    ]
    broken.insert(40, replace(seen[0], time_s=math.nan))
    assert as_lines(fed(squat_coach(), broken)) == as_lines(fed(squat_coach(), seen))


def test_nobody_for_a_while_is_said_and_gives_no_repetition() -> None:
    seen = frames(*squats())
    lost = [hidden(frame) if 2.0 < frame.time_s < 3.6 else frame for frame in seen]
    events = fed(squat_coach(), lost)
    assert [event.what for event in events if isinstance(event, CannotSee)] == ["nobody"]
    assert len(repetitions(events)) == 2


def test_half_the_body_gone_gives_nothing() -> None:
    seen = [without(frame, ("knee", "ankle")) for frame in frames(*squats())]
    events = fed(squat_coach(), seen)
    assert repetitions(events) == []
    assert [event.what for event in events if isinstance(event, CannotSee)] == ["knees", "knees"]


def without(frame: Frame, joints: tuple[str, ...]) -> Frame:
    """The frame with both of these joints unknown."""
    from kneeline.core.skeleton import pair

    visibility = frame.visibility.copy()
    for name in joints:
        visibility[pair(name)] = 0.0
    return replace(frame, visibility=visibility)


def test_another_person_walking_in_gives_no_repetition() -> None:
    seen = frames(*squats())
    swapped = [moved(frame, (330, -40)) if 2.2 < frame.time_s < 3.0 else frame for frame in seen]
    events = fed(squat_coach(), swapped)
    assert len(repetitions(events)) <= 3
    assert cues(events) == []


def test_walking_towards_the_camera_gives_no_repetition() -> None:
    time_s, joints = squats((0.0,))
    standing = joints[:1]
    seen = [
        frames(np.array([t]), standing, distance=5.0 - 2.5 * min(1, max(0, t - 1.5) / 2))[0] for t in time_s.tolist()
    ]
    assert repetitions(fed(squat_coach(), seen)) == []


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.floats(allow_nan=True, allow_infinity=True, width=32), min_size=4, max_size=4), max_size=40)
)
@example([[0.0, 0.0, 0.0, 0.0], [0.25, 0.0, 0.0, math.inf], [1.0, 0.0, 0.0, 0.0]])
def test_garbage_never_counts(rows: list[list[float]]) -> None:
    base = frames(*squats())[0]
    seen = [replace(base, time_s=row[0], xy=np.resize(np.array(row), base.xy.shape)) for row in rows]
    assert repetitions(fed(squat_coach(still_s=0.0), seen)) == []


def test_mirrored_it_says_the_same_of_the_other_side() -> None:
    seen = frames(*squats((18.0, 0.0)))
    plain, turned = (repetitions(fed(squat_coach(2), each)) for each in (seen, [mirrored(each) for each in seen]))
    for one, other in zip(plain, turned, strict=True):
        assert one.caves_in == {"left": other.caves_in["right"], "right": other.caves_in["left"]}
        assert one.knee_in_change["left"] == pytest.approx(other.knee_in_change["right"], abs=0.5)


def test_a_larger_picture_says_the_same() -> None:
    small = repetitions(fed(squat_coach(2), frames(*squats((18.0, 0.0)))))
    large = repetitions(fed(squat_coach(2), frames(*squats((18.0, 0.0)), size=(1440, 2560))))
    for one, other in zip(small, large, strict=True):
        assert one.knee_in_change["left"] == pytest.approx(other.knee_in_change["left"], abs=0.1)
        assert one.quality == other.quality


def test_the_same_frames_give_the_same_events() -> None:
    seen = frames(*squats((18.0, 0.0, 5.0)))
    assert as_lines(fed(squat_coach(), seen)) == as_lines(fed(squat_coach(), seen))


def test_the_clock_may_begin_anywhere() -> None:
    seen = frames(*squats((18.0, 0.0)))
    later = [replace(frame, time_s=frame.time_s + 1000.0) for frame in seen]
    plain, moved_on = (names(fed(squat_coach(2), each)) for each in (seen, later))
    assert plain == moved_on


def test_the_events_of_a_set_are_those_kept() -> None:
    kept = [json.loads(line) for line in (GOLDEN / "squats.jsonl").read_text(encoding="utf-8").splitlines()]
    told = as_lines(fed(squat_coach(), frames(*squats((18.0, 18.0, 0.0)))))
    assert [each["event"] for each in told] == [each["event"] for each in kept]
    for one, other in zip(told, kept, strict=True):
        assert one.keys() == other.keys()
        assert one["time_s"] == pytest.approx(other["time_s"], abs=0.05)
        for key in ("quality", "faults", "caves_in", "fault", "text", "side", "index"):
            assert one.get(key) == other.get(key)
