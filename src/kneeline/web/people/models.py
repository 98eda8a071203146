"""A person, and what they agreed to."""

import datetime
import uuid
from typing import Literal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from kneeline.assess.answers import AboutPerson, Answers, age_for_certain

Purpose = Literal["measure", "keep_pictures"]
"""What somebody may agree to, each by itself and each to be taken back."""

OF_AGE = 18
"""Below this age, in years, no picture is ever kept."""
ALONE_FROM = 16
"""Below this age, in years, an adult sets things up and stays beside."""


class Person(AbstractBaseUser):
    """Somebody whose knees are measured. ``height_cm``: as they told it, for gaps in centimetres; ``language``: a code
    of `kneeline.core.language`, "" = as the browser asks; ``example``: nobody, made up to look round with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    birth_year = models.PositiveSmallIntegerField(null=True)
    height_cm = models.FloatField(null=True)
    guardian_present = models.BooleanField(null=True)
    language = models.CharField(max_length=8, blank=True, default="")
    joined_at = models.DateTimeField(auto_now_add=True)
    example = models.BooleanField(default=False)

    USERNAME_FIELD = "id"

    def about(self) -> AboutPerson:
        """What triage has to know of the person."""
        return AboutPerson(birth_year=self.birth_year, height_cm=self.height_cm, guardian_present=self.guardian_present)

    @property
    def age(self) -> int | None:
        """Years for certain today, or None where the year of birth is not told."""
        return age_for_certain(Answers(self.about()), datetime.date.today())

    @property
    def welcomed(self) -> bool:
        """Whether the person told a year of birth and agreed to be measured."""
        return self.birth_year is not None and self.agreed("measure")

    @property
    def may_keep_pictures(self) -> bool:
        """Whether pictures of this person may be kept at all, were it ticked."""
        return self.age is not None and self.age >= OF_AGE

    def agreed(self, purpose: Purpose) -> bool:
        """Whether the person agreed to this and has not taken it back."""
        return self.consents.filter(purpose=purpose, withdrawn_at=None).exists()


class Consent(models.Model):
    """That a person agreed to one purpose, and when they took it back."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class Feed(models.Model):
    """That a calendar may ask for somebody's weeks: the digest of its token, at which time of day sessions stand there,
    and in which language."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="feed")
    digest = models.CharField(max_length=64, unique=True)
    at = models.TimeField()
    language = models.CharField(max_length=8)
    made_at = models.DateTimeField(auto_now=True)
