"""The figure as glTF 2.0 (.glb): nodes are segments, muscles and things, one clip is the motion."""

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kneeline.body.arrows import part_place, parts_shown
from kneeline.body.clip import joints, key_moments, quaternions
from kneeline.body.look import LOOKS, PATTERNS
from kneeline.body.muscles import lengths
from kneeline.body.scene import Part, Scene, near
from kneeline.body.shape import Mesh, mirror_image
from kneeline.body.skeleton import PARENTS, SEGMENTS
from kneeline.catalogue import catalogue
from kneeline.core.recording import Floats

_FLOAT, _BYTE, _SHORT, _UNSIGNED_SHORT = 5126, 5120, 5122, 5123
_CODES: Final = {"f": _FLOAT, "b": _BYTE, "h": _SHORT, "H": _UNSIGNED_SHORT}
_STRIDES: Final = {"f": 12, "b": 4, "h": 8}
_VERTICES, _INDICES = 34962, 34963
_TO_Z_FORWARD: Final = [0.0, -(0.5**0.5), 0.0, 0.5**0.5]
"""glTF's models look along +Z: the figure, which looks along +X, is turned a quarter about Y."""
_BULGE_M: Final = 0.007  # how much a muscle's band rises when the muscle is at its shortest in the motion
_LEAST_CHANGE: Final = 0.01  # of its length; below, a muscle keeps its shape
_STILL: Final = 1e-6


def glb(stage: Scene, title: str) -> bytes:
    """The whole file. ``extras`` of the root node carry what a page tells: captions, phases, keys, muscles, camera."""
    return _File(stage, title).bytes()


