"""What must hold for the repository as a whole: nothing of one machine in it, scripts that run, links that lead on."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MACHINE_PATH = re.compile(rb"(?<![\w.~-])/(?:root|work|home/\w+|Users/\w+|opt|mnt|private)/\w")
REGISTRY_HOST = re.compile(
    rb"registry\.npmjs|pypi\.org/simple|pythonhosted|(?:index|extra-index|find-links)[-_]url\s*=", re.I
)
DATA_OUTSIDE = re.compile(rb"\.\./shared")
LINK = re.compile(r"\]\((?!https?://|mailto:)([^)\s]+)\)")

NAMED = {"websockets", "whitenoise"}
"""Libraries that are named and not imported: to uvicorn in `web/serving.py`, to Django in `web/settings.py`."""

HEAVY = ("django", "av", "cv2", "PIL", "ai_edge_litert", "jinja2", "weasyprint", "rich", "typer", "pyarrow")


def tracked_files() -> list[Path]:
    """Every file git knows of; skips the test where this is no checkout (an unpacked source package)."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in names.decode().split("\0") if name and (path := ROOT / name).is_file()]


def files_holding(pattern: re.Pattern[bytes]) -> list[str]:
    """Names of the tracked text files other than this one in which the pattern stands."""
    others = {path: path.read_bytes() for path in tracked_files() if path != Path(__file__).resolve()}
    return [str(path.relative_to(ROOT)) for path, text in others.items() if b"\0" not in text and pattern.search(text)]


def test_no_path_of_one_machine() -> None:
    assert files_holding(MACHINE_PATH) == []


def test_no_registry_host() -> None:
    assert files_holding(REGISTRY_HOST) == []


def test_only_ci_knows_where_the_data_lies() -> None:
    assert files_holding(DATA_OUTSIDE) == [".ci/run"]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_python_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    requirements = re.split(r"\n(?=\w)", text)
    assert "://" not in text
    assert all("--hash=sha256:" in requirement for requirement in requirements if not requirement.startswith("#"))


def test_npm_lock_has_hashes_and_no_address() -> None:
    text = (ROOT / "frontend" / "package-lock.json").read_text()
    assert '"resolved"' not in text
    assert text.count('"integrity"') == text.count('"node_modules/')


def test_scripts_can_be_run() -> None:
    scripts = [path for path in tracked_files() if path.parent.name in ("scripts", ".ci") and not path.suffix]
    assert {"setup", "check", "test", "build", "serve"} <= {path.name for path in scripts}
    assert [path.name for path in scripts if not os.access(path, os.X_OK)] == []
    assert [path.name for path in scripts if not path.read_bytes().startswith(b"#!/usr/bin/env ")] == []


def test_links_of_the_documents_lead_somewhere() -> None:
    documents = [path for path in tracked_files() if path.suffix == ".md"]
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in documents
        for target in LINK.findall(path.read_text())
        if not leads_somewhere(path, target)
    ]
    assert broken == []


def test_files_named_for_contributors_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    named = re.findall(r"`((?:src|tests|docs|bench|scripts|frontend)/[\w./]*)`", text)
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def leads_somewhere(document: Path, target: str) -> bool:
    """Whether a relative link names a file that exists and, after a #, one of its headings."""
    name, _, anchor = target.partition("#")
    file = document.parent / name if name else document
    return file.exists() and (not anchor or anchor in anchors(file.read_text()))


def anchors(markdown: str) -> set[str]:
    """The anchors under which the headings of a document can be linked."""
    headings = re.findall(r"^#+ (.+)$", markdown, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_libraries_used_are_those_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    requirements = [*project["dependencies"], *project["optional-dependencies"]["postgres"]]
    declared = {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in requirements}
    packages = packages_distributions()
    used = {packages[name][0].lower().replace("_", "-") for name in imported_modules() - {"kneeline"}}
    assert used | NAMED == declared


def imported_modules() -> set[str]:
    """Top-level names that the package imports anywhere, the standard library left out."""
    nodes = [node for path in (ROOT / "src").rglob("*.py") for node in ast.walk(ast.parse(path.read_text()))]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in plain | parts} - sys.stdlib_module_names


def fresh_python(code: str) -> str:
    """What this code prints in a new interpreter."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout


def seconds_to_import(module: str) -> float:
    """Seconds the import takes in a new interpreter, best of three."""
    code = f"import time; start = time.perf_counter(); import {module}; print(time.perf_counter() - start)"
    return min(float(fresh_python(code)) for _ in range(3))


def test_import_loads_nothing_heavy() -> None:
    loaded = fresh_python(f"import sys, kneeline; print(*sorted(sys.modules.keys() & {set(HEAVY)!r}))")
    assert loaded.split() == []


def test_import_is_quick() -> None:
    """0.3 s, or on a machine busier than that, at most twice what numpy alone takes there."""
    seconds = seconds_to_import("kneeline")
    assert seconds < 0.3 or seconds < 2 * seconds_to_import("numpy")
