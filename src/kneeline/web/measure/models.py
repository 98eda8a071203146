"""A check, and the queue of recordings that are to become one."""

import uuid
from dataclasses import replace
from typing import Literal

from django.db import models

from kneeline.core.measurement import Measurement
from kneeline.core.series_wire import series_from_dict
from kneeline.core.still import Still
from kneeline.core.wire import measurement_from_dict
from kneeline.web.measure.pose_wire import poses_from_dict
from kneeline.web.people.models import Person

State = Literal["waiting", "running", "done", "failed", "cancelled"]
UNFINISHED: tuple[State, ...] = ("waiting", "running")


class Check(models.Model):
    """One measured recording. ``document`` is its Measurement (kneeline.measurement/1), ``series`` its curves
    (kneeline.series/1) or None, ``poses`` the poses of its pictures (kneeline.poses/1); the columns are for finding it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="checks")
    made_at = models.DateTimeField()
    task = models.CharField(max_length=20, blank=True)
    document = models.JSONField()
    series = models.JSONField(null=True)
    poses = models.JSONField()

    class Meta:
        indexes = (models.Index(fields=["person", "-made_at"]),)

    def numbers(self) -> Measurement:
        """The measurement without its curves."""
        return measurement_from_dict(self.document)

    def measurement(self) -> Measurement:
        """The measurement, with its curves where they are kept."""
        return replace(self.numbers(), series=series_from_dict(self.series) if self.series else None)

    def stills(self) -> tuple[Still, ...]:
        """Its pictures' poses, without the pictures."""
        return poses_from_dict(self.poses)


class Joints(models.Model):
    """What a check was measured from, so that it can be measured again: ``packed`` is its recording's landmarks
    (kneeline.landmarks/1, as `joints.packed` makes it). ``placed``: what a person put right, by the picture's index and
    the joint's name, px of that picture; ``first``: document, series and poses as they were before."""

    check_made = models.OneToOneField(Check, models.CASCADE, primary_key=True, related_name="joints")
    packed = models.BinaryField()
    placed = models.JSONField(default=dict)
    first = models.JSONField(null=True)


class Measuring(models.Model):
    """A recording on its way to a check. The row is the queue: who sets ``worker`` by a conditional update works on it,
    and shows by ``heartbeat_at`` that it still does. ``conditions``: how it was recorded, by the names of `Conditions`;
    ``problem``: why it failed, a sentence for the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="measurings")
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, default="waiting")
    worker = models.CharField(max_length=64, blank=True, default="")
    heartbeat_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    doing = models.CharField(max_length=80, blank=True, default="")
    share = models.FloatField(default=0.0)
    filename = models.CharField(max_length=255)
    mirrored = models.BooleanField(default=False)
    keep_pictures = models.BooleanField(default=False)
    conditions = models.JSONField(default=dict)
    language = models.CharField(max_length=8)
    problem = models.TextField(blank=True, default="")
    result = models.OneToOneField(Check, models.CASCADE, null=True, related_name="measuring")

    class Meta:
        indexes = (models.Index(fields=["state", "created_at"]),)
