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
from kneeline.body.skeleton import COLUMNS, out_of_range, segment
from kneeline.body.solve import Touch
from kneeline.catalogue import motion_schema
from kneeline.core.angles import LATERAL, bend, foot_heading, frontal_axes, knee_heading
from kneeline.core.errors import BadArgument
from kneeline.core.recording import Bools, Floats
from kneeline.core.skeleton import SIDES

MOST_GAP_M: Final = 0.005
MOST_SLIP_M: Final = 0.005
MOST_DEPTH_M: Final = 0.005
MOST_INSIDE_M: Final = 0.020
MOST_TURN_DEG_S: Final = 360.0
"""No joint turns quicker in a slow exercise: more is a jump."""
LEAST_BEND_DEG: Final = 25.0
MOST_KNEE_IN_DEG: Final = 6.0
MOST_SHANK_IN_DEG: Final = 6.0
MOST_SHANK_IN_MOVING_DEG: Final = 15.0
"""Out of a wide stance the knee comes along the line from hip to foot, so it is inside its foot until it is there."""


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
        *_knees_inside(played),
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


def _knees_inside(played: Played) -> Iterator[str]:
    """Where the figure shows how it is to be done, a bent knee points where its planted foot does and is over it."""
    if played.motion.of not in ("exercise", "test"):
        return
    placed = played.placed
    hip, knee, ankle = (
        np.stack([placed.origin[:, segment(f"{part}_{side}")] for side in SIDES], axis=1)
        for part in ("thigh", "shank", "foot")
    )
    toes = np.stack([placed.rotation[:, segment(f"foot_{side}"), :, 0] for side in SIDES], axis=1)
    left, ahead = frontal_axes(hip[:, 0], hip[:, 1])
    turned = foot_heading(np.zeros_like(toes), toes, left, ahead) - knee_heading(hip, knee, ankle, left, ahead)
    leaning = _shank_in(knee - ankle, toes)
    bent = bend(hip, knee, ankle) > LEAST_BEND_DEG
    for side, name in enumerate(SIDES):
        planted = bent[:, side] & _planted(played, name)
        held = planted & (played.share >= 1)
        if (turned[planted, side] > MOST_KNEE_IN_DEG).any():
            yield f"the {name} knee points {turned[planted, side].max():.0f}° further in than its foot."
        if (leaning[held, side] > MOST_SHANK_IN_DEG).any():
            yield f"the {name} shank leans {leaning[held, side].max():.0f}° in: the knee is not over its foot."
        if (leaning[planted, side] > MOST_SHANK_IN_MOVING_DEG).any():
            yield f"the {name} shank leans {leaning[planted, side].max():.0f}° in on the way."


def _shank_in(shank: Floats, toes: Floats) -> Floats:
    """Lean (T, 2) of the shanks (T, 2, 3) to the inside of the upright planes through their feet's long axes; in +."""
    inward = np.cross(toes, [0.0, 1.0, 0.0]) * LATERAL[:, None]
    across = (shank * inward).sum(axis=-1) / np.linalg.norm(inward, axis=-1)
    lean: Floats = np.degrees(np.arcsin(across / np.linalg.norm(shank, axis=-1)))
    return lean


def _planted(played: Played, side: str) -> Bools:
    """(T,) whether that foot carries: heel or ball stay on something from key to key."""
    keys = {key.id: {contact.part for contact in key.contacts} for key in played.motion.keys}
    soles = {f"sole_{side}", f"ball_of_foot_{side}"}
    carries = [bool(soles & keys[leg.start]) and bool(soles & keys[leg.end]) for leg in legs(played.motion)]
    return np.array(carries)[played.phase + 1]
