"""TRC, the text format of motion-capture laboratories: markers in columns, one line a frame."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kneeline.core.errors import UnreadableFile
from kneeline.core.output import whole_file
from kneeline.core.recording import Floats, Recording, SourceKind
from kneeline.core.skeleton import JOINTS
from kneeline.formats.axes import (
    PX_PER_METRE,
    boxes,
    facing_front,
    front_picture,
    is_projection,
    known_joints,
    require_toes_in_front,
    upright,
)
from kneeline.formats.files import Content, median_rate, read_content, source_of
from kneeline.formats.joints import joints_of_markers

MAGIC = "PathFileType"
_METRES = {"m": 1.0, "meters": 1.0, "metres": 1.0, "cm": 0.01, "mm": 0.001, "px": 1 / PX_PER_METRE}
_THIGH_M = (0.05, 1.5)
_NOWHERE = 1e9
_HEADER_LINES = 4
_PLANAR = "(planar, Z = 0)"


@dataclass(frozen=True)
class Trc:
    """What a TRC file says. time_s (T,) from the first frame; positions (T, N, 3) in ``unit``, NaN = gap."""

    names: tuple[str, ...]
    rate: float
    announced_frames: int
    unit: str
    planar: bool
    time_s: Floats
    positions: Floats


def read_trc(path: Path) -> Recording:
    """The recording in a TRC file, upright, in metres, turned so that the median body faces +z.

    A flat file (its name says planar, or its depths are all equal while the legs change their length) has no xyz
    and isn't turned. xy is the view from straight ahead, 1 px = 1 mm.
    Raises UnreadableFile where the header or a number is garbled, or no whole leg and both hips are marked.
    """
    content = read_content(path)
    trc = parse_trc(content.text, content.name)
    metre = _METRES[trc.unit]
    markers = {name: trc.positions[:, index] * metre for index, name in _first_of_each(trc)}
    if not markers:
        raise UnreadableFile(f"{path.name} has no marker with a position in it.")
    found = joints_of_markers(markers, 0.001, path.name)
    steps = [f"read {path.name}: {len(trc.names)} markers, {found.marker_set}", *_oddities(trc), *found.steps]
    if trc.planar or is_projection(found.positions):
        return _recording(content, trc, found.positions, None, [*steps, "flat: no depth in the file"])
    _require_size(found.positions, trc.unit, path.name)
    xyz, up = upright(found.positions)
    xyz, turn = facing_front(xyz)
    require_toes_in_front(xyz, path.name)
    return _recording(content, trc, xyz, xyz, [*steps, f"{up} up, turned by {turn:.1f} degrees to face the front"])


def _recording(content: Content, trc: Trc, positions: Floats, xyz: Floats | None, steps: Sequence[str]) -> Recording:
    known = known_joints(positions)
    xy, size = front_picture(np.where(known[..., None], positions, np.nan))
    frames = len(trc.time_s)
    kind: SourceKind = "landmarks" if xyz is None else "mocap"
    return Recording(
        time_s=trc.time_s,
        xy=xy,
        visibility=np.where(known, 1.0, 0.0),
        looked=np.ones(frames, dtype=np.bool_),
        person_box=boxes(xy),
        light=np.full(frames, np.nan),
        sharpness=np.full(frames, np.nan),
        people=np.array([frame.any() for frame in known], dtype=np.int64),
        source=source_of(content, kind, trc.time_s, size, trc.rate),
        estimator="markers",
        xyz=xyz,
        history=tuple(steps),
    )


def parse_trc(text: str, file: str) -> Trc:
    """The markers and times of a TRC text; ``file`` is its name in errors. Blank, NaN and (0, 0, 0) are gaps."""
    lines = text.splitlines()
    if not lines or not lines[0].startswith(MAGIC):
        raise UnreadableFile(f"{file} is no TRC file: its first line does not begin with {MAGIC}.")
    if len(lines) <= _HEADER_LINES:
        raise UnreadableFile(f"{file} ends within its header; please export it again.")
    header = dict(zip(lines[1].split(), lines[2].split(), strict=False))
    rate, count = _header_number(header, "DataRate", file), int(_header_number(header, "NumMarkers", file))
    frames = int(_header_number(header, "NumFrames", file))
    unit = header.get("Units", "").lower()
    if unit not in _METRES:
        raise UnreadableFile(f"{file} has the unit {header.get('Units')!r} in its header; kneeline knows m, cm and mm.")
    names = _marker_names(lines[3], count, file)
    numbers = _numbers(lines, count, file)
    positions = numbers[:, 2:].reshape(len(numbers), count, 3)
    positions[~(np.abs(positions) < _NOWHERE).all(axis=2) | (positions == 0).all(axis=2)] = np.nan
    return Trc(names, rate, frames, unit, _PLANAR in lines[0], _times(numbers[:, 1], rate), positions)


def _header_number(header: dict[str, str], key: str, file: str) -> float:
    try:
        value = float(header[key])
    except (KeyError, ValueError):
        value = math.nan
    if not (math.isfinite(value) and value >= 1):
        raise UnreadableFile(f"{file} has {key} {header.get(key, 'missing')} in its header, where a number belongs.")
    return value


def _marker_names(line: str, count: int, file: str) -> tuple[str, ...]:
    """Names in their order: written one after the other, or each at the head of its three columns."""
    cells = [cell.strip() for cell in (line.split("\t") if "\t" in line else line.split())]
    written = [cell for cell in cells if cell][2:]
    if len(written) != count:
        written = cells[2::3][:count]
    if len(written) != count:
        raise UnreadableFile(f"{file} announces {count} markers in its header and names {len(written)}.")
    return tuple(written)


def _numbers(lines: Sequence[str], count: int, file: str) -> Floats:
    """(T, 2 + 3 x count) frame, time and coordinates of every data line; blanks are NaN."""
    width = 2 + 3 * count
    rows: list[Floats] = []
    for number, line in enumerate(lines[_HEADER_LINES:], _HEADER_LINES + 1):
        if line.strip() and not (not rows and line.split()[0].upper().startswith("X")):
            rows.append(_row(line, width, f"{file}, line {number},"))
    if not rows:
        raise UnreadableFile(f"{file} has a header and no frames.")
    return np.array(rows)


def _row(line: str, width: int, where: str) -> Floats:
    cells = line.split("\t") if "\t" in line else line.split()
    if any(cell.strip() for cell in cells[width:]):
        raise UnreadableFile(f"{where} has more numbers than markers are named.")
    try:
        row = [float(cell) if cell and not cell.isspace() else math.nan for cell in cells[:width]]
    except ValueError as error:
        raise UnreadableFile(f"{where} holds something that is no number ({error}).") from error
    return np.array(row + [math.nan] * (width - len(row)))


def _times(written: Floats, rate: float) -> Floats:
    """Seconds from the first frame as written, or by the rate where those written don't rise."""
    if np.isfinite(written).all() and np.all(np.diff(written) > 0):
        written = written - written[0]
        return written
    return np.arange(len(written), dtype=np.float64) / rate


