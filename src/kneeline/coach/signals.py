"""The catalogue's signals as numbers of one moment: (left, right), None where they can't be seen.

Signs are the catalogue's. A signal of the whole body is the same on both sides. What is not in the table can't be
followed by a camera on the whole body: close-ups of the foot, how tight a band is, a person's own count.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from kneeline.coach.calm import Joints
from kneeline.coach.geometry import (
    LATERAL,
    Leg,
    Point,
    apart,
    bend,
    between,
    frontal_projection_angle,
    knee_heading,
    less,
    measured_leg,
    middle,
    turn_between,
)
from kneeline.coach.sight import Sight
from kneeline.core.recording import Floats
from kneeline.core.skeleton import pair
from kneeline.measure.lift import FOOT_SHARE, TipName
from kneeline.measure.series import NEARLY_STRAIGHT, THIGH_SHORTENED
from kneeline.measure.view import YAW_REFUSED

Pair = tuple[float | None, float | None]
View = Literal["front", "side"]

UPRIGHT_FPPA: Final = 30.0
"""Bend, deg, up to which the picture's angle of a leg has fixed limits (design of the measure)."""

SECOND_TOE: Final = 8.0
"""How far the second toe's line lies outside the big toe's tip, % of the shank (the figure: 3.5 cm)."""

HEEL_SHARE: Final = 0.065
"""How far the heel lies behind the ankle, as a share of the leg (the figure: 5.6 cm)."""

RAISED_SHARE: Final = 0.06
"""A foot this share of the leg above the other is off the floor (our choice)."""


@dataclass
class Posture:
    """One moment of the person. ``working``: index of the leg that exercises, None where both do or it isn't told;
    ``space`` (J, 3): joints measured in space, metres, where they were."""

    time_s: float
    joints: Joints
    sight: Sight
    working: int | None = None
    space: Floats | None = None
    legs: dict[int, Leg | None] = field(default_factory=dict)
    bends: dict[int, float | None] = field(default_factory=dict)
    lifted_bends: dict[int, float | None] = field(default_factory=dict)

    def points(self, *names: str, side: int) -> tuple[Point, ...] | None:
        """Joints of one side; None where one is unknown."""
        found = tuple([self.joints[name][side] for name in names])
        return None if None in found else found  # type: ignore[return-value]

    def both(self, name: str) -> tuple[Point, Point] | None:
        """A joint of both sides; None where one is unknown."""
        left, right = self.joints[name]
        return None if left is None or right is None else (left, right)

    def leg(self, side: int) -> Leg | None:
        """The leg in space; None where it is not seen or the view is too much from the side."""
        if side not in self.legs:
            lifted = self.space is None
            self.legs[side] = self.sight.lifted(self.joints, side) if lifted else _measured(self.space, side)
        return self.legs[side]


def _measured(space: Floats | None, side: int) -> Leg | None:
    assert space is not None
    hips, knee, ankle = (space[pair(name)].tolist() for name in ("hip", "knee", "ankle"))
    if not all(math.isfinite(each) for point in (*hips, knee[side], ankle[side]) for each in point):
        return None
    return measured_leg((tuple(hips[0]), tuple(hips[1])), tuple(knee[side]), tuple(ankle[side]), side)


def bend_seen(posture: Posture, side: int) -> float | None:
    """How far a knee is bent, deg, calm enough to follow a movement: from the side its angle; from the front that of a
    leg whose hip came this much nearer to its ankle (measure.choose)."""
    if side not in posture.bends:
        posture.bends[side] = _bend_seen(posture, side)
    return posture.bends[side]


def _bend_seen(posture: Posture, side: int) -> float | None:
    points = posture.points("hip", "knee", "ankle", side=side)
    if points is None:
        return None
    hip, knee, ankle = points
    if not posture.sight.frontal:
        return between((*less(knee, hip), 0.0), (*less(ankle, knee), 0.0))
    return 2 * math.degrees(math.acos(min(1.0, apart(hip, ankle) / posture.sight.stand_px[side])))


def _per_leg(of_leg: Callable[[Posture, int], float | None]) -> Callable[[Posture], Pair]:
    return lambda posture: (of_leg(posture, 0), of_leg(posture, 1))


def _whole(of_body: Callable[[Posture], float | None]) -> Callable[[Posture], Pair]:
    def both(posture: Posture) -> Pair:
        value = of_body(posture)
        return value, value

    return both


