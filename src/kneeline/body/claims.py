"""Whether an exercise does to its muscles what it is for, as far as the figure can tell.

A stretch has to lengthen its muscle and bring it near its longest; a strengthening movement has to use it the way it
pulls; a release has to lie on it. What the figure says otherwise is a result: the motion's `claims` name it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kneeline.body.anthropometry import figure
from kneeline.body.crossing import crossed, shortest_and_longest
from kneeline.body.kinematics import forward
from kneeline.body.loads import centre_of_mass, lift, rise
from kneeline.body.motion import Motion, Played
from kneeline.body.muscle_lines import lines_of
from kneeline.body.muscles import lengths, moment_arm, path
from kneeline.body.skeleton import Postures, postures
from kneeline.body.surfaces import distance
from kneeline.catalogue import Catalogue
from kneeline.catalogue.motion_schema import Claim
from kneeline.catalogue.schema import Effect, Exercise, Target
from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES, Side

STRETCHED_SHARE: Final = 0.03
"""A stretch makes its muscle, tendons included, longer than in standing by at least this share of its length, ..."""
LONGER_THAN_AT_START: Final = 0.01
"""... longer than at its start by this share, ..."""
STRETCHED_REACH: Final = 2 / 3
"""... and brings it this far on the way from its shortest to its longest over all joints it crosses. Our choices."""
MOBILISED_SHARE: Final = 0.03
LENGTHENED_SHARE: Final = 0.03
"""A muscle that is said to work does not get longer than that while the load is overcome."""
SHORTENED_SHARE: Final = 0.01
"""A muscle that gets shorter by this share while the load is overcome does work, whatever its lever at a moment."""
LEVER_M: Final = 0.005
"""A shorter lever turns nothing worth speaking of."""
WEIGHT_M: Final = 0.01
"""Weight counts as a load on a joint where it has at least this lever."""
UNDER_PROP_M: Final = 0.06
LEAST_RISE_M: Final = 0.005
_TRUNK_PARTS: Final = ("buttock", "upper_back", "side_of", "ribs", "belly", "chest", "hip_bone", "waist")
_LEG_PARTS: Final = {"foot": ("sole", "ball", "heel", "toes", "foot"), "shank": ("knee", "shin", "calf")}
_MOMENTS: Final = 5
_PER_SPAN: Final = 24

ACTIONS: Final[Mapping[str, tuple[str, int]]] = MappingProxyType(
    {
        "hip_flexion": ("hip_flexion", 1),
        "hip_extension": ("hip_flexion", -1),
        "hip_abduction": ("hip_adduction", -1),
        "hip_adduction": ("hip_adduction", 1),
        "hip_external_rotation": ("hip_internal_rotation", -1),
        "hip_internal_rotation": ("hip_internal_rotation", 1),
        "knee_flexion": ("knee_flexion", 1),
        "knee_extension": ("knee_flexion", -1),
        "tibial_internal_rotation": ("tibial_internal_rotation", 1),
        "tibial_external_rotation": ("tibial_internal_rotation", -1),
        "ankle_dorsiflexion": ("ankle_dorsiflexion", 1),
        "ankle_plantarflexion": ("ankle_dorsiflexion", -1),
        "foot_pronation": ("arch_drop", 1),
        "foot_supination": ("ankle_inversion", 1),
        "arch_lift": ("arch_drop", -1),
        "big_toe_extension": ("big_toe_extension", 1),
        "big_toe_flexion": ("big_toe_extension", -1),
        "anterior_pelvic_tilt": ("trunk_flexion", -1),
        "posterior_pelvic_tilt": ("trunk_flexion", 1),
        "trunk_flexion": ("trunk_flexion", 1),
    }
)
"""The joint actions of the catalogue as angles of the figure and their direction; a pelvis that tips back under a
resting trunk bends the spine forwards."""


@dataclass(frozen=True)
class Verdict:
    """What the figure says of one target on one side. ``holds`` None: it cannot tell, as the muscle turns no joint of
    its. ``numbers``: cm and %, by name; ``note``: our sentence where it does not hold."""

    motion: str
    muscle: str
    effect: Effect
    side: Side
    holds: bool | None
    numbers: Mapping[str, float]
    sentence: str
    note: str | None = None


def verdicts(played: Played, exercise: Exercise) -> tuple[Verdict, ...]:
    """Every target of the exercise that a motion shows, on the side or sides it is for."""
    declared = {claim.muscle: claim for claim in played.motion.claims}
    return tuple(
        _verdict(played, exercise, target, side, declared.get(target.muscle))
        for target in exercise.targets
        for side in _sides(played, declared.get(target.muscle))
    )


def claim_problems(catalogue: Catalogue) -> Iterator[str]:
    """A sentence for each target that the figure does not bear out and no motion's `claims` name, and for each that
    they name although it holds; and for each doubt that the exercise's evidence does not tell, or tells in vain."""
    for name, data in catalogue.motions.items():
        if name not in catalogue.exercises:
            continue
        exercise = catalogue.exercises[name]
        found = verdicts(Motion(data).frames(figure(), fps=10), exercise)
        yield from (f"{name}: {each.sentence}" for each in found if each.holds is False and each.note is None)
        yield from _untold(exercise, found)
        failing = {each.muscle for each in found if each.holds is False}
        for claim in data.claims:
            if claim.muscle not in {target.muscle for target in exercise.targets}:
                yield f"{name}: its claims name {claim.muscle!r}, which is no target of the exercise."
            elif claim.note is not None and claim.muscle not in failing:
                yield f"{name}: its claims excuse {claim.muscle!r}, which does what it is said to do."


