import errno
import os

import numpy as np
import pytest

from kneeline.core.errors import KneelineError
from kneeline.pose.spool import Spool


def crop(value: int) -> np.ndarray:
    return np.full((256, 256, 3), value, dtype=np.uint8)


def test_crops_come_back_in_any_order() -> None:
    spool: Spool[int] = Spool()
    for value in (3, 1, 2):
        spool.put(value, crop(value))
    assert [int(spool.get(value)[0, 0, 0]) for value in (1, 2, 3)] == [1, 2, 3]
    assert 1 in spool
    assert 4 not in spool
    spool.close()


def test_a_full_disk_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    spool: Spool[int] = Spool()
    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(KneelineError, match="no room"):
        spool.put(1, crop(1))
    spool.close()
