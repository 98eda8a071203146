"""`kneeline assess`, `plan` and `compare`: from measurements and answers to findings, a week and what changed."""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kneeline.assess import answers_from
from kneeline.catalogue import catalogue
from kneeline.core.measurement import Measurement
from kneeline.core.wire import measurement_to_dict
from kneeline.programme import adherence_in_words, log_from_dict, programme_from_dict, reported_in_words
from tests.cli.conftest import Command
from tests.report import examples

Written = Callable[..., Path]
START = "2026-11-23"


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes a measurement as `kneeline measure --json` does, or any text under a name."""

    def write(content: Measurement | str, name: str = "squat.json") -> Path:
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(measurement_to_dict(content))
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_measurement_becomes_findings(command: Command, written: Written) -> None:
    ran = command("assess", written(examples.squat()), "--json", "-")
    findings = json.loads(ran.out)
    assert (ran.status, ran.err) == (0, "")
    assert (findings["schema"], findings["level"]) == ("kneeline.findings/1", "self_care")
    assert {sign["outcome"] for sign in findings["signs"]} <= {"seen", "not_seen", "could_not_be_seen"}
    assert set(findings) >= {"level", "because", "signs", "pattern", "cues"}


def test_answers_alone_are_enough(command: Command, written: Written) -> None:
    answers = written("[answers]\nknee_pain = false\n", "answers.toml")
    assert command("assess", "--answers", answers).status == 0
    assert "See" not in command("plan", "--answers", answers).err


def test_nothing_to_go_by_is_said(command: Command) -> None:
    ran = command("assess")
    assert ran.status == 3
    assert "no value and no answer" in ran.err


def test_every_question_can_be_answered_by_taking_its_mark_away(command: Command) -> None:
    filled = tomllib.loads(re.sub(r"^# (\w+ = )", r"\1", command("assess", "--questions").out, flags=re.M))
    assert set(filled["answers"]) == {each.id for each in catalogue().questions.values() if each.group != "wish"}
    for question, answer in filled["answers"].items():
        assert answers_from({"answers": {question: answer}}, "answers.toml", date(2026, 11, 22)).answers


def planned(command: Command, *arguments: object) -> dict[str, Any]:
    ran = command("plan", *arguments, "--start", START, "--json", "-")
    assert (ran.status, ran.err) == (0, "")
    programme: dict[str, Any] = json.loads(ran.out)
    return programme


def test_a_week_comes_out_with_reasons(command: Command, written: Written) -> None:
    programme = planned(command, written(examples.squat()), "--minutes", 20, "--days", 4, "--equipment", "roller,band")
    days = programme["weeks"][0]["days"]
    items = [item for day in days for item in day["items"]]
    assert programme["schema"] == "kneeline.programme/1"
    assert len(days) == 4
    assert all(sum(item["minutes"] for item in day["items"]) <= 20 for day in days)
    assert all(item["because"] for item in items)
    assert {"exercise", "stage", "side", "sets", "reps", "hold_s", "seconds", "rest_s", "because", "gate"} <= set(
        items[0]
    )
    assert all(left["why"] for left in programme["left_out"])


def test_the_same_wishes_give_the_same_week(command: Command, written: Written) -> None:
    measurement = written(examples.squat())
    assert planned(command, measurement) == planned(command, measurement)


def test_options_go_before_the_wishes_of_the_answers(command: Command, written: Written) -> None:
    answers = written("[wishes]\nminutes = 40\ndays = 2\n", "answers.toml")
    programme = planned(command, "--answers", answers, "--days", 3)
    assert (programme["wishes"]["minutes"], programme["wishes"]["days"]) == (40, 3)


def test_an_emergency_plans_nothing_and_says_so_first(command: Command, written: Written) -> None:
    answers = written('[answers]\nemergency_signs = ["chest_pain_or_breathless"]\n', "answers.toml")
    programme = planned(command, "--answers", answers)
    assert programme["weeks"] == []
    assert programme["level"] == "emergency"
    assert "today" in programme["notes"][0]


def test_everything_as_the_article_prints_it(command: Command) -> None:
    programme = planned(command, "--everything", "--minutes", 90, "--days", 5, "--equipment", "roller,ball,band,step")
    given = {item["exercise"] for day in programme["weeks"][0]["days"] for item in day["items"]}
    assert len(given) == 23


def test_every_file_is_written(command: Command, written: Written, tmp_path: Path) -> None:
    outputs = {name: tmp_path / f"week.{name}" for name in ("html", "pdf", "ics")}
    arguments = [part for name, path in outputs.items() for part in (f"--{name}", path)]
    ran = command("plan", written(examples.squat()), "--start", START, "--physio", tmp_path / "physio.html", *arguments)
    assert (ran.status, ran.err) == (0, "")
    assert "Your week at a glance" in outputs["html"].read_text(encoding="utf-8")
    assert outputs["pdf"].read_bytes().startswith(b"%PDF")
    assert "BEGIN:VEVENT" in outputs["ics"].read_text(encoding="utf-8")
    handed = (tmp_path / "physio.html").read_text(encoding="utf-8")
    assert "For your physio" in handed
    assert "<img" not in handed


def test_the_file_for_a_physio_has_the_answers(command: Command, written: Written, tmp_path: Path) -> None:
    answers = written("[answers]\nankle_gap_cm = 4.5\n", "answers.toml")
    assert command("plan", "--answers", answers, "--physio", tmp_path / "physio.html", "--quiet").status == 0
    assert "4.5 cm" in (tmp_path / "physio.html").read_text(encoding="utf-8")


def test_a_stopped_plan_writes_no_calendar_and_says_so(command: Command, written: Written, tmp_path: Path) -> None:
    answers = written('[answers]\nemergency_signs = ["chest_pain_or_breathless"]\n', "answers.toml")
    ran = command("plan", "--answers", answers, "--ics", tmp_path / "week.ics", "--html", tmp_path / "week.html")
    assert ran.status == 3
    assert "week.ics was not written" in ran.err
    assert (tmp_path / "week.html").exists()
    assert not (tmp_path / "week.ics").exists()


def test_the_next_week_follows_from_the_log(command: Command, written: Written, tmp_path: Path) -> None:
    first = tmp_path / "first.json"
    measurement = written(examples.squat())
    assert command("plan", measurement, "--start", START, "--json", first, "--quiet").status == 0
    log = written(
        '{"schema": "kneeline.log/1", "version": "0", "done": [], "checks": [], "new_conditions": []}', "log.json"
    )
    ran = command("plan", measurement, "--after", first, "--log", log, "--start", "2026-11-30", "--json", "-")
    following = json.loads(ran.out)
    assert following["sequence"] == 1
    assert following["changes"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--days", 0), "days"),
        (("--days", 9), "days"),
        (("--minutes", 0), "minutes"),
        (("--equipment", "trampoline"), "trampoline"),
        (("--start", "tomorrow"), "--start tomorrow"),
        (("--at", "noonish"), "--at noonish"),
        (("--physio", "x.docx"), "--physio x.docx"),
    ],
)
def test_wishes_that_make_no_sense_end_with_2(command: Command, arguments: tuple[object, ...], says: str) -> None:
    ran = command("plan", *arguments, "--quiet")
    assert ran.status == 2
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[person]\nbirth_year = 2030\n", "birth_year"),
        ("[person]\nbirth_year = 'old'\n", "birth_year"),
        ("[answers]\nfavourite_colour = 'blue'\n", "favourite_colour"),
        ("[answers]\npain = 11\n", "pain"),
        ("[answers]\nknee_pain = false\npain = 6\n", "pain"),
        ("[wishes]\ndislikes = ['burpees']\n", "burpees"),
        ("[weather]\nsunny = true\n", "weather"),
    ],
)
def test_answers_that_make_no_sense_end_with_2(command: Command, written: Written, text: str, says: str) -> None:
    ran = command("plan", "--answers", written(text, "answers.toml"), "--quiet")
    assert ran.status == 2
    assert "answers.toml" in ran.err
    assert says in ran.err


@pytest.mark.parametrize(
    "text", ['{"schema": "kneeline.measurement/9"}', "[1, 2]", "{", '{"schema": "kneeline.log/1"}']
)
def test_a_measurement_that_is_none_ends_with_2(command: Command, written: Written, text: str) -> None:
    ran = command("assess", written(text), "--quiet")
    assert ran.status == 2
    assert "squat.json" in ran.err
    assert "Traceback" not in ran.err


def test_a_missing_file_ends_with_1(command: Command, tmp_path: Path) -> None:
    assert command("assess", tmp_path / "none.json").status == 1


def test_an_empty_measurement_still_gives_a_plan(command: Command, written: Written) -> None:
    empty = written(replace(examples.squat(), measures=(), repetitions=()))
    assert command("assess", empty, "--quiet").status == 3
    assert planned(command, empty)["weeks"]


def test_three_minutes_a_day_give_what_fits(command: Command, written: Written) -> None:
    programme = planned(command, written(examples.squat()), "--minutes", 3)
    assert all(sum(item["minutes"] for item in day["items"]) <= 3 for day in programme["weeks"][0]["days"])
    assert any(left["kind"] == "time" for left in programme["left_out"])


def test_a_change_within_the_errors_is_none(command: Command, written: Written) -> None:
    before, after = written(examples.squat(), "before.json"), written(examples.squat(), "after.json")
    ran = command("compare", before, after, "--json", "-")
    verdicts = {change["verdict"] for change in json.loads(ran.out)["changes"] if change["before"] is not None}
    assert (ran.status, verdicts) == (0, {"not_changed"})


LOG = """{"schema": "kneeline.log/1",
 "done": [{"date": "2026-11-23", "exercise": "short-foot", "stage": "as-printed", "side": "both", "sets": 1}],
 "checks": [{"date": "2026-11-23", "pain": 5, "activities": [["stairs", 3]], "overall_change": 0},
            {"date": "2026-11-29", "pain": 2, "activities": [["stairs", 7]], "overall_change": 3}]}"""


def flat(text: str) -> str:
    """The text without the terminal's line breaks."""
    return " ".join(text.split())


