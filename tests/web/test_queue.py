"""One row, one worker at a time, two tries; and what is left on the disk."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from kneeline.web.home import inbox
from kneeline.web.measure import queue, worker
from kneeline.web.measure.files import recording_file
from kneeline.web.measure.messages import Failed, Message, Pictures, Seen
from kneeline.web.measure.models import Check, Measuring
from kneeline.web.measure.worker import Worker
from kneeline.web.people.models import Person
from tests.web.made import series_document, squat_document, squat_poses

SEEN = Seen(squat_document(), series_document(), squat_poses(), [b"jpeg"])


@pytest.fixture
def recording(measuring: Measuring) -> Path:
    """The recording of the waiting row, in the inbox."""
    file = recording_file(measuring.person_id, measuring.pk, measuring.filename)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"video")
    return file


def silent_since(measuring: Measuring, seconds: float) -> None:
    Measuring.objects.filter(pk=measuring.pk).update(heartbeat_at=timezone.now() - timedelta(seconds=seconds))


def lying(home: Path) -> list[Path]:
    return [path for path in inbox(home).rglob("*") if path.is_file()]


def test_a_row_is_claimed_once(measuring: Measuring) -> None:
    claimed = queue.claim("one")
    assert claimed is not None
    assert (claimed.pk, claimed.worker, claimed.tries) == (measuring.pk, "one", 1)
    assert queue.claim("two") is None


def test_the_oldest_row_comes_first(person: Person, measuring: Measuring) -> None:
    Measuring.objects.create(person=person, filename="later.mp4", language="en")
    claimed = queue.claim("one")
    assert claimed is not None
    assert claimed.filename == measuring.filename


@pytest.mark.parametrize(("seconds", "taken"), [(59, False), (61, True)])
def test_a_silent_worker_loses_its_row_after_a_minute(measuring: Measuring, seconds: float, taken: bool) -> None:
    mine = queue.claim("one")
    assert mine is not None
    silent_since(measuring, seconds)
    assert (queue.claim("two") is not None) == taken
    assert queue.beat(mine, "Looking", 0.5) != taken


def test_who_lost_the_row_can_neither_finish_nor_fail_it(measuring: Measuring) -> None:
    mine = queue.claim("one")
    assert mine is not None
    silent_since(measuring, 61)
    queue.claim("two")
    assert not queue.finish(mine, SEEN, mine.pk)
    queue.fail(mine, "no")
    measuring.refresh_from_db()
    assert (measuring.state, Check.objects.count()) == ("running", 0)


def test_after_two_silent_workers_it_is_said_and_deleted(measuring: Measuring, recording: Path, home: Path) -> None:
    for name in ("one", "two"):
        queue.claim(name)
        silent_since(measuring, 61)
    assert queue.claim("three") is None
    measuring.refresh_from_db()
    assert (measuring.state, measuring.problem) == ("failed", queue.ENDED)
    assert lying(home) == []


def test_a_new_worker_of_the_same_home_need_not_wait(measuring: Measuring) -> None:
    queue.claim(queue.new_worker())
    queue.mine_again()
    assert queue.claim(queue.new_worker()) is not None


def test_cancelling_deletes_the_recording_at_once(measuring: Measuring, recording: Path, home: Path) -> None:
    mine = queue.claim("one")
    queue.cancel(measuring)
    assert lying(home) == []
    assert mine is not None
    assert not queue.beat(mine, "Looking", 0.5)


def test_the_sweep_takes_what_no_row_waits_for(
    measuring: Measuring, recording: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kneeline.web.measure.files.FRESH_S", -1.0)
    queue.sweep()
    assert lying(home) == [recording]
    Measuring.objects.update(state="done")
    queue.sweep()
    assert lying(home) == []


@pytest.mark.parametrize(
    ("messages", "state", "checks"),
    [
        ([SEEN], "done", 1),
        ([Failed("It is a playlist.")], "failed", 0),
        ([None, SEEN], "done", 1),
        ([None, None], "failed", 0),
    ],
    ids=["seen", "failed", "died once", "died twice"],
)
def test_the_recording_is_gone_in_every_outcome(
    measuring: Measuring,
    recording: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    messages: list[Message | None],
    state: str,
    checks: int,
) -> None:
    told = iter(messages)
    monkeypatch.setattr(Worker, "_look", lambda _self, _measuring: next(told))
    held: list[Pictures] = []
    busy = Worker(held.append)
    while busy.work_once():
        pass
    measuring.refresh_from_db()
    assert (measuring.state, Check.objects.count(), len(held)) == (state, checks, checks)
    assert lying(home) == []


def test_a_recording_deleted_meanwhile_leaves_nothing(
    person: Person, measuring: Measuring, recording: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seen_too_late(_self: Worker, _measuring: Measuring) -> Message:
        Person.objects.filter(pk=person.pk).delete()
        return SEEN

    monkeypatch.setattr(Worker, "_look", seen_too_late)
    Worker(lambda _pictures: None).work_once()
    assert Check.objects.count() == 0
    assert lying(home) == []


def test_a_file_that_is_no_picture_is_told_by_its_name(measuring: Measuring, recording: Path) -> None:
    recording.write_bytes(b"#EXTM3U\nhttp://elsewhere.example/film.ts\n")
    Worker(lambda _pictures: None).work_once()
    measuring.refresh_from_db()
    assert (measuring.state, measuring.problem) == (
        "failed",
        "squat.mp4 is a playlist, a list of other files; give the video itself.",
    )


def test_the_process_that_looks_gets_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@host/name")
    assert "DATABASE_URL" not in worker._environment(tmp_path)
