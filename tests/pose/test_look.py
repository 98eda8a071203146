from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from kneeline.core.errors import BadArgument, UnreadableFile
from kneeline.core.recording import Floats
from kneeline.core.skeleton import joint
from kneeline.pixels.encode import write_jpeg, write_video
from kneeline.pixels.plumb import Plumb
from kneeline.pixels.video import Frame, decode
from kneeline.pixels.warp import Pixels
from kneeline.pose import coarse
from kneeline.pose.leg_crop import LegCrop
from kneeline.pose.leg_network import LegReading
from kneeline.pose.look import Looker, read_photo_recording
from tests.pose.blocks import BLUE, RED, Blocks, landmarks_at, picture


def clip(folder: Path, frame: Callable[[int], Pixels], frames: int = 31, fps: float = 30.0) -> Path:
    path = folder / "clip.mp4"
    write_video(path, ((index / fps, frame(index)) for index in range(frames)), fps)
    return path


def walker(index: int) -> Pixels:
    return picture((RED, 80 + 4 * index, 80))


def nose_x(xy: Floats) -> Floats:
    return xy[:, joint("nose"), 0]


def test_first_a_few_looks_a_second(tmp_path: Path) -> None:
    with Looker(clip(tmp_path, walker), estimator=Blocks, legs=None) as looker:
        recording = looker.recording()
    assert np.flatnonzero(recording.looked).tolist() == [0, 6, 12, 18, 24, 30]
    assert np.array_equal(recording.seen, recording.looked)
    assert nose_x(recording.xy)[recording.looked] == pytest.approx(80 + 4 * np.arange(0, 31, 6), abs=1.5)
    assert recording.source.frames == 31
    assert recording.source.fps == pytest.approx(30, rel=0.01)
    assert recording.people[recording.looked].tolist() == [1] * 6


def test_looking_closer_finds_the_frames_between(tmp_path: Path) -> None:
    with Looker(clip(tmp_path, walker), estimator=Blocks, legs=None) as looker:
        recording = looker.look(range(31))
    assert recording.looked.all()
    assert nose_x(recording.xy) == pytest.approx(80 + 4 * np.arange(31), abs=1.5)
    assert recording.history[-1] == "looked at 31 of 31 frames"


def test_a_frame_reads_the_same_whichever_others_are_looked_at(tmp_path: Path) -> None:
    path = clip(tmp_path, walker)
    with Looker(path, estimator=Blocks, legs=None) as few, Looker(path, estimator=Blocks, legs=None) as every:
        assert np.array_equal(few.look([8]).xy[8], every.look(range(31)).xy[8], equal_nan=True)


def test_nothing_is_decoded_or_looked_at_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[Path] = []

    def counted(path: Path) -> Iterator[Frame]:
        passes.append(path)
        return decode(path)

    monkeypatch.setattr(coarse, "decode", counted)
    eyes: list[Blocks] = []

    def estimator(model: str) -> Blocks:
        eyes.append(Blocks(model))
        return eyes[-1]

    with Looker(clip(tmp_path, walker), estimator=estimator, legs=None) as looker:
        for frames in (range(0, 31, 2), range(31), [3]):
            looker.look(frames)
    assert len(passes) == 1
    assert sum(each.crops for each in eyes) == 31


def test_slow_clips_are_looked_at_whole(tmp_path: Path) -> None:
    with Looker(clip(tmp_path, walker, frames=5, fps=4.0), estimator=Blocks, legs=None) as looker:
        assert looker.recording().looked.all()


def test_one_frame_is_a_clip_too(tmp_path: Path) -> None:
    with Looker(clip(tmp_path, walker, frames=1), estimator=Blocks, legs=None) as looker:
        assert looker.look([0]).seen.tolist() == [True]


def test_an_empty_room_is_no_error(tmp_path: Path) -> None:
    with Looker(clip(tmp_path, lambda _: picture()), estimator=Blocks, legs=None) as looker:
        recording = looker.look(range(31))
    assert not recording.seen.any()
    assert recording.looked.all()
    assert recording.people.max() == 0


def test_another_person_can_be_picked(tmp_path: Path) -> None:
    path = clip(tmp_path, lambda _: picture((RED, 160, 80), (BLUE, 60, 80)))
    for person, x in ((1, 160), (2, 60)):
        with Looker(path, person=person, estimator=Blocks, legs=None) as looker:
            recording = looker.look(range(31))
        assert nose_x(recording.xy) == pytest.approx(np.full(31, x), abs=1.5)
        assert recording.people.tolist() == [2] * 31


def test_a_person_who_is_not_there(tmp_path: Path) -> None:
    with (
        Looker(clip(tmp_path, walker), person=3, estimator=Blocks, legs=None) as looker,
        pytest.raises(BadArgument, match="only 1"),
    ):
        looker.recording()
    with pytest.raises(BadArgument, match="number 0"):
        Looker(tmp_path, person=0, estimator=Blocks, legs=None)


