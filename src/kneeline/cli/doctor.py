"""`kneeline doctor`: what works on this machine, what is missing, and what to do about it."""

import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kneeline.cli.machine import WORKER_BYTES, cores, memory_bytes, worker_count
from kneeline.cli.status import Status, sentence_of
from kneeline.core.errors import KneelineError


@dataclass(frozen=True)
class Check:
    """One thing looked at. ``problem``: what is missing and what to do, None where all is well.
    ``needed``: nothing can be measured without it."""

    name: str
    found: str = ""
    problem: str | None = None
    needed: bool = False


def doctor() -> int:
    """Say what works on this machine and what is missing, with what to do about it.

    Ends with 0 where measuring works, even if something else is missing, and with 1 where it doesn't.
    """
    works = True
    for check in _checks():
        print(_line(check))
        works = works and not (check.needed and check.problem)
    print("\nMeasuring works." if works else "\nMeasuring doesn't work here yet: see what is missing above.")
    return Status.MEASURED if works else Status.FAILED


def _line(check: Check) -> str:
    mark = "ok     " if check.problem is None else "missing"
    return f"{mark}  {check.name}: {check.problem or check.found}"


def _checks() -> Iterator[Check]:
    yield Check("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield _machine()
    yield _tried("Pose models", _models, needed=True)
    yield _tried("A photo", _sample_photo, needed=True)
    yield _tried("A video", _sample_video, needed=True)
    yield _video_kinds()
    yield _font()
    yield _pdf()
    yield from _app()


def _tried(name: str, work: Callable[[], str], needed: bool) -> Check:
    """What the work finds; whatever it raises is the problem."""
    try:
        return Check(name, work(), None, needed)
    except Exception as error:
        return Check(name, "", sentence_of(name, error), needed)


def _machine() -> Check:
    memory = memory_bytes()
    found = f"{cores()} cores, {memory / 1e9:.1f} GB of memory; batch measures {worker_count()} files at once"
    short = "Measuring needs about 0.6 GB of memory: close other programs." if memory < WORKER_BYTES else None
    return Check("Machine", found, short)


def _models() -> str:
    from kneeline.pose.model_files import MODEL_NAMES, detection_model, landmark_model

    detection_model()
    names = [name for name in MODEL_NAMES if landmark_model(name).is_file()]
    return f"{', '.join(names)}; run by litert {_version('ai-edge-litert')}"


def _sample_photo() -> str:
    import kneeline

    start = time.perf_counter()
    measurement = kneeline.measure(kneeline.read(_sample("standing_neutral.jpg")))
    if measurement.value("fppa", "left") is None:
        raise KneelineError("The sample photo gave no value: install kneeline again.")
    return f"the sample photo measured in {time.perf_counter() - start:.1f} s"


def _sample_video() -> str:
    from kneeline.pixels.video import frame_times

    frames = len(frame_times(_sample("squat_left_knee_in.mp4")))
    return f"all {frames} frames of the sample clip read, by PyAV {_version('av')}"


def _sample(name: str) -> Path:
    return Path(__file__).parent.parent / "sample" / name


def _video_kinds() -> Check:
    from kneeline.pixels.codecs import DECODERS, readable_kinds

    readable = readable_kinds()
    missing = [kind for kind in DECODERS if kind not in readable]
    todo = f"{', '.join(missing)} can't be read: install PyAV from its own wheel (pip install --force-reinstall av)."
    return Check("Kinds of video", ", ".join(readable), todo if missing else None)


def _font() -> Check:
    from importlib.resources import files

    from kneeline.report.style import FONT_FILE

    there = files("kneeline.report").joinpath(FONT_FILE).is_file()
    todo = "The reports' own font is not built in, the system's takes its place: run scripts/setup or install again."
    return Check("Font of the reports", "Atkinson Hyperlegible Next", None if there else todo)


def _pdf() -> Check:
    from kneeline.report.pdf import pdf_problem

    problem = pdf_problem()
    return Check("PDF reports", "" if problem else f"WeasyPrint {_version('weasyprint')} with Pango", problem)


def _app() -> Iterator[Check]:
    """What the app in a browser needs, as the environment asks for it."""
    from kneeline.web.health import findings

    for each in findings():
        yield Check(each.name, each.found, each.problem)


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)
