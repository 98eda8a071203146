"""What the camera's frames say: the view, the hand, repetitions; and takes that become checks."""

import json
from html import unescape
from itertools import chain
from uuid import uuid4
from wsgiref.headers import Headers

import numpy as np
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from kneeline.core.skeleton import joint
from kneeline.measure.level import Held
from kneeline.pose.leg_network import BELIEVED
from kneeline.web.live.takes import AT_ONCE, BadTake, recorded, take_of, wanted
from kneeline.web.live.tests_for import offer
from kneeline.web.live.view import Surroundings, hand_raised, view_of
from kneeline.web.live.watching import Do, Event, Watch
from kneeline.web.live.wire import FRAME_BYTES, NoFrame, frame_of
from kneeline.web.measure.files import picture_file
from kneeline.web.measure.models import Check
from kneeline.web.people.consents import agree
from kneeline.web.people.models import Person
from kneeline.web.plans.told import save_answers
from tests.skeletons import by_a_tilted_camera
from tests.web.conftest import MakePerson, browser_of
from tests.web.live_frames import (
    SIZE,
    Taken,
    content,
    felt,
    frames,
    landmarks_of,
    mirrored,
    squats,
    standing,
    taken,
    tilted,
)

AROUND = Surroundings(SIZE)
ROOM_LEANS = (2.0, -13.0)
"""Lean and up, deg, of a camera, and upright edges as it sees them: a level one's, moved."""
ROOM = [
    by_a_tilted_camera(np.array([[x, 200.0], [x, 900.0]]), *ROOM_LEANS).ravel().tolist()
    for x in (30.0, 90.0, 150.0, 560.0, 640.0, 690.0)
]
NOTHING_WRONG = {"emergency_signs": [], "soon_signs": [], "recent_injury": "none"}


def test_a_frame_has_928_bytes() -> None:
    assert FRAME_BYTES == 928
    seen = frame_of(content(2.5, landmarks_of(standing())))
    assert (seen.time_s, seen.anybody) == (2.5, True)
    assert not frame_of(content(2.5, None)).anybody


@pytest.mark.parametrize("wrong", [b"", b"x" * 927, b"\xff" * 928, content(-1.0, None), content(np.inf, None)])
def test_what_is_no_frame_is_refused(wrong: bytes) -> None:
    with pytest.raises(NoFrame):
        frame_of(wrong)


def test_landmarks_that_make_no_sense_are_unknown() -> None:
    landmarks = landmarks_of(standing())
    landmarks[5] = 1e30
    landmarks[6, 0] = np.inf
    seen = frame_of(content(1.0, landmarks)).landmarks
    assert np.isnan(seen[5:7]).all()
    assert np.isfinite(seen[7:]).all()


@pytest.mark.parametrize(
    ("landmarks", "around", "code", "usable"),
    [
        (landmarks_of(standing()), AROUND, None, True),
        (None, AROUND, "no_person", False),
        (landmarks_of(standing()), Surroundings((SIZE[0], 0), held=Held(1.0, 9.0)), "no_person", False),
        (landmarks_of(standing(), down_px=450.0), AROUND, "feet_cut_off", False),
        (landmarks_of(standing(), distance=14.0), AROUND, "too_small", False),
        (landmarks_of(standing(), yaw_deg=80.0), AROUND, "side_view", False),
        (landmarks_of(standing(), yaw_deg=32.0), AROUND, "turned_away", False),
        (landmarks_of(standing(), yaw_deg=17.0), AROUND, "turned", True),
        (landmarks_of(standing()), Surroundings(SIZE, people=2), "several_people", False),
        (landmarks_of(standing()), Surroundings(SIZE, light=0.1), "too_dark", True),
        (landmarks_of(standing()), Surroundings(SIZE, held=Held(-7.0, 0.0)), "tilted", True),
        (landmarks_of(standing()), Surroundings(SIZE, held=Held(0.0, 20.0)), "tilted", True),
        (tilted(landmarks_of(standing()), 3.0, 12.0), Surroundings(SIZE, held=Held(3.0, 12.0)), None, True),
    ],
)
def test_what_is_wrong_with_a_view(landmarks: object, around: Surroundings, code: str | None, usable: bool) -> None:
    view = view_of(frames(landmarks), around)  # type: ignore[arg-type]
    assert (view.code, view.usable) == (code, usable)
    assert bool(view.message and view.what_to_do) == (code is not None)


@pytest.mark.parametrize(("yaw", "to"), [(32.0, "left"), (-32.0, "right")])
@pytest.mark.parametrize("mirror", [False, True])
def test_who_is_turned_away_hears_which_way_to_turn(yaw: float, to: str, mirror: bool) -> None:
    landmarks = landmarks_of(standing(), yaw_deg=yaw)
    seen = frames(mirrored(landmarks) if mirror else landmarks)
    assert f"your {to}" in view_of(seen, Surroundings(SIZE, mirrored=mirror)).what_to_do


