"""The app, and what it keeps of people."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Registers the keeper of answers, programmes and sessions."""

    name = "kneeline.web.plans"

    def ready(self) -> None:
        """Called once, when all models are there."""
        from kneeline.web.people.keeping import register
        from kneeline.web.plans.keeper import PlansKeeper

        register(PlansKeeper())
