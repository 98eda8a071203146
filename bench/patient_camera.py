"""A simulated camera and pose model: what a patient in space looks like to the coach, with stated, seeded errors.

Errors of joints are those that bench/landmark_errors.py measured, with what joints and sides err together: a constant
for the person, another one where their knees are bent, a drift that forgets within its memory (an Ornstein-Uhlenbeck
process), and jitter. Joints get lost and
pairs collapse more often than was measured: the chances below are stated, not measured.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, Literal

import numpy as np

from bench.patient_moves import Moves
from kneeline.coach import Frame
from kneeline.core import angles
from kneeline.core.recording import Floats
from kneeline.core.skeleton import JOINT_COUNT, SIDES, joint, pair
from kneeline.measure.yaw import USUALLY_TURNED

MEASURED: Final = Path(__file__).with_name("landmark_errors.toml")
LIKE: Final = {"ear": "shoulder", "elbow": "shoulder", "wrist": "shoulder", "forefoot": "toe"}
"""Joints whose errors were not measured err like these."""

LOST_EACH_S: Final = 0.02
"""Chance a second that a joint of the legs is lost (a place up to 20 % of the leg off, belief 0.1) for 0.1 to 0.5 s."""

COLLAPSED_EACH_S: Final = 0.01
"""Chance a second that a pair falls onto one of its two joints for 0.05 to 0.3 s; half of them believed as ever."""

MODEL_DEPTH_DEG: Final = 2.5
"""Spread of the pose model's guess of how a person is turned (SPREAD_DEG of measure.yaw)."""

BLAZEPOSE_LACKS: Final = ("forefoot",)


@dataclass(frozen=True)
class Place:
    """Where the camera stands. yaw_deg: to the person's left of straight ahead; distance_m from the person's middle,
    height_m over the floor; roll_deg; focal: share of the picture's longer side; size (width, height) px."""

    yaw_deg: float
    distance_m: float
    height_m: float
    roll_deg: float
    focal: float
    size: tuple[int, int] = (720, 1280)


def placed(
    view: Literal["front", "side"],
    side: str,
    distance: tuple[float, float],
    height: tuple[float, float],
    turned: bool,
    random: np.random.Generator,
) -> Place:
    """Set up as a person would who was told to: 4° off (SD), a tenth too near or far, hand-breadths too high or low;
    the phone on its side for somebody who lies (``turned``)."""
    straight = {"front": 0.0, "side": 90.0 if side == "left" else -90.0}[view]
    return Place(
        straight + float(np.clip(random.normal(0, 4.0), -9, 9)),
        float(random.uniform(distance[0] - 0.2, distance[1] + 0.3)),
        max(0.1, float(random.uniform(height[0] - 0.1, height[1] + 0.1))),
        float(random.normal(0, 1.0)),
        float(random.uniform(0.72, 1.0)),
        (1280, 720) if turned else (720, 1280),
    )


def projected(joints: Floats, place: Place) -> tuple[Floats, Floats]:
    """Image points (T, J, 2) px and points in the camera's axes (T, J, 3): right, up, towards the camera."""
    yaw = np.radians(place.yaw_deg)
    away = np.array([np.cos(yaw), 0.0, -np.sin(yaw)])
    hips = joints[0, pair("hip")].mean(axis=0)
    aim = hips * (1, 0.95, 1)
    stands = hips * (1, 0, 1) + away * place.distance_m + np.array([0.0, place.height_m, 0.0])
    ahead = (aim - stands) / np.linalg.norm(aim - stands)
    right = np.cross(ahead, [0.0, 1.0, 0.0])
    right /= np.linalg.norm(right)
    up = np.cross(right, ahead)
    roll = np.radians(place.roll_deg)
    right, up = np.cos(roll) * right + np.sin(roll) * up, np.cos(roll) * up - np.sin(roll) * right
    seen = (joints - stands) @ np.stack([right, up, -ahead], axis=1)
    focal = place.focal * max(place.size)
    depth = -seen[..., 2:]
    centre = np.array(place.size) / 2
    return centre + focal * seen[..., :2] / depth * (1, -1), seen


