"""A measured take becomes a check, like a recording that was sent; its pictures stay with the browser that has them."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kneeline.core.measurement import Measurement
from kneeline.core.measurement import Person as Scaled
from kneeline.core.recording import Recording
from kneeline.core.series_wire import series_to_dict
from kneeline.core.still import Moment, Still
from kneeline.core.wire import measurement_to_dict
from kneeline.measure.picture import picture_moments
from kneeline.pixels.boxes import Cut, Disc, cut_of, head_at, legs_at
from kneeline.web.live.takes import Take, measured
from kneeline.web.measure.joints import packed
from kneeline.web.measure.models import Check, Joints
from kneeline.web.measure.pose_wire import poses_to_dict
from kneeline.web.people.models import Person

STILL_HEIGHT_PX = 960


@dataclass(frozen=True)
class Picture:
    """What a browser cuts out for the picture of one pose: the frame (index in the take), turned back first where the
    take was mirrored; the box; the size it gets; and what is covered, px of the whole frame."""

    frame: int
    box: tuple[int, int, int, int]
    width: int
    height: int
    covered: tuple[Disc, ...]


@dataclass(frozen=True)
class Made:
    """A check that was made, and the pictures to cut out for it."""

    check: Check
    pictures: tuple[Picture, ...]


def check_of(person: Person, take: Take) -> Made | Measurement:
    """The check of a take, the same again where it was made already; the bare measurement where it holds no value."""
    recording, measurement = measured(take, Scaled(height_cm=person.height_cm))
    if not measurement.view.usable:
        return measurement
    shown = [
        (moment, box) for moment in picture_moments(recording, measurement) if (box := legs_at(recording, moment.frame))
    ]
    cuts = [(moment, cut_of(box, STILL_HEIGHT_PX)) for moment, box in shown]
    kept = _kept(person, take, recording, measurement, [cut.still(b"", recording, moment) for moment, cut in cuts])
    return Made(kept, tuple(_picture(recording, moment, cut) for moment, cut in cuts))


def as_data(picture: Picture) -> dict[str, Any]:
    """For the browser."""
    return asdict(picture)


def _kept(person: Person, take: Take, recording: Recording, measurement: Measurement, stills: list[Still]) -> Check:
    """Raises IntegrityError where somebody else has a check of this name."""
    try:
        with transaction.atomic():
            made = Check.objects.create(
                id=take.told.take,
                person=person,
                made_at=timezone.now(),
                task=measurement.task or "",
                document=measurement_to_dict(measurement),
                series=series_to_dict(measurement.series) if measurement.series else None,
                poses=poses_to_dict(stills),
            )
            Joints.objects.create(check_made=made, packed=packed(recording))
            return made
    except IntegrityError:
        own = person.checks.filter(pk=take.told.take).first()
        if own is None:
            raise
        return own


def _picture(recording: Recording, moment: Moment, cut: Cut) -> Picture:
    return Picture(moment.frame, cut.box, cut.width, cut.height, tuple(head_at(recording, moment.frame)))
