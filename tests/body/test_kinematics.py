"""Forward kinematics against a chain written another way: 4 x 4 matrices, scipy's rotations, signs spelled out."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from kneeline.body.anthropometry import Figure, figure
from kneeline.body.kinematics import flow, forward, forward_with_pivots, mass_centre
from kneeline.body.skeleton import COLUMNS, RANGES, SEGMENTS, Postures, base_rotation, mirrored, postures, segment
from kneeline.core.angles import fppa
from kneeline.core.recording import Floats

PARENT = {
    "abdomen": "pelvis",
    "thorax": "abdomen",
    "head": "thorax",
    "thigh": "pelvis",
    "shank": "thigh",
    "foot": "shank",
    "forefoot": "foot",
    "big_toe": "foot",
    "upper_arm": "thorax",
    "forearm": "upper_arm",
    "hand": "forearm",
}

# Intrinsic turns about x, y, z by hand: (axis, dof, factor on the left, factor on the right).
TURNS: dict[str, list[tuple[str, str, float, float]]] = {
    "pelvis": [("Y", "pelvis_rotation", 1, 1), ("X", "pelvis_obliquity", -1, -1), ("Z", "pelvis_tilt", -1, -1)],
    "abdomen": [("Z", "trunk_flexion", -0.5, -0.5), ("X", "trunk_lean", -0.5, -0.5), ("Y", "trunk_rotation", 0.5, 0.5)],
    "thorax": [("Z", "trunk_flexion", -0.5, -0.5), ("X", "trunk_lean", -0.5, -0.5), ("Y", "trunk_rotation", 0.5, 0.5)],
    "head": [("Z", "neck_flexion", -1, -1), ("X", "neck_lean", -1, -1), ("Y", "neck_rotation", 1, 1)],
    "thigh": [("Z", "hip_flexion", 1, 1), ("X", "hip_adduction", -1, 1), ("Y", "hip_internal_rotation", -1, 1)],
    "shank": [("Z", "knee_flexion", -1, -1), ("X", "knee_valgus", 1, -1), ("Y", "tibial_internal_rotation", -1, 1)],
    "foot": [("Z", "ankle_dorsiflexion", 1, 1), ("X", "ankle_inversion", -1, 1), ("X", "arch_drop", 1, -1)],
    "forefoot": [("X", "arch_drop", -1, 1), ("Z", "toes_extension", 1, 1)],
    "big_toe": [("X", "arch_drop", -1, 1), ("Z", "big_toe_extension", 1, 1)],
    "upper_arm": [
        ("Z", "shoulder_flexion", 1, 1),
        ("X", "shoulder_abduction", 1, -1),
        ("Y", "shoulder_internal_rotation", -1, 1),
    ],
    "forearm": [("Z", "elbow_flexion", 1, 1), ("Y", "forearm_pronation", -1, 1)],
    "hand": [("X", "wrist_flexion", -1, 1)],
}


def random_postures(frames: int = 40, base: str = "upright") -> Postures:
    random = np.random.default_rng(5)
    angles = random.uniform(RANGES[:, 0], RANGES[:, 1], (frames, len(COLUMNS)))
    return Postures(random.normal(size=(frames, 3)), angles, base)  # type: ignore[arg-type]


def by_hand(measures: Figure, given: Postures, frame: int) -> dict[str, Floats]:
    """Each segment's 4 x 4 matrix, found by climbing to the pelvis one joint at a time."""
    angle = dict(zip(COLUMNS, given.angles[frame], strict=True))

    def local(name: str) -> Floats:
        limb, _, side = name.rpartition("_")
        right = side != "left"
        sided = side in ("left", "right")
        matrix = np.eye(4)
        matrix[:3, 3] = measures.joint_offset[segment(name)]
        for axis, dof, left_factor, right_factor in TURNS[limb if sided else name]:
            degrees = angle[f"{dof}_{side}" if sided else dof] * (right_factor if right else left_factor)
            turn = np.eye(4)
            turn[:3, :3] = Rotation.from_euler(axis, degrees, degrees=True).as_matrix()
            matrix = matrix @ turn
        return matrix

    def world(name: str) -> Floats:
        limb, _, side = name.rpartition("_")
        sided = side in ("left", "right")
        if name == "pelvis":
            root = np.eye(4)
            root[:3, 3], root[:3, :3] = given.position_m[frame], base_rotation(given.base)
            return root @ local(name)
        parent = PARENT[limb if sided else name]
        above = parent if parent in ("pelvis", "abdomen", "thorax") else f"{parent}_{side}"
        return world(above) @ local(name)

    return {name: world(name) for name in SEGMENTS}


@pytest.mark.parametrize("base", ["upright", "supine", "prone", "side_left", "side_right"])
@pytest.mark.parametrize("measures", [figure(), figure(1.58, "female")], ids=["reference", "female"])
def test_the_chain_agrees_with_one_written_by_hand(base: str, measures: Figure) -> None:
    given = random_postures(base=base)
    placed = forward(measures, given)
    for frame in (0, 7, 39):
        for name, matrix in by_hand(measures, given, frame).items():
            assert np.abs(placed.origin[frame, segment(name)] - matrix[:3, 3]).max() <= 1e-9
            assert np.abs(placed.rotation[frame, segment(name)] - matrix[:3, :3]).max() <= 1e-9


