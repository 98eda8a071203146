"""An exercise with the coach: begun by a hand, counted as offline, gone on with after a break, noted down."""

import asyncio
import datetime
import json
from collections.abc import Iterable, Iterator
from uuid import UUID, uuid4

import numpy as np
import pytest

from kneeline.catalogue import catalogue
from kneeline.coach import Coach, assignment
from kneeline.core.recording import Floats
from kneeline.core.skeleton import joint
from kneeline.web.live import sessions, sockets
from kneeline.web.live.coaching import SESSIONS, Coaching
from kneeline.web.live.hands import Signs
from kneeline.web.live.watching import Around
from kneeline.web.live.wire import Seen, frame_of
from kneeline.web.people.models import Person
from kneeline.web.plans.log import log_of
from tests.skeletons import bends_of_squats, squatting
from tests.web.live_frames import SIZE, content, felt, landmarks_of, mirrored, standing, tilted
from tests.web.test_sockets import Socket, Somebody, closed, said

SQUAT = "banded-chair-squat"
TODAY = datetime.date.today()
AROUND = Around(*SIZE)


def raised(*sides: str) -> Floats:
    """Somebody with these hands up."""
    joints = standing()
    for side in sides:
        joints[joint(f"{side}_wrist")] = joints[joint(f"{side}_shoulder")] + [0.0, 0.5, 0.0]
    return landmarks_of(joints)


def held(landmarks: Floats, start_s: float, seconds: float = 1.0) -> list[Seen]:
    return [frame_of(content(start_s + index / 20, landmarks)) for index in range(int(seconds * 20))]


def squats(start_s: float, count: int = 3, mirror: bool = False) -> Iterator[Seen]:
    """A still second and squats in which the left knee moves in."""
    _time_s, bends = bends_of_squats(count, 95.0)
    knee_in = 25.0 * np.clip((bends - 45) / 50, 0, 1)
    joints = squatting(np.concatenate([np.full(45, bends[0]), bends]), np.concatenate([np.zeros(45), knee_in]))
    for index, each in enumerate(joints):
        landmarks = landmarks_of(each)
        yield frame_of(content(start_s + index / 30, mirrored(landmarks) if mirror else landmarks))


def session() -> Coaching:
    made = Coaching(assignment(SQUAT, catalogue()), TODAY)
    made.around(AROUND)
    return made


def names(made: Coaching, frames: list[Seen]) -> list[str]:
    return [event["event"] for frame in frames for event in made.fed(frame)]


def test_a_sign_is_told_once_until_the_hands_come_down() -> None:
    signs = Signs()
    told = [
        signs.fed(frame)
        for frame in (*held(raised("left"), 1.0, 3.0), *held(raised(), 4.0), *held(raised("left"), 5.0))
    ]
    assert [each for each in told if each] == [{"left"}, {"left"}]


@pytest.mark.parametrize(("mirror", "hand"), [(False, "left"), (True, "left")])
def test_a_hand_begins_pauses_and_goes_on_and_both_end(mirror: bool, hand: str) -> None:
    made = session()
    up, down, both = raised(hand), raised(), raised("left", "right")
    turned = [mirrored(each) if mirror else each for each in (up, down, both)]
    assert names(made, held(turned[1], 1.0)) == []
    phases = []
    for index, each in enumerate((0, 1, 0, 1, 0, 1)):
        events = [event for frame in held(turned[each], 3.0 + index * 2) for event in made.fed(frame)]
        phases += [event["phase"] for event in events if event["event"] == "phase"]
    assert phases == ["running", "paused", "running"]
    assert made.mirrored is mirror
    ended = [event["event"] for frame in held(turned[2], 20.0) for event in made.fed(frame)]
    assert ended[-2:] == ["finished", "phase"]


@pytest.mark.parametrize("mirror", [False, True])
def test_it_counts_and_cues_the_right_knee_as_the_coach_does_offline(mirror: bool) -> None:
    made = session()
    for frame in held(mirrored(raised("left")) if mirror else raised("left"), 1.0):
        made.fed(frame)
    events = [event for frame in squats(3.0, mirror=mirror) for event in made.fed(frame)]
    done = [event for event in events if event["event"] == "rep_done"]
    offline = Coach(assignment(SQUAT, catalogue()))
    for frame in squats(3.0):
        offline.feed(session().frame_of(frame))
    assert abs(len(done) - sum(event.name == "rep_done" for event in offline.events)) <= 1
    assert len(done) >= 2
    assert all(event["caves_in"] == {"left": True, "right": False} for event in done)
    assert any(event["event"] == "cue" and event["words"] for event in events)
    assert made.repetitions == len(done)


