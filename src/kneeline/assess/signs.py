"""The signs a camera can see: hip in, only when bent, feet out. Where there is no camera, the mirror speaks."""

from kneeline.assess.hip import hip_of
from kneeline.assess.knee_in import KneeIn, knees_in
from kneeline.assess.looking import Looking
from kneeline.assess.messages import say, which_way, with_error
from kneeline.assess.movement_tests import MIRROR
from kneeline.assess.readings import Reading, readings, surest
from kneeline.assess.self_signs import arch_down, foot_angle, shin_out
from kneeline.core.findings import Outcome, Sign
from kneeline.core.language import _
from kneeline.core.skeleton import SIDES, Side

FEET_OUT = 15.0
"""Foot progression angle above which a foot points out, deg (our choice; usual range −3 to +20, Staheli 1985)."""

NEAR_STRAIGHT = 5.0
"""Standing FPPA whose whole error lies within plus and minus this is close to straight, deg (our choice)."""


def all_signs(looking: Looking) -> tuple[Sign, ...]:
    """The five signs on each leg."""
    find = (hip_in, shin_out, arch_down, feet_out, only_when_bent)
    return tuple(sign(looking, side) for sign in find for side in SIDES)


def hip_in(looking: Looking, side: Side) -> Sign:
    """Seen where the knee moves in and thigh or pelvis go with it; a thigh that only turns inwards no camera sees."""
    found = knees_in(looking.measurements, side)
    moving = [each for each in found if each.outcome == "seen"]
    settle = looking.first_open(("single-leg-squat", "step-down", "squat"))
    for each in moving:
        hip = hip_of(each)
        if hip.goes_in:
            return _knee_sign("hip_in", each, "seen", say("hip_in.seen", hip=hip.words, **_filled(each)), None)
    if moving:
        hip = hip_of(moving[0])
        because = say("hip_in.hip_open", hip=hip.words, **_filled(moving[0]))
        return _knee_sign("hip_in", moving[0], "could_not_be_seen", because, settle)
    still = [each for each in found if each.outcome == "not_seen"]
    if still:
        return _knee_sign("hip_in", still[0], "not_seen", say("hip_in.not_seen", **_filled(still[0])), settle)
    if looking.answers.told("mirror_knee_in") is not None:
        return _hip_in_mirror(looking, side, settle)
    if found:
        key = "hip_in.within_error" if found[0].change else "hip_in.no_number"
        because = say(key, **_filled(found[0]))
        return _knee_sign("hip_in", found[0], "could_not_be_seen", because, settle or looking.again(found[0].task))
    settle = looking.first_open(("squat", "single-leg-squat", MIRROR))
    return Sign("hip_in", side, "could_not_be_seen", say("hip_in.not_looked", side=side), settle_by=settle)


def only_when_bent(looking: Looking, side: Side) -> Sign:
    """Seen where the leg stands close to straight and the knee moves in from a bend that could be told."""
    found = knees_in(looking.measurements, side)
    if not found:
        return _bent_by_mirror(looking, side)
    moving = sorted(
        (each for each in found if each.outcome == "seen"), key=lambda each: each.onset.error_95 if each.onset else 1e9
    )
    if moving:
        return _bent_against_standing(looking, moving[0])
    still = next((each for each in found if each.outcome == "not_seen"), None)
    if still is not None:
        return _knee_sign("only_when_bent", still, "not_seen", say("only_when_bent.not_in", **_filled(still)), None)
    key = "only_when_bent.within_error" if found[0].change else "hip_in.no_number"
    because = say(key, **_filled(found[0]))
    settle = looking.first_open(("squat", "single-leg-squat")) or looking.again(found[0].task)
    return _knee_sign("only_when_bent", found[0], "could_not_be_seen", because, settle)


def feet_out(looking: Looking, side: Side) -> Sign:
    """Seen or not seen where the whole error lies on one side of 15°; else it could not be seen."""
    traced, standing = foot_angle(looking.answers, side), readings(looking.measurements, *_foot(side), "standing")
    moving = readings(looking.measurements, *_foot(side), "mean")
    best = surest([each for each in (traced, *standing) if each is not None]) or surest(moving)
    if best is None:
        settle = looking.first_open(("stand", "foot-tracing"))
        return Sign("feet_out", side, "could_not_be_seen", say("feet_out.not_looked", side=side), settle_by=settle)
    outcome: Outcome = "could_not_be_seen"
    if best.above(FEET_OUT) or best.below(FEET_OUT):
        outcome = "seen" if best.above(FEET_OUT) else "not_seen"
    settle = looking.first_open(("foot-tracing", "stand")) if outcome == "could_not_be_seen" else None
    return Sign(
        "feet_out", side, outcome, _foot_words(best, side, outcome), "foot_progression_angle", best.value,
        best.error_95, "deg", task=best.task, settle_by=settle,
    )  # fmt: skip


