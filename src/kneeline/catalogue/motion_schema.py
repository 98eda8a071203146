"""What a motion's file holds: key postures, what touches what in them, and the phases that lead from one to the next.

Metres and degrees in the figure's world: X ahead of the standing person, Y up from the floor, Z to the person's right.
Places along the floor (``at``, ``position``) are those of the reference figure, 1.75 m tall, and grow with a figure;
things keep their size. docs/figure.md tells how to write one.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from kneeline.catalogue.schema import Id, Short, _Item

Seconds = Annotated[float, Meta(ge=0, le=120)]
Degrees = float | tuple[float, float]
"""One number for both sides or a middle one, or [left, right]."""

Base = Literal[
    "standing",
    "sitting",
    "long_sitting",
    "half_kneeling",
    "all_fours",
    "supine",
    "prone",
    "side_lying_left",
    "side_lying_right",
]


class MotionCamera(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the motion is best looked at from: 0° in front of the standing person, + from their left; + from above.
    ``near``: segments and things that fill the picture, where all of it would show too little."""

    azimuth_deg: float
    elevation_deg: float = 10.0
    near: tuple[Id, ...] = ()


class PropPlace(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a thing stands: the middle of its underside at x, z; ``height_m``: of its underside above the floor;
    ``heading_deg``: + turned to the left seen from above."""

    at: tuple[float, float] = (0.0, 0.0)
    height_m: float = 0.0
    heading_deg: float = 0.0


class Prop(PropPlace, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A thing. ``size_m``: along x, y, z before it is turned, where it is not the usual size of its kind. A wall is the
    plane through ``at`` that faces along its x. ``follows``: the segment it moves with, its middle at ``local`` there.
    ``around``: segments a band runs round, at ``local`` of each (right side); nothing rests on it."""

    id: Id
    kind: Literal["mat", "roller", "ball", "band", "chair", "wall", "step", "pillow", "towel", "table"]
    size_m: tuple[float, float, float] | None = None
    follows: Id | None = None
    around: tuple[Id, ...] = ()
    local: tuple[float, float, float] = (0.0, 0.0, 0.0)


class Contact(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the body touches something: ``floor``, a prop's id, or another part. It keeps its place as long as
    neighbouring keys have it, too, unless it may ``slide``; ``at``: x, z where its middle is to be."""

    part: Id
    on: Id
    slide: bool = False
    at: tuple[float, float] | None = None


class Key(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A posture: angles that differ from those of the key before (of the base, for the first). ``over``: parts of the
    body the centre of mass is to be over; ``props``: things that stand elsewhere than before."""

    id: Id
    caption: Short
    angles: dict[Id, Degrees] = field(default_factory=dict)
    position: tuple[float, float, float] | None = None
    contacts: tuple[Contact, ...] = ()
    over: tuple[Id, ...] = ()
    props: dict[Id, PropPlace] = field(default_factory=dict)


class Phase(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The way to a key, and how long it is held there. ``caption``: said on the way; ``arrows``: parts whose way is
    drawn as an arrow."""

    to: Id
    seconds: Annotated[float, Meta(gt=0, le=60)]
    hold_s: Seconds = 0.0
    caption: Short | None = None
    arrows: tuple[Id, ...] = ()


class Claim(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the motion has to show of a muscle, where exercise and motion do not tell it by themselves. ``note``: our
    sentence where the figure says otherwise than the article."""

    muscle: Id
    key: Id | None = None
    side: Literal["left", "right", "both"] | None = None
    note: Short | None = None


class Motion(_Item, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A movement of the figure, shown for ``side`` and seen in a mirror for the other. ``of``: what it shows; its id is
    that of the exercise, test or statement where there is one. ``better``: for something to avoid, the motion that
    shows it well. ``loose``: how far, in degrees, the solver may take an angle off its keys at little cost; 0 holds it.
    The first key is where it starts, held for ``start_s``; the last phase leads back there or it ends elsewhere."""

    of: Literal["exercise", "test", "position", "pattern"]
    base: Base
    side: Literal["left", "right", "both"]
    camera: MotionCamera
    keys: Annotated[tuple[Key, ...], Meta(min_length=1)]
    phases: tuple[Phase, ...] = ()
    props: tuple[Prop, ...] = ()
    loose: dict[Id, Degrees] = field(default_factory=dict)
    start_s: Seconds = 0.6
    better: Id | None = None
    claims: tuple[Claim, ...] = ()
