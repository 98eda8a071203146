"""The cut-out shows all of the person, and its joints lie where the person's are."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kneeline.core.recording import Floats, Recording, Source, empty_recording
from kneeline.core.skeleton import joint
from kneeline.core.still import Moment, Still
from kneeline.pixels.cutout import cut_out
from kneeline.pixels.encode import write_video
from tests.pixels.strange import Rgb, make_jpeg

WIDTH, HEIGHT = 400, 600
NOSE, LEFT_TOE, RIGHT_TOE = (210.0, 150.0), (240.0, 500.0), (180.0, 505.0)
RED, GREEN = (230, 20, 20), (20, 200, 20)


def picture() -> Rgb:
    """Grey, with a red dot at the left toe and a green one at the right toe."""
    rgb = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    for (x, y), colour in ((LEFT_TOE, RED), (RIGHT_TOE, GREEN)):
        rgb[round(y) - 8 : round(y) + 9, round(x) - 8 : round(x) + 9] = colour
    return rgb


def recording(kind: str, frames: int = 1) -> Recording:
    """The person of the picture, in every frame."""
    source = Source("made", kind, "", frames, None, 0.0, WIDTH, HEIGHT)  # type: ignore[arg-type]
    empty = empty_recording(source, np.arange(frames) / 10, "by hand")
    xy = empty.xy.copy()
    for name, point in (("nose", NOSE), ("left_toe", LEFT_TOE), ("right_toe", RIGHT_TOE)):
        xy[:, joint(name)] = point
    box = np.tile([170.0, 130.0, 80.0, 375.0], (frames, 1))
    return replace(empty, xy=xy, person_box=box, looked=np.ones(frames, dtype=np.bool_))


def pixels(still: Still) -> Rgb:
    return np.asarray(Image.open(BytesIO(still.jpeg)), dtype=np.uint8)


def colour_at(still: Still, point: Floats) -> Floats:
    x, y = np.round(point).astype(int)
    mean: Floats = pixels(still)[y - 1 : y + 2, x - 1 : x + 2].mean(axis=(0, 1))
    return mean


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_jpeg(tmp_path, picture())


def test_joints_lie_on_the_cut_out(photo: Path) -> None:
    (still,) = cut_out(photo, recording("photo"), (Moment(0, ("left",), "standing"),), 300)
    assert (still.sides, still.moment, still.time_s) == (("left",), "standing", 0.0)
    assert pixels(still).shape == (still.height, still.width, 3)
    assert colour_at(still, still.xy[joint("left_toe")]) == pytest.approx(RED, abs=25)
    assert colour_at(still, still.xy[joint("right_toe")]) == pytest.approx(GREEN, abs=25)


def test_it_is_no_higher_than_asked_and_never_enlarged(photo: Path) -> None:
    moment = (Moment(0, (), "still"),)
    assert cut_out(photo, recording("photo"), moment, 300)[0].height == 300
    assert cut_out(photo, recording("photo"), moment, 5000)[0].height < HEIGHT


def test_head_and_feet_have_room(photo: Path) -> None:
    (still,) = cut_out(photo, recording("photo"), (Moment(0, (), "still"),), 300)
    assert still.xy[joint("nose")][1] > 0.1 * still.height
    assert still.xy[joint("right_toe")][1] < 0.95 * still.height
    assert still.width > 0.5 * still.height


def test_feet_at_the_edge_of_the_picture_stay(tmp_path: Path) -> None:
    low = recording("photo")
    low.xy[0, joint("left_toe")] = (240.0, HEIGHT - 2.0)
    (still,) = cut_out(make_jpeg(tmp_path, picture()), low, (Moment(0, (), "still"),), 300)
    assert still.xy[joint("left_toe")][1] < still.height


def test_nobody_seen_gives_the_whole_picture(photo: Path) -> None:
    nobody = replace(recording("photo"), xy=np.full_like(recording("photo").xy, np.nan))
    nobody = replace(nobody, person_box=np.full((1, 4), np.nan))
    (still,) = cut_out(photo, nobody, (Moment(0, (), "still"),), HEIGHT)
    assert (still.width, still.height) == (WIDTH, HEIGHT)


def test_mirrored_picture_is_turned_back(tmp_path: Path) -> None:
    """The file is a mirror image: what was read in it was turned back, and so is the picture."""
    path = make_jpeg(tmp_path, np.ascontiguousarray(picture()[:, ::-1]))
    (still,) = cut_out(path, replace(recording("photo"), mirrored=True), (Moment(0, (), "still"),), 300)
    assert colour_at(still, still.xy[joint("left_toe")]) == pytest.approx(RED, abs=25)


def test_frames_of_a_video_are_those_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    write_video(path, ((n / 10, picture() // 6 * n) for n in range(1, 6)), fps=10)
    moments = (Moment(1, (), "peak"), Moment(4, (), "peak"), Moment(9, (), "past the end"))
    first, second = cut_out(path, recording("video", 10), moments, 300)
    assert [first.time_s, second.time_s] == pytest.approx([0.1, 0.4])
    assert pixels(second).mean() > pixels(first).mean() + 40


def standing(**moved: tuple[float, float]) -> Recording:
    """The person of the picture with hips, ankles and ears, some of them moved."""
    known: dict[str, tuple[float, float]] = {
        "left_hip": (225, 300),
        "right_hip": (195, 300),
        "left_knee": (225, 390),
        "right_knee": (195, 390),
    }
    known |= {"left_ankle": (225, 480), "right_ankle": (195, 480)} | moved
    one = recording("photo")
    xy = one.xy.copy()
    for name, point in known.items():
        xy[:, joint(name)] = point
    return replace(one, xy=xy)


def test_legs_alone_begin_at_the_hips(photo: Path) -> None:
    (still,) = cut_out(photo, standing(), (Moment(0, ("left",), "standing"),), HEIGHT, legs_only=True)
    assert still.xy[joint("nose")][1] < 0  # above the picture
    assert 0 < still.xy[joint("left_hip")][1] < 15
    np.testing.assert_allclose(colour_at(still, still.xy[joint("left_toe")]), RED, atol=60)


def test_a_face_beside_the_hips_is_covered(tmp_path: Path) -> None:
    rgb = picture()
    rgb[330:370, 190:230] = (255, 220, 180)
    bent = standing(nose=(210, 350))
    (still,) = cut_out(make_jpeg(tmp_path, rgb), bent, (Moment(0, (), "peak"),), HEIGHT, legs_only=True)
    np.testing.assert_allclose(colour_at(still, still.xy[joint("nose")]), 128, atol=8)


def test_without_hips_there_is_no_picture_of_legs(photo: Path) -> None:
    nowhere = (np.nan, np.nan)
    nobody = standing(left_hip=nowhere, right_hip=nowhere)
    assert cut_out(photo, nobody, (Moment(0, (), "still"),), HEIGHT, legs_only=True) == ()
