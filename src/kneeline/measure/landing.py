"""Landing from a jump on both legs; a repetition runs from touching the floor to coming up again."""

from kneeline.core.language import N_
from kneeline.measure.movement import MovementTest
from kneeline.measure.squat import PER_LEG

LANDING = MovementTest(
    task="landing",
    words=N_("landing"),
    frontal=True,
    legs="both",
    repeated=True,
    per_leg={name: moments for name, moments in PER_LEG.items() if name != "valgus_onset_flexion"},
    per_person={"knee_ankle_separation_ratio": ("bottom",), "trunk_lean": ("bottom",), "pelvic_drop": ("bottom",)},
    differences=("fppa", "knee_flexion"),
)
