"""The process that opens one stranger's file and measures it: no database, no network, little memory, little time.

    python -m kneeline.web.measure.looking FILE MIRRORED LANGUAGE CONDITIONS PERSON

Messages go to its standard output; it ends when its standard input does, since then nobody waits for it.
"""

import json
import os
import resource
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kneeline.core.errors import KneelineError
from kneeline.core.language import N_, _, speaking
from kneeline.web.measure.messages import Failed, Message, Seen, Told, send

if TYPE_CHECKING:
    from kneeline.core.still import Still

MEMORY_BYTES = 6 * 2**30
"""Address space, most of it never touched: models and decoders reserve far more than they use."""
CPU_S = 3600
FILE_BYTES = 16 * 2**30
OPEN_FILES = 256
_NICE = 5
FAULT = N_("Something went wrong inside kneeline while it was measuring this. Please report it.")
_MEMORY = N_("This recording needs more memory than kneeline may use. Cut it to the movement, or record it smaller.")

DOING = (N_("Looking through the video"), N_("Reading the legs"), N_("Looking closer"), N_("Looking a second time"))
"""What `kneeline.read` says it does, for those who translate."""


def main() -> None:
    """Measure the file the command line names, and tell about it."""
    path, mirrored, language, conditions, person = sys.argv[1:]
    _hold_to_limits()
    _end_with_the_one_who_asked()
    with _messages() as pipe, speaking(language):
        send(pipe, looked_at(Path(path), mirrored == "yes", pipe, json.loads(conditions), json.loads(person)))


def looked_at(
    path: Path, mirrored: bool, pipe: IO[bytes], conditions: Mapping[str, Any], person: Mapping[str, Any]
) -> Message:
    """What became of the file; ``conditions`` and ``person``: fields of `Conditions` and `Person`. Progress goes to
    ``pipe`` on the way."""
    try:
        return _seen(path, mirrored, pipe, conditions, person)
    except KneelineError as error:
        return Failed(str(error).replace(str(path), path.name))
    except MemoryError:
        return Failed(_(_MEMORY))
    except Exception:
        return Failed(_(FAULT))


def _seen(
    path: Path, mirrored: bool, pipe: IO[bytes], conditions: Mapping[str, Any], person: Mapping[str, Any]
) -> Seen:
    import kneeline
    from kneeline.core.measurement import Conditions, Person
    from kneeline.core.series_wire import series_to_dict
    from kneeline.core.wire import measurement_to_dict
    from kneeline.web.measure.joints import packed
    from kneeline.web.measure.pose_wire import poses_to_dict

    recording = kneeline.read(path, mirrored=mirrored, progress=lambda doing, share: send(pipe, Told(doing, share)))
    made = Conditions(**{**conditions, "mirrored": mirrored})
    measurement = kneeline.measure(recording, Person(**person), conditions=made)
    found: tuple[Still, ...] = kneeline.stills(path, recording, measurement, legs_only=True)
    stills = sorted(found, key=lambda still: still.sides)  # the left leg first, as a page shows them
    return Seen(
        measurement=measurement_to_dict(measurement),
        series=series_to_dict(measurement.series) if measurement.series else None,
        poses=poses_to_dict([replace(still, jpeg=b"") for still in stills]),
        pictures=[still.jpeg for still in stills],
        landmarks=packed(recording),
    )


def _hold_to_limits() -> None:
    limits = (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    )
    for limit, most in limits:
        _soft, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(limit, (allowed, allowed))
        except (ValueError, OSError):  # macOS takes no limit of address space
            continue
    os.nice(_NICE)


def _end_with_the_one_who_asked() -> None:
    """Standard input ends when the worker does, however it ended."""

    def wait() -> None:
        sys.stdin.buffer.read()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def _messages() -> Iterator[IO[bytes]]:
    """Standard output for messages alone: what a library prints goes to standard error."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with pipe:
        yield pipe


if __name__ == "__main__":
    main()
