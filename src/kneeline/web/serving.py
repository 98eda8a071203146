"""`kneeline serve`: the server and one worker beside it, until somebody stops them."""

import fcntl
import os
import socket
import subprocess
import sys
import tempfile
import threading
import warnings
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kneeline.core.errors import BadArgument, KneelineError
from kneeline.web.addresses import addresses, is_loopback
from kneeline.web.home import inbox, prepare_home

Say = Callable[[str], None]

_AGAIN_S = 1.0
_WAITING = 64


def serve(host: str, port: int, *, browser: bool, say: Say) -> None:
    """Serve until Ctrl-C. ``say`` takes lines for the person who started it.

    Raises BadArgument for a host that others could reach without https, KneelineError where the port is taken or
    another server uses the same folder.
    """
    public = addresses(os.environ.get("KNEELINE_URL", "")).public
    if not is_loopback(host) and not public:
        raise BadArgument(
            f"--host {host}: others would reach kneeline without https. Name its https address in KNEELINE_URL, "
            "or leave --host out."
        )
    os.umask(0o077)
    home = prepare_home()
    with _alone(home), _listening(host, port) as listening:
        _prepare(home)
        own = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        _run(listening, public[0] if public else own, browser, say)


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


def _run(listening: socket.socket, address: str, browser: bool, say: Say) -> None:
    import uvicorn

    from kneeline.web.people.links import LINKS

    config = uvicorn.Config(
        "kneeline.web.asgi:application",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="websockets-sansio",
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    LINKS.when_used = lambda: say(f"For another browser: {address}/open/{LINKS.make()}")
    link = f"{address}/open/{LINKS.make()}"
    say(f"kneeline is at {address} until you press Ctrl+C. Each link works once:\n{link}")
    if browser:
        threading.Timer(0.5, webbrowser.open, (link,)).start()
    with _worker():
        try:
            server.run(sockets=[listening])
        except KeyboardInterrupt:
            say("Stopped.")


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
