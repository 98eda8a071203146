"""The muscles' lines of pull as data: `muscle_paths.toml`, each with whose numbers it holds and under which licence."""

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Literal

import msgspec
import rtoml
from msgspec import Meta, Struct

Vector = tuple[float, float, float]
Part = Literal["pelvis", "abdomen", "thorax", "thigh", "shank", "foot", "forefoot", "big_toe"]


class Slide(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A point that shifts by ``per_degree`` metres for each degree of ``arch_drop``: a low arch is a long foot."""

    per_degree: Vector


class Swing(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A point at the end of a ligament of ``length`` metres that leans forward from straight up by ``lean`` degrees and
    by ``per_degree`` more for each degree of knee flexion: the kneecap on the shank's patellar ligament."""

    length: Annotated[float, Meta(gt=0)]
    lean: float
    per_degree: float


class Point(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A point of a line: ``at`` metres in the segment's frame, right side of the reference figure."""

    on: Part
    at: Vector
    slide: Slide | None = None
    swing: Swing | None = None


class Wrap(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A cylinder without ends on a segment. The line from point number ``after`` to the next never passes through it:
    going on, it turns round ``axis`` by the right-hand rule (+Z: behind a joint, −Z: before it)."""

    after: Annotated[int, Meta(ge=0)]
    on: Part
    centre: Vector
    axis: Vector
    radius: Annotated[float, Meta(gt=0)]


class Line(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of pull of a muscle (id of the catalogue), from its origin on. ``source``: whose numbers; ``changed``:
    what is ours in them."""

    id: str
    muscle: str
    source: str
    points: Annotated[tuple[Point, ...], Meta(min_length=2)]
    wraps: tuple[Wrap, ...] = ()
    changed: str | None = None


class Origin(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whose numbers: ``text`` names the work, ``licence`` what allows their use."""

    id: str
    text: str
    licence: str


class _File(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    source: tuple[Origin, ...]
    line: tuple[Line, ...]


@cache
def _file() -> _File:
    text = files("kneeline.body").joinpath("muscle_paths.toml").read_text(encoding="utf-8")
    return msgspec.convert(rtoml.loads(text), _File)


@cache
def lines() -> MappingProxyType[str, Line]:
    """Every line by its id, in the file's order."""
    return MappingProxyType({line.id: line for line in _file().line})


@cache
def origins() -> MappingProxyType[str, Origin]:
    """The works the numbers are from, by id."""
    return MappingProxyType({origin.id: origin for origin in _file().source})


@cache
def lines_of(name: str) -> tuple[Line, ...]:
    """The lines of a muscle, or the one line of that id. Raises KeyError where there is neither."""
    if name in lines():
        return (lines()[name],)
    found = tuple(line for line in lines().values() if line.muscle == name)
    if not found:
        raise KeyError(name)
    return found


@cache
def muscles() -> tuple[str, ...]:
    """Ids of the muscles that have a line, in the file's order."""
    return tuple(dict.fromkeys(line.muscle for line in lines().values()))
