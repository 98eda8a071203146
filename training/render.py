"""Rendered people with exactly known legs, one picture at a time, to teach the leg network from.

    KNEELINE_SYNTH=FOLDER SYNTH_ASSETS=FOLDER python -m training.render FOLDER SERIES BODIES

FOLDER gets one JPEG a picture, cut down to the legs, and ``SERIES.jsonl``, one line a picture. A series shares no
body, room or motion with another; series below 40 are left to measure on. The renderer lies outside this repository.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.crops import MARGIN, leg_of

Floats = NDArray[np.float64]

FIRST_SERIES: Final = 40
PICTURES_PER_BODY: Final = 8
WIDTH_PX: Final = 640
HEIGHT_PX: Final = 960
JOINTS: Final = ("hip", "knee", "ankle", "heel", "mtp2", "toe")

BESIDE: Final = {"knee": (0.0, 0.05), "ankle": (0.005, 0.03)}
"""Skin that a gap is measured between, m: how far above a joint's centre its middle lies, and half of its height."""

TASKS: Final = {"standing": 0.25, "squat": 0.36, "single_leg_squat": 0.19, "step_down": 0.10, "lunge": 0.10}
"""How often each task is drawn."""

FROM_BEHIND: Final = 0.12
"""Of all tasks but lunges, which are seen from either side."""

WALL: Final = 0.5
"""How often somebody who lunges has a wall in front."""

LOOSE_CLOTHES: Final = 0.5
ANY_OUTFIT: Final = 0.4
ANY_SKIN: Final = 0.5


@dataclass(frozen=True)
class Posed:
    """Somebody in a pose of the renderer's: what it calls the state, objects around them, and the stance legs.

    lift: of the floor underfoot, m; middle: of the person, m in front of the origin.
    """

    state: dict[str, Any]
    objects: list[Any]
    stance: str
    lift: float = 0.0
    middle: float = -0.05


def renderer(series: int) -> tuple[Any, Any]:
    """The renderer's modules ``gen`` and ``scen``, which read their series when they are imported."""
    os.environ["SYNTH_SERIES"] = str(series)
    sys.path.insert(0, os.environ["KNEELINE_SYNTH"])
    import gen
    import scen

    return gen, scen


def standing(gen: Any, person: Any, random: np.random.Generator) -> Posed:
    """Natural stance or feet close together, any kind of leg."""
    kind, seed = int(random.integers(20)), int(random.integers(1 << 30))
    _, state, *_ = gen.standing(kind, seed, person)
    return Posed(state, [], "LR")


def squat(gen: Any, scen: Any, person: Any, random: np.random.Generator) -> Posed:
    """Both feet on the floor at any depth, deep ones more often; leans, shifts and knees that go in."""
    _, law = scen.cfg_squat(int(random.integers(12)), random, person)
    law["fmax"] = float(random.uniform(78, 120))
    law["lean"] = float(random.normal(0, 4))
    law["shift"] = float(random.normal(0, 0.02))
    law["hw"] *= float(random.uniform(0.85, 1.2))
    wider = float(np.radians(random.uniform(0, 14)))
    law["yaw"] = {side: law["yaw"][side] + wider for side in "LR"}
    depth = float(random.beta(1.2, 0.8))
    sway = {side: float(random.normal(0, 0.012)) for side in "LR"}
    apart = scen.knee_width(person) * 1.02
    for _ in range(12):
        state = gen.squat_state(person, law, depth, sway)
        knees = (state["info"]["L"]["K"] - state["info"]["R"]["K"]) @ state["front"][0]
        if knees >= apart:
            break
        law["amp"] = {side: amount * 0.85 - 0.5 for side, amount in law["amp"].items()}
    return Posed(state, [], "LR")


