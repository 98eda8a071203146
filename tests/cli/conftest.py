"""The command, run in this process, and files to run it on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

import kneeline
from kneeline.cli.app import run
from kneeline.formats import write_landmarks
from tests.skeletons import bends_of_squats, person, recording_of, seen_by_camera, squatting

SAMPLE = Path(kneeline.__file__).parent / "sample"


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit status and what it printed."""

    status: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Command:
    """Runs `kneeline` with these arguments."""

    def ran(*arguments: object) -> Ran:
        capfd.readouterr()
        status = run([str(argument) for argument in arguments])
        return Ran(status, *capfd.readouterr())

    return ran


@pytest.fixture(scope="session")
def squat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Landmarks of two squats, the left knee 20° inside its foot at the bottom."""
    time_s, bends = bends_of_squats(2, 95.0)
    inward = 20.0 * np.clip((bends - 45) / 50, 0, 1)
    path = tmp_path_factory.mktemp("landmarks") / "squat.json"
    write_landmarks(path, recording_of(seen_by_camera(squatting(bends, inward)), time_s))
    return path


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Landmarks of somebody who stands."""
    path = tmp_path_factory.mktemp("landmarks") / "standing.json"
    write_landmarks(path, recording_of(seen_by_camera(person())[None], np.zeros(1)))
    return path


@pytest.fixture(scope="session")
def still_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Landmarks of somebody who stands still for four seconds: no squat."""
    path = tmp_path_factory.mktemp("landmarks") / "still.json"
    xy = np.repeat(seen_by_camera(person())[None], 121, axis=0)
    write_landmarks(path, recording_of(xy, np.arange(121) / 30))
    return path
