"""A motion of the catalogue played on a figure: key postures settled on what they touch, and all frames between."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import msgspec
import numpy as np

from kneeline.body.anthropometry import Figure
from kneeline.body.keys import Keys, slack_of, solved_keys
from kneeline.body.kinematics import Indices, Placed, forward
from kneeline.body.legs import Leg, legs
from kneeline.body.skeleton import Postures, mirrored
from kneeline.body.solve import Wish, settled
from kneeline.body.surfaces import PlacedProp, following, standing_size
from kneeline.catalogue import catalogue, motion_schema
from kneeline.core.errors import BadArgument
from kneeline.core.recording import Floats

Side = Literal["left", "right"]

LONGEST_HOLD_S: Final = 2.0
"""As long is a hold shown, however long it is to be held; the caption says the rest."""


@dataclass(frozen=True)
class Played:
    """A motion over frames. ``time_s`` (T,); ``postures`` and ``placed`` of the figure; ``phase`` (T,): index of the
    phase, -1 before the first; ``share`` (T,): of the way to the phase's key, 0..1, 1 while it is held; ``props`` by
    id; ``mirrored``: shown for the other side than the motion's own."""

    motion: motion_schema.Motion
    figure: Figure
    time_s: Floats
    postures: Postures
    placed: Placed
    phase: Indices
    share: Floats
    props: Mapping[str, PlacedProp]
    mirrored: bool = False

    def caption(self, time_s: float) -> str:
        """What is said at a moment: on the way that of the phase, else that of the key."""
        frame = self.frame(time_s)
        if self.phase[frame] < 0:
            return str(self.motion.keys[0].caption)
        phase = self.motion.phases[self.phase[frame]]
        if phase.caption is not None and self.share[frame] < 1:
            return str(phase.caption)
        return {key.id: key.caption for key in self.motion.keys}[phase.to]

    def frame(self, time_s: float) -> int:
        """The frame shown at a moment."""
        return int(np.clip(np.searchsorted(self.time_s, time_s + 1e-9, side="right") - 1, 0, len(self.time_s) - 1))

    def key_frames(self) -> dict[str, int]:
        """The frame nearest to when each key is first reached."""
        reached = {self.motion.keys[0].id: 0}
        for phase, (_, arrives, _) in zip(self.motion.phases, spans(self.motion), strict=True):
            reached.setdefault(phase.to, int(np.abs(self.time_s - arrives).argmin()))
        return reached


@dataclass(frozen=True)
class Motion:
    """A motion as data, ready to be played."""

    data: motion_schema.Motion

    @property
    def duration_s(self) -> float:
        """Seconds of one round, holds as they are shown."""
        return self.data.start_s + sum(phase.seconds + _shown(phase) for phase in self.data.phases)

    def frames(self, figure: Figure, fps: float = 30.0, side: Side | None = None) -> Played:
        """One round on a figure. ``side``: for which leg, where the motion is one side's; its own where None."""
        return self._for_side(play(self.data, figure, fps, solved_keys(self.data, figure)), side)

    def at_key(self, figure: Figure, key: str, side: Side | None = None) -> Played:
        """One key posture as a single frame. Raises BadArgument for a key that the motion does not have."""
        ids = [each.id for each in self.data.keys]
        if key not in ids:
            raise BadArgument(f"The motion {self.data.id} has no key {key!r}; it has {', '.join(ids)}.")
        start = next(each for each in self.data.keys if each.id == key)
        others = tuple(each for each in self.data.keys if each.id != key)
        keys = solved_keys(self.data, figure)
        still = msgspec.structs.replace(self.data, keys=(start, *others), phases=(), start_s=0.0)
        return self._for_side(play(still, figure, 1.0, keys), side)

    def _for_side(self, played: Played, side: Side | None) -> Played:
        return _reflected(played) if side is not None and self.data.side not in ("both", side) else played


def motion(motion_id: str) -> Motion:
    """A motion of the catalogue. Raises BadArgument for an id that is none."""
    motions = catalogue().motions
    if motion_id not in motions:
        raise BadArgument(f"There is no motion {motion_id!r}.")
    return Motion(motions[motion_id])


