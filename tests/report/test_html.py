import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from kneeline.core.measurement import Measurement
from kneeline.core.still import Still
from kneeline.core.wire import measurement_from_dict, measurement_to_dict
from kneeline.report.html import render_html
from tests.report import examples
from tests.words.forbidden import NOT_IN_A_REPORT, claims

NASTY = "<script>alert(1)</script>\"'&{{ 7*7 }}<img src=x onerror=alert(2)>.mp4"


class Page(HTMLParser):
    """What a page holds: its tags with their attributes in order, and its visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._in_style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self.text += " " + data

    def all(self, *names: str) -> list[dict[str, str | None]]:
        """Attributes of every such tag."""
        return [attributes for tag, attributes in self.tags if tag in names]

    def spoken(self) -> str:
        """The visible text and what a screen reader says instead of pictures."""
        labels = [attributes.get(name) or "" for _, attributes in self.tags for name in ("alt", "aria-label")]
        return " ".join([self.text, *labels])


def page(measurement: Measurement, *stills: Still) -> Page:
    return Page(render_html([(measurement, stills)]))


@pytest.mark.parametrize("measurement", examples.everything(), ids=lambda each: each.source.file)
def test_every_kind_of_measurement_has_a_page(measurement: Measurement) -> None:
    shown = page(measurement, examples.still())
    words = shown.spoken()
    assert "None" not in words
    assert "nan" not in words.split()
    assert claims(words) == []
    assert not NOT_IN_A_REPORT.search(words)
    assert shown.all("main")
    assert shown.all("header")
    assert shown.all("footer")
    assert len(shown.all("h1")) == 1
    assert all(attributes.get("scope") for attributes in shown.all("th"))
    assert all(attributes.get("alt") for attributes in shown.all("img"))


@pytest.mark.parametrize("measurement", examples.everything(), ids=lambda each: each.source.file)
def test_no_script_and_nothing_fetched(measurement: Measurement) -> None:
    html = render_html([(measurement, [examples.still()])])
    assert "<script" not in html
    assert "javascript:" not in html
    assert "http://" not in html
    assert "https://" not in html
    assert "@import" not in html
    addresses = re.findall(r'(?:src|href)="([^"]*)"|url\(([^)]*)\)', html)
    assert all((first or second).startswith(("data:", "#")) for first, second in addresses)


def test_sentence_first_then_picture_then_chart_then_table() -> None:
    html = render_html([(examples.squat(), [examples.still()])])
    places = [html.index(part) for part in ("Your left knee moves in", "<img", "bend of the knee", "<table")]
    assert places == sorted(places)


def test_a_file_name_may_hold_anything() -> None:
    measurement = examples.squat(file=NASTY)
    shown = page(measurement, examples.still())
    assert not shown.all("script")
    assert len(shown.all("img")) == 1
    assert NASTY in shown.text
    assert "49" not in re.findall(r"\w+", shown.text.split("How it was measured")[1])


def test_words_from_a_problem_and_an_estimator_are_escaped() -> None:
    measurement = examples.refused()
    problem = replace(measurement.view.problems[0], message="<b>bold</b>", what_to_do="<i>do</i>")
    measurement = replace(
        measurement,
        view=replace(measurement.view, problems=(problem,)),
        pose=replace(measurement.pose, estimator="<u>mine</u>"),
    )
    assert not page(measurement).all("b", "i", "u")


def test_a_name_that_is_no_text_still_makes_a_file() -> None:
    render_html([(examples.squat(file="caf\udce9.mp4"), [])]).encode("utf-8")


def test_headings_step_down_one_at_a_time() -> None:
    html = render_html([(examples.squat(), []), (examples.standing(), [])])
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_several_files_have_sections_of_their_own() -> None:
    shown = Page(render_html([(measurement, []) for measurement in examples.everything()]))
    names = [attributes["id"] for _, attributes in shown.tags if "id" in attributes]
    assert len(shown.all("article")) == len(examples.everything())
    assert len(names) == len(set(names))
    assert {link["href"] for link in shown.all("a")} <= {f"#{name}" for name in names}


def test_three_outcomes() -> None:
    assert "Knee moving in: seen" in page(examples.squat()).text
    assert "Knee moving in: not seen" in page(examples.squat()).text
    assert "Knee moving in: could not be seen" in page(examples.squat_unseen()).text


def test_refused_picture_says_why_and_what_to_do() -> None:
    text = page(examples.refused(), examples.still("still", sides=())).text
    assert "We couldn't measure this picture." in text
    assert "We couldn't find a whole person." in text
    assert "Step back until your whole body fits." in text


def test_without_curves_the_table_still_stands() -> None:
    reread = measurement_from_dict(measurement_to_dict(examples.squat()))
    text = page(reread).text
    assert "moves in by 17°" in text
    assert "bend of the knee" not in text


def test_picture_shows_the_angle_of_its_own_moment() -> None:
    (image,) = page(examples.squat(), examples.still(time_s=1.8)).all("img")
    assert "left leg 14°" in (image["alt"] or "").lower()


def test_number_and_error_stay_on_one_line() -> None:
    text = page(examples.squat()).text
    assert "17°\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}4°" in text
