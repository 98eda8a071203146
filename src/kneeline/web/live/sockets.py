"""The socket of the camera: frames of landmarks in, what there is to say out. Frames are dropped, never queued."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import msgspec
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer

from kneeline.core.language import BASE, LANGUAGES, speaking
from kneeline.web.live import coaching
from kneeline.web.live.coaching import SESSIONS, Begin, Coaching, Steer
from kneeline.web.live.sessions import coaching_of, note_down
from kneeline.web.live.watching import MESSAGES, Event, Message, Watch
from kneeline.web.live.wire import NoFrame, Seen, frame_of
from kneeline.web.shell.language import asked

NO_SENSE = 4400
TOO_LARGE = 4409
MOST_TEXT = 2000
"""Characters of a message."""
MOST_NONSENSE = 20
"""Messages that make no sense before the socket is closed."""

_ENCODER = msgspec.json.Encoder()


class Landmarks(AsyncWebsocketConsumer):  # type: ignore[misc] # channels has no types
    """Takes frames; a frame that comes while another is looked at waits, one newer than it takes its place."""

    async def connect(self) -> None:
        """Only for somebody who was welcomed; who comes in was settled at the door."""
        if not await _welcomed(self.scope["user"]):
            await self.close(4403)
            return
        self.language = _language(self.scope)
        self.nonsense = 0
        self.waiting: Seen | None = None
        self.working: asyncio.Task[None] | None = None
        self.begin()
        await self.accept()

    async def __call__(self, scope: Any, receive: Callable[[], Awaitable[dict[str, Any]]], send: Any) -> None:
        """One message after the other. Channels would make tasks of each, as others might send, too: here nobody does,
        and there are many frames."""
        self.scope, self.base_send = scope, send
        with suppress(StopConsumer):
            while True:
                await self.dispatch(await receive())

    async def dispatch(self, message: dict[str, Any]) -> None:
        """A frame needs no database: channels would look after its connections in a thread, 30 times a second, which
        costs more than the coach."""
        if message["type"] == "websocket.receive":
            await self.receive(message.get("text"), message.get("bytes"))
        else:
            await super().dispatch(message)

    def begin(self) -> None:
        """What looks at the frames."""
        self.watch = Watch()

    async def disconnect(self, code: int) -> None:
        """Nobody waits for what is being looked at any more."""
        working: asyncio.Task[None] | None = getattr(self, "working", None)
        if working is not None:
            working.cancel()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """One message: a frame, or what the browser tells beside them."""
        if text_data is not None and len(text_data) > MOST_TEXT:
            await self.close(TOO_LARGE, "too large")
            return
        try:
            if bytes_data is not None:
                self._take_in(frame_of(bytes_data))
            else:
                await self.told((text_data or "").encode())
        except (NoFrame, msgspec.DecodeError) as wrong:
            self.nonsense += 1
            if self.nonsense >= MOST_NONSENSE or isinstance(wrong, msgspec.DecodeError):
                await self.close(NO_SENSE, str(wrong)[:100])

    async def told(self, content: bytes) -> None:
        """A message that is no frame. Raises msgspec.DecodeError."""
        message: Message = MESSAGES.decode(content)
        self.watch.told(message)

    def fed(self, frame: Seen) -> list[Event]:
        """What a frame brings."""
        return self.watch.fed(frame)

    def _take_in(self, frame: Seen) -> None:
        self.waiting = frame
        if self.working is None or self.working.done():
            self.working = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while (frame := self.waiting) is not None:
            self.waiting = None
            await self.say(await asyncio.to_thread(_spoken, self.language, self.fed, frame))

    async def say(self, events: list[Event]) -> None:
        """Send each event as JSON."""
        for event in events:
            await self.send(text_data=_ENCODER.encode(event).decode())


class Coached(Landmarks):
    """The same for an exercise with the coach. The first message says which; then it goes on where it was."""

    def begin(self) -> None:
        """Nothing looks at frames before it is known which exercise it is."""
        self.session: Coaching | None = None

    async def told(self, content: bytes) -> None:
        """Which exercise, what the picture is like, or a press. Raises msgspec.DecodeError."""
        message = coaching.MESSAGES.decode(content)
        if isinstance(message, Begin):
            await self._begin(message)
        elif self.session is not None and isinstance(message, Steer):
            with speaking(self.language):
                events = self.session.steered(message.do)
            await self.say(events)
        elif self.session is not None and not isinstance(message, Steer):
            self.session.around(message)

    async def _begin(self, message: Begin) -> None:
        person = self.scope["user"]
        known = SESSIONS.find(person.pk, message.key)
        if known is None:
            known = await asyncio.to_thread(coaching_of, person, message)
            if known is None:
                await self.close(4404, "no such exercise on this day")
                return
            SESSIONS.keep(person.pk, message.key, known)
        self.session = known
        await self.say([known.state()])

    def _take_in(self, frame: Seen) -> None:
        """A frame costs the coach far less than a thread would, and no more than a task does, which only words are
        worth: while they go out, frames wait."""
        if self.working is not None and not self.working.done():
            self.waiting = frame
        elif events := self.fed(frame):
            self.working = asyncio.create_task(self._tell(events))

    def fed(self, frame: Seen) -> list[Event]:
        """What a frame brings; nothing before it is known which exercise it is."""
        return [] if self.session is None else _spoken(self.language, self.session.fed, frame)

    async def _tell(self, events: list[Event]) -> None:
        await self.say(events)
        while (frame := self.waiting) is not None:
            self.waiting = None
            await self.say(self.fed(frame))

    async def say(self, events: list[Event]) -> None:
        """Note down what was done before its end is told."""
        if self.session is not None and any(event.get("phase") == "done" for event in events):
            await asyncio.to_thread(note_down, self.scope["user"], self.session)
        await super().say(events)


def _spoken(language: str, fed: Callable[[Seen], list[Event]], frame: Seen) -> list[Event]:
    with speaking(language):
        return fed(frame)


async def _welcomed(person: Any) -> bool:
    return await asyncio.to_thread(lambda: bool(person.welcomed))


def _language(scope: Any) -> str:
    chosen = scope["user"].language
    if chosen in LANGUAGES:
        return str(chosen)
    headers = dict(scope.get("headers", ()))
    return asked(headers.get(b"accept-language", BASE.encode()).decode("latin1"))