def test_what_was_noted_is_told_beside_the_changes(command: Command, written: Written) -> None:
    before, after = written(examples.squat(), "before.json"), written(examples.squat(), "after.json")
    told = flat(command("compare", before, after, "--log", written(LOG, "log.json")).out)
    assert all(sentence in told for sentence in reported_in_words(log_from_dict(json.loads(LOG))))
    assert "What you noted down" not in command("compare", before, after).out


def test_what_was_done_and_noted_is_told_with_the_next_week(command: Command, written: Written, tmp_path: Path) -> None:
    first = tmp_path / "first.json"
    assert command("plan", "--start", START, "--json", first, "--quiet").status == 0
    ran = command("plan", "--after", first, "--log", written(LOG, "log.json"), "--start", "2026-11-30")
    earlier, log = programme_from_dict(json.loads(first.read_text())), log_from_dict(json.loads(LOG))
    sentences = (adherence_in_words(earlier, log, date(2026, 11, 29)), *reported_in_words(log))
    assert len(sentences) == 4
    assert all(sentence in flat(ran.out) for sentence in sentences)


def test_other_movements_cannot_be_compared(command: Command, written: Written) -> None:
    ran = command("compare", written(examples.squat(), "a.json"), written(examples.standing(), "b.json"))
    assert ran.status == 3
    assert ran.out.strip()


