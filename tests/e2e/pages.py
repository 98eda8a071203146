"""Every page a person can open, and each of its states: one row each. A new address without a row fails the test.

`tests/e2e/test_pages.py` looks at each (axe, width, targets, weight, speed), `scripts/screens` photographs each.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Page

STRANGER, NEWCOMER, BEGINNER, EXAMPLE = "stranger", "newcomer", "beginner", "example"
"""No token; came by the link and has not said yes; said yes and did nothing yet; the example person with everything."""
SIGNED_OUT = "signed out"
"""Where there are accounts, in debug: nobody yet."""

Way = Callable[[Page, str], str]
"""Finds the address of a page, from the page of another one; the origin beside it."""
Act = Callable[[Page], None]
"""Brings a page into the state of its row."""


@dataclass(frozen=True)
class Row:
    """``name``: the address's; ``label``: what is seen; ``group``: the sheet of pictures it is on; ``path``: where it
    is, for ``visitor``; ``act``: what is done there first. ``drawn``: it draws a figure, whose script is large."""

    name: str
    label: str
    group: str
    path: str | Way
    visitor: str = EXAMPLE
    act: Act | None = None
    drawn: bool = False


def link(pattern: str, index: int = 0, on: str = "/progress", then: str = "") -> Way:
    """The address of the link that looks like this on another page, and what comes after it."""

    def found(page: Page, origin: str) -> str:
        page.goto(f"{origin}{on}")
        return str(re.findall(f'href="({pattern})"', page.content())[index]) + then

    return found


def unfold(page: Page) -> None:
    """Open everything that unfolds."""
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")


def send_nothing(page: Page) -> None:
    """Send the form of the page empty, past what the browser itself would ask for."""
    page.evaluate("() => document.querySelector('main form').noValidate = true")
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def alarm(page: Page) -> None:
    """Answer the first stop question with what is urgent."""
    page.locator("fieldset.question label.choice input").first.check()
    page.locator(".first").wait_for()


def calm(page: Page) -> None:
    """Answer the first stop question with none of it."""
    page.locator("fieldset.question").first.locator("label.choice input").last.check()
    page.wait_for_load_state("networkidle")


def no_camera(page: Page) -> None:
    """Open the camera where there is none."""
    page.get_by_role("button", name="Open the camera").click()
    page.get_by_role("button", name="Open the camera").wait_for()
    page.wait_for_timeout(500)


def upload_text(page: Page) -> None:
    """Send something that is neither a photo nor a clip, and wait for what is said."""
    notes = {"name": "notes.mp4", "mimeType": "video/mp4", "buffer": b"#EXTM3U\nclip.ts\n"}
    page.locator("input[type=file]").set_input_files(notes)  # type: ignore[arg-type]
    page.locator("label.choice").first.click()
    page.get_by_role("button", name="Measure it").click()
    page.get_by_role("link", name="Try another recording").wait_for()


def mark_points(page: Page) -> None:
    """Choose the photo that points are marked on."""
    photo = Path(__file__).parent.parent / "fixtures" / "camera" / "left_hand_up.jpg"
    page.locator("kneeline-marks input[type=file]").first.set_input_files(photo)
    page.locator("kneeline-marks[marking]").first.wait_for()


def open_player(page: Page) -> None:
    """Open the player of a session."""
    page.locator("[data-begin]").click()
    page.locator("dialog.player").wait_for()


def player(*buttons: str) -> Act:
    """Press these buttons of the player, one after the other."""

    def pressed(page: Page) -> None:
        open_player(page)
        for each in buttons:
            page.locator("dialog.player").get_by_role("button", name=each, exact=True).click()

    return pressed


def to_the_questions(page: Page) -> None:
    """In the player, past the first exercise: what is asked then."""
    page.clock.install()
    player("Start")(page)
    page.clock.fast_forward("30:00")
    page.locator("dialog.player[data-screen=ask]").wait_for()


NAMES = cycle(("ana", "bea", "cleo", "dan", "eva", "finn"))
"""Three codes a minute is the most for one address."""


def ask_for_code(page: Page) -> None:
    """Ask for a code by mail."""
    page.get_by_label("Your mail address").fill(f"{next(NAMES)}@knee.example")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Your code").wait_for()


def mistype_code(page: Page) -> None:
    """Ask for a code, and type one that is none."""
    ask_for_code(page)
    page.get_by_label("Your code").fill("1234-5678")
    page.get_by_role("button", name="Come in").click()
    page.locator(".notice.first").wait_for()


CHECK, DAY = "/check/[0-9a-f-]{36}", r"/session/\d{4}-\d{2}-\d{2}"

TODAY = link(DAY, on="/")


def coached(page: Page, origin: str) -> str:
    """The address of an exercise with the coach, in one of the newest sessions."""
    days = [link(DAY, index)(page, origin) for index in range(3)]
    for day in days:
        page.goto(f"{origin}{day}")
        if found := re.search(f'href="({DAY}/[a-z-]+/camera)"', page.content()):
            return found[1]
    raise AssertionError("no session has an exercise that a camera judges")


ROWS = (
    Row("people:open", "a link that was used", "first", "/open/used-already", STRANGER),
    Row("people:welcome", "welcome", "first", "/welcome", NEWCOMER),
    Row("people:welcome", "welcome, nothing said", "first", "/welcome", NEWCOMER, send_nothing),
    Row("people:me", "me", "first", "/me"),
    Row("people:delete", "delete everything", "first", "/me/delete"),
    Row("guide:privacy", "what is kept", "first", "/privacy"),
    Row("guide:what-it-is", "what it is", "first", "/what-it-is"),
    Row("shell:offline", "no connection", "first", "/offline"),
    Row("people:welcome", "nothing here", "first", "/nowhere", BEGINNER),
    Row("account_request_login_code", "sign in", "signing-in", "/sign-in", SIGNED_OUT),
    Row("account_request_login_code", "sign in, nothing said", "signing-in", "/sign-in", SIGNED_OUT, send_nothing),
    Row("account_confirm_login_code", "the code", "signing-in", "/sign-in", SIGNED_OUT, ask_for_code),
    Row("account_confirm_login_code", "not the code", "signing-in", "/sign-in", SIGNED_OUT, mistype_code),
    Row("people:phone", "on a phone", "signing-in", "/phone"),
    Row("shell:styleguide", "style guide", "style", "/styleguide", SIGNED_OUT),
    Row("measure:check", "check", "camera", "/check"),
    Row("measure:check", "check, all unfolded", "camera", "/check", BEGINNER, unfold),
    Row("measure:measuring", "could not be measured", "camera", "/check", BEGINNER, upload_text),
    Row("live:camera", "by camera", "camera", "/check/camera"),
    Row("live:camera", "by camera, first", "camera", "/check/camera", BEGINNER),
    Row("live:camera", "there is none", "camera", "/check/camera", BEGINNER, no_camera),
    Row("live:coach", "with the coach", "camera", coached),
    Row("measure:result", "squat", "results", link(CHECK)),
    Row("measure:result", "squat, all unfolded", "results", link(CHECK), EXAMPLE, unfold),
    Row("measure:result", "standing", "results", link(CHECK, 6)),
    Row("measure:joints", "put a joint right", "results", link(CHECK, then="/joints/0")),
    Row("measure:explorer", "own explorer", "results", link(CHECK, then="/explorer"), drawn=True),
    Row("plans:stop", "first of all", "questions", "/questions/first", BEGINNER, calm),
    Row("plans:step", "a question", "questions", "/questions/since"),
    Row("plans:step", "several", "questions", "/questions/health"),
    Row("plans:step", "a scale", "questions", "/questions/pain", BEGINNER),
    Row("plans:tests", "tests", "questions", "/tests"),
    Row("plans:step", "a number", "questions", "/questions/knees-touch", drawn=True),
    Row("plans:step", "with points", "questions", "/questions/prone-turn", EXAMPLE, mark_points, drawn=True),
    Row("plans:step", "with a stop-watch", "questions", "/questions/one-leg-stand", drawn=True),
    Row("plans:findings", "what it says", "questions", "/findings"),
    Row("plans:findings", "it says nothing yet", "questions", "/findings", BEGINNER),
    Row("plans:stop", "first of all, alarmed", "questions", "/questions/first", BEGINNER, alarm),
    Row("plans:today", "today", "week", "/"),
    Row("plans:today", "today, for the first time", "week", "/", BEGINNER),
    Row("plans:wishes", "wishes", "week", "/wishes"),
    Row("plans:programme", "week", "week", "/week"),
    Row("plans:progress", "progress", "week", "/progress"),
    Row("plans:progress", "progress, nothing yet", "week", "/progress", BEGINNER),
    Row("plans:report", "how it is going", "week", "/progress/how-it-is"),
    Row("plans:session", "today's session", "session", TODAY),
    Row("plans:session", "a day that was, all unfolded", "session", link(DAY), EXAMPLE, unfold),
    Row("plans:session", "player", "session", TODAY, EXAMPLE, open_player, drawn=True),
    Row("plans:session", "doing", "session", TODAY, EXAMPLE, player("Start", "Pause"), drawn=True),
    Row("plans:session", "how it felt", "session", TODAY, EXAMPLE, to_the_questions, drawn=True),
    Row("plans:session", "it hurts", "session", TODAY, EXAMPLE, player("Start", "Stop, it hurts"), drawn=True),
    Row("guide:contents", "contents", "guide", "/guide"),
    Row("guide:part", "signs", "guide", "/guide/signs"),
    Row("guide:page", "a sign", "guide", "/guide/signs/hip-in"),
    Row("guide:part", "causes", "guide", "/guide/causes"),
    Row("guide:part", "exercises", "guide", "/guide/exercises"),
    Row("guide:page", "an exercise", "guide", "/guide/exercises/clamshell", drawn=True),
    Row("guide:part", "positions", "guide", "/guide/positions"),
    Row("guide:part", "questions", "guide", "/guide/questions"),
    Row("guide:part", "words", "guide", "/guide/words"),
    Row("guide:part", "sources", "guide", "/guide/sources"),
    Row("guide:search", "search", "guide", "/guide/search?q=arch"),
    Row("guide:search", "nothing found", "guide", "/guide/search?q=zebra"),
    Row("guide:explorer", "explorer", "guide", "/guide/explorer", drawn=True),
)

NO_PAGE = {
    "shell:style", "shell:worker", "shell:manifest", "people:certificate", "people:export", "plans:handout",
    "plans:calendar", "plans:feed", "plans:physio", "plans:figure", "plans:kept", "measure:picture",
    "guide:explorer-data", "guide:figure",
    # pieces of a page, and what a script asks
    "measure:state", "measure:move_joints", "plans:notes", "live:take", "live:keep",
    # forms, which lead to a page
    "sign_out", "people:save", "people:pictures", "people:leave_example", "plans:example", "plans:swap",
    "plans:next_week", "plans:end_feed", "plans:save_done", "measure:upload", "measure:cancel", "measure:delete",
    # only ways to another one
    "account_login", "plans:questions",
    # shown once, under a public https name alone: a sentence and an address
    "plans:begin_feed",
}  # fmt: skip
"""Addresses that are no page of their own: files first."""
