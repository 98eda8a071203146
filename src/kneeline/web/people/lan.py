"""How phones in the same network reach this server, while it is open to them (`kneeline serve --lan`)."""

from dataclasses import dataclass
from io import StringIO

import segno
from django.conf import settings

from kneeline.web.people.links import LINKS

LINK_LASTS_S = 600.0
"""A link shown on a page is good for this long: who looks over a shoulder later gets nothing."""


@dataclass
class Lan:
    """The https addresses, the one to use first; the authority that vouches for them (DER) and its fingerprint. Without
    addresses the server is not open to phones."""

    addresses: tuple[str, ...] = ()
    authority: bytes = b""
    fingerprint: str = ""

    def open_to(self, hosts: tuple[str, ...], port: int, authority: bytes, fingerprint: str) -> None:
        """From now on the server is reached under these names."""
        self.addresses = tuple(f"https://{host}:{port}" for host in hosts)
        self.authority, self.fingerprint = authority, fingerprint
        settings.ALLOWED_HOSTS = list(dict.fromkeys([*settings.ALLOWED_HOSTS, *hosts]))

    def link(self, lasting_s: float = LINK_LASTS_S) -> str:
        """A link that lets one phone in, once."""
        return f"{self.addresses[0]}/open/{LINKS.make(lasting_s)}"


LAN = Lan()
"""The network this server is open to."""


def picture_of(link: str) -> str:
    """A link as a QR code, in SVG: black on white whatever the page, since some phones read nothing else."""
    return segno.make(link, error="m", micro=False).svg_inline(omitsize=True, border=4, light="#fff", dark="#000")


def in_terminal(link: str, colours: bool) -> str:
    """A link as a QR code of blocks. ``colours``: white on black whatever the terminal's; else for a dark one."""
    text = StringIO()
    segno.make(link, error="l", micro=False).terminal(text, compact=True, border=2)
    lines = text.getvalue().rstrip("\n").split("\n")
    return "\n".join(f"\x1b[97;40m{line}\x1b[0m" if colours else line for line in lines)
