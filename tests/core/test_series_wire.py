"""Curves go to JSON and come back."""

import json

import numpy as np
import pytest

from kneeline.core.errors import UnreadableFile
from kneeline.core.measurement import Series
from kneeline.core.series_wire import series_from_dict, series_to_dict

SERIES = Series(
    np.array([0.0, 0.5, 1.0]),
    np.array([True, False, True]),
    {"fppa": np.array([[1.0, np.nan], [2.0, 3.0], [np.nan, 4.25]])},
    {"fppa": np.array([[0.1, np.nan], [0.2, 0.3], [np.nan, 0.4]])},
)


def test_there_and_back() -> None:
    back = series_from_dict(json.loads(json.dumps(series_to_dict(SERIES), allow_nan=False)))
    np.testing.assert_array_equal(back.time_s, SERIES.time_s)
    np.testing.assert_array_equal(back.looked, SERIES.looked)
    np.testing.assert_array_equal(back.values["fppa"], SERIES.values["fppa"])
    np.testing.assert_array_equal(back.errors["fppa"], SERIES.errors["fppa"])


@pytest.mark.parametrize(
    "changed",
    [
        {"schema": "kneeline.series/2"},
        {"values": {"fppa": [[1.0, 2.0]]}},
        {"errors": {}},
        {"time_s": "soon"},
        {"values": 1},
    ],
)
def test_what_does_not_fit_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(UnreadableFile, match=r"kneeline\.series/1"):
        series_from_dict({**series_to_dict(SERIES), **changed})