class _File:
    """A glTF file in the making: the JSON's lists and the buffer they point into."""

    def __init__(self, stage: Scene, title: str) -> None:
        self.stage, self.title = stage, title
        self.pools: dict[tuple[str, int | None], bytearray] = {}
        self.accessors: list[dict[str, Any]] = []
        self.meshes: list[dict[str, Any]] = []
        self.nodes: list[dict[str, Any]] = []
        self.channels: list[dict[str, Any]] = []
        self.samplers: list[dict[str, Any]] = []
        self.bands: dict[str, int] = {}
        self.weighing: dict[tuple[str, str], int] = {}
        self.materials = tuple(dict.fromkeys(part.material for part in stage.parts))
        moving = [part.origin for part in stage.parts if part.kind == "thing" and part.moves]
        extra = np.concatenate(moving, axis=1) if moving else None
        self.keys = key_moments(stage.played.placed, extra)

    def bytes(self) -> bytes:
        self._add_nodes()
        body = b"".join(bytes(pool) for pool in self.pools.values())
        text = json.dumps(self._document(len(body)), separators=(",", ":"), ensure_ascii=False).encode()
        text += b" " * (-len(text) % 4)
        whole = 12 + 8 + len(text) + 8 + len(body)
        head = struct.pack("<4sII", b"glTF", 2, whole)
        return head + struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(body), b"BIN\0") + body

    def _document(self, size: int) -> dict[str, Any]:
        clip = {"name": self.stage.played.motion.id, "channels": self.channels, "samplers": self.samplers}
        document: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": "kneeline"},
            "extensionsUsed": ["KHR_mesh_quantization"],
            "extensionsRequired": ["KHR_mesh_quantization"],
            "scene": 0,
            "scenes": [{"name": self.title, "nodes": [0]}],
            "nodes": self.nodes,
            "meshes": self.meshes,
            "materials": [_material(name) for name in self.materials],
            "accessors": self.accessors,
            "bufferViews": list(self._views()),
            "buffers": [{"byteLength": size}],
        }
        return document | ({"animations": [clip]} if self.channels else {})

    def _add_nodes(self) -> None:
        """The root, the segments as a tree (node index = segment index + 1), then muscles and things."""
        root: dict[str, Any] = {
            "name": "figure",
            "rotation": _TO_Z_FORWARD,
            "children": [1],
            "extras": told(self.stage),
        }
        self.nodes.append(root)
        self.times = self._accessor(self.stage.played.time_s[self.keys].astype(np.float32), "SCALAR", limits=True)
        segments = {part.name: part for part in self.stage.parts if part.kind == "segment"}
        parts = joints(self.stage.played.placed)
        for index, name in enumerate(SEGMENTS):
            node = {"name": name, "mesh": self._mesh(segments[name])}
            self.nodes.append(node)
            self._placed(node, parts.offset[:, index], parts.turn[:, index])
            if PARENTS[index] >= 0:
                self.nodes[PARENTS[index] + 1].setdefault("children", []).append(index + 1)
        for part in self.stage.parts:
            if part.kind == "muscle":
                self._add_muscle(part)
            elif part.kind == "thing":
                self._add_thing(part, root)

    def _add_thing(self, part: Part, root: dict[str, Any]) -> None:
        node = {"name": part.name, "mesh": self._mesh(part), "extras": {"kind": part.material}}
        root["children"].append(len(self.nodes))
        self.nodes.append(node)
        self._placed(node, part.origin, quaternions(part.rotation), part.stretch)

    def _add_muscle(self, part: Part) -> None:
        assert part.on is not None
        assert part.emphasis is not None
        each = part.emphasis
        about = {"muscle": each.muscle, "side": each.side, "done": each.done, "main": each.main}
        weight = _shortening(self.stage, each.muscle, each.side)
        node = {"name": part.name, "mesh": self._band_mesh(part), "extras": about}
        node |= {"scale": [1.0, 1.0, -1.0]} if each.side == "left" else {}
        node["weights"] = [float(weight[0])]
        self.nodes[SEGMENTS.index(part.on) + 1].setdefault("children", []).append(len(self.nodes))
        self.nodes.append(node)
        if np.ptp(weight) > _STILL:
            self._weigh(len(self.nodes) - 1, (each.muscle, each.side), weight)

    def _weigh(self, node: int, muscle: tuple[str, str], weight: Floats) -> None:
        """All bands of a muscle on one side follow one sampler."""
        if muscle in self.weighing:
            self.channels.append({"sampler": self.weighing[muscle], "target": {"node": node, "path": "weights"}})
        else:
            self.weighing[muscle] = len(self.samplers)
            self._track(node, "weights", weight[:, None], "SCALAR")

    def _placed(self, node: dict[str, Any], offset: Floats, turn: Floats, stretch: Floats | None = None) -> None:
        """The node's place at the first moment, and tracks for what changes."""
        index = len(self.nodes) - 1
        ways = [("translation", offset, "VEC3"), ("rotation", turn, "VEC4")]
        ways += [] if stretch is None or np.allclose(stretch, 1) else [("scale", stretch, "VEC3")]
        for path, values, kind in ways:
            node[path] = [round(float(value), 7) for value in values[0]]
            if np.ptp(values, axis=0).max() > _STILL:
                self._track(index, path, values, kind)

    def _track(self, node: int, path: str, values: Floats, kind: str) -> None:
        output = self._accessor(values[self.keys].astype(np.float32), kind)
        self.channels.append({"sampler": len(self.samplers), "target": {"node": node, "path": path}})
        self.samplers.append({"input": self.times, "output": output, "interpolation": "LINEAR"})

    def _band_mesh(self, part: Part) -> int:
        """A muscle's band on the right; on the left its node mirrors the same mesh."""
        assert part.emphasis is not None
        name = part.name.replace("_left.", "_right.")
        if name not in self.bands:
            right = mirror_image(part.mesh) if part.emphasis.side == "left" else part.mesh
            self.bands[name] = self._mesh(replace(part, name=name, mesh=right), bulging=True)
        return self.bands[name]

    def _mesh(self, part: Part, bulging: bool = False) -> int:
        mesh = _used(part.mesh)
        attributes = {
            "POSITION": self._accessor(mesh.points.astype(np.float32).round(5), "VEC3", _VERTICES, limits=True),
            "NORMAL": self._accessor(np.round(mesh.normals * 127).astype(np.int8), "VEC3", _VERTICES),
        }
        indices = self._accessor(mesh.faces.reshape(-1, 1).astype(np.uint16), "SCALAR", _INDICES)
        made = {"attributes": attributes, "indices": indices, "material": self.materials.index(part.material)}
        if bulging:
            raised = np.round(mesh.normals * _BULGE_M * 32767).astype(np.int16)
            made["targets"] = [{"POSITION": self._accessor(raised, "VEC3", _VERTICES, limits=True)}]
        self.meshes.append({"primitives": [made]})
        return len(self.meshes) - 1

    def _accessor(self, rows: npt.NDArray[Any], kind: str, target: int | None = None, limits: bool = False) -> int:
        """Rows (N, k) or (N,) into the pool of their type; vertex rows start at multiples of four bytes."""
        rows = rows.reshape(len(rows), -1)
        narrow = target == _VERTICES and rows.dtype.itemsize < 4
        packed = np.pad(rows, ((0, 0), (0, 1))) if narrow else rows
        key = (rows.dtype.char, target)
        pool = self.pools.setdefault(key, bytearray())
        made: dict[str, Any] = {"bufferView": list(self.pools).index(key), "componentType": _CODES[rows.dtype.char]}
        made |= {"byteOffset": len(pool)} if pool else {}
        made |= {"count": len(rows), "type": kind} | ({"normalized": True} if narrow else {})
        if limits:
            made |= {"min": rows.min(axis=0).tolist(), "max": rows.max(axis=0).tolist()}
        pool += packed.tobytes()
        pool += b"\0" * (-len(pool) % 4)
        self.accessors.append(made)
        return len(self.accessors) - 1

    def _views(self) -> Iterator[dict[str, Any]]:
        """A view a pool: vertices with their stride, indices, key moments."""
        start = 0
        for (code, target), pool in self.pools.items():
            view: dict[str, Any] = {"buffer": 0, "byteOffset": start, "byteLength": len(pool)}
            view |= {} if target is None else {"target": target}
            view |= {"byteStride": _STRIDES[code]} if target == _VERTICES else {}
            start += len(pool)
            yield view


