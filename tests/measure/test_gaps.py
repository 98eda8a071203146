"""The gaps between knees and ankles: from skin to skin where that was read, else from joints and usual widths."""

from dataclasses import replace

import numpy as np
import pytest

import kneeline
from kneeline.core.measurement import Person
from kneeline.core.recording import Recording
from kneeline.core.skeleton import pair
from kneeline.measure.scale import GAPS, LOWER_DOWN, STATURE_PER_EAR_TO_HEEL
from tests.skeletons import person, recording_of

PX_PER_CM = 5.0


def photo() -> Recording:
    """Of somebody who stands, seen straight from the front; the knees' centres 90 px, the ankles' 180 px apart."""
    xy = np.array([300.0, 950.0]) - person()[:, :2] * 100 * PX_PER_CM
    xy[pair("knee"), 0] = 255.0, 345.0
    xy[pair("ankle"), 0] = 210.0, 390.0
    return recording_of(xy[None], np.zeros(1), size=(600, 1000))


def height_cm(recording: Recording) -> float:
    """The stature at which the picture shows ``PX_PER_CM``."""
    ends = recording.xy[0, pair("ear")].mean(axis=0) - recording.xy[0, pair("heel")].mean(axis=0)
    return float(np.linalg.norm(ends)) / PX_PER_CM * STATURE_PER_EAR_TO_HEEL


def gap(recording: Recording, name: str) -> float | None:
    """cm, of somebody standing in a photo."""
    value = kneeline.measure(recording, Person(height_cm(recording))).value(name, "both", "standing")
    return None if value is None else value.value


@pytest.mark.parametrize(("name", "px"), [("knee_gap", 40.0), ("intermalleolar_gap", 105.0)])
def test_a_gap_is_as_wide_as_the_skin_is_apart(name: str, px: float) -> None:
    read = replace(photo(), skin_gaps=np.array([[40.0, 105.0]]))
    assert gap(read, name) == pytest.approx(px / PX_PER_CM * LOWER_DOWN[name])


def test_skin_that_covers_skin_touches() -> None:
    assert gap(replace(photo(), skin_gaps=np.array([[-8.0, 105.0]])), "knee_gap") == 0


def test_a_gap_that_was_not_read_is_not_told() -> None:
    assert gap(replace(photo(), skin_gaps=np.full((1, 2), np.nan)), "knee_gap") is None


@pytest.mark.parametrize(("name", "px"), [("knee_gap", 90.0), ("intermalleolar_gap", 180.0)])
def test_landmarks_from_elsewhere_have_joints_of_usual_width(name: str, px: float) -> None:
    _, width = GAPS[name]
    assert gap(photo(), name) == pytest.approx(px / PX_PER_CM - width * height_cm(photo()))
