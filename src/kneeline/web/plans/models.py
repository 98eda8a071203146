"""What somebody told, the weeks planned from it, what was done of them, and which note of it is the newest."""

import uuid

from django.db import models

from kneeline.assess import findings_from_dict
from kneeline.core.findings import Findings
from kneeline.core.programme import Programme, SessionLog
from kneeline.programme import log_from_dict, programme_from_dict
from kneeline.web.people.models import Person


class Told(models.Model):
    """Answers by question id (as in answers.toml), the wishes, and the steps that were skipped: kneeline.answers/1."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="told")
    document = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)


class Plan(models.Model):
    """A week and its outlook: ``document`` is the Programme (kneeline.programme/1), ``findings`` the Findings it was
    planned from (kneeline.findings/1), ``follows`` the week before; ``looked_at``: when answers were last compared with
    them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="plans")
    made_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField()
    start = models.DateField()
    document = models.JSONField()
    findings = models.JSONField()
    follows = models.ForeignKey("self", models.CASCADE, null=True, related_name="followed_by")

    class Meta:
        indexes = (models.Index(fields=["person", "-made_at"]),)

    def programme(self) -> Programme:
        """The programme."""
        return programme_from_dict(self.document)

    def seen(self) -> Findings:
        """The findings it was planned from."""
        return findings_from_dict(self.findings)


class Training(models.Model):
    """What was done on one day: a SessionLog (kneeline.log/1) of that day alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="trainings")
    date = models.DateField()
    document = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "date"], name="one_training_a_day"),)

    def log(self) -> SessionLog:
        """The log of this day."""
        return log_from_dict(self.document)


class Noted(models.Model):
    """The newest note of an exercise on one day: its id and when it was made (`plans.noting`)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="noted")
    date = models.DateField()
    exercise = models.CharField(max_length=60)
    note = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "date", "exercise"], name="one_note_an_exercise_a_day"),
        )
