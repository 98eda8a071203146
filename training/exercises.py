"""Renders the figure's motions on the renderer's people: lying, sitting and kneeling exercises with exact joints.

    KNEELINE_SYNTH=… SYNTH_ASSETS=… SYNTH_SERIES=9 SYNTH_OUT=FOLDER python -m training.exercises BODIES [EXERCISE...]

One round of each exercise's motion by each body, five pictures a second, seen by a camera where the exercise puts it.
FOLDER gets a video and a JSON of joints (px and metres) a clip, and an index. ``bench.postures`` looks at them.
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kneeline.body.anthropometry import figure
from kneeline.body.motion import Played, motion
from kneeline.body.skeleton import SEGMENTS, segment
from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import Exercise

Floats = NDArray[np.float64]

EXERCISES: Final = (
    "clamshell",
    "wall-slide-abduction",
    "straight-leg-raise",
    "glute-bridge",
    "dead-bug",
    "pelvic-clock",
    "hip-flexor-stretch",
    "stretch-butterfly",
)
FPS: Final = 5
SIZE: Final = (960, 640)
"""A phone lying on its side: somebody lying fits in nothing else from 2 to 3 m."""

FIELD_DEG: Final = (44.0, 52.0)
"""Vertical field of view; across it is 63 to 72 degrees, as phones' main cameras have."""

SPREAD_DEG: Final = 7.0
"""How far off the exercise's own direction a person sets the camera up (SD)."""

TO_RENDERER: Final = np.array([[0.0, 0, -1], [0, 1, 0], [1, 0, 0]])
"""From the figure's world (ahead, up, right) to the renderer's (left, up, ahead)."""

DOWN: Final = np.array([0.0, -1, 0])

SPINE: Final = {
    "spine05": ("pelvis", "abdomen", 0.5),
    "spine04": ("abdomen", "abdomen", 0.0),
    "spine03": ("abdomen", "thorax", 0.5),
    "spine02": ("thorax", "thorax", 0.0),
    "spine01": ("thorax", "thorax", 0.0),
    "neck01": ("thorax", "head", 0.3),
    "neck02": ("thorax", "head", 0.55),
    "neck03": ("thorax", "head", 0.75),
    "head": ("head", "head", 0.0),
}
"""Each bone of the rig's spine lies between two segments of the figure, by this share of the turn."""


@dataclass
class Rig:
    """A body of the renderer, turned bone by bone as the figure's segments are. ``bones``: rotation, place at rest and
    place now of each."""

    people: Any
    body: Any
    turns: dict[str, Floats]
    bones: dict[str, tuple[Floats, Floats, Floats]]

    def put(self, bone: str, rotation: Floats, at_rest: Floats, now: Floats) -> None:
        """Place a bone."""
        self.bones[bone] = (rotation, at_rest, now)

    def at(self, bone: str, point: Floats) -> Floats:
        """Where a point of the resting body is now, moved by this bone."""
        rotation, at_rest, now = self.bones[bone]
        moved: Floats = rotation @ (point - at_rest) + now
        return moved

    def between(self, first: str, second: str, share: float) -> Floats:
        """A share of the turn from one segment to another."""
        from scipy.spatial.transform import Rotation

        way = Rotation.from_matrix(self.turns[first].T @ self.turns[second]).as_rotvec()
        turned: Floats = self.turns[first] @ Rotation.from_rotvec(share * way).as_matrix()
        return turned


def posed(people: Any, body: Any, played: Played, frame: int) -> dict[str, Any]:
    """The renderer's state of a body in the figure's posture at a frame, resting on the floor."""
    turns = {name: TO_RENDERER @ played.placed.rotation[frame, segment(name)] @ TO_RENDERER.T for name in SEGMENTS}
    rig = Rig(people, body, turns, {})
    rig.put("root", turns["pelvis"], body.midhip, np.zeros(3))
    before = "root"
    for bone, (first, second, share) in SPINE.items():
        rig.put(bone, rig.between(first, second, share), body.J[bone], rig.at(before, body.J[bone]))
        before = bone
    for side in "LR":
        _arm(rig, side)
    info = {side: _leg(rig, side) for side in "LR"}
    return _on_the_floor(rig, info)


