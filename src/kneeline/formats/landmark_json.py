"""kneeline's own landmark file: a Recording as JSON, easy to write by hand and exact to the last digit."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kneeline.core.errors import UnreadableFile
from kneeline.core.output import whole_file
from kneeline.core.recording import Bools, Floats, Recording, Source
from kneeline.core.skeleton import JOINT_COUNT, JOINTS
from kneeline.formats.axes import boxes, front_picture, known_joints, picture_size
from kneeline.formats.files import Content, read_content, source_of

SCHEMA = "kneeline.landmarks/1"
_PLACE = {name: index for index, name in enumerate(JOINTS)}
_LEGS = [name for name in JOINTS if name.split("_")[-1] in ("hip", "knee", "ankle")]


def write_landmarks(path: Path, recording: Recording) -> None:
    """Write the whole recording; unknown numbers are null or left out. Raises UnwritableFile."""
    with whole_file(path) as temporary:
        temporary.write_text(json.dumps(landmarks_to_dict(recording), separators=(",", ":")), encoding="utf-8")


def landmarks_to_dict(recording: Recording) -> dict[str, Any]:
    """The whole recording as JSON-ready data (schema kneeline.landmarks/1)."""
    return {
        "schema": SCHEMA,
        "width": recording.source.width,
        "height": recording.source.height,
        "fps": recording.source.fps,
        "estimator": recording.estimator,
        "mirrored": recording.mirrored,
        "refined": recording.refined,
        "history": list(recording.history),
        "source": asdict(recording.source),
        "frames": [_frame_data(recording, frame) for frame in range(len(recording.time_s))],
    }


def _frame_data(recording: Recording, frame: int) -> dict[str, Any]:
    seen = np.concatenate([recording.xy[frame], recording.visibility[frame, :, None]], axis=1)
    kept = np.isfinite(recording.xy[frame]).any(axis=1) | (recording.visibility[frame] != 0)
    data: dict[str, Any] = {
        "time_s": float(recording.time_s[frame]),
        "looked": bool(recording.looked[frame]),
        "joints": {JOINTS[index]: _plain(seen[index]) for index in np.flatnonzero(kept)},
        "person_box": _plain(recording.person_box[frame]),
        "people": int(recording.people[frame]),
        "light": _plain(recording.light[frame : frame + 1])[0],
        "sharpness": _plain(recording.sharpness[frame : frame + 1])[0],
    }
    if recording.covariance is not None:
        flat = recording.covariance[frame].reshape(JOINT_COUNT, 4)
        data["covariance"] = _by_joint(flat[:, [0, 1, 3]])
    if recording.xyz is not None:
        data["xyz"] = _by_joint(recording.xyz[frame])
    if recording.model_xyz is not None:
        data["model_xyz"] = _by_joint(recording.model_xyz[frame])
    for name in ("shank_width", "plumb", "skin_gaps"):
        pairs = getattr(recording, name)
        if pairs is not None:
            data[name] = _plain(pairs[frame])
    if recording.by_hand is not None and recording.by_hand[frame].any():
        data["by_hand"] = [JOINTS[index] for index in np.flatnonzero(recording.by_hand[frame])]
    for name in ("grain", "blockiness"):
        values = getattr(recording, name)
        if values is not None:
            data[name] = _plain(values[frame : frame + 1])[0]
    return data


def _by_joint(values: Floats) -> dict[str, list[float | None]]:
    kept = np.flatnonzero(np.isfinite(values).any(axis=1))
    return {JOINTS[index]: _plain(values[index]) for index in kept}


def _plain(values: Floats) -> list[float | None]:
    return [float(value) if math.isfinite(value) else None for value in values]


def read_landmark_json(path: Path) -> Recording:
    """The recording in a kneeline.landmarks/1 file. Unknown keys and joints are passed over.

    Only ``schema`` and ``frames`` are needed, and ``time_s`` in each of several frames or ``fps`` for all.
    Where frames hold xyz alone, xy is the view from straight ahead (1 px = 1 mm).
    Raises UnreadableFile where the file is of another schema or does not hold what it promises.
    """
    content = read_content(path)
    data = parse_json(content)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        told = data.get("schema") if isinstance(data, dict) else None
        raise UnreadableFile(f"{path.name} is no {SCHEMA} file (its schema is {told!r}).")
    try:
        return _recording(content, data, data["frames"])
    except KeyError as error:
        raise UnreadableFile(f"{path.name} lacks {error}, which {SCHEMA} needs.") from error
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise UnreadableFile(f"{path.name} does not follow {SCHEMA} ({error}).") from error


def parse_json(content: Content) -> Any:
    """The JSON in these bytes. Raises UnreadableFile naming the line where it breaks."""
    try:
        return json.loads(content.text)
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"{content.name} is broken JSON: {error.msg} in line {error.lineno}.") from error
    except RecursionError as error:
        raise UnreadableFile(f"{content.name} is nested too deeply to be a landmark file.") from error


def landmarks_from_dict(data: Mapping[str, Any]) -> Recording:
    """The very recording that `landmarks_to_dict` told of, its source and history with it: for what kneeline itself
    has kept. Raises UnreadableFile for another schema."""
    if data.get("schema") != SCHEMA:
        raise UnreadableFile(f"this is no {SCHEMA}.")
    source = Source(**data["source"])
    made = _recording(Content(source.file, b"", source.sha256), data, data["frames"])
    refined = bool(data.get("refined", True))
    return replace(made, source=source, refined=refined, history=tuple(data["history"]))


def _recording(content: Content, data: Mapping[str, Any], frames: Sequence[Mapping[str, Any]]) -> Recording:
    if not frames:
        raise UnreadableFile(f"{content.name} has no frames.")
    _require_legs(content.name, frames)
    seen = _joint_values(frames, "joints", (2, 3))
    seen[..., 2] = np.where(np.isnan(seen[..., 2]) & known_joints(seen[..., :2]), 1.0, seen[..., 2])
    xyz = _joint_values(frames, "xyz", (3,)) if any("xyz" in frame for frame in frames) else None
    model_xyz = _joint_values(frames, "model_xyz", (3,)) if any("model_xyz" in frame for frame in frames) else None
    given = any(frame.get("joints") for frame in frames)
    xy = front_picture(xyz)[0] if xyz is not None and not given else seen[..., :2]
    visibility = seen[..., 2] if given else known_joints(xy).astype(np.float64)
    time_s, fps = _times(data, frames), data.get("fps")
    return Recording(
        time_s=time_s,
        xy=xy,
        visibility=np.where(np.isnan(visibility), 0.0, visibility),
        looked=np.array([bool(frame.get("looked", True)) for frame in frames]),
        person_box=_person_boxes(frames, xy),
        light=_numbers([frame.get("light") for frame in frames]),
        sharpness=_numbers([frame.get("sharpness") for frame in frames]),
        people=_people(frames, xy),
        source=source_of(content, "landmarks", time_s, _size(data, xy), None if fps is None else float(fps)),
        estimator=str(data.get("estimator", "given landmarks")),
        covariance=_covariance(frames),
        xyz=xyz,
        model_xyz=model_xyz,
        shank_width=_pairs_of(frames, "shank_width"),
        by_hand=_by_hand(frames),
        grain=_numbers_of(frames, "grain"),
        blockiness=_numbers_of(frames, "blockiness"),
        plumb=_pairs_of(frames, "plumb"),
        skin_gaps=_pairs_of(frames, "skin_gaps"),
        mirrored=bool(data.get("mirrored", False)),
        history=(*map(str, data.get("history", [])), f"read {content.name}"),
    )


def _by_hand(frames: Sequence[Mapping[str, Any]]) -> Bools | None:
    """(T, J) where any frame names joints that a person put right."""
    if not any("by_hand" in frame for frame in frames):
        return None
    return np.array([[name in frame.get("by_hand", ()) for name in JOINTS] for frame in frames], dtype=np.bool_)


def _numbers_of(frames: Sequence[Mapping[str, Any]], name: str) -> Floats | None:
    """One number a frame (T,); None where no frame has it."""
    return _numbers([frame.get(name) for frame in frames]) if any(name in frame for frame in frames) else None


def _pairs_of(frames: Sequence[Mapping[str, Any]], name: str) -> Floats | None:
    """Two numbers a frame (T, 2), NaN where null or left out; None where no frame has them."""
    if not any(name in frame for frame in frames):
        return None
    return np.stack([_numbers(frame.get(name, [None, None])) for frame in frames])


def _require_legs(name: str, frames: Sequence[Mapping[str, Any]]) -> None:
    """Refuse files that name joints, but none of a leg: their names are other than ours."""
    named = {joint for frame in frames for key in ("joints", "xyz") for joint in frame.get(key, {})}
    if named and not named.intersection(_LEGS):
        raise UnreadableFile(
            f"{name} names no joint of a leg ({', '.join(_LEGS)}); it has {', '.join(sorted(named)[:6])}."
        )


def _joint_values(frames: Sequence[Mapping[str, Any]], key: str, lengths: tuple[int, ...]) -> Floats:
    """(T, J, longest) of the numbers given by joint, NaN where null or left out."""
    values = np.full((len(frames), JOINT_COUNT, max(lengths)), np.nan)
    for index, frame in enumerate(frames):
        for name, numbers in frame.get(key, {}).items():
            if name in _PLACE:
                if len(numbers) not in lengths:
                    raise ValueError(f"{key} of {name} in frame {index} has {len(numbers)} numbers")
                values[index, _PLACE[name], : len(numbers)] = _numbers(numbers)
    return values


def _numbers(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _times(data: Mapping[str, Any], frames: Sequence[Mapping[str, Any]]) -> Floats:
    if all("time_s" in frame for frame in frames):
        written = np.array([frame["time_s"] for frame in frames], dtype=np.float64)
        if not (np.isfinite(written).all() and np.all(np.diff(written) > 0)):
            raise ValueError("time_s does not rise from frame to frame")
        return written
    if len(frames) > 1 and not data.get("fps"):
        raise KeyError("time_s in every frame (or fps)")
    return np.arange(len(frames)) / float(data.get("fps") or 1.0)


def _size(data: Mapping[str, Any], xy: Floats) -> tuple[int, int]:
    if "width" in data and "height" in data:
        return int(data["width"]), int(data["height"])
    return picture_size(xy) if known_joints(xy).any() else (0, 0)


def _person_boxes(frames: Sequence[Mapping[str, Any]], xy: Floats) -> Floats:
    found = boxes(xy)
    for index, frame in enumerate(frames):
        if "person_box" in frame:
            found[index] = _numbers(frame["person_box"])
    return found


def _people(frames: Sequence[Mapping[str, Any]], xy: Floats) -> NDArray[np.int64]:
    seen = [bool(known.any()) for known in known_joints(xy)]
    counts = [int(frame.get("people", found)) for frame, found in zip(frames, seen, strict=True)]
    return np.array(counts, dtype=np.int64)


def _covariance(frames: Sequence[Mapping[str, Any]]) -> Floats | None:
    """(T, J, 2, 2) px squared from (xx, xy, yy) by joint."""
    if not any("covariance" in frame for frame in frames):
        return None
    flat = _joint_values(frames, "covariance", (3,))
    return flat[..., [0, 1, 1, 2]].reshape(*flat.shape[:2], 2, 2)
