"""`kneeline serve`: the server and one worker beside it, until somebody stops them."""

import asyncio
import fcntl
import os
import socket
import subprocess
import sys
import tempfile
import threading
import warnings
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kneeline.core.errors import BadArgument, KneelineError
from kneeline.web.addresses import addresses, is_loopback
from kneeline.web.home import inbox, prepare_home
from kneeline.web.phones import Phones, machine

if TYPE_CHECKING:
    import uvicorn

Say = Callable[[str], None]

LARGEST_MESSAGE = 2**14
"""Bytes of a message on a socket; a frame has 928."""

_AGAIN_S = 1.0
_WAITING = 64


@dataclass(frozen=True)
class ForPhones:
    """That phones in the same network may come in, by https at ``port``; ``host``: the one address they use, None =
    every one this machine has there."""

    host: str | None
    port: int


def serve(host: str, port: int, *, phones: ForPhones | None, browser: bool, say: Say) -> None:
    """Serve until Ctrl-C: at ``host`` by http, and for phones by https. ``say`` takes lines for the person who started
    it.

    Raises BadArgument for a host that others could reach without https, KneelineError where a port is taken, there is
    no network, or another server uses the same folder.
    """
    known = addresses(os.environ.get("KNEELINE_URL", ""))
    public = known.public
    if not is_loopback(host) and not public:
        raise BadArgument(
            f"--host {host}: others would reach kneeline without https. Name its https address in KNEELINE_URL, "
            "open it to phones at home with --lan, or leave --host out."
        )
    if phones and public:
        raise BadArgument("--lan is for a machine at home, KNEELINE_URL for one behind a proxy: leave one of them out.")
    accounts = os.environ.get("KNEELINE_ACCOUNTS") == "1"
    if accounts:
        _ready_for_accounts(phones)
    os.umask(0o077)
    home = prepare_home()
    with _alone(home), _listening(host, port) as listening, ExitStack() as open_until_end:
        own = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        sides = [_Side(listening)]
        if phones:
            look = machine(phones.host)
            by_https = open_until_end.enter_context(_listening(phones.host or "0.0.0.0", phones.port))
            sides.append(_Side(by_https, Phones(home, look, by_https.getsockname()[1], say)))
        _prepare(home)
        _run(sides, f"{public[0]}{known.path}" if public else own, browser=browser, links=not accounts, say=say)


def _ready_for_accounts(phones: ForPhones | None) -> None:
    if phones:
        raise BadArgument("--lan is for one person at home, KNEELINE_ACCOUNTS for several: leave one of them out.")
    if not os.environ.get("EMAIL_URL") and os.environ.get("KNEELINE_DEBUG") != "1":
        raise BadArgument(
            "KNEELINE_ACCOUNTS=1 sends codes by mail: name the mail server in EMAIL_URL, such as "
            "smtp://user:password@mail.example:587?from=kneeline@knee.example."
        )


@dataclass(frozen=True)
class _Side:
    """Where the server listens: by http, or by https for ``phones``."""

    listening: socket.socket
    phones: Phones | None = None


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One server a folder. The lock goes with the process, however it ends."""
    with (home / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise KneelineError(
                f"kneeline is already running with the folder {home}. Use the window it opened, or stop it first."
            ) from error
        yield


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(_WAITING)
        except OSError as error:
            raise KneelineError(
                f"Port {port} of {host} can't be used ({error.strerror or error}). Choose another, such as "
                f"kneeline serve --port {port + 1}."
            ) from error
        yield listening


def _prepare(home: Path) -> None:
    """The database as this version wants it, and nothing left of an upload that was cut off."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kneeline.web.settings")
    tempfile.tempdir = str(inbox(home))  # what is sent goes to this disk, not to one that may be small
    # whitenoise hands files to Django piece by piece, which reads them at once instead: they are small
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    django.setup(set_prefix=False)

    from django.core.management import call_command
    from django.db import connections

    from kneeline.web.measure.files import drop_half_arrived

    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()
    drop_half_arrived()


def _run(sides: Sequence[_Side], address: str, *, browser: bool, links: bool, say: Say) -> None:
    """``links``: whether who holds a link is let in; else people sign in."""
    from django.conf import settings

    from kneeline.web.people.links import LINKS

    servers = [_server(side, settings.ADDRESSES.path) for side in sides]
    phones_too = f" For another phone: {address}/phone" if len(sides) > 1 else ""
    LINKS.when_used = lambda: say(f"For another browser: {address}/open/{LINKS.make()}{phones_too}")
    begin = f"{address}/open/{LINKS.make()}" if links else f"{address}/"
    say(f"kneeline is at {address} until you press Ctrl+C. " + ("Each link works once:" if links else "Sign in at:"))
    say(begin)
    if browser:
        threading.Timer(0.5, webbrowser.open, (begin,)).start()
    with _worker(), ExitStack() as open_until_end:
        for side in sides:
            if side.phones:
                open_until_end.enter_context(_open_to(side.phones))
        try:
            asyncio.run(_serving(servers, sides))
        except KeyboardInterrupt:
            say("Stopped.")


async def _serving(servers: "Sequence[uvicorn.Server]", sides: Sequence[_Side]) -> None:
    """Until a signal ends one of them, and so all."""
    each = [server.serve(sockets=[side.listening]) for server, side in zip(servers, sides, strict=True)]
    await asyncio.gather(*each)


def _server(side: _Side, path: str) -> "uvicorn.Server":
    """``path``: what a proxy took away from the front of every address."""
    import uvicorn

    context = side.phones.context if side.phones else None
    config = uvicorn.Config(
        "kneeline.web.asgi:application",
        log_config=None,  # as settings.LOGGING says
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        ws_per_message_deflate=False,  # landmarks hardly shrink, and there are 30 frames a second
        lifespan="off",
        root_path=path,
        timeout_graceful_shutdown=2,
        ssl_context_factory=(lambda _config, _usual: context) if context else None,
    )
    return uvicorn.Server(config)


@contextmanager
def _open_to(phones: Phones) -> Iterator[None]:
    """Phones may come in, under a certificate that keeps up with this machine's addresses."""
    phones.refresh()
    phones.invite()
    watching = threading.Thread(target=phones.watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        phones.stop()


@contextmanager
def _worker() -> Iterator[None]:
    """One worker; a new one where it ends before it is told to."""
    ending = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def keep_one() -> None:
        while not ending.is_set():
            process = subprocess.Popen(
                [sys.executable, "-m", "kneeline.web.work"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is for the server; it ends the worker
            )
            running[:] = [process]
            _hold_pictures(process)
            process.wait()
            ending.wait(_AGAIN_S)

    thread = threading.Thread(target=keep_one, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        for process in running:
            process.kill()
        thread.join(timeout=5)


def _hold_pictures(process: "subprocess.Popen[bytes]") -> None:
    """Take pictures from the worker until it ends."""
    from kneeline.web.measure.first_sight import FIRST_SIGHT
    from kneeline.web.measure.messages import Pictures, receive

    assert process.stdout is not None
    while (message := receive(process.stdout)) is not None:
        if isinstance(message, Pictures):
            FIRST_SIGHT.hold(message)