def _arm(rig: Rig, side: str) -> None:
    joints, word = rig.body.J, {"L": "left", "R": "right"}[side]
    trunk = rig.turns["thorax"]
    for bone, before in (("clavicle", "spine01"), ("shoulder01", f"clavicle.{side}")):
        rig.put(f"{bone}.{side}", trunk, joints[f"{bone}.{side}"], rig.at(before, joints[f"{bone}.{side}"]))
    upper, fore, wrist = (joints[f"{bone}.{side}"] for bone in ("upperarm01", "lowerarm01", "wrist"))
    hangs = rig.people.between(fore - upper, DOWN)
    lies = rig.people.between(wrist - fore, DOWN)
    arm, forearm, hand = (rig.turns[f"{name}_{word}"] for name in ("upper_arm", "forearm", "hand"))
    shoulder = rig.at(f"shoulder01.{side}", upper)
    for bone in ("upperarm01", "upperarm02"):
        rig.put(f"{bone}.{side}", arm @ hangs, upper, shoulder)
    elbow = rig.at(f"upperarm02.{side}", fore)
    for bone in ("lowerarm01", "lowerarm02"):
        rig.put(f"{bone}.{side}", forearm @ lies, fore, elbow)
    rig.put(f"wrist.{side}", hand @ lies, wrist, rig.at(f"lowerarm02.{side}", wrist))


def _leg(rig: Rig, side: str) -> dict[str, Any]:
    """Thigh, shank and foot of one side; the rig's own way of sharing a twist between its two thigh bones."""
    people, body, word = rig.people, rig.body, {"L": "left", "R": "right"}[side]
    flip = (lambda matrix: matrix) if side == "L" else people.mirR
    hip, knee, ankle = (body.J[f"{bone}.{side}"] for bone in ("upperleg01", "lowerleg01", "foot"))
    mirrored = np.eye(3) if side == "L" else people.MIR
    thigh, shank, foot, forefoot = (rig.turns[f"{name}_{word}"] for name in ("thigh", "shank", "foot", "forefoot"))
    at_rest = [flip(people.frame(mirrored @ (upper - lower))) for upper, lower in ((hip, knee), (knee, ankle))]
    half = flip(flip(rig.turns["pelvis"]) @ people.twist_split(flip(rig.turns["pelvis"].T @ thigh), 0.5))
    at_hip = rig.at("root", hip)
    rig.put(f"upperleg01.{side}", half @ at_rest[0].T, hip, at_hip)
    rig.put(f"upperleg02.{side}", thigh @ at_rest[0].T, hip, at_hip)
    at_knee = at_hip + thigh @ DOWN * body.L1[side]
    at_ankle = at_knee + shank @ DOWN * body.L2[side]
    for bone in ("lowerleg01", "lowerleg02"):
        rig.put(f"{bone}.{side}", shank @ at_rest[1].T, knee, at_knee)
    ahead = flip(people.Ry(-body.footyaw0[side]))
    rig.put(f"foot.{side}", foot @ ahead, ankle, at_ankle)
    toes = body.J[f"toes.{side}"]
    rig.put(f"toes.{side}", forefoot @ ahead, toes, rig.at(f"foot.{side}", toes))
    return {"H": at_hip, "K": at_knee, "A": at_ankle}


