"""The signs no camera sees, shin out and arch down: by self-tests alone, each test a vote."""

from collections.abc import Sequence
from dataclasses import dataclass

from kneeline.assess.answers import Answers
from kneeline.assess.looking import Looking
from kneeline.assess.marked import turned_out
from kneeline.assess.messages import say, with_error
from kneeline.assess.readings import Reading
from kneeline.core.findings import Outcome, Sign, SignId
from kneeline.core.skeleton import Side

THIGH_FOOT = 30.0
"""Thigh-foot angle above which a foot points out beyond the usual (−5 to +30), deg."""

PHOTO_ERROR = 5.0
"""Half-width of an angle read from a photo at home, deg (our choice)."""

TRACING_ERROR = 3.0
"""Half-width of an angle read from a tracing, deg (our choice)."""

ARCH_SINKS = 10.0
"""Navicular drop above which the arch comes down, mm (the smallest of the limits in use; Nielsen 2009 gives healthy
means of 3.6 to 8.1)."""

DROP_ERROR = 3.0
"""Half-width of a navicular drop measured at home, mm (our choice)."""


@dataclass(frozen=True)
class Vote:
    """What one self-test says of a sign, in words, with its number where it has one."""

    test: str
    outcome: Outcome
    words: str
    measure: str | None = None
    reading: Reading | None = None


def shin_out(looking: Looking, side: Side) -> Sign:
    """By the thigh-foot angle lying on the belly, and the foot's direction while sitting."""
    votes = [vote for vote in (_thigh_foot(looking.answers, side), _seated(looking.answers, side)) if vote]
    return _by_votes("shin_out", looking, side, votes, ("seated-foot", "prone-turn"))


def arch_down(looking: Looking, side: Side) -> Sign:
    """By footprint, navicular drop and how the heel stands."""
    found = (
        _choice_vote(looking.answers, "footprint", side, "arch_down", _FOOTPRINT, "footprint"),
        _sinks(looking.answers, side),
        _choice_vote(looking.answers, "foot_posture", side, "arch_down", _POSTURE, "posture"),
    )
    return _by_votes("arch_down", looking, side, [vote for vote in found if vote], ("footprint", "foot-posture"))


def foot_angle(answers: Answers, side: Side) -> Reading | None:
    """How far a foot points out, from a tracing: the number told, else worked out from the points marked."""
    return _angle(answers, "foot_angle_deg", "foot_angle_points", side, TRACING_ERROR, "foot-tracing")


def thigh_foot_angle(answers: Answers, side: Side) -> Reading | None:
    """How far a foot points out against the thigh, lying on the belly: the number told, else from the points."""
    return _angle(answers, "thigh_foot_deg", "thigh_foot_points", side, PHOTO_ERROR, "prone-turn")


_FOOTPRINT: dict[str, Outcome] = {"wide": "seen", "half": "not_seen", "narrow": "not_seen"}
_POSTURE: dict[str, Outcome] = {"rolls_in": "seen", "upright": "not_seen", "rolls_out": "not_seen"}
_SEATED: dict[str, Outcome] = {"clearly_out": "seen", "ahead": "not_seen", "not_sure": "could_not_be_seen"}
_TEST_OF = {"footprint": "footprint", "foot_posture": "foot-posture", "seated_foot": "seated-foot"}


def _angle(answers: Answers, told: str, marked: str, side: Side, error: float, test: str) -> Reading | None:
    number, points = answers.number(told, side), answers.of_leg(marked, side)
    if number is None and isinstance(points, tuple):
        number = turned_out(points, side, sole_up=test == "prone-turn")  # type: ignore[arg-type]
    return None if number is None else Reading(number, error, "deg", test, test)


def _thigh_foot(answers: Answers, side: Side) -> Vote | None:
    angle = thigh_foot_angle(answers, side)
    if angle is None:
        return None
    words = say("shin_out.thigh_foot", value=with_error(angle.value, angle.error_95))
    return Vote("prone-turn", _against(angle, THIGH_FOOT), words, "thigh_foot_angle", angle)


def _seated(answers: Answers, side: Side) -> Vote | None:
    return _choice_vote(answers, "seated_foot", side, "shin_out", _SEATED, "seated")


def _sinks(answers: Answers, side: Side) -> Vote | None:
    told = answers.number("navicular_drop_mm", side)
    if told is None:
        return None
    drop = Reading(told, DROP_ERROR, "mm", "footprint", "footprint")
    words = say("arch_down.drop", value=with_error(told, DROP_ERROR, "mm"))
    return Vote("footprint", _against(drop, ARCH_SINKS), words, "navicular_drop", drop)


def _choice_vote(
    answers: Answers, question: str, side: Side, table: str, outcomes: dict[str, Outcome], key: str
) -> Vote | None:
    told = answers.of_leg(question, side)
    if not isinstance(told, str):
        return None
    return Vote(_TEST_OF[question], outcomes[told], say(f"{table}.{key}_{told}"))


def _against(reading: Reading, limit: float) -> Outcome:
    if reading.above(limit):
        return "seen"
    return "not_seen" if reading.below(limit) else "could_not_be_seen"


def _by_votes(sign: SignId, looking: Looking, side: Side, votes: Sequence[Vote], tests: tuple[str, ...]) -> Sign:
    """More for than against is seen, more against than for not seen, a tie stays open."""
    if not votes:
        because = say(f"{sign}.not_looked", side=side)
        return Sign(sign, side, "could_not_be_seen", because, settle_by=looking.first_open(tests))
    balance = sum({"seen": 1, "not_seen": -1}.get(vote.outcome, 0) for vote in votes)
    outcome: Outcome = "could_not_be_seen"
    if balance:
        outcome = "seen" if balance > 0 else "not_seen"
    key = "open" if outcome == "could_not_be_seen" else outcome
    because = say(f"{sign}.{key}", side=side, tests="; ".join(vote.words for vote in votes))
    counted = next((vote for vote in votes if vote.reading is not None), votes[0])
    number = counted.reading
    return Sign(
        id=sign,
        side=side,
        outcome=outcome,
        because=because,
        measure=counted.measure,
        value=number.value if number else None,
        error_95=number.error_95 if number else None,
        unit=number.unit if number else None,
        task=counted.test,
        settle_by=looking.first_open(tests) if key == "open" else None,
    )