def test_a_raised_hand_is_told_by_its_side() -> None:
    joints = standing()
    assert hand_raised(frames(landmarks_of(joints))) is None
    joints[joint("left_wrist")] = joints[joint("left_shoulder")] + [0.05, 0.35, 0.0]
    assert hand_raised(frames(landmarks_of(joints))) == "left"
    assert hand_raised(frames(mirrored(landmarks_of(joints)))) == "right"
    joints[joint("right_wrist")] = joints[joint("right_shoulder")] + [0.0, 0.35, 0.0]
    assert hand_raised(frames(landmarks_of(joints))) is None


def watching(do: Do) -> Watch:
    watch = Watch(AROUND)
    watch.told(do)
    return watch


def test_who_keeps_still_in_a_good_view_is_ready() -> None:
    watch = watching(Do("place"))
    events = [event for seen in frames(landmarks_of(standing()), 3.0) for event in watch.fed(seen)]
    assert [(event["usable"], event["ready"]) for event in events] == [(True, False), (True, True)]
    assert watch.fed(frames(None, start_s=1.0)[0]) == []  # time that does not rise


def counted(watch: Watch) -> list[Event]:
    after = ((11.0 + index / 30, landmarks_of(standing())) for index in range(60))
    return [event for time_s, each in chain(squats(), after) for event in watch.fed(frame_of(content(time_s, each)))]


def test_repetitions_are_counted_as_they_will_be_measured() -> None:
    events = counted(watching(Do("take", "squat")))
    assert [event["repetitions"] for event in events if event["event"] == "count"][-1] == 3
    assert events[-1]["enough"]
    assert not any(event["enough"] for event in events[:-1])


def test_who_moves_while_standing_is_asked_again() -> None:
    assert [event["event"] for event in counted(watching(Do("take", "stand")))] == ["moved"]
    still = watching(Do("take", "stand"))
    events = [event for seen in frames(landmarks_of(standing()), 5.0) for event in still.fed(seen)]
    assert [event["enough"] for event in events] == [True]


def measured(browser: Client, take: Taken) -> dict[str, object]:
    """Ask as a browser does, until it is told what came of it."""
    for _ in range(20):
        answer = browser.post(reverse("live:take"), take.body(), content_type="application/octet-stream")
        assert answer.status_code == 200, answer.content
        told: dict[str, object] = json.loads(answer.content)
        if "look" not in told:
            return told
        take.round = told["round"]  # type: ignore[assignment]
        take.look(told["look"])  # type: ignore[arg-type]
        take.read(told["legs"])  # type: ignore[arg-type]
        for each in told["edges"]:  # type: ignore[attr-defined]
            assert take.edges is not None
            take.edges[each["frame"]] = ROOM
    raise AssertionError("it asks for ever")


@pytest.mark.parametrize("mirror", [False, True])
def test_a_take_becomes_a_check_of_the_right_side(browser: Client, person: Person, mirror: bool) -> None:
    take = taken(mirror=mirror)
    told = measured(browser, take)
    check = person.checks.get()
    assert told["result"] == reverse("measure:result", kwargs={"check": check.pk})
    document = check.document
    assert (document["task"], document["task_given"], len(document["repetitions"])) == ("squat", True, 3)
    assert "in the browser" in document["pose"]["estimator"]
    assert document["conditions"]["mirrored"] is mirror
    assert [each["caves_in"] for each in document["repetitions"]] == 3 * [{"left": True, "right": False}]
    assert len(take.looked) < len(take.times_s)
    assert browser.get(told["result"]).status_code == 200


def bottom(browser: Client, person: Person, take: Taken) -> dict[str, float]:
    """The left leg's values at the bottom of a squat that becomes a check."""
    measured(browser, take)
    check = person.checks.get()
    values = {
        each["name"]: each["value"]
        for each in check.document["measures"]
        if (each["side"], each["at"]) == ("left", "bottom")
    }
    check.delete()
    return values


@pytest.mark.parametrize("mirror", [False, True])
def test_a_phone_that_leans_measures_as_one_held_level_where_it_feels_how_it_leans(
    browser: Client, person: Person, mirror: bool
) -> None:
    """A mirrored picture leans the other way than the camera does."""
    level, leaning, not_told = taken(mirror=mirror), taken(mirror=mirror), taken(mirror=mirror)
    for take in (leaning, not_told):
        take.landmarks = [tilted(each, -2.0 if mirror else 2.0, -13.0) for each in take.landmarks]
    leaning.changed = {"up": felt(2.0, -13.0)}
    true, told, by_chance = (bottom(browser, person, take) for take in (level, leaning, not_told))
    for measure in ("knee_flexion", "hip_knee_ankle_angle", "knee_in_change"):
        assert told[measure] == pytest.approx(true[measure], abs=0.2)
    assert abs(by_chance["knee_flexion"] - true["knee_flexion"]) > 1


