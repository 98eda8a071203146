"""What comes first: how much each exercise is worth for the signs of this person. Weights are in priority.toml."""

from functools import cache
from importlib.resources import files
from typing import Any

import rtoml

from kneeline.catalogue.schema import Exercise, Kind
from kneeline.core.findings import SIGNS, Findings, Outcome, Sign, SignId

_REGIONS = ("pelvis", "hip", "knee", "ankle", "chain", "toe")


@cache
def _weights() -> dict[str, Any]:
    return rtoml.loads(files("kneeline.programme").joinpath("priority.toml").read_text(encoding="utf-8"))


def article_order(exercise: Exercise) -> tuple[int, str]:
    """Where an exercise stands in the article: pelvis, hip, knee, ankle, all together, big toe; then by number."""
    return _REGIONS.index(exercise.region), exercise.number


def days_a_week(kind: Kind) -> tuple[int, int]:
    """Fewest days that count as done, and most, of a kind of exercise."""
    least, most = _weights()["days"][kind]
    return least, most


def bonus(why: str) -> int:
    """What is added to the worth of an exercise that opens a ``gate`` or is ``preferred``."""
    weight: int = _weights()["extra"][why]
    return weight


def outcome_of(findings: Findings, sign: SignId) -> Outcome:
    """A sign's outcome over both legs: seen on one is seen; where nothing at all was seen, nothing is ruled out."""
    outcomes = {each.outcome for each in findings.signs if each.id == sign}
    if "seen" in outcomes:
        return "seen"
    nothing_seen = all(each.outcome != "seen" for each in findings.signs)
    return "not_seen" if outcomes == {"not_seen"} and not nothing_seen else "could_not_be_seen"


def worth(exercise: Exercise, findings: Findings) -> int:
    """How much an exercise is worth: its region's weight times the weights of the signs it serves; 0 = not needed."""
    region: int = _weights()["region"][exercise.region]
    return region * sum(_sign_weight(exercise, findings, sign) for sign in SIGNS if sign in exercise.signs)


def main_sign(exercise: Exercise, findings: Findings) -> Sign | None:
    """The seen sign this exercise is most worth for, or None where it serves none that was seen."""
    seen = [sign for sign in findings.signs if sign.outcome == "seen" and sign.id in exercise.signs]
    return max(seen, key=lambda sign: _sign_weight(exercise, findings, sign.id), default=None)


def _sign_weight(exercise: Exercise, findings: Findings, sign: SignId) -> int:
    role = "primary" if exercise.id in _weights()["primary"][sign] else "then"
    weight: int = _weights()["outcome"][outcome_of(findings, sign)] * _weights()["role"][role]
    return weight
