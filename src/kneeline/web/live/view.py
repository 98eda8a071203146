"""What is wrong with the view now, by the same functions that judge a recording, and what to do about it.

The words are short: they are spoken to somebody three metres away.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kneeline.core.language import N_, _
from kneeline.core.measurement import Task
from kneeline.core.mirror import turned_back
from kneeline.core.recording import Recording
from kneeline.core.skeleton import SIDES, Side
from kneeline.measure.level import Held
from kneeline.measure.tracks import Tracks, facing_of, leg_length, make_tracks
from kneeline.measure.view import DARK, YAW_REFUSED, YAW_WIDENED, problems_of_view
from kneeline.measure.yaw import yaw_of
from kneeline.pose.model_files import ModelName
from kneeline.web.live.hands import hands_up
from kneeline.web.live.wire import Seen, recording_of

JUDGED_S = 1.0
"""The view is judged over the frames of so many seconds."""
JUDGED_FRAMES = 10
"""... and over so many of them at most."""
ROLLED_DEG = 5.0
"""A camera rolled by more than this is to be put upright: no rendered camera was (docs/accuracy.md)."""
TILTED_DEG = 15.0
"""... or that looks up or down by more: few rendered cameras did."""
STILL_SHARE = 0.03
"""Hips and ankles that moved less than this share of the leg keep still (our choice)."""
MOST_FRAMES = 0.7
"""A hand that is up on more than this share of the frames is raised."""

REFUSED = frozenset(
    {"no_person", "hips_hidden", "feet_cut_off", "too_small", "side_view", "turned_away", "several_people"}
)
"""With these nothing is recorded: no value, or none that could be trusted, would come of it."""
ORDER = (
    "no_person",
    "several_people",
    "too_small",
    "feet_cut_off",
    "hips_hidden",
    "side_view",
    "turned_away",
    "toes_cut_off",
    "head_cut_off",
    "turned",
    "too_dark",
    "tilted",
    "far_away",
    "from_behind",
)
"""One thing is said at a time: the first of these."""

SAID = {
    "no_person": N_("Nobody is in the picture."),
    "several_people": N_("More than one person is in the picture."),
    "too_small": N_("You are too far away."),
    "feet_cut_off": N_("Your feet are not in the picture."),
    "hips_hidden": N_("Your hips can't be seen."),
    "side_view": N_("You stand sideways."),
    "turned_away": N_("You are turned away."),
    "toes_cut_off": N_("Your toes are cut off."),
    "head_cut_off": N_("Your head is cut off."),
    "turned": N_("You are turned a little."),
    "too_dark": N_("It is dark here."),
    "tilted": N_("The camera is tilted."),
    "far_away": N_("You are a little far away."),
    "from_behind": N_("You stand with your back to the camera."),
}
TO_DO = {
    "no_person": N_("Step in front of the camera, all of you in the picture."),
    "several_people": N_("Let one person alone be in the picture."),
    "too_small": N_("Come closer."),
    "feet_cut_off": N_("Step back."),
    "hips_hidden": N_("Step back, or tuck in a long top."),
    "side_view": N_("Turn to face the camera."),
    "toes_cut_off": N_("Step back a little."),
    "head_cut_off": N_("Step back a little."),
    "too_dark": N_("Turn on a light in front of you."),
    "tilted": N_("Stand the camera upright."),
    "far_away": N_("Come a little closer if you can."),
    "from_behind": N_("Turn to face the camera."),
}
TURN = {
    "left": N_("Turn to your left, until you face the camera."),
    "right": N_("Turn to your right, until you face the camera."),
}


@dataclass(frozen=True)
class Surroundings:
    """What a browser tells beside the landmarks: the size of the picture, px, whether left and right are swapped in it,
    how many people are in view, mean brightness 0..1 of the person, how the camera of the picture is held; None = not
    known; which pose model looks."""

    size: tuple[int, int] = (0, 0)
    mirrored: bool = False
    people: int = 1
    light: float | None = None
    held: Held | None = None
    model: ModelName = "full"

    def recording(self, frames: Sequence[Seen]) -> Recording:
        """What these frames record, turned back where the picture is mirrored."""
        recording = recording_of(frames, self.size, self.model, self.held)
        return turned_back(recording) if self.mirrored else recording


@dataclass(frozen=True)
class View:
    """Whether the view is good enough to record, whether the person keeps still, and the first thing wrong with it."""

    usable: bool
    still: bool
    code: str | None = None
    message: str = ""
    what_to_do: str = ""


def view_of(frames: Sequence[Seen], around: Surroundings, task: Task | None = None) -> View:
    """How somebody is seen on the newest frames. A movement on one leg may be made with the feet anywhere."""
    if not frames or min(around.size) <= 0:
        return _worst({"no_person": ""}, still=False)
    recording = around.recording(_thinned(frames))
    tracks = make_tracks(recording)
    both_stand = task in (None, "stand", "squat")
    return _worst(dict(_problems(tracks, recording, around, both_stand)), _still(tracks))


def hand_raised(frames: Sequence[Seen]) -> Side | None:
    """Which hand is up on most of these frames, as the pose model names the sides; None where none or both are."""
    seen = [hands_up(frame) for frame in frames]
    left, right = (sum(side in up for up in seen) > MOST_FRAMES * len(seen) for side in SIDES)
    return None if left == right else "left" if left else "right"


def _thinned(frames: Sequence[Seen]) -> list[Seen]:
    """The newest frames, few enough to be judged in a moment."""
    newest = [frame for frame in frames if frame.time_s >= frames[-1].time_s - JUDGED_S]
    step = -(-len(newest) // JUDGED_FRAMES)
    return newest[::-1][::step][::-1]


def _problems(
    tracks: Tracks, recording: Recording, around: Surroundings, both_stand: bool
) -> Iterator[tuple[str, str]]:
    """Codes of what is wrong, and the side to turn to where it is about that."""
    known = {each.code for each in problems_of_view(tracks, recording)}
    if around.people > 1:
        known.add("several_people")
    yield from ((code, "") for code in known if code in ORDER)
    if "no_person" in known:
        return
    if around.light is not None and around.light < DARK:
        yield "too_dark", ""
    held = around.held
    if held is not None and (abs(held.lean) > ROLLED_DEG or abs(held.up) > TILTED_DEG):
        yield "tilted", ""
    facing = facing_of(tracks)
    if facing in ("left", "right"):
        yield "side_view", ""
    elif facing == "back":
        yield "from_behind", ""
    elif facing == "front":
        yaw = yaw_of(tracks, recording, both_stand)
        if yaw is not None and abs(yaw.told) > YAW_WIDENED:
            yield "turned" if abs(yaw.told) <= YAW_REFUSED else "turned_away", "left" if yaw.told > 0 else "right"


def _still(tracks: Tracks) -> bool:
    leg = leg_length(tracks)
    if leg is None or len(tracks.time_s) < 2:
        return False
    points = np.concatenate([tracks.joints["hip"], tracks.joints["ankle"], tracks.joints["shoulder"]], axis=1)
    if not np.isfinite(points).any():
        return False
    moved = np.nanmax(points, axis=0) - np.nanmin(points, axis=0)
    return bool(np.nanmax(moved) < STILL_SHARE * leg)


def _worst(found: dict[str, str], still: bool) -> View:
    usable = not REFUSED & found.keys()
    for code in ORDER:
        if code in found:
            do = TURN[found[code]] if found[code] else TO_DO[code]
            return View(usable, still, code, _(SAID[code]), _(do))
    return View(usable, still)
