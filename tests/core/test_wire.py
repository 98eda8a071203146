"""A measurement comes back from JSON as it was, and what can't be one is told with what and where."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kneeline.core.errors import UnreadableFile
from kneeline.core.wire import measurement_from_dict, measurement_to_dict
from tests.report import examples

Json = dict[str, Any]


def data() -> Json:
    read: Json = json.loads(json.dumps(measurement_to_dict(examples.squat())))
    return read


def test_it_comes_back_as_it_was() -> None:
    assert measurement_from_dict(data()) == replace(examples.squat(), series=None)


def test_what_is_not_known_may_be_none_and_later_keys_are_ignored() -> None:
    written = {**data(), "task": None, "mood": float("nan")}
    written["measures"][0] |= {"value": None, "error_95": None, "colour": "blue"}
    assert measurement_from_dict(written).measures[0].value is None


def at(*path: str | int, put: object) -> Callable[[Json], None]:
    """Puts a value at a place of the JSON."""

    def change(written: Any) -> None:
        for step in path[:-1]:
            written = written[step]
        written[path[-1]] = put

    return change


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (at("measures", 0, "value", put=float("nan")), "measures[0].value"),
        (at("measures", 0, "value", put=float("inf")), "measures[0].value"),
        (at("measures", 0, "value", put="nine"), "measures[0].value"),
        (at("measures", 0, "value", put=720.0), "measures[0].value"),
        (at("measures", 0, "value", put=1e308), "measures[0].value"),
        (at("measures", 0, "value", put=10**400), "measures"),
        (at("measures", 0, "knee_flexion", put=-400.0), "measures[0].knee_flexion"),
        (at("measures", 0, "side", put="middle"), "measures[0].side"),
        (at("measures", 0, "error_95", put=-1.0), "measures[0].error_95"),
        (at("measures", 0, "repeat_error_95", put=-1.0), "measures[0].repeat_error_95"),
        (at("measures", 0, "n", put=-3), "measures[0].n"),
        (at("measures", put={}), "measures"),
        (at("measures", put=None), "measures"),
        (at("measures", 1, put=7), "measures[1]"),
        (at("task", put="yoga"), "task"),
        (at("conditions", put=None), "conditions"),
        (at("conditions", "brace", put="no"), "conditions.brace"),
        (at("source", "width", put="wide"), "source.width"),
        (at("view", "problems", put=[{"code": "dark"}]), "view.problems[0]"),
        (at("repetitions", 0, "caves_in", put={"left": True}), "repetitions[0].caves_in"),
        (at("repetitions", 0, "knee_in_change", "left", put=361.0), "repetitions[0].knee_in_change.left"),
        (at("repetitions", 0, "knee_flexion", put={"middle": 3.0}), "repetitions[0].knee_flexion"),
        (at("repetitions", 0, "error_95", "peak_fppa", "left", put=-0.1), "repetitions[0].error_95.peak_fppa.left"),
        (at("repetitions", 0, "bottom_s", put=float("-inf")), "repetitions[0].bottom_s"),
    ],
)
def test_what_can_not_be_is_told_with_its_place(change: Callable[[Json], None], where: str) -> None:
    written = data()
    change(written)
    with pytest.raises(UnreadableFile) as error:
        measurement_from_dict(written)
    assert f"(at {where}" in str(error.value)
    assert str(error.value).endswith(".")


@pytest.mark.parametrize("key", [key for key in measurement_to_dict(examples.squat()) if key != "schema"])
def test_nothing_the_schema_promises_may_be_missing(key: str) -> None:
    written = data()
    del written[key]
    with pytest.raises(UnreadableFile, match=rf"incomplete \(at {key}\)"):
        measurement_from_dict(written)
