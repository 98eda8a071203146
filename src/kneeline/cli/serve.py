"""`kneeline serve`: the app in a browser, on this machine."""

from typing import Annotated

from typer import Option

from kneeline.cli.status import Status

HostOption = Annotated[
    str | None,
    Option("--host", metavar="H", help="The address to listen at; else this machine's own alone, with --lan all."),
]
PortOption = Annotated[int, Option("--port", metavar="P", min=0, max=65535, help="The port; 0 takes a free one.")]
LanOption = Annotated[bool, Option("--lan", help="Let phones in the same network in, by https, with a code to scan.")]
LanPortOption = Annotated[
    int, Option("--lan-port", metavar="P", min=0, max=65535, help="The port for them; 0 takes a free one.")
]
OWN = "127.0.0.1"
"""Where nobody but this machine comes in."""
BrowserOption = Annotated[bool, Option("--browser/--no-browser", help="Open the page in a browser.")]


def serve(
    host: HostOption = None,
    port: PortOption = 8000,
    lan: LanOption = False,
    lan_port: LanPortOption = 8443,
    browser: BrowserOption = True,
) -> int:
    """Open kneeline in a browser: upload a photo or a clip, see what it shows.

    Prints a link that works once. Everything is kept in one folder, KNEELINE_HOME. Ends with Ctrl+C.
    """
    from kneeline.web.serving import ForPhones
    from kneeline.web.serving import serve as served

    phones = ForPhones(host, lan_port) if lan else None
    at = OWN if lan or host is None else host
    served(at, port, phones=phones, browser=browser, say=_say)
    return Status.MEASURED


def _say(line: str) -> None:
    print(line, flush=True)
