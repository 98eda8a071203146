"""Keeps a library's own lines out of what we print."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing written to standard output from C gets out meanwhile.

    HiGHS prints a line of its own now and then, whatever it is told, and standard output may be our JSON.
    """
    c = ctypes.CDLL(None)
    sys.stdout.flush()
    c.fflush(None)
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        c.fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
