"""`kneeline doctor` names what is missing, and ends with 0 as long as measuring works."""

import pytest

from kneeline.core.errors import KneelineError
from tests.cli.conftest import Command


def test_all_is_well_where_the_tests_run(command: Command) -> None:
    ran = command("doctor")
    assert (ran.status, ran.err) == (0, "")
    assert "Measuring works." in ran.out
    for name in ("Python", "Machine", "Pose models", "A photo", "A video", "Kinds of video", "PDF reports"):
        assert f"  {name}: " in ran.out


def test_missing_pango_is_named_and_measuring_still_works(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kneeline.report.pdf.pdf_problem", lambda: "A PDF needs Pango: install it.")
    ran = command("doctor")
    assert "missing  PDF reports: A PDF needs Pango: install it." in ran.out
    assert ran.status == 0


def test_missing_models_are_named_and_measuring_does_not_work(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise KneelineError("The pose model is missing: run scripts/build.")

    monkeypatch.setattr("kneeline.pose.model_files.detection_model", missing)
    ran = command("doctor")
    assert "missing  Pose models: The pose model is missing: run scripts/build." in ran.out
    assert ran.status == 1
