"""How well the browser's way measures, beside the server's, on rendered people with exact truth.

    KNEELINE_DATA=… python -m bench.browser [--photos 40] [--squats 12]

A real Chromium finds the landmarks and reads the legs, with the scripts, runtimes, models and leg network that the
guided check uses; what is looked at and what is measured is decided by the same functions
(`kneeline.web.live.takes`). Pictures go in as JPEGs, as the page keeps them. The numbers go into docs/browser.md.
"""

import argparse
import base64
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

import numpy as np

import kneeline
from bench.observations import Case, Observation, of_files, of_repetitions
from bench.summary import HEADINGS, summarise, table, write_numbers
from bench.truth import Item, data_folder, items, truth_of
from kneeline.core.measurement import Person, Value
from kneeline.core.recording import Recording
from kneeline.measure.level import Up
from kneeline.pixels.encode import jpeg_bytes
from kneeline.pixels.photo import read_photo
from kneeline.pixels.plumb import Part
from kneeline.pixels.video import decode
from kneeline.pose.leg_crop import LegCrop
from kneeline.pose.repair import repaired
from kneeline.web.live.edges import Edge
from kneeline.web.live.legs import Readings, readings_of
from kneeline.web.live.takes import Take, Told, Wanted, recorded, wanted
from kneeline.web.live.wire import NUMBERS, Seen, frame_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

CAPTION = "Browser and server"
APART = "The same picture or clip in both ways"
COMPARED = ("fppa", "hip_knee_ankle_angle", "knee_flexion", "knee_in_change")
PAGE = Path(__file__).parents[1] / "docs" / "browser.md"
Look = tuple[Seen, int, float | None]
Model = Literal["heavy", "full"]
WAYS: dict[str, tuple[Model, bool, bool]] = {
    "browser, heavy": ("heavy", True, False),
    "phone, heavy": ("heavy", True, True),
    "browser, full": ("full", True, False),
    "browser, raw heavy": ("heavy", False, False),
}
"""The pose model, whether the leg network reads the legs, too, and whether the device tells how its camera is held."""

SEED = 5
FEELS_WITHIN_DEG = 1.0
"""Standard deviation of what a phone says of each way it may lean, against its camera (our choice)."""
SHOWN = ("fppa", "hip_knee_ankle_angle", "knee_flexion", "knee_in_change", "peak_fppa", "bottom_fppa")

LOAD = """async (places) => {
  const asking = (address) => {
    const worker = new Worker(address, { type: "module" });
    let waits = null;
    worker.onmessage = (event) => waits(event.data);
    return (what, moved) => new Promise((done) => { waits = done; worker.postMessage(what, moved ?? []); });
  };
  const pictureOf = (jpeg) => {
    const bytes = Uint8Array.from(atob(jpeg), (letter) => letter.charCodeAt(0));
    return createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
  };
  const [eyes, reader] = [asking(places.worker), asking(places.legs.worker)];
  window.look = async (jpeg, timeS) => {
    const picture = await pictureOf(jpeg);
    const seen = await eyes({ ask: "look", id: 0, picture, timeS }, [picture]);
    seen.picture?.close();
    const frame = seen.frame ? Array.from(seen.frame, (x) => (Number.isFinite(x) ? x : null)) : null;
    return { frame, people: seen.people, light: seen.light, why: seen.why };
  };
  window.find = async (jpeg, parts) => {
    const picture = await pictureOf(jpeg);
    const told = await eyes({ ask: "edges", id: 0, picture, parts }, [picture]);
    return told.edges ?? told.why;
  };
  window.read = async (jpeg, corners) => {
    const picture = await pictureOf(jpeg);
    const told = await reader({ ask: "read", id: 0, picture, corners }, [picture]);
    return told.legs ? Array.from(told.legs) : told.why;
  };
  void reader({ ask: "load", ...places.legs });
  return eyes({ ask: "load", runtime: places.runtime, model: places.models[places.model], live: false, people: 1 });
}"""


@dataclass(frozen=True)
class Browser:
    """A page of the app with a pose model and the leg network loaded. reads: whether that is asked; tells: whether its
    device says how the camera is held."""

    page: "Page"
    model: Model
    reads: bool
    tells: bool

    def look(self, jpeg: bytes, time_s: float) -> Look:
        """The landmarks on a picture, how many people are on it, and its light."""
        seen = self.page.evaluate("([jpeg, time]) => look(jpeg, time)", [base64.b64encode(jpeg).decode(), time_s])
        assert seen["frame"], seen
        numbers = np.array([np.nan if each is None else each for each in seen["frame"]], dtype="<f4")
        assert len(numbers) == NUMBERS
        return frame_of(numbers.tobytes()), seen["people"], seen["light"]

    def read(self, jpeg: bytes, crops: Sequence[LegCrop], frame: Seen) -> Readings:
        """Both legs on a picture."""
        corners = [crop.corners.tolist() for crop in crops]
        told = self.page.evaluate("([jpeg, all]) => read(jpeg, all)", [base64.b64encode(jpeg).decode(), corners])
        assert isinstance(told, list), told
        return readings_of(np.array(told, dtype="<f4").tobytes(), frame)

    def find(self, jpeg: bytes, parts: Sequence[Part]) -> list[Edge]:
        """Upright edges in parts of a picture."""
        told = self.page.evaluate("([jpeg, parts]) => find(jpeg, parts)", [base64.b64encode(jpeg).decode(), parts])
        assert isinstance(told, list), told
        return [(x, y, to_x, to_y) for x, y, to_x, to_y in told]