def test_neutral_standing_has_all_frames_parallel_to_the_world_and_soles_on_the_floor() -> None:
    body = figure()
    placed = forward(body, postures(position_m=np.array([0.0, body.standing_height_m, 0.0])))
    assert np.array_equal(placed.rotation[0], np.broadcast_to(np.eye(3), (len(SEGMENTS), 3, 3)))
    assert placed.origin[0, segment("foot_left"), 1] == pytest.approx(0.039 * 1.75)
    assert placed.origin[0, segment("thigh_right"), 2] == pytest.approx(0.0875)  # the right is +z


@pytest.mark.parametrize(
    ("dof", "bone", "axis", "sign"),
    [
        ("hip_flexion", "shank_right", 0, 1),  # the knee goes forward
        ("hip_adduction", "shank_right", 2, -1),  # to the left, which is the midline
        ("hip_adduction", "shank_left", 2, 1),
        ("knee_flexion", "foot_left", 0, -1),
        ("knee_valgus", "foot_right", 2, 1),
        ("ankle_dorsiflexion", "forefoot_left", 1, 1),
        ("trunk_flexion", "head", 0, 1),
        ("trunk_lean", "head", 2, -1),
        ("pelvis_obliquity", "thigh_left", 1, -1),  # the left side lower
        ("pelvis_tilt", "head", 0, 1),
        ("pelvis_rotation", "thigh_right", 0, 1),  # turned left: the right hip comes forward
        ("hip_internal_rotation", "forefoot_right", 2, -1),
        ("shoulder_abduction", "hand_left", 2, -1),
        ("elbow_flexion", "hand_right", 0, 1),
    ],
)
def test_plus_moves_the_bone_where_the_word_says(dof: str, bone: str, axis: int, sign: int) -> None:
    before = forward(figure(), postures()).origin[0, segment(bone)]
    after = forward(figure(), postures().with_angle(dof, 20.0)).origin[0, segment(bone)]
    assert sign * (after - before)[axis] > 0.02


@pytest.mark.parametrize("valgus", [-8.0, 0.0, 5.0, 17.3])
@pytest.mark.parametrize("facing", [1, -1])
def test_a_figure_posed_at_v_degrees_of_valgus_is_measured_as_v(valgus: float, facing: int) -> None:
    placed = forward(figure(), postures(knee_valgus=(valgus, -valgus)))

    def seen(name: str) -> Floats:
        """Pixels of a level camera ahead (or behind), left and right: x to the person's left seen from the front."""
        points = placed.origin[0, [segment(f"{name}_left"), segment(f"{name}_right")]]
        return np.stack([960 - 700 * facing * points[:, 2], 1080 - 700 * points[:, 1]], axis=-1)

    assert fppa(seen("thigh"), seen("shank"), seen("foot"), facing) == pytest.approx([valgus, -valgus], abs=0.01)


@pytest.mark.parametrize("base", ["upright", "supine", "side_left"])
def test_a_mirrored_posture_gives_exactly_mirrored_frames(base: str) -> None:
    given = random_postures(base=base)
    placed, other = forward(figure(), given), forward(figure(), mirrored(given))
    twin = [segment(name.replace("left", "?").replace("right", "left").replace("?", "right")) for name in SEGMENTS]
    flip = np.diag([1.0, 1.0, -1.0])
    assert np.array_equal(other.origin[:, twin], placed.origin @ flip)
    assert np.array_equal(other.rotation[:, twin], flip @ placed.rotation @ flip)
    assert np.array_equal(mirrored(mirrored(given)).angles, given.angles)


def test_points_of_a_segment_scale_with_the_figure() -> None:
    placed = forward(figure(2.1), postures())
    knee = placed.points("thigh_right", np.array([[0.0, -0.42875, 0.0]]))[0, 0]
    assert knee == pytest.approx(placed.origin[0, segment("shank_right")])


def test_the_flow_says_how_points_move() -> None:
    given, columns = random_postures(3), list(range(len(COLUMNS)))
    placed, pivots = forward_with_pivots(figure(), given)
    names = np.array([segment(name) for name in ("hand_left", "big_toe_right", "head")])
    points = placed.origin[:, names]
    moves = flow(placed, pivots, columns).of_points(points, names)
    step = 1e-4
    for column in columns:
        nudged = Postures(given.position_m, given.angles + step * np.eye(len(COLUMNS))[column])
        change = (forward(figure(), nudged).origin[:, names] - points) / step
        assert np.abs(moves[..., 3 + column] - change).max() < 1e-5


def test_the_centre_of_mass_of_a_standing_person_is_in_the_pelvis() -> None:
    body = figure()
    centre = mass_centre(body, forward(body, postures(position_m=np.array([0.0, body.standing_height_m, 0.0]))))[0]
    assert 0.54 < centre[1] / 1.75 < 0.58  # Winter 2009: about 0.56 of the height
    assert abs(centre[2]) < 1e-9
    assert body.mass.sum() == pytest.approx(1.0)
