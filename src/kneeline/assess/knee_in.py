"""Does a knee move in as it bends? One leg of one measurement, before it is called a sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kneeline.assess.messages import say, which_way, with_error
from kneeline.assess.readings import Reading, reading, recording_of
from kneeline.core.findings import Outcome
from kneeline.core.language import _
from kneeline.core.measurement import Measurement, Repetition
from kneeline.core.skeleton import Side

MOVES_IN = 5.0
"""Change of knee_in_angle above which a knee moves in, where it exceeds its error too, deg (our choice, design of the
measure)."""

FROM_THE_START = 25.0
"""An onset below this bend is said as "from the start", deg."""

BENT_TASKS = ("single-leg-squat", "step-down", "landing", "squat")
"""Movements in which a knee bends, those that show most first."""


ONE_LEG_TASKS = ("single-leg-squat", "step-down")


@dataclass(frozen=True)
class KneeIn:
    """How far a knee moved in (``change``, None where it could not be seen) and from which bend (``onset``)."""

    measurement: Measurement
    side: Side
    outcome: Outcome
    change: Reading | None
    onset: Reading | None

    @property
    def task(self) -> str:
        """The movement it was looked for in."""
        return str(self.measurement.task)

    @property
    def change_words(self) -> str:
        """The change with its error, and that it goes outwards where it does."""
        return "" if self.change is None else which_way(self.change.value, self.change.error_95, "", _("outwards"))

    @property
    def way_words(self) -> str:
        """The change with its error, inwards or outwards."""
        if self.change is None:
            return ""
        return which_way(self.change.value, self.change.error_95, _("inwards"), _("outwards"))

    @property
    def onset_words(self) -> str:
        """From which bend, as the end of a clause; nothing where it is not known."""
        if self.onset is None:
            return say("onset.none")
        if self.onset.value < FROM_THE_START:
            return say("onset.start")
        return say("onset.from", bend=with_error(self.onset.value, self.onset.error_95))


def knees_in(measurements: Sequence[Measurement], side: Side) -> list[KneeIn]:
    """What every bent movement says of one leg, those that show most first."""
    found = [knee_in(each, side) for task in BENT_TASKS for each in measurements if each.task == task]
    return [each for each in found if each is not None]


def knee_in(measurement: Measurement, side: Side) -> KneeIn | None:
    """One leg in one bent movement; None where the measurement does not speak of it."""
    if measurement.value("knee_in_change", side) is None and not _own(measurement, side):
        return None
    change = reading(measurement, "knee_in_change", side) or _over_repetitions(measurement, side)
    onset = reading(measurement, "valgus_onset_flexion", side)
    return KneeIn(measurement, side, _outcome(change), change, onset)


def _outcome(change: Reading | None) -> Outcome:
    """Not seen only where the whole error lies at or below 5°; else, up to 5° or within the error, it may be either."""
    if change is None:
        return "could_not_be_seen"
    if change.value + change.error_95 <= MOVES_IN:
        return "not_seen"
    return "seen" if change.value > max(MOVES_IN, change.error_95) else "could_not_be_seen"


def _own(measurement: Measurement, side: Side) -> list[Repetition]:
    return [each for each in measurement.repetitions if each.side in ("both", side)]


def _over_repetitions(measurement: Measurement, side: Side) -> Reading | None:
    """The median change of the repetitions that could be judged, with the median of their errors."""
    changes, errors = [], []
    for repetition in _own(measurement, side):
        change = repetition.knee_in_change.get(side)
        error = repetition.error_95.get("knee_in_change", {}).get(side)
        if change is not None and error is not None:
            changes.append(change)
            errors.append(error)
    if not changes:
        return None
    return Reading(median(changes), median(errors), "deg", str(measurement.task), recording_of(measurement))
