"""The camera's socket, spoken to as a browser and as somebody who means harm would."""

import asyncio
import json
import threading
from typing import Any

import numpy as np
import pytest
from asgiref.testing import ApplicationCommunicator

from kneeline.web.live import sockets
from kneeline.web.live.routes import SOCKETS
from kneeline.web.live.watching import Event
from kneeline.web.live.wire import Seen
from tests.web.live_frames import SIZE, content, landmarks_of, standing

AROUND = json.dumps({"type": "around", "width": SIZE[0], "height": SIZE[1]})
PLACE = json.dumps({"type": "do", "watch": "place", "task": "squat"})


class Somebody:
    welcomed = True
    language = ""
    is_authenticated = is_active = True


class Newcomer(Somebody):
    welcomed = False


class Socket:
    """A browser's end."""

    def __init__(self, user: object, language: str, path: str = "/live/camera") -> None:
        headers = [(b"accept-language", language.encode())]
        scope = {"type": "websocket", "path": path, "headers": headers, "user": user}
        self._end: Any = ApplicationCommunicator(SOCKETS, scope)  # type: ignore[no-untyped-call]

    async def connect(self) -> dict[str, Any]:
        await self._end.send_input({"type": "websocket.connect"})
        return await self.receive()

    async def send_to(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self._end.send_input({"type": "websocket.receive", "text": text_data, "bytes": bytes_data})

    async def disconnect(self) -> None:
        await self._end.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._end.wait(timeout=20)

    async def receive(self) -> dict[str, Any]:
        told: dict[str, Any] = await self._end.receive_output(timeout=20)
        return told

    async def taken_in(self) -> None:
        """Until everything sent has been read."""
        while not self._end.input_queue.empty():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)

    async def silent(self) -> bool:
        """Whether nothing more comes."""
        return bool(await self._end.receive_nothing(timeout=1.0))


SOMEBODY = Somebody()


def opened(user: object = SOMEBODY, language: str = "en") -> Socket:
    return Socket(user, language)


async def said(socket: Socket) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((await socket.receive())["text"])
    return told


async def closed(socket: Socket) -> tuple[int, str]:
    last = await socket.receive()
    assert last["type"] == "websocket.close"
    return last["code"], last.get("reason") or ""


@pytest.mark.parametrize(("language", "words"), [("en", "Nobody is in the picture."), ("es", "No hay nadie")])
def test_it_says_what_is_wrong_with_the_view_in_the_persons_language(language: str, words: str) -> None:
    async def talk() -> None:
        socket = opened(language=language)
        assert (await socket.connect())["type"] == "websocket.accept"
        await socket.send_to(text_data=AROUND)
        await socket.send_to(text_data=PLACE)
        await socket.send_to(bytes_data=content(1.0, None))
        first = await said(socket)
        assert (first["event"], first["usable"], first["code"]) == ("view", False, "no_person")
        assert words in first["message"]
        for index in range(40):
            await socket.send_to(bytes_data=content(2.0 + index / 20, landmarks_of(standing())))
            await asyncio.sleep(0)
        assert (await said(socket))["usable"]
        await socket.disconnect()

    asyncio.run(talk())


def test_frames_are_dropped_and_never_queued(monkeypatch: pytest.MonkeyPatch) -> None:
    """While one frame is looked at 499 more arrive: only the newest is looked at next."""
    looked: list[float] = []
    free = threading.Event()

    def slow(_language: str, _fed: object, frame: Seen) -> list[Event]:
        looked.append(frame.time_s)
        free.wait(timeout=20)
        return []

    async def talk() -> None:
        socket = opened()
        await socket.connect()
        await socket.send_to(bytes_data=content(1.0, landmarks_of(standing())))
        while not looked:
            await asyncio.sleep(0.01)
        for index in range(1, 500):
            await socket.send_to(bytes_data=content(1.0 + index, landmarks_of(standing())))
        await socket.taken_in()
        free.set()
        while len(looked) < 2:
            await asyncio.sleep(0.01)
        assert await socket.silent()
        await socket.disconnect()

    monkeypatch.setattr(sockets, "_spoken", slow)
    asyncio.run(asyncio.wait_for(talk(), timeout=30))
    assert looked == [1.0, 500.0]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("no json", 4400),
        ('{"type": "around"}', 4400),
        ('{"type": "do", "watch": "the door"}', 4400),
        ('{"type": "around", "width": 1e400, "height": 1}', 4400),
        ('{"type": "around", "width": 1, "height": 1, "up": [1e400, 0, 0]}', 4400),
        ("x" * 5000, 4409),
    ],
)
def test_nonsense_ends_the_socket_with_a_reason(message: str, code: int) -> None:
    async def talk() -> None:
        socket = opened()
        await socket.connect()
        await socket.send_to(text_data=message)
        told, reason = await closed(socket)
        assert (told, bool(reason)) == (code, True)

    asyncio.run(talk())


def test_garbage_not_numbers_and_time_running_backwards_do_no_harm() -> None:
    async def talk() -> None:
        socket = opened()
        await socket.connect()
        await socket.send_to(text_data=AROUND)
        await socket.send_to(text_data=PLACE)
        random = np.random.default_rng(7)
        for time_s in (5.0, 4.0, 5.0, 3.0):
            await socket.send_to(bytes_data=content(time_s, random.normal(0, 1e6, (33, 7))))
            await asyncio.sleep(0.05)
        assert (await said(socket))["code"] == "no_person"
        for _ in range(20):
            await socket.send_to(bytes_data=b"\xff" * 928)
        assert (await closed(socket))[0] == 4400

    asyncio.run(talk())


def test_who_has_not_said_yes_gets_no_socket() -> None:
    async def talk() -> None:
        told = await opened(Newcomer()).connect()
        assert (told["type"], told["code"]) == ("websocket.close", 4403)

    asyncio.run(talk())
