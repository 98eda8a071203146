import numpy as np
import pytest

from kneeline.core.recording import Floats
from kneeline.core.skeleton import JOINT_COUNT, SIDES, Side, joint
from kneeline.pixels.draw import LEG_COLOURS, draw_legs
from kneeline.report.colour import LIGHT, oklch_to_hex
from tests.pixels.strange import Rgb

GREY: Rgb = np.full((640, 360, 3), 128, np.uint8)
WHITE = (255, 255, 255)


def joints(shift: float = 0.0) -> Floats:
    """A person facing the camera: two straight legs, the person's left leg on the right of the picture."""
    xy = np.full((JOINT_COUNT, 2), np.nan)
    for side, x in (("left", 230.0), ("right", 130.0)):
        for name, y in (("hip", 260.0), ("knee", 400.0), ("ankle", 540.0)):
            xy[joint(f"{side}_{name}")] = x + shift, y
    return xy


def line_colours(rgb: Rgb, x: int) -> set[tuple[int, ...]]:
    """Colours down the middle of a shank, clear of its joints."""
    return {tuple(int(channel) for channel in pixel) for pixel in rgb[435:505, x]}


def changed(rgb: Rgb) -> Floats:
    """x and y of every pixel drawn over."""
    return np.argwhere((rgb != GREY).any(axis=2))[:, ::-1].astype(float)


def test_left_leg_is_solid_and_right_leg_dashed() -> None:
    rgb = draw_legs(GREY, joints(), {"left": "", "right": ""})
    assert line_colours(rgb, 230) == {LEG_COLOURS["left"]}
    assert {LEG_COLOURS["right"], WHITE} <= line_colours(rgb, 130)


def test_the_picture_given_stays_as_it_was() -> None:
    draw_legs(GREY, joints(), {"left": "12° ± 3°"})
    assert (GREY == 128).all()


def test_only_the_legs_asked_for_are_drawn() -> None:
    assert changed(draw_legs(GREY, joints(), {})).size == 0
    assert changed(draw_legs(GREY, joints(), {"left": ""}))[:, 0].min() > 180


@pytest.mark.parametrize("side", SIDES)
def test_the_label_stands_on_the_outer_side_of_its_knee(side: Side) -> None:
    bare, labelled = (draw_legs(GREY, joints(), {side: text}) for text in ("", "12°"))
    label = np.argwhere((bare != labelled).any(axis=2))
    knee_x, outwards = (230, 1) if side == "left" else (130, -1)
    assert (outwards * (label[:, 1] - knee_x) > 0).all()
    assert label[:, 0].mean() == pytest.approx(400, abs=3)


def test_a_label_that_would_be_cut_off_goes_to_the_inner_side() -> None:
    bare, labelled = (draw_legs(GREY, joints(shift=115), {"left": text}) for text in ("", "12° ± 3°"))
    label = np.argwhere((bare != labelled).any(axis=2))
    assert label[:, 1].max() < 345


def test_labels_at_one_place_do_not_cover_each_other() -> None:
    xy = joints()
    for name in ("hip", "knee", "ankle"):
        xy[joint(f"right_{name}")] = xy[joint(f"left_{name}")]
    one = changed(draw_legs(GREY, xy, {"left": "12° ± 3°", "right": ""}))
    two = changed(draw_legs(GREY, xy, {"left": "12° ± 3°", "right": "12° ± 3°"}))
    assert len(two) > len(one) + 500


def test_an_unknown_knee_leaves_lines_and_label_out() -> None:
    xy = joints()
    xy[joint("left_knee")] = np.nan
    drawn = changed(draw_legs(GREY, xy, {"left": "12°"}))
    assert ((drawn[:, 1] < 300) | (drawn[:, 1] > 500)).all()


def test_a_person_out_of_the_picture_draws_nothing_wrong() -> None:
    assert draw_legs(GREY, joints(shift=5000.0), {"left": "12°", "right": "3°"}).shape == GREY.shape
    assert draw_legs(np.zeros((1, 1, 3), np.uint8), joints(), {"left": "12°"}).shape == (1, 1, 3)


def test_lines_grow_with_the_person() -> None:
    large = draw_legs(np.full((1280, 720, 3), 128, np.uint8), joints() * 2, {"left": ""})
    small = draw_legs(GREY, joints(), {"left": ""})
    small_width, large_width = ((row != 128).any(axis=1).sum() for row in (small[330], large[660]))
    assert 1.6 * small_width < large_width < 2.2 * small_width


def test_a_true_minus_sign_is_drawn_as_a_dash() -> None:
    with_minus, with_hyphen = (draw_legs(GREY, joints(), {"left": f"{sign}5°"}) for sign in "−-")
    np.testing.assert_array_equal(with_minus, with_hyphen)


@pytest.mark.parametrize("side", SIDES)
def test_legs_have_the_same_colours_as_on_every_page(side: Side) -> None:
    assert "#{:02x}{:02x}{:02x}".format(*LEG_COLOURS[side]) == oklch_to_hex(LIGHT[side])