@cache
def _measured() -> dict[str, Floats]:
    table = tomllib.loads(MEASURED.read_text(encoding="utf-8"))
    return {name: np.array(value) for name, value in table.items()}


def frames(moves: Moves, place: Place, random: np.random.Generator) -> list[Frame]:
    """What the coach is fed: one frame a moment."""
    exact, seen = projected(moves.joints, place)
    legs = np.linalg.norm(exact[:, pair("hip")] - exact[:, pair("knee")], axis=-1) + np.linalg.norm(
        exact[:, pair("knee")] - exact[:, pair("ankle")], axis=-1
    )
    leg = float(np.quantile(legs, 0.9))
    xy = exact + leg / 100 * _errors(moves.time_s, exact, _bent(moves.joints), random)
    visibility = np.full((len(xy), JOINT_COUNT), 0.95)
    for index in _episodes(moves.time_s, LOST_EACH_S, (0.1, 0.5), len(SIDES) * 3, random):
        frames_gone, which = index
        gone = joint(f"{SIDES[which % 2]}_{('hip', 'knee', 'ankle')[which // 2]}")
        xy[frames_gone, gone] += random.normal(0, 0.1 * leg, 2)
        visibility[frames_gone, gone] = 0.1
    for frames_gone, which in _episodes(moves.time_s, COLLAPSED_EACH_S, (0.05, 0.3), 3, random):
        both = pair(("hip", "knee", "ankle")[which])
        xy[frames_gone, both] = xy[frames_gone, both.start + int(random.integers(2))][:, None]
        visibility[frames_gone, both] = 0.95 if random.random() < 0.5 else 0.1
    for name in BLAZEPOSE_LACKS:
        xy[:, pair(name)], visibility[:, pair(name)] = np.nan, 0.0
    model = _guessed_depth(seen, random)
    return [
        Frame(float(time_s), xy[index], visibility[index], place.size, model[index])
        for index, time_s in enumerate(moves.time_s)
    ]


def _bent(joints: Floats) -> Floats:
    """(T,) 0 where somebody stands, 1 where a knee is bent by 60 degrees."""
    hip, knee, ankle = (joints[:, pair(name)] for name in ("hip", "knee", "ankle"))
    bent: Floats = np.clip((angles.bend(hip, knee, ankle).max(axis=1) - 10) / 50, 0, 1)
    return bent


def _errors(time_s: Floats, exact: Floats, bent: Floats, random: np.random.Generator) -> Floats:
    """Errors (T, J, 2), % of the leg, x to the right of the picture, y down."""
    made = _drawn(time_s, bent[:, None], random).reshape(len(time_s), -1, 2, 2)
    columns = [str(name) for name in _measured()["columns"]]
    place = {name.split(".")[0]: index // 4 for index, name in enumerate(columns)}
    errors = np.zeros(exact.shape)
    for name in ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "forefoot", "toe"):
        across = exact[:, pair(name), 0].mean(axis=0)
        outwards = np.sign(across - across.mean())
        errors[:, pair(name)] = made[:, place[LIKE.get(name, name)]] * np.stack([outwards, np.ones(2)], axis=-1)
    errors[:, joint("nose")] = errors[:, pair("ear")].mean(axis=1)
    return errors


def _drawn(time_s: Floats, bent: Floats, random: np.random.Generator) -> Floats:
    """Errors over time (T, n) in the columns of the measured table; ``bent`` (T, 1)."""
    measured = _measured()
    zero = np.zeros(len(measured["memory_s"]))

    def draw(name: str) -> Floats:
        drawn: Floats = random.multivariate_normal(
            zero, measured[name], len(time_s), check_valid="ignore", method="eigh"
        )
        return drawn

    kicks = np.sqrt(1 - bent) * draw("still_drift") + np.sqrt(bent) * draw("bent_drift")
    drift = np.empty_like(kicks)
    drift[0] = kicks[0]
    for index, elapsed_s in enumerate(np.diff(time_s), start=1):
        keep = np.exp(-elapsed_s / measured["memory_s"])
        drift[index] = keep * drift[index - 1] + np.sqrt(1 - keep**2) * kicks[index]
    standing, more = _somebody(measured, random)
    made: Floats = standing + bent * more + drift + draw("jitter")
    return made