@contextmanager
def browser(model: Model, reads: bool, tells: bool) -> Iterator[Browser]:
    """A Chromium on a page of the app itself."""
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
        told = walking.page.evaluate(LOAD, {**places, "model": model})
        assert told["told"] == "loaded", told
        yield Browser(walking.page, model, reads, tells)
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


def taken(item: Item, seeing: Browser) -> Recording:
    """The recording of an item as the guided check makes it."""
    times, jpegs, size = pictures_of(item)
    seen: dict[int, Look] = {}
    legs: dict[int, Readings] = {}
    edges: dict[int, list[Edge]] = {}
    more = Wanted()
    while True:
        take = _take(item, times, size, seeing, seen, legs, edges, more.round)
        more = wanted(take)
        if not more.look and not more.legs and not more.edges:
            break
        seen |= {index: seeing.look(jpegs[index], times[index]) for index in more.look}
        legs |= {index: seeing.read(jpegs[index], crops, seen[index][0]) for index, crops in more.legs.items()}
        edges |= {index: seeing.find(jpegs[index], parts) for index, parts in more.edges.items()}
    return repaired(recorded(take))


def _take(
    item: Item,
    times: Sequence[float],
    size: tuple[int, int],
    seeing: Browser,
    seen: dict[int, Look],
    legs: dict[int, Readings],
    edges: dict[int, list[Edge]],
    rounds: int,
) -> Take:
    looked = sorted(seen)
    told = Told(
        take=uuid4(),
        task="squat" if item.moving else "stand",
        side=None,
        mirrored=False,
        model=seeing.model,
        width=size[0],
        height=size[1],
        round=rounds,
        times_s=list(times),
        looked=looked,
        people=[seen[index][1] for index in looked],
        light=[seen[index][2] for index in looked],
        read=sorted(legs) if seeing.reads else None,
        up=felt(item) if seeing.tells else None,
        edges=edges,
    )
    return Take(told, tuple(seen[index][0] for index in looked), "0" * 64, legs)


def felt(item: Item) -> Up:
    """Which way is up for the camera of an item (the first picture's, of one held by hand), as a phone feels it."""
    turn = np.array(json.loads(item.truth_path.read_text(encoding="utf-8"))["camera"]["R"])
    right, down, ahead = turn @ [0.0, 1.0, 0.0]
    chance = np.random.default_rng([SEED, *item.name.encode()])
    true = np.array([np.arctan2(right, -down), np.arcsin(ahead)])
    lean, up = true + np.radians(chance.normal(0, FEELS_WITHIN_DEG, 2))
    return float(np.sin(lean) * np.cos(up)), float(np.cos(lean) * np.cos(up)), float(np.sin(up))


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


def apart(way: str, own: Sequence[Case], server: Sequence[Case]) -> Iterator[list[str]]:
    """How far the same picture or clip lies apart in both ways, and how often within their repeat errors together."""
    for measure in COMPARED:
        pairs = [
            (here, there)
            for one, other in zip(own, server, strict=True)
            for place, here in _given(one, measure).items()
            if (there := _given(other, measure).get(place)) is not None
        ]
        if pairs:
            gaps = np.array([(here.value or 0.0) - (there.value or 0.0) for here, there in pairs])
            both = np.array(
                [np.hypot(here.repeat_error_95 or 0.0, there.repeat_error_95 or 0.0) for here, there in pairs]
            )
            within = f"{100 * np.mean(np.abs(gaps) <= both):.0f} %"
            mean = f"{gaps.mean():.2f}".replace("-", "\N{MINUS SIGN}")
            yield [way, measure, str(len(gaps)), mean, f"{gaps.std(ddof=1):.2f}", within]


def _given(one: Case, measure: str) -> dict[tuple[str, str], Value]:
    """The values of both legs, by side and place."""
    return {
        (each.side, each.at): each
        for each in one.measurement.measures
        if each.name == measure and each.side in ("left", "right") and each.value is not None
    }


def main() -> None:
    """Look, measure, and write the page's table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=40)
    parser.add_argument("--squats", type=int, default=12)
    wishes = parser.parse_args()
    found = items(data_folder())
    photos = [item for item in found if item.scenario == "standing"][: wishes.photos]
    squats = [item for item in found if item.scenario == "squat"][: wishes.squats]
    lines, differences = [], []
    for group, chosen in (("standing photos", photos), ("squats", squats)):
        ways = {"server": [case(item, kneeline.read(item.path)) for item in chosen]}
        for way, (model, reads, tells) in WAYS.items():
            with browser(model, reads, tells) as seeing:
                ways[way] = [case(item, taken(item, seeing)) for item in chosen]
        for way, cases in ways.items():
            lines += [[group, *row] for row in rows(way, cases)]
            if way != "server":
                differences += [[group, *row] for row in apart(way, cases, ways["server"])]
    tables = (
        table(CAPTION, ["what", "way", "measure", "at", *HEADINGS], lines),
        table(APART, ["what", "way", "measure", "n", "mean", "SD", "within both"], differences),
    )
    command = f"Made by `KNEELINE_DATA=… python -m bench.browser --photos {len(photos)} --squats {len(squats)}`."
    write_numbers(PAGE, "\n\n".join((command, *tables)))


if __name__ == "__main__":
    main()
