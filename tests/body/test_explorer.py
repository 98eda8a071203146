"""The explorer's rows: what each slider does alone, against the core's measures and the kinematics."""

import json
from base64 import b64decode

import numpy as np
import pytest

from kneeline.body.anthropometry import figure
from kneeline.body.explorer import ARCH, BEND, FOOT_OUT, HEADING, HIP_IN, HIP_TURN, LEAST_BEND_DEG, SHIN_OUT, table
from kneeline.body.explorer_data import SLIDERS, explorer_glb, explorer_json, only_when_bent, own_leg
from kneeline.body.skeleton import segment
from kneeline.core.recording import Floats

ZERO = HIP_TURN.index(0), HIP_IN.index(0), ARCH.index(0)
AHEAD = HEADING.index(0)


def fppa(**at: int) -> float:
    """FPPA at slider values in degrees, 0 where not named."""
    index = BEND.index(at.get("bend", 0)), HIP_TURN.index(at.get("turn", 0)), HIP_IN.index(at.get("inwards", 0))
    return float(table().fppa[(*index, ARCH.index(at.get("arch", 0)))])


def matrix(quaternion: Floats) -> Floats:
    """Rotation of a unit quaternion (x, y, z, w)."""
    x, y, z, w = quaternion
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )


def test_a_leg_with_nothing_turned_is_in_line_at_any_bend() -> None:
    rows = table()
    assert np.abs(rows.fppa[:, *ZERO]).max() < 1e-9
    bent = np.array(BEND) >= LEAST_BEND_DEG
    assert np.abs(rows.knee_in[bent, *ZERO, AHEAD]).max() < 1e-9


def test_a_straight_leg_has_no_knee_in_angle() -> None:
    assert np.isnan(table().knee_in[: BEND.index(LEAST_BEND_DEG)]).all()


def test_a_turned_hip_brings_the_knee_in_only_once_it_bends() -> None:
    assert fppa(turn=20) == pytest.approx(0, abs=1e-9)
    assert fppa(turn=20, bend=30) == pytest.approx(10, abs=1)
    assert fppa(turn=-10, bend=30) < 0


def test_the_hip_s_turn_is_the_knee_s_turn_over_the_foot_while_the_thigh_hangs() -> None:
    knee_in = table().knee_in[BEND.index(20), HIP_TURN.index(10), HIP_IN.index(0), 0, AHEAD]
    assert knee_in == pytest.approx(10, abs=0.3)


def test_foot_and_shin_turn_the_foot_under_the_knee() -> None:
    rows = table().knee_in[BEND.index(60), *ZERO]
    assert rows == pytest.approx(np.array(HEADING, dtype=np.float64), abs=1e-9)
    assert HEADING[-1] == FOOT_OUT[-1] + SHIN_OUT[-1]


def test_an_arch_that_sinks_brings_the_knee_in() -> None:
    assert fppa(arch=12, bend=60) > fppa(arch=4, bend=60) > fppa(bend=60)


def test_turns_lead_along_the_chain_to_the_planted_ankle() -> None:
    """Pelvis, thigh and shank by the rows' quaternions end where the foot stands."""
    rows, person = table(), figure()
    hip, knee, ankle = (person.joint_offset[segment(f"{part}_right")] for part in ("thigh", "shank", "foot"))
    for at in [(6, 2, 1, 0), (9, 8, 4, 3), (0, 0, 0, 0), (3, 5, 2, 1)]:
        thigh = matrix(rows.thigh[at])
        shank = thigh @ matrix(rows.shank[at[0], 0])
        assert rows.pelvis[at] + hip + thigh @ knee + shank @ ankle == pytest.approx(np.zeros(3), abs=1e-9)


def test_only_when_bent_needs_a_straight_leg_in_line() -> None:
    shown = only_when_bent(table())
    assert shown[BEND.index(60), HIP_TURN.index(20), HIP_IN.index(0), 0]
    assert not shown[BEND.index(0)].any()
    assert not shown[:, *ZERO].any()


def test_the_page_s_rows_are_those_of_the_table() -> None:
    told = json.loads(explorer_json())
    rows = table()
    packed = np.frombuffer(b64decode(told["knee_in"]), np.int8).reshape(rows.knee_in.shape)
    given = packed != told["not_given"]
    assert (given == ~np.isnan(rows.knee_in)).all()
    assert np.abs(packed[given] - rows.knee_in[given]).max() <= 0.5
    assert set(told["signs"]) == {"hip_in", "shin_out", "arch_down", "feet_out", "only_when_bent"}
    assert told["sliders"] == {name: list(values) for name, values in SLIDERS.items()}


def test_rows_stay_small() -> None:
    assert len(explorer_json()) < 120_000
    assert len(explorer_glb()) < 300_000


def test_a_person_s_own_leg_is_the_nearest_row() -> None:
    at = own_leg(fppa=14, bend=60, foot_out=10)
    near = table().fppa[at["bend"], at["hip_turn"], at["hip_in"], at["arch"]]
    assert near == pytest.approx(14, abs=2)
    assert (BEND[at["bend"]], FOOT_OUT[at["foot_out"]]) == (60, 10)


def test_a_leg_in_line_is_shown_in_line() -> None:
    at = own_leg(fppa=0, knee_in=0, bend=60, foot_out=0)
    assert (HIP_TURN[at["hip_turn"]], HIP_IN[at["hip_in"]]) == (0, 0)
