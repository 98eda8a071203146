"""Light on the figure: a soft lamp from the upper left, darker where parts meet, a soft shadow on the floor."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, map_coordinates, zoom

from kneeline.body.camera import Camera
from kneeline.body.look import Look, Material
from kneeline.body.raster import Drawing, Seen, draw, nothing
from kneeline.body.scene import Part, Scene
from kneeline.core.recording import Floats

Rgb = npt.NDArray[np.uint8]
Grey = npt.NDArray[np.float32]

_LAMP: Final = np.array([-0.44, 0.64, 0.63])  # right, up, towards the camera
_CELL_M: Final = 0.0125
_REACH_M: Final = 0.35  # beyond the figure's own outline the floor takes no shadow
_NEAR_M, _FAR_M = 0.05, 0.55
"""Heights at which what is above stops to press a dark, and a faint, shadow on the floor."""
_CREASE_M: Final = 0.08
_CREASE: Final = 0.40
_FLAT_LIGHT: Final = 0.96
_CREASE_OF_HEIGHT: Final = 0.012


@dataclass(frozen=True)
class Studio:
    """A scene before a camera in one look. ``finer``: pixels each picture's pixel is made of, along an edge."""

    scene: Scene
    camera: Camera
    look: Look
    finer: int = 2

    @cached_property
    def materials(self) -> tuple[str, ...]:
        """Names of the materials there are, the ids of a `Seen` picture."""
        return tuple(dict.fromkeys(part.material for part in self.scene.parts))

    @cached_property
    def big(self) -> Camera:
        """The camera at the size that is drawn."""
        width, height = self.camera.size
        size = (width * self.finer, height * self.finer)
        c = self.camera
        return Camera(c.azimuth_deg, c.elevation_deg, c.target, c.scale * self.finer, size, c.distance_m)

    def seen(self, frame: int) -> Seen:
        """What is in each of the finer pixels. Things that stand still are drawn once."""
        return draw(self._drawing(self._moving, frame), self.still_things)

    @cached_property
    def still_things(self) -> Seen:
        """The things that stay where they are, without anybody."""
        still = [part for part in self.scene.parts if part not in self._moving]
        empty = nothing(self.big.size)
        return draw(self._drawing(still, 0), empty) if still else empty

    @cached_property
    def moving_materials(self) -> tuple[int, ...]:
        """Ids of the materials of the body and of what moves with it."""
        return tuple(sorted({self.materials.index(part.material) for part in self._moving}))

    @cached_property
    def _flat(self) -> int:
        return self.materials.index("wall") if "wall" in self.materials else len(self.materials)

    @cached_property
    def _moving(self) -> list[Part]:
        return [part for part in self.scene.parts if part.kind != "thing" or part.moves]

    def light(self, seen: Seen, every: int = 1) -> Grey:
        """How lit each pixel is, or one in ``every`` along rows and columns, 0..1: 1 turned to the lamp, less on
        the shade side and in creases; a wall all the same, as a backdrop is."""
        towards = np.clip(seen.normal[::every, ::every] @ _LAMP.astype(np.float32) * 0.5 + 0.5, 0, 1)
        lit = 1 - self.look.shade * (1 - towards**1.1)
        flat = seen.material[::every, ::every] == self._flat
        shaded: Grey = np.where(flat, _FLAT_LIGHT, lit * self._creases(seen, every)).astype(np.float32)
        return shaded

    def shadow(self, frame: int, of_still_things: bool = True) -> Grey:
        """The floor's shadow behind every pixel of the picture, 0 none .. 1 full; 0 where there is no floor."""
        shown = self.scene.parts if of_still_things else self._moving
        return self._on_floor(*self._floor_shadow(frame, [part for part in shown if _shades_floor(part)]))

    def still_shadow(self) -> Grey:
        """The shadow of the things that stand still, without anybody."""
        still = [part for part in self.scene.parts if part not in self._moving and _shades_floor(part)]
        return self._on_floor(*self._floor_shadow(0, still)) if still else np.zeros(self._floor.shape[:2], np.float32)

    def _on_floor(self, low: Floats, grid: Grey) -> Grey:
        at = (self._floor - low) / _CELL_M
        places = np.moveaxis(np.nan_to_num(at, nan=-9.0), -1, 0)
        return map_coordinates(grid, places, order=1, mode="constant", cval=0.0).astype(np.float32)

    def _floor_shadow(self, frame: int, parts: list[Part]) -> tuple[Floats, Grey]:
        """Lowest x, z (2,) and the shadow on a grid over x and z of the floor."""
        drawing = _joined(parts, frame, self.materials, np.eye(3))
        flat = drawing.points[:, [0, 2]]
        low = flat.min(axis=0) - _REACH_M
        cells = np.ceil((flat.max(axis=0) + _REACH_M - low) / _CELL_M).astype(int)
        from_below = np.column_stack([(flat - low)[:, ::-1] / _CELL_M, np.maximum(drawing.points[:, 1], 0.0)])
        upside_down = Drawing(from_below, drawing.normals, drawing.faces[:, ::-1], drawing.material)
        height = draw(upside_down, nothing((int(cells[1]), int(cells[0])))).depth
        near = gaussian_filter(np.exp(-height / _NEAR_M), 0.018 / _CELL_M)
        far = gaussian_filter(np.exp(-height / _FAR_M), 0.06 / _CELL_M)
        return low, np.clip(0.55 * near + 0.6 * far, 0, 1).astype(np.float32)

    def picture(self, frame: int) -> Rgb:
        """The frame (H, W, 3), antialiased."""
        whole = self.seen(frame)
        rows, columns = _filled(whole.material >= 0, self.finer)
        seen = Seen(whole.depth[rows, columns], whole.material[rows, columns], whole.normal[rows, columns])
        there = seen.material >= 0
        lit = self._colours[seen.material] * self.light(seen)[..., None] * there[..., None]
        height, width = there.shape[0] // self.finer, there.shape[1] // self.finer
        body = lit.reshape(height, self.finer, width, self.finer, 3).mean(axis=(1, 3))
        cover = there.reshape(height, self.finer, width, self.finer).mean(axis=(1, 3), dtype=np.float32)[..., None]
        made = self._floor_colour(frame)
        part = made[rows.start // self.finer : rows.stop // self.finer, columns.start // self.finer :][:, :width]
        part[:] = body + (1 - cover) * part
        return np.clip(made, 0, 255).astype(np.uint8)

    @cached_property
    def _colours(self) -> Grey:
        """(materials + 1, 3) sRGB; the last row, which nothing takes, is black."""
        rows = [*(self.look.material(name).rgb for name in self.materials), np.zeros(3)]
        return np.array(rows, dtype=np.float32)

    def _floor_colour(self, frame: int) -> Grey:
        paper = Material("paper", self.look.paper).rgb.astype(np.float32)
        return paper * (1 - np.float32(self.look.shadow) * self.shadow(frame)[..., None])

    @cached_property
    def _floor(self) -> Floats:
        return self.camera.floor()

    def _creases(self, seen: Seen, every: int) -> Grey:
        """Less light behind what stands nearer (Luft et al. 2006, unsharp masking of the depth)."""
        step = 2 * self.finer
        coarse = seen.depth[::step, ::step]
        far = coarse[np.isfinite(coarse)].max(initial=0.0)
        blurred = gaussian_filter(
            np.where(np.isfinite(coarse), coarse, far), _CREASE_OF_HEIGHT * self.camera.size[1] / 2
        )
        depth = seen.depth[::every, ::every]
        rows, columns = depth.shape
        around = zoom(blurred, step // every, order=1, grid_mode=True, mode="nearest")[:rows, :columns]
        nearer = np.where(np.isfinite(depth), depth, far) - around
        close = np.maximum(nearer / _CREASE_M, 0)  # darkest a hand's breadth behind, less beyond
        dark: Grey = 1 - np.float32(_CREASE) * close * np.exp(1 - close)
        return dark

    def _drawing(self, parts: list[Part], frame: int) -> Drawing:
        drawing = _joined(parts, frame, self.materials, self.big.axes)
        return Drawing(self.big.project(drawing.points), drawing.normals, drawing.faces, drawing.material)


def _filled(there: npt.NDArray[np.bool_], step: int) -> tuple[slice, slice]:
    """Rows and columns that hold all of the picture, whole multiples of ``step``."""
    spans = []
    for axis in (1, 0):
        at = np.flatnonzero(there.any(axis=axis))
        first, last = (int(at[0]), int(at[-1])) if len(at) else (0, step - 1)
        spans.append(slice(first // step * step, (last // step + 1) * step))
    return spans[0], spans[1]


def _shades_floor(part: Part) -> bool:
    return part.kind != "muscle" and part.material != "wall"


def _joined(parts: list[Part], frame: int, materials: tuple[str, ...], axes: Floats) -> Drawing:
    """The parts at a frame as one set of triangles in the world, normals along ``axes``."""
    starts = np.cumsum([0, *[len(part.mesh.points) for part in parts]])
    return Drawing(
        np.concatenate([part.points(frame) for part in parts]),
        np.concatenate([part.normals(frame) for part in parts]) @ axes.T,
        np.concatenate([part.mesh.faces + np.int32(start) for part, start in zip(parts, starts, strict=False)]),
        np.concatenate([np.full(len(part.mesh.faces), materials.index(part.material), np.int32) for part in parts]),
    )
