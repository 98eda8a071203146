"""Measurements and answers to Findings: signs, what points where, how soon to see somebody, and why.

What is named here is loaded when it is first asked for, since `import kneeline` already imports this room by its name.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kneeline.assess.answers import AboutPerson, Answers, answers_from, read_answers
    from kneeline.assess.assemble import assess
    from kneeline.assess.wire import findings_from_dict, findings_to_dict

__all__ = [
    "AboutPerson",
    "Answers",
    "answers_from",
    "assess",
    "findings_from_dict",
    "findings_to_dict",
    "read_answers",
]
_WHERE = {"assess": "assemble", "findings_from_dict": "wire", "findings_to_dict": "wire"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"kneeline.assess.{_WHERE.get(name, 'answers')}"), name)
