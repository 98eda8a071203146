"""Findings to JSON and back."""

import json
from typing import Any

import pytest

from kneeline.assess import findings_from_dict, findings_to_dict
from kneeline.core.errors import UnreadableFile
from tests.assess.case import cases


def example() -> dict[str, Any]:
    case = next(each for each in cases() if each.name == "reader_100_only_when_bending")
    return findings_to_dict(case.findings()[0])


def test_there_and_back() -> None:
    for case in cases():
        for findings in case.findings():
            back = findings_from_dict(json.loads(json.dumps(findings_to_dict(findings))))
            assert findings_to_dict(back) == findings_to_dict(findings)


def test_schema_and_version_stand_first() -> None:
    assert list(example())[:3] == ["schema", "version", "level"]
    assert example()["schema"] == "kneeline.findings/1"


def test_later_keys_are_ignored() -> None:
    assert findings_from_dict({**example(), "weather": "fine"}).level == "self_care"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": "kneeline.findings/2"}, "this is not a kneeline.findings/1 file"),
        ({"level": "fine"}, "does not follow its schema"),
        ({"signs": [{"id": "hip_in"}]}, "does not follow its schema"),
    ],
)
def test_what_is_broken_is_told(change: dict[str, Any], says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        findings_from_dict({**example(), **change})
