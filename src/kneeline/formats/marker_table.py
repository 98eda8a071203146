"""The table of marker names and of the ways from markers to joints (``markers.toml``), checked as it is read."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import rtoml

from kneeline.core.errors import UnreadableFile
from kneeline.core.skeleton import MIDLINE, PAIRED, Side

MIDLINE_LANDMARKS = frozenset({"sacrum", "nose"})


@dataclass(frozen=True)
class Weighted:
    """The joint is a sum of weight x landmark."""

    joint: str
    weights: Mapping[str, float]
    source: str

    @property
    def landmarks(self) -> tuple[str, ...]:
        return tuple(self.weights)


@dataclass(frozen=True)
class MovedMedially:
    """The joint lies ``mm`` from the landmark towards the other leg, along the line between the hips."""

    joint: str
    landmark: str
    mm: float
    source: str

    @property
    def landmarks(self) -> tuple[str, ...]:
        return (self.landmark,)


@dataclass(frozen=True)
class FromPelvis:
    """The hip centre from the pelvis: offsets from the middle of the front spines.

    posterior, inferior and lateral map ``depth`` (pelvic depth) and ``width`` (between the front spines) to a ratio
    and ``mm`` to a constant; each offset is their sum.
    """

    joint: str
    front: str
    back: str
    posterior: Mapping[str, float]
    inferior: Mapping[str, float]
    lateral: Mapping[str, float]
    source: str

    @property
    def landmarks(self) -> tuple[str, ...]:
        return (self.front, self.back)


Rule = Weighted | MovedMedially | FromPelvis


@dataclass(frozen=True)
class MarkerSet:
    """What the names of one laboratory's set mean: landmark to names, the best name first."""

    name: str
    source: str
    recognised_by: tuple[str, ...]
    markers: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for names in self.markers.values() for name in names)


@dataclass(frozen=True)
class KeyPoints:
    """The order of the key points of one body model."""

    name: str
    source: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class MarkerTable:
    """The whole table. Each set already holds the names that mean the same in every set, after its own."""

    sets: tuple[MarkerSet, ...]
    rules: tuple[Rule, ...]
    keypoints: tuple[KeyPoints, ...]

    def set_of(self, names: Iterable[str]) -> MarkerSet:
        """The first set all of whose recognising names are among these marker names (as a file spells them)."""
        bases = {base for name in names for _, base in readings(name)}
        return next(one for one in self.sets if bases.issuperset(one.recognised_by))


@cache
def marker_table() -> MarkerTable:
    """The table kneeline ships with."""
    path = resources.files("kneeline.formats") / "markers.toml"
    return parse_marker_table(path.read_text(encoding="utf-8"), "markers.toml")


def parse_marker_table(text: str, file: str) -> MarkerTable:
    """The table written in ``text``. Raises UnreadableFile naming file and line where it breaks its schema."""
    try:
        data = rtoml.loads(text)
    except rtoml.TomlParsingError as error:
        raise UnreadableFile(f"{file}: {error}.") from error
    shared = _Entry(file, text, "[every_set.markers]", 0, data.get("every_set", {}))
    sets = tuple(_marker_set(entry, shared) for entry in _entries(file, text, data, "set"))
    landmarks = {landmark for one in sets for landmark in one.markers}
    rules = tuple(_rule(entry, landmarks) for entry in _entries(file, text, data, "joint"))
    keypoints = tuple(_keypoints(entry) for entry in _entries(file, text, data, "keypoints"))
    if not sets or sets[-1].recognised_by:
        raise UnreadableFile(f"{file}: the last [[set]] must have an empty recognised_by, to take every other file.")
    return MarkerTable(sets, rules, keypoints)


def readings(name: str) -> tuple[tuple[Side | None, str], ...]:
    """The ways to read a marker's name as (side, base name), the surest first.

    ``subject:`` in front is dropped; the base name is in lower case without separators.
    """
    clean = name.rsplit(":", 1)[-1].strip()
    sided = [
        (_SIDE[match["side"][0].lower()], _base(match["base"]))
        for pattern in _SIDE_PATTERNS
        if (match := pattern.fullmatch(clean))
    ]
    return (*sided, (None, _base(clean)))


_SIDE: Mapping[str, Side] = {"l": "left", "r": "right"}
_SIDE_PATTERNS = (
    re.compile(r"(?i:(?P<side>left|right))[\W_]?(?P<base>.+)"),
    re.compile(r"(?P<base>.+?)[\W_]?(?i:(?P<side>left|right))"),
    re.compile(r"(?P<side>[lrLR])[\W_]?(?P<base>.+)"),
    re.compile(r"(?P<base>.+)[\W_](?P<side>[lrLR])"),
    re.compile(r"(?P<base>.+[a-z0-9])(?P<side>[LR])"),
)