def knee_in_angle(posture: Posture, side: int) -> float | None:
    """Heading of the foot minus heading of the knee, inward +; None on a leg nearly straight or seen turned away."""
    leg, bent = posture.leg(side), lifted_bend(posture, side)
    if leg is None or bent is None or abs(posture.sight.yaw.told) > YAW_REFUSED or bent < NEARLY_STRAIGHT:
        return None
    return (posture.sight.foot[side] or 0.0) - knee_heading(side, leg, posture.sight.offset[side])


def lifted_bend(posture: Posture, side: int) -> float | None:
    """Knee flexion from the leg in space."""
    if side not in posture.lifted_bends:
        leg = posture.leg(side)
        posture.lifted_bends[side] = None if leg is None else bend(leg)
    return posture.lifted_bends[side]


def _fppa(posture: Posture, side: int) -> float | None:
    points, bent = posture.points("hip", "knee", "ankle", side=side), bend_seen(posture, side)
    if points is None or bent is None or bent > UPRIGHT_FPPA:
        return None
    if apart(points[0], points[1]) < THIGH_SHORTENED * posture.sight.thigh:
        return None
    hip, knee, ankle = points
    return frontal_projection_angle(side, hip, knee, ankle, posture.sight.forward)


def _over_toe(posture: Posture, side: int) -> float | None:
    """The knee beside the line of the second toe: of its root, where it is known, else from the tip of the big toe.
    Seen from somewhat aside a toe ahead of its knee would look as if it stood aside: that is taken off."""
    root = posture.points("knee", "forefoot", side=side)
    points = root or posture.points("knee", "toe", side=side)
    if points is None:
        return None
    sight = posture.sight
    tip: TipName = "forefoot" if root else "toe"
    leg = posture.leg(side)
    knee_ahead = 0.0 if leg is None else leg.knee[2] - leg.ankle[2]
    ahead = (FOOT_SHARE[tip] - HEEL_SHARE - knee_ahead) * sight.leg / sight.shank
    turned = sight.forward * LATERAL[side] * 100 * ahead * math.sin(math.radians(sight.yaw.told))
    aside = -LATERAL[side] * 100 * sight.forward * (points[0][0] - points[1][0]) / sight.shank + turned
    return aside if root else aside + SECOND_TOE


def _abduction(posture: Posture, side: int) -> float | None:
    points = posture.points("hip", "knee", side=side)
    if points is None:
        return None
    thigh = less(points[1], points[0])
    return LATERAL[side] * math.degrees(math.atan2(posture.sight.forward * thigh[0], thigh[1]))


def _thigh_forward(posture: Posture, side: int) -> float | None:
    """Hip bend seen from the front: how much the thigh's height has shortened."""
    points = posture.points("hip", "knee", side=side)
    if points is None:
        return None
    return math.degrees(math.acos(max(-1.0, min(1.0, (points[1][1] - points[0][1]) / posture.sight.thigh))))


def _towards_working(posture: Posture) -> float:
    """On one leg a lean or shift counts towards the leg that works, on two towards the left."""
    return 1.0 if posture.working is None else LATERAL[posture.working]


def _lean(posture: Posture) -> float | None:
    shoulders, hips = posture.both("shoulder"), posture.both("hip")
    if shoulders is None or hips is None:
        return None
    trunk = less(middle(shoulders), middle(hips))
    lean = math.degrees(math.atan2(posture.sight.forward * trunk[0], -trunk[1]))
    return _towards_working(posture) * lean


def _inclination(posture: Posture) -> float | None:
    """Forward lean: from the side against upright; from the front by how much the trunk has shortened."""
    shoulders, hips = posture.both("shoulder"), posture.both("hip")
    if shoulders is None or hips is None:
        return None
    trunk = less(middle(shoulders), middle(hips))
    if not posture.sight.frontal:
        return math.degrees(math.atan2(posture.sight.forward * trunk[0], -trunk[1]))
    tall = _at(posture, "shoulder", "hip")
    return None if tall is None else math.degrees(math.acos(max(-1.0, min(1.0, -trunk[1] / tall))))


def _at(posture: Posture, upper: str, lower: str) -> float | None:
    """Height between the middles of two joints in the start position, px."""
    pairs = (posture.sight.at[upper], posture.sight.at[lower])
    if any(None in each for each in pairs):
        return None
    height = middle(pairs[1])[1] - middle(pairs[0])[1]  # type: ignore[arg-type]
    return height if height > 0 else None


