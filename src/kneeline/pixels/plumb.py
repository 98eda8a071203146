"""Which way is up in a picture: told by the upright edges of what stands and hangs in a room.

Nobody holds a phone quite level. Door frames, corners, shelves and pictures on a wall are upright, so their edges in
the picture show how a plumb line would lean there. In a camera that looks up or down, plumb lines converge: one farther
to the right leans otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kneeline.core.recording import Floats
from kneeline.pixels.warp import Pixels

HEIGHT_PX: Final = 960
"""Edges are looked for in a picture no higher than this."""

MOST_LEAN_DEG: Final = 20.0
"""An edge that leans more is none of an upright thing."""

SHORTEST: Final = 0.05
"""Shares of the picture's height an edge is long at least."""

AROUND: Final = 0.04
"""Shares of the person's height around them in which edges are theirs."""

ROLL_SD_DEG, CONVERGENCE_SD_DEG = 1.5, 9.0
"""Before anything is seen: how far cameras lean, and how much more plumb lines lean for each picture height to the
right (our choice: phones put up with care, looking up or down by 8°)."""

EDGE_SD_DEG, END_SD_PX = 0.15, 0.7
"""How far an edge of an upright thing is off: its lean, and the places of its ends."""

UPRIGHT_TO_ANY: Final = 15.0
"""How much likelier, at most, an edge is where upright things lean as it does (our choice)."""

EDGES_PER_HEIGHT: Final = 10.0
"""Of a long edge, each tenth of the picture's height counts as one witness, five at most."""

MOST_EDGES: Final = 200
"""Of more edges the longest count."""

_ROLLS: Final = np.arange(-8.0, 8.05, 0.1)[:, None]
_CONVERGENCES: Final = np.arange(-27.0, 27.1, 1.5)[None, :]
_NARROWEST_PX: Final = 8  # a narrower part shows no edge that could be told from noise


Part = tuple[float, float, float, float]
"""Left, top, right and bottom of a part of a picture, px."""


@dataclass(frozen=True)
class Plumb:
    """lean: of a plumb line in the middle of the picture, top to the right, deg; convergence: how much more it leans
    for each picture height to the right, deg; sigma: standard deviation of ``lean``, deg."""

    lean: float
    convergence: float
    sigma: float


@dataclass(frozen=True)
class Edges:
    """Straight edges that may be upright. across (n,): how far right of the middle, in picture heights; lean (n,): top
    to the right, deg; length (n,): in picture heights; sigma (n,): of the lean, deg."""

    across: Floats
    lean: Floats
    length: Floats
    sigma: Floats


def plumb_of(picture: Pixels, person: Floats, hips_y: float) -> Plumb:
    """How plumb lines lean in a picture (H, W, 3).

    person (4,): x, y, width, height px of who is in it, whose own edges say nothing; hips_y: px, of their hips.
    Without edges a level camera is what is expected, and ``sigma`` says how little is known.
    """
    return _plumb(upright_edges(picture, person, hips_y))


def together(several: Sequence[Plumb]) -> Plumb:
    """What several pictures of one room say, the surer counting more. Raises ValueError for none."""
    weights = np.array([each.sigma**-2 for each in several])
    if len(weights) == 0:
        raise ValueError("nothing to put together")
    weights /= weights.sum()
    lean, convergence = (float(weights @ [getattr(each, name) for each in several]) for name in ("lean", "convergence"))
    return Plumb(lean, convergence, min(each.sigma for each in several))


def plumb_of_edges(ends: Floats, size: tuple[int, int], hips_y: float) -> Plumb:
    """The same from straight edges that were found in its ``parts`` of a picture of ``size`` (width and height, px):
    their ends (n, 2, 2) px, in any order."""
    return _plumb(_upright(ends, size, hips_y))


