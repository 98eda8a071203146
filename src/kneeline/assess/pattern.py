"""Do the answers and numbers point more to muscles and habits, both, bone, or can't it be told? A heuristic of ours."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kneeline.assess.answers import Answers
from kneeline.assess.readings import natural, readings
from kneeline.assess.self_signs import THIGH_FOOT, thigh_foot_angle
from kneeline.core.findings import Correction, Cue, Pattern, Sign, SignSide
from kneeline.core.language import Words, words_of
from kneeline.core.measurement import Measurement
from kneeline.core.skeleton import SIDES, Side

LEAST_WEIGHT = 0.8
"""The heavier side has to weigh this much, else it can't be told (our choice)."""

BOTH_SHARE = 0.5
"""Where the lighter side weighs at least this share of the heavier, it is both (our choice)."""

LINE_IN = 5.0
PHOTO_LINE_ERROR = 3.0
"""A standing hip-knee-ankle angle above 5° counts after taking off its error, at least 3°, deg (photo against X-ray:
Simonsen 2013, Sheehy 2015; the limit is our choice)."""

HALF, QUARTER = 0.5, 0.25
STIFF_ANKLE_CM = 8.0
STIFF_ANKLE_SHANK = 32.0
TAPE_ERROR_CM = 1.9
"""Half-width of the wall distance, cm (Powden 2015); the limits are our choice."""

FAR_IN, LITTLE_OUT = 70.0, 20.0
"""A hip that turns in more and out less than this, deg (commonly taught, not checked)."""

BONE_HISTORY = ("earlier_fracture_or_growth_plate", "bone_disease", "arthritis", "arthritis_cleared", "rickets_signs")


@dataclass(frozen=True)
class Known:
    """All a cue may look at. ``conditions``: ids that hold; ``grown``: an adult, or of unknown age."""

    measurements: tuple[Measurement, ...]
    answers: Answers
    conditions: frozenset[str]
    signs: tuple[Sign, ...]
    corrections: tuple[Correction, ...]
    grown: bool = True


def cues_of(known: Known) -> tuple[Cue, ...]:
    """The cues that hold, in the order of cues.toml; a cue on both legs is told once."""
    found = []
    for cue, data in _cues().items():
        sides = tuple(_FIND[cue](known))
        if sides:
            told = "text_told" in data and not any(_measured_standing(known, side) for side in sides)
            text = data["text_told" if told else "text"]
            found.append(Cue(cue, data["towards"], data["weight"], text, _one(sides)))
    return tuple(found)


def pattern_of(cues: Sequence[Cue]) -> Pattern:
    """The heavier side, both where they weigh alike, cannot_tell where there is too little."""
    habits = sum(cue.weight for cue in cues if cue.towards == "muscles_and_habits")
    bone = sum(cue.weight for cue in cues if cue.towards == "bone")
    if max(habits, bone) < LEAST_WEIGHT - 1e-9:
        return "cannot_tell"
    if min(habits, bone) >= BOTH_SHARE * max(habits, bone) - 1e-9:
        return "both"
    return "muscles_and_habits" if habits > bone else "bone"


def _cues() -> Words:
    return words_of("kneeline.assess", "cues")


def _one(sides: Sequence[SignSide]) -> SignSide:
    return sides[0] if len(set(sides)) == 1 else "both"


def _if(holds: bool) -> Iterator[SignSide]:
    if holds:
        yield "both"


def _bent_in(known: Known) -> Iterator[SignSide]:
    yield from (sign.side for sign in known.signs if sign.id == "only_when_bent" and sign.outcome == "seen")


def _measured_standing(known: Known, side: SignSide) -> bool:
    """Whether a standing recording shows this leg; else it is the person's own word that it stands straight."""
    return side != "both" and bool(readings(natural(known.measurements), "fppa", side, "standing"))


def _taken_away(known: Known) -> Iterator[SignSide]:
    """The whole error of the share lies at half or more."""
    for each in known.corrections:
        if each.share is not None and each.share_error_95 is not None and each.share - each.share_error_95 >= HALF:
            yield each.side


