"""What is written of a motion: glTF, SVG, pictures; each holds to its size and shows the same figure."""

import json
import shutil
import struct
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

import kneeline
from kneeline.body.clip import interpolated, joints, key_moments, matrices, quaternions
from kneeline.body.demo import Shown, found, main_key, staged, studio_of, write_demo
from kneeline.body.gltf import glb
from kneeline.body.scene import Scene
from kneeline.body.skeleton import SEGMENTS
from kneeline.body.svg import animation, pair, still
from kneeline.catalogue import catalogue
from kneeline.core.errors import BadArgument, UnwritableFile

MOTIONS = sorted(catalogue().motions)
FRONTEND = Path(kneeline.__file__).parents[2] / "frontend"
MOST_SVG, MOST_GLB = 40_000, 300_000


@cache
def stage(motion_id: str, fps: float = 10.0) -> Scene:
    return staged(motion_id, Shown(), fps)


def opened(data: bytes) -> dict[str, Any]:
    """The JSON of a glb."""
    magic, version, length = struct.unpack("<4sII", data[:12])
    assert (magic, version, length) == (b"glTF", 2, len(data))
    size, kind = struct.unpack("<I4s", data[12:20])
    assert kind == b"JSON"
    made: dict[str, Any] = json.loads(data[20 : 20 + size])
    return made


def test_rotations_and_quaternions_are_the_same() -> None:
    turn = np.random.default_rng(3).normal(size=(6, 5, 4))
    turn /= np.linalg.norm(turn, axis=-1, keepdims=True)
    back = quaternions(matrices(turn))
    np.testing.assert_allclose(np.abs((back * turn).sum(axis=-1)), 1, atol=1e-12)
    assert ((back[1:] * back[:-1]).sum(axis=-1) >= 0).all()


@pytest.mark.parametrize("motion_id", MOTIONS)
def test_few_keys_hold_the_motion(motion_id: str) -> None:
    placed = stage(motion_id, 30.0).played.placed
    keys = key_moments(placed)
    assert len(keys) < 0.7 * len(placed.origin)
    offset, turn = interpolated(joints(placed), keys)
    np.testing.assert_allclose(offset[:, 0], placed.origin[:, 0], atol=1e-3)
    trace = np.einsum("tij,tij->t", matrices(turn[:, 0]), placed.rotation[:, 0])
    assert np.degrees(np.arccos(np.clip((trace - 1) / 2, -1, 1))).max() < 0.5


@pytest.mark.parametrize("motion_id", MOTIONS)
def test_glb_is_small_and_tells_all(motion_id: str) -> None:
    data = glb(stage(motion_id, 30.0), "Shown")
    assert len(data) <= MOST_GLB
    document = opened(data)
    names = [node["name"] for node in document["nodes"]]
    assert names[1 : len(SEGMENTS) + 1] == list(SEGMENTS)
    assert document["animations"][0]["name"] == motion_id
    told = document["nodes"][0]["extras"]
    assert told["captions"][0]["time_s"] == 0
    assert [key["id"] for key in told["keys"]] == list(stage(motion_id, 30.0).played.key_frames())


def test_glb_passes_the_khronos_validator(tmp_path: Path) -> None:
    if not shutil.which("node") or not (FRONTEND / "node_modules" / "gltf-validator").is_dir():
        pytest.skip("needs node and frontend/node_modules/gltf-validator: npm ci in frontend/")
    paths = [tmp_path / f"{motion_id}.glb" for motion_id in MOTIONS]
    for path in paths:
        path.write_bytes(glb(stage(path.stem, 30.0), "Shown"))
    ran = subprocess.run(["node", "validate_gltf.mjs", *paths], cwd=FRONTEND, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert all(json.loads(line)["numWarnings"] == 0 for line in ran.stdout.splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("motion_id", MOTIONS)
def test_every_svg_is_small(motion_id: str) -> None:
    studio = studio_of(stage(motion_id, 20.0), Shown())
    frames = studio.scene.played.key_frames()
    for text in (animation(studio, "A"), still(studio, max(frames.values()), "S"), pair(studio, (0, 1), "P", [0])):
        assert len(text.encode()) <= MOST_SVG
        ElementTree.fromstring(text)


def test_animation_stands_still_where_less_motion_is_asked_for() -> None:
    text = animation(studio_of(stage("clamshell"), Shown()), "Clamshell & more")
    root = ElementTree.fromstring(text)
    assert root[0].text == "Clamshell & more"
    rule = text[text.index("<style>") : text.index("</style>")]
    assert rule.startswith("<style>@media (prefers-reduced-motion:no-preference)")
    shown = [group for group in root if group.get("class") == "f" and "hidden" not in (group.get("style") or "")]
    assert len(shown) == 1


def test_pictures_show_the_whole_figure_on_paper() -> None:
    studio = studio_of(stage("clamshell"), Shown())
    picture = studio.picture(0)
    assert picture.shape == (360, 480, 3)
    paper = np.array([0xFA, 0xF5, 0xED])
    drawn = np.abs(picture.astype(int) - paper).max(axis=-1) > 60
    assert 0.03 < drawn.mean() < 0.5
    assert not drawn[[0, -1]].any()
    assert not drawn[:, [0, -1]].any()


def test_the_other_side_is_the_picture_in_a_mirror() -> None:
    own = stage("clamshell").played.motion.side
    other = staged("clamshell", Shown(side="left" if own == "right" else "right"), 10.0)
    one, two = (studio_of(each, Shown()).seen(9).material >= 0 for each in (stage("clamshell"), other))
    assert (one != two[:, ::-1]).mean() < 0.002


@pytest.mark.parametrize("ending", [".png", ".webp", ".svg", ".glb"])
def test_files_are_written(tmp_path: Path, ending: str) -> None:
    write_demo("clamshell", tmp_path / f"out{ending}", Shown(size=(160, 120)))
    (made,) = tmp_path.iterdir()
    if ending in (".png", ".webp"):
        with Image.open(made) as picture:
            assert picture.size == (160, 120)
            assert getattr(picture, "n_frames", 1) > (10 if ending == ".webp" else 0)


@pytest.mark.parametrize(
    ("motion_id", "out", "shown", "says"),
    [
        ("clamshel", "a.svg", Shown(), "Did you mean clamshell"),
        ("clamshell", "a.gif", Shown(), "A demo is a file that ends in"),
        ("clamshell", "a.svg", Shown(key="shut"), "has no key posture 'shut'"),
        ("clamshell", "a.svg", Shown(view="below"), "There is no view 'below'"),
        ("clamshell", "a.mp4", Shown(key="open"), "it needs a file"),
        ("clamshell", "a.png", Shown(both_keys=True), "they need a file"),
    ],
)
def test_what_makes_no_sense_is_said(tmp_path: Path, motion_id: str, out: str, shown: Shown, says: str) -> None:
    with pytest.raises(BadArgument, match=says):
        write_demo(motion_id, tmp_path / out, shown)
    assert not list(tmp_path.iterdir())


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile):
        write_demo("clamshell", tmp_path / "missing" / "a.glb")


def test_the_main_posture_is_the_one_held() -> None:
    assert main_key(found("clamshell").frames(stage("clamshell").played.figure, 10)) == "open"
