"""Whether a motion is sound: nothing floats, sinks, slides, jumps, or goes through itself, in any frame."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from kneeline.body.anthropometry import Figure
from kneeline.body.contacts import depths, overlaps, pad_balls, pad_gap
from kneeline.body.hull import balls
from kneeline.body.keys import Keys, solved_keys
from kneeline.body.legs import legs
from kneeline.body.motion import Played, play
from kneeline.body.skeleton import COLUMNS, out_of_range
from kneeline.body.solve import Touch
from kneeline.catalogue import motion_schema
from kneeline.core.errors import BadArgument
from kneeline.core.recording import Bools

MOST_GAP_M: Final = 0.005
MOST_SLIP_M: Final = 0.005
MOST_DEPTH_M: Final = 0.005
MOST_INSIDE_M: Final = 0.020
MOST_TURN_DEG_S: Final = 360.0
"""No joint turns quicker in a slow exercise: more is a jump."""


def problems(data: motion_schema.Motion, figure: Figure, fps: float = 30.0) -> list[str]:
    """Everything that is wrong with a motion on a figure, a sentence each; empty where all is well."""
    try:
        keys = solved_keys(data, figure)
        played = play(data, figure, fps, keys)
    except BadArgument as error:
        return [str(error)]
    found = [
        *_ranges(played),
        *_touching(keys, played),
        *_sunk(played),
        *_through(played),
        *_jumps(played),
    ]
    return [f"{data.id}: {each}" for each in found]


def _ranges(played: Played) -> Iterator[str]:
    for name in out_of_range(played.postures):
        yield f"{name} leaves its range of motion."


def _touching(keys: Keys, played: Played) -> Iterator[str]:
    """What is to touch does, and stays where it is: everything of a key while it is held, on the way what both have."""
    for index, leg in enumerate(legs(played.motion), -1):
        here = played.phase == index
        held, moving = here & (played.share >= 1), here & (played.share < 1)
        if not keys.contacts[leg.end]:
            yield f"nothing touches anything at the key {leg.end!r}."
        for touches, frames, when in (
            (keys.touches(leg.end), held, f"at {leg.end!r}"),
            (keys.kept(leg.start, leg.end), moving, f"on the way to {leg.end!r}"),
        ):
            if frames.any():
                for touch in touches:
                    yield from _touch(played, touch, frames, when)


def _touch(played: Played, touch: Touch, frames: Bools, when: str) -> Iterator[str]:
    which = np.flatnonzero(frames)
    placed = played.placed[which]
    things = {name: thing[which] for name, thing in played.props.items()}
    gap = np.abs(pad_gap(played.figure, placed, touch.pad, touch.on, things)).max()
    if gap > MOST_GAP_M:
        yield f"{' or '.join(touch.pad)} is {1000 * gap:.0f} mm off {touch.on} {when}."
    if touch.pinned is not None:
        centres = balls(played.figure).placed(placed, pad_balls(played.figure, touch.pad)).mean(axis=1)
        slip = np.linalg.norm(centres[:, [0, 2]] - touch.pinned, axis=1).max()
        if slip > MOST_SLIP_M:
            yield f"{' or '.join(touch.pad)} slides {1000 * slip:.0f} mm over {touch.on} {when}."


def _sunk(played: Played) -> Iterator[str]:
    names = balls(played.figure).name
    solid = {
        name: thing for name, thing in played.props.items() if thing.prop.kind != "band" and not thing.prop.follows
    }
    for called, thing in {"the floor": None, **solid}.items():
        deep = depths(played.figure, played.placed, thing)
        frame, which = np.unravel_index(deep.argmax(), deep.shape)
        if deep.max() > MOST_DEPTH_M:
            yield f"{names[which]} is {1000 * deep.max():.0f} mm inside {called} at {played.time_s[frame]:.1f} s."


def _through(played: Played) -> Iterator[str]:
    for each in overlaps(played.figure, played.placed, MOST_INSIDE_M):
        yield f"{each.first} is {1000 * each.depth_m:.0f} mm inside {each.second}."


def _jumps(played: Played) -> Iterator[str]:
    if len(played.time_s) < 2:
        return
    speed = np.abs(np.diff(played.postures.angles, axis=0)) / np.diff(played.time_s)[:, None]
    for column in np.flatnonzero(speed.max(axis=0) > MOST_TURN_DEG_S):
        frame = int(speed[:, column].argmax())
        yield f"{COLUMNS[column]} jumps {speed[frame, column]:.0f}°/s at {played.time_s[frame]:.1f} s."
