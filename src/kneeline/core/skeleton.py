"""The joints kneeline knows, and where each stands in an array.

A recording's joint axis has length ``JOINT_COUNT``. Paired joints lie next to each other, left first, so that
``array[..., pair("knee"), :]`` has a side axis ``(left, right)``. Left and right are the person's own.
"""

from typing import Final, Literal

Side = Literal["left", "right"]

SIDES: Final[tuple[Side, Side]] = ("left", "right")

PAIRED: Final = (
    "ear",
    "shoulder",
    "elbow",
    "wrist",
    "hip",
    "knee",
    "ankle",
    "heel",  # rearmost point of the heel at the skin
    "forefoot",  # second metatarsal head; the foot's heading is heel to forefoot
    "toe",  # tip of the big toe
)
MIDLINE: Final = ("nose",)

JOINTS: Final[tuple[str, ...]] = tuple(f"{side}_{name}" for name in PAIRED for side in SIDES) + MIDLINE
JOINT_COUNT: Final = len(JOINTS)

_INDEX: Final = {name: index for index, name in enumerate(JOINTS)}


def joint(name: str) -> int:
    """Index of one joint, such as ``left_knee`` or ``nose``. Raises KeyError for a name that is no joint."""
    return _INDEX[name]


def pair(name: str) -> slice:
    """Slice of the joint axis holding the left and the right joint of that name, in this order."""
    start = _INDEX[f"left_{name}"]
    return slice(start, start + 2)
