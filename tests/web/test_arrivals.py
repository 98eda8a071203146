"""Recordings that come in: what is taken, what is not and why, and how much may be sent at all."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kneeline.web import bodies
from kneeline.web.bodies import Bodies
from kneeline.web.home import inbox
from kneeline.web.measure.files import plain_name
from kneeline.web.measure.models import Measuring
from kneeline.web.people.models import Person
from kneeline.web.shell.bounds import REFUSED

CLIP = SimpleUploadedFile("squat.mp4", b"video")


def sent(browser: Client, **fields: Any) -> tuple[int, str]:
    """Status and page after sending this form."""
    CLIP.seek(0)
    response = browser.post(reverse("measure:upload"), {"recording": CLIP, "mirrored": "no", **fields})
    return response.status_code, response.content.decode()


def lying(home: Path) -> list[Path]:
    return [path for path in inbox(home).rglob("*") if path.is_file()]


def test_a_recording_lies_in_the_inbox_and_waits(browser: Client, home: Path) -> None:
    assert sent(browser, mirrored="yes")[0] == 302
    row = Measuring.objects.get()
    assert (row.state, row.filename, row.mirrored, row.keep_pictures) == ("waiting", "squat.mp4", True, False)
    assert [file.read_bytes() for file in lying(home)] == [b"video"]
    assert oct(lying(home)[0].stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"recording": ""}, "Choose a photo or a clip first."),
        ({"recording": SimpleUploadedFile("empty.mp4", b"")}, "This file is empty."),
        ({"mirrored": ""}, "Say which camera made it"),
        ({"mirrored": "perhaps"}, "Say which camera made it"),
    ],
)
def test_what_is_not_taken_is_said(browser: Client, home: Path, fields: dict[str, Any], sentence: str) -> None:
    status, page = sent(browser, **fields)
    assert status == 422
    assert sentence in page
    assert Measuring.objects.count() == 0
    assert lying(home) == []


def test_the_height_is_asked_once(browser: Client, person: Person) -> None:
    assert 'name="height_cm"' in browser.get(reverse("measure:check")).content.decode()
    assert sent(browser, height_cm="1.70")[0] == 422
    status, page = sent(browser, height_cm="seventeen")
    assert (status, "such as 170" in page, 'value="seventeen"' in page) == (422, True, True)
    assert Measuring.objects.count() == 0
    assert sent(browser, height_cm="170,5")[0] == 302
    person.refresh_from_db()
    assert person.height_cm == 170.5
    assert 'name="height_cm"' not in browser.get(reverse("measure:check")).content.decode()
    assert 'value="170.5"' in browser.get(reverse("people:me")).content.decode()


def test_a_fourth_recording_waits_outside(browser: Client) -> None:
    assert [sent(browser)[0] for _ in range(4)] == [302, 302, 302, 422]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("squat.mp4", "squat.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\clips\\squat.mp4", "squat.mp4"),
        (".hidden", "hidden"),
        ("", "recording"),
        ("a\x00b\n.mp4", "ab.mp4"),
        ("x" * 500 + ".mp4", "x" * 120 + ".mp4"),
    ],
)
def test_a_name_is_a_name_and_no_path(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def passed_on(monkeypatch: pytest.MonkeyPatch, limit: int, pieces: list[bytes], declared: int) -> tuple[int, object]:
    """How many bytes came through, and the mark in the scope."""
    monkeypatch.setattr(bodies, "_limit", lambda _scope: _now(limit))
    scope: dict[str, Any] = {"type": "http", "headers": [(b"content-length", str(declared).encode())]}
    messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    messages.append({"type": "http.request", "body": b"", "more_body": False})
    came = 0

    async def inside(_scope: Any, receive: Callable[[], Any], _send: Any) -> None:
        nonlocal came
        more = True
        while more:
            message = await receive()
            came, more = came + len(message["body"]), message["more_body"]

    async def receive() -> Any:
        return messages.pop(0)

    asyncio.run(Bodies(inside)(scope, receive, None))
    assert messages == []  # read to the end in every case
    return came, scope.get(REFUSED)


async def _now(limit: int) -> int:
    return limit


@pytest.mark.parametrize(
    ("pieces", "declared", "came", "mark"),
    [
        ([b"1234", b"5678"], 8, 8, None),
        ([b"1234", b"5678", b"9"], 9, 0, "too_large"),
        ([b"1234", b"5678", b"9"], 0, 8, "too_large"),  # without a length, up to the limit
    ],
)
def test_a_body_above_its_limit_is_thrown_away(
    monkeypatch: pytest.MonkeyPatch, pieces: list[bytes], declared: int, came: int, mark: str | None
) -> None:
    assert passed_on(monkeypatch, 8, pieces, declared) == (came, mark)


def test_a_silent_sender_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SILENT_S", 0.01)
    monkeypatch.setattr(bodies, "_limit", lambda _scope: _now(8))
    told = []

    async def inside(_scope: Any, receive: Callable[[], Any], _send: Any) -> None:
        told.append(await receive())

    async def never() -> Any:
        await asyncio.sleep(60)

    asyncio.run(Bodies(inside)({"type": "http", "headers": []}, never, None))
    assert told == [{"type": "http.disconnect"}]
