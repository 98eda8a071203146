"""The words of the command line are those of the measurement."""

from typing import get_args, get_type_hints

from kneeline.cli.options import ModelName, Settings, SideName, TaskName
from kneeline.core.measurement import TASKS, Conditions
from kneeline.core.skeleton import SIDES
from kneeline.pose.model_files import MODEL_NAMES


def test_written_out_names_are_the_real_ones() -> None:
    assert get_args(TaskName) == ("auto", *TASKS)
    assert get_args(SideName) == (*SIDES, "both")
    assert get_args(ModelName) == MODEL_NAMES


def test_every_value_of_every_condition_can_be_said() -> None:
    kinds = {key: kind for key, kind in get_type_hints(Conditions).items() if key != "mirrored"}
    for key, kind in kinds.items():
        for word, value in [("yes", True), ("no", False)] if kind is bool else [(v, v) for v in get_args(kind)]:
            assert getattr(Settings(condition=(f"{key}={word}",)).conditions(), key) == value
    assert Settings(mirrored=True).conditions() == Conditions(mirrored=True)
