"""Pages with an island: whole in themselves, and only their own script may run."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from kneeline.body.look import LOOKS
from kneeline.catalogue import catalogue
from kneeline.report.figure_page import exercise_page, explorer_page


@pytest.fixture(scope="module")
def page() -> str:
    return exercise_page(catalogue().exercises["clamshell"], b"glTF", "<svg>moving</svg>", "<svg>still</svg>")


def test_the_page_tells_start_steps_and_dose(page: str) -> None:
    exercise = catalogue().exercises["clamshell"]
    for text in (exercise.name, exercise.start, exercise.dose.printed, *exercise.steps):
        assert text in page


def test_the_policy_names_the_script_that_is_there(page: str) -> None:
    (script,) = re.findall(r'<script type="module">(.*?)</script>', page, re.S)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page


def test_the_clip_is_inside(page: str) -> None:
    held = '<script type="model/gltf-binary;base64" id="clip">' + b64encode(b"glTF").decode()
    assert held in page


def test_text_that_looks_like_markup_stays_text() -> None:
    page = explorer_page('{"a": "</script>"}', b"glTF", {"said": '"<b>'})
    assert page.count("</script>") == 3
    assert "<b>" not in page


def test_the_figure_has_the_same_colours_in_webgl() -> None:
    """The island's look.json is the figure's look, theme by theme."""
    root = Path(__file__).resolve().parents[2]
    looks = json.loads((root / "frontend" / "src" / "figure" / "look.json").read_text(encoding="utf-8"))
    for theme, look in LOOKS.items():
        own = {name: getattr(look, name) for name in looks[theme]}
        assert looks[theme] == own
