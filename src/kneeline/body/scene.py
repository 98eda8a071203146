"""Everything that is drawn of a motion, as rigid parts over frames: segments, muscle bands, things."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np

from kneeline.body.bands import bands
from kneeline.body.camera import Camera, framed
from kneeline.body.look import DONE_BY_EFFECT, Done
from kneeline.body.motion import Played
from kneeline.body.shape import Mesh, segment_mesh
from kneeline.body.skeleton import SEGMENTS, other_side, segment
from kneeline.body.surfaces import PlacedProp
from kneeline.body.things import BAND_RADIUS_M, thing_mesh
from kneeline.core.errors import BadArgument
from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES

PartKind = Literal["segment", "muscle", "thing"]

_NOT_FRAMED: Final = ("wall",)


@dataclass(frozen=True)
class Emphasis:
    """A muscle that lights up: what is done to it on which side; ``main``: the exercise is for it."""

    muscle: str
    side: str
    done: Done
    main: bool


@dataclass(frozen=True, eq=False)
class Part:
    """A rigid part over frames: its mesh in metres, ``material`` by name (`look.Look.material`), where its frame is:
    ``origin`` (T, 3), ``rotation`` (T, 3, 3), ``stretch`` (T, 3) along its own axes. ``on``: the segment it sits on."""

    name: str
    kind: PartKind
    mesh: Mesh
    material: str
    origin: Floats
    rotation: Floats
    stretch: Floats
    on: str | None = None
    emphasis: Emphasis | None = None

    @property
    def moves(self) -> bool:
        """Whether it is ever elsewhere than at the first frame, by more than a fifth of a millimetre."""
        state = np.concatenate([self.origin, self.rotation.reshape(-1, 9) * 0.2, self.stretch * 0.2], axis=1)
        return bool(np.abs(state - state[0]).max() > 2e-4)

    def points(self, frame: int) -> Floats:
        """(V, 3) m in the world at a frame."""
        placed: Floats = self.origin[frame] + (self.mesh.points * self.stretch[frame]) @ self.rotation[frame].T
        return placed

    def normals(self, frame: int) -> Floats:
        """(V, 3) unit vectors in the world at a frame."""
        bare = (self.mesh.normals / self.stretch[frame]) @ self.rotation[frame].T
        unit: Floats = bare / np.maximum(np.linalg.norm(bare, axis=1, keepdims=True), 1e-9)
        return unit


@dataclass(frozen=True)
class Scene:
    """All parts of a motion that has been played, in the order they are drawn."""

    played: Played
    parts: tuple[Part, ...]

    @property
    def frames(self) -> int:
        """How many there are."""
        return len(self.played.time_s)

    def points(self, frame: int, kind: PartKind | None = None) -> Floats:
        """All points (N, 3) at a frame, or those of one kind of part; walls left out."""
        return np.concatenate([part.points(frame) for part in self._measured(kind)])

    def near_points(self, frame: int) -> Floats:
        """The points (N, 3) that the motion's camera comes close to, all where it names none. Raises BadArgument where
        it names what is not there."""
        names = near(self.played)
        shown = [part for part in self.parts if part.name in names]
        if len(shown) < len(names):
            raise BadArgument(f"The camera of {self.played.motion.id} looks at what is not there: {', '.join(names)}.")
        return np.concatenate([part.points(frame) for part in shown]) if shown else self.points(frame)

    def _measured(self, kind: PartKind | None) -> list[Part]:
        return [part for part in self.parts if part.material not in _NOT_FRAMED and kind in (None, part.kind)]

    @cached_property
    def state(self) -> Floats:
        """(T, N) m: a row a frame, how far apart two are is about how far a part's surface has moved."""
        reach = 0.2
        rows = [np.concatenate([part.origin, part.rotation.reshape(-1, 9) * reach], axis=1) for part in self.parts]
        return np.concatenate(rows, axis=1)

    def different_frames(self, tolerance_m: float = 2e-4) -> list[int]:
        """For each frame the first one that looks the same: holds and ways back are drawn once."""
        chosen: list[int] = []
        same = []
        for frame in range(self.frames):
            gaps = np.abs(self.state[chosen] - self.state[frame]).max(axis=1) if chosen else np.empty(0)
            if len(gaps) and gaps.min() <= tolerance_m:
                same.append(chosen[int(gaps.argmin())])
            else:
                chosen.append(frame)
                same.append(frame)
        return same