def _to_floor(posture: Posture) -> float | None:
    """Trunk against the floor: an upright picture of somebody lying is turned, so the floor stands."""
    shoulders, hips = posture.both("shoulder"), posture.both("hip")
    if shoulders is None or hips is None:
        return None
    x, y = less(middle(shoulders), middle(hips))
    against_picture = math.degrees(math.atan2(abs(y), abs(x)))
    return 90 - against_picture if posture.sight.quarter else against_picture


def _drop(posture: Posture) -> float | None:
    hips = posture.both("hip")
    if hips is None:
        return None
    line = less(hips[0], hips[1])
    left_higher = math.degrees(math.atan2(-line[1], posture.sight.forward * line[0]))
    return -left_higher if posture.working is None else LATERAL[posture.working] * left_higher


def _shift(posture: Posture) -> float | None:
    hips, ankles = posture.both("hip"), posture.both("ankle")
    if hips is None or ankles is None:
        return None
    foot = middle(ankles) if posture.working is None else ankles[posture.working]
    aside = posture.sight.forward * (middle(hips)[0] - foot[0])
    return _towards_working(posture) * 100 * aside / posture.sight.shank


def _shift_change(posture: Posture) -> float | None:
    """Against the start position: what is constant in how hips and ankles are seen is gone."""
    now, then = _shift(posture), _shift(Posture(0.0, posture.sight.at, posture.sight, posture.working))
    return None if now is None or then is None else now - then


def _foot_heading(posture: Posture, side: int) -> float | None:
    tip = "forefoot" if posture.joints["forefoot"][side] is not None else "toe"
    points = posture.points("heel", tip, side=side)
    if points is None:
        return None
    across = LATERAL[side] * posture.sight.forward * (points[1][0] - points[0][0]) / (0.23 * posture.sight.leg)
    outward = math.degrees(math.asin(max(-1.0, min(1.0, across))))
    sight = math.degrees(math.atan2(points[1][0] - posture.sight.lens.x, posture.sight.lens.focal))
    return outward - LATERAL[side] * posture.sight.forward * sight + LATERAL[side] * posture.sight.yaw.lifting


def _foot_turn(posture: Posture, side: int) -> float | None:
    now, start = _foot_heading(posture, side), posture.sight.foot[side]
    return None if now is None or start is None else now - start


def _heel(posture: Posture, side: int) -> float | None:
    """Height of the heel over the toe, against the start position."""
    points = posture.points("heel", "toe", side=side)
    heel, toe = posture.sight.at["heel"][side], posture.sight.at["toe"][side]
    if points is None or heel is None or toe is None:
        return None
    return 100 * ((points[1][1] - points[0][1]) - (toe[1] - heel[1])) / posture.sight.shank


def _separation(name: str, of: str) -> Callable[[Posture], float | None]:
    def distance(posture: Posture) -> float | None:
        pair = posture.both(name)
        length = posture.sight.shank if of == "shank" else posture.sight.thigh
        return None if pair is None else 100 * apart(*pair) / length

    return distance


def _ratio(posture: Posture) -> float | None:
    knees, ankles = posture.both("knee"), posture.both("ankle")
    if knees is None or ankles is None or abs(ankles[0][0] - ankles[1][0]) < 0.05 * posture.sight.leg:
        return None
    return (knees[0][0] - knees[1][0]) / (ankles[0][0] - ankles[1][0])


def _width(posture: Posture) -> float | None:
    ankles, shoulders = posture.both("ankle"), posture.both("shoulder")
    if ankles is None or shoulders is None or abs(shoulders[0][0] - shoulders[1][0]) < 1:
        return None
    return posture.sight.forward * (ankles[0][0] - ankles[1][0]) / abs(shoulders[0][0] - shoulders[1][0])


def _line_offset(posture: Posture) -> float | None:
    ankles = posture.both("ankle")
    return None if ankles is None else 100 * abs(ankles[0][0] - ankles[1][0]) / posture.sight.shank


def _hip_rise(posture: Posture) -> float | None:
    hips, start = posture.both("hip"), posture.sight.at["hip"]
    if hips is None or start[0] is None or start[1] is None:
        return None
    now, then = middle(hips), middle((start[0], start[1]))
    lying = posture.sight.quarter  # an upright picture of somebody lying has the ceiling at one side
    risen = then[1] - now[1] if lying == 0 else lying * (now[0] - then[0])
    return 100 * risen / posture.sight.thigh


def _knee_height(posture: Posture, side: int) -> float | None:
    points = posture.points("knee", "ankle", side=side)
    return None if points is None else 100 * (points[1][1] - points[0][1]) / posture.sight.thigh


