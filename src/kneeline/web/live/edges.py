"""The upright edges of the room that a take shows, as the browser finds them, and how its camera was held.

They are asked for where the device does not tell which way is up for its camera.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from kneeline.core.recording import Floats
from kneeline.pixels.plumb import MOST_EDGES, Part, parts, plumb_of_edges, together
from kneeline.pose.coarse import MOST_PLUMB, PLUMB_EVERY_S
from kneeline.pose.people import hips_y, person_box
from kneeline.web.live.wire import FARTHEST, Seen

Edge = tuple[float, float, float, float]
"""x and y of both ends, px."""


def makes_sense(found: Sequence[Edge]) -> bool:
    """Whether these may be the edges of one picture."""
    return len(found) <= MOST_EDGES and all(abs(number) < FARTHEST for edge in found for number in edge)


def showing_the_room(frames: Mapping[int, Seen]) -> dict[int, Seen]:
    """Of frames looked at all over a take, by rising index, those whose edges count: one a second, of the first few."""
    chosen: dict[int, Seen] = {}
    last_s = -np.inf
    for index, frame in frames.items():
        if len(chosen) == MOST_PLUMB:
            break
        if frame.time_s - last_s >= PLUMB_EVERY_S and np.isfinite(frame.landmarks[:, :2]).all():
            chosen[index] = frame
            last_s = frame.time_s
    return chosen


def parts_without(person: Seen, size: tuple[int, int]) -> tuple[Part, ...]:
    """Where in a frame's picture of ``size`` (width and height, px) its edges are looked for."""
    return parts(size, person_box(person.landmarks[:, :2]))


def plumb_of_room(
    frames: Mapping[int, Seen], found: Mapping[int, Sequence[Edge]], size: tuple[int, int]
) -> Floats | None:
    """(2,) how plumb lines lean, as a recording keeps it, by the edges found in these frames; None where they were
    looked for in none of them."""
    told = [
        plumb_of_edges(np.array(found[index]).reshape(-1, 2, 2), size, hips_y(frame.landmarks[:, :2]))
        for index, frame in frames.items()
        if index in found
    ]
    if not told:
        return None
    plumb = together(told)
    return np.array([plumb.lean, plumb.convergence])
