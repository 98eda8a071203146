import json
from pathlib import Path

import numpy as np
import pytest

from kneeline.core.errors import BadArgument, UnreadableFile
from kneeline.core.skeleton import joint
from kneeline.formats import read_landmarks
from kneeline.formats.openpose import read_openpose

TWO_PEOPLE = Path(__file__).parents[1] / "golden" / "formats" / "two_people"


def halpe_person(confidence: float = 0.8) -> list[float]:
    """26 key points in a row, x = 10 x place, y = 20 x place + 100."""
    return [number for place in range(26) for number in (10 * place, 20 * place + 100, confidence)]


def write_frame(folder: Path, name: str, *people: list[float]) -> None:
    text = json.dumps({"version": 1.3, "people": [{"pose_keypoints_2d": person} for person in people]})
    (folder / name).write_text(text)


def test_the_larger_person_is_followed_though_the_order_changes() -> None:
    recording = read_landmarks(TWO_PEOPLE)
    assert recording.xy[:2, joint("left_knee")].tolist() == [[350, 700], [360, 700]]
    assert np.isnan(recording.xy[2]).all()  # the tall person has left
    assert recording.people.tolist() == [2, 2, 1]
    assert recording.visibility[:, joint("left_knee")].tolist() == [0.9, 0.9, 0]


def test_another_person_can_be_picked() -> None:
    recording = read_landmarks(TWO_PEOPLE, person=2)
    assert recording.xy[:, joint("right_ankle"), 0].tolist() == [600, 602, 604]
    with pytest.raises(BadArgument, match="person 3 was asked for"):
        read_landmarks(TWO_PEOPLE, person=3)


def test_points_without_confidence_are_unknown() -> None:
    recording = read_landmarks(TWO_PEOPLE)
    assert np.isnan(recording.xy[0, joint("left_shoulder")]).all()
    assert recording.visibility[0, joint("left_shoulder")] == 0


def test_frames_are_timed_by_the_numbers_in_their_names() -> None:
    np.testing.assert_allclose(read_openpose(TWO_PEOPLE, fps=50).time_s, [0, 0.02, 0.04])
    assert read_landmarks(TWO_PEOPLE).source.fps == 30
    assert "30 frames a second" in read_landmarks(TWO_PEOPLE).history[0]


def test_picture_is_as_large_as_the_points_need() -> None:
    assert read_landmarks(TWO_PEOPLE).size == (420, 950)
    assert read_landmarks(TWO_PEOPLE).source.kind == "landmarks"


def test_halpe_26_places(tmp_path: Path) -> None:
    write_frame(tmp_path, "cam1_000000.json", halpe_person())
    recording = read_landmarks(tmp_path)
    x = {name: recording.xy[0, joint(name), 0] / 10 for name in ("left_hip", "right_hip", "left_knee", "right_ankle")}
    assert x == {"left_hip": 11, "right_hip": 12, "left_knee": 13, "right_ankle": 16}
    x = {name: recording.xy[0, joint(name), 0] / 10 for name in ("left_toe", "right_toe", "left_heel", "left_ear")}
    assert x == {"left_toe": 20, "right_toe": 21, "left_heel": 24, "left_ear": 3}
    assert recording.estimator == "HALPE_26"


def test_forefoot_lies_between_heel_and_second_toe(tmp_path: Path) -> None:
    write_frame(tmp_path, "0.json", halpe_person())
    forefoot = read_landmarks(tmp_path).xy[0, joint("left_forefoot"), 0]
    assert forefoot == pytest.approx(0.28 * 240 + 0.52 * 200 + 0.20 * 220)


def test_one_file_is_one_frame() -> None:
    file = next(iter(sorted(TWO_PEOPLE.iterdir())))
    assert read_landmarks(file).xy[0, joint("left_knee")].tolist() == [350, 700]


def test_somebody_new_far_away_is_another_person(tmp_path: Path) -> None:
    far = [number + 5000 * (place % 3 == 0) for place, number in enumerate(halpe_person())]
    for frame in range(3):
        write_frame(tmp_path, f"{frame}.json", halpe_person())
    write_frame(tmp_path, "3.json", far)
    assert np.isnan(read_landmarks(tmp_path).xy[3]).all()
    assert read_landmarks(tmp_path, person=2).xy[3, joint("left_hip"), 0] == 5110


def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    def refused() -> str:
        with pytest.raises(UnreadableFile) as error:
            read_landmarks(tmp_path)
        return str(error.value)

    assert "folder without OpenPose" in refused()
    write_frame(tmp_path, "0.json")
    assert "nobody in them" in refused()
    write_frame(tmp_path, "0.json", [0.0] * 75)
    assert "nobody in them" in refused()
    write_frame(tmp_path, "0.json", [1.0] * 51)
    assert "17 key points" in refused()
    write_frame(tmp_path, "0.json", [1.0, 2.0])
    assert "0.json is no OpenPose key-point file" in refused()
    (tmp_path / "0.json").write_text("{}")
    assert "'people' is missing" in refused()
    (tmp_path / "0.json").write_text("{")
    assert "0.json is no OpenPose key-point file" in refused()
