"""Advice for a person's situation: their age, and what readers of the article ask about."""

from collections.abc import Iterator, Sequence

from kneeline.assess.messages import said_of_age
from kneeline.catalogue import Catalogue
from kneeline.core.findings import Advice, AgeGroup, Sign

AGE_ADVICE = {
    "under_8": "under_8",
    "8_to_15": "aged_8_to_15",
    "16_to_17": "aged_16_to_17",
    "unknown": "age_not_told",
}
"""Id of the advice for an age group; adults need none."""


def advice_for(
    catalogue: Catalogue, conditions: Sequence[str], signs: Sequence[Sign], age_group: AgeGroup
) -> tuple[Advice, ...]:
    """The advice for the age, then that of every branch one of whose conditions holds or whose sign was seen."""
    seen = {sign.id for sign in signs if sign.outcome == "seen"}
    holds = {*conditions, *seen}
    return (
        *_for_age(age_group),
        *(Advice(branch.id, branch.advice) for branch in catalogue.branches.values() if holds & {*branch.when_any}),
    )


def _for_age(age_group: AgeGroup) -> Iterator[Advice]:
    advice = AGE_ADVICE.get(age_group)
    text = said_of_age(advice) if advice else None
    if advice and text:
        yield Advice(advice, text)
