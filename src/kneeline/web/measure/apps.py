"""The app, and what it keeps of people."""

from django.apps import AppConfig


class MeasureConfig(AppConfig):
    """Registers the keeper of checks."""

    name = "kneeline.web.measure"

    def ready(self) -> None:
        """Called once, when all models are there."""
        from kneeline.web.measure.keeper import ChecksKeeper
        from kneeline.web.people.keeping import register

        register(ChecksKeeper())
