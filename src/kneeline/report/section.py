"""One file's part of the page, ready to be laid out: sentences, pictures, charts and tables as plain values."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kneeline.core.language import N_, _
from kneeline.core.measurement import Measurement, Value
from kneeline.core.skeleton import SIDES, Side
from kneeline.core.still import Still
from kneeline.core.words import localised
from kneeline.report.account import Unseen, facts, unseen
from kneeline.report.charts import Axes, Curve, Row, capsule_chart, knee_in_chart, mark, shared_axes, unseen_mark
from kneeline.report.line_figure import line_figure
from kneeline.report.messages import first_measures, measure_name, word
from kneeline.report.outcome import (
    Amount,
    Direction,
    amount_of,
    colour_of,
    direction_of,
    leg_outcome,
    legs,
    repetition_amount,
    repetitions_of,
    within_error,
)
from kneeline.report.picture import LegLabel, leg_overlay, shank_overlay
from kneeline.report.words import (
    chip_words,
    leg_detail,
    leg_sentence,
    leg_words,
    number_rows,
    onset_words,
    outcome_words,
    printable,
    refusal,
    repetition_words,
    title,
    told,
    value_words,
    with_error,
)

ROW_COLOURS = {"left": "left", "right": "right", "both": "ink", "difference": "soft"}
ROW_LABELS = {"left": N_("Left"), "right": N_("Right"), "both": N_("Body"), "difference": N_("Difference")}


@dataclass(frozen=True)
class Headline:
    """One leg's sentence, what stands behind it, its state, the state in words, and its mark as SVG."""

    sentence: str
    detail: str
    direction: Direction
    chip: str
    mark: str


@dataclass(frozen=True)
class Picture:
    """A still with its lines. ``source`` is a URL, "" where the picture is not kept; ``figure`` then stands for it.
    ``figure`` and ``overlay`` are SVG; ``angles``: what is written beside the legs."""

    source: str
    figure: str
    width: int
    height: int
    overlay: str
    alt: str
    caption: str
    angles: str


@dataclass(frozen=True)
class Panel:
    """One leg in words, its curves as SVG, or "" and the words for why there are none; and a row per repetition."""

    side: Side
    leg: str
    chart: str
    no_chart: str
    rows: list[tuple[str, str, str, str]]


@dataclass(frozen=True)
class Card:
    """One measure: its names, its capsules as SVG, and the words of each side ("" = not measured)."""

    name: str
    term: str
    moment: str
    chart: str
    words: dict[str, str]


@dataclass(frozen=True)
class Section:
    """Everything the page shows of one file."""

    key: str
    title: str
    file: str
    refusal: str | None
    headlines: list[Headline]
    pictures: list[Picture]
    picture_note: str
    panels: list[Panel]
    cards: list[Card]
    card_sides: list[tuple[str, str]]
    unseen: list[Unseen]
    facts: list[tuple[str, str]]
    numbers: list[tuple[str, ...]]


def section(key: str, measurement: Measurement, stills: Sequence[Still]) -> Section:
    """The section of one file. ``key`` makes ids unique on the page."""
    cards = _cards(measurement)
    return Section(
        key=key,
        title=title(measurement),
        file=printable(measurement.source.file),
        refusal=refusal(measurement),
        headlines=[] if refusal(measurement) else [_headline(measurement, side) for side in legs(measurement)],
        pictures=[_picture(measurement, still) for still in sorted(stills, key=lambda still: still.sides)],
        picture_note=_picture_note(measurement, stills),
        panels=_panels(measurement),
        cards=cards,
        card_sides=[
            (side, _(label)) for side, label in ROW_LABELS.items() if any(side in card.words for card in cards)
        ],
        unseen=unseen(measurement),
        facts=facts(measurement),
        numbers=number_rows(measurement),
    )


def _headline(measurement: Measurement, side: Side) -> Headline:
    leg = leg_outcome(measurement, side)
    inwards = (-1 if side == "left" else 1) * (-1 if measurement.view.facing == "back" else 1)
    drift = 0.0
    if leg.direction in ("in", "out") and leg.amount is not None:
        drift = min(0.4 + abs(leg.amount.value) / 30, 1.0)
    inwards = -inwards if leg.direction == "out" else inwards
    drawn = unseen_mark() if leg.direction == "unknown" else mark(drift, leg.colour, inwards)
    chip = chip_words(measurement, leg)
    return Headline(leg_sentence(measurement, side), leg_detail(measurement, side), leg.direction, chip, drawn)


def _picture(measurement: Measurement, still: Still) -> Picture:
    measure = "shank_angle" if measurement.task == "lunge" else "fppa"
    labels = [_label(measurement, still, side, measure) for side in still.sides]
    draw = shank_overlay if measure == "shank_angle" else leg_overlay
    return Picture(
        source="data:image/jpeg;base64," + b64encode(still.jpeg).decode("ascii") if still.jpeg else "",
        figure="" if still.jpeg else line_figure(still),
        width=still.width,
        height=still.height,
        overlay=draw(still, labels),
        alt=_alt(still, labels, measure),
        caption=_caption(measurement, still),
        angles=_angles(labels),
    )


def _label(measurement: Measurement, still: Still, side: Side, measure: str) -> LegLabel:
    amount = _amount_at(measurement, measure, side, still.time_s)
    if amount is None:
        return LegLabel(side, None, outcome_words("could_not_be_seen"), "mark")
    colour = "in-line" if measure == "shank_angle" else colour_of(direction_of(amount), amount)
    return LegLabel(side, amount, told(measurement, measure, amount), colour)


