import pytest

from kneeline.report.colour import DARK, LIGHT, Oklch, contrast, oklch_to_hex, token_css

TEXT = ("ink", "soft", "left", "right")
MARKS = ("mark", "in-line", "knee-in", "knee-in-strong", "left", "right")


@pytest.mark.parametrize(
    ("colour", "expected"),
    [((1.0, 0.0, 0.0), "#ffffff"), ((0.0, 0.0, 0.0), "#000000"), ((0.62796, 0.25768, 29.234), "#ff0000")],
)
def test_known_colours(colour: Oklch, expected: str) -> None:
    assert oklch_to_hex(colour) == expected


def test_black_on_white_has_the_largest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_text_and_marks_stand_out(tokens: dict[str, Oklch], ground: str) -> None:
    behind = oklch_to_hex(tokens[ground])
    assert all(contrast(oklch_to_hex(tokens[name]), behind) >= 4.5 for name in TEXT)
    assert all(contrast(oklch_to_hex(tokens[name]), behind) >= 3 for name in MARKS)


def test_both_schemes_have_the_same_tokens() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert "prefers-color-scheme: dark" in token_css()
