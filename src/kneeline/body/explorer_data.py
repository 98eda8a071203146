"""The valgus explorer's tables for a page: one JSON text, rows packed as whole degrees, tenths of millimetres and
turns in 16 bits; the figure that stands in it; and a person's own numbers as places of the sliders."""

import json
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kneeline.body.anthropometry import figure
from kneeline.body.explorer import ARCH, BEND, FOOT_OUT, HEADING, HIP_IN, HIP_TURN, LEG, SHIN_OUT, Table, table
from kneeline.body.gltf import glb
from kneeline.body.kinematics import forward
from kneeline.body.motion import Played
from kneeline.body.scene import scene
from kneeline.body.skeleton import postures
from kneeline.catalogue import catalogue
from kneeline.catalogue.motion_schema import Key, Motion, MotionCamera
from kneeline.core.recording import Floats

NOT_GIVEN: Final = 127
SLIDERS: Final[dict[str, tuple[int, ...]]] = {
    "bend": BEND,
    "hip_turn": HIP_TURN,
    "hip_in": HIP_IN,
    "shin_out": SHIN_OUT,
    "arch": ARCH,
    "foot_out": FOOT_OUT,
}
START: Final = {"bend": 60, "hip_turn": 0, "hip_in": 0, "shin_out": 0, "arch": 0, "foot_out": 0}

_EXAMPLES: Final[dict[str, dict[str, int]]] = {
    "hip_in": {"hip_turn": 15, "hip_in": 10},
    "shin_out": {"shin_out": 20},
    "arch_down": {"arch": 12},
    "feet_out": {"foot_out": 20},
    "only_when_bent": {"bend": 80, "hip_turn": 10, "hip_in": 5},
}
_LEAST: Final[dict[str, dict[str, int]]] = {
    "hip_in": {"hip_turn": 5, "hip_in": 5},
    "shin_out": {"shin_out": 10},
    "arch_down": {"arch": 4},
}
FEET_OUT_DEG: Final = 15  # as in docs/assess.md: our choice
KNEE_IN_DEG: Final = 5
IN_LINE_DEG: Final = 3
_TENTHS_OF_MM: Final = 10_000
_UNIT: Final = 32_767


def explorer_json() -> str:
    """Everything the page shows: where the sliders can stop and where they start, the rows, the signs' words."""
    rows = table()
    told = {
        "leg": LEG,
        "sliders": SLIDERS,
        "start": _places(START),
        "not_given": NOT_GIVEN,
        "in_line": IN_LINE_DEG,
        "headings": HEADING,
        "signs": _signs(),
        "feet_out": [out > FEET_OUT_DEG for out in HEADING],
        "fppa": _degrees(rows.fppa),
        "knee_in": _degrees(rows.knee_in),
        "only_when_bent": _packed(only_when_bent(rows).astype(np.int8)),
        "pelvis": _packed(np.round(rows.pelvis * _TENTHS_OF_MM).astype("<i2")),
        "ankle": _packed(np.round(rows.ankle_m * _TENTHS_OF_MM).astype("<i2")),
        "thigh": _turns(rows.thigh),
        "shank": _turns(rows.shank),
        "foot": _turns(rows.foot),
        "toes": _turns(rows.toes),
        "others": {name: _turns(turns) for name, turns in rows.others.items()},
    }
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False)


def only_when_bent(rows: Table) -> npt.NDArray[np.bool_]:
    """Rows like ``fppa`` where the straight leg is in line and the bent one comes in."""
    straight = np.abs(rows.fppa[:1]) <= IN_LINE_DEG
    found: npt.NDArray[np.bool_] = straight & (rows.fppa > KNEE_IN_DEG)
    return found


def own_leg(
    fppa: float, knee_in: float | None = None, bend: float = 0.0, foot_out: float | None = None
) -> dict[str, int]:
    """Places of the sliders (indices) at which the figure's leg measures nearest to a person's numbers in degrees. What
    brings it about in the person cannot be known from them: the table's hip does it, turned and moved in least."""
    rows = table()
    at = {
        "bend": _nearest(BEND, bend),
        "foot_out": _nearest(FOOT_OUT, START["foot_out"] if foot_out is None else foot_out),
    }
    heading = HEADING.index(FOOT_OUT[at["foot_out"]])
    off = np.abs(rows.fppa[at["bend"], :, :, 0] - fppa)
    if knee_in is not None:
        reached = rows.knee_in[at["bend"], :, :, 0, heading]
        off = off + np.where(np.isnan(reached), 0.0, np.abs(reached - knee_in))
    effort = 0.01 * (np.abs(HIP_TURN)[:, None] + np.abs(HIP_IN)[None, :])
    turn, inwards = np.unravel_index(int(np.nanargmin(off + effort)), off.shape)
    return at | {"hip_turn": int(turn), "hip_in": int(inwards), "shin_out": 0, "arch": 0}


def explorer_glb() -> bytes:
    """The figure standing, without any movement, for the page to pose."""
    person, pose = figure(), postures(position_m=np.array([0.0, figure().standing_height_m, 0.0]))
    camera = MotionCamera(azimuth_deg=0.0, elevation_deg=6.0)
    keys = (Key(id="standing", caption="Standing"),)
    still = Motion(id="standing", name="Standing", of="pattern", base="standing", side=LEG, camera=camera, keys=keys)
    once = np.zeros(1)
    played = Played(still, person, once, pose, forward(person, pose), np.array([-1]), once + 1, {})
    return glb(scene(played, ()), still.name)


def _signs() -> dict[str, Mapping[str, Any]]:
    """By its id: a sign's words as the catalogue has them, where the sliders show it by itself, and from which place of
    which slider on it is there (`feet_out` and `only_when_bent` follow from the rows)."""
    known = {each.sign: each for each in catalogue().statements.values() if each.sign is not None}
    return {
        sign: {
            "name": known[sign].name,
            "text": known[sign].text,
            "example": _places(START | example),
            "least": {name: SLIDERS[name].index(least) for name, least in _LEAST.get(sign, {}).items()},
        }
        for sign, example in _EXAMPLES.items()
    }


def _places(values: Mapping[str, int]) -> dict[str, int]:
    return {name: SLIDERS[name].index(value) for name, value in values.items()}


def _nearest(values: tuple[int, ...], wanted: float) -> int:
    return int(np.abs(np.array(values) - wanted).argmin())


def _degrees(values: Floats) -> str:
    return _packed(np.where(np.isnan(values), NOT_GIVEN, np.round(values)).astype(np.int8))


def _turns(quaternions: Floats) -> str:
    return _packed(np.round(quaternions * _UNIT).astype("<i2"))


def _packed(values: npt.NDArray[Any]) -> str:
    return b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")
