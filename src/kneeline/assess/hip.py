"""Does the hip take part when a knee moves in? Told by the thigh against the pelvis, and by the pelvis on one leg."""

from dataclasses import dataclass

from kneeline.assess.knee_in import ONE_LEG_TASKS, KneeIn
from kneeline.assess.messages import number, say, which_way, with_error
from kneeline.assess.readings import Reading, reading
from kneeline.core.language import _
from kneeline.core.measurement import Measurement

THIGH_ON_ONE_LEG = 10.0
"""hip_adduction on one leg above which the thigh goes in, deg: a foot under the body's middle alone brings about that
much (our choice, by geometry)."""

THIGH_ON_TWO_LEGS = 0.0
"""The same on two legs where the stance is narrow or not known, deg (our choice)."""

THIGH_IN_A_WIDE_STANCE = -5.0
"""The same from 0.8 shoulder widths on: with each knee above its own foot the thigh points outwards there, −10° or
further at 60° of bend (our choice, by geometry)."""

WIDE_STANCE = 0.8
"""Stance width over shoulder width from which a stance counts as wide."""

PELVIS_DROP = 5.0
"""pelvic_drop on one leg above which the pelvis sinks, deg (our choice)."""


@dataclass(frozen=True)
class Hip:
    """Whether thigh or pelvis clearly go with the knee (False: it could not be told), and the words for it."""

    goes_in: bool
    words: str


def hip_of(found: KneeIn) -> Hip:
    """The hip of the leg whose knee moved in, in the same movement."""
    one_leg = found.task in ONE_LEG_TASKS
    thigh = reading(found.measurement, "hip_adduction", found.side, "bottom")
    drop = reading(found.measurement, "pelvic_drop", "both", "bottom") if one_leg else None
    limit = THIGH_ON_ONE_LEG if one_leg else _limit_on_two_legs(found.measurement)
    if thigh is not None and thigh.above(limit):
        key = "hip_thigh_wide" if limit < 0 else "hip_thigh"
        return Hip(True, say(f"hip_in.{key}", value=_thigh(thigh), limit=number(abs(limit))))
    if drop is not None and drop.above(PELVIS_DROP):
        return Hip(True, say("hip_in.hip_drop", value=with_error(drop.value, drop.error_95), limit=number(PELVIS_DROP)))
    known = [say("hip_in.hip_thigh_open", value=_thigh(thigh))] if thigh else []
    known += [say("hip_in.hip_drop_open", value=_drop(drop))] if drop else []
    return Hip(False, ", ".join(known) or say("hip_in.hip_unknown"))


def _limit_on_two_legs(measurement: Measurement) -> float:
    stance = reading(measurement, "stance_width", "both")
    return THIGH_IN_A_WIDE_STANCE if stance is not None and stance.value >= WIDE_STANCE else THIGH_ON_TWO_LEGS


def _thigh(each: Reading) -> str:
    return which_way(each.value, each.error_95, _("inwards"), _("outwards"))


def _drop(each: Reading) -> str:
    return which_way(each.value, each.error_95, _("lower"), _("higher"))
