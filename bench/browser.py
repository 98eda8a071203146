"""How well the browser's way measures, beside the server's, on rendered people with exact truth.

    KNEELINE_DATA=… python -m bench.browser [--photos 40] [--squats 4]

A real Chromium finds the landmarks, with the script, runtime and heavy model that the guided check uses; what is looked
at and what is measured is decided by the same functions (`kneeline.web.live.takes`). Pictures go in as JPEGs, as the
page keeps them. The numbers go into docs/browser.md.
"""

import argparse
import base64
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import numpy as np

import kneeline
from bench.observations import Case, Observation, of_files, of_repetitions
from bench.summary import HEADINGS, summarise, table, write_numbers
from bench.truth import Item, data_folder, items, truth_of
from kneeline.core.measurement import Person
from kneeline.core.recording import Recording
from kneeline.pixels.encode import jpeg_bytes
from kneeline.pixels.photo import read_photo
from kneeline.pixels.video import decode
from kneeline.pose.repair import repaired
from kneeline.web.live.takes import MOST_ROUNDS, Take, Told, recorded, wanted
from kneeline.web.live.wire import NUMBERS, Seen, frame_of

CAPTION = "Browser and server"
PAGE = Path(__file__).parents[1] / "docs" / "browser.md"
SHOWN = ("fppa", "hip_knee_ankle_angle", "knee_flexion", "knee_in_change", "peak_fppa", "bottom_fppa")

LOAD = """async (places) => {
  const worker = new Worker(places.worker, { type: "module" });
  let waits = null;
  worker.onmessage = (event) => waits(event.data);
  const ask = (what, moved) => new Promise((done) => { waits = done; worker.postMessage(what, moved ?? []); });
  window.look = async (jpeg, timeS) => {
    const bytes = Uint8Array.from(atob(jpeg), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
    const seen = await ask({ ask: "look", id: 0, picture, timeS }, [picture]);
    seen.picture?.close();
    const frame = seen.frame ? Array.from(seen.frame, (x) => (Number.isFinite(x) ? x : null)) : null;
    return { frame, people: seen.people, light: seen.light, why: seen.why };
  };
  return ask({ ask: "load", runtime: places.runtime, model: places.models.heavy, live: false, people: 1 });
}"""

Look = Callable[[bytes, float], tuple[Seen, int, float | None]]


@contextmanager
def browser() -> Iterator[Look]:
    """A Chromium with the heavy model loaded, on a page of the app itself."""
    from playwright.sync_api import sync_playwright

    from tests.e2e import way
    from tests.web.server import serving

    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "home") as (_process, link),
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        walking = way.walker(chromium, link, (800, 600))
        way.welcome(walking)
        walking.page.goto(f"{walking.origin}/check/camera")
        places = walking.page.evaluate("JSON.parse(document.querySelector('kneeline-check').dataset.set).places")
        told = walking.page.evaluate(LOAD, places)
        assert told["told"] == "loaded", told

        def look(jpeg: bytes, time_s: float) -> tuple[Seen, int, float | None]:
            seen = walking.page.evaluate(
                "([jpeg, time]) => look(jpeg, time)", [base64.b64encode(jpeg).decode(), time_s]
            )
            assert seen["frame"], seen
            numbers = np.array([np.nan if each is None else each for each in seen["frame"]], dtype="<f4")
            assert len(numbers) == NUMBERS
            return frame_of(numbers.tobytes()), seen["people"], seen["light"]

        yield look
        chromium.close()


def pictures_of(item: Item) -> tuple[list[float], list[bytes], tuple[int, int]]:
    """Times, JPEGs and size of all frames."""
    if item.moving:
        frames = list(decode(item.path))
        times, rgbs = [frame.time_s for frame in frames], [frame.rgb for frame in frames]
    else:
        times, rgbs = [0.0], [read_photo(item.path).rgb]
    height, width = rgbs[0].shape[:2]
    return times, [jpeg_bytes(rgb, 92) for rgb in rgbs], (width, height)


def taken(item: Item, look: Look) -> Recording:
    """The recording of an item as the guided check makes it."""
    times, jpegs, (width, height) = pictures_of(item)
    seen: dict[int, tuple[Seen, int, float | None]] = {}
    take = _take(item, times, (width, height), seen, 0)
    for number in range(MOST_ROUNDS + 1):
        take = _take(item, times, (width, height), seen, number)
        frames = wanted(take)
        if not frames:
            break
        seen |= {index: look(jpegs[index], times[index]) for index in frames}
    recording = repaired(recorded(take))
    return recording if item.moving else replace(recording, source=replace(recording.source, kind="photo"))


def _take(
    item: Item,
    times: Sequence[float],
    size: tuple[int, int],
    seen: dict[int, tuple[Seen, int, float | None]],
    number: int,
) -> Take:
    looked = sorted(seen)
    told = Told(
        take=uuid4(),
        task="squat" if item.moving else "stand",
        side=None,
        mirrored=False,
        model="heavy",
        width=size[0],
        height=size[1],
        round=number,
        times_s=list(times),
        looked=looked,
        people=[seen[index][1] for index in looked],
        light=[seen[index][2] for index in looked],
    )
    return Take(told, tuple(seen[index][0] for index in looked), "0" * 64)


def case(item: Item, recording: Recording) -> Case:
    """Measured as both ways are: told the movement and the height."""
    truth = truth_of(item)
    person = Person(truth.height_cm)
    return Case(item, truth, recording, kneeline.measure(recording, person, task=item.task))


def rows(name: str, cases: Sequence[Case]) -> Iterator[list[str]]:
    """A row a measure."""
    seen: list[Observation] = [each for one in cases for each in (*of_files(one), *of_repetitions(one))]
    for measure in SHOWN:
        for at in dict.fromkeys(each.at for each in seen if each.measure == measure):
            chosen = [
                each for each in seen if (each.measure, each.at) == (measure, at) and each.side in ("left", "right")
            ]
            if chosen:
                yield [name, measure, at, *summarise(chosen).cells]


def main() -> None:
    """Look, measure, and write the page's table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=40)
    parser.add_argument("--squats", type=int, default=4)
    wishes = parser.parse_args()
    found = items(data_folder())
    photos = [item for item in found if item.scenario == "standing"][: wishes.photos]
    squats = [item for item in found if item.scenario == "squat"][: wishes.squats]
    lines = []
    for group, chosen in (("standing photos", photos), ("squats", squats)):
        with browser() as look:
            own = [case(item, taken(item, look)) for item in chosen]
        server = [case(item, kneeline.read(item.path)) for item in chosen]
        for way, cases in (("browser", own), ("server", server)):
            lines += [[group, *row] for row in rows(way, cases)]
        print(table(CAPTION, ["what", "way", "measure", "at", *HEADINGS], lines), flush=True)
    command = f"Made by `KNEELINE_DATA=… python -m bench.browser --photos {len(photos)} --squats {len(squats)}`."
    write_numbers(PAGE, f"{command}\n\n{table(CAPTION, ['what', 'way', 'measure', 'at', *HEADINGS], lines)}")


if __name__ == "__main__":
    main()
