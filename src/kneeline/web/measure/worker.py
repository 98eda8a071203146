"""The worker: takes rows of the queue one by one, lets a process of its own look at each, keeps what came of it."""

import json
import os
import queue as queues
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.conf import settings
from django.db import close_old_connections

from kneeline.core.language import N_
from kneeline.web.home import inbox
from kneeline.web.measure import files, queue
from kneeline.web.measure.messages import Failed, Message, Pictures, Seen, Told, receive
from kneeline.web.measure.models import UNFINISHED, Measuring
from kneeline.web.people.joining import forget_who_never_came

Deliver = Callable[[Pictures], None]

BEAT_S = 1.0
"""Between two heartbeats; progress and cancelling are seen this quickly."""
LONGEST_S = 3600.0
"""A recording that takes longer is given up."""
TOO_LONG = N_("Measuring this recording took more than an hour. Cut it to the movement.")
_SWEEP_S = 60.0
_IDLE_S = 0.4


LOOKING = (sys.executable, "-m", "kneeline.web.measure.looking")


class Worker:
    """One worker. ``deliver`` takes the pictures of a check to where they are seen once."""

    def __init__(self, deliver: Deliver) -> None:
        self.name = queue.new_worker()
        self.deliver = deliver
        self._swept_at = float("-inf")

    def run(self, stopped: threading.Event) -> None:
        """Work until told to stop; the only worker of this home."""
        queue.mine_again()
        while not stopped.is_set():
            close_old_connections()
            if not self.work_once():
                stopped.wait(_IDLE_S)

    def work_once(self) -> bool:
        """One row, if there is one; whether there was."""
        if time.monotonic() - self._swept_at > _SWEEP_S:
            queue.sweep()
            forget_who_never_came()
            self._swept_at = time.monotonic()
        measuring = queue.claim(self.name)
        if measuring is None:
            return False
        self._settle(measuring, self._look(measuring))
        return True

    def _look(self, measuring: Measuring) -> Message | None:
        """What the process told at last: Seen, Failed, or None where it ended without a word or was to be ended."""
        with _process(measuring) as process:
            try:
                return self._listen(measuring, process)
            finally:
                process.kill()

    def _listen(self, measuring: Measuring, process: "subprocess.Popen[bytes]") -> Message | None:
        assert process.stdout is not None
        arrived = _arriving(process.stdout)
        told, ends_at = Told("", 0.0), time.monotonic() + LONGEST_S
        while time.monotonic() < ends_at:
            message = _newest(arrived)
            if isinstance(message, Told):
                told = message
            elif not isinstance(message, _Nothing):
                return message
            if not queue.beat(measuring, told.doing, told.share):
                return None
        return Failed(TOO_LONG)

    def _settle(self, measuring: Measuring, message: Message | None) -> None:
        """Keep what came of it, then delete the recording, unless it is to be tried again."""
        if isinstance(message, Seen):
            self._keep(measuring, message)
        elif isinstance(message, Failed):
            queue.fail(measuring, message.sentence)
        else:
            queue.try_again(measuring)
        if not Measuring.objects.filter(pk=measuring.pk, state__in=UNFINISHED).exists():
            files.drop_recording(measuring.person_id, measuring.pk)

    def _keep(self, measuring: Measuring, seen: Seen) -> None:
        check, person = uuid4(), measuring.person_id
        still_ticked = Measuring.objects.filter(pk=measuring.pk, keep_pictures=True).exists()
        for index, jpeg in enumerate(seen.pictures if still_ticked else []):
            files.keep_picture(person, check, index, jpeg)
        self.deliver(Pictures(person, check, seen.pictures))
        if not queue.finish(measuring, seen, check):
            files.drop_pictures(person, check)


class _Nothing:
    """Nothing has arrived."""


def _process(measuring: Measuring) -> "subprocess.Popen[bytes]":
    file = files.recording_file(measuring.person_id, measuring.pk, measuring.filename)
    mirrored = "yes" if measuring.mirrored else "no"
    told = (json.dumps(measuring.conditions), json.dumps({"height_cm": measuring.person.height_cm}))
    return subprocess.Popen(
        [*LOOKING, str(file), mirrored, measuring.language, *told],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if settings.DEBUG else subprocess.DEVNULL,
        env=_environment(inbox(settings.HOME)),
    )


def _environment(temporary: Path) -> dict[str, str]:
    """Nothing secret: no address of a database, no key."""
    passed = {name: value for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if (value := os.environ.get(name))}
    return {**passed, "TMPDIR": str(temporary)}


def _arriving(pipe: IO[bytes]) -> "queues.Queue[Message | None]":
    """Messages as they arrive, None after the last."""
    arrived: queues.Queue[Message | None] = queues.Queue()

    def read() -> None:
        while (message := receive(pipe)) is not None:
            arrived.put(message)
        arrived.put(None)

    threading.Thread(target=read, daemon=True).start()
    return arrived


def _newest(arrived: "queues.Queue[Message | None]") -> Message | _Nothing | None:
    """The newest progress, or the end as soon as it is there; waits up to one heartbeat for anything."""
    newest: Message | _Nothing | None = _Nothing()
    until = time.monotonic() + BEAT_S
    while (left := until - time.monotonic()) > 0:
        try:
            newest = arrived.get(timeout=left)
        except queues.Empty:
            break
        if not isinstance(newest, Told):
            break
    return newest