def _foot(side: Side) -> tuple[str, Side]:
    return "foot_progression_angle", side


def _foot_words(best: Reading, side: Side, outcome: Outcome) -> str:
    if best.value < 0 and outcome == "not_seen":
        return say("feet_out.turned_in", side=side, value=with_error(-best.value, best.error_95))
    key = {"seen": "seen", "not_seen": "not_seen", "could_not_be_seen": "open"}[outcome]
    return say(f"feet_out.{key}", side=side, value=with_error(best.value, best.error_95))


def _bent_against_standing(looking: Looking, moving: KneeIn) -> Sign:
    standing = surest(readings(looking.measurements, "fppa", moving.side, "standing"))
    told = looking.answers.told("when_in")
    outcome: Outcome = "could_not_be_seen"
    settle: str | None = None
    if standing is None and told == "standing_too":
        key, outcome = "told_standing", "not_seen"
    elif standing is not None and standing.above(NEAR_STRAIGHT):
        key, outcome = "standing_in", "not_seen"
    elif moving.onset is None:
        key, settle = "no_onset", looking.first_open(("squat",)) or looking.again(moving.task)
    elif standing is None and told == "only_when_bent":
        key, outcome = "seen_told", "seen"
    elif standing is None:
        key, settle = "standing_unknown", looking.first_open(("stand",))
    elif standing.within(NEAR_STRAIGHT):
        key, outcome = "seen", "seen"
    else:
        key, settle = "standing_open", looking.again("stand")
    words = "" if standing is None else which_way(standing.value, standing.error_95, _("in"), _("out"))
    because = say(f"only_when_bent.{key}", standing=words, **_filled(moving))
    return _knee_sign("only_when_bent", moving, outcome, because, settle)


def _bent_by_mirror(looking: Looking, side: Side) -> Sign:
    goes_in, told = looking.answers.is_leg("mirror_knee_in", side), looking.answers.told("when_in")
    settle = looking.first_open(("squat", "single-leg-squat", MIRROR))
    if goes_in and told == "only_when_bent":
        because, outcome = say("only_when_bent.mirror_seen", side=side), "seen"
    elif goes_in and told == "standing_too":
        because, outcome = say("only_when_bent.told_standing"), "not_seen"
    elif goes_in is False:
        because, outcome = say("only_when_bent.mirror_not_in", side=side), "not_seen"
    elif goes_in:
        because, outcome = say("only_when_bent.mirror_standing_open", side=side), "could_not_be_seen"
    else:
        because, outcome = say("only_when_bent.not_looked", side=side), "could_not_be_seen"
    task = None if goes_in is None else MIRROR
    return Sign("only_when_bent", side, outcome, because, task=task, settle_by=settle)  # type: ignore[arg-type]


def _hip_in_mirror(looking: Looking, side: Side, settle: str | None) -> Sign:
    goes_in = looking.answers.is_leg("mirror_knee_in", side)
    drops = looking.answers.is_leg("mirror_hip_drops", side)
    outcome: Outcome = "not_seen"
    if goes_in:
        outcome = "seen" if drops else "could_not_be_seen"
    key = {"seen": "mirror_seen", "not_seen": "mirror_not_seen", "could_not_be_seen": "mirror_open"}[outcome]
    return Sign("hip_in", side, outcome, say(f"hip_in.{key}", side=side), task=MIRROR, settle_by=settle)


def _filled(found: KneeIn) -> dict[str, str]:
    """What the sentences on a knee that moves in are filled with."""
    task = say(f"task.{found.task}")
    return {
        "task": task, "side": found.side, "change": found.change_words, "way": found.way_words,
        "onset": found.onset_words,
    }  # fmt: skip


def _knee_sign(sign: str, found: KneeIn, outcome: Outcome, because: str, settle: str | None) -> Sign:
    change, onset = found.change, found.onset if found.outcome == "seen" else None
    return Sign(
        id=sign,  # type: ignore[arg-type]
        side=found.side,
        outcome=outcome,
        because=because,
        measure="knee_in_change",
        value=change.value if change else None,
        error_95=change.error_95 if change else None,
        unit="deg",
        from_flexion=onset.value if onset else None,
        from_flexion_error_95=onset.error_95 if onset else None,
        task=found.task,
        settle_by=settle,
    )
