"""Work spread over processes, of which any may die."""

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

TRIES = 2


@dataclass(frozen=True)
class Died:
    """A task that killed every process that tried it. ``exit_code``: of the last one; negative = by that signal."""

    exit_code: int | None


@dataclass
class _Worker(Generic[Task]):
    process: BaseProcess
    pipe: "Connection[Any, Any]"
    task: Task
    tries: int


def spread(
    work: Callable[[Task], Answer], tasks: Sequence[Task], count: int
) -> Generator[tuple[Task, Answer | Died], None, None]:
    """Each task with its answer, in the order they are done, by at most ``count`` processes of one task at a time.

    A task whose process dies is tried once more after all others. ``work`` must be importable and never raise.
    When the generator is closed or interrupted, the processes are ended.
    """
    waiting = deque((task, 1) for task in tasks)
    busy: list[_Worker[Task]] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < count:
                busy.append(_started(work, *waiting.popleft()))
            for worker in _reporting(busy):
                task, tries, answer = worker.task, worker.tries, _received(worker)
                if isinstance(answer, Died):
                    busy.remove(worker)
                    worker.pipe.close()
                else:
                    _go_on(worker, waiting, busy)
                if isinstance(answer, Died) and tries < TRIES:
                    waiting.append((task, tries + 1))
                else:
                    yield task, answer
    finally:
        for worker in busy:
            _end(worker)


def _started(work: Callable[[Task], Any], task: Task, tries: int) -> _Worker[Task]:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work), daemon=True)
    with interrupts_held():
        process.start()
    theirs.close()  # so that the pipe ends when the process does
    worker = _Worker(process, ours, task, tries)
    _send(worker)
    return worker


@contextmanager
def interrupts_held() -> Iterator[None]:
    """A process started meanwhile never hears Ctrl-C, which a terminal sends to all: this one ends the others."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: "Connection[Any, Any]", work: Callable[[Task], Any]) -> None:
    """What a worker does until nobody asks any more."""
    try:
        while True:
            pipe.send(work(pipe.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _reporting(busy: Sequence[_Worker[Task]]) -> list[_Worker[Task]]:
    """Waits for the workers that have an answer or have died."""
    ready = connection.wait([worker.pipe for worker in busy])
    return [worker for worker in busy if worker.pipe in ready]


def _received(worker: _Worker[Task]) -> Any:
    try:
        return worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join()
        return Died(worker.process.exitcode)


def _go_on(worker: _Worker[Task], waiting: "deque[tuple[Task, int]]", busy: list[_Worker[Task]]) -> None:
    """The next task for a worker that is done with one, or its end."""
    if not waiting:
        busy.remove(worker)
        _end(worker)
        return
    worker.task, worker.tries = waiting.popleft()
    _send(worker)


def _send(worker: _Worker[Task]) -> None:
    try:
        worker.pipe.send(worker.task)
    except OSError:
        return  # it is dead already, which shows when its answer is fetched


def _end(worker: _Worker[Task]) -> None:
    worker.pipe.close()
    worker.process.terminate()
    worker.process.join()
    worker.process.close()