def scene(played: Played, emphases: Sequence[Emphasis]) -> Scene:
    """The parts of a motion that has been played, with these muscles lit up."""
    return Scene(played, (*_things(played), *_segments(played), *_muscles(played, emphases)))


def emphases_of(targets: Sequence[tuple[str, str, bool]], side: str) -> tuple[Emphasis, ...]:
    """Muscles with what is done to them from an exercise's targets (muscle, effect, main), on ``side`` or ``both``."""
    sides = SIDES if side == "both" else (side,)
    done = [(muscle, DONE_BY_EFFECT[effect], main) for muscle, effect, main in targets]
    return tuple(Emphasis(muscle, each, how, main) for muscle, how, main in done for each in sides)


def near(played: Played) -> tuple[str, ...]:
    """Segments and things that the motion's camera comes close to, on the side it is played for."""
    names = played.motion.camera.near
    return tuple(other_side(name) for name in names) if played.mirrored else names


def stage_camera(stage: Scene, azimuth_deg: float, elevation_deg: float, size: tuple[int, int]) -> Camera:
    """The camera that holds every frame of a scene, or of what the motion's camera is near."""
    frames = np.unique(np.linspace(0, stage.frames - 1, min(stage.frames, 24)).astype(int))
    points = np.concatenate([stage.near_points(int(frame))[::3] for frame in frames])
    return framed(points, azimuth_deg, elevation_deg, size, margin=min(size) * 0.06)


def _segments(played: Played) -> Iterator[Part]:
    for name in SEGMENTS:
        yield _on_segment(played, name, name, "segment", segment_mesh(name), "clay")


def _muscles(played: Played, emphases: Sequence[Emphasis]) -> Iterator[Part]:
    for each in emphases:
        material = each.done if each.main else f"{each.done}-helper"
        for number, band in enumerate(bands(each.muscle, each.side, each.done)):
            name = f"{each.muscle}_{each.side}.{number}"
            yield _on_segment(played, name, band.segment, "muscle", band.mesh, material, each)


def _on_segment(
    played: Played, name: str, on: str, kind: PartKind, mesh: Mesh, material: str, emphasis: Emphasis | None = None
) -> Part:
    index, placed = segment(on), played.placed
    scaled = Mesh(mesh.points * placed.scale[index], mesh.normals, mesh.faces)
    stretch = np.ones((len(played.time_s), 3))
    return Part(name, kind, scaled, material, placed.origin[:, index], placed.rotation[:, index], stretch, on, emphasis)


def _things(played: Played) -> Iterator[Part]:
    for name, thing in played.props.items():
        mesh = thing_mesh(thing.prop.kind, thing.size)
        if thing.ends is not None and thing.ends.shape[1] == 2:
            yield _band_round(name, thing, mesh)
        else:
            stretch = np.ones((len(thing.position), 3))
            yield Part(name, "thing", mesh, thing.prop.kind, thing.position, thing.rotation, stretch)


def _band_round(name: str, thing: PlacedProp, mesh: Mesh) -> Part:
    """A loop round two segments: its z runs from one to the other and is drawn out with them."""
    assert thing.ends is not None
    apart = thing.ends[:, 1] - thing.ends[:, 0]
    far = np.linalg.norm(apart, axis=1, keepdims=True)
    z = apart / np.maximum(far, 1e-9)
    up = thing.rotation[:, :, 1]
    y = up - (up * z).sum(axis=1, keepdims=True) * z
    y /= np.linalg.norm(y, axis=1, keepdims=True)
    rotation = np.stack([np.cross(y, z), y, z], axis=2)
    drawn = (far + 2 * BAND_RADIUS_M) / (1 + 2 * BAND_RADIUS_M)
    stretch = np.concatenate([np.ones_like(drawn), np.ones_like(drawn), drawn], axis=1)
    return Part(name, "thing", mesh, "band", thing.ends.mean(axis=1), rotation, stretch)
