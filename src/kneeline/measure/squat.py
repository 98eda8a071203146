"""The squat on both legs."""

from kneeline.core.language import N_
from kneeline.core.measurement import At
from kneeline.measure.movement import MovementTest

PER_LEG: dict[str, tuple[At, ...]] = {
    "fppa": ("peak", "bottom"),
    "hip_knee_ankle_angle": ("peak", "bottom"),
    "knee_in_angle": ("peak", "bottom"),
    "knee_in_change": ("bottom",),
    "valgus_onset_flexion": ("mean",),
    "knee_flexion": ("bottom",),
    "hip_adduction": ("peak", "bottom"),
    "knee_over_toe_offset": ("peak", "bottom"),
    "foot_progression_angle": ("mean",),
}

SQUAT = MovementTest(
    task="squat",
    words=N_("squat"),
    frontal=True,
    legs="both",
    repeated=True,
    per_leg=PER_LEG,
    per_person={
        "knee_ankle_separation_ratio": ("bottom",),
        "stance_width": ("mean",),
        "trunk_lean": ("bottom",),
        "pelvic_drop": ("bottom",),
        "pelvis_shift": ("bottom",),
    },
    differences=("fppa", "hip_knee_ankle_angle", "knee_in_angle", "knee_in_change", "knee_flexion"),
)
