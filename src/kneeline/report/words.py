"""The sentences: pure functions from a Measurement to text, so that page, PDF and terminal say the same."""

from kneeline.core.measurement import Measurement, Repetition, Value
from kneeline.core.skeleton import Side
from kneeline.report.messages import Reason, measure_name, reason, reason_in, word
from kneeline.report.outcome import (
    ALWAYS_BELOW,
    ONSET_TELLS_WITHIN,
    SEEN_FROM,
    Amount,
    LegOutcome,
    amount_of,
    leg_outcome,
    legs,
    middle,
    repetition_amount,
    repetition_reason,
    repetitions_of,
    within_error,
)

OUTCOME_WORDS = {"seen": "seen", "not_seen": "not seen", "could_not_be_seen": "could not be seen"}
UNITS = {"deg": "°", "cm": " cm", "%": " %"}


def printable(text: str) -> str:
    """Text from outside (a file's name), safe to show: what is no printable character becomes �."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def number(value: float, unit: str) -> str:
    """A number for people: whole degrees and per cent, centimetres to one decimal, ratios to two."""
    decimals = {"deg": 0, "%": 0, "cm": 1}.get(unit, 2)
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")


def with_error(amount: Amount) -> str:
    """Such as "12° ± 3°"; an error is never shown as zero, and an unknown one is said."""
    unit = UNITS.get(amount.unit, "")
    if amount.error is None:
        return f"{number(amount.value, amount.unit)}{unit} (error not known)"
    smallest = {"deg": 1.0, "%": 1.0, "cm": 0.1}.get(amount.unit, 0.01)
    error = number(max(amount.error, smallest), amount.unit)
    between = unit if unit == "°" else ""
    return f"{number(amount.value, amount.unit)}{between} ± {error}{unit}"


def told(measurement: Measurement, name: str, amount: Amount) -> str:
    """A value in words for people: its size and error, and which way: "12° ± 3° in"; no bare minus sign."""
    words = measure_name(name, measurement.task)
    if not words.plus:
        return with_error(amount)
    size = Amount(abs(amount.value), amount.error, amount.unit)
    if float(f"{size.value:.0f}") == 0:
        return with_error(size)
    return f"{with_error(size)} {words.plus if amount.value > 0 else words.minus}"


def value_words(measurement: Measurement, value: Value) -> str:
    """A Value in words, or that it could not be seen."""
    amount = amount_of(value)
    if amount is None:
        return OUTCOME_WORDS["could_not_be_seen"]
    if value.side != "difference":
        return told(measurement, value.name, amount)
    size = Amount(abs(amount.value), amount.error, amount.unit)
    if within_error(amount):
        return f"{with_error(size)}, smaller than we can measure"
    return f"{with_error(size)} more on the {'left' if amount.value > 0 else 'right'}"


def title(measurement: Measurement) -> str:
    """What was seen, such as "Squat, 3 repetitions"."""
    count = len(measurement.repetitions)
    repetitions = f", {count} {plural('repetition', count)}" if count else ""
    return f"{word('task', measurement.task)}{repetitions}"


def plural(noun: str, count: int) -> str:
    """The noun with an s unless there is just one."""
    return noun if count == 1 else f"{noun}s"


def sentences(measurement: Measurement) -> list[str]:
    """The first thing a person reads: a sentence per leg, or why there is none."""
    refused = refusal(measurement)
    return [refused] if refused else [leg_sentence(measurement, side) for side in legs(measurement)]


def refusal(measurement: Measurement) -> str | None:
    """The sentence for a recording that gave no value at all, else None."""
    if any(value.value is not None for value in measurement.measures) or measurement.repetitions:
        return None
    thing = "picture" if measurement.source.kind == "photo" else "recording"
    return f"We couldn't measure this {thing}."


def leg_sentence(measurement: Measurement, side: Side) -> str:
    """One leg in one sentence: which way, how far with its error, from which bend; or that it could not be seen."""
    leg = leg_outcome(measurement, side)
    if measurement.task == "lunge":
        return _lunge_sentence(measurement, leg)
    if leg.direction == "unknown":
        return _unseen_sentence(measurement, leg)
    return _moving_sentence(leg) if leg.count else _still_sentence(measurement, leg)


def leg_detail(measurement: Measurement, side: Side) -> str:
    """What stands behind the sentence: how often, how deep, the other leg of a one-legged task, what is not known."""
    leg = leg_outcome(measurement, side)
    parts = [_count_words(measurement, leg), _bend_words(measurement, side), _onset_words(measurement, leg)]
    if measurement.task == "lunge":
        parts = [_extra_words(measurement, name, side) for name in ("weight_bearing_lunge_distance", "heel_rise")]
    elif leg.direction == "unknown":
        parts = [reason_in(measurement, leg.reason).what_to_do]
    return " ".join(part for part in parts if part)


def repetition_words(measurement: Measurement, repetition: Repetition, side: Side) -> str:
    """What one repetition's knee did: moved in by so much, stayed in line, or could not be seen and why."""
    amount = repetition_amount(repetition, "knee_in_change", side)
    caves_in = repetition.caves_in[side]
    if caves_in is None:
        code = repetition_reason(repetition, "caves_in", side) or repetition_reason(repetition, "knee_in_change", side)
        return f"could not be seen: {reason_in(measurement, code or 'not_seen').why}"
    if caves_in:
        return f"moves in by {with_error(amount)}" if amount else "moves in"
    if amount is None:
        return "stays in line"
    if amount.value > SEEN_FROM:
        return f"in by less than we can measure ({with_error(amount)})"
    return f"stays in line ({told(measurement, 'knee_in_change', amount)})"


