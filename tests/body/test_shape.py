"""The figure's surface: closed, outwards, light, mirrored, and where the contacts say it is."""

import numpy as np
import pytest

from kneeline.body.hull import CONES, _spheres
from kneeline.body.shape import body_meshes, segment_mesh, surface_distance
from kneeline.body.skeleton import SEGMENTS
from kneeline.core.recording import Floats

MOST_TRIANGLES = 10_000
# Spheres of the hull that bear the body's weight in lying, sitting, standing or leaning.
BEARING = {
    "pelvis": ("buttock_right", "sacrum"),
    "thorax": ("shoulder_blade_right", "upper_back"),
    "thigh_right": ("upper_thigh", "lower_thigh"),
    "shank_right": ("calf_high", "calf_low"),
    "foot_right": ("heel", "ball_inner", "ball_outer"),
    "forearm_right": ("forearm",),
}


@pytest.mark.parametrize("name", SEGMENTS)
def test_surface_is_closed_and_faces_outwards(name: str) -> None:
    mesh = segment_mesh(name)
    edges = np.concatenate([mesh.faces[:, [0, 1]], mesh.faces[:, [1, 2]], mesh.faces[:, [2, 0]]]).tolist()
    assert len({tuple(edge) for edge in edges}) == len(edges)  # each edge once in its direction
    assert {(b, a) for a, b in edges} == {(a, b) for a, b in edges}  # and once in the other
    corners = mesh.points[mesh.faces]
    turned = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert np.einsum("fd,fd->f", corners[:, 0], turned).sum() > 0  # the volume inside
    assert ((turned * mesh.normals[mesh.faces].mean(axis=1)).sum(axis=1) < 0).mean() < 0.02
    np.testing.assert_allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-9)


def test_the_whole_figure_is_light_enough_for_a_phone() -> None:
    assert sum(len(mesh.faces) for mesh in body_meshes().values()) <= MOST_TRIANGLES


def test_left_is_right_in_a_mirror() -> None:
    left, right = segment_mesh("foot_left"), segment_mesh("foot_right")
    np.testing.assert_array_equal(left.points * [1, 1, -1], right.points)
    assert segment_mesh("big_toe_right").points[:, 2].mean() < segment_mesh("forefoot_right").points[:, 2].mean() + 0.03


def test_soles_are_flat_on_the_floor() -> None:
    foot = segment_mesh("foot_right").points
    assert foot[:, 1].min() == pytest.approx(-0.06825, abs=5e-4)
    assert (foot[:, 1] < -0.066).sum() > 20


@pytest.mark.parametrize("name", BEARING)
def test_what_bears_weight_is_where_the_contacts_say(name: str) -> None:
    cones = [cone for cone in CONES[name.removesuffix("_right")] if cone.name in BEARING[name]]
    centres = [(centre, radius) for cone in cones for centre, radius in _spheres(cone)]
    gaps = [surface_distance(name, centre + radius * _far_side(name)[None])[0] for centre, radius in centres]
    assert max(gaps) < 0.012  # nowhere does the drawn body hang more than 12 mm above what it rests on
    assert np.mean(np.abs(gaps)) < 0.012


def _far_side(name: str) -> Floats:
    """Which side of the segment rests on something: the sole of a foot, else the back."""
    return np.array([0.0, -1.0, 0.0]) if name.startswith("foot") else np.array([-1.0, 0.0, 0.0])
