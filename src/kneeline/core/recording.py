"""What was seen, frame by frame: landmarks over time, with where they came from."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneeline.core.skeleton import JOINT_COUNT, pair

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
SourceKind = Literal["photo", "video", "landmarks", "mocap"]


@dataclass(frozen=True)
class Source:
    """The file a recording came from. ``width`` and ``height`` are those of the upright picture, px."""

    file: str
    kind: SourceKind
    sha256: str
    frames: int
    fps: float | None
    duration_s: float
    width: int
    height: int


@dataclass(frozen=True)
class Recording:
    """Landmarks over time. T source frames, J = JOINT_COUNT joints; what is not known is NaN.

    time_s (T,): seconds from the first frame, strictly rising, uneven where the file is.
    xy (T, J, 2): pixels from the upper left corner of the upright picture; never normalised.
    visibility (T, J): 0..1, the estimator's own belief that the joint can be seen (1 for given coordinates).
    covariance (T, J, 2, 2) or None: px squared, of each joint's position.
    looked (T,): the estimator looked at this frame (it may have found nobody there).
    person_box (T, 4): x, y, width, height of the person in px.
    light, sharpness (T,): mean brightness 0..1 of the person, and the width in px over which an edge on the
        person rises; NaN where there is no picture.
    xyz (T, J, 3) or None: metres, y up, the person's left at +x where they face +z; measured (motion capture).
    model_xyz (T, J, 3) or None: metres, axes as xyz for a person facing the camera; a pose model's guess.
    by_hand (T, J) or None: a person put this joint right in this frame.
    shank_width (T, 2) or None: px the person is wide across the left and right shank, clothes included.
    grain, blockiness (T,) or None: SD of the picture's noise over the legs, levels of 0..255, and how much steps
        between columns stand out every 8 px (1: not at all).
    plumb (T, 2) or None: deg by which a plumb line in the middle of the picture leans, top to the right, and how much
        more for each picture height to the right; told by what stands in the room.
    skin_gaps (T, 2) or None: px across the picture between the skin of both knees and of both ankles, as the leg
        network reads it; below 0 where one covers the other.
    people (T,): how many people were in view; 0 where nobody was looked for.
    refined: whether the legs on a picture were read by kneeline's own network, too; not in a browser that can't run it.
    estimator: name of what made the landmarks. history: each step that made the recording, in order.
    """

    time_s: Floats
    xy: Floats
    visibility: Floats
    looked: Bools
    person_box: Floats
    light: Floats
    sharpness: Floats
    people: NDArray[np.int64]
    source: Source
    estimator: str
    covariance: Floats | None = None
    xyz: Floats | None = None
    model_xyz: Floats | None = None
    shank_width: Floats | None = None
    by_hand: Bools | None = None
    grain: Floats | None = None
    blockiness: Floats | None = None
    plumb: Floats | None = None
    skin_gaps: Floats | None = None
    mirrored: bool = False
    refined: bool = True
    history: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        frames = len(self.time_s)
        expected = {
            "xy": (frames, JOINT_COUNT, 2),
            "visibility": (frames, JOINT_COUNT),
            "looked": (frames,),
            "person_box": (frames, 4),
            "light": (frames,),
            "sharpness": (frames,),
            "people": (frames,),
        }
        for name, shape in expected.items():
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} has the shape {getattr(self, name).shape}, expected {shape}")
        if frames > 1 and not np.all(np.diff(self.time_s) > 0):
            raise ValueError("time_s does not rise strictly")

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the upright picture, px."""
        return self.source.width, self.source.height

    @property
    def seen(self) -> Bools:
        """(T,) frames in which the person was found: at least one joint is known."""
        known: Bools = np.any(np.isfinite(self.xy).all(axis=2), axis=1)
        return known

    def sides(self, name: str) -> Floats:
        """(T, 2, 2) pixel positions of a paired joint: frames, (left, right), (x, y)."""
        return self.xy[:, pair(name)]

    def with_step(self, step: str, **changes: object) -> "Recording":
        """A copy with the given fields changed and the step written into its history."""
        return replace(self, history=(*self.history, step), **changes)  # type: ignore[arg-type]


def empty_recording(source: Source, time_s: Floats, estimator: str) -> Recording:
    """A recording of these frames in which nothing has been looked at yet."""
    frames = len(time_s)
    return Recording(
        time_s=np.asarray(time_s, dtype=np.float64),
        xy=np.full((frames, JOINT_COUNT, 2), np.nan),
        visibility=np.zeros((frames, JOINT_COUNT)),
        looked=np.zeros(frames, dtype=np.bool_),
        person_box=np.full((frames, 4), np.nan),
        light=np.full(frames, np.nan),
        sharpness=np.full(frames, np.nan),
        people=np.zeros(frames, dtype=np.int64),
        source=source,
        estimator=estimator,
    )
