"""Where a motion's first key starts from before its own angles: how the body lies, how high, which angles."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kneeline.body.skeleton import Base


@dataclass(frozen=True)
class Start:
    """``height_m``: of the pelvis's origin, reference figure (contacts find the true one); ``angles``: those not 0."""

    base: Base
    height_m: float
    angles: Mapping[str, float]


_ARMS_DOWN: Final = {"shoulder_abduction": 11.0, "elbow_flexion": 14.0, "shoulder_internal_rotation": 5.0}
_HANDS_IN_LAP: Final = {"shoulder_flexion": 22.0, "shoulder_abduction": 12.0, "elbow_flexion": 55.0}
_LEGS_BENT: Final = {"hip_flexion": 45.0, "knee_flexion": 90.0}

STARTS: Final[Mapping[str, Start]] = MappingProxyType(
    {
        "standing": Start("upright", 0.928, _ARMS_DOWN),
        "sitting": Start("upright", 0.55, {"hip_flexion": 88.0, "knee_flexion": 88.0, **_HANDS_IN_LAP}),
        "long_sitting": Start("upright", 0.11, {"hip_flexion": 88.0, **_HANDS_IN_LAP}),
        "half_kneeling": Start("upright", 0.50, _ARMS_DOWN),
        "all_fours": Start(
            "prone", 0.50, {"hip_flexion": 88.0, "knee_flexion": 88.0, "shoulder_flexion": 88.0, "wrist_flexion": -75.0}
        ),
        "supine": Start(
            "supine",
            0.145,
            {"shoulder_abduction": 16.0, "elbow_flexion": 8.0, "ankle_dorsiflexion": -15.0, "neck_flexion": -4.0},
        ),
        "prone": Start("prone", 0.11, {"ankle_dorsiflexion": -45.0, "shoulder_abduction": 20.0}),
        "side_lying_left": Start("side_left", 0.18, _LEGS_BENT),
        "side_lying_right": Start("side_right", 0.18, _LEGS_BENT),
    }
)
