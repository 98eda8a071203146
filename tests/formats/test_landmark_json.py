import json
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from kneeline.core.errors import UnreadableFile
from kneeline.core.recording import Floats, Recording, Source, empty_recording
from kneeline.core.skeleton import JOINT_COUNT, joint
from kneeline.formats import read_landmarks, write_landmarks

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"
SOURCE = Source("squat.mp4", "video", "0" * 64, 2, 30.0, 2 / 30, 720, 1280)


def test_a_file_written_by_hand() -> None:
    recording = read_landmarks(GOLDEN / "by_hand.json")
    assert recording.xy[:, joint("left_knee")].tolist()[:2] == [[390, 800], [385, 805]]
    assert recording.visibility[0, [joint("left_knee"), joint("right_knee"), joint("nose")]].tolist() == [1, 0.5, 0]
    assert recording.covariance is not None
    assert recording.covariance[1, joint("left_knee")].tolist() == [[4, 1], [1, 9]]
    assert recording.looked.tolist() == [True, True, False]
    assert recording.people.tolist() == [1, 1, 0]
    np.testing.assert_allclose(recording.time_s, [0, 1 / 30, 2 / 30])
    assert (recording.size, recording.source.kind, recording.source.fps) == ((720, 1280), "landmarks", 30)
    assert recording.person_box[0].tolist() == [320, 600, 80, 400]


def test_an_unlooked_frame_holds_nothing() -> None:
    recording = read_landmarks(GOLDEN / "by_hand.json")
    assert np.isnan(recording.xy[2]).all()
    assert np.isnan(recording.person_box[2]).all()


def assert_same(after: Recording, before: Recording) -> None:
    for field in fields(Recording):
        if field.name not in ("source", "history"):
            was, now = getattr(before, field.name), getattr(after, field.name)
            if isinstance(was, np.ndarray):
                np.testing.assert_array_equal(now, was, err_msg=field.name)
            else:
                assert now == was


def some_known(generator: np.random.Generator, *shape: int) -> Floats:
    """Numbers of all sizes, a third of them unknown."""
    values = generator.normal(size=shape) * 10.0 ** generator.integers(-6, 5, size=shape)
    return np.where(generator.random(shape) < 1 / 3, np.nan, values)


@pytest.mark.parametrize("seed", range(5))
def test_everything_comes_back_to_the_last_digit(tmp_path: Path, seed: int) -> None:
    generator = np.random.default_rng(seed)
    spread = some_known(generator, 2, JOINT_COUNT, 3)
    xyz = some_known(generator, 2, JOINT_COUNT, 3)
    path = tmp_path / "again.json"
    before = replace(
        empty_recording(SOURCE, np.array([0.0, 0.1]), "blazepose heavy"),
        xy=some_known(generator, 2, JOINT_COUNT, 2),
        visibility=generator.random((2, JOINT_COUNT)),
        covariance=spread[..., [0, 1, 1, 2]].reshape(2, JOINT_COUNT, 2, 2),
        xyz=xyz,
        model_xyz=xyz + 1,
        shank_width=some_known(generator, 2, 2),
        plumb=some_known(generator, 2, 2),
        skin_gaps=some_known(generator, 2, 2),
        grain=some_known(generator, 2),
        blockiness=some_known(generator, 2),
        looked=np.array([True, False]),
        people=np.array([2, 0]),
        light=np.array([0.25, np.nan]),
        mirrored=True,
        history=("looked", "repaired"),
    )
    write_landmarks(path, before)
    after = read_landmarks(path)
    assert_same(after, before)
    assert after.history == ("looked", "repaired", "read again.json")


def test_a_recording_in_which_nobody_was_found_comes_back(tmp_path: Path) -> None:
    before = empty_recording(SOURCE, np.array([0.0, 0.1]), "blazepose heavy")
    write_landmarks(tmp_path / "empty.json", before)
    assert_same(read_landmarks(tmp_path / "empty.json"), before)


def test_positions_in_space_alone_give_the_front_view(tmp_path: Path) -> None:
    frame = {"xyz": {"left_hip": [0.1, 0.9, 0], "left_knee": [0.05, 0.5, 0.1], "left_ankle": [0.1, 0.1, 0]}}
    (tmp_path / "space.json").write_text(json.dumps({"schema": "kneeline.landmarks/1", "frames": [frame]}))
    recording = read_landmarks(tmp_path / "space.json")
    assert recording.xy[0, joint("left_hip")].round(6).tolist() == [100, 50]
    assert recording.xy[0, joint("left_knee")].round(6).tolist() == [50, 450]
    assert recording.visibility[0, joint("left_knee")] == 1


def test_unknown_keys_and_joints_are_passed_over(tmp_path: Path) -> None:
    data = json.loads((GOLDEN / "by_hand.json").read_text())
    data["room"] = "kitchen"
    data["frames"][0]["joints"]["left_eyebrow"] = [1, 2]
    (tmp_path / "more.json").write_text(json.dumps(data))
    np.testing.assert_array_equal(read_landmarks(tmp_path / "more.json").xy, read_landmarks(GOLDEN / "by_hand.json").xy)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("{", "broken JSON"),
        ("[1, 2]", "no kneeline.landmarks/1 file"),
        ('{"schema": "kneeline.measurement/1"}', "its schema is 'kneeline.measurement/1'"),
        ('{"schema": "kneeline.landmarks/1"}', "lacks 'frames'"),
        ('{"schema": "kneeline.landmarks/1", "frames": []}', "has no frames"),
        ('{"schema": "kneeline.landmarks/1", "frames": 7}', "does not follow"),
        ('{"schema": "kneeline.landmarks/1", "frames": [{"joints": {"hipL": [1, 2]}}]}', "names no joint of a leg"),
        ('{"schema": "kneeline.landmarks/1", "frames": [{"joints": {"left_hip": [1]}}]}', "has 1 numbers"),
        ('{"schema": "kneeline.landmarks/1", "frames": [{"joints": {"left_hip": ["a", "b"]}}]}', "does not follow"),
        ('{"schema": "kneeline.landmarks/1", "frames": [{}, {}]}', "time_s in every frame"),
        ('{"schema": "kneeline.landmarks/1", "frames": [{"time_s": 1}, {"time_s": 1}]}', "does not rise"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_other_files_are_refused_in_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "other.json").write_text(text)
    with pytest.raises(UnreadableFile) as error:
        read_landmarks(tmp_path / "other.json")
    assert told in str(error.value)
    assert "\n" not in str(error.value)