def one_leg(gen: Any, scen: Any, person: Any, random: np.random.Generator, step: bool) -> Posed:
    """A single-leg squat, or a step down from a box."""
    _, law = scen.cfg_sls(int(random.integers(4 if step else 6)), random, person, step)
    law["fmax"] *= float(random.uniform(0.9, 1.15))
    law["lean"] += float(random.normal(0, 3))
    depth = float(random.beta(1.1, 0.8))
    sway = {side: float(random.normal(0, 0.012)) for side in "LR"}
    state = gen.sls_state(person, law, depth, sway)
    if not step:
        return Posed(state, [], law["side"])
    outwards = 1 if law["side"] == "L" else -1
    front = person.footlen * 0.8
    box = gen.R.box(outwards * 0.05, 0, front - 0.22, 0.42, 0.20, 0.44, random.uniform(0.2, 0.7, 3), 14)
    return Posed(state, box, law["side"], lift=0.2)


def lunge(gen: Any, person: Any, random: np.random.Generator) -> Posed:
    """One foot in front, its knee bent over it, the heel now and then lifted; only the front leg is of use."""
    number, seed = int(random.integers(12)), int(random.integers(1 << 30))
    _, state, _, _, known, *_ = gen.lunge(number, seed, person)
    at = person.joints(state)
    front = known["front_side"]
    middle = float(at[f"ankle.{front}"][2] + at[f"ankle.{'R' if front == 'L' else 'L'}"][2]) / 2 + 0.1
    wall = []
    if random.random() < WALL:
        before = max(float(at[f"toe.{front}"][2]) + 0.03, float(at["head"][2]) + 0.1) + float(random.uniform(0.05, 0.2))
        wall = gen.R.box(0, 0, before, 1.0, 2.2, 0.1, np.full(3, random.uniform(0.3, 0.9)), 13)
    return Posed(state, wall, front, middle=middle)


def posed(task: str, gen: Any, scen: Any, person: Any, random: np.random.Generator) -> Posed:
    if task == "standing":
        return standing(gen, person, random)
    if task == "squat":
        return squat(gen, scen, person, random)
    if task == "lunge":
        return lunge(gen, person, random)
    return one_leg(gen, scen, person, random, task == "step_down")


def seen_from(task: str, random: np.random.Generator) -> float:
    """rad: from where a camera looks at somebody, 0 from in front."""
    if task == "lunge":
        return float(random.choice([-1, 1]) * np.pi / 2)
    return np.pi if random.random() < FROM_BEHIND else 0.0


def camera(gen: Any, stature: float, pose: Posed, around: float, random: np.random.Generator) -> Any:
    """Somewhere about ``around`` (rad: 0 in front of the person); stature: m."""
    tall = stature + pose.lift
    azimuth = float(np.radians(random.normal(0, 9))) + around
    view, filled = float(random.uniform(42, 70)), float(random.uniform(0.45, 0.95))
    distance = tall / filled / 2 / np.tan(np.radians(view) / 2)
    aim = [float(random.uniform(-0.12, 0.12)), tall * 0.5, pose.middle]
    return gen.R.Camera(
        aim,
        distance,
        azimuth,
        float(random.uniform(0.5, 1.6)),
        fov=view,
        roll=float(np.radians(random.normal(0, 1.5))),
        W=WIDTH_PX,
        H=HEIGHT_PX,
        aimdy=float(random.uniform(-0.08, 0.08)),
    )


def clutter(gen: Any, azimuth: float, random: np.random.Generator) -> list[Any]:
    """Up to eight boxes behind and beside the person, m; ``azimuth`` (rad) is the camera's."""
    boxes: list[Any] = []
    for _ in range(int(random.integers(0, 9))):
        aside, behind = float(random.choice([-1, 1]) * random.uniform(0.3, 2.2)), -float(random.uniform(0.55, 2.0))
        x = aside * np.cos(azimuth) + behind * np.sin(azimuth)
        z = behind * np.cos(azimuth) - aside * np.sin(azimuth)
        width, height = float(random.uniform(0.05, 0.9)), float(random.uniform(0.1, 1.6))
        colour = random.uniform(0.03, 0.9, 3) if random.random() < 0.6 else np.full(3, random.uniform(0.03, 0.9))
        material = int(random.choice([13, 14, 15]))
        turn = float(azimuth + random.uniform(-0.6, 0.6))
        above_floor = float(random.choice([0, 0, random.uniform(0, 1)]))
        boxes += gen.R.box(x, above_floor, z, width, height, 0.15, colour, material, turn)
    return boxes


