"""A picture cut from a recording after measuring, small enough to travel with the numbers."""

from dataclasses import dataclass

from kneeline.core.recording import Floats
from kneeline.core.skeleton import Side


@dataclass(frozen=True)
class Moment:
    """A frame to show: its index in the recording, the legs it is about and what the moment is."""

    frame: int
    sides: tuple[Side, ...]
    name: str


@dataclass(frozen=True)
class Still:
    """One upright picture of the person at one moment.

    jpeg: the picture, encoded; empty where it was not kept and only the pose is known. width, height: its size in px.
    time_s: moment in the recording.
    xy (J, 2): the joints in this picture's own px (cut-out and scale applied); NaN = not known.
    sides: the legs whose lines belong on this picture. moment: what the moment is, such as ``standing`` or ``peak``.
    """

    jpeg: bytes
    width: int
    height: int
    time_s: float
    xy: Floats
    sides: tuple[Side, ...]
    moment: str