def _untold(exercise: Exercise, found: Sequence[Verdict]) -> Iterator[str]:
    """Where people see the exercise they read what the figure does not bear out or cannot tell, and nothing else."""
    told = {muscle for each in exercise.evidence for muscle in each.figure_doubts}
    doubted = {each.muscle for each in found if not each.holds}
    for muscle in sorted(doubted - told):
        yield f"{exercise.id}: no evidence note says that the figure does not bear out {muscle!r} (`figure_doubts`)."
    for muscle in sorted(told - doubted):
        yield f"{exercise.id}: its evidence doubts {muscle!r}, which the figure bears out."


def _sides(played: Played, claim: Claim | None) -> tuple[Side, ...]:
    side = (claim.side if claim else None) or played.motion.side
    if side == "both":
        return SIDES
    return (_other(side),) if played.mirrored else (side,)


def _other(side: Side) -> Side:
    return "left" if side == "right" else "right"


def _verdict(played: Played, exercise: Exercise, target: Target, side: Side, claim: Claim | None) -> Verdict:
    match target.effect:
        case "stretch":
            holds, numbers, says = stretched(played, target.muscle, side, claim.key if claim else None)
        case "release":
            holds, numbers, says = released(played, target.muscle, side)
        case "mobilise":
            holds, numbers, says = mobilised(played, target.muscle, side)
        case "strengthen" | "control":
            holds, numbers, says = worked(played, exercise, target, side)
    sentence = f"{target.muscle} ({side}, {target.effect}) {says}"
    return Verdict(
        played.motion.id,
        target.muscle,
        target.effect,
        side,
        holds,
        MappingProxyType(numbers),
        sentence,
        claim.note if claim else None,
    )


Found = tuple[bool | None, dict[str, float], str]
Frames = NDArray[np.int64]


def stretched(played: Played, muscle: str, side: Side, key: str | None = None) -> Found:
    """Whether a stretch's held key lengthens its target and brings it near its longest (our thresholds)."""
    column = SIDES.index(side)
    length = lengths(played.placed, muscle)[:, column]
    key = key or held_key(played)
    start, end = float(length[0]), float(length[played.key_frames()[key]])
    standing = float(lengths(forward(played.figure, postures()), muscle)[0, column])
    shortest, longest = shortest_and_longest(muscle, played.figure.height_m, played.figure.sex)
    more, gain = end / start - 1, end / standing - 1
    reach = (end - shortest) / (longest - shortest)
    numbers = {
        "standing_cm": 100 * standing,
        "end_cm": 100 * end,
        "gain_percent": 100 * gain,
        "more_than_at_start_percent": 100 * more,
        "reach_percent": 100 * reach,
    }
    says = (
        f"is at {key!r} {_longer(gain)} than in standing ({100 * standing:.1f} cm), {_longer(more)} than at the start,"
        f" {100 * reach:.0f} % of the way from its shortest to its longest."
    )
    near = gain >= STRETCHED_SHARE and more >= LONGER_THAN_AT_START and reach >= STRETCHED_REACH
    return near, numbers, says


def mobilised(played: Played, muscle: str, side: Side) -> Found:
    """Whether a mobilisation takes its target through a part of its length."""
    length = lengths(played.placed, muscle)[:, SIDES.index(side)]
    share = float(length.max() / length.min() - 1)
    numbers = {"start_cm": 100 * float(length[0]), "change_percent": 100 * share}
    return share >= MOBILISED_SHARE, numbers, f"changes its length by {100 * share:.1f} %."


def released(played: Played, muscle: str, side: Side) -> Found:
    """Whether a roller or ball lies within 6 cm of the target's line for some of the time."""
    things = [thing for thing in played.props.values() if thing.prop.kind in ("roller", "ball")]
    if not things:
        return False, {}, "lies under no roller or ball of the motion."
    way = np.concatenate([_dense(path(played.placed, line).points) for line in lines_of(muscle)], axis=2)
    apart = np.min([distance(thing, way[:, SIDES.index(side)]).min(axis=1) for thing in things], axis=0)
    closest, near = float(apart.min()), float((apart <= UNDER_PROP_M).mean())
    numbers = {"closest_cm": 100 * closest, "near_percent": 100 * near}
    says = f"comes within {100 * closest:.1f} cm of what presses on it, under 6 cm for {100 * near:.0f} % of the time."
    return closest <= UNDER_PROP_M, numbers, says


