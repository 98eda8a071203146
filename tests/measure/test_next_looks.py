"""Where it pays to look next."""

from dataclasses import replace

import numpy as np

from kneeline.core.recording import Recording
from kneeline.measure import next_looks
from tests.skeletons import bends_of_squats, recording_of, seen_by_camera, squatting


def coarse(every: int = 6) -> tuple[Recording, Recording]:
    """A video of two squats: as seen whole, and after looking at every sixth frame."""
    time_s, bends = bends_of_squats(2, 95)
    whole = recording_of(seen_by_camera(squatting(bends)), time_s, kind="video")
    looked = np.arange(len(time_s)) % every == 0
    return whole, replace(whole, xy=np.where(looked[:, None, None], whole.xy, np.nan), looked=looked)


def test_bottoms_and_descents_are_looked_at_and_standing_is_not() -> None:
    _, recording = coarse()
    times = next_looks(recording)
    assert ((times > 1.9) & (times < 2.4)).sum() >= 8
    assert ((times > 1.2) & (times < 1.8)).sum() >= 6
    assert ((times > 3.45) & (times < 4.1)).sum() <= 2


def test_it_comes_to_an_end_long_before_every_frame() -> None:
    whole, recording = coarse()
    for _ in range(4):
        times = next_looks(recording)
        if len(times) == 0:
            break
        looked = recording.looked | np.isin(recording.time_s, times)
        recording = replace(whole, xy=np.where(looked[:, None, None], whole.xy, np.nan), looked=looked)
    assert len(next_looks(recording)) == 0
    assert recording.looked.mean() < 0.62


def test_a_photo_given_landmarks_and_an_empty_room_need_no_further_look() -> None:
    whole, _ = coarse()
    assert len(next_looks(replace(whole, source=replace(whole.source, kind="landmarks")))) == 0
    nobody = replace(whole, xy=np.full_like(whole.xy, np.nan), looked=np.zeros(len(whole.time_s), dtype=bool))
    assert len(next_looks(nobody)) == 0