def _shown(phase: motion_schema.Phase) -> float:
    return min(phase.hold_s, LONGEST_HOLD_S)


def play(data: motion_schema.Motion, figure: Figure, fps: float, keys: Keys) -> Played:
    """One round on a figure on which its ``keys`` are settled already."""
    time_s, phase, share = _clock(data, fps)
    first = keys.postures[data.keys[0].id]
    postures = Postures(np.empty((len(time_s), 3)), np.empty((len(time_s), first.angles.shape[1])), first.base)
    standing = {name: (np.empty((len(time_s), 3)), np.empty((len(time_s), 3, 3))) for name in keys.standing}
    for index, leg in enumerate(legs(data), -1):
        frames = np.flatnonzero(phase == index)
        made = _way(data, figure, keys, leg, share[frames])
        postures.position_m[frames], postures.angles[frames] = made.position_m, made.angles
        for name, (places, turns) in standing.items():
            places[frames], turns[frames] = keys.prop_way(name, leg, share[frames])
    placed = forward(figure, postures)
    props = {
        prop.id: PlacedProp(prop, standing_size(prop, keys.scale), *standing[prop.id])
        if prop.id in standing
        else following(prop, placed)
        for prop in data.props
    }
    return Played(data, figure, time_s, postures, placed, phase, share, props)


def spans(data: motion_schema.Motion) -> list[tuple[float, float, float]]:
    """When each phase begins, reaches its key and ends, seconds."""
    times, begin = [], data.start_s
    for phase in data.phases:
        times.append((begin, begin + phase.seconds, begin + phase.seconds + _shown(phase)))
        begin = times[-1][2]
    return times


def _clock(data: motion_schema.Motion, fps: float) -> tuple[Floats, Indices, Floats]:
    """Times, phase and share of the way's time of every frame; -1 and 1 while the first key is held at the start."""
    whole = Motion(data).duration_s
    time_s = np.arange(max(int(np.floor(whole * fps + 1e-6)) + 1, 1)) / fps
    phase = np.full(len(time_s), -1)
    share = np.ones(len(time_s))
    for index, (begin, arrives, _) in enumerate(spans(data)):
        inside = time_s >= begin - 1e-9
        phase[inside] = index
        share[inside] = np.clip((time_s[inside] - begin) / (arrives - begin), 0.0, 1.0)
    return time_s, phase, share


def _way(data: motion_schema.Motion, figure: Figure, keys: Keys, leg: Leg, share: Floats) -> Postures:
    """The postures on the way from one key to another."""
    wanted = keys.wanted(leg, share)
    moving = np.flatnonzero((share > 0) & (share < 1))
    if len(moving) and leg.start != leg.end:
        things = keys.things(leg, share[moving])
        free, slack = slack_of(data)
        between = Postures(wanted.position_m[moving], wanted.angles[moving], wanted.base)
        made = settled(figure, Wish(between, free, slack, keys.kept(leg.start, leg.end), things), near=True)
        wanted.position_m[moving], wanted.angles[moving] = made.position_m, made.angles
    return wanted


_FLIP: Final = np.diag([1.0, 1.0, -1.0])


def _reflected(played: Played) -> Played:
    """The same seen in a mirror, for the other side."""
    postures = mirrored(played.postures)
    props = {name: _reflected_prop(thing) for name, thing in played.props.items()}
    return Played(
        played.motion,
        played.figure,
        played.time_s,
        postures,
        forward(played.figure, postures),
        played.phase,
        played.share,
        props,
        not played.mirrored,
    )


def _reflected_prop(thing: PlacedProp) -> PlacedProp:
    ends = None if thing.ends is None else thing.ends @ _FLIP
    return PlacedProp(thing.prop, thing.size, thing.position @ _FLIP, _FLIP @ thing.rotation @ _FLIP, ends)


def _cut(played: Played, frames: slice) -> Played:
    return Played(
        played.motion,
        played.figure,
        played.time_s[frames],
        played.postures[frames],
        played.placed[frames],
        played.phase[frames],
        played.share[frames],
        {name: thing[frames] for name, thing in played.props.items()},
        played.mirrored,
    )