def _somebody(measured: dict[str, Floats], random: np.random.Generator) -> tuple[Floats, Floats]:
    """A new person's constant errors: a random mixture of the measured people, with their spread, whose standing and
    bent errors belong together."""
    people = measured["standing"]
    weights = random.normal(0, 1, len(people)) / np.sqrt(len(people) - 1)
    standing, bent = (
        measured[name].mean(axis=0) + weights @ (measured[name] - measured[name].mean(axis=0))
        for name in ("standing", "bent")
    )
    return standing, bent


def _episodes(
    time_s: Floats, each_s: float, lasts: tuple[float, float], kinds: int, random: np.random.Generator
) -> Iterator[tuple[np.ndarray, int]]:
    """Frames of each episode, and its kind."""
    for kind in range(kinds):
        for start in random.uniform(time_s[0], time_s[-1], random.poisson(each_s * (time_s[-1] - time_s[0]))):
            inside = np.flatnonzero((time_s >= start) & (time_s < start + random.uniform(*lasts)))
            if len(inside):
                yield inside, kind


def _guessed_depth(seen: Floats, random: np.random.Generator) -> Floats:
    """The pose model's metres (T, J, 3), about the hips' middle: turned by its constant bias and a person's own."""
    centred = seen - seen[:, pair("hip")].mean(axis=1, keepdims=True)
    guessed: Floats = centred.copy()
    for name in ("hip", "shoulder"):
        angle = np.radians(random.normal(-USUALLY_TURNED, MODEL_DEPTH_DEG))
        line = centred[:, pair(name)]
        middle = line.mean(axis=1, keepdims=True)
        across, toward = (line - middle)[..., 0], (line - middle)[..., 2]
        facing = np.sign(across[:, :1] - across[:, 1:])
        turned = np.stack(
            [
                across * np.cos(angle) - facing * toward * np.sin(angle),
                toward * np.cos(angle) + facing * across * np.sin(angle),
            ],
            axis=-1,
        )
        guessed[:, pair(name)][..., [0, 2]] = turned + middle[..., [0, 2]]
    return guessed


# what a camera that can't see gives


def nobody(frames_: list[Frame]) -> list[Frame]:
    """An empty room."""
    return [replace(each, xy=np.full((JOINT_COUNT, 2), np.nan), visibility=np.zeros(JOINT_COUNT)) for each in frames_]


def dark(frames_: list[Frame]) -> list[Frame]:
    """A pose model that guesses and doubts all of it."""
    return [replace(each, visibility=np.full(JOINT_COUNT, 0.1)) for each in frames_]


def feet_cut_off(frames_: list[Frame]) -> list[Frame]:
    """The picture ends above the ankles."""
    hidden = [joint(f"{side}_{name}") for side in SIDES for name in ("ankle", "heel", "toe")]
    return [replace(each, visibility=_without(each.visibility, hidden)) for each in frames_]


def legs_only(frames_: list[Frame]) -> list[Frame]:
    """The picture begins below the hips."""
    hidden = [index for index in range(JOINT_COUNT) if index not in _BELOW]
    return [replace(each, visibility=_without(each.visibility, hidden)) for each in frames_]


_BELOW: Final = [joint(f"{side}_{name}") for side in SIDES for name in ("knee", "ankle", "heel", "toe")]


def _without(visibility: Floats, hidden: list[int]) -> Floats:
    less = visibility.copy()
    less[hidden] = 0.05
    return less
