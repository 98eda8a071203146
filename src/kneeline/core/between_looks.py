"""Frames of a video that nobody looked at, from the looked-at frames around them."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kneeline.core.filtering import curve_through
from kneeline.core.recording import Bools, Floats

LONGEST_BRIDGE_S: Final = 0.2
"""Looked-at frames at most this far apart tell what is between them (the CSV's contract)."""

_LONGEST_S: Final = LONGEST_BRIDGE_S + 1e-6  # frame times are rounded; what lies just so far apart is bridged


def bridged(time_s: Floats, looked: Bools, values: Floats) -> Floats:
    """``values`` (T, ...) with the frames that were not looked at on a smooth curve through those around them.

    What stands in frames not looked at is not believed. They are NaN where the looked-at frames before and after lie
    more than 0.2 s apart, or one of them has no value or is missing. Each trailing column goes on its own.
    """
    columns = np.where(looked[:, None], np.reshape(values, (len(time_s), -1)), np.nan)
    for column in columns.T:
        for stretch in _stretches(time_s, looked, column):
            between = np.setdiff1d(np.arange(stretch[0], stretch[-1]), stretch)
            column[between] = curve_through(time_s[stretch], column[stretch], time_s[between])
    return columns.reshape(values.shape)


def bridged_errors(time_s: Floats, looked: Bools, errors: Floats) -> Floats:
    """Half-widths ``errors`` (T, ...) of what ``bridged`` gives: between two looks the larger of theirs."""
    seen = np.flatnonzero(looked)
    if len(seen) == 0:
        return np.full_like(errors, np.nan)
    frames = np.arange(len(time_s))
    before = seen[np.maximum(np.searchsorted(seen, frames, side="right") - 1, 0)]
    after = seen[np.minimum(np.searchsorted(seen, frames), len(seen) - 1)]
    larger: Floats = np.maximum(errors[before], errors[after])
    larger[(frames < before) | (frames > after) | (time_s[after] - time_s[before] > _LONGEST_S)] = np.nan
    return larger


def _stretches(time_s: Floats, looked: Bools, column: Floats) -> Iterator[NDArray[np.intp]]:
    """Runs of two and more looked-at frames with a value and no wide gap between them."""
    seen = np.flatnonzero(looked)
    known = np.isfinite(column[seen])
    broken = (np.diff(time_s[seen]) > _LONGEST_S) | ~known[1:] | ~known[:-1]
    for stretch in np.split(seen, np.flatnonzero(broken) + 1):
        if len(stretch) > 1:
            yield stretch
