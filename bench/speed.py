"""How long kneeline takes, how much memory, and what looking at fewer frames costs: docs/speed.md.

    KNEELINE_DATA=FOLDER python -m bench.speed [--cache FOLDER] [--rounds 3]

Times are ratios to a floor run in turn on the same machine and clip: decode every frame and run one heavy inference on
each, in one thread of one process.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray

import kneeline
from bench.raw import follow
from bench.recordings import Store, add_arguments, prepare
from bench.summary import number, table, write_numbers
from bench.truth import Item, data_folder, items
from kneeline.core.measurement import Measurement
from kneeline.pixels.photo import read_photo
from kneeline.pose.blazepose import BlazePose, Pose
from kneeline.pose.look import read_photo_recording, seen_again
from kneeline.pose.people import People

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "speed.md"
COMMAND = "KNEELINE_DATA=… python -m bench.speed"

SECONDS = 8
WIDTH, HEIGHT = 1080, 1920
SAMPLE_S = 0.05
TRIES = 5
PHOTOS = 25


@dataclass(frozen=True)
class Run:
    """One child process: seconds its work took by the clock and by all processors, as it says."""

    seconds: float
    processor_s: float


def full_hd(item: Item, folder: Path) -> Path:
    """The first eight seconds of a rendered clip as an upright 1080p video."""
    import cv2

    from kneeline.pixels.encode import write_video
    from kneeline.pixels.video import decode

    def frames() -> Iterator[tuple[float, NDArray[np.uint8]]]:
        for frame in decode(item.path):
            if frame.time_s >= SECONDS:
                return
            scale = WIDTH / frame.rgb.shape[1]
            large = cv2.resize(frame.rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
            above, below = divmod(HEIGHT - large.shape[0], 2)
            edges = cv2.copyMakeBorder(large, above, above + below, 0, 0, cv2.BORDER_REPLICATE)
            yield frame.time_s, np.asarray(edges, dtype=np.uint8)

    path = folder / f"{item.name}_1080p.mp4"
    write_video(path, frames(), 30.0)
    return path


def floor(path: Path) -> None:
    """Decode every frame and run one heavy inference on each, following the person from frame to frame."""
    import av

    with av.open(str(path)) as container:
        container.streams.video[0].codec_context.thread_count = 1
        decoded = container.decode(video=0)
        pictures = (np.asarray(each.to_ndarray(format="rgb24"), dtype=np.uint8) for each in decoded)
        for _ in follow(pictures, "heavy"):
            pass


def product(path: Path) -> None:
    """What ``kneeline measure`` does before it writes anything."""
    kneeline.measure(kneeline.read(path))


WORK: dict[str, Callable[[Path], None]] = {"floor": floor, "kneeline": product}


def timed(work: str, path: Path) -> dict[str, float]:
    """Seconds one piece of work takes in this process by clock and processors, loading its models included."""
    begun, worked = time.perf_counter(), time.process_time()
    WORK[work](path)
    return {"seconds": time.perf_counter() - begun, "processor_s": time.process_time() - worked}


def run(work: str, path: Path) -> Run:
    """One piece of work in a process of its own, left alone while it works."""
    return Run(**json.loads(subprocess.check_output(_command(work, path), cwd=ROOT)))


def most_memory(work: str, path: Path) -> float:
    """The most memory (PSS of its process tree), MB, of one piece of work; apart from timing, which asking disturbs."""
    child = subprocess.Popen(_command(work, path), stdout=subprocess.DEVNULL, cwd=ROOT)
    peak = 0.0
    while child.poll() is None:
        peak = max(peak, _tree_mb(child.pid))
        time.sleep(SAMPLE_S)
    if child.returncode:
        sys.exit(f"{work} ended with {child.returncode}.")
    return peak


def _command(work: str, path: Path) -> list[str]:
    return [sys.executable, "-m", "bench.speed", "--work", work, "--clip", str(path)]


def _tree_mb(pid: int) -> float:
    """Proportional set size of a process and all its children, MB."""
    try:
        root = psutil.Process(pid)
        tree = [root, *root.children(recursive=True)]
        return float(sum(process.memory_full_info().pss for process in tree)) / 1e6
    except psutil.NoSuchProcess:
        return 0.0


def against_floor(path: Path, rounds: int) -> str:
    """Both in turn, ``rounds`` times; the ratio at the end is that of the medians."""
    pairs = [(run("floor", path), run("kneeline", path)) for _ in range(rounds)]
    rows = [
        [f"round {index}", *_beside(first.seconds, second.seconds)]
        for index, (first, second) in enumerate(pairs, start=1)
    ]
    floors, ours = zip(*pairs, strict=True)
    rows += [
        ["median", *_beside(_median(floors, "seconds"), _median(ours, "seconds"))],
        ["all processors", *_beside(_median(floors, "processor_s"), _median(ours, "processor_s"))],
        ["most memory, MB", *_beside(most_memory("floor", path), most_memory("kneeline", path))],
    ]
    caption = f"{SECONDS} s at 30 frames a second, {WIDTH} x {HEIGHT}, heavy model, seconds"
    return table(caption, ("run", "floor", "kneeline", "ratio"), rows)


def _beside(first: float, second: float) -> list[str]:
    """The floor's number, kneeline's and their ratio as text."""
    return [number(first, 1), number(second, 1), number(second / first)]


def _median(runs: Sequence[Run], name: str) -> float:
    return float(np.median([getattr(each, name) for each in runs]))


def photos(found: Sequence[Path]) -> str:
    """How long a photo takes as it was before there was a leg network, then with each thing more, in turn."""
    ways: dict[str, Callable[[Path], object]] = {
        "the pose model alone, both looks": _by_pose_model,
        "and the room's edges": partial(read_photo_recording, legs=None),
        "and the leg network, three looks": read_photo_recording,
    }
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for path in found:
        for way, read in ways.items():
            began = time.perf_counter()
            read(path)
            taken[way].append(time.perf_counter() - began)
    medians = {way: float(np.median(each[1:])) for way, each in taken.items()}  # the first one imports OpenCV
    least = min(medians.values())
    rows = [[way, number(median, 3), number(median / least)] for way, median in medians.items()]
    return table(
        f"A standing photo of 640 x 960, median of {len(found) - 1}, seconds", ("what", "seconds", "ratio"), rows
    )


def _by_pose_model(path: Path) -> Pose:
    rgb = read_photo(path).rgb
    eyes = BlazePose()
    people = People(eyes)
    people.look(0, 0.0, rgb, eyes.detect(rgb))
    once = people.tracks[0].last
    return seen_again(once, eyes, eyes.crop(rgb, once.roi)).pose


def start_up() -> str:
    """Best of five: importing the package, and asking for help."""
    importing = "import time; begun = time.perf_counter(); import kneeline; print(time.perf_counter() - begun)"
    imports = [float(subprocess.check_output([sys.executable, "-c", importing])) for _ in range(TRIES)]
    helps = [_seconds([sys.executable, "-m", "kneeline.cli", "--help"]) for _ in range(TRIES)]
    rows = [["import kneeline", number(min(imports))], ["kneeline --help", number(min(helps))]]
    return table(f"Start, best of {TRIES}, seconds", ("what", "seconds"), rows)


def _seconds(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def against_every_frame(store: Store, clips: Sequence[Item]) -> str:
    """How far peak and bottom FPPA move when every frame is looked at, on all rendered clips."""
    rows = []
    for clip in clips:
        few, all_frames = store.recording(clip), store.recording(clip, every_frame=True)
        moved = _moved(kneeline.measure(few), kneeline.measure(all_frames))
        looked = f"{100 * few.looked.mean():.0f} %"
        rows.append([clip.name, looked, *(number(max(moved[at], default=np.nan)) for at in ("peak", "bottom"))])
    worst = [max(float(row[column].replace("–", "0")) for row in rows) for column in (2, 3)]
    rows.append(["largest", "", *(number(each) for each in worst)])
    caption = "FPPA of whole clips against looking at every frame: largest difference of a leg, deg, on rendered people"
    return table(caption, ("clip", "frames looked at", "peak", "bottom"), rows)


def _moved(few: Measurement, every: Measurement) -> dict[str, list[float]]:
    """Differences of each leg's FPPA by moment, deg; a value only one of the two has counts as a whole turn."""
    moved: dict[str, list[float]] = {"peak": [], "bottom": []}
    for value in every.measures:
        if value.name == "fppa" and value.side != "difference" and value.at in moved:
            other = few.value("fppa", value.side, value.at)
            given = (value.value, other.value if other else None)
            if given[0] is not None and given[1] is not None:
                moved[value.at].append(abs(given[0] - given[1]))
            elif given != (None, None):
                moved[value.at].append(360.0)
    return moved


def report(store: Store, rounds: int, fresh: bool) -> str:
    """All tables."""
    found = items(data_folder())
    clips = [item for item in found if item.moving]
    standing = [item.path for item in found if item.scenario == "standing"]
    squat = next(item for item in clips if item.task == "squat")
    with tempfile.TemporaryDirectory() as folder:
        ratio = against_floor(full_hd(squat, Path(folder)), rounds)
    prepare(store, clips, ("product", "every_frame"), fresh)
    photo = photos(standing[:PHOTOS])
    return "\n\n".join((f"Made by `{COMMAND}`.", ratio, photo, start_up(), against_every_frame(store, clips)))


def main() -> None:
    """Print the tables and write them to docs/speed.md; as a child, do one piece of work and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--rounds", type=int, default=3, help="how often floor and kneeline run in turn")
    parser.add_argument("--work", choices=sorted(WORK), help=argparse.SUPPRESS)
    parser.add_argument("--clip", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.work:
        print(json.dumps(timed(chosen.work, chosen.clip)))
        return
    text = report(Store(chosen.cache, "heavy"), chosen.rounds, chosen.fresh)
    print(text)
    write_numbers(PAGE, text)


if __name__ == "__main__":
    main()
