"""A recording as the coach went through it, as a page: what was followed, its limits, phases, and what was said."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from kneeline.catalogue import Catalogue
from kneeline.coach import Event, Replay, in_words, say
from kneeline.coach.events import Cue, HoldDone, Praise, RepDone
from kneeline.core.recording import Recording
from kneeline.core.words import unit_word
from kneeline.report.html import render
from kneeline.report.replay_charts import Chart, Line, Mark, line_figure, line_swatch, phase_swatch, time_chart


@dataclass(frozen=True)
class Said:
    """One line of what was said: its moment in seconds, and the words."""

    moment: str
    words: str


@dataclass(frozen=True)
class Figure:
    """The line figure of one repetition, and its words."""

    svg: str
    caption: str


@dataclass(frozen=True)
class Key:
    """One line of a legend: how it looks, and what it is."""

    looks: str
    words: str


def replay_page(replay: Replay, recording: Recording, catalogue: Catalogue) -> str:
    """The text of one HTML page, without any script."""
    exercise = replay.assignment.exercise
    signal = catalogue.signals[exercise.coach.follows]
    return render(
        "replay.html.jinja",
        title=exercise.name,
        file=recording.source.file,
        say=say,
        signal_name=signal.name,
        signal=_signal_chart(replay, signal.name, unit_word(signal.unit)),
        signal_keys=_signal_keys(replay, signal.name, unit_word(signal.unit)),
        knee_in=_knee_in_chart(replay),
        knee_in_keys=_knee_in_keys(),
        figures=tuple(_figures(replay, recording)),
        said=tuple(_said(replay)),
    )


def _signal_chart(replay: Replay, name: str, unit: str) -> str:
    plan = replay.assignment.exercise.coach
    counted = sum(isinstance(event, RepDone | HoldDone) for event in replay.events)
    return _chart(
        replay,
        [Line([(each.time_s, each.followed) for each in replay.moments], "in-line")],
        [(plan.start, f"{plan.start:g}"), (plan.end, f"{plan.end:g}")],
        say("replay", "signal_alt", signal=name, count=counted, start=plan.start, end=plan.end, unit=unit),
        0.0,
    )


def _signal_keys(replay: Replay, name: str, unit: str) -> list[Key]:
    there = {phase for _, _, phase in _phases(replay)}
    spoken = {type(event) for event in replay.events}
    return [
        Key(line_swatch("in-line"), f"{name}, {unit}" if unit else name),
        Key(line_swatch("mark"), say("replay", "levels")),
        *(Key(phase_swatch(phase), say("replay", phase)) for phase in ("out", "hold", "back") if phase in there),
        *(Key(sign, say("replay", word)) for kind, sign, word in _SPOKEN if kind in spoken),
    ]


def _knee_in_keys() -> list[Key]:
    sides = [Key(line_swatch(side), say("replay", side)) for side in ("left", "right")]
    return [*sides, Key(line_swatch("mark"), say("replay", "limit")), Key(phase_swatch("band"), say("replay", "error"))]


def _knee_in_chart(replay: Replay) -> str | None:
    """How far each knee turned in; None where that was never seen."""
    limits = [check.most for check in replay.assignment.exercise.checks if check.signal == "knee_in_change"]
    limit = min((each for each in limits if each is not None), default=None)
    if limit is None or not any(each.knee_in for each in replay.moments):
        return None
    lines = [
        Line([(each.time_s, each.knee_in.get(side)) for each in replay.moments], side) for side in ("left", "right")
    ]
    errors = [error for rep in _repetitions(replay) for error in rep.error_95["knee_in_change"].values() if error]
    alt = say("replay", "knee_in_alt", limit=limit)
    return _chart(replay, lines, [(0.0, ""), (limit, f"{limit:g}°")], alt, max(errors, default=0.0))


_SPOKEN = ((Cue, "→", "cue"), (Praise, "✓", "praise"))
"""What is marked along the top of a chart, its sign, and its words."""


def _chart(replay: Replay, lines: list[Line], levels: list[tuple[float, str]], alt: str, band: float) -> str:
    times = [each.time_s for each in replay.moments] or [0.0, 1.0]
    spoken = [event for event in replay.events if isinstance(event, Cue | Praise)]
    marks = [Mark(event.time_s, "→" if isinstance(event, Cue) else "✓") for event in spoken]
    return time_chart(
        Chart(
            lines,
            levels,
            alt,
            say("replay", "seconds"),
            times[0],
            times[-1],
            tuple(_phases(replay)),
            tuple(marks),
            band,
        )
    )


def _phases(replay: Replay) -> Iterator[tuple[float, float, str]]:
    """Stretches of one phase each, those on the way."""
    for phase, group in groupby(replay.moments, key=lambda each: each.phase):
        moments = list(group)
        if phase in ("out", "hold", "back"):
            yield moments[0].time_s, moments[-1].time_s, phase


def _repetitions(replay: Replay) -> list[RepDone]:
    return [event for event in replay.events if isinstance(event, RepDone)]


def _figures(replay: Replay, recording: Recording) -> Iterator[Figure]:
    """The person at the turning point of each repetition."""
    plan = replay.assignment.exercise.coach
    for event in _repetitions(replay):
        seen = [
            (abs(each.followed - min(plan.start, plan.end)), each.time_s)
            for each in replay.moments
            if each.followed is not None and event.start_s <= each.time_s <= event.end_s
        ]
        if seen:
            frame = int(np.argmin(np.abs(recording.time_s - max(seen)[1])))
            caption = say("replay", "repetition", index=event.index, quality=say("quality", event.quality))
            yield Figure(line_figure(recording.xy[frame], caption), caption)


def _said(replay: Replay) -> Iterator[Said]:
    exercise = replay.assignment.exercise
    for event in replay.events:
        words = in_words(event, exercise)
        if words and not _ticks(event):
            yield Said(f"{event.time_s:.1f}", words)


def _ticks(event: Event) -> bool:
    return event.name == "hold_tick"
