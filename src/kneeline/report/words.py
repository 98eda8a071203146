"""The sentences: pure functions from a Measurement to text, so that page, PDF and terminal say the same."""

from kneeline.core import words
from kneeline.core.language import N_, _, ngettext
from kneeline.core.measurement import Measurement, Repetition, Value
from kneeline.core.skeleton import Side
from kneeline.core.words import side_word
from kneeline.report.messages import Reason, measure_name, reason, reason_in, word
from kneeline.report.outcome import (
    ALWAYS_BELOW,
    ONSET_TELLS_WITHIN,
    SEEN_FROM,
    Amount,
    LegOutcome,
    Outcome,
    amount_of,
    leg_outcome,
    legs,
    middle,
    repetition_amount,
    repetition_reason,
    repetitions_of,
    within_error,
)

OUTCOME_WORDS = {"seen": N_("seen"), "not_seen": N_("not seen"), "could_not_be_seen": N_("could not be seen")}
LEG_WORDS = {"left": N_("left leg"), "right": N_("right leg"), "both": N_("both legs")}


def printable(text: str) -> str:
    """Text from outside (a file's name), safe to show: what is no printable character becomes �."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def outcome_words(outcome: Outcome) -> str:
    """Seen, not seen or could not be seen."""
    return _(OUTCOME_WORDS[outcome])


def leg_words(side: str) -> str:
    """Such as "left leg", or "both legs"."""
    return _(LEG_WORDS[side])


def number(value: float, unit: str) -> str:
    """A number for people: whole degrees and per cent, centimetres to one decimal, ratios to two."""
    return words.number(value, unit)


def with_error(amount: Amount) -> str:
    """Such as "12° ± 3°"; an error is never shown as zero, and an unknown one is said."""
    return words.with_error(amount.value, amount.error, amount.unit)


def told(measurement: Measurement, name: str, amount: Amount) -> str:
    """A value in words for people: its size and error, and which way: "12° ± 3° in"; no bare minus sign."""
    names = measure_name(name, measurement.task)
    if not names.plus:
        return with_error(amount)
    size = Amount(abs(amount.value), amount.error, amount.unit)
    if float(f"{size.value:.0f}") == 0:
        return with_error(size)
    return f"{with_error(size)} {names.plus if amount.value > 0 else names.minus}"


def value_words(measurement: Measurement, value: Value) -> str:
    """A Value in words, or that it could not be seen."""
    amount = amount_of(value)
    if amount is None:
        return outcome_words("could_not_be_seen")
    if value.side != "difference":
        return told(measurement, value.name, amount)
    size = Amount(abs(amount.value), amount.error, amount.unit)
    if within_error(amount):
        return _("{amount}, smaller than we can measure").format(amount=with_error(size))
    more = _("{amount} more on the left") if amount.value > 0 else _("{amount} more on the right")
    return more.format(amount=with_error(size))


def title(measurement: Measurement) -> str:
    """What was seen, such as "Squat, 3 repetitions"."""
    count = len(measurement.repetitions)
    repetitions = f", {repetitions_words(count)}" if count else ""
    return f"{word('task', measurement.task)}{repetitions}"


def repetitions_words(count: int) -> str:
    """Such as "1 repetition" or "3 repetitions"."""
    return ngettext("{count} repetition", "{count} repetitions", count).format(count=count)


def sentences(measurement: Measurement) -> list[str]:
    """The first thing a person reads: a sentence per leg, or why there is none."""
    refused = refusal(measurement)
    return [refused] if refused else [leg_sentence(measurement, side) for side in legs(measurement)]


def refusal(measurement: Measurement) -> str | None:
    """The sentence for a recording that gave no value at all, else None."""
    if any(value.value is not None for value in measurement.measures) or measurement.repetitions:
        return None
    photo = measurement.source.kind == "photo"
    return _("We couldn't measure this picture.") if photo else _("We couldn't measure this recording.")


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
        return _("could not be seen: {why}").format(why=reason_in(measurement, code or "not_seen").why)
    if caves_in:
        return _("moves in by {amount}").format(amount=with_error(amount)) if amount else _("moves in")
    if amount is None:
        return _("stays in line")
    if amount.value > SEEN_FROM:
        return _("in by less than we can measure ({amount})").format(amount=with_error(amount))
    return _("stays in line ({amount})").format(amount=told(measurement, "knee_in_change", amount))


def onset_words(repetition: Repetition, side: Side) -> str:
    """From which bend one repetition's knee moved in; a dash where it stayed in line."""
    amount = repetition_amount(repetition, "valgus_onset_flexion", side)
    if amount is not None:
        early = amount.value < ALWAYS_BELOW and tells(amount)
        return _("from the start ({amount})").format(amount=with_error(amount)) if early else with_error(amount)
    return _("could not be told") if repetition.caves_in[side] else "–"


def chip_words(measurement: Measurement, leg: LegOutcome) -> str:
    """The outcome in a few words: seen, not seen or could not be seen."""
    chip = _("Knee moving in: {outcome}") if leg.count else _("Knee in: {outcome}")
    if measurement.task == "lunge":
        chip = _("Lean of the shin: {outcome}")
    return chip.format(outcome=outcome_words(leg.outcome))


def _moving_sentence(leg: LegOutcome) -> str:
    count = leg.count
    if leg.direction != "in" or leg.amount is None or count is None:
        return _in_line_sentence(leg)
    often = ""
    if count.moved_in != count.known:
        often = _(" in {count} of {all} repetitions").format(count=count.moved_in, all=count.known)
    return _("Your {side} knee moves in by about {amount}{from_bend}{often}.").format(
        side=side_word(leg.side), amount=with_error(leg.amount), from_bend=_from_bend(leg), often=often
    )


