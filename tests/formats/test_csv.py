from pathlib import Path

import numpy as np
import pytest

from kneeline.core.errors import BadArgument, UnwritableFile
from kneeline.core.measurement import Conditions, Measurement, Person, PoseSummary, Series, View
from kneeline.core.recording import Source
from kneeline.formats import write_csv

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"
NAN = np.nan


def measurement(series: Series | None) -> Measurement:
    return Measurement(
        version="0",
        source=Source("squat.mp4", "video", "0" * 64, 5, 10.0, 0.5, 720, 1280),
        pose=PoseSummary("test", 5, 3, 3),
        view=View("front", 0.0, True),
        task="squat",
        task_given=False,
        person=Person(),
        conditions=Conditions(),
        measures=(),
        repetitions=(),
        series=series,
    )


def test_a_row_a_frame_with_short_gaps_bridged(tmp_path: Path) -> None:
    series = Series(
        time_s=np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5]),
        looked=np.array([True, False, True, False, False, True]),
        values={"fppa": np.array([[1, 10], [NAN, NAN], [3, NAN], [NAN, NAN], [NAN, NAN], [6, 60.12345]])},
        errors={"fppa": np.array([[2, 2], [NAN, NAN], [4, NAN], [NAN, NAN], [NAN, NAN], [2, 2.5]])},
    )
    write_csv(tmp_path / "squat.csv", measurement(series))
    assert (tmp_path / "squat.csv").read_text() == (GOLDEN / "written.csv").read_text()


def test_without_values_or_folder_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="frame by frame"):
        write_csv(tmp_path / "squat.csv", measurement(None))
    series = Series(np.array([0.0]), np.array([True]), {}, {})
    with pytest.raises(UnwritableFile):
        write_csv(tmp_path / "nowhere" / "squat.csv", measurement(series))
    assert list(tmp_path.iterdir()) == []
