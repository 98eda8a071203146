"""Under which addresses the app is reached, and what follows from them: which hosts and origins are ours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from kneeline.core.errors import BadArgument

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names of this machine that no other machine can mean."""


_PATH = re.compile(r"(/[\w.-]+)*/?")


@dataclass(frozen=True)
class Addresses:
    """Every address in KNEELINE_URL, without what stands behind the host; ``path``: that, such as "/knee", where it
    shares its host with others. This machine's own names are always ours besides."""

    public: tuple[str, ...] = ()
    path: str = ""

    @property
    def hosts(self) -> list[str]:
        """What a request's Host may say, without the port."""
        return [*LOOPBACK, *(_host(url) for url in self.public)]

    @property
    def origins(self) -> list[str]:
        """Origins a form may come from although a proxy hid where it was sent."""
        return list(self.public)

    @property
    def secure(self) -> bool:
        """Whether everybody comes by https, so that cookies never need to travel otherwise."""
        return bool(self.public) and all(url.startswith("https://") for url in self.public)

    @property
    def public_name(self) -> str:
        """The first https address with a name that anybody on the internet can look up; "" where there is none."""
        for url in self.public:
            host = urlsplit(url).hostname or ""
            if url.startswith("https://") and "." in host and not host.endswith(".local") and not _is_number(host):
                return url
        return ""

    @property
    def behind_proxy(self) -> bool:
        """Whether something before us speaks https and tells us so."""
        return any(url.startswith("https://") for url in self.public)


def addresses(text: str) -> Addresses:
    """The addresses in a list with commas, such as "https://knee.example, http://127.0.0.1:8000".

    Raises BadArgument for what is no address, one by plain http that others' machines could listen to, or several
    that lead to different places of their hosts.
    """
    urls = [part.strip() for part in text.split(",") if part.strip()]
    paths = {urlsplit(url).path.rstrip("/") for url in urls} or {""}
    if len(paths) > 1:
        raise BadArgument(f"KNEELINE_URL: {text} has to end alike for every host, as /knee does.")
    return Addresses(tuple(_address(url) for url in urls), paths.pop())


def is_loopback(host: str) -> bool:
    """Whether a host's name can only mean this machine."""
    bare = host.strip("[]").lower()
    return bare in ("localhost", "::1") or bare.startswith("127.")


def foreign_origin(origin: str, host: str, scheme: str, ours: Sequence[str]) -> bool:
    """Whether a page at ``origin`` is not ours: neither the address asked nor one of ``ours``."""
    return origin != f"{scheme}://{host}" and origin not in ours


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not _PATH.fullmatch(parts.path) or parts.query:
        raise BadArgument(f"KNEELINE_URL: {url!r} is no address such as https://knee.example.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise BadArgument(f"KNEELINE_URL: {url} has to be https, or others in the network could read along.")
    return f"{parts.scheme}://{parts.netloc}"


def _is_number(host: str) -> bool:
    return ":" in host or host.rpartition(".")[2].isdigit()


def _host(url: str) -> str:
    name = urlsplit(url).hostname or ""
    return f"[{name}]" if ":" in name else name
