"""There and back, and sentences for what is no programme."""

import json

import pytest

from kneeline.catalogue import catalogue
from kneeline.core.errors import UnreadableFile
from kneeline.core.programme import Check, SessionLog, Wishes
from kneeline.programme import log_from_dict, log_to_dict, plan, programme_from_dict, programme_to_dict
from tests.programme.people import EVERYTHING, MONDAY, done, findings, sign

PROGRAMME = plan(findings(sign("hip_in")), Wishes(equipment=EVERYTHING), MONDAY, catalogue(), version="0.1.0")
LOG = SessionLog((done("clamshell", 0, last_set_reps=20),), (Check(MONDAY, 3, (("Stairs", 4),), 1),), ("locked_knee",))


def test_a_programme_comes_back_as_it_was() -> None:
    data = json.loads(json.dumps(programme_to_dict(PROGRAMME)))
    assert list(data)[:3] == ["schema", "version", "start"]
    assert (data["schema"], data["version"], data["start"]) == ("kneeline.programme/1", "0.1.0", "2026-11-23")
    assert programme_from_dict(data) == PROGRAMME


def test_a_log_comes_back_as_it_was() -> None:
    data = json.loads(json.dumps(log_to_dict(LOG, "0.1.0")))
    assert list(data)[:2] == ["schema", "version"]
    assert log_from_dict(data) == LOG


def test_a_key_of_a_later_version_is_ignored() -> None:
    assert log_from_dict({"schema": "kneeline.log/1", "mood": "good"}) == SessionLog()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"schema": "kneeline.programme/2"}, "not a kneeline.log/1 file (its schema is 'kneeline.programme/2')"),
        ([], "its schema is None"),
        ({"schema": "kneeline.log/1", "done": 3}, "(at done)"),
        ({"schema": "kneeline.log/1", "done": [{"date": "2026-13-01"}]}, "(at done[0].date)"),
        ({"schema": "kneeline.log/1", "checks": [{}]}, "(at checks[0])"),
    ],
)
def test_what_is_no_log_is_told_in_a_sentence(data: object, said: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        log_from_dict(data)
    assert said in str(error.value)
