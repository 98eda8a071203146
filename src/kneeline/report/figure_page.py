"""Pages with an island in them, each one file of its own: an exercise shown by the figure, and the valgus explorer.

They hold the island's script and everything it shows, and ask for nothing: they work from a disk, and their policy
lets no other script run.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import Exercise
from kneeline.core.errors import KneelineError
from kneeline.core.language import _
from kneeline.report.html import render
from kneeline.report.programme_words import kind_words

ISLAND_FILE = "assets/islands/figure.js"


@dataclass(frozen=True)
class Island:
    """The script of the islands, and its hash as a page's policy names it."""

    script: str
    hash: str


@dataclass(frozen=True)
class Held:
    """Data inside a page: the element's id, its media type, its text."""

    id: str
    kind: str
    text: str


@cache
def island() -> Island:
    """The islands' script. Raises KneelineError where this checkout has not been built."""
    file = files("kneeline.report").joinpath(ISLAND_FILE)
    if not file.is_file():
        raise KneelineError("The figure's page script is missing: run scripts/setup.")
    script = file.read_text(encoding="utf-8").replace("</script", "<\\/script")
    digest = b64encode(sha256(script.encode()).digest()).decode("ascii")
    return Island(script, f"sha256-{digest}")


def exercise_page(exercise: Exercise, clip: bytes, moving: str, still: str) -> str:
    """An exercise as a page: ``clip`` as .glb, and for screens without WebGL ``moving`` and ``still`` as SVG."""
    equipment = [catalogue().equipment[each].name for each in exercise.equipment]
    return render(
        "exercise.html.jinja",
        title=exercise.name,
        exercise=exercise,
        kind=kind_words(exercise.kind),
        equipment=equipment,
        moving=_svg_address(moving),
        still=_svg_address(still),
        island=island(),
        held=[_clip(clip)],
    )


def explorer_page(table: str, clip: bytes, own: Mapping[str, Any] | None = None) -> str:
    """The valgus explorer as a page: its rows as JSON, the standing figure as .glb; ``own``: a person's own leg."""
    return render(
        "explorer.html.jinja",
        title=_("What makes a knee cave in"),
        lead=_("Move one leg of the figure. Each sign brings the knee in by itself; together they add up."),
        without_script=_("This page shows a figure that you can move; it needs JavaScript."),
        own=json.dumps(own, ensure_ascii=False) if own else None,
        island=island(),
        held=[_clip(clip), Held("table", "application/json", table.replace("</", "<\\/"))],
    )


def _clip(clip: bytes) -> Held:
    return Held("clip", "model/gltf-binary;base64", b64encode(clip).decode("ascii"))


def _svg_address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode('ascii')}"