def _stays(known: Known) -> Iterator[SignSide]:
    """The whole error of the share lies below a quarter."""
    for each in known.corrections:
        if each.share is not None and each.share_error_95 is not None and each.share + each.share_error_95 < QUARTER:
            yield each.side


def _heels_help(known: Known) -> Iterator[SignSide]:
    """By eye, or where a squat on raised heels takes the way in away by more than both errors."""
    if known.answers.ticked("heel_lift", "stay_out"):
        yield "both"
        return
    raised = [each for each in known.measurements if each.task == "squat" and each.conditions.heels == "raised"]
    flat = [each for each in natural(known.measurements) if each.task == "squat"]
    for side in SIDES:
        before, after = (readings(group, "knee_in_change", side) for group in (flat, raised))
        gone = any(
            a.above(0) and a.value - b.value > (a.error_95**2 + b.error_95**2) ** 0.5 for a in before for b in after
        )
        if gone:
            yield side


def _stiff_ankle(known: Known) -> Iterator[SignSide]:
    for side in SIDES:
        distance = known.answers.number("wall_distance_cm", side)
        lean = readings(natural(known.measurements), "shank_angle", side)
        short = distance is not None and distance + TAPE_ERROR_CM < STIFF_ANKLE_CM
        if (
            known.answers.of_leg("wall_fist", side) == "does_not"
            or short
            or any(each.below(STIFF_ANKLE_SHANK) for each in lean)
        ):
            yield side


def _line_in(known: Known) -> Iterator[SignSide]:
    """Under 18 no angle is held against a limit of grown legs."""
    for side in SIDES if known.grown else ():
        lines = readings(natural(known.measurements), "hip_knee_ankle_angle", side, "standing")
        if any(each.value - max(each.error_95, PHOTO_LINE_ERROR) > LINE_IN for each in lines):
            yield side


def _shin_grown_out(known: Known) -> Iterator[SignSide]:
    for side in SIDES:
        angle = thigh_foot_angle(known.answers, side)
        if angle is not None and angle.above(THIGH_FOOT):
            yield side


def _hip_turns_in(known: Known) -> Iterator[SignSide]:
    for side in SIDES:
        inwards = known.answers.number("hip_turn_in_deg", side)
        outwards = known.answers.number("hip_turn_out_deg", side)
        if inwards is not None and outwards is not None and inwards > FAR_IN and outwards < LITTLE_OUT:
            yield side


def _one_side(known: Known) -> Iterator[SignSide]:
    if "one_sided_shape" in known.conditions:
        told: tuple[Side, ...] = tuple(side for side in SIDES if known.answers.told("shape_side") == side)
        yield from told or ("both",)


def _adult_less_active(known: Known) -> Iterator[SignSide]:
    yield from _if(known.answers.told("since") == "adult" and known.answers.told("less_active") is True)


def _holds_any(*conditions: str) -> Callable[[Known], Iterable[SignSide]]:
    return lambda known: _if(not known.conditions.isdisjoint(conditions))


def _told(question: str, answer: object) -> Callable[[Known], Iterable[SignSide]]:
    return lambda known: _if(known.answers.told(question) == answer)


_FIND: dict[str, Callable[[Known], Iterable[SignSide]]] = {
    "standing_straight_bent_in": _bent_in,
    "taken_away_by_will": _taken_away,
    "heels_help": _heels_help,
    "stiff_ankle": _stiff_ankle,
    "gone_lying": _told("lying_shape", "gone"),
    "differs_by_day": _told("varies_by_day", True),
    "both_alike": _told("shape_side", "both"),
    "adult_and_less_active": _adult_less_active,
    "same_lying": _told("lying_shape", "same"),
    "stays_despite_will": _stays,
    "wide_gap": _holds_any("wide_ankle_gap"),
    "leg_line_in": _line_in,
    "one_side": _one_side,
    "childhood_or_teens": _holds_any("since_childhood", "teenage_onset"),
    "family": _told("family_shape", True),
    "bone_history": _holds_any(*BONE_HISTORY),
    "shin_grown_out": _shin_grown_out,
    "hip_turns_in": _hip_turns_in,
}
