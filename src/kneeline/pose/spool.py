"""Crops kept aside on disk until it is known which of them are worth a look."""

import errno
import os
import tempfile
from typing import IO, Generic, TypeVar

import numpy as np

from kneeline.core.errors import KneelineError
from kneeline.pixels.warp import Pixels

Key = TypeVar("Key")


class Spool(Generic[Key]):
    """Crops of one shape in a temporary file without a name, gone when closed. Reading is safe from several threads.

    The file is read, not mapped, so it does not count as the program's memory.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="kneeline-", buffering=0)  # noqa: SIM115
        self._places: dict[Key, int] = {}
        self._shape: tuple[int, ...] = ()
        self._end = 0

    def put(self, key: Key, crop: Pixels) -> None:
        """Keep a crop. Raises KneelineError where the disk is full."""
        self._shape = crop.shape
        try:
            if os.pwrite(self._file.fileno(), crop.tobytes(), self._end) < crop.nbytes:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            raise KneelineError(
                f"The temporary folder {tempfile.gettempdir()} has no room for a recording this long "
                f"({error.strerror}): free some space or cut the recording to the movement."
            ) from error
        self._places[key] = self._end
        self._end += crop.nbytes

    def get(self, key: Key) -> Pixels:
        """The crop kept under this key. Raises KeyError where there is none."""
        content = os.pread(self._file.fileno(), int(np.prod(self._shape)), self._places[key])
        return np.frombuffer(content, dtype=np.uint8).reshape(self._shape)

    def __contains__(self, key: Key) -> bool:
        return key in self._places

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()