def test_the_answers_choose_the_language(command: Command, written: Written, tmp_path: Path) -> None:
    answers = written('[wishes]\nlanguage = "es"\n[answers]\nemergency_signs = []\nsoon_signs = []\n', "answers.toml")
    page = tmp_path / "plan.html"
    out = command("plan", "--answers", answers, "--html", page).out
    assert "Cuándo parar" in out
    assert '<html lang="es">' in page.read_text(encoding="utf-8")
    assert "Cuándo parar" not in command("plan", "--answers", answers, "--language", "en").out


def test_every_command_speaks_the_language_asked_for(command: Command, written: Written) -> None:
    squat = written(examples.squat())
    for arguments in (
        ("assess", squat),
        ("plan", squat),
        ("compare", squat, squat),
        ("catalogue", "show", "clamshell"),
    ):
        out = command(*arguments, "--language", "es").out
        assert "Borrador: aún no revisado por un profesional sanitario." in " ".join(out.split()), arguments


@pytest.mark.parametrize("arguments", [("assess",), ("plan",), ("catalogue", "show", "clamshell")])
def test_a_language_nobody_speaks_ends_with_2(command: Command, arguments: tuple[str, ...]) -> None:
    ran = command(*arguments, "--language", "fr")
    assert ran.status == 2
    assert "en (English) and es (Español)" in ran.err


def test_the_week_after_speaks_the_language_of_the_week_before(
    command: Command, written: Written, tmp_path: Path
) -> None:
    before = tmp_path / "week.json"
    command("plan", "--language", "es", "--json", before)
    after = planned(command, "--after", before)
    assert after["wishes"]["language"] == "es"
    assert after["stop_rules"][0].startswith("Para el ejercicio")


def test_a_log_to_fill_in_leads_to_the_next_week(command: Command, written: Written, tmp_path: Path) -> None:
    measurement, first, form = written(examples.squat()), tmp_path / "week1.json", tmp_path / "log1.json"
    assert command("plan", measurement, "--json", first, "--log-form", form, "--start", "2026-11-30").status == 0
    ran = command("plan", measurement, "--after", first, "--log", form, "--start", "2026-12-07", "--log-form", form)
    assert ran.status == 0
    assert "You did something on 5 of 5 planned days" in flat(ran.out)
    assert max(each["date"] for each in json.loads(form.read_text(encoding="utf-8"))["done"]) >= "2026-12-07"


def test_where_nothing_is_planned_no_exercise_is_to_be_stopped(command: Command, written: Written) -> None:
    answers = written('[person]\nbirth_year = 1980\n[answers]\nemergency_signs = ["suspected_fracture"]\n', "a.toml")
    told = flat(command("plan", "--answers", answers).out)
    assert "Get medical help today" in told
    assert "Stop the exercise" not in told


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--days", "8", "--days: 8 is outside 1 to 7."),
        ("--minutes", "0", "--minutes: 0 is outside 1 to 240."),
        ("--equipment", "rollar", "--equipment: 'rollar' is no word we know; there is: roller."),
    ],
)
def test_an_option_that_makes_no_sense_is_called_by_its_name(
    command: Command, option: str, value: str, sentence: str
) -> None:
    ran = command("plan", option, value)
    assert (ran.status, ran.err.strip()) == (2, f"kneeline: {sentence}")