def test_a_laptop_that_leans_measures_as_one_held_level_where_the_room_has_edges(
    browser: Client, person: Person
) -> None:
    """It feels nothing, so the edges of a door and a shelf are asked for, once a second, five times at most."""
    level, leaning = taken(), taken()
    leaning.landmarks = [tilted(each, *ROOM_LEANS) for each in leaning.landmarks]
    leaning.edges = {}
    true, told = (bottom(browser, person, take) for take in (level, leaning))
    assert 2 <= len(leaning.edges) <= 5
    assert np.diff([leaning.times_s[index] for index in sorted(leaning.edges)]).min() >= 1
    for measure in ("knee_flexion", "hip_knee_ankle_angle", "knee_in_change"):
        assert told[measure] == pytest.approx(true[measure], abs=0.6)


def test_who_feels_how_the_camera_is_held_is_asked_for_no_edges() -> None:
    take = taken()
    take.edges = {}
    take.look(wanted(take_of(take.body())).look)
    assert wanted(take_of(take.body())).edges
    take.changed = {"up": felt(0.0, 5.0)}
    assert not wanted(take_of(take.body())).edges


def test_edges_nobody_asked_for_count_for_nothing() -> None:
    take = taken()
    take.edges = {}
    take.look(wanted(take_of(take.body())).look)
    asked = {*wanted(take_of(take.body())).edges}
    other = next(index for index in take.looked if index not in asked)
    take.edges = {other: ROOM}
    assert recorded(take_of(take.body())).plumb is None
    take.edges = {min(asked): ROOM}
    assert recorded(take_of(take.body())).plumb is not None


def test_its_errors_are_those_of_a_pose_model_alone(browser: Client, person: Person) -> None:
    measured(browser, taken("stand"))
    measure = next(each for each in person.checks.get().document["measures"] if each["name"] == "fppa")
    assert measure["error_95"] > 3.0  # with the leg network 2.1
    assert measure["validated_on"] == "none"


def test_legs_the_browser_read_are_measured_with_the_errors_of_the_leg_network(browser: Client, person: Person) -> None:
    measured(browser, taken("stand", reads=True))
    document = person.checks.get().document
    assert document["pose"]["estimator"].endswith("(tasks-vision 0.10.35, in the browser) and kneeline's leg network")
    measure = next(each for each in document["measures"] if each["name"] == "fppa")
    assert measure["error_95"] < 3.0
    assert measure["validated_on"] == "rendered"


@pytest.mark.parametrize("model", ["heavy", "full"])
def test_the_next_check_begins_with_the_model_of_the_one_before(browser: Client, model: str) -> None:
    assert '"model": "heavy"' in page_set(browser)
    take = taken("stand", reads=True)
    take.changed = {"model": model}
    measured(browser, take)
    assert f'"model": "{model}"' in page_set(browser)


def page_set(browser: Client) -> str:
    """What the camera's page tells its script."""
    return unescape(browser.get(reverse("live:camera")).content.decode())


def test_legs_are_read_wherever_somebody_was_seen_and_before_it_is_looked_where_it_pays() -> None:
    take = taken(reads=True)
    shares, everywhere, last = [0.0], list[int](), list[int]()
    while (more := wanted(take_of(take.body()))).round == 0:
        assert more.share[0] == pytest.approx(shares[-1])
        assert list(more.legs) == last
        assert len(more.look) <= AT_ONCE
        shares.append(more.share[1])
        last = list(more.look)
        everywhere += last
        take.look(more.look)
        take.read(more.for_browser()["legs"])  # type: ignore[arg-type]
    assert len(everywhere) > AT_ONCE
    assert sorted(take.legs) == everywhere
    assert more.look
    assert not more.legs
    assert more.share[0] == pytest.approx(shares[-1])


def test_a_knee_the_network_reads_elsewhere_moves_most_of_the_way() -> None:
    take = taken("stand", reads=True)
    take.look([0])
    alone = recorded(take_of(take.body()))
    take.knee_px = 8.0
    take.read(wanted(take_of(take.body())).for_browser()["legs"])  # type: ignore[arg-type]
    read = recorded(take_of(take.body()))
    moved = read.xy[0] - alone.xy[0]
    assert moved[joint("left_knee")] == pytest.approx([BELIEVED[1] * 8.0, 0.0], abs=0.01)
    assert moved[joint("left_ankle")] == pytest.approx([0.0, 0.0], abs=0.01)
    assert (alone.refined, read.refined) == (False, True)


