"""Light on the figure: a soft lamp from the upper left, darker where parts meet, a soft shadow on the floor."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, grey_opening, map_coordinates

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

    def _seen_part(self, frame: int) -> tuple[Seen, slice, slice]:
        """The same of the rows and columns alone in which there is anything."""
        drawing, behind = self._drawing(self._moving, frame), self.still_things
        across, down = drawing.points[:, 0], drawing.points[:, 1]
        body = [(down.min(), down.max()), (across.min(), across.max())]
        rows, columns = (
            _span([*moving, *still], self.finer, most)
            for moving, still, most in zip(body, self._still_box, behind.depth.shape, strict=True)
        )
        corner = np.array([columns.start, rows.start, 0.0])
        inside = Drawing(drawing.points - corner, drawing.normals, drawing.faces, drawing.material)
        part = Seen(behind.depth[rows, columns], behind.material[rows, columns], behind.normal[rows, columns])
        return draw(inside, part), rows, columns

    @cached_property
    def _still_box(self) -> tuple[list[int], list[int]]:
        """Rows and columns of the finer pixels in which the still things are; none where there are none."""
        there = self.still_things.material >= 0
        rows, columns = (np.flatnonzero(there.any(axis=axis)) for axis in (1, 0))
        return (rows[[0, -1]].tolist(), columns[[0, -1]].tolist()) if len(rows) else ([], [])

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
        return self._on_floor(*self._floor_shadow(0, still)) if still else np.zeros(self.camera.size[::-1], np.float32)

    def _on_floor(self, low: Floats, grid: Grey) -> Grey:
        pixels, places = self._floor_pixels
        shadow = np.zeros(self.camera.size[::-1], np.float32)
        at = (places - low[:, None].astype(np.float32)) * np.float32(1 / _CELL_M)
        down, across = at
        inside = np.flatnonzero((down > -1) & (down < grid.shape[0]) & (across > -1) & (across < grid.shape[1]))
        found = map_coordinates(grid, at[:, inside], order=1, mode="constant", cval=0.0)
        shadow.ravel()[pixels[inside]] = found
        return shadow

    def _floor_shadow(self, frame: int, parts: list[Part]) -> tuple[Floats, Grey]:
        """Lowest x, z (2,) and the shadow on a grid over x and z of the floor. Things are drawn from below; a body's
        triangles are smaller than two cells, so that its corners and middles tell as much in a fifth of the time."""
        body = [part for part in parts if part.kind == "segment"]
        things = [part for part in parts if part.kind != "segment"]
        placed = [part.points(frame) for part in parts]
        flat = np.concatenate(placed)[:, [0, 2]]
        low = flat.min(axis=0) - _REACH_M
        cells = np.ceil((flat.max(axis=0) + _REACH_M - low) / _CELL_M).astype(int)
        height = np.full(cells, np.inf, np.float32)
        if body:
            dots = np.concatenate([_dots(part, frame) for part in body])
            cell = ((dots[:, [0, 2]] - low) / _CELL_M).astype(int)
            np.minimum.at(height.reshape(-1), cell @ [cells[1], 1], np.maximum(dots[:, 1], 0.0).astype(np.float32))
            height = grey_opening(height, (3, 3))
        if things:
            height = np.minimum(height, self._heights(things, frame, low, height.shape))
        near = gaussian_filter(np.exp(-height / _NEAR_M), 0.018 / _CELL_M)
        far = gaussian_filter(np.exp(-height / _FAR_M), 0.06 / _CELL_M)
        return low, np.clip(0.55 * near + 0.6 * far, 0, 1).astype(np.float32)

    def _heights(self, things: list[Part], frame: int, low: Floats, cells: tuple[int, ...]) -> Grey:
        drawing = _joined(things, frame, self.materials, np.eye(3))
        at = (drawing.points[:, [2, 0]] - low[::-1]) / _CELL_M
        from_below = np.column_stack([at, np.maximum(drawing.points[:, 1], 0.0)])
        under = Drawing(from_below, drawing.normals, drawing.faces, drawing.material)  # right x down is up: no mirror
        return draw(under, nothing((cells[1], cells[0]))).depth

    def picture(self, frame: int) -> Rgb:
        """The frame (H, W, 3), antialiased."""
        seen, rows, columns = self._seen_part(frame)
        lit = self._colours[seen.material] * self.light(seen)[..., None]
        made = self._floor_colour(frame)
        part = made[rows.start // self.finer : rows.stop // self.finer, columns.start // self.finer :]
        part = part[:, : (columns.stop - columns.start) // self.finer]
        part *= 1 - _coarser((seen.material >= 0).astype(np.float32), self.finer)[..., None]
        part += _coarser(lit, self.finer)
        return np.clip(made, 0, 255).astype(np.uint8)

    @cached_property
    def _colours(self) -> Grey:
        """(materials + 1, 3) sRGB; the last row, black, is for pixels of nothing."""
        rows = [*(self.look.material(name).rgb for name in self.materials), np.zeros(3)]
        return np.array(rows, dtype=np.float32)

    def _floor_colour(self, frame: int) -> Grey:
        paper = Material("paper", self.look.paper).rgb.astype(np.float32)
        return paper * (1 - np.float32(self.look.shadow) * self.shadow(frame)[..., None])

    @cached_property
    def _floor_pixels(self) -> tuple[npt.NDArray[np.int64], Grey]:
        """Pixels that show the floor, counted along the rows, and where (2, N): x and z."""
        floor = self.camera.floor().reshape(-1, 2)
        pixels = np.flatnonzero(~np.isnan(floor).any(axis=1))
        return pixels, floor[pixels].T.astype(np.float32)

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
        around = _upscaled(_upscaled(blurred, step // every).T, step // every).T[:rows, :columns]
        nearer = np.where(np.isfinite(depth), depth, far) - around
        close = np.maximum(nearer / _CREASE_M, 0)  # darkest a hand's breadth behind, less beyond
        dark: Grey = 1 - np.float32(_CREASE) * close * np.exp(1 - close)
        return dark

    def _drawing(self, parts: list[Part], frame: int) -> Drawing:
        drawing = _joined(parts, frame, self.materials, self.big.axes)
        return Drawing(self.big.project(drawing.points), drawing.normals, drawing.faces, drawing.material)


def _coarser(finer: Grey, step: int) -> Grey:
    """The mean of every ``step`` x ``step`` pixels."""
    every = [finer[row::step, column::step] for row in range(step) for column in range(step)]
    total = every[0].copy()
    for each in every[1:]:
        total += each
    total /= np.float32(len(every))
    return total


def _upscaled(coarse: Grey, times: int) -> Grey:
    """``times`` as many rows, linear between the middles of those given."""
    padded = np.concatenate([coarse[:1], coarse, coarse[-1:]])
    count = len(coarse)
    made = np.empty((count, times, *coarse.shape[1:]), np.float32)
    for place in range(times):
        before, share = divmod((place + 0.5) / times + 0.5, 1.0)
        first = int(before)
        made[:, place] = padded[first : first + count] * np.float32(1 - share)
        made[:, place] += padded[first + 1 : first + 1 + count] * np.float32(share)
    return made.reshape(count * times, *coarse.shape[1:])


def _span(places: list[float], step: int, most: int) -> slice:
    """The pixels from the first of the places to the last, whole multiples of ``step``; at least one."""
    first = int(np.clip(min(places) // step * step, 0, most - step))
    return slice(first, int(np.clip((max(places) // step + 1) * step, first + step, most)))


def _shades_floor(part: Part) -> bool:
    return part.kind != "muscle" and part.material != "wall"


def _dots(part: Part, frame: int) -> Floats:
    """(N, 3) corners and middles of a part's triangles."""
    points = part.points(frame)
    one, two, three = (points[part.mesh.faces[:, corner]] for corner in range(3))
    return np.concatenate([points, (one + two + three) / 3])


def _joined(parts: list[Part], frame: int, materials: tuple[str, ...], axes: Floats) -> Drawing:
    """The parts at a frame as one set of triangles in the world, normals along ``axes``."""
    starts = np.cumsum([0, *[len(part.mesh.points) for part in parts]])
    return Drawing(
        np.concatenate([part.points(frame) for part in parts]),
        np.concatenate([part.normals(frame) for part in parts]) @ axes.T,
        np.concatenate([part.mesh.faces + np.int32(start) for part, start in zip(parts, starts, strict=False)]),
        np.concatenate([np.full(len(part.mesh.faces), materials.index(part.material), np.int32) for part in parts]),
    )
