"""The account behind the numbers, in words: what could not be seen and why, and how it was measured."""

from collections.abc import Iterator
from dataclasses import dataclass

from kneeline.core.language import _
from kneeline.core.measurement import Measurement
from kneeline.core.words import joint_word, localised, side_word
from kneeline.measure.messages import retold
from kneeline.report.messages import measure_name, reason, word
from kneeline.report.outcome import legs, repetition_reason, repetitions_of
from kneeline.report.words import printable

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
    problems = {problem.code: retold(problem) for problem in measurement.view.problems}
    in_view = [
        Unseen(_whats(gaps.get(code, {})), problem.message, problem.what_to_do) for code, problem in problems.items()
    ]
    return in_view + [_entry(code, whats) for code, whats in gaps.items() if code not in problems]


def facts(measurement: Measurement) -> list[tuple[str, str]]:
    """How it was measured, as (term, text) pairs."""
    return [
        (_("File"), f"{printable(measurement.source.file)}: {_source_words(measurement)}"),
        (_("Movement"), _task_words(measurement)),
        (_("View"), view_words(measurement)),
        (_("Looked at"), looked_words(measurement)),
        *_by_hand_words(measurement),
        (_("Under which conditions"), condition_words(measurement)),
        *_height_words(measurement),
        (_("What ± means"), _("In about 95 of 100 such recordings the true value lies within it.")),
        (_("Errors checked"), _checked_words(measurement)),
        (_("Version"), version_words(measurement)),
    ]


def version_words(measurement: Measurement) -> str:
    """The version that measured, and the beginning of the file's digest."""
    digest = measurement.source.sha256[:12]
    return _("kneeline {version}, file {digest}").format(version=measurement.version, digest=digest)


def condition_words(measurement: Measurement) -> str:
    """The conditions that differ from the usual ones; two recordings compare only when these agree."""
    conditions = measurement.conditions
    named: list[str] = [conditions.effort, conditions.heels, conditions.feet]
    named += [name for name in ("brace", "band", "mirrored") if getattr(conditions, name)]
    known = [word("condition", name) for name in named if name not in ("relaxed", "flat", "unknown")]
    return ", ".join(known) if known else _("relaxed, heels flat; footwear not told")


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
                yield code, _("Repetition {number}").format(number=repetition.index), side


def _entry(code: str, whats: dict[str, list[str]]) -> Unseen:
    words = reason(code)
    return Unseen(_whats(whats), words.why[:1].upper() + words.why[1:] + ".", words.what_to_do)


def _whats(whats: dict[str, list[str]]) -> str:
    return "; ".join(f"{name} ({_sides_words(sides)})" if sides else name for name, sides in whats.items())


def _sides_words(sides: list[str]) -> str:
    return _("left and right") if len(sides) > 1 else side_word(sides[0])


def _source_words(measurement: Measurement) -> str:
    source = measurement.source
    size = f", {source.width} × {source.height} px" if source.width and source.height else ""
    length = f", {localised(f'{source.duration_s:.1f}')} s" if source.frames > 1 else ""
    rate = ""
    if source.fps and source.frames > 1:
        rate = _(", {count} frames a second").format(count=f"{source.fps:.0f}")
    return f"{word('kind', source.kind)}{length}{rate}{size}"


def _task_words(measurement: Measurement) -> str:
    name = word("task", measurement.task)
    if measurement.task is None:
        return _("{name}; say which one with --task").format(name=name)
    return name if measurement.task_given else _("{name}, recognised from the recording").format(name=name)


def view_words(measurement: Measurement) -> str:
    """From which side the person was seen, and how far the camera stood from straight on."""
    view = measurement.view
    if view.facing is None:
        return _("from which side could not be told")
    if view.yaw_deg is None or view.facing in ("left", "right"):
        return word("facing", view.facing)
    yaw = round(abs(view.yaw_deg))
    turned = _("camera straight on")
    if yaw and view.yaw_deg > 0:
        turned = _("camera {yaw}° to the person's left").format(yaw=yaw)
    elif yaw:
        turned = _("camera {yaw}° to the person's right").format(yaw=yaw)
    return f"{word('facing', view.facing)}, {turned}"


def looked_words(measurement: Measurement) -> str:
    """How much of the recording the pose model looked at."""
    pose = measurement.pose
    if pose.frames_total == 1:
        found = _("one picture, one person found, by {estimator}")
        sentence = found if pose.frames_seen else _("one picture, nobody found, by {estimator}")
        return sentence.format(estimator=printable(pose.estimator))
    return _("{looked} of {all} frames, the person found in {seen}, by {estimator}").format(
        looked=pose.frames_looked, all=pose.frames_total, seen=pose.frames_seen, estimator=printable(pose.estimator)
    )


def _by_hand_words(measurement: Measurement) -> list[tuple[str, str]]:
    """Which joints a person put right, and what that means for the numbers."""
    if not measurement.pose.by_hand:
        return []
    names = ", ".join(joint_word(name) for name in measurement.pose.by_hand)
    text = _("{joints}. The numbers that rest on them carry the error of a hand, which nobody has checked.")
    return [(_("Put right by hand"), text.format(joints=names[:1].upper() + names[1:]))]


def _height_words(measurement: Measurement) -> list[tuple[str, str]]:
    height = measurement.person.height_cm
    return [(_("Body height"), _("{height} cm, as told").format(height=f"{height:.0f}"))] if height else []


def _checked_words(measurement: Measurement) -> str:
    by_check: dict[str, list[str]] = {}
    for value in measurement.measures:
        if value.value is not None and value.side != "difference":
            names = by_check.setdefault(value.validated_on, [])
            name = measure_name(value.name).term
            names += [name] * (name not in names)
    checks = [f"{', '.join(names)}: {word('checked', check)}" for check, names in by_check.items()]
    return "; ".join(checks) if checks else _("no value was given")