def _in_line_sentence(leg: LegOutcome) -> str:
    """In line; but an amount that would count, were it surer, is not called in line."""
    if leg.amount is not None and leg.amount.value > SEEN_FROM:
        return _("Your {side} knee moves in by less than we can measure ({amount}).").format(
            side=side_word(leg.side), amount=with_error(leg.amount)
        )
    return _("Your {side} knee stays in line.").format(side=side_word(leg.side))


def tells(onset: Amount) -> bool:
    """Whether an onset is sure enough to be part of the sentence."""
    return onset.error is not None and onset.error <= ONSET_TELLS_WITHIN


def _from_bend(leg: LegOutcome) -> str:
    if leg.onset is None or not tells(leg.onset):
        return ""
    if leg.onset.value < ALWAYS_BELOW:
        return _(", from the start ({amount} of bend)").format(amount=with_error(leg.onset))
    return _(" once you bend past {amount}").format(amount=with_error(leg.onset))


def _still_sentence(measurement: Measurement, leg: LegOutcome) -> str:
    assert leg.amount is not None
    stands = measurement.task == "stand"
    sentences = {
        ("in", True): _("When you stand, your {side} knee is in by about {size}."),
        ("in", False): _("In this picture, your {side} knee is in by about {size}."),
        ("out", True): _("When you stand, your {side} knee is out by about {size}."),
        ("out", False): _("In this picture, your {side} knee is out by about {size}."),
        ("nearly", True): _("When you stand, your {side} knee is close to in line ({amount})."),
        ("nearly", False): _("In this picture, your {side} knee is close to in line ({amount})."),
        ("in_line", True): _("When you stand, your {side} knee is in line ({amount})."),
        ("in_line", False): _("In this picture, your {side} knee is in line ({amount})."),
    }
    return sentences[leg.direction, stands].format(
        side=side_word(leg.side),
        size=with_error(Amount(abs(leg.amount.value), leg.amount.error)),
        amount=told(measurement, "fppa", leg.amount),
    )


def _unseen_sentence(measurement: Measurement, leg: LegOutcome) -> str:
    moving = _("We couldn't see whether your {side} knee moves in: {why}.")
    still = _("We couldn't see whether your {side} knee is in line: {why}.")
    sentence = moving if leg.count else still
    return sentence.format(side=side_word(leg.side), why=reason_in(measurement, leg.reason).why)


def _lunge_sentence(measurement: Measurement, leg: LegOutcome) -> str:
    if leg.amount is None:
        return _("We couldn't see how far your {side} shin leans: {why}.").format(
            side=side_word(leg.side), why=reason_in(measurement, leg.reason).why
        )
    forward = _("Your {side} shin leans forward by about {size}.")
    sentence = forward if leg.amount.value >= 0 else _("Your {side} shin leans back by about {size}.")
    return sentence.format(side=side_word(leg.side), size=with_error(Amount(abs(leg.amount.value), leg.amount.error)))


def _extra_words(measurement: Measurement, name: str, side: Side) -> str:
    amount = amount_of(measurement.value(name, side))
    if amount is None:
        return ""
    if name != "heel_rise":
        return _("Your knee is {amount} in front of your big toe.").format(amount=with_error(amount))
    if within_error(amount) or amount.value < 0:
        return _("Your heel stays down ({amount} of the shin's length).").format(amount=with_error(amount))
    return _("Your heel lifts by {amount} of the shin's length.").format(amount=with_error(amount))


def _count_words(measurement: Measurement, leg: LegOutcome) -> str:
    count = leg.count
    if count is None or not count.known:
        return ""
    unseen = count.repetitions - count.known
    filled = {
        "all": repetitions_words(count.repetitions),
        "rest": _("; {count} could not be seen").format(count=unseen) if unseen else "",
    }
    if leg.direction == "in":
        return _("In {count} of {all}{rest}.").format(count=count.moved_in, **filled)
    if leg.amount is None:
        return _("In {count} of {all}{rest}.").format(count=count.known, **filled)
    size = told(measurement, "knee_in_change", leg.amount)
    return _("{size} over {count} of {all}{rest}.").format(size=size, count=count.known, **filled)


def _bend_words(measurement: Measurement, side: Side) -> str:
    own = repetitions_of(measurement, side)
    amount = middle([repetition_amount(repetition, "knee_flexion", side) for repetition in own])
    return _("Deepest bend {amount}.").format(amount=with_error(amount)) if amount else ""


def _onset_words(measurement: Measurement, leg: LegOutcome) -> str:
    if leg.direction != "in" or not leg.count:
        return ""
    if leg.onset is not None:
        vague = _("From which bend it starts could only be told roughly: {amount}.")
        return "" if tells(leg.onset) else vague.format(amount=with_error(leg.onset))
    why: Reason = reason_in(measurement, leg.onset_reason) if leg.onset_reason else reason("not_seen")
    return _("From which bend it starts could not be told: {why}.").format(why=why.why)


def number_rows(measurement: Measurement) -> list[tuple[str, ...]]:
    """Every value as text, for those who want them all: term, side, when, value, ±, ± of a repeat, n, unit, why not."""
    return [_number_row(measurement, value) for value in measurement.measures]


def _number_row(measurement: Measurement, value: Value) -> tuple[str, ...]:
    decimals = 1 if value.unit in words.DECIMALS else 2
    texts = [
        "–" if number is None else words.localised(f"{number:.{decimals}f}")
        for number in (value.value, value.error_95, value.repeat_error_95)
    ]
    unit = words.UNITS.get(value.unit, "").strip()
    why = reason_in(measurement, value.why_missing or "not_seen").why if value.value is None else ""
    side = _("difference") if value.side == "difference" else words.side_word(value.side)
    return (measure_name(value.name).term, side, word("moment", value.at), *texts, str(value.n), unit, why)
