"""Answers that can't both be true. The sentence names both, so that either can be mended."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from kneeline.assess.answer_values import Answer, BadValue
from kneeline.assess.marked import turned_out
from kneeline.core.skeleton import SIDES, Side

NARROWEST_FIST_CM = 5.0
"""No fist is narrower (our choice)."""

MOST_APART_DEG = 15.0
"""An angle told and that of points marked on a photo, each wrong by some 5°, differ by less (our choice)."""

Check = Callable[[Mapping[str, Answer]], bool]


class Clash(NamedTuple):
    """``key`` clashes with what ``text`` names where ``clashes`` is true."""

    key: str
    text: str
    clashes: Check


def _number(told: Mapping[str, Answer], question: str) -> float:
    value = told.get(question)
    return float(value) if isinstance(value, int | float) else 0.0


def _no_surgery(name: str, *later: str) -> Check:
    return lambda told: told.get(name) == "none" and any(bool(told.get(each)) for each in later)


def _of_leg(told: Mapping[str, Answer], question: str, side: Side) -> object:
    answer = told.get(question)
    return answer.get(side) if isinstance(answer, Mapping) else answer


def _hip_without_knee(told: Mapping[str, Answer]) -> bool:
    knees, hips = (told.get(each) for each in ("mirror_knee_in", "mirror_hip_drops"))
    return knees is not None and any(hips in (side, "both") and knees not in (side, "both") for side in SIDES)


def _reaches_from_near(told: Mapping[str, Answer]) -> bool:
    return any(
        _of_leg(told, "wall_fist", side) == "reaches"
        and isinstance(distance := _of_leg(told, "wall_distance_cm", side), float)
        and distance < NARROWEST_FIST_CM
        for side in SIDES
    )


def _angle_against_points(angle: str, points: str, *, sole_up: bool) -> Check:
    """Whether an angle told differs from that of the points by more than both readings can be wrong."""

    def differs(told: Mapping[str, Answer]) -> bool:
        for side in SIDES:
            number, marked = _of_leg(told, angle, side), _of_leg(told, points, side)
            if isinstance(number, float) and isinstance(marked, tuple):
                apart = turned_out(marked, side, sole_up=sole_up) - number
                if abs(math.remainder(apart, 360.0)) > MOST_APART_DEG:
                    return True
        return False

    return differs


CLASHES = (
    Clash(
        "pain",
        "a pain above 0 doesn't go with knee_pain = false; which of the two is right?",
        lambda told: told.get("knee_pain") is False and _number(told, "pain") > 0,
    ),
    Clash(
        "pain",
        "a pain of 0 doesn't go with knee_pain = true; which of the two is right?",
        lambda told: told.get("knee_pain") is True and told.get("pain") == 0,
    ),
    Clash(
        "pain_since",
        "how long it has hurt doesn't go with knee_pain = false; leave it out or answer true.",
        lambda told: told.get("knee_pain") is False and "pain_since" in told,
    ),
    Clash(
        "after_injury",
        'signs since an injury don\'t go with recent_injury = "none".',
        lambda told: told.get("recent_injury") == "none" and bool(told.get("after_injury")),
    ),
    Clash(
        "acl_surgery",
        '"none" doesn\'t go with acl_graft or acl_trouble, which speak of that surgery.',
        _no_surgery("acl_surgery", "acl_graft", "acl_trouble"),
    ),
    Clash(
        "bowed_after_two",
        "knees that stay apart don't go with a gap between the ankles at touching knees.",
        lambda told: told.get("bowed_after_two") is True and _number(told, "ankle_gap_cm") > 0,
    ),
    Clash(
        "when_in",
        '"standing_too" doesn\'t go with shape_side = "none" (no knee goes in).',
        lambda told: told.get("when_in") == "standing_too" and told.get("shape_side") == "none",
    ),
    Clash(
        "mirror_hip_drops",
        "this is about bends in which the knee goes in, and mirror_knee_in says that one of these knees does not.",
        _hip_without_knee,
    ),
    Clash(
        "wall_distance_cm",
        f'less than {NARROWEST_FIST_CM:g} cm doesn\'t go with wall_fist = "reaches": a fist is wider than that.',
        _reaches_from_near,
    ),
    Clash(
        "thigh_foot_deg",
        f"this differs by more than {MOST_APART_DEG:g}° from the angle of thigh_foot_points; leave one of them out.",
        _angle_against_points("thigh_foot_deg", "thigh_foot_points", sole_up=True),
    ),
    Clash(
        "foot_angle_deg",
        f"this differs by more than {MOST_APART_DEG:g}° from the angle of foot_angle_points; leave one of them out.",
        _angle_against_points("foot_angle_deg", "foot_angle_points", sole_up=False),
    ),
)

GROWN_UP = 18
EARLIEST_TEENS = 8


def check_together(told: Mapping[str, Answer], age: int | None, from_birth_year: bool) -> None:
    """Raises BadValue at the first two answers that can't both be true; ``age`` in whole years, for certain."""
    for clash in CLASHES:
        if clash.clashes(told):
            raise BadValue(f"[answers] {clash.key}", clash.text)
    for key, text in _against_age(told, age, from_birth_year):
        raise BadValue(f"[answers] {key}", text)


def _against_age(told: Mapping[str, Answer], age: int | None, from_birth_year: bool) -> Iterator[tuple[str, str]]:
    if age is None:
        return
    if from_birth_year and "age" in told and not age <= _number(told, "age") <= age + 1:
        yield "age", f"{_number(told, 'age'):g} years don't go with the year of birth ({age} or {age + 1} years)."
    if told.get("since") == "adult" and age + 1 < GROWN_UP:
        yield "since", f'"adult" doesn\'t go with an age of {age} or {age + 1} years.'
    if told.get("since") == "teens" and age + 1 < EARLIEST_TEENS:
        yield "since", f'"teens" doesn\'t go with an age of {age} or {age + 1} years.'
