"""How each page comes up in a browser: script, largest paint, how far things move; for docs/speed.md.

    python -m bench.pages [--print]

Every page of tests/e2e/pages.py, each in a browser that has kept nothing, over loopback, on a phone's screen. The
figure of an exercise is not drawn for it: the server draws each once, which takes seconds, and keeps it.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.summary import table
from tests.e2e import looking
from tests.e2e.conftest import SWITCHES
from tests.e2e.pages import ROWS, Row
from tests.e2e.visitors import Visitors, visitors

PAGE = Path(__file__).parent.parent / "docs" / "speed.md"
BEGIN, END = "<!-- comes up: begin -->\n", "<!-- comes up: end -->"
COMMAND = "python -m bench.pages"
FIGURE = "figure.js"


def cells(everybody: Visitors, row: Row) -> list[str]:
    """The row of a page."""
    with everybody.looking(row) as page:
        came_up = looking.seen(page)
    figure = "figure" if FIGURE in came_up.scripts else ""
    scripts = f"{came_up.script_bytes(without=FIGURE) / 1000:.0f}"
    return [row.label, scripts, figure, f"{came_up.paint_s:.2f}", f"{came_up.shift:.3f}"]


def main() -> None:
    """Write the table into docs/speed.md, or print it alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--print", action="store_true", dest="printed")
    options = parser.parse_args()
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=list(SWITCHES))
        with visitors(browser, Path(folder)) as everybody:
            rows = [cells(everybody, row) for row in ROWS if row.act is None]
        browser.close()
    rows.sort(key=lambda each: -float(each[3]))
    heads = ["page", "script, kB", "and the", "largest paint, s", "shift"]
    text = f"Made by `{COMMAND}`.\n\n{table('A page for the first time, on a phone’s screen', heads, rows)}\n"
    print(text)
    if not options.printed:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
