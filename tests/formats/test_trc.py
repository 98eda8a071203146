from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kneeline.core.errors import UnreadableFile, UnwritableFile
from kneeline.core.recording import Recording, Source, empty_recording
from kneeline.core.skeleton import joint
from kneeline.formats import read_landmarks, write_trc

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"


def place(recording: Recording, name: str, frame: int = 0) -> list[float]:
    assert recording.xyz is not None
    return [round(float(number), 9) for number in recording.xyz[frame, joint(name)]]


def flat_recording() -> Recording:
    source = Source("squat.mp4", "video", "0" * 64, 2, 30.0, 2 / 30, 720, 1280)
    recording = empty_recording(source, np.array([0.0, 1 / 30]), "test")
    for name, x, y in [("left_hip", 400, 600), ("left_knee", 390, 800), ("left_ankle", 400, 1000)]:
        recording.xy[:, joint(name)] = x, y
        recording.xy[:, joint(name.replace("left", "right"))] = 720 - x, y
    recording.xy[1, joint("left_knee")] = np.nan
    return recording


def test_coordinates_come_through_as_they_are_written() -> None:
    recording = read_landmarks(GOLDEN / "standing.trc")
    assert place(recording, "left_hip") == [0.1, 0.9, 0.0]
    assert place(recording, "left_knee") == [0.05, 0.5, 0.0]
    assert place(recording, "right_ankle") == [-0.1, 0.1, 0.0]
    assert recording.time_s.tolist() == [0.0, 0.01, 0.02]
    assert recording.source.kind == "mocap"
    assert recording.source.fps == 100


def test_blank_nan_and_all_zero_are_gaps() -> None:
    recording = read_landmarks(GOLDEN / "gaps.trc")
    assert recording.xyz is not None
    assert np.isnan(recording.xyz[1, joint("left_knee")]).all()
    assert np.isnan(recording.xyz[1, joint("right_ankle")]).all()
    assert np.isnan(recording.xyz[2, joint("right_knee")]).all()
    assert recording.visibility[:, joint("left_knee")].tolist() == [1, 0, 1]


def test_a_gap_in_a_joint_is_a_gap_in_its_picture() -> None:
    recording = read_landmarks(GOLDEN / "gaps.trc")
    assert np.isnan(recording.xy[1, joint("left_knee")]).all()
    assert np.isfinite(recording.person_box).all()


def test_picture_is_the_front_view_one_pixel_a_millimetre() -> None:
    recording = read_landmarks(GOLDEN / "standing.trc")
    hips_knee = [recording.xy[0, joint(name)].round(6).tolist() for name in ("right_hip", "left_hip", "left_knee")]
    assert hips_knee == [[50, 50], [250, 50], [200, 450]]
    assert recording.size == (300, 900)


def test_plug_in_gait_with_z_up_millimetres_prefix_and_stray_tabs() -> None:
    recording = read_landmarks(GOLDEN / "plug_in_gait_z_up.trc")
    assert place(recording, "left_hip") == [0.0865, 0.9171, 0.0321]  # front spines 240 mm apart, pelvis 200 mm deep
    assert place(recording, "right_hip") == [-0.0865, 0.9171, 0.0321]
    assert place(recording, "left_knee") == [0.105, 0.5, 0.0]  # lateral marker at 160 mm, moved in by 55 mm
    assert place(recording, "right_ankle") == [-0.09, 0.08, 0.0]
    assert place(recording, "left_heel") == [0.09, 0.04, -0.06]
    assert place(recording, "left_forefoot") == [0.09, 0.04, 0.14]
    assert recording.history[0].endswith("Plug-in Gait")
    assert any("anna:C7" in step for step in recording.history)


def test_middle_of_two_markers_where_both_are_there(tmp_path: Path) -> None:
    text = (
        (GOLDEN / "plug_in_gait_z_up.trc")
        .read_text()
        .replace("anna:C7", "LKNM", 1)
        .replace("0\t80\t1450", "60\t0\t500", 1)
    )
    (tmp_path / "medial.trc").write_text(text)
    assert place(read_landmarks(tmp_path / "medial.trc"), "left_knee") == [0.11, 0.5, 0.0]


def test_written_and_read_again_is_the_same(tmp_path: Path) -> None:
    before = read_landmarks(GOLDEN / "gaps.trc")
    write_trc(tmp_path / "again.trc", before)
    after = read_landmarks(tmp_path / "again.trc")
    np.testing.assert_array_equal(after.xyz, before.xyz)
    np.testing.assert_array_equal(after.xy, before.xy)
    np.testing.assert_array_equal(after.time_s, before.time_s)


def test_flat_recording_is_written_in_pixels_and_says_so(tmp_path: Path) -> None:
    write_trc(tmp_path / "squat.trc", flat_recording())
    assert (tmp_path / "squat.trc").read_text() == (GOLDEN / "written_flat.trc").read_text()


