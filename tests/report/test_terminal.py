from io import StringIO

import pytest
from rich.console import Console

from kneeline.core.measurement import Measurement
from kneeline.report.terminal import print_table
from tests.report import examples


def printed(measurement: Measurement) -> str:
    text = StringIO()
    print_table(measurement, Console(file=text, width=80, no_color=True))
    return text.getvalue()


@pytest.mark.parametrize("measurement", examples.everything(), ids=lambda each: each.source.file)
def test_fits_eighty_columns_without_colour(measurement: Measurement) -> None:
    text = printed(measurement)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text
    assert "None" not in text


def test_says_the_same_sentence_as_the_page() -> None:
    text = " ".join(printed(examples.squat()).split())
    assert "● Your left knee moves in by about 17° ± 4° once you bend past 42° ± 6°." in text
    assert "○ Your right knee stays in line." in text


def test_a_file_name_is_neither_markup_nor_a_command() -> None:
    assert "[red]a�[2J.mp4" in printed(examples.squat(file="[red]a\x1b[2J.mp4"))


def test_refused_says_what_to_do() -> None:
    text = printed(examples.refused())
    assert "We couldn't measure this picture." in text
    assert "Step back until your whole body fits." in text
