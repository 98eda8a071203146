"""Names, postures, ranges and measures of the figure."""

import numpy as np
import pytest

from kneeline.body.anthropometry import figure
from kneeline.body.skeleton import (
    BASES,
    COLUMNS,
    DOFS,
    PARENTS,
    RANGES,
    SEGMENTS,
    base_rotation,
    columns,
    out_of_range,
    postures,
)
from kneeline.core.errors import BadArgument


def test_segments_stand_after_their_parents() -> None:
    assert len(SEGMENTS) == 20
    assert SEGMENTS[:5] == ("pelvis", "abdomen", "thorax", "head", "thigh_left")
    assert all(parent < index for index, parent in enumerate(PARENTS))
    assert SEGMENTS[PARENTS[SEGMENTS.index("shank_right")]] == "thigh_right"


def test_every_range_holds_neutral_and_has_a_source() -> None:
    assert (RANGES[:, 0] <= 0).all()
    assert (RANGES[:, 1] >= 0).all()
    assert all(len(dof.source) > 5 for dof in DOFS.values())


def test_sided_angles_have_left_then_right() -> None:
    given = postures(hip_flexion=(10, 20), trunk_lean=5)
    assert [COLUMNS[index] for index in columns("hip_flexion")] == ["hip_flexion_left", "hip_flexion_right"]
    assert given.angle("hip_flexion").tolist() == [[10, 20]]
    assert given.angle("trunk_lean").tolist() == [5]


def test_an_angle_may_change_over_the_frames() -> None:
    given = postures(3, knee_valgus=np.array([[0, 0], [5, 1], [10, 2]]), trunk_flexion=np.array([0, 10, 20]))
    assert given.angle("knee_valgus")[2].tolist() == [10, 2]
    assert given[1:].angle("trunk_flexion").tolist() == [10, 20]


def test_a_name_that_is_no_angle_is_refused() -> None:
    with pytest.raises(KeyError):
        postures(elbow_valgus=3)


def test_leaving_a_range_is_told() -> None:
    assert out_of_range(postures(knee_flexion=(151, 20))) == ["knee_flexion_left"]
    assert out_of_range(postures(knee_flexion=150)) == []


@pytest.mark.parametrize(
    ("base", "face", "head"),
    [
        ("upright", "+x", "+y"),
        ("supine", "+y", "-x"),
        ("prone", "-y", "+x"),
        ("side_left", "+x", "-z"),
        ("side_right", "+x", "+z"),
    ],
)
def test_bases_lie_as_they_are_called(base: str, face: str, head: str) -> None:
    def axis(name: str) -> list[float]:
        return [(1.0 if name[0] == "+" else -1.0) * (letter == name[1]) for letter in "xyz"]

    rotation = base_rotation(base)  # type: ignore[arg-type]
    assert (rotation[:, 0] + 0.0).tolist() == axis(face)
    assert (rotation[:, 1] + 0.0).tolist() == axis(head)
    assert np.linalg.det(rotation) == pytest.approx(1)
    assert base in BASES


def test_lengths_follow_the_height() -> None:
    tall, short = figure(2.0), figure(1.5)
    assert tall.joint_offset / 2.0 == pytest.approx(short.joint_offset / 1.5)
    assert tall.standing_height_m == pytest.approx(0.530 * 2.0)


def test_hips_are_a_tenth_of_the_height_apart_and_wider_in_women() -> None:
    thigh = SEGMENTS.index("thigh_right")
    assert 2 * figure().joint_offset[thigh, 2] == pytest.approx(0.175)
    assert figure(sex="female").joint_offset[thigh, 2] > figure(sex="male").joint_offset[thigh, 2]


def test_a_height_or_sex_that_makes_no_sense_is_told() -> None:
    with pytest.raises(BadArgument, match="17"):
        figure(17)
    with pytest.raises(BadArgument, match="robot"):
        figure(1.75, "robot")