def outwards(person: Any, at: Floats) -> Floats:
    """(n, 3) horizontal unit normals of the dressed body's points ``at`` (n, 3)."""
    corners = at[person.T]
    normals = person.NV @ np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals[:, 1] = 0
    return np.asarray(normals / (np.linalg.norm(normals, axis=1, keepdims=True) + 1e-9))


def folds(at: Floats, random: np.random.Generator) -> Floats:
    """(n,) 0..1: a smooth uneven pattern over points (n, 3) m."""
    waves = np.zeros(len(at))
    for _ in range(5):
        waves += np.sin(at @ random.normal(0, 35, 3) + random.uniform(0, 6.3))
    return waves / 10 + 0.5


def loosened(person: Any, fitted: Floats, random: np.random.Generator) -> Floats:
    """(n, 3) m: the dressed body's points ``fitted`` in rest, clothes moved outwards and downwards from the skin."""
    from gen import CLOTH

    at = fitted.copy()
    hip, knee, ankle = (float(person.J[bone + ".L"][1]) for bone in ("upperleg01", "lowerleg01", "foot"))
    cloth = person.mat == CLOTH
    upper = cloth & np.isclose(person.col, np.asarray(person.top, np.float32)).all(axis=1)
    lower = cloth & ~upper
    normals, pattern = outwards(person, at), folds(at, random)
    height = at[:, 1]
    wide = random.uniform(0, 1) ** 1.5 * np.array([0.05, 0.045, 0.025]) * random.uniform(0.3, 1, 3)
    room = np.interp(height, [ankle, knee, hip - 0.08, hip + 0.1], [*wide, 0.0])
    at[lower] += (normals * (room * (0.6 + 0.8 * pattern) + 0.006 * pattern)[:, None])[lower]
    longer = float(random.uniform(0, 0.05))
    at[lower, 1] -= longer * np.clip((knee - height[lower]) / (knee - ankle), 0, 1)
    if upper.any():
        hem, waist = float(height[upper].min()), hip + 0.25
        down = np.clip((waist - height) / max(waist - hem, 0.05), 0, 1)
        room = random.uniform(0, 0.035) * down
        at[upper] += (normals * (room * (0.6 + 0.8 * pattern))[:, None])[upper]
        at[upper, 1] -= (random.uniform(-0.02, 0.16) * down)[upper]
    return at


def dressed(gen: Any, body: int, random: np.random.Generator) -> Any:
    """Somebody new: ``body`` numbers the people of a series."""
    person = gen.Person(gen.rng(9000 + body))
    if random.random() < ANY_OUTFIT:
        kinds = ["tshorts", "mshorts", "leggings", "jeans", "jeans"] + (["bareshorts"] if person.sex > 0.5 else [])
        person = gen.Person(gen.rng(9000 + body), sex=person.sex, outfit=str(random.choice(kinds)))
    if random.random() < ANY_SKIN:
        person.set_skin(float(random.uniform(0, 1)))
    return person


def medial(gen: Any, person: Any, state: dict[str, Any]) -> dict[str, Floats]:
    """(3,) m: beside the centres of knees and ankles, where the skin about them is nearest to the other leg, as the
    renderer's own truth measures gaps."""
    joints, skin, across = person.joints(state), person.bodyverts(state), state["front"][0]
    places = {}
    for joint, (above, half) in BESIDE.items():
        for side, nearest in (("L", np.min), ("R", np.max)):
            centre = joints[f"{joint}.{side}"]
            about = gen.TR._sel()[side] & (abs(skin[:, 1] - centre[1] - above) < half)
            places[f"medial {joint}.{side}"] = centre + across * (nearest(skin[about] @ across) - centre @ across)
    return places


