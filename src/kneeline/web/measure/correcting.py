"""Putting a joint right on a picture of a check: what can be moved, what was sent, and the check measured again."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kneeline.core.language import _
from kneeline.core.series_wire import series_to_dict
from kneeline.core.skeleton import SIDES, Side, joint
from kneeline.core.still import Still
from kneeline.core.wire import measurement_to_dict
from kneeline.core.words import joint_word
from kneeline.web.measure.joints import Again, Placed, measured_again
from kneeline.web.measure.models import Check, Joints
from kneeline.web.measure.pose_wire import poses_from_dict, poses_to_dict

MOVABLE = ("hip", "knee", "ankle", "heel", "forefoot", "toe")
BESIDE = 0.25
"""So far beyond the picture's edge, as a share of its size, a joint can still lie."""


class NoPlace(Exception):
    """What was sent names no places of joints; its text is a sentence for the person."""


@dataclass(frozen=True)
class Handle:
    """A joint that can be moved: its name in the skeleton, its leg, what people call it, where it lies now and where it
    was first seen, px of the picture; None where it was not seen."""

    name: str
    side: Side
    words: str
    now: tuple[float, float] | None
    first: tuple[float, float] | None


def first_stills(check: Check) -> tuple[Still, ...]:
    """The pictures' poses as they were first measured."""
    first = check.joints.first
    return poses_from_dict(first["poses"]) if first else check.stills()


def handles(check: Check, index: int) -> list[Handle]:
    """The joints of the legs that a picture is about."""
    now, first = check.stills()[index], first_stills(check)[index]
    return [
        Handle(name, side, joint_word(name), _place(now, name), _place(first, name))
        for side in now.sides or SIDES
        for name in (f"{side}_{each}" for each in MOVABLE)
    ]


def places_sent(text: str, still: Still) -> dict[str, list[float]]:
    """Joints by name with their places, from the JSON a page sends. Raises NoPlace."""
    known = {f"{side}_{each}" for side in SIDES for each in MOVABLE}
    try:
        sent: Any = json.loads(text)
        places = {str(name): [float(x), float(y)] for name, (x, y) in sent.items()}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise NoPlace(_("That could not be read. Load the page again and move the joint once more.")) from error
    if not places.keys() <= known:
        raise NoPlace(_("That is no joint of a leg. Load the page again and move the joint once more."))
    for x, y in places.values():
        inside = _within(x, still.width) and _within(y, still.height)
        if not inside:
            raise NoPlace(_("This lies too far outside the picture. Put the joint where it is."))
    return places


def with_picture(check: Check, index: int, places: Mapping[str, Sequence[float]]) -> Placed:
    """Everything put right so far, with these places for one picture; without any, the picture's are taken back."""
    others = {key: value for key, value in check.joints.placed.items() if key != str(index)}
    return {**others, str(index): places} if places else others


def looked_again(check: Check, placed: Placed) -> Again:
    """The check measured again with these joints, and nothing kept of it."""
    return measured_again(check.joints, first_stills(check), placed)


def keep(check: Check, placed: Placed) -> None:
    """Measure the check again with these joints and keep it; with none of them the check is as it first was."""
    with transaction.atomic():
        joints = Joints.objects.select_for_update().get(check_made=check)
        first = joints.first or {"document": check.document, "series": check.series, "poses": check.poses}
        documents = first if not placed else _documents(looked_again(check, placed))
        check.document, check.series, check.poses = (documents[name] for name in ("document", "series", "poses"))
        check.save(update_fields=["document", "series", "poses"])
        joints.placed, joints.first = dict(placed), first if placed else None
        joints.save(update_fields=["placed", "first"])


def _documents(again: Again) -> dict[str, Any]:
    series = again.measurement.series
    return {
        "document": measurement_to_dict(again.measurement),
        "series": series_to_dict(series) if series else None,
        "poses": poses_to_dict(again.stills),
    }


def _within(number: float, size: int) -> bool:
    return math.isfinite(number) and -BESIDE * size <= number <= (1 + BESIDE) * size


def _place(still: Still, name: str) -> tuple[float, float] | None:
    x, y = (float(value) for value in still.xy[joint(name)])
    return (round(x, 1), round(y, 1)) if math.isfinite(x) and math.isfinite(y) else None