def told(stage: Scene) -> dict[str, Any]:
    """What a page tells beside the figure: captions and key postures with their times in s, phases, muscles, arrows as
    ways (m, in the root's axes), the camera; colours for a dark page."""
    played = stage.played
    motion = played.motion
    captions = [(float(time), played.caption(float(time))) for time in played.time_s]
    changes = [
        captions[0],
        *(after for before, after in pairwise(captions) if before[1] != after[1]),
    ]
    seen = {part.emphasis: None for part in stage.parts if part.emphasis}
    return {
        "motion": motion.id,
        "name": motion.name,
        "side": _side(stage),
        "duration_s": round(float(played.time_s[-1]), 4),
        "captions": [{"time_s": round(time, 4), "text": text} for time, text in changes],
        "keys": [{"id": key, "time_s": round(float(played.time_s[at]), 4)} for key, at in played.key_frames().items()],
        "phases": [
            {
                "to": phase.to,
                "seconds": phase.seconds,
                "hold_s": phase.hold_s,
                "start_s": round(_start(stage, index), 4),
            }
            for index, phase in enumerate(motion.phases)
        ],
        "muscles": [
            {
                "muscle": each.muscle,
                "name": catalogue().muscles[each.muscle].name,
                "plain": catalogue().muscles[each.muscle].plain,
                "side": each.side,
                "done": each.done,
                "main": each.main,
                "sign": PATTERNS[each.done],
            }
            for each in seen
        ],
        "arrows": _arrow_ways(stage),
        "camera": {
            "azimuth_deg": -motion.camera.azimuth_deg if played.mirrored else motion.camera.azimuth_deg,
            "elevation_deg": motion.camera.elevation_deg,
            "near": list(near(played)),
        },
        "dark": {
            name: LOOKS["dark"].material(name).colour for name in dict.fromkeys(part.material for part in stage.parts)
        },
    }


def _side(stage: Scene) -> str:
    own = stage.played.motion.side
    return {"left": "right", "right": "left"}.get(own, own) if stage.played.mirrored else own


def _start(stage: Scene, phase: int) -> float:
    frames = np.flatnonzero(stage.played.phase == phase)
    return float(stage.played.time_s[frames[0]]) if len(frames) else float(stage.played.time_s[-1])


def _arrow_ways(stage: Scene) -> list[dict[str, Any]]:
    found = []
    for phase, part in parts_shown(stage.played):
        frames = np.flatnonzero(stage.played.phase == phase)
        way = part_place(stage.played, part)[frames[:: max(len(frames) // 12, 1)]]
        found.append({"part": part, "phase": phase, "way": way.round(4).tolist()})
    return found


def _shortening(stage: Scene, muscle: str, side: str) -> Floats:
    """(T,): 0 where a muscle is longest in the motion, 1 where it is shortest; 0.5 where it hardly changes."""
    length = lengths(stage.played.placed, muscle)[:, 0 if side == "left" else 1]
    low, high = float(length.min()), float(length.max())
    if high - low < _LEAST_CHANGE * high:
        return np.full(len(length), 0.5)
    return (high - length) / (high - low)


def _used(mesh: Mesh) -> Mesh:
    """The mesh without triangles that have no area, and without points that no triangle has; points in the order in
    which they are used, which spares whoever draws it without a graphics card half the work."""
    corners = mesh.points[mesh.faces]
    doubled = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    faces = mesh.faces[doubled > 1e-10]
    kept, first, which = np.unique(faces, return_index=True, return_inverse=True)
    order = np.argsort(first)
    renumbered = np.argsort(order)[which].reshape(-1, 3)
    return Mesh(mesh.points[kept[order]], mesh.normals[kept[order]], renumbered.astype(np.int32))


def _material(name: str) -> Mapping[str, Any]:
    colour = (LOOKS["light"].material(name).rgb / 255) ** 2.2
    surface = {"baseColorFactor": [*colour.round(5).tolist(), 1.0], "metallicFactor": 0.0, "roughnessFactor": 0.92}
    return {"name": name, "pbrMetallicRoughness": surface}
