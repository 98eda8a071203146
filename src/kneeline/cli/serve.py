"""`kneeline serve`: the app in a browser, on this machine."""

from typing import Annotated

from typer import Option

from kneeline.cli.status import Status

HostOption = Annotated[str, Option("--host", metavar="H", help="The address to listen at; this machine's own alone.")]
PortOption = Annotated[int, Option("--port", metavar="P", min=0, max=65535, help="The port; 0 takes a free one.")]
BrowserOption = Annotated[bool, Option("--browser/--no-browser", help="Open the page in a browser.")]


def serve(host: HostOption = "127.0.0.1", port: PortOption = 8000, browser: BrowserOption = True) -> int:
    """Open kneeline in a browser: upload a photo or a clip, see what it shows.

    Prints a link that works once. Everything is kept in one folder, KNEELINE_HOME. Ends with Ctrl+C.
    """
    from kneeline.web.serving import serve as served

    served(host, port, browser=browser, say=_say)
    return Status.MEASURED


def _say(line: str) -> None:
    print(line, flush=True)
