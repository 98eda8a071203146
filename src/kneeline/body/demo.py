"""An exercise shown by the figure, as a file: a model to turn round, a picture, an animation or a video."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Final, Literal

from kneeline.body.anthropometry import REFERENCE_HEIGHT_M, figure
from kneeline.body.camera import VIEWS
from kneeline.body.gltf import glb
from kneeline.body.look import LOOKS, Theme
from kneeline.body.motion import Motion, Played, motion
from kneeline.body.paint import Rgb, Studio
from kneeline.body.scene import Scene, emphases_of, scene, stage_camera
from kneeline.body.svg import animation, pair, still
from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import Exercise
from kneeline.core.errors import BadArgument
from kneeline.core.output import whole_file

ENDINGS: Final = (".glb", ".svg", ".png", ".webp", ".mp4", ".webm")
SIZE_PX: Final = (480, 360)
_FPS: Final = {".glb": 30.0, ".webp": 15.0, ".mp4": 20.0, ".webm": 20.0}
_THREADS: Final = 2
_SAME_PX: Final = 0.3  # what moves less looks the same


@dataclass(frozen=True)
class Shown:
    """How an exercise is shown. ``view``: a name of `camera.VIEWS`, the motion's own where None; ``side``: the leg that
    works, the motion's own where None; ``key``: one posture, still; ``both_keys``: the first and the main one, side by
    side with arrows."""

    view: str | None = None
    side: Literal["left", "right"] | None = None
    theme: Theme = "light"
    key: str | None = None
    both_keys: bool = False
    height_m: float = REFERENCE_HEIGHT_M
    size: tuple[int, int] = SIZE_PX


def write_demo(motion_id: str, out: Path, shown: Shown | None = None) -> None:
    """Write an exercise's motion to ``out``, in the format its ending says; whole or not at all.

    Raises BadArgument for an exercise that is none, another ending, a view or a key that is none; UnwritableFile.
    """
    wishes = shown or Shown()
    ending = out.suffix.lower()
    _check(ending, wishes)
    stage = staged(motion_id, wishes, _FPS.get(ending, 20.0))
    if ending == ".glb":
        _write(out, glb(stage, stage.played.motion.name))
    elif ending == ".svg":
        _write(out, _svg(stage, wishes).encode())
    else:
        _write_pixels(out, stage, wishes)


def page_parts(exercise_id: str, shown: Shown) -> tuple[Exercise, bytes, str, str]:
    """What an exercise's page shows: the exercise, its clip as .glb, and as SVG its animation and its main posture.

    Raises BadArgument for an exercise that is none."""
    stage = staged(exercise_id, shown, _FPS[".glb"])
    drawn = staged(exercise_id, shown, 20.0)
    studio, title = studio_of(drawn, shown), drawn.played.motion.name
    still_picture = still(studio, _key_frame(drawn.played, main_key(drawn.played)), title)
    moving = animation(studio, title) if drawn.played.motion.phases else still_picture
    return catalogue().exercises[exercise_id], glb(stage, title), moving, still_picture


def staged(motion_id: str, shown: Shown, fps: float) -> Scene:
    """The motion played on the figure, with its exercise's muscles lit up. Raises BadArgument as `write_demo`."""
    moving = found(motion_id)
    played = moving.frames(figure(shown.height_m), fps, shown.side)
    exercise = catalogue().exercises.get(motion_id)
    targets = [(each.muscle, each.effect, each.main) for each in exercise.targets] if exercise else []
    own = moving.data.side
    return scene(played, emphases_of(targets, shown.side if shown.side and own != "both" else own))


def found(motion_id: str) -> Motion:
    """The motion of that id. Raises BadArgument, with what is like it."""
    known = catalogue().motions
    if motion_id in known:
        return motion(motion_id)
    if motion_id in catalogue().exercises:
        raise BadArgument(f"The figure cannot show {motion_id!r} yet.")
    like = get_close_matches(motion_id.lower().replace(" ", "-").replace("_", "-"), known, n=3, cutoff=0.5)
    hint = f" Did you mean {', '.join(like)}?" if like else " See: kneeline catalogue list."
    raise BadArgument(f"There is no exercise {motion_id!r}.{hint}")


