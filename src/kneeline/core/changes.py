"""What two checks say about change, by both their errors (schema kneeline.changes/1)."""

from dataclasses import dataclass
from typing import Literal

from kneeline.core.measurement import At, Conditions, ValueSide

SCHEMA = "kneeline.changes/1"

Verdict = Literal["changed", "not_changed", "cannot_compare"]


@dataclass(frozen=True)
class Change:
    """One measure on one side at one moment, before and after. ``change`` = after - before; ``repeat_error_95`` of the
    change = sqrt(a² + b²); ``why``: for what cannot be compared."""

    name: str
    side: ValueSide
    at: At
    unit: str
    before: float | None
    after: float | None
    change: float | None
    repeat_error_95: float | None
    verdict: Verdict
    text: str
    why: str | None = None


@dataclass(frozen=True)
class Changes:
    """All changes between two measurements; ``why`` is why nothing can be compared, where nothing can."""

    version: str
    before: Conditions
    after: Conditions
    task: str | None
    changes: tuple[Change, ...]
    why: str | None = None
