"""kneeline: see whether your knees cave in, from a photo, a video or a motion-capture file, with honest errors.

    recording = kneeline.read("squat.mp4")
    measurement = kneeline.measure(recording)
    findings = kneeline.assess([measurement])
    programme = kneeline.plan(findings)

This module joins the rooms of the package; each is imported only when it is needed.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

# before the functions of these names, which a later import would replace
import kneeline.assess
import kneeline.measure  # noqa: F401

if TYPE_CHECKING:
    from kneeline.assess import Answers
    from kneeline.core.changes import Changes
    from kneeline.core.findings import Findings
    from kneeline.core.measurement import Conditions, Measurement, Person, Task
    from kneeline.core.programme import Programme, SessionLog, Wishes
    from kneeline.core.recording import Recording
    from kneeline.core.still import Still

__all__ = [
    "__version__",
    "advance",
    "assess",
    "check_log",
    "compare",
    "measure",
    "plan",
    "read",
    "stills",
    "write_overlay",
]

__version__ = "0.1.0"

ModelName = Literal["heavy", "full", "lite"]
Progress = Callable[[str, float], None]

_MOST_ROUNDS = 4
_STILL_HEIGHT_PX = 960


def read(
    path: str | Path,
    *,
    model: ModelName = "heavy",
    person_number: int = 1,
    mirrored: bool = False,
    every_frame: bool = False,
    threads: int = 2,
    progress: Progress | None = None,
) -> "Recording":
    """The landmarks of one person in a photo, a video, a landmark file or a motion-capture file.

    In a video the pose model first looks a few times a second and then where it pays; ``every_frame`` looks at all.
    ``person_number`` 1 is the largest and most central person, 2 the next. ``mirrored``: the picture is a mirror
    image, such as a selfie preview, and is turned back. ``threads`` look at one video at once: 1 where other processes
    look at others. ``progress`` is told what is done and how much of it.
    Raises UnreadableFile where the file can't be read, BadArgument for a person who isn't there.
    """
    from kneeline.core.mirror import turned_back
    from kneeline.formats import looks_like_landmarks, read_landmarks
    from kneeline.pixels.photo import is_still
    from kneeline.pose.look import read_photo_recording

    file = Path(path)
    if looks_like_landmarks(file):
        recording = read_landmarks(file, person_number)
    elif is_still(file):
        recording = read_photo_recording(file, model, person_number)
    else:
        recording = _watch(file, model, person_number, every_frame, threads, progress)
    return turned_back(recording) if mirrored else recording


def _watch(
    path: Path, model: ModelName, person_number: int, every_frame: bool, threads: int, progress: Progress | None
) -> "Recording":
    """Look at a video in rounds, each where the last one says it pays."""
    import numpy as np

    from kneeline.measure import next_looks, second_looks
    from kneeline.pose.look import Looker
    from kneeline.pose.repair import repaired

    with Looker(path, model, person_number, progress or (lambda _doing, _share: None), threads=threads) as looker:
        recording = looker.recording()
        if every_frame:
            recording = looker.look(range(len(recording.time_s)))
        for _ in range(_MOST_ROUNDS):
            times = next_looks(recording)
            if len(times) == 0:
                break
            recording = looker.look(np.searchsorted(recording.time_s, times).tolist())
        again = second_looks(recording)
        return repaired(looker.look_twice(np.searchsorted(recording.time_s, again).tolist()))


def measure(
    recording: "Recording",
    person: "Person | None" = None,
    *,
    task: "Task | None" = None,
    side: Literal["left", "right", "both"] | None = None,
    conditions: "Conditions | None" = None,
) -> "Measurement":
    """Named numbers with their errors, repetitions, and what could not be seen and why.

    ``task`` None tells the movement from the recording; ``side`` limits the report to one leg, or says which one
    stands in a movement on one leg.
    """
    from kneeline.core.measurement import Conditions, Person
    from kneeline.measure import measure_recording

    return measure_recording(recording, person or Person(), task, side, conditions or Conditions(), __version__)


def assess(
    measurements: "Sequence[Measurement]", answers: "Answers | None" = None, *, on: date | None = None
) -> "Findings":
    """The article's signs, what points where, and how soon to see somebody; either argument may be empty.

    ``answers`` as `kneeline.assess.read_answers` reads them; ``on``: the day they hold for, today by default.
    """
    from kneeline.assess import Answers
    from kneeline.assess import assess as assessed

    return assessed(measurements, answers or Answers(), on or date.today(), __version__)


def plan(
    findings: "Findings",
    wishes: "Wishes | None" = None,
    log: "SessionLog | None" = None,
    *,
    start: date | None = None,
) -> "Programme":
    """A programme that fits the wishes: the week from ``start`` (today by default), and an outlook.

    Raises BadArgument for wishes that make no sense, or a log that names a condition the catalogue does not have.
    """
    from kneeline.catalogue import catalogue
    from kneeline.core.programme import Wishes
    from kneeline.programme import plan as planned

    if log is not None:
        check_log(log)
    return planned(findings, wishes or Wishes(), start or date.today(), catalogue(), log, version=__version__)


def advance(programme: "Programme", log: "SessionLog", findings: "Findings", *, on: date | None = None) -> "Programme":
    """Next week's programme from what was really done; what changed is told in ``changes``, a sentence each.

    ``block_start`` carries the first programme's start on, so that a calendar knows both as one. Raises BadArgument for
    a log that names an exercise or a condition the catalogue does not have.
    """
    from dataclasses import replace

    from kneeline.catalogue import catalogue
    from kneeline.programme import advance as advanced
    from kneeline.programme.wishes import check_wishes

    check_log(log)
    check_wishes(programme.wishes, catalogue())
    following = advanced(programme, log, findings, on or date.today(), catalogue())
    return replace(following, block_start=programme.block_start or programme.start)


def check_log(log: "SessionLog") -> None:
    """Raises BadArgument where the log names a condition the catalogue does not have: it might be one to stop for."""
    from difflib import get_close_matches

    from kneeline.catalogue import catalogue
    from kneeline.core.errors import BadArgument

    conditions = catalogue().conditions
    for index, condition in enumerate(log.new_conditions):
        if condition not in conditions:
            like = get_close_matches(condition, conditions, n=3)
            hint = f" Did you mean {', '.join(like)}?" if like else ""
            raise BadArgument(f"there is no condition {condition!r} (at new_conditions[{index}]).{hint}")


def compare(before: "Measurement", after: "Measurement") -> "Changes":
    """What changed by more than both measurements' repeat errors, what did not, and what can't be compared."""
    from kneeline.programme import compare as compared

    return compared(before, after, __version__)


def stills(path: str | Path, recording: "Recording", measurement: "Measurement") -> "tuple[Still, ...]":
    """The picture of each leg at its peak (or of a person who stands), cut out around the person; none for mocap."""
    from kneeline.measure.picture import picture_moments
    from kneeline.pixels.cutout import cut_out

    if recording.source.kind not in ("photo", "video"):
        return ()
    moments = picture_moments(recording, measurement)
    return cut_out(Path(path), recording, moments, _STILL_HEIGHT_PX)


def write_overlay(path: str | Path, recording: "Recording", measurement: "Measurement", out: str | Path) -> None:
    """The photo or video of ``path`` with the legs' lines and angles drawn in, as .mp4, .jpg or .png by ``out``.

    A picture of a video shows the peak. Raises BadArgument for another ending or a recording without a picture.
    """
    from kneeline.measure.picture import leg_labels, picture_moments
    from kneeline.pixels.overlay import write_annotated

    write_annotated(Path(path), recording, leg_labels(measurement), picture_moments(recording, measurement), Path(out))