def _first_of_each(trc: Trc) -> list[tuple[int, str]]:
    """Index and name of the markers that are anywhere known; of a name written twice the first such."""
    known = known_joints(trc.positions).T
    first: dict[str, int] = {}
    for index, name in enumerate(trc.names):
        if name and known[index].any():
            first.setdefault(name, index)
    return [(index, name) for name, index in first.items()]


def _oddities(trc: Trc) -> list[str]:
    """What a reader should know about the file, though it could be read."""
    twice = sorted({name for name in trc.names if name and trc.names.count(name) > 1})
    odd = [f"named twice, the first taken: {', '.join(twice)}"] if twice else []
    if len(trc.time_s) != trc.announced_frames:
        odd.append(f"the header announces {trc.announced_frames} frames, {len(trc.time_s)} are there")
    return odd


def _require_size(positions: Floats, unit: str, file: str) -> None:
    """Refuse thighs no person has: the unit in the header is wrong then, and centimetres would be too."""
    hip, knee = (
        positions[:, [JOINTS.index(f"left_{name}"), JOINTS.index(f"right_{name}")]] for name in ("hip", "knee")
    )
    thigh = float(np.nanmedian(np.linalg.norm(hip - knee, axis=2)))
    if not _THIGH_M[0] <= thigh <= _THIGH_M[1]:
        raise UnreadableFile(
            f"{file} gives a thigh of {thigh:.3g} m, so the unit in its header ({unit}) cannot be right."
        )


def write_trc(path: Path, recording: Recording, cm_per_px: float | None = None) -> None:
    """Write the joints as markers: metres from xyz; else flat, Z = 0, in metres if ``cm_per_px`` is known, else px.

    A flat file says so in its header's name. y is up. Numbers are written in full, gaps as blanks.
    Raises UnwritableFile.
    """
    flat = recording.xyz is None
    unit = "px" if flat and cm_per_px is None else "m"
    positions = _flat_positions(recording, 1.0 if cm_per_px is None else cm_per_px / 100) if flat else recording.xyz
    assert positions is not None
    kept = [index for index, known in enumerate(known_joints(positions).T) if known.any()]
    name = f"{path.stem} {_PLANAR}{path.suffix}" if flat else path.name
    lines = [*_header(name, recording, [JOINTS[index] for index in kept], unit)]
    for frame, (time_s, row) in enumerate(zip(recording.time_s, positions[:, kept], strict=True), 1):
        lines.append("\t".join([str(frame), repr(float(time_s)), *(_cell(number) for number in row.ravel())]))
    with whole_file(path) as temporary:
        temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _flat_positions(recording: Recording, scale: float) -> Floats:
    upwards = np.stack([recording.xy[..., 0], recording.source.height - recording.xy[..., 1]], axis=-1) * scale
    known = known_joints(upwards)[..., None]
    return np.where(known, np.concatenate([upwards, np.zeros_like(upwards[..., :1])], axis=-1), np.nan)


def _header(name: str, recording: Recording, markers: Sequence[str], unit: str) -> tuple[str, ...]:
    rate = f"{recording.source.fps or median_rate(recording.time_s) or 1.0:.10g}"
    frames = str(len(recording.time_s))
    return (
        f"{MAGIC}\t4\t(X/Y/Z)\t{' '.join(name.split())}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        "\t".join([rate, rate, frames, str(len(markers)), unit, rate, "1", frames]),
        "\t".join(["Frame#", "Time", *(f"{marker}\t\t" for marker in markers)]),
        "\t".join(["", "", *(f"X{n}\tY{n}\tZ{n}" for n in range(1, len(markers) + 1))]),
        "",
    )


def _cell(number: float) -> str:
    return repr(float(number)) if math.isfinite(number) else ""
