"""What C prints stays out of standard output, what we print does not."""

import ctypes

import pytest

from kneeline.programme.quiet import quiet


def test_only_what_c_prints_meanwhile_is_swallowed(capfd: pytest.CaptureFixture[str]) -> None:
    print("before")
    with quiet():
        ctypes.CDLL(None).puts(b"a line of a library")
    print("after")
    assert capfd.readouterr().out == "before\nafter\n"
