"""Gaps, depths and overlaps whose right answers can be seen by eye, and postures that settle on what they touch."""

import numpy as np
import pytest

from kneeline.body.anthropometry import figure
from kneeline.body.contacts import depths, gaps, overlaps, pads
from kneeline.body.hull import balls
from kneeline.body.kinematics import Placed, forward
from kneeline.body.skeleton import Postures, column, postures
from kneeline.body.solve import Touch, Wish, settled
from kneeline.body.surfaces import PlacedProp, distance, outward, resting_place, size_of
from kneeline.catalogue.motion_schema import Prop
from kneeline.core.errors import BadArgument

BODY = figure()


def thing(kind: str, **place: object) -> PlacedProp:
    prop = Prop(id="it", kind=kind, **place)  # type: ignore[arg-type]
    position, rotation = resting_place(prop, prop, 1.0)
    return PlacedProp(prop, size_of(prop), position[None], rotation[None])


def standing(height_m: float = 0.0) -> Placed:
    given = postures(position_m=np.array([0.0, BODY.standing_height_m + height_m, 0.0]), shoulder_abduction=15)
    return forward(BODY, given)


def test_a_standing_figure_stands_on_its_soles() -> None:
    assert np.abs(gaps(BODY, standing(), "sole_left", "floor", {})).max() < 1e-9
    assert gaps(BODY, standing(0.02), "sole_right", "floor", {})[0] == pytest.approx([0.02] * 3)


def test_a_figure_that_sinks_is_seen() -> None:
    assert depths(BODY, standing(), None).max() < 1e-3
    assert depths(BODY, standing(-0.03), None).max() == pytest.approx(0.03, abs=1e-3)


def test_left_and_right_parts_are_twins() -> None:
    names = balls(BODY).name
    assert sorted(name for name in names if name.endswith("_left")) == sorted(
        name.replace("_right", "_left") for name in names if name.endswith("_right")
    )


def test_a_part_that_does_not_exist_is_told() -> None:
    with pytest.raises(BadArgument, match="tail"):
        pads("tail")


def test_standing_with_arms_a_little_out_nothing_is_inside_anything() -> None:
    assert overlaps(BODY, standing()) == []


def test_crossed_legs_go_through_each_other() -> None:
    through = overlaps(BODY, forward(BODY, postures(hip_adduction=20, shoulder_abduction=15)), 0.02)
    assert {"thigh_left", "thigh_right"} in [{each.first, each.second} for each in through]


@pytest.mark.parametrize(
    ("kind", "point", "expected"),
    [
        ("step", (0.0, 0.35, 0.0), 0.20),  # 20 cm over a 15 cm step
        ("step", (0.0, 0.10, 0.0), -0.05),
        ("step", (0.18 + 0.3, 0.15 + 0.4, 0.0), 0.5),  # off its edge
        ("roller", (0.0, 0.25, 0.0), 0.10),
        ("roller", (0.0, 0.075, 0.30), 0.10),  # beyond its end
        ("ball", (0.10, 0.04, 0.0), 0.06),
        ("wall", (0.3, 1.0, 0.2), 0.3),
        ("chair", (0.0, 0.50, 0.0), 0.05),
        ("chair", (0.0, 0.20, 0.0), 0.205),  # under the seat is free
    ],
)
def test_distances_from_things(kind: str, point: tuple[float, float, float], expected: float) -> None:
    assert distance(thing(kind), np.array([[point]]))[0, 0] == pytest.approx(expected)


def test_a_wall_faces_where_it_is_turned() -> None:
    wall = thing("wall", at=(0.5, 0.0), heading_deg=180.0)
    point = np.array([[[0.2, 1.0, 0.0]]])
    assert distance(wall, point)[0, 0] == pytest.approx(0.3)
    assert outward(wall, point)[0, 0] == pytest.approx([-1, 0, 0], abs=1e-6)


def test_a_squat_settles_with_both_feet_flat() -> None:
    wanted = postures(position_m=np.array([0.0, 0.8, 0.0]), hip_flexion=60, knee_flexion=70, shoulder_abduction=15)
    free = [column(f"{dof}_{side}") for dof in ("ankle_dorsiflexion", "knee_flexion") for side in ("left", "right")]
    touches = tuple(Touch(pad, "floor") for side in ("left", "right") for pad in pads(f"sole_{side}"))
    made = settled(BODY, Wish(wanted, free, np.array([0.1, 0.3, 0.1, 10, 10, 10, 10]), touches, {}))
    placed = forward(BODY, made)
    for side in ("left", "right"):
        assert np.abs(gaps(BODY, placed, f"sole_{side}", "floor", {})).max() < 1e-3
    assert made.angle("hip_flexion")[0] == pytest.approx([60, 60])
    shank = made.angle("knee_flexion")[0] - 60
    assert made.angle("ankle_dorsiflexion")[0] == pytest.approx(shank, abs=0.3)  # flat foot: shin forward by as much


def test_a_pinned_foot_stays_while_the_pelvis_moves() -> None:
    wanted = postures(5, position_m=np.array([0.0, BODY.standing_height_m, 0.0]))
    wanted.position_m[:, 0] = np.linspace(0, 0.08, 5)
    free = [column(f"{dof}_{side}") for dof in ("hip_flexion", "ankle_dorsiflexion") for side in ("left", "right")]
    pad = ("heel_left",)
    made = settled(
        BODY,
        Wish(wanted, free, np.array([0.1] * 3 + [10.0] * 4), (Touch(pad, "floor", np.array([-0.03, -0.0875])),), {}),
    )
    heel = forward(BODY, made).points("foot_left", np.array([[-0.030, 0.028 - 0.039 * 1.75, 0.0]]))[:, 0]
    assert heel[:, [0, 2]] == pytest.approx(np.broadcast_to([-0.03, -0.0875], (5, 2)), abs=2e-3)


def test_nothing_is_taken_out_of_its_range() -> None:
    wanted = postures(position_m=np.array([0.0, 0.5, 0.0]))  # the knees have to bend more than the ankles allow
    free = [column(f"ankle_dorsiflexion_{side}") for side in ("left", "right")]
    made: Postures = settled(
        BODY, Wish(wanted, free, np.array([0.1, 9.0, 0.1, 10, 10]), (Touch(("crown",), "floor"),), {})
    )
    assert made.angle("ankle_dorsiflexion").max() <= 45
