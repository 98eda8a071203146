"""OpenPose's JSON, one file a frame, as OpenPose, Pose2Sim and RTMPose write it (BODY_25 and HALPE_26)."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kneeline.core.errors import BadArgument, UnreadableFile
from kneeline.core.recording import Floats, Recording
from kneeline.formats.axes import boxes, known_joints, picture_size
from kneeline.formats.files import MAX_BYTES, Content, joined, json_files, read_content, source_of
from kneeline.formats.joints import joints_of_markers, lowest_of_joints
from kneeline.formats.marker_table import KeyPoints, marker_table
from kneeline.formats.people import Track, follow, prominent_first

ASSUMED_FPS = 30.0
MAX_FILES = 200_000


def read_openpose(path: Path, person: int = 1, fps: float = ASSUMED_FPS) -> Recording:
    """One person's recording from a folder of OpenPose JSON files (or a single such file).

    The files carry neither time nor picture size: the last number in a file's name is the frame, ``fps`` gives its
    time, and the picture is as large as the key points need. person 1 is the most prominent (largest for longest),
    2 the next. visibility is the confidence in the files, of the least sure key point a joint rests on.
    Raises UnreadableFile where nothing can be read, BadArgument where there is no such person.
    """
    files = _frame_files(path)
    contents = _contents(files, path.name)
    frames = [_people(content) for content in contents]
    model = _model(frames, path.name)
    tracks = prominent_first(follow([frame[..., :2] for frame in frames]))
    points = _points(_chosen(tracks, person, path.name), frames, len(model.names))
    columns = {name: points[:, index] for index, name in enumerate(model.names)}
    found = joints_of_markers({name: column[:, :2] for name, column in columns.items()}, np.nan, path.name)
    numbers = _frame_numbers(files)
    time_s = (numbers - numbers[0]) / fps
    unknown = np.full(len(files), np.nan)
    known = known_joints(found.positions)
    belief = lowest_of_joints({name: column[:, 2] for name, column in columns.items()})
    return Recording(
        time_s=time_s,
        xy=found.positions,
        visibility=np.where(known, np.clip(belief, 0.0, 1.0), 0.0),
        looked=np.ones(len(files), dtype=np.bool_),
        person_box=boxes(found.positions),
        light=unknown,
        sharpness=unknown,
        people=np.array([sum(map(np.any, known_joints(frame))) for frame in frames], dtype=np.int64),
        source=source_of(joined(path.name, contents), "landmarks", time_s, picture_size(found.positions), fps),
        estimator=model.name,
        history=(
            f"read {path.name}: {model.name}, {len(files)} files, {fps:g} frames a second taken (the files don't say)",
            f"followed person {person} of {len(tracks)}, the most prominent first",
            *found.steps,
        ),
    )


def _frame_files(path: Path) -> list[Path]:
    """The key-point files in the order of their frames."""
    if not path.is_dir():
        return [path]
    files = sorted(json_files(path), key=_order)
    if not files:
        raise UnreadableFile(f"{path.name} is a folder without OpenPose key-point files (one .json a frame).")
    if len(files) > MAX_FILES:
        raise UnreadableFile(f"{path.name} holds {len(files)} files, more than kneeline reads ({MAX_FILES}).")
    return files


def _order(file: Path) -> tuple[int, str]:
    return _frame_number(file) or 0, file.name


def _frame_number(file: Path) -> int | None:
    numbers = re.findall(r"\d+", file.stem)
    return int(numbers[-1]) if numbers else None


def _frame_numbers(files: Sequence[Path]) -> Floats:
    """(T,) the frame each file stands for: its number where all differ, else its place."""
    numbers = [_frame_number(file) for file in files]
    if None in numbers or len(set(numbers)) != len(files):
        return np.arange(len(files), dtype=np.float64)
    return np.array(numbers, dtype=np.float64)


def _contents(files: Sequence[Path], name: str) -> list[Content]:
    contents = []
    left = MAX_BYTES
    for file in files:
        contents.append(read_content(file))
        left -= len(contents[-1].data)
        if left < 0:
            raise UnreadableFile(f"{name} is too large for a folder of key points (over {MAX_BYTES / 1e6:.0f} MB).")
    return contents


def _people(content: Content) -> Floats:
    """(P, K, 3) x, y, confidence of each person in one file, NaN where the estimator found no such point."""
    try:
        data = json.loads(content.text)
        people: list[Any] = [person["pose_keypoints_2d"] for person in data["people"]]
        points = np.array(people, dtype=np.float64).reshape(len(people), -1 if people else 0, 3)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableFile(f"{content.name} is no OpenPose key-point file ({_reason(error)}).") from error
    points[(points[..., 2] <= 0) | ~np.isfinite(points).all(axis=2)] = np.nan
    return points


def _reason(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error).splitlines()[0]


def _model(frames: Sequence[Floats], name: str) -> KeyPoints:
    """The body model all people in all frames share, told by the number of key points."""
    counts = {frame.shape[1] for frame in frames if len(frame)}
    if not counts:
        raise UnreadableFile(f"{name} holds OpenPose files, but there is nobody in them.")
    model = next((one for one in marker_table().keypoints if counts == {len(one.names)}), None)
    if model is None:
        known = " or ".join(f"{len(one.names)} ({one.name})" for one in marker_table().keypoints)
        told = " and ".join(str(count) for count in sorted(counts))
        raise UnreadableFile(f"{name} has {told} key points a person; kneeline reads {known}.")
    return model


def _chosen(tracks: Sequence[Track], person: int, name: str) -> Track:
    if not tracks:
        raise UnreadableFile(f"{name} holds OpenPose files, but there is nobody in them.")
    if not 1 <= person <= len(tracks):
        raise BadArgument(f"person {person} was asked for, and {name} shows {len(tracks)}; choose 1 to {len(tracks)}.")
    return tracks[person - 1]


def _points(track: Track, frames: Sequence[Floats], count: int) -> Floats:
    """(T, K, 3) of the person followed, NaN in frames without them."""
    points = np.full((len(frames), count, 3), np.nan)
    for frame, place in track.places.items():
        points[frame] = frames[frame][place]
    return points
