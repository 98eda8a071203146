"""Whether a frame shows the person we coach, and enough of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kneeline.coach.calm import Joints
from kneeline.coach.geometry import Point, apart, middle
from kneeline.coach.sight import Sight

FARTHEST_SHARE = 0.25
"""Share of the leg by which hips may jump between two frames, beside what they can travel."""

FASTEST = 4.0
"""Leg lengths a second: nobody moves their hips faster on the spot (our choice)."""

SIZES = (0.5, 1.5)
"""Longest of shanks and trunk against what they were in the start position: outside these it is somebody nearer or
farther, or no person at all (our choice; a shank alone that leans to the camera looks down to half as long)."""

STAYS_S = 1.5
"""Somebody else who stays this long is the one to look at."""

COLLAPSED_SHARE = 0.25
"""Hips or knees closer together, seen from the front, than this share of the hips' distance in the start position have
collapsed onto each other: knees that touch are twice as far apart (our choice)."""

_NAMED = {"hip": "hips", "knee": "knees", "ankle": "feet"}


@dataclass
class Presence:
    """Knows the last place of the hips."""

    hips: Point | None = None
    time_s: float = 0.0
    strange_since: float | None = None

    def forget(self) -> None:
        """Whoever comes next is the person."""
        self.hips = self.strange_since = None

    def missing(self, joints: Joints, sides: Sequence[int]) -> str | None:
        """What is hidden that is needed: a code, or None."""
        hidden = [name for name in _NAMED if any(joints[name][side] is None for side in sides)]
        if len(hidden) == len(_NAMED):
            return "nobody"
        return _NAMED[hidden[0]] if hidden else None

    def strange(self, joints: Joints, time_s: float, sight: Sight, sides: Sequence[int]) -> bool:
        """Whether these are somebody else's joints, or joints gone wrong; joints as they come, not calmed."""
        left, right = joints["hip"]
        place = middle((left, right)) if left is not None and right is not None else left or right
        longest = _longest(joints, sight, sides)
        moved = 0.0 if self.hips is None or place is None else apart(self.hips, place) / sight.leg
        allowed = FARTHEST_SHARE + FASTEST * (time_s - self.time_s)
        if moved > min(allowed, 1.0) or not SIZES[0] < longest < SIZES[1]:
            self.strange_since = time_s if self.strange_since is None else self.strange_since
            return True
        self.hips, self.time_s, self.strange_since = place, time_s, None
        return False

    def stays(self, time_s: float) -> bool:
        """Whether somebody else has stayed in the place of the person."""
        return self.strange_since is not None and time_s - self.strange_since > STAYS_S


def uncollapsed(joints: Joints, sight: Sight) -> Joints:
    """The joints, but for hips or knees that a pose model has put onto each other, whatever it believes of them."""
    hips = sight.at["hip"]
    if not sight.frontal or hips[0] is None or hips[1] is None:
        return joints
    least = COLLAPSED_SHARE * apart(hips[0], hips[1])
    kept = dict(joints)
    for name in ("hip", "knee"):
        left, right = joints[name]
        if left is not None and right is not None and apart(left, right) < least:
            kept[name] = (None, None)
    return kept


def _longest(joints: Joints, sight: Sight, sides: Sequence[int]) -> float:
    """The longest of shanks and trunk sides in the picture as a share of that in the start position; 1 of none. A shank
    that pointed backwards there, as of the free leg of somebody who stands on one, is as long as the other."""
    shares = []
    for upper, lower, least in (("knee", "ankle", sight.shank), ("shoulder", "hip", 1.0)):
        tops, bottoms, top_then, bottom_then = joints[upper], joints[lower], sight.at[upper], sight.at[lower]
        for side in sides:
            top, bottom, first, second = tops[side], bottoms[side], top_then[side], bottom_then[side]
            if top and bottom and first and second:
                shares.append(apart(top, bottom) / max(least, apart(first, second)))
    return max(shares, default=1.0)
