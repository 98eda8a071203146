"""Colours of the figure are those of the pages, and no meaning hangs on colour alone."""

import pytest

from kneeline.body.look import DONE_BY_EFFECT, LOOKS, PATTERNS, Done
from kneeline.catalogue import catalogue
from kneeline.report.colour import DARK, LIGHT, contrast, oklch_to_hex


@pytest.mark.parametrize("done", PATTERNS)
def test_what_is_done_to_a_muscle_has_the_colour_of_the_pages(done: Done) -> None:
    assert {LOOKS[theme].material(done).colour for theme in LOOKS} == {oklch_to_hex(LIGHT[done])}


def test_paper_and_ink_are_those_of_the_pages() -> None:
    for look, tokens in ((LOOKS["light"], LIGHT), (LOOKS["dark"], DARK)):
        assert (look.paper, look.ink) == (oklch_to_hex(tokens["paper"]), oklch_to_hex(tokens["ink"]))


def test_bands_stand_out_from_clay() -> None:
    for done in PATTERNS:
        assert contrast(LOOKS["light"].material(done).colour, LOOKS["light"].clay) >= 2.9


def test_each_has_a_pattern_of_its_own() -> None:
    assert len(set(PATTERNS.values())) == 3


def test_a_helping_muscle_is_paler() -> None:
    look = LOOKS["light"]
    assert contrast(look.material("release-helper").colour, look.clay) < contrast(look.release, look.clay)


def test_every_effect_of_the_catalogue_has_a_look() -> None:
    effects = {target.effect for exercise in catalogue().exercises.values() for target in exercise.targets}
    assert effects <= set(DONE_BY_EFFECT)
