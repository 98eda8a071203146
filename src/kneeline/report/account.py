"""The account behind the numbers, in words: what could not be seen and why, and how it was measured."""

from collections.abc import Iterator
from dataclasses import dataclass

from kneeline.core.measurement import Measurement
from kneeline.report.messages import measure_name, reason, word
from kneeline.report.outcome import legs, repetition_reason, repetitions_of
from kneeline.report.words import plural, printable

NO_GAP = ("no_rise",)
"""Reasons that are answers ("it did not happen"), not gaps in what was seen."""


@dataclass(frozen=True)
class Unseen:
    """Something that could not be seen: what, why (a sentence), and what to do ("" = nothing)."""

    what: str
    why: str
    what_to_do: str


def unseen(measurement: Measurement) -> list[Unseen]:
    """All that could not be seen or is less sure: the view's problems first, then the rest, one entry a reason."""
    gaps = _gaps_by_reason(measurement)
    problems = {problem.code: problem for problem in measurement.view.problems}
    in_view = [
        Unseen(_whats(gaps.get(code, {})), problem.message, problem.what_to_do) for code, problem in problems.items()
    ]
    return in_view + [_entry(code, whats) for code, whats in gaps.items() if code not in problems]


def facts(measurement: Measurement) -> list[tuple[str, str]]:
    """How it was measured, as (term, text) pairs."""
    return [
        ("File", f"{printable(measurement.source.file)}: {_source_words(measurement)}"),
        ("Movement", _task_words(measurement)),
        ("View", _view_words(measurement)),
        ("Looked at", _looked_words(measurement)),
        ("Under which conditions", condition_words(measurement)),
        *_height_words(measurement),
        ("What ± means", "In about 95 of 100 such recordings the true value lies within it."),
        ("Errors checked", _checked_words(measurement)),
        ("Version", f"kneeline {measurement.version}, file {measurement.source.sha256[:12]}"),
    ]


def condition_words(measurement: Measurement) -> str:
    """The conditions that differ from the usual ones; two recordings compare only when these agree."""
    conditions = measurement.conditions
    named: list[str] = [conditions.effort, conditions.heels, conditions.feet]
    named += [name for name in ("brace", "band", "mirrored") if getattr(conditions, name)]
    known = [word("condition", name) for name in named if name not in ("relaxed", "flat", "unknown")]
    return ", ".join(known) if known else "relaxed, heels flat; footwear not told"


def _gaps_by_reason(measurement: Measurement) -> dict[str, dict[str, list[str]]]:
    """Sides by what is missing by reason code."""
    gaps: dict[str, dict[str, list[str]]] = {}
    for code, what, side in _gaps(measurement):
        sides = gaps.setdefault(code, {}).setdefault(what, [])
        if side and side not in sides:
            sides.append(side)
    return gaps


def _gaps(measurement: Measurement) -> Iterator[tuple[str, str, str]]:
    """(reason code, what, side) of all that is None and should not be."""
    for value in measurement.measures:
        if value.value is None and value.side != "difference" and value.why_missing not in NO_GAP:
            side = value.side if value.side in ("left", "right") else ""
            yield value.why_missing or "not_seen", measure_name(value.name).name, side
    for side in legs(measurement):
        for repetition in repetitions_of(measurement, side):
            if repetition.caves_in[side] is None:
                code = repetition_reason(repetition, "caves_in", side)
                code = code or repetition_reason(repetition, "knee_in_change", side) or "not_seen"
                yield code, f"Repetition {repetition.index}", side


def _entry(code: str, whats: dict[str, list[str]]) -> Unseen:
    words = reason(code)
    return Unseen(_whats(whats), words.why[:1].upper() + words.why[1:] + ".", words.what_to_do)


def _whats(whats: dict[str, list[str]]) -> str:
    return "; ".join(f"{name} ({' and '.join(sides)})" if sides else name for name, sides in whats.items())


def _source_words(measurement: Measurement) -> str:
    source = measurement.source
    size = f", {source.width} × {source.height} px" if source.width and source.height else ""
    length = f", {source.duration_s:.1f} s" if source.frames > 1 else ""
    rate = f", {source.fps:.0f} frames a second" if source.fps and source.frames > 1 else ""
    return f"{word('kind', source.kind)}{length}{rate}{size}"


def _task_words(measurement: Measurement) -> str:
    name = word("task", measurement.task)
    if measurement.task is None:
        return f"{name}; say which one with --task"
    return name if measurement.task_given else f"{name}, recognised from the recording"


def _view_words(measurement: Measurement) -> str:
    view = measurement.view
    if view.facing is None:
        return "from which side could not be told"
    if view.yaw_deg is None or view.facing in ("left", "right"):
        return word("facing", view.facing)
    yaw = round(abs(view.yaw_deg))
    turned = f"camera {yaw}° to the person's {'left' if view.yaw_deg > 0 else 'right'}" if yaw else "camera straight on"
    return f"{word('facing', view.facing)}, {turned}"


def _looked_words(measurement: Measurement) -> str:
    pose = measurement.pose
    if pose.frames_total == 1:
        found = "one person found" if pose.frames_seen else "nobody found"
        return f"one picture, {found}, by {printable(pose.estimator)}"
    return (
        f"{pose.frames_looked} of {pose.frames_total} {plural('frame', pose.frames_total)}, "
        f"the person found in {pose.frames_seen}, by {printable(pose.estimator)}"
    )


def _height_words(measurement: Measurement) -> list[tuple[str, str]]:
    height = measurement.person.height_cm
    return [("Body height", f"{height:.0f} cm, as told")] if height else []


def _checked_words(measurement: Measurement) -> str:
    by_check: dict[str, list[str]] = {}
    for value in measurement.measures:
        if value.value is not None and value.side != "difference":
            names = by_check.setdefault(value.validated_on, [])
            name = measure_name(value.name).term
            names += [name] * (name not in names)
    checks = [f"{', '.join(names)}: {word('checked', check)}" for check, names in by_check.items()]
    return "; ".join(checks) if checks else "no value was given"
