"""Processes that die take nothing else with them."""

import os
import signal
from contextlib import closing
from functools import partial
from pathlib import Path

from kneeline.cli.workers import Died, spread


def square(number: int) -> int:
    return number * number


def deadly(number: int, always: int) -> int:
    if number == always:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def deadly_once(number: int, folder: Path) -> int:
    """The first process that gets the number 3 dies of it."""
    if number == 3 and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def own_process(_: int) -> int:
    return os.getpid()


def test_every_task_has_its_answer() -> None:
    assert dict(spread(square, range(7), 2)) == {n: n * n for n in range(7)}


def test_task_that_kills_its_process_is_tried_again(tmp_path: Path) -> None:
    assert dict(spread(partial(deadly_once, folder=tmp_path), range(5), 2)) == {n: n for n in range(5)}
    assert (tmp_path / "died").exists()


def test_task_that_always_kills_is_told_and_the_others_are_done() -> None:
    answers = dict(spread(partial(deadly, always=1), range(4), 2))
    assert answers == {0: 0, 1: Died(-signal.SIGKILL), 2: 2, 3: 3}


def test_processes_are_used_again() -> None:
    assert len(set(dict(spread(own_process, range(6), 1)).values())) == 1


def test_closing_early_ends_the_processes() -> None:
    with closing(spread(own_process, range(6), 1)) as answers:
        _, pid = next(answers)
    assert isinstance(pid, int)
    assert not Path(f"/proc/{pid}").exists()


def test_nothing_to_do_starts_nothing() -> None:
    assert list(spread(square, [], 4)) == []
