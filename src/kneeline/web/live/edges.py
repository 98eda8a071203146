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


def parts_to_look_at(frames: Mapping[int, Seen], size: tuple[int, int]) -> dict[int, tuple[Part, ...]]:
    """Of frames looked at all over a take, by rising index, those whose edges are asked for, once a second: where in
    their picture, without the person."""
    asked: dict[int, tuple[Part, ...]] = {}
    last_s = -np.inf
    for index, frame in frames.items():
        if len(asked) == MOST_PLUMB:
            break
        if frame.time_s - last_s >= PLUMB_EVERY_S and np.isfinite(frame.landmarks[:, :2]).all():
            asked[index] = parts(size, person_box(frame.landmarks[:, :2]))
            last_s = frame.time_s
    return asked


def plumb_of_room(
    frames: Mapping[int, Seen], found: Mapping[int, Sequence[Edge]], size: tuple[int, int]
) -> Floats | None:
    """(2,) how plumb lines lean, as a recording keeps it, by the edges found in some of these frames; None where edges
    were looked for in none."""
    if not found:
        return None
    ends = {index: np.array(edges, dtype=np.float64).reshape(-1, 2, 2) for index, edges in found.items()}
    plumb = together([plumb_of_edges(ends[index], size, hips_y(frames[index].landmarks[:, :2])) for index in found])
    return np.array([plumb.lean, plumb.convergence])
