"""Key postures of a motion, settled one after the other: what each touches, and where that stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from kneeline.body.anthropometry import REFERENCE_HEIGHT_M, Figure
from kneeline.body.bases import STARTS
from kneeline.body.contacts import Pad, pad_balls, pads
from kneeline.body.hull import balls
from kneeline.body.kinematics import forward
from kneeline.body.legs import Leg, still
from kneeline.body.skeleton import DOFS, RANGES, Postures, columns, out_of_range, postures
from kneeline.body.solve import Touch, Wish, settled
from kneeline.body.surfaces import PlacedProp, resting_place, size_of, standing_size
from kneeline.catalogue.motion_schema import Contact, Key, Motion, PropPlace
from kneeline.core.errors import BadArgument
from kneeline.core.recording import Floats

FREE: Final[Mapping[str, float]] = {
    "pelvis_tilt": 4.0,
    "pelvis_obliquity": 3.0,
    "pelvis_rotation": 3.0,
    "hip_flexion": 10.0,
    "hip_adduction": 5.0,
    "hip_internal_rotation": 6.0,
    "knee_flexion": 10.0,
    "ankle_dorsiflexion": 12.0,
    "ankle_inversion": 8.0,
}
"""Angles the solver may change, each with the degrees that count as one unit of error."""

POSITION_SLACK_M: Final = (0.10, 0.30, 0.10)
"""The same for the pelvis's position along x, y and z."""
WRITTEN_SLACK_M: Final = 0.03
"""And where the key says its position."""


@dataclass(frozen=True)
class Keys:
    """Settled keys: ``postures`` of one frame each; ``contacts`` by key; ``places``: x, z (2,) of each pad that rests
    on something still; ``standing``: for each thing that stands by itself, middle and rotation by key; ``scale``:
    the figure against the reference's."""

    motion: Motion
    scale: float
    postures: dict[str, Postures]
    contacts: dict[str, tuple[Contact, ...]]
    places: dict[tuple[str, Pad, str], Floats]
    standing: dict[str, dict[str, tuple[Floats, Floats]]]

    def touches(self, key: str) -> tuple[Touch, ...]:
        """Everything that touches at a key, pad by pad, pinned where it is unless it may slide."""
        return tuple(
            Touch(pad, contact.on, None if contact.slide else self.places.get((key, pad, contact.on)))
            for contact in self.contacts[key]
            for pad in pads(contact.part)
        )

    def kept(self, start: str, end: str) -> tuple[Touch, ...]:
        """The contacts that last from one key to the next, pinned where they are unless they may slide in either."""
        after = {(each.pad, each.on): each.pinned for each in self.touches(end)}
        return tuple(
            Touch(each.pad, each.on, None if after[each.pad, each.on] is None else each.pinned)
            for each in self.touches(start)
            if (each.pad, each.on) in after
        )

    def wanted(self, leg: Leg, share: Floats) -> Postures:
        """The postures on the way between two keys, as if nothing touched anything."""
        first = self.postures[leg.start]
        rows = {
            name: np.concatenate([posture.position_m[0], posture.angles[0]]) for name, posture in self.postures.items()
        }
        way = leg.between(rows, share)
        low, high = RANGES.T
        return Postures(way[:, :3], np.clip(way[:, 3:], low, high), first.base)

    def things(self, leg: Leg, share: Floats) -> dict[str, PlacedProp]:
        """The standing things on the way between two keys; those that follow the body are left out."""
        return {
            prop.id: PlacedProp(prop, standing_size(prop, self.scale), *self.prop_way(prop.id, leg, share))
            for prop in self.motion.props
            if prop.id in self.standing
        }

    def prop_way(self, name: str, leg: Leg, share: Floats) -> tuple[Floats, Floats]:
        """Position (T, 3) and rotation (T, 3, 3) of a standing thing on the way between two keys; what is round rolls
        along where it goes."""
        places = leg.between({key: place for key, (place, _) in self.standing[name].items()}, share)
        turn = self.standing[name][leg.start][1]
        prop = next(prop for prop in self.motion.props if prop.id == name)
        if prop.kind not in ("roller", "ball"):
            return places, np.broadcast_to(turn, (len(share), 3, 3))
        first = self.standing[name][self.motion.keys[0].id][0]
        rolled = ((places - first) @ turn)[:, 0] / (size_of(prop)[1] / 2)
        return places, turn @ _about_z(-rolled)


def _about_z(radians: Floats) -> Floats:
    turned = np.zeros((len(radians), 3, 3))
    turned[:, 0, 0] = turned[:, 1, 1] = np.cos(radians)
    turned[:, 1, 0] = np.sin(radians)
    turned[:, 0, 1] = -turned[:, 1, 0]
    turned[:, 2, 2] = 1.0
    return turned