def worked(played: Played, exercise: Exercise, target: Target, side: Side) -> Found:
    """Whether, while the load is overcome, a target gets shorter or pulls the way the exercise moves or against the
    weight of the body; and, where it is to get stronger, does not get longer."""
    if not crossed(target.muscle):
        return None, {}, "turns no joint, so the figure cannot show its work."
    start, end = work_frames(played)
    length = lengths(played.placed, target.muscle)[:, SIDES.index(side)]
    gain = float(length[end] / length[start] - 1)
    frames = np.unique(np.linspace(start, end, _MOMENTS).round().astype(np.int64))
    moves, lever = _best_action(played, exercise, target.muscle, side, frames)
    holds_up, weight_lever = _best_against_weight(played, target.muscle, side, frames)
    numbers = {"gain_percent": 100 * gain, "lever_cm": 100 * lever, "weight_lever_cm": 100 * weight_lever}
    acts = gain <= -SHORTENED_SHARE or max(lever, weight_lever) >= LEVER_M
    steady = target.effect == "control" or gain <= LENGTHENED_SHARE
    parts = [f"gets {_longer(gain)}"]
    parts.append(f"has a lever of {100 * lever:.1f} cm for {moves}" if moves else "has no lever for its actions")
    parts.append(
        f"one of {100 * weight_lever:.1f} cm against weight ({holds_up})" if holds_up else "none against weight"
    )
    return acts and steady, numbers, ", ".join(parts) + "."


def held_key(played: Played) -> str:
    """The key that is held longest; the first that the motion goes to where none is held."""
    phases = played.motion.phases
    return max(phases, key=lambda phase: phase.hold_s).to if phases else played.motion.keys[0].id


def work_frames(played: Played) -> tuple[int, int]:
    """First and last frame of the way on which the load is overcome: the body's greatest rise; where nothing rises,
    from the start to the key that is held."""
    height = centre_of_mass(played.figure, played.placed)[:, 1]
    start, end = rise(height)
    if height[end] - height[start] >= LEAST_RISE_M * played.figure.height_m:
        return start, end
    return 0, played.key_frames()[held_key(played)]


def _best_action(
    played: Played, exercise: Exercise, muscle: str, side: Side, frames: Frames
) -> tuple[str | None, float]:
    """The action of the exercise for which a muscle has the best lever on the middle of the way, and that lever."""
    best: tuple[str | None, float] = None, 0.0
    for action in exercise.actions:
        dof, sign = ACTIONS.get(action, ("", 0))
        if dof in crossed(muscle):
            lever = sign * float(np.mean(_lever(played, muscle, dof, side, frames)))
            best = max(best, (action, lever), key=lambda each: each[1])
    return best


def _best_against_weight(played: Played, muscle: str, side: Side, frames: Frames) -> tuple[str | None, float]:
    """The angle on which weight pulls and a muscle pulls back with the best lever, and that lever."""
    best: tuple[str | None, float] = None, 0.0
    fixed = _fixed(played, int(frames[-1]), side)
    for dof in crossed(muscle):
        height = lift(played.figure, _at(played, frames), dof, side, fixed)
        against = _lever(played, muscle, dof, side, frames) * np.sign(height) * (np.abs(height) >= WEIGHT_M)
        best = max(best, (dof, float(np.mean(against))), key=lambda each: each[1])
    return best


def _lever(played: Played, muscle: str, dof: str, side: Side, frames: Frames) -> Floats:
    lever: Floats = moment_arm(played.figure, _at(played, frames), muscle, dof)[:, SIDES.index(side)]
    return lever


def _at(played: Played, frames: Frames) -> Postures:
    given = played.postures
    return Postures(given.position_m[frames], given.angles[frames], given.base)


def _fixed(played: Played, frame: int, side: Side) -> str:
    """The segment that stays where it is while a joint gives way: the pelvis of somebody who sits or lies, the foot or
    shank that stands, else the pelvis."""
    phase = int(played.phase[frame])
    name = played.motion.phases[phase].to if phase >= 0 else played.motion.keys[0].id
    touching = {contact.part for key in played.motion.keys if key.id == name for contact in key.contacts}
    own = _other(side) if played.mirrored else side
    if any(part.startswith(_TRUNK_PARTS) for part in touching):
        return "pelvis"
    for segment, parts in _LEG_PARTS.items():
        if any(part.startswith(parts) and part.endswith(own) for part in touching):
            return f"{segment}_{side}"
    return "pelvis"


def _longer(gain: float) -> str:
    return f"{abs(100 * gain):.1f} % {'longer' if gain > 0 else 'shorter'}"


def _dense(points: Floats) -> Floats:
    """Points (T, 2, M, 3) close together along lines (T, 2, N, 3)."""
    share = np.linspace(0, 1, _PER_SPAN, endpoint=False)[:, None]
    spans = points[:, :, :-1, None] + (points[:, :, 1:] - points[:, :, :-1])[:, :, :, None] * share
    return np.concatenate([spans.reshape(*points.shape[:2], -1, 3), points[:, :, -1:]], axis=2)
