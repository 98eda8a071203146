"""What a sign is decided from, and which test would settle one that stays open."""

from collections.abc import Sequence
from dataclasses import dataclass

from kneeline.assess.answers import Answers
from kneeline.catalogue import Catalogue
from kneeline.core.measurement import Measurement


@dataclass(frozen=True)
class Looking:
    """``measurements``: those that show the person as they are; ``barred``: movement tests that are not for them now;
    ``tests``: whether there are any tests for this person at all."""

    catalogue: Catalogue
    measurements: tuple[Measurement, ...]
    answers: Answers
    barred: frozenset[str] = frozenset()
    tests: bool = True

    def first_open(self, candidates: Sequence[str]) -> str | None:
        """The first of these tests that is neither barred nor done, or None."""
        if not self.tests:
            return None
        return next((each for each in candidates if each not in self.barred and not self._done(each)), None)

    def again(self, test: str) -> str | None:
        """A test to do once more, or None where it is not for them now."""
        return test if self.tests and test not in self.barred else None

    def _done(self, test: str) -> bool:
        self_test = self.catalogue.self_tests.get(test)
        if self_test is not None:
            return any(question in self.answers.answers for question in self_test.questions)
        return any(measurement.task == test for measurement in self.measurements)
