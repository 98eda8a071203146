"""`kneeline serve --lan`: the same server by https for phones in the same network, under a certificate of its own."""

import datetime
import ssl
import sys
import threading
from collections.abc import Callable
from ipaddress import IPv4Address
from pathlib import Path

from kneeline.core.errors import KneelineError
from kneeline.web.certificates import certificate
from kneeline.web.network import Here, here

Say = Callable[[str], None]
Look = Callable[[], Here]

_LOOK_AGAIN_S = 15.0


def machine(host: str | None) -> Look:
    """What tells how this machine is called: ``host`` and nothing else where it is given. Raises KneelineError where it
    is in no network."""
    look = here if host is None else lambda: Here((IPv4Address(host),))
    if not look().addresses:
        raise KneelineError(
            "--lan: this machine is in no home network. Join one, or name the address phones reach it by, such as "
            "--host 192.168.1.5."
        )
    return look


class Phones:
    """The https side of a server. ``look`` tells how this machine is called now; ``say`` takes lines for the person who
    started it. A new address, or a certificate that ends soon, brings a new certificate while it runs."""

    def __init__(self, home: Path, look: Look, port: int, say: Say) -> None:
        self.home, self.look, self.port, self.say = home, look, port, say
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._known = Here(())
        self._authority = b""
        self._ending = threading.Event()

    def refresh(self) -> bool:
        """Look how this machine is called, and have a certificate for it; whether phones have to be told anew."""
        from kneeline.web.people.lan import LAN

        now = self.look()
        kept = certificate(self.home, now, datetime.datetime.now(datetime.UTC)) if now.addresses else None
        if kept is None or (now, kept.authority) == (self._known, self._authority):
            return False
        self.context.load_cert_chain(kept.file)
        self._known, self._authority = now, kept.authority
        LAN.open_to(now.hosts, self.port, kept.authority, kept.fingerprint)
        return True

    def invite(self) -> None:
        """A new link for a phone, as a code to scan."""
        from kneeline.web.people.lan import LAN, in_terminal

        link = LAN.link()
        self.say(
            f"\nOn a phone in the same network, scan this within ten minutes, or type the link. It works once.\n\n"
            f"{in_terminal(link, sys.stdout.isatty())}\n\n{link}\n\n"
            "The phone warns that it doesn't know this connection. That is right: no company vouches for a machine at "
            f"home.\nHow to go on, or to install its certificate: {LAN.addresses[0]}/phone\n"
            f"Certificate (SHA-256): {LAN.fingerprint}"
        )

    def watch(self) -> None:
        """Look again until `stop`; meant for a thread."""
        while not self._ending.wait(_LOOK_AGAIN_S):
            try:
                if self.refresh():
                    self.say("\nThis machine has a new address or a new certificate.")
                    self.invite()
            except KneelineError as error:
                self.say(str(error))

    def stop(self) -> None:
        """End `watch`."""
        self._ending.set()
