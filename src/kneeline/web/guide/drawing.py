"""Draws one motion of the figure into a folder: ``python -m kneeline.web.guide.drawing MOTION LANGUAGE FILE``."""

import sys
from pathlib import Path
from typing import Final

from kneeline.core.language import speaking
from kneeline.core.output import whole_file

FILES: Final = ("clip.glb", "still.svg", "still-dark.svg", "moving.svg")
"""The clip; its main posture on a light and on a dark page; its animation, for screens without WebGL."""


def draw(motion: str, file: Path) -> None:
    """Write one of ``FILES`` of a motion, and beside it those that come at little cost, each whole or not at all.

    Raises BadArgument for a motion that is none.
    """
    from kneeline.body.demo import write_demo

    if file.name == "moving.svg":
        write_demo(motion, file)
    else:
        _draw_clip_and_stills(motion, file.parent)


def _draw_clip_and_stills(motion: str, folder: Path) -> None:
    from kneeline.body.demo import Shown, main_key, staged, studio_of
    from kneeline.body.gltf import glb
    from kneeline.body.svg import still

    stage = staged(motion, Shown(), 30.0)
    name = stage.played.motion.name
    at = stage.played.key_frames()[main_key(stage.played)]
    _write(folder / "still.svg", still(studio_of(stage, Shown()), at, name).encode())
    _write(folder / "still-dark.svg", still(studio_of(stage, Shown(theme="dark")), at, name).encode())
    _write(folder / "clip.glb", glb(stage, name))


def _write(file: Path, data: bytes) -> None:
    with whole_file(file) as temporary:
        temporary.write_bytes(data)


if __name__ == "__main__":
    with speaking(sys.argv[2]):
        draw(sys.argv[1], Path(sys.argv[3]))
