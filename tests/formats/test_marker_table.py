import pytest

from kneeline.core.errors import UnreadableFile
from kneeline.core.skeleton import JOINTS, PAIRED
from kneeline.formats.marker_table import MarkerTable, marker_table, parse_marker_table, readings

SMALL = """
[every_set.markers]
hip_centre = ["hjc"]

[[set]]
name = "any"
source = "a paper"
recognised_by = []

[[joint]]
joint = "hip"
how = "weighted"
weights = { hip_centre = 1.0 }
source = "a paper"
"""


@pytest.mark.parametrize(
    ("name", "side", "base"),
    [
        ("RHJC", "right", "hjc"),
        ("R_HJC", "right", "hjc"),
        ("hip.L", "left", "hip"),
        ("hip_r", "right", "hip"),
        ("left_hip", "left", "hip"),
        ("HipRight", "right", "hip"),
        ("r.ASIS", "right", "asis"),
        ("anna:LASI", "left", "asi"),
        ("R.Knee.Lat", "right", "kneelat"),
        ("L_knee_study", "left", "kneestudy"),
        ("KneeL", "left", "knee"),
        ("RHeel", "right", "heel"),
        ("LLFC", "left", "lfc"),
    ],
)
def test_names_are_read_as_side_and_base(name: str, side: str, base: str) -> None:
    assert (side, base) in readings(name)


def test_a_name_without_a_side_has_none() -> None:
    assert readings("SACR") == ((None, "sacr"),)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["L.ASIS", "r.ASIS", "r_calc", "r_knee", "r_ankle", "R_HJC"], "OpenCap and LaiArnold laboratory"),
        (["r.ASIS_study", "r_knee_study", "RKnee"], "OpenCap, as its marker augmenter writes it"),
        (["p1:LASI", "p1:LKNE", "p1:LANK", "p1:LTOE"], "Plug-in Gait"),
        (["RASI", "RLFC", "RLMAL"], "Rajagopal and other sets with condyles and malleoli"),
        (["R.ASIS", "R.Knee.Lat", "R.Ankle.Lat"], "Gait2392 (Helen Hayes with medial markers)"),
        (["RHip", "RKnee", "RAnkle"], "joint centres and video key points"),
    ],
)
def test_sets_are_recognised(names: list[str], expected: str) -> None:
    assert marker_table().set_of(names).name == expected


def test_a_plain_knee_is_the_joint_in_key_points_and_the_skin_marker_in_a_laboratory() -> None:
    def landmark(names: list[str]) -> set[str]:
        return {mark for mark, words in marker_table().set_of(names).markers.items() if "knee" in words}

    assert landmark(["RHip", "RKnee", "RAnkle"]) == {"knee_centre"}
    assert landmark(["r.ASIS", "r_calc", "r_knee", "r_ankle"]) == {"knee_lateral"}


def test_every_joint_has_a_way_and_every_way_a_source() -> None:
    assert {rule.joint for rule in marker_table().rules} == {*PAIRED, "nose"}
    assert all(rule.source for rule in marker_table().rules)
    assert all(one.source for one in marker_table().sets)
    assert len(JOINTS) == 2 * len(PAIRED) + 1


def test_key_points_are_told_apart_by_their_count() -> None:
    assert [(one.name, len(one.names), len(set(one.names))) for one in marker_table().keypoints] == [
        ("BODY_25", 25, 25),
        ("HALPE_26", 26, 26),
    ]


def test_a_small_table() -> None:
    assert isinstance(parse_marker_table(SMALL, "small.toml"), MarkerTable)


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('joint = "hip"', 'joint = "hipp"', "small.toml, line 10: 'hipp' is no joint"),
        ('how = "weighted"', 'how = "guessed"', "line 10: how must be one of"),
        ("hip_centre = 1.0", "hip_centre = 0.9", "line 10: the weights of hip must add up to 1"),
        ("hip_centre = 1.0", "hip_center = 1.0", "line 10: no set has names for the landmark 'hip_center'"),
        ('name = "any"', "name = 3", "line 5: name must be text"),
        ('name = "any"', 'nam = "any"', "line 5: 'nam' is not a key"),
        ('["hjc"]', '["H_JC"]', "line 2: 'H_JC' must be written in lower case"),
        ("recognised_by = []", 'recognised_by = ["asis"]', "the last [[set]]"),
        ("recognised_by = []", "recognised_by = ", "small.toml"),
    ],
)
def test_mistakes_in_the_table_are_named_with_their_line(was: str, becomes: str, told: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        parse_marker_table(SMALL.replace(was, becomes), "small.toml")
    assert told in str(error.value)
