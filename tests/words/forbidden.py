"""What nothing that people see may claim, everything that people see, and the sentences that may say it all the same.

``allowed.txt`` holds those sentences, exactly: quoted questions, titles of papers and negations ("no diagnosis").
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "kneeline"
ALLOWED = Path(__file__).with_name("allowed.txt")

_IN_ENGLISH = (
    r"diagnos|\bcure|\bcuring\b|\brisk scores?\b|\bscreening\b|guarantee|\bfixes\b|abnormal|\bdeformit"
    r"|\b(correct|fix|straighten|heal)s? your (knees|legs)\b|\binjury risks?\b|\brisk of (an )?injur"
    r"|\b(will|can)\b[^.]* by \d+ ?(°|degrees)|clinical grade|great job|\bperfect\b"
)

_IN_SPANISH = (
    r"diagn[oó]stic|\bcura(r|s|n|rá|ción)?\b|garantiz|\bcrib(ado|aje)|puntuaci[oó]n(es)? de riesgo|anormal|\bdeform"
    r"|\b(corr[ei]g|arregl|endere[zc]|sana)\w* (tus|las|tu|la) (rodilla|pierna)|\bcorr[ei]g(e|en|ir[áa]?|imos)\b"
    r"|\briesgos? de (una )?lesi|\b(se moverá|irá|cambiará|mejorará|bajará)[^.]* \d+ ?(°|grados)"
    r"|grado clínico|\bperfect[oa]s?\b"
)

FORBIDDEN = re.compile(f"{_IN_ENGLISH}|{_IN_SPANISH}", re.IGNORECASE)
"""Anywhere at all."""

NOT_IN_A_REPORT = re.compile(
    r"injur|\bscore|\bfix(es|ed|ing)?\b|\brisk|\bpromise|\bbad\b",
    re.IGNORECASE,
)
"""Nor these where a person's own numbers and exercises are told."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?:;])[\"”)]?\s+|\n\s*\n|\s*\|\s*")
_MARKUP = re.compile(r"\{[%#].*?[%#]\}|<[^>]*>", re.DOTALL)


def allowed() -> tuple[str, ...]:
    """The sentences that may use a forbidden word."""
    lines = ALLOWED.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def claims(text: str) -> list[str]:
    """The sentences of a text that use a forbidden word, white space made even."""
    sentences = (" ".join(sentence.split()) for sentence in _SENTENCE_ENDS.split(text))
    return [sentence for sentence in sentences if FORBIDDEN.search(sentence)]


def everything() -> Iterator[tuple[str, str]]:
    """Every text that people see, with the name of its file."""
    for room in ("catalogue", "assess", "programme", "coach", "report", "measure"):
        for file in sorted((SOURCE / room).rglob("*.toml")):
            yield from ((file.name, text) for text in _strings(tomllib.loads(file.read_text(encoding="utf-8"))))
    for file in sorted((SOURCE / "report").rglob("*.jinja")):
        yield file.name, _MARKUP.sub("\n\n", file.read_text(encoding="utf-8"))
    for room in ("cli", "report"):
        for file in sorted((SOURCE / room).glob("*.py")):
            yield from ((file.name, text) for text in _literals(file, with_help=room == "cli"))
    for file in sorted((SOURCE / "locale").rglob("*.po")):
        yield from ((file.name, text) for text in _translated(file))
    for file in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        if file.exists():  # the documents are not in an unpacked wheel
            yield file.name, re.sub(r"\n(?=[*#|-])", "\n\n", file.read_text(encoding="utf-8"))


def _translated(file: Path) -> Iterator[str]:
    """All translations of a file of gettext."""
    with file.open("rb") as stream:
        for message in read_po(stream):
            if message.id:
                yield from message.string if isinstance(message.string, tuple) else (str(message.string),)


def _strings(value: Any) -> Iterator[str]:
    """All texts in a TOML file, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _literals(file: Path, *, with_help: bool) -> Iterator[str]:
    """All text literals of a module; ``with_help``: docstrings too, which typer shows as help."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    explained = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield "".join(str(part) for part in parts)
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and (with_help or id(node) not in explained)
        ):
            yield node.value
