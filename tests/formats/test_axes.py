"""However a laboratory lays its axes and units, the same body gives the same recording."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneeline.core.recording import Floats
from kneeline.core.skeleton import joint, pair
from kneeline.formats import read_landmarks
from kneeline.formats.axes import facing_front

BODY = {
    "left_shoulder": (0.2, 1.4, 0.02),
    "right_shoulder": (-0.2, 1.4, 0.0),
    "left_hip": (0.1, 0.9, 0.0),
    "right_hip": (-0.1, 0.9, 0.0),
    "left_knee": (0.08, 0.5, 0.1),
    "right_knee": (-0.13, 0.5, 0.12),
    "left_ankle": (0.12, 0.1, 0.0),
    "right_ankle": (-0.12, 0.1, 0.01),
    "left_toe": (0.14, 0.02, 0.2),
    "right_toe": (-0.14, 0.02, 0.2),
}
UP = {
    "Y": np.eye(3),
    "Z": np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]]),
    "X": np.array([[0, 1, 0], [-1, 0, 0], [0, 0, 1]]),
    "-Y": np.diag([-1, -1, 1]),
    "-Z": np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]]),
}


def about_the_vertical(degrees: float) -> Floats:
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cosine, 0, sine], [0, 1, 0], [-sine, 0, cosine]])


def write_body(path: Path, turn: Floats, unit: str, offset: Floats) -> None:
    scale = {"m": 1, "cm": 100, "mm": 1000}[unit]
    points = (np.array(list(BODY.values())) + offset) @ turn.T * scale
    names = "\t\t\t".join(BODY)
    row = "\t".join(repr(float(number)) for number in points.ravel())
    path.write_text(
        "PathFileType\t4\t(X/Y/Z)\tbody.trc\n"
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\n"
        f"100\t100\t1\t{len(BODY)}\t{unit}\nFrame#\tTime\t{names}\n\tX1\tY1\tZ1\n1\t0\t{row}\n"
    )


@given(
    degrees=st.floats(-180, 180),
    up=st.sampled_from(list(UP)),
    unit=st.sampled_from(["m", "cm", "mm"]),
    offset=st.tuples(st.floats(-3, 3), st.floats(0, 1), st.floats(-3, 3)),
)
@settings(max_examples=40, deadline=None)
def test_axes_and_units_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, degrees: float, up: str, unit: str, offset: tuple[float, float, float]
) -> None:
    path = tmp_path_factory.mktemp("axes") / "body.trc"
    write_body(path, UP[up] @ about_the_vertical(degrees), unit, np.array(offset))
    recording = read_landmarks(path)
    assert recording.xyz is not None
    places = [joint(name) for name in BODY]
    expected = np.array(list(BODY.values()))
    found = recording.xyz[0, places]
    np.testing.assert_allclose(found - found[2], expected - expected[2], atol=1e-9)
    in_picture = recording.xy[0, places] / 1000
    np.testing.assert_allclose(in_picture - in_picture[2], (expected - expected[2])[:, :2] * (1, -1), atol=1e-9)


@pytest.mark.parametrize("up", list(UP))
def test_turns_never_mirror(up: str) -> None:
    assert np.linalg.det(UP[up]) == pytest.approx(1)


def test_the_median_body_faces_the_front_though_it_turns() -> None:
    positions = np.full((3, 21, 3), np.nan)
    for frame, degrees in enumerate((170, 175, -160)):  # across the cut of the circle
        positions[frame, pair("hip")] = np.array([[0.1, 1, 0], [-0.1, 1, 0]]) @ about_the_vertical(degrees).T
    turned, by = facing_front(positions)
    assert turned[1, joint("left_hip")].round(9).tolist() == [0.1, 1, 0]
    assert by == pytest.approx(-175)


def test_a_body_that_faces_the_front_is_left_as_it_is(tmp_path: Path) -> None:
    write_body(tmp_path / "body.trc", np.eye(3), "m", np.zeros(3))
    recording = read_landmarks(tmp_path / "body.trc")
    assert recording.xyz is not None
    assert {name: tuple(recording.xyz[0, joint(name)].tolist()) for name in BODY} == BODY
