"""Postures that touch what they are to touch: angles near the wished ones, with nothing floating, sunk or slid away.

Damped Gauss-Newton (Levenberg 1944, Marquardt 1963) on all frames at once. What is made small, each over its own
allowance: gaps of contacts, slips from where a contact was, depth inside things and inside the body, the distance of
the centre of mass from its support, and how far position and free angles are from the wished ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kneeline.body.anthropometry import Figure
from kneeline.body.contacts import Pad, far_pairs, pad_balls, pads, part_balls
from kneeline.body.hull import balls
from kneeline.body.kinematics import Indices, flow, forward_with_pivots, mass_centre
from kneeline.body.skeleton import RANGES, SEGMENTS, Postures
from kneeline.body.surfaces import PlacedProp, distance, outward
from kneeline.core.recording import Bools, Floats

GAP_M: Final = 0.0003
SLIP_M: Final = 0.0005
DEPTH_M: Final = 0.0005
INSIDE_M: Final = 0.001
BALANCE_M: Final = 0.010
"""Allowances: what counts as one unit of error."""

FREE_DEPTH_M: Final = 0.002
"""As deep may flesh give before the solver pushes it out of a thing."""
FREE_INSIDE_M: Final = 0.012
"""And out of another segment."""

_NEAR_M: Final = 0.04
_STAGES: Final = ((30.0, 15), (5.0, 15), (1.0, 40))
"""How many times looser the allowances of contacts are at first, and for how many rounds."""
_STILL_DEG: Final = 0.005
_STILL_COST: Final = 1e-4
_STUCK: Final = 1e5
_WEIGHTS: Final = np.arange(len(SEGMENTS))


@dataclass(frozen=True)
class Touch:
    """A pad touches the floor, a thing or a part of the body. ``pinned`` (2,): x, z where its middle stays."""

    pad: Pad
    on: str
    pinned: Floats | None = None


@dataclass(frozen=True)
class Wish:
    """What a posture is to be like, for a batch of frames. ``wanted``: position and angles; ``free``: columns that may
    leave them; ``slack`` (3 + free,): allowance of position in metres and of each free angle in degrees; ``over``:
    parts the centre of mass is to be over; ``middles``: parts and x, z (2,) where the middle of each is to be."""

    wanted: Postures
    free: list[int]
    slack: Floats
    touches: tuple[Touch, ...]
    things: Mapping[str, PlacedProp]
    over: tuple[str, ...] = ()
    middles: tuple[tuple[str, Floats], ...] = ()


@dataclass(frozen=True)
class _Sums:
    """Of each frame: the squared error, half its gradient and half its curvature over the unknowns."""

    cost: Floats
    gradient: Floats
    curvature: Floats

    def __getitem__(self, frames: Bools) -> "_Sums":
        return _Sums(self.cost[frames], self.gradient[frames], self.curvature[frames])


def settled(figure: Figure, wish: Wish, near: bool = False) -> Postures:
    """The postures nearest to the wished ones that keep their contacts: first softly, which finds the way round what
    is in between, then strictly. ``near``: the wished ones are known to be near, so strictly at once."""
    wanted, free = wish.wanted, wish.free
    target = np.concatenate([wanted.position_m, wanted.angles[:, free]], axis=1)
    low = np.concatenate([np.full(3, -np.inf), RANGES[free, 0]])
    high = np.concatenate([np.full(3, np.inf), RANGES[free, 1]])
    problem = _Problem(figure, wish, target)
    state = np.clip(target, low, high)
    for softness, rounds in _STAGES[-1:] if near else _STAGES:
        state = _descended(problem, state, (low, high), softness, rounds)
    return _filled(wanted, free, state)


def _descended(
    problem: "_Problem", state: Floats, limits: tuple[Floats, Floats], softness: float, rounds: int
) -> Floats:
    """The state (T, 3 + free) after some rounds of damped steps; frames that stand still drop out."""
    state, going = state.copy(), np.arange(len(state))
    sums, damping = problem.sums(state, going, softness), np.full(len(state), 1e-3)
    for _ in range(rounds):
        trial = np.clip(state[going] + _step(state[going], sums, damping, *limits), *limits)
        after = problem.sums(trial, going, softness)
        better = after.cost < sums.cost
        moved = np.abs(trial - state[going])[:, 3:].max(axis=1, initial=0.0)
        gained = sums.cost - after.cost
        state[going[better]] = trial[better]
        sums = _chosen(better, after, sums)
        damping = np.where(better, damping / 4, damping * 6)
        done = better & ((moved < _STILL_DEG) | (gained < _STILL_COST * after.cost)) | (damping > _STUCK)
        going, damping, sums = going[~done], damping[~done], sums[~done]
        if not len(going):
            break
    return state


def _filled(wanted: Postures, free: list[int], state: Floats) -> Postures:
    angles = wanted.angles.copy()
    angles[:, free] = state[:, 3:]
    return replace(wanted, position_m=state[:, :3].copy(), angles=angles)


def _chosen(better: Bools, after: _Sums, before: _Sums) -> _Sums:
    return _Sums(
        np.where(better, after.cost, before.cost),
        np.where(better[:, None], after.gradient, before.gradient),
        np.where(better[:, None, None], after.curvature, before.curvature),
    )


def _step(state: Floats, sums: _Sums, damping: Floats, low: Floats, high: Floats) -> Floats:
    """The damped step of each frame; an unknown that would leave its range from the edge of it stands still."""
    fixed = np.zeros(state.shape, dtype=bool)
    for _ in range(3):
        size = np.diagonal(sums.curvature, axis1=1, axis2=2)
        curvature = sums.curvature + (size * damping[:, None])[:, :, None] * np.eye(size.shape[1])
        curvature = np.where(fixed[:, :, None] | fixed[:, None, :], 0.0, curvature) + fixed[:, :, None] * np.eye(
            size.shape[1]
        )
        step = np.linalg.solve(curvature, np.where(fixed, 0.0, -sums.gradient)[..., None])[..., 0]
        leaves = ((state <= low) & (step < 0)) | ((state >= high) & (step > 0))
        if not leaves.any():
            break
        fixed |= leaves
        step[fixed] = 0.0
    return np.asarray(step, dtype=np.float64)


class _Problem:
    """The errors of a batch of frames and how they change."""

    def __init__(self, figure: Figure, wish: Wish, target: Floats) -> None:
        self.figure, self.wish, self.target = figure, wish, target
        self.pairs = self._near_pairs()

    def _near_pairs(self) -> tuple[Indices, Indices]:
        """Pairs of spheres of strange segments that come near each other in the wished postures."""
        hull, state = balls(self.figure), self.target[:: max(1, len(self.target) // 6)]
        frames = np.arange(len(self.target))[:: max(1, len(self.target) // 6)]
        centres = _Pose(self.figure, self.wish, state, frames).centres
        first, second = far_pairs(self.figure)
        near = np.zeros(len(first), dtype=bool)
        reach = hull.radius[first] + hull.radius[second] + _NEAR_M
        for frame in centres:
            near |= np.linalg.norm(frame[first] - frame[second], axis=-1) < reach
        return first[near], second[near]

    def sums(self, state: Floats, frames: Indices, softness: float) -> _Sums:
        """All errors of some frames at one state (frames, 3 + free)."""
        pose = _Pose(self.figure, self.wish, state, frames)
        rows = [*pose.touching(), *pose.sunk(), *pose.inside(self.pairs), *pose.balance()]
        away = (state - self.target[frames]) / self.wish.slack
        cost, gradient = (away**2).sum(axis=1), away / self.wish.slack
        curvature = np.broadcast_to(np.diag(1 / self.wish.slack**2), (len(state), state.shape[1], state.shape[1]))
        if rows:
            errors = np.concatenate([error for error, _ in rows], axis=1) / softness
            slopes = np.concatenate([slope for _, slope in rows], axis=1) / softness
            turned = slopes.swapaxes(1, 2)
            cost = cost + (errors**2).sum(axis=1)
            gradient = gradient + (turned @ errors[..., None])[..., 0]
            curvature = curvature + turned @ slopes
        return _Sums(cost, gradient, curvature)


Row = tuple[Floats, Floats]
"""Errors (T, n) over their allowance, and their slopes (T, n, 3 + free)."""


class _Pose:
    """Some frames at one state, and the errors of one kind each."""

    def __init__(self, figure: Figure, wish: Wish, state: Floats, frames: Indices) -> None:
        self.figure, self.wish, self.hull = figure, wish, balls(figure)
        wanted = Postures(wish.wanted.position_m[frames], wish.wanted.angles[frames], wish.wanted.base)
        self.placed, pivots = forward_with_pivots(figure, _filled(wanted, wish.free, state))
        self.flow = flow(self.placed, pivots, wish.free)
        self.centres = self.hull.placed(self.placed, self.hull.every)
        self.things = {name: thing[frames] for name, thing in wish.things.items() if thing.prop.kind != "band"}

    def _moves(self, which: Indices) -> Floats:
        """How some spheres move with the unknowns: (T, spheres, 3, 3 + free)."""
        centres, segments = self.centres[:, which], self.hull.segment[which]
        return self.flow.of_points(centres, segments)

    def _moves_one(self, which: Indices) -> Floats:
        """The same for one sphere a frame, (T,): (T, 3, 3 + free)."""
        several, place = np.unique(which, return_inverse=True)
        moves: Floats = self._moves(several)[np.arange(len(which)), place]
        return moves

    def touching(self) -> list[Row]:
        """Gaps and slips of contacts."""
        rows = []
        for touch in self.wish.touches:
            pad = pad_balls(self.figure, touch.pad)
            rows.append(self._gap(touch, pad))
            if touch.pinned is not None:
                rows.append(self._slip([pad], touch.pinned))
        for part, goal in self.wish.middles:
            rows.append(self._slip([pad_balls(self.figure, pad) for pad in pads(part)], goal))
        return rows

    def _gap(self, touch: Touch, pad: Indices) -> Row:
        """How far the nearest sphere of a pad is from what it is to touch."""
        frames = np.arange(len(self.centres))
        if touch.on == "floor" or touch.on in self.things:
            thing = self.things.get(touch.on)
            gap = distance(thing, self.centres[:, pad]) - self.hull.radius[pad]
            nearest = pad[gap.argmin(axis=1)]
            normal = outward(thing, self.centres[frames, nearest][:, None])[:, 0]
            slope = (normal[:, :, None] * self._moves_one(nearest)).sum(axis=1)
            return gap.min(axis=1)[:, None] / GAP_M, slope[:, None] / GAP_M
        others = part_balls(self.figure, touch.on)
        between = (self.centres[:, pad, None] - self.centres[:, None, others]).reshape(len(frames), -1, 3)
        apart = np.linalg.norm(between, axis=-1)
        gap = apart - (self.hull.radius[pad][:, None] + self.hull.radius[others]).ravel()
        nearest = gap.argmin(axis=1)
        normal = between[frames, nearest] / apart[frames, nearest][:, None]
        moves = self._moves_one(pad[nearest // len(others)]) - self._moves_one(others[nearest % len(others)])
        slope = (normal[:, :, None] * moves).sum(axis=1)
        return gap[frames, nearest][:, None] / GAP_M, slope[:, None] / GAP_M

    def _slip(self, groups: list[Indices], goal: Floats) -> Row:
        """How far the middle of some pads is from a place along the floor."""
        middle = np.mean([self.centres[:, pad].mean(axis=1) for pad in groups], axis=0)
        slope = np.mean([self._moves(pad).mean(axis=1) for pad in groups], axis=0)
        return (middle[:, [0, 2]] - goal) / SLIP_M, slope[:, [0, 2]] / SLIP_M

    def sunk(self) -> list[Row]:
        """Spheres that are inside the floor or a thing."""
        rows = []
        for thing in (None, *self.things.values()):
            depth = self.hull.radius - distance(thing, self.centres) - FREE_DEPTH_M
            deep = np.flatnonzero((depth > 0).any(axis=0))
            if len(deep):
                normal = outward(thing, self.centres[:, deep])
                inside = depth[:, deep] > 0
                slope = -(normal[..., None] * self._moves(deep)).sum(axis=2) * inside[..., None]
                rows.append((depth[:, deep] * inside / DEPTH_M, slope / DEPTH_M))
        return rows

    def inside(self, pairs: tuple[Indices, Indices]) -> list[Row]:
        """Spheres that are inside a segment that is no neighbour."""
        first, second = pairs
        between = self.centres[:, first] - self.centres[:, second]
        apart = np.sqrt((between**2).sum(axis=-1))
        depth = self.hull.radius[first] + self.hull.radius[second] - apart - FREE_INSIDE_M
        deep = np.flatnonzero((depth > 0).any(axis=0))
        if not len(deep):
            return []
        inside = depth[:, deep] > 0
        normal = between[:, deep] / np.maximum(apart[:, deep], 1e-9)[..., None]
        moves = self._moves(first[deep]) - self._moves(second[deep])
        slope = -(normal[..., None] * moves).sum(axis=2) * inside[..., None]
        return [(depth[:, deep] * inside / INSIDE_M, slope / INSIDE_M)]

    def balance(self) -> list[Row]:
        """How far the centre of mass is from over the middle of its support, along the floor."""
        if not self.wish.over:
            return []
        under = np.concatenate([part_balls(self.figure, part) for part in self.wish.over])
        error = mass_centre(self.figure, self.placed) - self.centres[:, under].mean(axis=1)
        heavy = self.placed.origin + (self.placed.rotation * self.figure.mass_centre[:, None, :]).sum(axis=-1)
        carried = self.flow.of_points(heavy, _WEIGHTS)
        slope = (carried * self.figure.mass[:, None, None]).sum(axis=1) - self._moves(under).mean(axis=1)
        return [(error[:, [0, 2]] / BALANCE_M, slope[:, [0, 2]] / BALANCE_M)]
