"""The wheel measures the sample on a machine that has Python and nothing else of ours: no checkout, no Node."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kneeline.core.language import TRANSLATIONS

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "kneeline/sample/squat_left_knee_in.mp4"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("kneeline-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment holding the wheel and what requirements.lock names, nothing more."""
    environment = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], check=True)
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    return environment


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """An environment whose PATH leads to no Node, and where no Python path leads back to the checkout."""
    tools = tmp_path / "bin"
    tools.mkdir()
    assert shutil.which("node", path=str(tools)) is None
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NODE", "KNEELINE"))}
    return {**kept, "PATH": str(tools)}


def test_wheel_holds_models_font_languages_sample_and_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert len([name for name in names if name.startswith("kneeline/pose/models/") and name.endswith(".tflite")]) == 4
    assert len([name for name in names if name.startswith("kneeline/report/assets/") and name.endswith(".woff2")]) == 1
    languages = {f"kneeline/locale/{language}/LC_MESSAGES/kneeline.mo" for language in TRANSLATIONS}
    assert {"kneeline/report/assets/OFL.txt", SAMPLE, *languages} <= set(names)
    assert {
        f"kneeline/report/assets/islands/{name}"
        for name in ("figure.js", "islands.js", "camera.js", "pose.js", "legs.js")
    } <= set(names)
    figures = [Path(name).name for name in names if name.startswith("kneeline/report/assets/figures/")]
    drawn = {name.removesuffix(".svg") for name in figures if name.endswith(".svg")}
    assert drawn == {name.removesuffix(".print.json") for name in figures if name.endswith(".print.json")}
    assert drawn
    browser = "kneeline/web/live/static/live/pose/"
    assert {name.removeprefix(browser) for name in names if name.startswith(browser)} == {
        *(f"pose_{model}.task" for model in ("lite", "full", "heavy")),
        "leg_network.onnx",
        *(f"vision_wasm_module_internal.{kind}" for kind in ("js", "wasm")),
        *(f"ort-wasm-simd-threaded.{kind}" for kind in ("mjs", "wasm")),
    }
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_wheel_measures_the_sample_without_node(installed: Path, bare: dict[str, str], tmp_path: Path) -> None:
    (sample,) = installed.glob(f"lib/python*/site-packages/{SAMPLE}")
    report = tmp_path / "report.html"
    command = [str(installed / "bin" / "kneeline"), "measure", str(sample), "--json", "-", "--report", str(report)]
    run = subprocess.run(command, cwd=tmp_path, env=bare, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    measured = json.loads(run.stdout)
    assert measured["task"] == "squat"
    assert len(measured["repetitions"]) > 0
    assert "</html>" in report.read_text(encoding="utf-8")


def test_wheel_requires_only_what_the_lock_pins(installed: Path) -> None:
    check = subprocess.run([str(installed / "bin" / "python"), "-m", "pip", "check"], capture_output=True, text=True)
    assert check.returncode == 0, check.stdout