def slack_of(motion: Motion) -> tuple[list[int], Floats]:
    """The free columns and the allowances of position and free angles."""
    slack = {}
    for name, allowed in {**FREE, **motion.loose}.items():
        if name not in DOFS:
            raise BadArgument(f"The motion {motion.id} names an angle that does not exist: {name!r}.")
        for column, each in zip(columns(name), np.broadcast_to(allowed, len(columns(name))), strict=True):
            slack[column] = float(each)
    free = [column for column, allowed in slack.items() if allowed > 0]
    return free, np.array([*POSITION_SLACK_M, *(slack[column] for column in free)])


def solved_keys(motion: Motion, figure: Figure) -> Keys:
    """Every key of a motion settled, in the order in which they are first reached; contacts shared with a key next to
    it are pinned to where they are there."""
    written = _written_postures(motion, figure)
    keys = Keys(
        motion,
        figure.height_m / REFERENCE_HEIGHT_M,
        {},
        {key.id: key.contacts for key in motion.keys},
        {},
        _standing(motion, figure),
    )
    stops = [motion.keys[0].id, *(phase.to for phase in motion.phases)]
    order = list(dict.fromkeys([*stops, *(key.id for key in motion.keys)]))
    by_id = {key.id: key for key in motion.keys}
    for name in order:
        if name not in by_id:
            raise BadArgument(f"The motion {motion.id} goes to a key that it does not have: {name!r}.")
        _settle(keys, figure, by_id[name], written[name], _beside(stops, name))
    return keys


def _beside(stops: list[str], name: str) -> list[str]:
    """Keys that come directly before or after one."""
    pairs = list(pairwise(stops))
    return [one for one, two in pairs if two == name] + [two for one, two in pairs if one == name]


def _settle(keys: Keys, figure: Figure, key: Key, written: Postures, beside: list[str]) -> None:
    known = [name for name in beside if name in keys.postures]
    if key.position is None and known:
        written = Postures(keys.postures[known[0]].position_m.copy(), written.angles, written.base)
    free, slack = slack_of(keys.motion)
    if key.position is not None:
        slack[:3] = WRITTEN_SLACK_M
    touches = _pinned(keys, key, known)
    middles = tuple((each.part, np.array(each.at) * keys.scale) for each in key.contacts if each.at is not None)
    things = keys.things(still(key.id), np.zeros(1))
    keys.postures[key.id] = settled(figure, Wish(written, free, slack, touches, things, key.over, middles))
    _note_places(keys, figure, key)


def _pinned(keys: Keys, key: Key, known: list[str]) -> tuple[Touch, ...]:
    """What touches at a key that is not settled yet, pinned where it is at a settled key next to it."""
    earlier = {(each.pad, each.on): each.pinned for name in reversed(known) for each in keys.touches(name)}
    return tuple(
        Touch(pad, contact.on, None if contact.slide else earlier.get((pad, contact.on)))
        for contact in key.contacts
        for pad in pads(contact.part)
    )


def _note_places(keys: Keys, figure: Figure, key: Key) -> None:
    """Where the pads are that rest on something that never moves."""
    hull, placed = balls(figure), forward(figure, keys.postures[key.id])
    for contact in key.contacts:
        if contact.on == "floor" or contact.on in _still_things(keys):
            for pad in pads(contact.part):
                centres = hull.placed(placed, pad_balls(figure, pad))[0]
                keys.places[key.id, pad, contact.on] = centres.mean(axis=0)[[0, 2]]


def _still_things(keys: Keys) -> list[str]:
    """Things that stand in one place through all keys."""
    return [
        name
        for name, places in keys.standing.items()
        if len({tuple(place.round(6)) for place, _ in places.values()}) == 1
    ]


def _standing(motion: Motion, figure: Figure) -> dict[str, dict[str, tuple[Floats, Floats]]]:
    """Middle and rotation of every thing that stands by itself, by key."""
    scale = figure.height_m / REFERENCE_HEIGHT_M
    standing: dict[str, dict[str, tuple[Floats, Floats]]] = {}
    for prop in motion.props:
        if prop.follows is None and not prop.around:
            place: PropPlace = prop
            standing[prop.id] = {}
            for key in motion.keys:
                place = key.props.get(prop.id, place)
                standing[prop.id][key.id] = resting_place(prop, place, scale)
    return standing


def _written_postures(motion: Motion, figure: Figure) -> dict[str, Postures]:
    """The keys as they are written, each from the one before it in the file."""
    start = STARTS[motion.base]
    scale = figure.height_m / REFERENCE_HEIGHT_M
    posture = postures(1, start.base, np.array([0.0, start.height_m * scale, 0.0]), **start.angles)
    written = {}
    for key in motion.keys:
        for name, degrees in key.angles.items():
            if name not in DOFS:
                raise BadArgument(f"The motion {motion.id} names an angle that does not exist: {name!r}.")
            posture = posture.with_angle(name, np.asarray(degrees, dtype=np.float64))
        if key.position is not None:
            posture = Postures(np.array([key.position]) * scale, posture.angles, posture.base)
        beyond = out_of_range(posture)
        if beyond:
            raise BadArgument(f"At {key.id!r} of the motion {motion.id}, {beyond[0]} leaves its range of motion.")
        written[key.id] = posture
    return written