def test_one_who_walks_out_is_unknown_from_then_on(tmp_path: Path) -> None:
    path = clip(tmp_path, lambda index: picture((RED, 160, 80)) if index < 12 else picture())
    with Looker(path, estimator=Blocks, legs=None) as looker:
        recording = looker.look(range(31))
    assert np.flatnonzero(recording.seen).tolist() == list(range(12))


def test_progress_runs_from_start_to_end(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    with Looker(
        clip(tmp_path, walker), progress=lambda *step: told.append(step), estimator=Blocks, legs=None
    ) as looker:
        looker.look(range(31))
    for doing in ("Looking through the video", "Looking closer"):
        shares = [share for what, share in told if what == doing]
        assert shares == sorted(shares)
        assert shares[-1] == 1


def test_an_unreadable_video_says_so(tmp_path: Path) -> None:
    path = tmp_path / "text.mp4"
    path.write_text("no video")
    with Looker(path, estimator=Blocks, legs=None) as looker, pytest.raises(UnreadableFile):
        looker.recording()


def test_a_photo_is_a_recording_of_one_frame(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    write_jpeg(path, picture((BLUE, 100, 80)))
    recording = read_photo_recording(path, estimator=Blocks, legs=None)
    assert nose_x(recording.xy) == pytest.approx([100], abs=1.5)
    assert (recording.source.kind, recording.source.fps, recording.size) == ("photo", None, (320, 160))
    assert recording.light[0] > 0


def room(lean_deg: float) -> Pixels:
    """A block before a wall with three posts, their tops leaning to the right."""
    seen = picture((BLUE, 100, 80))
    for row in range(120):
        aside = round((80 - row) * np.tan(np.radians(lean_deg)))
        for left, right in ((200, 206), (256, 260), (290, 300)):
            seen[row, left + aside : right + aside] = 255
    return seen


@pytest.mark.parametrize("lean", [0.0, 3.0])
def test_a_photo_tells_how_its_camera_was_held(tmp_path: Path, lean: float) -> None:
    path = tmp_path / "photo.jpg"
    write_jpeg(path, room(lean))
    recording = read_photo_recording(path, estimator=Blocks, legs=None)
    assert recording.plumb is not None
    assert recording.plumb[0] == pytest.approx([lean, 0.0], abs=1.0)


@pytest.mark.parametrize("lean", [0.0, 3.0])
def test_so_does_every_frame_of_a_clip(tmp_path: Path, lean: float) -> None:
    path = clip(tmp_path, lambda _: room(lean))
    with Looker(path, estimator=Blocks, legs=None) as looker:
        recording = looker.recording()
    assert recording.plumb is not None
    assert recording.plumb == pytest.approx(np.tile([lean, 0.0], (31, 1)), abs=1.0)


def test_the_room_is_asked_once_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def plumb_of(_picture: Pixels, _person: Floats, hips_y: float) -> Plumb:
        asked.append(hips_y)
        return Plumb(1.0, 2.0, 0.5)

    monkeypatch.setattr(coarse, "plumb_of", plumb_of)
    with Looker(clip(tmp_path, lambda _: picture((BLUE, 100, 80)), frames=75), estimator=Blocks, legs=None) as looker:
        looker.recording()
        looker.look(range(75))
    assert len(asked) == 3


class ReadsBlocks:
    """Reads the legs of a block at 100, 80 where they are, this sure (deg). ``looks``: how many there were."""

    def __init__(self, sigma_deg: float) -> None:
        self.sigma_deg = sigma_deg
        self.looks = 0

    def read(self, _picture: Pixels, crop: LegCrop) -> LegReading:
        self.looks += 1
        at = landmarks_at(100, 80)
        side = int(abs(crop.x - at[24, 0]) < abs(crop.x - at[23, 0]))
        hip, knee, ankle = at[[23 + side, 25 + side, 27 + side]]
        xy = np.array([hip, knee, ankle, ankle, ankle, ankle])
        return LegReading(xy, at[24 - side], xy[1:3], self.sigma_deg)


@pytest.mark.parametrize(("sigma_deg", "looks"), [(1.0, 6), (9.0, 2)])
def test_both_legs_are_looked_at_three_times_where_they_are_believed(
    tmp_path: Path, sigma_deg: float, looks: int
) -> None:
    path = tmp_path / "photo.jpg"
    write_jpeg(path, picture((BLUE, 100, 80)))
    reader = ReadsBlocks(sigma_deg)
    read_photo_recording(path, estimator=Blocks, legs=lambda: reader)
    assert reader.looks == looks


def test_a_photo_of_nobody(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    write_jpeg(path, picture())
    assert not read_photo_recording(path, estimator=Blocks, legs=None).seen.any()
