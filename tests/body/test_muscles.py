"""Muscles: both sides alike, levers as published, lengths that never jump."""

import numpy as np
import pytest

from bench.levers import levers, neutral_lengths, ratios, turns
from kneeline.body.anthropometry import figure
from kneeline.body.kinematics import forward
from kneeline.body.muscle_lines import lines, lines_of, muscles, origins
from kneeline.body.muscles import lengths, moment_arm, path
from kneeline.body.skeleton import RANGES, Postures, mirrored, postures
from kneeline.catalogue import catalogue

ANY = np.random.default_rng(5)


def some_postures(frames: int = 6) -> Postures:
    return Postures(np.zeros((frames, 3)), ANY.uniform(RANGES[:, 0], RANGES[:, 1], (frames, len(RANGES))) / 2)


def test_every_muscle_of_the_catalogue_has_a_line() -> None:
    assert set(muscles()) == set(catalogue().muscles)


def test_every_line_names_its_origin_and_licence() -> None:
    assert {line.source for line in lines().values()} == set(origins())
    assert all(origin.licence for origin in origins().values())


def test_an_unknown_muscle_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        lines_of("biceps_brachii")


@pytest.mark.parametrize("name", muscles())
def test_the_mirrored_body_has_the_lengths_of_the_other_side(name: str) -> None:
    given = some_postures()
    there, back = forward(figure(), given), forward(figure(), mirrored(given))
    assert lengths(there, name) == pytest.approx(lengths(back, name)[:, ::-1], abs=1e-12)


@pytest.mark.parametrize("name", lines())
def test_points_of_the_left_are_the_rights_in_the_mirror(name: str) -> None:
    drawn = path(forward(figure(), postures(hip_flexion=40, knee_flexion=70)), lines()[name]).points
    assert drawn[:, 0] == pytest.approx(drawn[:, 1] * [1, 1, -1], abs=1e-12)


def test_a_taller_figure_has_longer_muscles_in_proportion() -> None:
    small, tall = (forward(figure(height), postures(hip_flexion=30, knee_flexion=60)) for height in (1.5, 1.8))
    for name in muscles():
        assert lengths(tall, name) == pytest.approx(lengths(small, name) * 1.2, rel=1e-9)


SWEEPS = [("hip_flexion", -30, 125), ("knee_flexion", -5, 150), ("ankle_dorsiflexion", -50, 45)]


@pytest.mark.parametrize(("dof", "least", "most"), SWEEPS)
def test_lengths_change_steadily(dof: str, least: float, most: float) -> None:
    degrees = np.linspace(least, most, 600)[:, None].repeat(2, axis=1)
    placed = forward(figure(), postures(600).with_angle(dof, degrees))
    step = np.radians((most - least) / 599)
    for line in lines():
        assert np.abs(np.diff(lengths(placed, line), axis=0)).max() < 0.13 * step, line


def test_a_straight_hinge_has_the_lever_of_its_distance() -> None:
    # the hamstring that starts on the thigh: shortens while the knee bends, by nearly its distance from the joint
    lever = moment_arm(figure(), postures(knee_flexion=60), "biceps-femoris-short-head", "knee_flexion")
    assert lever == pytest.approx(np.full((1, 2), 0.04), abs=0.005)


def test_a_muscle_that_does_not_cross_a_joint_has_no_lever_there() -> None:
    assert moment_arm(figure(), postures(), "soleus", "knee_flexion") == pytest.approx(np.zeros((1, 2)), abs=1e-9)


def test_levers_have_the_published_sign() -> None:
    assert [row.what for row in (*levers(), *ratios()) if not row.same_sign] == []


def test_levers_have_the_published_size_or_we_say_why_not() -> None:
    assert [row.what for row in (*levers(), *ratios()) if row.within == bool(row.differs)] == []


def test_lengths_are_within_a_tenth_of_another_models() -> None:
    assert [row.what for row in neutral_lengths() if not row.within] == []


def test_rotators_turn_further_in_as_the_hip_bends() -> None:
    assert [of for of, before, after, _ in turns() if not after > before] == []


@pytest.mark.parametrize(
    ("name", "abducts"),
    [
        ("tensor_fasciae_latae", True),
        ("piriformis", True),
        ("obturator-internus-and-gemelli", True),
        ("adductor_longus", False),
        ("adductor_brevis", False),
        ("adductor_magnus", False),
    ],
)
def test_who_takes_the_bent_thigh_out(name: str, abducts: bool) -> None:
    """Dostal et al. 1986, second-hand: with the hip at 90° the deep rotators abduct, too."""
    lever = moment_arm(figure(), postures(hip_flexion=90), name, "hip_adduction")[0, 1]
    assert lever < -0.01 if abducts else lever > 0.02


def test_gluteus_medius_loses_its_pull_outwards_as_the_hip_bends() -> None:
    """Dostal et al. 1986, second-hand."""
    straight, bent = (
        -moment_arm(figure(), postures(hip_flexion=degrees), "gluteus_medius", "hip_adduction")[0, 1]
        for degrees in (0, 90)
    )
    assert straight > 0.035
    assert bent < straight / 2


def test_two_joint_muscles_feel_the_joint_they_were_seen_to_feel_more() -> None:
    """Visser et al. 1990: biceps femoris changes more with the hip than with the knee."""
    bent = {joint: forward(figure(), postures().with_angle(joint, 60.0)) for joint in ("hip_flexion", "knee_flexion")}
    neutral = forward(figure(), postures())

    def change(name: str, joint: str) -> float:
        return abs(float((lengths(bent[joint], name) - lengths(neutral, name))[0, 1]))

    assert change("biceps-femoris-long-head", "hip_flexion") > change("biceps-femoris-long-head", "knee_flexion")
