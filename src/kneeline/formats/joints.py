"""From named markers or key points to kneeline's joints, by the rules of the marker table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kneeline.core.errors import UnreadableFile
from kneeline.core.recording import Floats
from kneeline.core.skeleton import JOINT_COUNT, MIDLINE, SIDES, joint, pair
from kneeline.formats.axes import known_joints
from kneeline.formats.marker_table import (
    MIDLINE_LANDMARKS,
    FromPelvis,
    MarkerSet,
    MovedMedially,
    Rule,
    Weighted,
    marker_table,
    readings,
)

Markers = Mapping[str, Floats]
NEEDED = ("hip", "knee", "ankle")


@dataclass(frozen=True)
class Joints:
    """Joints found among markers. positions (T, J, D); steps: one sentence a rule used, for the history."""

    positions: Floats
    marker_set: str
    steps: tuple[str, ...]


def joints_of_markers(markers: Markers, millimetre: float, file: str) -> Joints:
    """Joints of markers (T, D) in any axes; ``millimetre`` is the length of one in the markers' unit.

    Raises UnreadableFile naming what is missing, where no whole leg and both hips can be found.
    """
    marker_set = marker_table().set_of(markers)
    landmarks = _landmarks(markers, marker_set)
    frames, dimensions = next(iter(markers.values())).shape
    positions = np.full((frames, JOINT_COUNT, dimensions), np.nan)
    steps = []
    for name in dict.fromkeys(rule.joint for rule in marker_table().rules):
        for index, side in enumerate(SIDES):
            rule = _first_rule(name, index, landmarks)
            if rule is not None:
                place = joint(name if name in MIDLINE else f"{side}_{name}")
                positions[:, place] = _apply(rule, index, landmarks, positions, millimetre)
                steps.append(f"{name}: {' + '.join(rule.landmarks)} ({rule.source})")
    _require_legs(positions, markers, file)
    return Joints(positions, marker_set.name, tuple(dict.fromkeys(steps)))


def lowest_of_joints(values: Markers) -> Floats:
    """(T, J) for each joint the lowest of the values (T,) of the key points it rests on; 0 where there is none."""
    marker_set = marker_table().set_of(values)
    landmarks = _landmarks({name: value[:, None] for name, value in values.items()}, marker_set)
    lowest = np.zeros((len(next(iter(values.values()))), JOINT_COUNT))
    for name in dict.fromkeys(rule.joint for rule in marker_table().rules):
        for index, side in enumerate(SIDES):
            rule = _first_rule(name, index, landmarks)
            if rule is not None:
                place = joint(name if name in MIDLINE else f"{side}_{name}")
                lowest[:, place] = np.min([landmarks[part][:, index, 0] for part in rule.landmarks], axis=0)
    return lowest


def _landmarks(markers: Markers, marker_set: MarkerSet) -> dict[str, Floats]:
    """(T, 2, D) by landmark, sides (left, right); what the file lacks is NaN, a midline landmark stands on both."""
    found: dict[tuple[str | None, str], Floats] = {}
    for name, positions in markers.items():
        if known_joints(positions).any():
            reading = next((one for one in readings(name) if one[1] in marker_set.names), None)
            if reading is not None:
                found.setdefault(reading, positions)
    missing = np.full_like(next(iter(markers.values())), np.nan)
    return {
        landmark: np.stack([_best(found, landmark, side, names, missing) for side in SIDES], axis=1)
        for landmark, names in marker_set.markers.items()
    }


def _best(
    found: Mapping[tuple[str | None, str], Floats], landmark: str, side: str, names: Sequence[str], missing: Floats
) -> Floats:
    where = None if landmark in MIDLINE_LANDMARKS else side
    return next((found[where, name] for name in names if (where, name) in found), missing)


def _first_rule(name: str, side: int, landmarks: Mapping[str, Floats]) -> Rule | None:
    """The best way to this joint whose landmarks are all known at once in some frame."""
    for rule in marker_table().rules:
        if rule.joint == name and all(part in landmarks for part in rule.landmarks):
            sides = slice(None) if isinstance(rule, FromPelvis) else slice(side, side + 1)
            parts = np.concatenate([landmarks[part][:, sides] for part in rule.landmarks], axis=1)
            if np.isfinite(parts).all(axis=(1, 2)).any():
                return rule
    return None


def _apply(rule: Rule, side: int, landmarks: Mapping[str, Floats], positions: Floats, millimetre: float) -> Floats:
    match rule:
        case Weighted():
            return _sum([weight * landmarks[part][:, side] for part, weight in rule.weights.items()])
        case MovedMedially():
            hips = positions[:, pair("hip")]
            outwards = _unit(hips[:, side] - hips[:, 1 - side])
            return landmarks[rule.landmark][:, side] - rule.mm * millimetre * outwards
        case FromPelvis():
            return _hip_centre(rule, side, landmarks[rule.front], landmarks[rule.back], millimetre)


def _hip_centre(rule: FromPelvis, side: int, front: Floats, back: Floats, millimetre: float) -> Floats:
    """(T, 3) hip centre: offsets from the middle of the front spines along the axes of the pelvis.

    Axes: right along the line of the front spines, forward across it in the plane of all spines, up = right x forward.
    """
    middle = front.mean(axis=1)
    to_right, to_front = front[:, 1] - front[:, 0], middle - back.mean(axis=1)
    right = _unit(to_right)
    up = _unit(np.cross(right, to_front))
    forward = np.cross(up, right)
    sizes = {"width": _length(to_right), "depth": _length(to_front), "mm": np.full((len(front), 1), millimetre)}
    posterior, inferior, lateral = (
        _sum([ratio * sizes[size] for size, ratio in offset.items()])
        for offset in (rule.posterior, rule.inferior, rule.lateral)
    )
    outwards = right if side == 1 else -right
    return _sum([middle, -posterior * forward, -inferior * up, lateral * outwards])


def _sum(parts: Sequence[Floats]) -> Floats:
    total: Floats = np.sum(parts, axis=0)
    return total


def _length(vectors: Floats) -> Floats:
    length: Floats = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return length


def _unit(vectors: Floats) -> Floats:
    return vectors / np.where(_length(vectors) > 0, _length(vectors), np.nan)


def _require_legs(positions: Floats, markers: Markers, file: str) -> None:
    """Both hips and one whole leg at once in some frame, or the reason why not."""
    known = known_joints(positions)
    parts = {name: known[:, pair(name)] for name in NEEDED}
    whole_leg = parts["knee"] & parts["ankle"] & parts["hip"].all(axis=1, keepdims=True)
    if whole_leg.any():
        return
    missing = [
        f"{side} {name}" for name in NEEDED for index, side in enumerate(SIDES) if not parts[name][:, index].any()
    ]
    if not missing:
        raise UnreadableFile(f"{file} never shows both hips and a whole leg in the same frame.")
    first = ", ".join(list(markers)[:6])
    raise UnreadableFile(
        f"{file} has no markers for the {', '.join(missing)} (it begins with {first}); "
        "docs/formats.md lists the names kneeline knows."
    )