def parts(size: tuple[int, int], person: Floats) -> tuple[Part, Part, Part]:
    """Where in a picture of ``size`` (width and height, px) edges are looked for: on both sides of the person, and
    above them. ``person`` as for ``plumb_of``; a part may be empty."""
    width, height = size
    x, y, across, along = person.tolist()
    room = AROUND * along
    left, right = min(max(x - room, 0), width), min(max(x + across + room, 0), width)
    return (0, 0, left, height), (right, 0, width, height), (left, 0, right, min(max(y - room, 0), height))


def upright_edges(picture: Pixels, person: Floats, hips_y: float) -> Edges:
    """Edges beside and above the person that begin higher than the hips: the lines of a floor that run away from the
    camera are as steep, but no floor reaches that high. Arguments as for ``plumb_of``."""
    import cv2

    height, width = picture.shape[:2]
    share = _share(height)
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else picture
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    ends = np.concatenate([_segments(grey, np.array(part) * share) for part in parts((width, height), person)])
    return _upright(ends / share, (width, height), hips_y)


def _share(height: int) -> float:
    """Of a picture's size, at which edges are looked for."""
    return min(1.0, HEIGHT_PX / height)


def _segments(grey: Pixels, part: Floats) -> Floats:
    """Straight edges in a part (left, top, right, bottom) of a picture (H, W): their ends (n, 2, 2), px of it all."""
    import cv2

    left, top, right, bottom = part.astype(int)
    cut = np.ascontiguousarray(grey[top:bottom, left:right])
    found = cv2.createLineSegmentDetector().detect(cut)[0] if min(cut.shape) >= _NARROWEST_PX else None
    if found is None:
        return np.zeros((0, 2, 2))
    ends: Floats = found.reshape(-1, 2, 2).astype(np.float64)
    return ends + np.array([left, top], dtype=np.float64)


def _upright(ends: Floats, size: tuple[int, int], hips_y: float) -> Edges:
    """Those of straight edges that may be of upright things: long, hardly leaning, and begun above the hips."""
    width, height = size
    order = np.argsort(ends[:, :, 1], axis=1)
    top, bottom = np.take_along_axis(ends, order[..., None], axis=1).swapaxes(0, 1)
    middle, along = (top + bottom) / 2, bottom - top
    length = np.linalg.norm(along, axis=1)
    lean = np.degrees(np.arctan2(-along[:, 0], along[:, 1]))
    may = (top[:, 1] < hips_y) & (length > SHORTEST * height) & (np.abs(lean) < MOST_LEAN_DEG)
    longest = np.flatnonzero(may)[np.argsort(-length[may])[:MOST_EDGES]]
    return Edges(
        across=(middle[longest, 0] - width / 2) / height,
        lean=lean[longest],
        length=length[longest] / height,
        sigma=np.hypot(EDGE_SD_DEG, np.degrees(END_SD_PX / (length[longest] * _share(height)))),
    )


def _plumb(edges: Edges) -> Plumb:
    """The mean over all leans and convergences, each as likely as it was before and as the edges make it.

    An edge is either of an upright thing or of any other, which leans anyhow; so ones that agree with each other count,
    and strange ones take nothing away.
    """
    log_odds = -0.5 * (_ROLLS / ROLL_SD_DEG) ** 2 - 0.5 * (_CONVERGENCES / CONVERGENCE_SD_DEG) ** 2
    witnesses = EDGES_PER_HEIGHT * np.minimum(edges.length, 0.5)
    for across, lean, sigma, count in zip(edges.across, edges.lean, edges.sigma, witnesses, strict=True):
        off = (lean - _ROLLS - _CONVERGENCES * across) / sigma
        log_odds += count * np.log1p(UPRIGHT_TO_ANY * np.exp(-0.5 * off**2))
    likely = np.exp(log_odds - log_odds.max())
    likely /= likely.sum()
    lean = float((_ROLLS * likely).sum())
    return Plumb(
        lean=lean,
        convergence=float((_CONVERGENCES * likely).sum()),
        sigma=float(np.sqrt((likely * (_ROLLS - lean) ** 2).sum())),
    )