def studio_of(stage: Scene, shown: Shown) -> Studio:
    """The scene before its camera. Seen from the other side where the motion is mirrored."""
    azimuth, elevation = _direction(stage.played, shown.view)
    return Studio(stage, stage_camera(stage, azimuth, elevation, shown.size), LOOKS[shown.theme])


def _check(ending: str, shown: Shown) -> None:
    if ending not in ENDINGS:
        known = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise BadArgument(f"A demo is a file that ends in {known}, not {ending or 'nothing'}.")
    if shown.view is not None and shown.view not in VIEWS:
        raise BadArgument(f"There is no view {shown.view!r}: choose {', '.join(VIEWS)}.")
    if shown.key is not None and ending not in (".svg", ".png"):
        raise BadArgument("One posture is a picture: it needs a file that ends in .svg or .png.")
    if shown.both_keys and ending != ".svg":
        raise BadArgument("Two postures side by side are drawn as SVG: they need a file that ends in .svg.")


def _direction(played: Played, view: str | None) -> tuple[float, float]:
    if view is not None:
        return VIEWS[view]
    camera = played.motion.camera
    return (-camera.azimuth_deg if played.mirrored else camera.azimuth_deg), camera.elevation_deg


def _svg(stage: Scene, shown: Shown) -> str:
    studio, title = studio_of(stage, shown), stage.played.motion.name
    phases = stage.played.motion.phases
    if shown.both_keys:
        first, main = stage.played.motion.keys[0].id, main_key(stage.played)
        frames = _key_frame(stage.played, first), _key_frame(stage.played, main)
        until = next((index for index, phase in enumerate(phases) if phase.to == main), -1)
        return pair(studio, frames, title, range(until + 1))
    if shown.key is not None or not phases:
        return still(studio, _key_frame(stage.played, shown.key or main_key(stage.played)), title)
    return animation(studio, title)


def main_key(played: Played) -> str:
    """The key posture that is held longest, or furthest from the first: what an exercise is known by."""
    phases = played.motion.phases
    if not phases:
        return played.motion.keys[0].id
    held = max(phases, key=lambda phase: phase.hold_s)
    if held.hold_s > 0 and held.to != played.motion.keys[0].id:
        return held.to
    start = played.placed.origin[0]
    reached = {key: float(abs(played.placed.origin[at] - start).max()) for key, at in played.key_frames().items()}
    return max(reached, key=reached.__getitem__)


def _key_frame(played: Played, key: str) -> int:
    reached = played.key_frames()
    if key not in reached:
        raise BadArgument(f"The motion {played.motion.id} has no key posture {key!r}: it has {', '.join(reached)}.")
    return reached[key]


def _write(out: Path, data: bytes) -> None:
    with whole_file(out) as temporary:
        temporary.write_bytes(data)


def _write_pixels(out: Path, stage: Scene, shown: Shown) -> None:
    from kneeline.pixels.animation import write_open_video, write_png, write_webp

    studio, times = studio_of(stage, shown), stage.played.time_s.tolist()
    if out.suffix.lower() == ".png":
        write_png(out, studio.picture(_key_frame(stage.played, shown.key or main_key(stage.played))))
    elif out.suffix.lower() == ".webp":
        write_webp(out, list(_pictures(studio)), times)
    else:
        write_open_video(out, zip(times, _pictures(studio), strict=True), _FPS[out.suffix.lower()])


def _pictures(studio: Studio) -> Iterator[Rgb]:
    """Every frame's picture; frames that look the same share one, and two are drawn at a time."""
    same = studio.scene.different_frames(_SAME_PX / studio.camera.scale)
    studio.picture(0)  # what all frames share is made once, before there are threads
    wanted = sorted(set(same))
    with ThreadPoolExecutor(_THREADS) as pool:
        drawn = dict(zip(wanted, pool.map(studio.picture, wanted), strict=True))
    yield from islice((drawn[frame] for frame in same), len(same))
