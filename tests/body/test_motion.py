"""Motions: their clock and words, their mirror image, and that every one of them is sound in every frame."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from kneeline.body.anthropometry import figure
from kneeline.body.contacts import pad_balls
from kneeline.body.hull import balls
from kneeline.body.legs import Leg, legs
from kneeline.body.motion import Motion, motion
from kneeline.body.skeleton import mirrored
from kneeline.body.sound import problems
from kneeline.catalogue import catalogue, read_catalogue
from kneeline.catalogue.motion_schema import Contact, Key, MotionCamera, Phase, Prop, PropPlace
from kneeline.catalogue.motion_schema import Motion as Data
from kneeline.catalogue.raw import BadCatalogue
from kneeline.core.errors import BadArgument

BODY = figure()
SOLES = (Contact(part="sole_left", on="floor"), Contact(part="sole_right", on="floor"))


def squat(**changes: object) -> Data:
    """Down and up again on flat feet: 1 s still, 2 s down, 1 s held, 1 s up."""
    stand = Key(id="stand", caption="Stand", contacts=SOLES)
    down = Key(
        id="down",
        caption="Stay down",
        contacts=SOLES,
        angles={"hip_flexion": 60.0, "knee_flexion": 60.0, "pelvis_tilt": 20.0},
        position=(-0.12, 0.82, 0.0),
    )
    data = Data(
        id="squat",
        name="Squat",
        of="pattern",
        base="standing",
        side="both",
        start_s=1.0,
        camera=MotionCamera(azimuth_deg=0.0),
        keys=(stand, down),
        phases=(
            Phase(to="down", seconds=2.0, hold_s=1.0, caption="Go down"),
            Phase(to="stand", seconds=1.0),
        ),
    )
    return msgspec.structs.replace(data, **changes)


@pytest.mark.parametrize("name", list(catalogue().motions))
def test_nothing_floats_sinks_slides_or_goes_through_itself(name: str) -> None:
    assert problems(catalogue().motions[name], BODY) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", list(catalogue().motions))
@pytest.mark.parametrize("height_m", [1.55, 1.90])
def test_nor_on_other_figures(name: str, height_m: float) -> None:
    assert problems(catalogue().motions[name], figure(height_m), fps=15) == []


def test_time_phase_and_words_go_together() -> None:
    played = Motion(squat()).frames(BODY, fps=10)
    assert len(played.time_s) == 51
    assert [played.phase[played.frame(t)] for t in (0.5, 2.0, 3.5, 4.5)] == [-1, 0, 0, 1]
    assert [played.caption(t) for t in (0.5, 2.0, 3.5, 4.5)] == ["Stand", "Go down", "Stay down", "Stand"]
    assert played.key_frames() == {"stand": 0, "down": 30}
    assert played.share[played.frame(2.0)] == pytest.approx(0.5)


def test_a_long_hold_is_shown_for_two_seconds() -> None:
    data = squat(phases=(Phase(to="down", seconds=2.0, hold_s=30.0), Phase(to="stand", seconds=1.0)))
    assert Motion(data).duration_s == 1 + 2 + 2 + 1


def test_it_ends_where_it_began() -> None:
    played = Motion(squat()).frames(BODY, fps=10)
    assert played.postures.angles[-1] == pytest.approx(played.postures.angles[0])
    assert played.placed.origin[-1] == pytest.approx(played.placed.origin[0])


def test_a_one_sided_motion_is_shown_for_the_other_side_as_in_a_mirror() -> None:
    clam = motion("clamshell")
    assert clam.data.side == "right"
    right, left = clam.frames(BODY, 10), clam.frames(BODY, 10, side="left")
    assert np.array_equal(left.postures.angles, mirrored(right.postures).angles)
    assert left.mirrored
    assert left.postures.base == "side_right"
    flip = np.array([1.0, 1.0, -1.0])
    assert np.array_equal(left.props["pillow"].position, right.props["pillow"].position * flip)
    assert np.array_equal(clam.frames(BODY, 10, side="right").postures.angles, right.postures.angles)


def test_a_key_can_be_had_alone() -> None:
    up = motion("straight-leg-raise").at_key(BODY, "up")
    assert len(up.time_s) == 1
    assert up.postures.angle("hip_flexion")[0, 1] == pytest.approx(40, abs=2)
    with pytest.raises(BadArgument, match="no key 'upp'"):
        motion("straight-leg-raise").at_key(BODY, "upp")


def test_a_motion_that_does_not_exist_is_told() -> None:
    with pytest.raises(BadArgument, match="handstand"):
        motion("handstand")


def test_the_way_starts_and_stops_softly() -> None:
    way = Leg("a", "b", 1.0).between({"a": np.array([0.0]), "b": np.array([10.0])}, np.linspace(0, 1, 101))[:, 0]
    assert way[[0, 50, 100]] == pytest.approx([0, 5, 10])
    assert way[1] < 0.001


def test_it_flows_through_a_key_where_nothing_is_held() -> None:
    values = {"a": np.array([0.0]), "b": np.array([5.0]), "c": np.array([10.0])}
    way = Leg("a", "b", 1.0, after=("c", 1.0)).between(values, np.array([0.99, 1.0]))[:, 0]
    assert (way[1] - way[0]) / 0.01 == pytest.approx(5.0, rel=0.02)
    back = Leg("a", "b", 1.0, after=("a", 1.0)).between(values, np.array([0.99, 1.0]))[:, 0]
    assert back[1] - back[0] < 0.01


def test_the_legs_know_where_nothing_is_held() -> None:
    still, down, up = legs(squat())
    assert (still.start, still.end) == ("stand", "stand")
    assert down.after is None
    assert up.before is None


def broken(**changes: object) -> str:
    return " ".join(problems(squat(**changes), BODY, fps=10))


def test_a_bent_knee_inside_its_foot_is_told_where_it_shows_how_it_is_done() -> None:
    caving = msgspec.structs.replace(catalogue().motions["valgus-squat"], of="exercise")
    told = " ".join(problems(caving, BODY, fps=10))
    assert "the left knee points" in told
    assert "the right knee points" in told
    lunge = catalogue().motions["stretch-adductor-side-lunge"]
    start, down = lunge.keys
    wide = tuple(
        msgspec.structs.replace(contact, at=(0.07, z)) for contact, z in zip(start.contacts, (-0.46, 0.46), strict=True)
    )
    ahead = msgspec.structs.replace(
        start, contacts=wide, angles={**start.angles, "hip_internal_rotation": 0.0, "ankle_inversion": 22.0}
    )
    kept = {"hip_flexion": (55.0, 10.0), "hip_adduction": (-12.0, -42.0), "ankle_inversion": (10.0, 30.0)}
    between = msgspec.structs.replace(
        down, position=(-0.10, 0.70, -0.27), angles={**down.angles, **kept, "hip_internal_rotation": 0.0}
    )
    assert "the left shank leans 1" in " ".join(
        problems(msgspec.structs.replace(lunge, keys=(ahead, between)), BODY, fps=10)
    )


def test_what_is_unsound_is_told() -> None:
    stand, down = squat().keys
    assert broken() == ""
    replace = msgspec.structs.replace
    assert "elbow_valgus" in broken(keys=(stand, replace(down, angles={"elbow_valgus": 3.0})))
    assert "'tail'" in broken(keys=(stand, replace(down, contacts=(Contact(part="tail", on="floor"),))))
    assert "nothing touches" in broken(keys=(stand, replace(down, contacts=())))
    assert "leaves its range" in broken(keys=(stand, replace(down, angles={"elbow_flexion": 170.0})))
    assert "inside" in broken(keys=(stand, replace(down, angles={"shoulder_abduction": -60.0})))
    assert "jumps" in broken(phases=(Phase(to="down", seconds=0.1), Phase(to="stand", seconds=0.1)))
    assert "does not have" in broken(phases=(Phase(to="up", seconds=1.0),))


def test_a_float_is_told() -> None:
    stand, down = squat().keys
    reach = msgspec.structs.replace(down, contacts=(*SOLES, Contact(part="hand_left", on="floor")), angles={})
    stiff = dict.fromkeys(("hip_flexion", "knee_flexion", "pelvis_tilt"), 0.0)
    assert "mm off floor" in broken(keys=(stand, reach), loose=stiff)


def test_a_motion_that_breaks_the_schema_is_told_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "motions"
    folder.mkdir()
    (folder / "wave.toml").write_text(
        'id = "wave"\nname = "Wave"\nof = "exercise"\nbase = "flying"\n', encoding="utf-8"
    )
    with pytest.raises(BadCatalogue, match=r"wave\.toml, line 4"):
        _ = read_catalogue(tmp_path).motions


def test_a_motion_of_an_exercise_has_its_id() -> None:
    for each in catalogue().motions.values():
        assert each.of != "exercise" or each.id in catalogue().exercises
        assert all(len(key.caption) <= 90 for key in each.keys)


def test_a_position_is_a_motion_with_one_key() -> None:
    played = Motion(squat(keys=squat().keys[:1], phases=(), start_s=0.5)).frames(BODY, fps=10)
    assert len(played.time_s) == 6
    assert np.ptp(played.placed.origin, axis=0).max() == 0


def test_a_roller_turns_as_it_goes_and_a_band_follows_the_thighs() -> None:
    stand, down = squat().keys
    roller = Prop(id="roller", kind="roller", at=(1.0, 0.0))
    band = Prop(id="band", kind="band", around=("thigh_left", "thigh_right"), local=(0.0, -0.36, 0.0))
    moved = msgspec.structs.replace(down, props={"roller": PropPlace(at=(1.0 + 0.075 * np.pi / 2, 0.0))})
    played = Motion(squat(props=(roller, band), keys=(stand, moved))).frames(BODY, fps=10)
    assert played.props["roller"].rotation[30, :, 1] == pytest.approx([1, 0, 0], abs=1e-9)  # its top turned forward
    ends = played.props["band"].ends
    assert ends is not None
    assert ends.shape == (51, 2, 3)
    assert ends[:, 1, 2] == pytest.approx(-ends[:, 0, 2], abs=1e-6)


def test_a_foot_that_leaves_the_heel_keeps_its_ball() -> None:
    played = motion("step-up").frames(BODY, fps=10)
    on_floor = played.phase == 0
    ball = balls(BODY)
    centres = ball.placed(played.placed, pad_balls(BODY, ("ball_inner_left",)))[on_floor, 0]
    assert np.ptp(centres[:, [0, 2]], axis=0).max() < 2e-3
