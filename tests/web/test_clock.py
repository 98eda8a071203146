"""Whose midnight ends a day."""

from pathlib import Path

from kneeline.web.clock import local_zone


def test_what_is_asked_for_comes_first() -> None:
    assert local_zone("America/Bogota") == "America/Bogota"


def test_the_systems_own_zone(tmp_path: Path) -> None:
    zone = tmp_path / "zoneinfo" / "Europe" / "Madrid"
    zone.parent.mkdir(parents=True)
    zone.touch()
    link = tmp_path / "localtime"
    link.symlink_to(zone)
    assert local_zone(None, link) == "Europe/Madrid"


def test_what_is_no_zone_is_utc(tmp_path: Path) -> None:
    assert local_zone("Nowhere/Here", tmp_path / "localtime") == "UTC"
