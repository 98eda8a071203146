import numpy as np
import pytest

from kneeline.pose.people import People, by_prominence, person_box, same_person
from kneeline.pose.roi import Roi
from tests.pose.blocks import BLUE, RED, Blocks, landmarks_at, picture

Block = tuple[tuple[int, int, int], int, int]


def followed(*frames: list[Block]) -> People:
    eyes = Blocks()
    people = People(eyes)
    for index, blocks in enumerate(frames):
        rgb = picture(*blocks)
        people.look(index, index * 0.2, rgb, eyes.detect(rgb))
    return people


def hips_x(people: People, track: int) -> dict[int, int]:
    return {frame: round(float(seen.pose.xy[23, 0])) - 12 for frame, seen in people.tracks[track].sightings.items()}


def test_one_person_is_one_track() -> None:
    people = followed([(RED, 100, 80)], [(RED, 104, 80)], [(RED, 108, 80)])
    assert [hips_x(people, 0)] == [{0: 100, 1: 104, 2: 108}]
    assert len(people.tracks) == 1


def test_two_people_who_cross_keep_their_tracks() -> None:
    ways = [[(RED, 100 + step, 80), (BLUE, 220 - step, 80)] for step in range(0, 121, 12)]
    people = followed(*ways)
    red = next(track for track in people.tracks if track.colours[0, 0] > 0.5)
    for frame, seen in red.sightings.items():
        assert seen.pose.xy[0, 0] == pytest.approx(100 + 12 * frame, abs=12)
    assert red.last.frame == 10


def test_one_who_is_hidden_is_not_taken_for_the_other() -> None:
    people = followed([(RED, 150, 80), (BLUE, 250, 80)], [(BLUE, 150, 80)], [(RED, 150, 80), (BLUE, 200, 80)])
    assert {track.last.frame: hips_x(people, index) for index, track in enumerate(people.tracks)}
    red = next(index for index, track in enumerate(people.tracks) if track.colours[0, 0] > 0.5)
    assert list(hips_x(people, red)) == [0, 2]


def test_the_central_one_comes_first() -> None:
    people = followed([(RED, 40, 80), (BLUE, 170, 80)])
    first, second = by_prominence(people, 320, 160)
    assert (first.last.pose.xy[0, 0], second.last.pose.xy[0, 0]) == pytest.approx((170, 40), abs=1)


def test_the_same_person_found_twice() -> None:
    eyes = Blocks()
    rgb = picture((RED, 100, 80))
    one, two = (eyes.landmarks(eyes.crop(rgb, roi), roi) for roi in (Roi(100, 80, 128.0), Roi(110, 85, 120.0)))
    assert same_person(one, two)


def test_the_box_reaches_above_the_nose() -> None:
    x, y, width, height = person_box(landmarks_at(100, 80))
    assert (x, width) == (84, 32)
    assert y < 80 - 32
    assert y + height == pytest.approx(80 + 32)
    assert np.isfinite([x, y, width, height]).all()