def _on_the_floor(rig: Rig, info: dict[str, Any]) -> dict[str, Any]:
    """The renderer's own state, moved up or down until the lowest point of the skin lies on the floor."""
    index, body = rig.people.BI, rig.body
    moves = np.zeros((len(index), 3, 4))
    for bone, (rotation, at_rest, now) in rig.bones.items():
        moves[index[bone], :, :3], moves[index[bone], :, 3] = rotation, now - rotation @ at_rest
    state = {"B": moves, "T": rig.bones, "info": info, "at": rig.at, "P": np.zeros(3)}
    up = np.array([0.0, -float(body.bodyverts(state)[:, 1].min()) + 0.012, 0.0])
    moves[:, :, 3] += up
    rig.bones.update({bone: (turn, rest, now + up) for bone, (turn, rest, now) in rig.bones.items()})
    for leg in info.values():
        leg.update({key: leg[key] + up for key in ("H", "K", "A")})
    state["P"] = up
    return state


def camera(renderer: Any, exercise: Exercise, side: str, middle: Floats, random: np.random.Generator) -> Any:
    """Where the exercise puts the phone, set up as a person would: a little off."""
    straight = {"front": 0.0, "side": -90.0 if side == "right" else 90.0}[exercise.camera.view]
    azimuth = np.radians(straight + random.normal(0, SPREAD_DEG))
    distance, height = random.uniform(*exercise.camera.distance_m), random.uniform(*exercise.camera.height_cm) / 100
    field = float(random.uniform(*FIELD_DEG))
    return renderer.Camera(middle, distance, azimuth, height, fov=field, W=SIZE[0], H=SIZE[1]), azimuth


def clip(modules: tuple[Any, Any, Any], exercise: Exercise, number: int, folder: Path) -> dict[str, Any]:
    """Render one round; its line of the index."""
    import av

    gen, people, renderer = modules
    random = gen.rng(97_000 + 100 * EXERCISES.index(exercise.id) + number)
    body = people.Person(gen.rng(96_000 + number))
    side = "left" if number % 2 else "right"
    one_sided = motion(exercise.id).data.side != "both"
    played = motion(exercise.id).frames(figure(body.stature), FPS, side if one_sided else None)
    states = [posed(people, body, played, frame) for frame in range(len(played.time_s))]
    joints = [body.joints(state) for state in states]
    middle = np.mean([np.mean(list(each.values()), axis=0) for each in joints], axis=0)
    shot, azimuth = camera(renderer, exercise, side, middle, random)
    mat = renderer.box(0, 0, float(middle[2]), 2.2, 0.012, 2.2, np.clip(random.uniform(0.1, 0.8, 3), 0, 1), 14)
    scene = renderer.scene(random, azimuth, mat)
    draw = renderer.Renderer(*SIZE)
    draw.set_person(body)
    draw.set_bg(scene["quads"])
    name = f"{exercise.id}-{number}"
    with av.open(str(folder / f"{name}.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=FPS, width=SIZE[0], height=SIZE[1], pix_fmt="yuv420p")
        stream.options = {"crf": "20"}
        for state in states:
            picture = renderer.post(draw.draw(*body.deform(state), shot, scene, middle), random)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        container.mux(stream.encode())
    truth = {key: [shot.project(each[key])[0].round(2).tolist() for each in joints] for key in joints[0]}
    row = {"exercise": exercise.id, "body": number, "side": side if one_sided else "both", "file": f"{name}.mp4"}
    (folder / f"{name}.json").write_text(json.dumps(row | {"camera": shot.meta, "joints2d_px": truth}))
    return row


def main() -> None:
    """Render the clips; the index is written after each, so a run that is cut short leaves what it made."""
    sys.path.insert(0, os.environ["KNEELINE_SYNTH"])
    import gen  # type: ignore[import-not-found]
    import person  # type: ignore[import-not-found]
    import render  # type: ignore[import-not-found]

    folder = Path(os.environ["SYNTH_OUT"])
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for number in range(int(sys.argv[1])):
        for exercise in sys.argv[2:] or EXERCISES:
            rows.append(clip((gen, person, render), catalogue().exercises[exercise], number, folder))
            (folder / "index.json").write_text(json.dumps({"items": rows}), encoding="utf-8")


if __name__ == "__main__":
    main()
