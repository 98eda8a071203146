"""How many frames a second the figure's page draws in a browser without a graphics card, 640 x 480.

python -m bench.figure [--all-drawn] [EXERCISE ...]    all exercises the figure can show; run it alone on the machine

Each is played ROUNDS times and its best round is told, with the machine's load then: what other programs take away is
not the figure's. ``--all-drawn``: the browser puts the whole page together by the same slow way as the figure, as it
does in our tests; without it, only the figure, as where a person has no graphics card.
"""

import sys
import tempfile
from dataclasses import dataclass
from os import getloadavg
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from psutil import Process

import kneeline
from kneeline.catalogue import catalogue
from tests.e2e.conftest import SWITCHES

SECONDS = 3
ROUNDS = 3
ALL_DRAWN = "--use-angle=swiftshader"
MEASURE = f"""async () => {{
  const root = document.querySelector('kneeline-figure').shadowRoot;
  const play = root.querySelector('.play');
  if (!play.classList.contains('playing')) play.click();
  const frames = [];
  await new Promise((done) => {{
    const next = (now) => {{
      frames.push(now);
      if (now - frames[0] > {1000 * SECONDS}) done(); else requestAnimationFrame(next);
    }};
    requestAnimationFrame(next);
  }});
  const canvas = root.querySelector('canvas');
  const apart = frames.slice(1).map((time, index) => time - frames[index]).sort((a, b) => a - b);
  const share = (part) => apart[Math.floor(part * (apart.length - 1))];
  const fps = 1000 * apart.length / (frames.at(-1) - frames[0]);
  return [apart.length, fps, share(0.5), share(0.95), canvas.width, canvas.height];
}}"""


@dataclass(frozen=True)
class Speed:
    """Frames a second; median and 95th percentile of the ms from one to the next; ms of processor that a frame took in
    all of the browser's processes together, which other programs on the machine hardly change; px that were drawn; how
    many programs wanted to run, over the last minute."""

    fps: float
    median_ms: float
    slow_ms: float
    processor_ms: float
    width: int
    height: int
    load: float


def measured(browser: Browser, exercise: str, folder: Path) -> Speed:
    """An exercise's page played for some seconds, at its best."""
    file = folder / f"{exercise}.html"
    kneeline.demo(exercise, file)
    return max((_round(browser, file) for _ in range(ROUNDS)), key=lambda speed: speed.fps)


def _round(browser: Browser, file: Path) -> Speed:
    page = browser.new_page(viewport={"width": 720, "height": 1000})
    page.goto(file.as_uri())
    page.wait_for_selector("kneeline-figure[ready]")
    page.locator("kneeline-figure .picture").evaluate(
        "(picture) => { picture.style.cssText = 'width:642px;height:482px;aspect-ratio:auto;max-height:none'; }"
    )
    before = processor_seconds()
    frames, fps, median, slow, width, height = page.evaluate(MEASURE)
    spent = processor_seconds() - before
    page.close()
    return Speed(fps, median, slow, 1000 * spent / frames, width, height, getloadavg()[0])


def processor_seconds() -> float:
    """Processor time that the browser's processes have used so far."""
    programs = [each for each in Process().children(recursive=True) if "chrom" in each.name()]
    return sum(sum(each.cpu_times()[:2]) for each in programs)


def main() -> None:
    wanted = [name for name in sys.argv[1:] if not name.startswith("--")]
    exercises = wanted or [name for name in catalogue().exercises if name in catalogue().motions]
    switches = [each for each in SWITCHES if each != ALL_DRAWN]
    switches.append(ALL_DRAWN if "--all-drawn" in sys.argv else "--disable-gpu")
    print("| exercise | frames a second | ms apart, median | 95 % | ms of processor a frame | drawn | load |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=switches)
        for exercise in exercises:
            speed = measured(browser, exercise, Path(folder))
            times = f"{speed.fps:.0f} | {speed.median_ms:.0f} | {speed.slow_ms:.0f} | {speed.processor_ms:.0f}"
            print(f"| {exercise} | {times} | {speed.width} × {speed.height} | {speed.load:.1f} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