def _knee_drift(posture: Posture, side: int) -> float | None:
    knee, start = posture.joints["knee"][side], posture.sight.at["knee"][side]
    return None if knee is None or start is None else 100 * abs(knee[0] - start[0]) / posture.sight.shank


def _side_hip(posture: Posture, side: int) -> float | None:
    points = posture.points("shoulder", "hip", "knee", side=side)
    if points is None:
        return None
    shoulder, hip, knee = points
    return posture.sight.forward * turn_between(less(hip, shoulder), less(knee, hip)) * -1.0


def _side_extension(posture: Posture, side: int) -> float | None:
    flexed = _side_hip(posture, side)
    return None if flexed is None else -flexed


def _shank(posture: Posture, side: int) -> float | None:
    points = posture.points("knee", "ankle", side=side)
    if points is None:
        return None
    x, y = less(points[0], points[1])
    return math.degrees(math.atan2(posture.sight.forward * x, -y))


def _bend_change(posture: Posture, side: int) -> float | None:
    now, start = bend_seen(posture, side), bend_seen(Posture(0.0, posture.sight.at, posture.sight), side)
    return None if now is None or start is None else now - start


def _rolled(posture: Posture) -> float | None:
    """Width of the hips against the start position: a pelvis that rolls away looks narrower."""
    hips, start = posture.both("hip"), posture.sight.at["hip"]
    if hips is None or start[0] is None or start[1] is None:
        return None
    return math.degrees(math.acos(min(1.0, apart(*hips) / max(1.0, apart(start[0], start[1])))))


def _touches(posture: Posture) -> float | None:
    """1 while both feet are on the floor, 0 while one is up."""
    ankles = posture.both("ankle")
    if ankles is None:
        return None
    return 0.0 if abs(ankles[0][1] - ankles[1][1]) > RAISED_SHARE * posture.sight.leg else 1.0


def _rolling(posture: Posture) -> float | None:
    """Place of the hips along the body, % of the thigh: what a pass over a roller moves."""
    hips = posture.both("hip")
    if hips is None:
        return None
    place = middle(hips)
    along = place[1] if posture.sight.quarter else place[0]
    return 100 * along / posture.sight.thigh


FRONT: Final[Mapping[str, Callable[[Posture], Pair]]] = {
    "fppa": _per_leg(_fppa),
    "knee_flexion": _per_leg(bend_seen),
    "stance_knee_flexion": _per_leg(bend_seen),
    "knee_over_toe_offset": _per_leg(_over_toe),
    "hip_abduction": _per_leg(_abduction),
    "hip_flexion": _per_leg(_thigh_forward),
    "trunk_lean": _whole(_lean),
    "trunk_inclination": _whole(_inclination),
    "pelvic_drop": _whole(_drop),
    "pelvis_shift": _whole(_shift),
    "pelvis_shift_change": _whole(_shift_change),
    "pelvis_rotation_change": _whole(_rolled),
    "foot_progression_angle": _per_leg(_foot_heading),
    "foot_turn_change": _per_leg(_foot_turn),
    "heel_rise": _per_leg(_heel),
    "ankle_separation": _whole(_separation("ankle", "shank")),
    "knee_separation": _whole(_separation("knee", "thigh")),
    "knee_ankle_separation_ratio": _whole(_ratio),
    "knee_height": _per_leg(_knee_height),
    "knee_drift": _per_leg(_knee_drift),
    "stance_width": _whole(_width),
    "foot_line_offset": _whole(_line_offset),
    "hip_rise": _whole(_hip_rise),
    "foot_touches": _whole(_touches),
    "rolling_amplitude": _whole(_rolling),
}
"""Signals seen from the front, or from behind."""

SIDE: Final[Mapping[str, Callable[[Posture], Pair]]] = {
    "knee_flexion": _per_leg(bend_seen),
    "stance_knee_flexion": _per_leg(bend_seen),
    "knee_flexion_change": _per_leg(_bend_change),
    "hip_flexion": _per_leg(_side_hip),
    "hip_extension": _per_leg(_side_extension),
    "trunk_inclination": _whole(_inclination),
    "trunk_to_floor": _whole(_to_floor),
    "shank_angle": _per_leg(_shank),
    "heel_rise": _per_leg(_heel),
    "hip_rise": _whole(_hip_rise),
    "ankle_separation": _whole(_separation("ankle", "shank")),
    "rolling_amplitude": _whole(_rolling),
}
"""Signals seen from the side."""
