"""How a recording was made: what a person says of it before it is sent, since only like compares with like."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kneeline.core.language import N_, _


@dataclass(frozen=True)
class Asked:
    """One thing to say: the name in `Conditions`, the question, and its answers; the first is the usual one."""

    name: str
    question: str
    answers: tuple[tuple[str, str], ...]


ASKED = (
    Asked("feet", N_("On your feet"), (
        ("unknown", N_("I'd rather not say")),
        ("barefoot", N_("Nothing: barefoot")),
        ("shoes", N_("Shoes")),
        ("insoles", N_("Insoles, or shoes with insoles")),
    )),
    Asked("effort", N_("How you move"), (
        ("relaxed", N_("As I always do")),
        ("corrected", N_("Corrected: I keep my knees out on purpose")),
    )),
    Asked("heels", N_("Under your heels"), (
        ("flat", N_("Nothing: flat on the floor")),
        ("raised", N_("A book or a wedge: heels raised")),
    )),
    Asked("brace", N_("A brace or tape at the knee"), (("no", N_("No")), ("yes", N_("Yes")))),
    Asked("band", N_("A band round the knees"), (("no", N_("No")), ("yes", N_("Yes")))),
)  # fmt: skip
"""In the order they are asked; a band and a brace are yes or no."""


def questions() -> list[Asked]:
    """What is asked, in the language that is spoken."""
    return [
        Asked(each.name, _(each.question), tuple((value, _(words)) for value, words in each.answers)) for each in ASKED
    ]


def conditions_sent(sent: Mapping[str, str]) -> dict[str, Any]:
    """What a form says, by the names of `Conditions`; the usual where it says nothing, or something that is none."""
    found: dict[str, Any] = {}
    for each in ASKED:
        offered = [value for value, _words in each.answers]
        value = sent.get(each.name, "")
        chosen = value if value in offered else offered[0]
        found[each.name] = chosen == "yes" if each.name in ("brace", "band") else chosen
    return found


def usual_conditions(document: Mapping[str, Any] | None) -> dict[str, str]:
    """What a form begins with: feet and brace as in the last check (its Measurement as JSON), the rest as usual."""
    told = document["conditions"] if document else {}
    return {"feet": told.get("feet", "unknown"), "brace": "yes" if told.get("brace") else "no"}