def _amount_at(measurement: Measurement, measure: str, side: Side, time_s: float) -> Amount | None:
    """The measure at the still's moment: from the curves of a clip, else the value of the picture."""
    series = measurement.series
    if series is None or measure not in series.values or len(series.time_s) < 2:
        return amount_of(measurement.value(measure, side))
    frame = int(np.argmin(np.abs(series.time_s - time_s)))
    value, error = (float(table[measure][frame, SIDES.index(side)]) for table in (series.values, series.errors))
    return Amount(value, error if np.isfinite(error) else None) if np.isfinite(value) else None


def _alt(still: Still, labels: Sequence[LegLabel], measure: str) -> str:
    if not labels:
        return _("The person {moment}.").format(moment=word("picture", still.moment))
    shin = _("The person {moment}, with the shin against the vertical. {angles}.")
    lines = _("The person {moment}, with lines from hip over knee to ankle. {angles}.")
    sentence = shin if measure == "shank_angle" else lines
    return sentence.format(moment=word("picture", still.moment), angles=_angles(labels))


def _angles(labels: Sequence[LegLabel]) -> str:
    return "; ".join(f"{leg_words(label.side)} {label.words}" for label in labels).capitalize()


def _caption(measurement: Measurement, still: Still) -> str:
    moment = word("picture", still.moment)
    when = ""
    if still.sides and measurement.source.frames > 1:
        when = _(", {seconds} s from the start").format(seconds=localised(f"{still.time_s:.1f}"))
    return f"{moment[:1].upper()}{moment[1:]}{when}."


def _picture_note(measurement: Measurement, stills: Sequence[Still]) -> str:
    """What the lines and numbers on the pictures are, said once under them."""
    if not any(still.sides for still in stills):
        return ""
    if measurement.task == "lunge":
        return _("The number is the lean of the shin from upright; the pale fan is its error.")
    note = _("The number is the angle at the knee in the picture; the pale fan is its error.")
    if measurement.repetitions and legs(measurement) == SIDES:
        note += " " + _("Deep in a squat it also shows how the feet are turned; the chart below takes that out.")
    return note


def _panels(measurement: Measurement) -> list[Panel]:
    if not measurement.repetitions:
        return []
    curves = {side: _curves(measurement, side) for side in legs(measurement)}
    everything = [curve for of_side in curves.values() for curve in of_side]
    axes = shared_axes(everything) if everything else None
    return [_panel(measurement, side, of_side, axes) for side, of_side in curves.items()]


def _panel(measurement: Measurement, side: Side, curves: Sequence[Curve], axes: Axes | None) -> Panel:
    chart, no_chart = "", _("Where the knee points could not be seen often enough for a curve.")
    if curves and axes is not None:
        onset = leg_outcome(measurement, side).onset
        alt = _("{leg}, how far the knee points in against its bend. {sentence}").format(
            leg=leg_words(side).capitalize(), sentence=leg_sentence(measurement, side)
        )
        chart = knee_in_chart(side, curves, onset, axes, alt)
    rows = []
    for repetition in repetitions_of(measurement, side):
        bend = repetition_amount(repetition, "knee_flexion", side)
        bend_words = with_error(bend) if bend else outcome_words("could_not_be_seen")
        moved = repetition_words(measurement, repetition, side)
        rows.append((str(repetition.index), bend_words, moved, onset_words(repetition, side)))
    return Panel(side, leg_words(side).capitalize(), chart, no_chart if measurement.series else "", rows)


def _curves(measurement: Measurement, side: Side) -> list[Curve]:
    """Each repetition's way down, frames where bend, knee-in and its error are all known."""
    series = measurement.series
    if series is None or not {"knee_in_angle", "knee_flexion"} <= series.values.keys():
        return []
    column = SIDES.index(side)
    flexion, knee_in = (series.values[name][:, column] for name in ("knee_flexion", "knee_in_angle"))
    error = series.errors["knee_in_angle"][:, column]
    known = np.isfinite(flexion) & np.isfinite(knee_in) & np.isfinite(error)
    curves = []
    for repetition in repetitions_of(measurement, side):
        down = known & (series.time_s >= repetition.start_s) & (series.time_s <= repetition.bottom_s)
        if np.count_nonzero(down) > 1:
            curves.append(Curve(repetition.index, flexion[down], knee_in[down], error[down]))
    return curves


def _cards(measurement: Measurement) -> list[Card]:
    cards = []
    for name in first_measures(measurement.task):
        values = [value for value in measurement.measures if value.name == name]
        same = [value for value in values if value.at == values[0].at]
        if any(value.value is not None for value in same):
            cards.append(_card(measurement, same))
    return cards


def _card_sides(cards: Sequence[Card]) -> list[tuple[str, str]]:
    """The sides that any card has words for, with their labels."""
    return [(side, _(label)) for side, label in ROW_LABELS.items() if any(side in card.words for card in cards)]


def _short_words(value: Value, words: str) -> str:
    """The words beside a capsule, where a difference within its error needs no number."""
    amount = amount_of(value)
    small = value.side == "difference" and amount is not None and within_error(amount)
    return _("smaller than we can measure") if small else words


def _card(measurement: Measurement, values: Sequence[Value]) -> Card:
    names = measure_name(values[0].name, measurement.task)
    rows, words = [], {}
    for side in (side for side in ROW_LABELS if any(value.side == side for value in values)):
        value = next(value for value in values if value.side == side)
        if side == "difference" and value.value is None:
            continue
        words[side] = value_words(measurement, value)
        rows.append(Row(_(ROW_LABELS[side]), ROW_COLOURS[side], amount_of(value), _short_words(value, words[side])))
    moment = word("moment", values[0].at)
    alt = f"{names.name}, {moment}: " + "; ".join(f"{row.label} {row.words}" for row in rows)
    around = 1.0 if values[0].name == "knee_ankle_separation_ratio" else 0.0
    return Card(names.name, names.term, moment, capsule_chart(rows, alt, around), words)