def onset_words(repetition: Repetition, side: Side) -> str:
    """From which bend one repetition's knee moved in; a dash where it stayed in line."""
    amount = repetition_amount(repetition, "valgus_onset_flexion", side)
    if amount is not None:
        early = amount.value < ALWAYS_BELOW and tells(amount)
        return f"from the start ({with_error(amount)})" if early else with_error(amount)
    return "could not be told" if repetition.caves_in[side] else "–"


def chip_words(measurement: Measurement, leg: LegOutcome) -> str:
    """The outcome in a few words: seen, not seen or could not be seen."""
    if measurement.task == "lunge":
        return f"Lean of the shin: {OUTCOME_WORDS[leg.outcome]}"
    return f"Knee {'moving ' if leg.count else ''}in: {OUTCOME_WORDS[leg.outcome]}"


def _moving_sentence(leg: LegOutcome) -> str:
    count = leg.count
    if leg.direction != "in" or leg.amount is None or count is None:
        return _in_line_sentence(leg)
    often = "" if count.moved_in == count.known else f" in {count.moved_in} of {count.known} repetitions"
    return f"Your {leg.side} knee moves in by about {with_error(leg.amount)}{_from_bend(leg)}{often}."


def _in_line_sentence(leg: LegOutcome) -> str:
    """In line; but an amount that would count, were it surer, is not called in line."""
    if leg.amount is not None and leg.amount.value > SEEN_FROM:
        return f"Your {leg.side} knee moves in by less than we can measure ({with_error(leg.amount)})."
    return f"Your {leg.side} knee stays in line."


def tells(onset: Amount) -> bool:
    """Whether an onset is sure enough to be part of the sentence."""
    return onset.error is not None and onset.error <= ONSET_TELLS_WITHIN


def _from_bend(leg: LegOutcome) -> str:
    if leg.onset is None or not tells(leg.onset):
        return ""
    if leg.onset.value < ALWAYS_BELOW:
        return f", from the start ({with_error(leg.onset)} of bend)"
    return f" once you bend past {with_error(leg.onset)}"


def _still_sentence(measurement: Measurement, leg: LegOutcome) -> str:
    assert leg.amount is not None
    place = "When you stand" if measurement.task == "stand" else "In this picture"
    size = with_error(Amount(abs(leg.amount.value), leg.amount.error))
    if leg.direction in ("in", "out"):
        return f"{place}, your {leg.side} knee is {leg.direction} by about {size}."
    how = "close to in line" if leg.direction == "nearly" else "in line"
    return f"{place}, your {leg.side} knee is {how} ({told(measurement, 'fppa', leg.amount)})."


def _unseen_sentence(measurement: Measurement, leg: LegOutcome) -> str:
    doing = "moves in" if leg.count else "is in line"
    return f"We couldn't see whether your {leg.side} knee {doing}: {reason_in(measurement, leg.reason).why}."


def _lunge_sentence(measurement: Measurement, leg: LegOutcome) -> str:
    if leg.amount is None:
        return f"We couldn't see how far your {leg.side} shin leans: {reason_in(measurement, leg.reason).why}."
    size = with_error(Amount(abs(leg.amount.value), leg.amount.error))
    return f"Your {leg.side} shin leans {'forward' if leg.amount.value >= 0 else 'back'} by about {size}."


def _extra_words(measurement: Measurement, name: str, side: Side) -> str:
    amount = amount_of(measurement.value(name, side))
    if amount is None:
        return ""
    if name != "heel_rise":
        return f"Your knee is {with_error(amount)} in front of your big toe."
    if within_error(amount) or amount.value < 0:
        return f"Your heel stays down ({with_error(amount)} of the shin's length)."
    return f"Your heel lifts by {with_error(amount)} of the shin's length."


def _count_words(measurement: Measurement, leg: LegOutcome) -> str:
    count = leg.count
    if count is None or not count.known:
        return ""
    of_all = f"of {count.repetitions} {plural('repetition', count.repetitions)}"
    unseen = count.repetitions - count.known
    rest = f"; {unseen} could not be seen" if unseen else ""
    if leg.direction == "in":
        return f"In {count.moved_in} {of_all}{rest}."
    size = f"{told(measurement, 'knee_in_change', leg.amount)} over " if leg.amount else "In "
    return f"{size}{count.known} {of_all}{rest}."


def _bend_words(measurement: Measurement, side: Side) -> str:
    own = repetitions_of(measurement, side)
    amount = middle([repetition_amount(repetition, "knee_flexion", side) for repetition in own])
    return f"Deepest bend {with_error(amount)}." if amount else ""


def _onset_words(measurement: Measurement, leg: LegOutcome) -> str:
    if leg.direction != "in" or not leg.count:
        return ""
    if leg.onset is not None:
        vague = f"From which bend it starts could only be told roughly: {with_error(leg.onset)}."
        return "" if tells(leg.onset) else vague
    why: Reason = reason_in(measurement, leg.onset_reason) if leg.onset_reason else reason("not_seen")
    return f"From which bend it starts could not be told: {why.why}."


def number_rows(measurement: Measurement) -> list[tuple[str, ...]]:
    """Every value as text, for those who want them all: term, side, when, value, ±, ± of a repeat, n, unit, why not."""
    return [_number_row(measurement, value) for value in measurement.measures]


def _number_row(measurement: Measurement, value: Value) -> tuple[str, ...]:
    decimals = 1 if value.unit in UNITS else 2
    texts = [
        "–" if number is None else f"{number:.{decimals}f}".replace("-", "\N{MINUS SIGN}")
        for number in (value.value, value.error_95, value.repeat_error_95)
    ]
    unit = UNITS.get(value.unit, "").strip()
    why = reason_in(measurement, value.why_missing or "not_seen").why if value.value is None else ""
    return (measure_name(value.name).term, value.side, value.at, *texts, str(value.n), unit, why)
