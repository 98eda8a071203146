"""The zone whose days people live in: a week at home turns at midnight of this machine, not of Greenwich."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LOCALTIME = Path("/etc/localtime")


def local_zone(told: str | None = None, localtime: Path = LOCALTIME) -> str:
    """The zone's name, such as ``Europe/Madrid``: ``told`` (TZ), else the system's own; UTC for what is none."""
    _, found, name = str(localtime.resolve()).partition("zoneinfo/")
    for zone in (told, name if found else None):
        if zone and _is_zone(zone):
            return zone
    return "UTC"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def machines_zone() -> str:
    """The zone of this machine, or the one its environment asks for."""
    return local_zone(os.environ.get("TZ"))
