"""A joint of a check put right on its picture, measured again, kept, and taken back."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from kneeline.core.skeleton import joint
from kneeline.web.measure.joints import measured_again
from kneeline.web.measure.models import Check


def move(browser: Client, check: Check, joints: object, **more: str) -> tuple[int, str]:
    address = reverse("measure:move_joints", kwargs={"check": check.pk, "index": 0})
    sent = joints if isinstance(joints, str) else json.dumps(joints)
    response = browser.post(address, {"joints": sent, **more})
    return response.status_code, response.content.decode()


def knee(check: Check) -> list[float]:
    return [float(number) for number in check.stills()[0].xy[joint("left_knee")]]


def peak(check: Check) -> float:
    value = check.numbers().value("fppa", "left", "peak")
    assert value is not None
    assert value.value is not None
    return value.value


def test_the_picture_is_found_in_its_recording(check: Check) -> None:
    """A joint put where it is changes no number: the picture was cut and made smaller, and that is undone."""
    again = measured_again(check.joints, check.stills(), {"0": {"left_knee": knee(check)}})
    value = again.measurement.value("fppa", "left", "peak")
    assert value is not None
    assert value.value == pytest.approx(peak(check), abs=0.05)
    assert value.by_hand


def test_moving_a_joint_is_answered_and_nothing_is_kept(browser: Client, check: Check) -> None:
    x, y = knee(check)
    status, page = move(browser, check, {"left_knee": [x + 8, y]})
    assert status == 200
    assert "Measured again" in page
    before = check.document
    check.refresh_from_db()
    assert check.document == before


def test_what_is_kept_says_so_and_can_be_taken_back(browser: Client, check: Check) -> None:
    before, x, y = peak(check), *knee(check)
    status, _page = move(browser, check, {"left_knee": [x - 12, y]}, keep="yes")
    assert status == 302
    check = Check.objects.get(pk=check.pk)
    assert peak(check) > before + 3
    assert check.numbers().pose.by_hand == ("left_knee",)
    assert knee(check) == pytest.approx([x - 12, y])
    page = browser.get(reverse("measure:result", kwargs={"check": check.pk})).content.decode()
    assert "Put right by hand" in page
    move(browser, check, {}, keep="yes")
    check = Check.objects.get(pk=check.pk)
    assert peak(check) == pytest.approx(before)
    assert check.numbers().pose.by_hand == ()
    assert (check.joints.placed, check.joints.first) == ({}, None)


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "[]",
        "7",
        '{"left_knee": [1]}',
        '{"left_knee": ["a", 2]}',
        '{"nose": [1, 2]}',
        '{"left_knee": [1e9, 2]}',
        "{",
    ],
)
def test_what_is_no_place_gets_a_sentence(browser: Client, check: Check, sent: str) -> None:
    status, page = move(browser, check, sent)
    assert (status, 'class="error"' in page) == (422, True)


def test_a_check_without_landmarks_cannot_be_measured_again(browser: Client, check: Check) -> None:
    check.joints.delete()
    assert browser.get(reverse("measure:joints", kwargs={"check": check.pk, "index": 0})).status_code == 404
    page = browser.get(reverse("measure:result", kwargs={"check": check.pk})).content.decode()
    assert "Put it right" not in page
