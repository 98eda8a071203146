"""How long `kneeline plan` takes from start to end, with and without paper: the table in docs/speed.md.

    python -m bench.paper [--runs 5]

Wall time holds only on a machine with a core to spare for each of the two processes; where others work, too, the best
run is the nearest to it. Processor time is that of both.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.summary import table

ANSWERS = """
[person]
birth_year = 1990
[answers]
emergency_signs = []
soon_signs = []
pain = 0
shape_side = "both"
felt_right = ["clamshell", "wall-slide-abduction", "short-foot"]
[wishes]
equipment = ["roller", "ball", "band", "step", "weight"]
"""

KINDS = {
    "the terminal alone": [],
    "a handout as a page": ["--html", "week.html"],
    "a handout as a PDF, A4": ["--pdf", "week.pdf"],
    "the same on Letter": ["--pdf", "week.pdf", "--paper", "letter"],
    "everything the article prints, as a PDF": ["--pdf", "week.pdf", "--everything"],
}


def seconds(options: list[str], folder: Path) -> tuple[float, float]:
    """Wall and processor time of one run and of the processes it started, s. Raises RuntimeError where it fails."""
    command = [sys.executable, "-m", "kneeline.cli", "plan", "--answers", "answers.toml", *options]
    start = time.monotonic()
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, cwd=folder, stdout=nowhere)
        _, status, used = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - start, used.ru_utime + used.ru_stime


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "answers.toml").write_text(ANSWERS, encoding="utf-8")
        rows = []
        for kind, options in KINDS.items():
            seconds(options, folder)  # files into memory
            times = [seconds(options, folder) for _ in range(runs)]
            wall, work = zip(*times, strict=True)
            rows.append([kind, f"{median(wall):.2f}", f"{min(wall):.2f}", f"{median(work):.2f}"])
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(table(f"`kneeline plan`, medians of {runs}, s", ("what", "wall", "best wall", "processor time"), rows))


if __name__ == "__main__":
    main()