def test_a_take_sent_twice_is_one_check(browser: Client, person: Person, make_person: MakePerson) -> None:
    take = taken("stand")
    first = measured(browser, take)
    assert measured(browser, take) == first
    assert person.checks.count() == 1
    other = browser_of(make_person()).post(reverse("live:take"), take.body(), content_type="application/octet-stream")
    assert other.status_code == 409


def test_a_view_without_a_value_makes_no_check(browser: Client, person: Person) -> None:
    take = taken("stand")
    take.landmarks = [landmarks_of(standing(), down_px=450.0)] * len(take.times_s)
    assert "feet" in str(measured(browser, take)["again"])
    assert not person.checks.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"times_s": [3.0, 2.0]},
        {"times_s": []},
        {"times_s": [0.0, 90.0]},
        {"width": 0},
        {"looked": [4, 3]},
        {"looked": [99999]},
        {"people": [1, 2, 3]},
        {"task": "landing"},
        {"take": "x"},
        {"more": 1},
        {"read": [0]},
        {"read": [3, 2]},
        {"read": [7]},
        {"up": [0.0, 1.0]},
        {"up": ["up", 1.0, 0.0]},
        {"edges": {"7": []}},
        {"edges": {"0": [[1.0, 2.0, 3.0]]}},
        {"edges": {"0": [[1.0, 2.0, 3.0, 1e9]]}},
        {"edges": {"0": 201 * [[1.0, 2.0, 3.0, 4.0]]}},
    ],
)
def test_what_is_no_take_is_refused(changed: dict[str, object]) -> None:
    take = taken("stand")
    take.look([0, 5])
    take.changed = changed
    with pytest.raises(BadTake):
        take_of(take.body())


def test_the_tests_offered_are_those_for_this_person(person: Person) -> None:
    assert [test.task for test in offer(person).tests] == ["stand"]
    assert offer(person).questions_first
    save_answers(person, NOTHING_WRONG)
    offered = offer(person)
    assert [(test.task, test.side) for test in offered.tests[:4]] == [
        ("stand", None),
        ("squat", None),
        ("single-leg-squat", "left"),
        ("single-leg-squat", "right"),
    ]
    save_answers(person, {"knee_pain": True, "pain": 7})
    barred = offer(person)
    assert [test.task for test in barred.tests] == ["stand"]
    assert len(barred.barred) == 3


JPEG = "image/jpeg"


def picture(width: int, height: int) -> bytes:
    from kneeline.pixels.encode import jpeg_bytes

    return jpeg_bytes(np.full((height, width, 3), 90, dtype=np.uint8))


@pytest.mark.parametrize(
    ("born", "ticked", "wider", "status"),
    [
        (1990, True, 0, 204),
        (1990, False, 0, 409),
        (2012, True, 0, 409),
        (1990, True, 1, 400),
    ],
)
def test_a_picture_is_kept_with_the_tick_alone_and_never_under_18(
    make_person: MakePerson, check: Check, born: int, ticked: bool, wider: int, status: int
) -> None:
    person = make_person(born)
    Check.objects.filter(pk=check.pk).update(person=person)
    if ticked:
        agree(person, "keep_pictures")
    address = reverse("live:keep", kwargs={"check": check.pk, "index": 0})
    still = check.stills()[0]
    answer = browser_of(person).post(address, picture(still.width + wider, still.height), content_type=JPEG)
    assert answer.status_code == status
    assert picture_file(person.pk, check.pk, 0).exists() == (status == 204)


def test_what_is_no_picture_is_not_kept(person: Person, browser: Client, check: Check) -> None:
    agree(person, "keep_pictures")
    address = reverse("live:keep", kwargs={"check": check.pk, "index": 0})
    for content_ in (b"", b"GIF89a", b"<svg/>", picture(220, 400)[:300]):
        assert browser.post(address, content_, content_type=JPEG).status_code == 400
    assert browser.post(reverse("live:keep", kwargs={"check": uuid4(), "index": 0})).status_code == 404


@pytest.mark.parametrize("script", ["pose.js", "legs.js"])
def test_a_worker_alone_may_compile_and_asks_nobody_else(browser: Client, script: str) -> None:
    page = browser.get(reverse("live:camera"))
    assert "unsafe" not in page["Content-Security-Policy"]
    worker, other = Headers(), Headers()
    settings.WHITENOISE_ADD_HEADERS_FUNCTION(worker, "", f"/static/report/islands/{script}")
    settings.WHITENOISE_ADD_HEADERS_FUNCTION(other, "", "/static/report/islands/camera.js")
    policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
    assert worker["Content-Security-Policy"] == policy
    assert "Content-Security-Policy" not in other
