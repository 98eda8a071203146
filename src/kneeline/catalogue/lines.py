"""Which line of a TOML file a key stands on: the parser tells it for broken syntax alone."""

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-]+|\"[^\"]*\")\s*=")


def line_of(text: str, path: tuple[str | int, ...]) -> int:
    """Line, from 1, of the key at ``path`` (keys, and indices of arrays of tables); the nearest one above it where the
    key itself stands inside a value or is missing."""
    best, deepest = 1, 0
    here: tuple[str | int, ...] = ()
    counts: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            here = _table(header, counts)
            candidate = here
        elif key := _KEY.match(line):
            candidate = (*here, key.group(1).strip('"'))
        else:
            continue
        common = _common(candidate, path)
        if common == len(candidate) and common > deepest:
            best, deepest = number, common
    return best


def _table(header: re.Match[str], counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    """The path a table's header opens; ``counts`` knows how many tables each array has so far."""
    path: tuple[str | int, ...] = ()
    keys = [key.strip().strip('"') for key in header.group(2).split(".")]
    for key in keys[:-1]:
        path = (*path, key)
        if path in counts:
            path = (*path, counts[path] - 1)
    path = (*path, keys[-1])
    if header.group(1) == "[[":
        counts[path] = counts.get(path, 0) + 1
        path = (*path, counts[path] - 1)
    return path


def _common(first: tuple[str | int, ...], second: tuple[str | int, ...]) -> int:
    """How many leading parts agree."""
    return next(
        (index for index, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