def _base(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


@dataclass(frozen=True)
class _Entry:
    """One table of the file, able to say on which line it begins."""

    file: str
    text: str
    header: str
    index: int
    data: Mapping[str, Any]

    def refuse(self, what: str) -> UnreadableFile:
        lines = [n for n, line in enumerate(self.text.splitlines(), 1) if line.strip() == self.header]
        line = lines[self.index] if self.index < len(lines) else 1
        return UnreadableFile(f"{self.file}, line {line}: {what}.")

    def words(self, key: str) -> str:
        value = self.data.get(key)
        if not isinstance(value, str) or not value:
            raise self.refuse(f"{key} must be text, and is {value!r}")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key)
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise self.refuse(f"{key} must be a list of names, and is {value!r}")
        return tuple(value)

    def numbers(self, key: str) -> Mapping[str, float]:
        value = self.data.get(key)
        if not isinstance(value, dict) or not all(isinstance(number, float) for number in value.values()):
            raise self.refuse(f"{key} must map names to numbers with a decimal point, and is {value!r}")
        return value

    def only(self, *keys: str) -> None:
        if unknown := sorted(set(self.data) - set(keys)):
            raise self.refuse(f"{unknown[0]!r} is not a key of {self.header}")


def _entries(file: str, text: str, data: Mapping[str, Any], key: str) -> list[_Entry]:
    return [_Entry(file, text, f"[[{key}]]", index, item) for index, item in enumerate(data.get(key, []))]


def _marker_set(entry: _Entry, shared: _Entry) -> MarkerSet:
    entry.only("name", "source", "recognised_by", "markers")
    own, every = _markers(entry), _markers(shared)
    taken = {name for names in own.values() for name in names}
    markers = {
        landmark: tuple(
            dict.fromkeys((*own.get(landmark, ()), *(name for name in every.get(landmark, ()) if name not in taken)))
        )
        for landmark in {**own, **every}
    }
    return MarkerSet(entry.words("name"), entry.words("source"), entry.names("recognised_by"), markers)


def _markers(entry: _Entry) -> dict[str, tuple[str, ...]]:
    markers = {
        landmark: replace(entry, data=entry.data["markers"]).names(landmark)
        for landmark in entry.data.get("markers", {})
    }
    seen: dict[str, str] = {}
    for landmark, names in markers.items():
        for name in names:
            if name != _base(name):
                raise entry.refuse(f"{name!r} must be written in lower case without separators")
            if seen.setdefault(name, landmark) != landmark:
                raise entry.refuse(f"{name!r} stands for both {seen[name]} and {landmark}")
    return markers


def _rule(entry: _Entry, landmarks: set[str]) -> Rule:
    joint = entry.words("joint")
    if joint not in (*PAIRED, *MIDLINE):
        raise entry.refuse(f"{joint!r} is no joint; the joints are {', '.join((*PAIRED, *MIDLINE))}")
    how = entry.words("how")
    if how not in _HOW:
        raise entry.refuse(f"how must be one of {', '.join(_HOW)}, and is {how!r}")
    rule = _HOW[how](entry, joint)
    if unknown := sorted(set(rule.landmarks) - landmarks):
        raise entry.refuse(f"no set has names for the landmark {unknown[0]!r}")
    return rule


def _weighted(entry: _Entry, joint: str) -> Weighted:
    entry.only("joint", "how", "weights", "source")
    weights = entry.numbers("weights")
    if abs(sum(weights.values()) - 1.0) > 1e-9:
        raise entry.refuse(f"the weights of {joint} must add up to 1, and add up to {sum(weights.values()):g}")
    return Weighted(joint, weights, entry.words("source"))


def _moved_medially(entry: _Entry, joint: str) -> MovedMedially:
    entry.only("joint", "how", "landmark", "mm", "source")
    mm = entry.data.get("mm")
    if not isinstance(mm, float) or mm <= 0:
        raise entry.refuse(f"mm must be a number above 0, and is {mm!r}")
    return MovedMedially(joint, entry.words("landmark"), mm, entry.words("source"))


def _from_pelvis(entry: _Entry, joint: str) -> FromPelvis:
    entry.only("joint", "how", "front", "back", "posterior", "inferior", "lateral", "source")
    posterior, inferior, lateral = (entry.numbers(key) for key in ("posterior", "inferior", "lateral"))
    if unknown := sorted({*posterior, *inferior, *lateral} - {"depth", "width", "mm"}):
        raise entry.refuse(f"{unknown[0]!r} is no size of the pelvis; use depth, width and mm")
    front, back, source = entry.words("front"), entry.words("back"), entry.words("source")
    return FromPelvis(joint, front, back, posterior, inferior, lateral, source)


_HOW: Mapping[str, Callable[[_Entry, str], Rule]] = {
    "weighted": _weighted,
    "moved_medially": _moved_medially,
    "pelvis": _from_pelvis,
}


def _keypoints(entry: _Entry) -> KeyPoints:
    entry.only("name", "source", "names")
    return KeyPoints(entry.words("name"), entry.words("source"), entry.names("names"))