def taken(
    gen: Any, person: Any, pose: Posed, around: float, random: np.random.Generator
) -> tuple[Any, dict[str, Floats]]:
    """A camera that sees all of both legs, and where it sees their joints, px by the renderer's names."""
    positions = person.joints(pose.state)
    names = [f"{joint}.{side}" for joint in JOINTS for side in "LR"]
    for _ in range(40):
        seen_by = camera(gen, person.stature, pose, around, random)
        px = seen_by.project(np.array([positions[name] for name in names]))
        if (px > 8).all() and (px[:, 0] < WIDTH_PX - 8).all() and (px[:, 1] < HEIGHT_PX - 8).all():
            break
    return seen_by, dict(zip(names, px, strict=True))


def pictures(folder: Path, series: int, bodies: int) -> Iterator[dict[str, Any]]:
    """Renders and writes pictures; one record each."""
    gen, scen = renderer(series)
    canvas = gen.rd(WIDTH_PX, HEIGHT_PX)
    for body in range(bodies):
        random = np.random.default_rng([series, body, 17])
        person = dressed(gen, body, random)
        fitted = person.P.copy()
        for number in range(PICTURES_PER_BODY):
            task = str(random.choice(list(TASKS), p=list(TASKS.values())))
            pose = posed(task, gen, scen, person, random)
            around = seen_from(task, random)
            seen_by, px = taken(gen, person, pose, around, random)
            beside = medial(gen, person, pose.state)
            px |= dict(zip(beside, seen_by.project(np.array([*beside.values()])), strict=True))
            loose = bool(random.random() < LOOSE_CLOTHES)
            person.P = loosened(person, fitted, random) if loose else fitted
            azimuth = float(np.radians(seen_by.meta["azimuth_deg"]))
            room = gen.R.scene(random, azimuth, [*pose.objects, *clutter(gen, azimuth, random)])
            left, top, right, bottom = region(px)
            canvas.fbo.scissor = (left, HEIGHT_PX - bottom, right - left, bottom - top)
            canvas.set_person(person)
            canvas.set_bg(room["quads"])
            points, normals = person.deform(pose.state)
            centre = np.array([pose.state["P"][0], 0.85, pose.state["P"][2]])
            drawn = canvas.draw(points, normals, seen_by, room, centre)[top:bottom, left:right]
            picture = gen.R.post(drawn, random)
            name = f"{series}_{body:04d}_{number}.jpg"
            cv2.imwrite(str(folder / name), picture, [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(85, 96))])
            yield {
                "file": name,
                "task": task,
                "body": body,
                "series": series,
                "outfit": person.outfit,
                "barefoot": person.barefoot,
                "skin": round(float(person.skin_t), 3),
                "loose": loose,
                "stance": pose.stance,
                "behind": around == np.pi,
                "flexion": {side: round(float(np.degrees(pose.state["info"][side]["flex"])), 2) for side in "LR"},
                "px": {joint: [round(float(x) - left, 2), round(float(y) - top, 2)] for joint, (x, y) in px.items()},
                "standing_px": {
                    side: round(float(seen_by.f * person.L1[side] / depth), 2)
                    for side, depth in depths(seen_by, person.joints(pose.state)).items()
                },
            }
        person.P = fitted


def region(px: dict[str, Floats]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom, px, of what the crops of both legs show: nothing else needs to be drawn."""
    boxes = [leg_of(px, side).crop.placed(np.zeros(2), MARGIN * 1.05).corners for side in "LR"]
    corners = np.concatenate(boxes)
    left, top = np.maximum(np.floor(corners.min(axis=0)), 0)
    right, bottom = np.minimum(np.ceil(corners.max(axis=0)), [WIDTH_PX, HEIGHT_PX])
    return int(left), int(top), int(right), int(bottom)


def depths(seen_by: Any, positions: dict[str, Floats]) -> dict[str, float]:
    """How far each hip lies along the camera's axis, m."""
    return {side: float(((positions[f"hip.{side}"] - seen_by.pos) @ seen_by.R.T)[2]) for side in "LR"}


def main() -> None:
    folder, series, bodies = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if series < FIRST_SERIES:
        sys.exit(f"Series below {FIRST_SERIES} are for measuring")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{series}.jsonl").open("w", encoding="utf-8") as lines:
        for record in pictures(folder, series, bodies):
            lines.write(json.dumps(record) + "\n")
            lines.flush()


if __name__ == "__main__":
    main()
