"""Programmes: what to do in a week and why, the next week from what was done, and whether something changed."""

from kneeline.programme.advance import advance
from kneeline.programme.compare import compare
from kneeline.programme.log_form import log_to_fill_in
from kneeline.programme.plan import plan
from kneeline.programme.reported import adherence_in_words, reported_in_words
from kneeline.programme.variants import Variants, variants
from kneeline.programme.wire import (
    changes_to_dict,
    log_from_dict,
    log_to_dict,
    programme_from_dict,
    programme_to_dict,
)
from kneeline.programme.words import stop_rules

__all__ = [
    "Variants",
    "adherence_in_words",
    "advance",
    "changes_to_dict",
    "compare",
    "log_from_dict",
    "log_to_dict",
    "log_to_fill_in",
    "plan",
    "programme_from_dict",
    "programme_to_dict",
    "reported_in_words",
    "stop_rules",
    "variants",
]
