"""kneeline: see whether your knees cave in, from a photo, a video or a motion-capture file, with honest errors.

    recording = kneeline.read("squat.mp4")
    measurement = kneeline.measure(recording)
    findings = kneeline.assess([measurement])
    programme = kneeline.plan(findings)

This module joins the rooms of the package; each is imported only when it is needed.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

# before the functions of these names, which a later import would replace
import kneeline.assess
import kneeline.coach
import kneeline.measure  # noqa: F401

if TYPE_CHECKING:
    from kneeline.assess import Answers
    from kneeline.body.demo import Shown
    from kneeline.coach import Coach, Frame
    from kneeline.core.changes import Changes
    from kneeline.core.findings import Findings
    from kneeline.core.measurement import Conditions, Measurement, Person, Task
    from kneeline.core.programme import Item, Programme, SessionLog, Wishes
    from kneeline.core.recording import Recording
    from kneeline.core.still import Still

__all__ = [
    "__version__",
    "advance",
    "assess",
    "camera_frames",
    "check_log",
    "coach",
    "compare",
    "demo",
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

    ``answers`` as `kneeline.assess.read_answers` reads them, in the language of their wishes; ``on``: the day they hold
    for, today by default.
    """
    from kneeline.assess import Answers
    from kneeline.assess import assess as assessed
    from kneeline.core.language import speaking

    told = answers or Answers()
    with speaking(told.wishes.language):
        return assessed(measurements, told, on or date.today(), __version__)


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
    from kneeline.core.language import speaking
    from kneeline.core.programme import Wishes
    from kneeline.programme import plan as planned

    if log is not None:
        check_log(log)
    wanted = wishes or Wishes()
    with speaking(wanted.language):
        return planned(findings, wanted, start or date.today(), catalogue(), log, version=__version__)


def advance(programme: "Programme", log: "SessionLog", findings: "Findings", *, on: date | None = None) -> "Programme":
    """Next week's programme from what was really done; what changed is told in ``changes``, a sentence each.

    ``block_start`` carries the first programme's start on, so that a calendar knows both as one. Raises BadArgument for
    a log that names an exercise or a condition the catalogue does not have.
    """
    from dataclasses import replace

    from kneeline.catalogue import catalogue
    from kneeline.core.language import speaking
    from kneeline.programme import advance as advanced
    from kneeline.programme.wishes import check_wishes

    check_log(log)
    check_wishes(programme.wishes, catalogue())
    with speaking(programme.wishes.language):
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


def coach(
    item: "Item | str",
    person: "Person | None" = None,
    *,
    kind: Literal["picture", "landmarks", "mocap"] = "landmarks",
    still_s: float = 1.0,
) -> "Coach":
    """The live coach of a programme's item, or of an exercise by its id in the article's dose.

    Feed it frames (`kneeline.coach.Frame`), it gives events; it knows no clock but theirs. ``person``: no signal needs
    to know more of them yet. ``kind``: what made the landmarks; those of a pose model without our leg network are
    ``landmarks``. ``still_s``: how long the start position has to be held before anything counts, 0 for a clip that
    begins in it. Raises BadArgument for an exercise that is not in the catalogue.
    """
    from kneeline.catalogue import catalogue
    from kneeline.coach import Coach, assignment

    return Coach(assignment(item, catalogue()), kind, still_s)


def camera_frames(number: int = 0, *, model: ModelName = "full", mirrored: bool = False) -> "Iterator[Frame]":
    """Frames for the coach from this computer's camera, as they come; whoever is tired of them stops asking.

    ``mirrored``: the camera gives a mirror image, which is turned back. Made by our own pose model and leg network, so
    the coach's ``kind`` is ``picture``. Raises UnreadableFile where there is no camera.
    """
    import numpy as np

    from kneeline.coach import Frame
    from kneeline.pixels.camera import camera_pictures
    from kneeline.pose.live import live_looks

    pictures = camera_pictures(number)
    turned = ((time_s, np.ascontiguousarray(rgb[:, ::-1]) if mirrored else rgb) for time_s, rgb in pictures)
    for look in live_looks(turned, model):
        yield Frame(look.time_s, look.xy, look.visibility, look.size, look.model_xyz)


def stills(
    path: str | Path, recording: "Recording", measurement: "Measurement", *, legs_only: bool = False
) -> "tuple[Still, ...]":
    """The picture of each leg at its peak (or of a person who stands), cut out around the person; none for mocap.

    ``legs_only``: from the hips to the feet, and never with a face in it.
    """
    from kneeline.measure.picture import picture_moments
    from kneeline.pixels.cutout import cut_out

    if recording.source.kind not in ("photo", "video"):
        return ()
    moments = picture_moments(recording, measurement)
    return cut_out(Path(path), recording, moments, _STILL_HEIGHT_PX, legs_only=legs_only)


def write_overlay(path: str | Path, recording: "Recording", measurement: "Measurement", out: str | Path) -> None:
    """The photo or video of ``path`` with the legs' lines and angles drawn in, as .mp4, .jpg or .png by ``out``.

    A picture of a video shows the peak. Raises BadArgument for another ending or a recording without a picture.
    """
    from kneeline.measure.picture import leg_labels, picture_moments
    from kneeline.pixels.overlay import write_annotated

    write_annotated(Path(path), recording, leg_labels(measurement), picture_moments(recording, measurement), Path(out))


def demo(
    exercise_id: str,
    out: str | Path,
    *,
    view: str | None = None,
    side: Literal["left", "right"] | None = None,
    dark: bool = False,
    still: str | None = None,
    keys: bool = False,
) -> None:
    """Write an exercise shown by the figure, as .glb, .svg, .webp, .mp4, .webm, .png or .html by the ending of ``out``.
    ``valgus-explorer`` is no exercise but a leg to move oneself, as .html.

    ``view``: a name of `kneeline.body.camera.VIEWS`; ``still``: one key posture; ``keys``: the two key postures side by
    side with arrows. Raises BadArgument for an exercise, an ending, a view or a key that is none, UnwritableFile.
    """
    from kneeline.body.demo import Shown, write_demo

    shown = Shown(view, side, "dark" if dark else "light", still, keys)
    if Path(out).suffix.lower() == ".html":
        _write_page(exercise_id, Path(out), shown)
    else:
        write_demo(exercise_id, Path(out), shown)


def _write_page(exercise_id: str, out: Path, shown: "Shown") -> None:
    """The page of an exercise with its figure, or the valgus explorer, whole or not at all."""
    from kneeline.body.demo import page_parts
    from kneeline.body.explorer_data import explorer_glb, explorer_json
    from kneeline.core.output import whole_file
    from kneeline.report.figure_page import exercise_page, explorer_page

    if exercise_id == "valgus-explorer":
        page = explorer_page(explorer_json(), explorer_glb())
    else:
        page = exercise_page(*page_parts(exercise_id, shown))
    with whole_file(out) as temporary:
        temporary.write_text(page, encoding="utf-8")
