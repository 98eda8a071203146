"""`kneeline demo`: an exercise shown by the figure, as a file."""

from pathlib import Path
from typing import Annotated, Literal

from typer import Argument, Option

from kneeline.cli.outputs import LanguageOption, check_writable
from kneeline.cli.status import Status

# Written out, since importing body.camera for its names would cost --help half of its time (a test compares).
ViewName = Literal["front", "left", "back", "right", "top", "front-left", "front-right", "back-left", "back-right"]


def demo(
    exercise: Annotated[
        str,
        Argument(
            metavar="EXERCISE_ID",
            help="An exercise, as `kneeline catalogue list` names it; `valgus-explorer` (.html) is a leg to move.",
        ),
    ],
    out: Annotated[
        Path,
        Option(
            "--out",
            metavar="F.glb|F.svg|F.webp|F.mp4|F.html",
            help="Where to: a model (.glb), an animation (.svg, .webp), a video (.mp4, .webm) or a still (.png).",
        ),
    ],
    view: Annotated[
        ViewName | None,
        Option("--view", help="From where; the person's own left and right. Default: where it shows best."),
    ] = None,
    side: Annotated[
        Literal["left", "right"] | None, Option("--side", help="Which leg works, in an exercise for one at a time.")
    ] = None,
    dark: Annotated[bool, Option("--dark", help="For a dark page.")] = False,
    still: Annotated[
        str | None, Option("--still", metavar="KEY", help="One key posture instead of the movement (.svg, .png).")
    ] = None,
    keys: Annotated[bool, Option("--keys", help="The two key postures side by side, with arrows (.svg).")] = False,
    language: LanguageOption = None,
) -> int:
    """Show an exercise: the figure moves like a person, with the muscles at work lit up."""
    import kneeline
    from kneeline.core.language import BASE, speaking

    check_writable(out)
    with speaking(language or BASE):
        kneeline.demo(exercise, out, view=view, side=side, dark=dark, still=still, keys=keys)
    return Status.MEASURED