def test_flat_recording_is_written_in_metres_where_the_scale_is_known(tmp_path: Path) -> None:
    write_trc(tmp_path / "squat.trc", flat_recording(), cm_per_px=0.25)
    lines = (tmp_path / "squat.trc").read_text().splitlines()
    assert lines[2].split("\t")[4] == "m"
    assert lines[6].split("\t")[2:5] == ["1.0", "1.7", "0.0"]  # left hip: 400 px and 680 px above the lower edge


def test_flat_recording_comes_back_flat_with_the_same_shape(tmp_path: Path) -> None:
    before = flat_recording()
    write_trc(tmp_path / "squat.trc", before)
    after = read_landmarks(tmp_path / "squat.trc")
    assert after.xyz is None
    offset = after.xy[0, joint("left_hip")] - before.xy[0, joint("left_hip")]
    np.testing.assert_allclose(after.xy, before.xy + offset, atol=1e-9)


def test_a_picture_of_a_movement_is_told_from_a_movement(tmp_path: Path) -> None:
    text = (GOLDEN / "standing.trc").read_text()
    shorter = text.replace(
        "2\t0.01\t0.1\t0.9", "2\t0.01\t0.1\t0.8"
    )  # the left thigh shrinks by a quarter, depth stays 0
    (tmp_path / "picture.trc").write_text(shorter)
    assert read_landmarks(GOLDEN / "standing.trc").xyz is not None
    picture = read_landmarks(tmp_path / "picture.trc")
    assert picture.xyz is None
    assert picture.source.kind == "landmarks"


def test_one_leg_is_enough(tmp_path: Path) -> None:
    (tmp_path / "right.trc").write_text((GOLDEN / "standing.trc").read_text().replace("left_knee", "left_elbow"))
    recording = read_landmarks(tmp_path / "right.trc")
    assert np.isnan(recording.xy[:, joint("left_knee")]).all()
    assert np.isfinite(recording.xy[:, joint("right_knee")]).all()


def test_times_follow_the_rate_where_those_written_do_not_rise(tmp_path: Path) -> None:
    text = (GOLDEN / "gaps.trc").read_text().replace("\t0.01\t", "\t0.00\t")
    (tmp_path / "times.trc").write_text(text)
    np.testing.assert_allclose(read_landmarks(tmp_path / "times.trc").time_s, [0, 0.01, 0.02])


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("PathFileType\t4", "PathFileTyp\t4", "first line"),
        ("100\t100\t3", "NaN\tNaN\tNaN", "DataRate NaN"),
        ("100\t100\t3\t6", "100\t100\t3\tsix", "NumMarkers six"),
        ("100\t100\t3\t6", "100\t100\t3\t7", "announces 7 markers"),
        ("\t6\tm\t", "\t6\tfurlong\t", "furlong"),
        ("\t6\tm\t", "\t6\tmm\t", "unit in its header (mm)"),
        ("_knee\t", "_elbow\t", "no markers for the left knee, right knee"),
        ("0.05\t0.5", "0.05\t0,5", "line 7, holds something that is no number"),
        ("0.1\t0.1\t0.0\t-0.1\t0.1\t0.0\n", "0.1\t0.1\t0.0\t-0.1\t0.1\t0.0\t9\n", "line 7, has more numbers"),
    ],
)
def test_broken_files_are_refused_in_one_sentence(tmp_path: Path, was: str, becomes: str, told: str) -> None:
    text = (GOLDEN / "gaps.trc").read_text()
    assert was in text
    (tmp_path / "broken.trc").write_text(text.replace(was, becomes))
    with pytest.raises(UnreadableFile) as error:
        read_landmarks(tmp_path / "broken.trc")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("lines", [0, 1, 3, 5, 6])
def test_a_file_that_ends_early_is_refused(tmp_path: Path, lines: int) -> None:
    text = "\n".join((GOLDEN / "gaps.trc").read_text().splitlines()[:lines])
    (tmp_path / "short.trc").write_text(text)
    with pytest.raises(UnreadableFile, match=r"short\.trc"):
        read_landmarks(tmp_path / "short.trc")


def test_swapped_sides_are_refused(tmp_path: Path) -> None:
    text = (GOLDEN / "plug_in_gait_z_up.trc").read_text().replace("anna:L", "anna:?").replace("anna:R", "anna:L")
    (tmp_path / "swapped.trc").write_text(text.replace("anna:?", "anna:R"))
    with pytest.raises(UnreadableFile, match="toes that point backwards"):
        read_landmarks(tmp_path / "swapped.trc")


def test_a_missing_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile):
        write_trc(tmp_path / "nowhere" / "squat.trc", flat_recording())


def test_frames_are_numbered_from_one_and_none_is_left_out(tmp_path: Path) -> None:
    write_trc(tmp_path / "squat.trc", replace(flat_recording(), history=()))
    assert [line.split("\t")[0] for line in (tmp_path / "squat.trc").read_text().splitlines()[6:]] == ["1", "2"]