def test_a_phone_that_leans_coaches_as_one_held_level() -> None:
    """The bends of a squat by a camera that looks up by 14 degrees and tells it, by a level one, and by one that does
    not tell."""

    def bends(up: tuple[float, float, float] | None, frames: Iterable[Seen]) -> list[float]:
        made = session()
        made.around(Around(*SIZE, up=up))
        made.steered("start")
        events = [event for frame in frames for event in made.fed(frame)]
        return [event["knee_flexion"]["left"] for event in events if event["event"] == "rep_done"]

    leaning = [Seen(frame.time_s, tilted(frame.landmarks, 2.0, 14.0)) for frame in squats(1.0)]
    level = bends(None, squats(1.0))
    assert len(level) == 3
    assert bends(felt(2.0, 14.0), leaning) == pytest.approx(level, abs=0.2)
    assert min(abs(np.subtract(bends(None, leaning), level))) > 1


def test_a_picture_without_size_is_none() -> None:
    made = session()
    made.around(Around(SIZE[0], 0, up=felt(2.0, 14.0)))
    made.steered("start")
    assert names(made, list(squats(1.0, count=1))) == []


def test_what_a_browser_sends_twice_or_backwards_counts_once() -> None:
    made = session()
    made.steered("start")
    frames = list(squats(1.0))
    events = [event for frame in frames for event in (*made.fed(frame), *made.fed(frame))]
    counted = sum(event["event"] == "rep_done" for event in events)
    assert [event for frame in frames for event in made.fed(frame)] == []
    assert counted == made.repetitions >= 2


def test_what_was_done_is_noted_and_nothing_where_nothing_was(person: Person) -> None:
    made = session()
    sessions.note_down(person, made)
    assert log_of(person, TODAY).done == ()
    made.steered("start")
    for frame in squats(1.0):
        made.fed(frame)
    made.steered("end")
    sessions.note_down(person, made)
    (noted,) = log_of(person, TODAY).done
    assert (noted.exercise, noted.reps_good) == (SQUAT, 0)
    assert noted.reps_fault >= 2


class Known(Somebody):
    pk = uuid4()


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    """Somebody whose week has the squat."""
    monkeypatch.setattr(sockets, "coaching_of", lambda _person, which: session() if which.exercise == SQUAT else None)
    monkeypatch.setattr(sockets, "note_down", lambda _person, _session: None)
    return Known()


def begin(key: str, exercise: str = SQUAT) -> str:
    return json.dumps({"type": "begin", "key": key, "date": TODAY.isoformat(), "exercise": exercise})


async def opened(user: object) -> Socket:
    socket = Socket(user, "en", "/live/coach")
    assert (await socket.connect())["type"] == "websocket.accept"
    return socket


async def fed(socket: Socket, frames: list[Seen]) -> None:
    for frame in frames:
        await socket.send_to(bytes_data=content(frame.time_s, frame.landmarks))
        await asyncio.sleep(0.001)


def test_who_comes_back_goes_on_with_the_same_count(known: Known) -> None:
    async def talk() -> None:
        key = str(uuid4())
        socket = await opened(known)
        await socket.send_to(text_data=begin(key))
        assert await said(socket) == {"event": "state", "phase": "waiting", "repetitions": 0}
        await socket.send_to(text_data=json.dumps({"type": "around", "width": SIZE[0], "height": SIZE[1]}))
        await socket.send_to(text_data=json.dumps({"type": "steer", "do": "start"}))
        assert (await said(socket))["phase"] == "running"
        await fed(socket, list(squats(1.0, count=2)))
        kept = SESSIONS.find(known.pk, UUID(key))
        assert kept is not None
        await socket.disconnect()
        again = await opened(known)
        await again.send_to(text_data=begin(key))
        assert await said(again) == {"event": "state", "phase": "running", "repetitions": kept.repetitions}
        assert kept.repetitions >= 1
        await again.disconnect()

    asyncio.run(talk())


def test_another_persons_key_and_another_days_exercise_open_nothing(known: Known) -> None:
    key = uuid4()
    SESSIONS.keep(uuid4(), key, session())
    assert SESSIONS.find(known.pk, key) is None

    async def talk() -> None:
        socket = await opened(known)
        await socket.send_to(text_data=begin(str(key), "dead-bug"))
        assert (await closed(socket))[0] == 4404

    asyncio.run(talk())
