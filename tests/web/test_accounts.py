"""Several people on one server: a code by mail lets in, and nobody sees what is another's."""

import datetime
import json
import re
import smtplib
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from kneeline.core.errors import BadArgument
from kneeline.web.bodies import _known
from kneeline.web.mail import mail as mail_settings
from kneeline.web.people.joining import forget_who_never_came
from kneeline.web.people.models import Person
from kneeline.web.serving import ForPhones, serve

ASK, TYPE, ME = "account_request_login_code", "account_confirm_login_code", "people:me"
ANA, BEA = "ana@knee.example", "bea@knee.example"


@pytest.fixture(autouse=True)
def accounts(settings: Settings, db: None) -> Iterator[None]:
    """A server for several people, which has counted nothing yet."""
    settings.ACCOUNTS = True
    cache.clear()
    yield
    cache.clear()


def asked(client: Client, email: str, **more: str) -> str:
    """Ask for a code; the code that came, or "" where none did."""
    before = len(mail.outbox)
    response = client.post(reverse(ASK), {"email": email, **more})
    assert response.status_code == 302, response.content.decode()
    assert response["Location"].partition("?")[0] == reverse(TYPE)
    return code_in(mail.outbox[-1].body) if len(mail.outbox) > before else ""


def code_in(text: object) -> str:
    found = re.search(r"\d{4}-\d{4}", str(text))
    assert found is not None
    return found[0]


def came_in(email: str) -> Client:
    """The browser of somebody who signed in and said yes."""
    client = Client()
    assert client.post(reverse(TYPE), {"code": asked(client, email)}).status_code == 302
    client.post(reverse("people:welcome"), {"birth_year": "1990", "measure": "yes"})
    return client


def test_a_code_lets_in_once(settings: Settings) -> None:
    client = Client()
    assert client.get("/progress")["Location"] == f"{reverse(ASK)}?next=%2Fprogress"
    code = asked(client, "Ana@Knee.example", next="/progress")
    response = client.post(reverse(TYPE), {"code": code.replace("-", " "), "next": "/progress"})
    assert response["Location"] == "/progress"
    assert EmailAddress.objects.get().email == ANA
    assert EmailAddress.objects.get().verified
    other = Client()
    asked(other, ANA)
    assert other.post(reverse(TYPE), {"code": code}).status_code == 422  # that one has been used
    assert Person.objects.count() == 1


def test_the_mail_says_nothing_of_anybody() -> None:
    asked(Client(), ANA)
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == ([ANA], "Your code for kneeline")
    assert not re.search(r"knee[^l]|valgus|check|exercise|measure|http", f"{sent.subject} {sent.body}".lower())


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_after_it_nobody_is_sent_elsewhere(next_page: str) -> None:
    client = Client()
    code = asked(client, ANA, next=next_page)
    assert client.post(reverse(TYPE), {"code": code, "next": next_page})["Location"] == "/"


def test_a_code_works_in_the_browser_that_asked_alone() -> None:
    code = asked(Client(), ANA)
    assert Client().post(reverse(TYPE), {"code": code})["Location"] == f"{reverse(ASK)}?again"


def test_three_wrong_codes_end_it() -> None:
    client = Client()
    code = asked(client, ANA)
    wrong = "0000-0000" if code != "0000-0000" else "1111-1111"
    answers = [client.post(reverse(TYPE), {"code": wrong}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 302]
    assert client.post(reverse(TYPE), {"code": code})["Location"].endswith("?again")
    assert "has run out" in client.get(answers[2]["Location"]).content.decode()
    assert client.get("/me").status_code == 302


def test_a_code_lasts_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    code = asked(client, ANA)
    late = datetime.datetime.now().timestamp() + 601
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: late)
    assert client.post(reverse(TYPE), {"code": code})["Location"].endswith("?again")


def test_many_codes_for_one_address_are_too_many() -> None:
    answers = [Client().post(reverse(ASK), {"email": ANA}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


def test_many_codes_from_one_place_are_too_many(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def from_place(place: str, number: int) -> int:
        headers = {"X-Forwarded-For": f"10.9.9.9, {place}"}  # what a browser says of itself stands before
        return Client().post(reverse(ASK), {"email": f"{number}@knee.example"}, headers=headers).status_code

    assert [from_place("192.0.2.1", number) for number in range(31)] == [302] * 30 + [429]
    assert from_place("192.0.2.2", 40) == 302


@pytest.mark.parametrize("email", ["", "ana", "ana@", "a b@knee.example"])
def test_what_is_no_address_is_said(email: str) -> None:
    response = Client().post(reverse(ASK), {"email": email})
    assert response.status_code == 422
    assert "Type your mail address" in response.content.decode()
    assert Person.objects.count() == 0


@pytest.mark.parametrize("allowed", [(ANA,), ("@knee.example",)])
def test_a_server_may_be_for_some_alone(settings: Settings, allowed: tuple[str, ...]) -> None:
    settings.ACCOUNTS_FOR = allowed
    assert asked(Client(), ANA)
    stranger = Client()
    assert asked(stranger, "eve@elsewhere.example") == ""  # and the page looks as it does for everybody
    assert Person.objects.count() == 1
    assert stranger.post(reverse(TYPE), {"code": ""}).status_code == 422
    assert stranger.get("/me").status_code == 302


def test_a_mail_that_cannot_be_sent_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: object, **_how: object) -> int:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
    response = Client().post(reverse(ASK), {"email": ANA})
    assert response.status_code == 503
    assert "could not be sent" in response.content.decode()


def test_each_sees_their_own() -> None:
    ana, bea = came_in(ANA), came_in(BEA)
    assert ANA in ana.get(reverse(ME)).content.decode()
    assert BEA in bea.get(reverse(ME)).content.decode()
    assert ANA not in bea.get(reverse(ME)).content.decode()


def test_coming_again_is_the_same_person() -> None:
    came_in(ANA)
    came_in(ANA)
    assert Person.objects.count() == 1


def test_signing_out() -> None:
    ana = came_in(ANA)
    response = ana.post(reverse("sign_out"))
    assert (response["Location"], response["Clear-Site-Data"]) == (reverse(ASK), '"cache", "storage"')
    assert ana.get(reverse(ME)).status_code == 302
    assert ana.post(reverse("people:delete")).status_code == 403
    assert Person.objects.count() == 1


def test_deleting_everything_ends_the_account() -> None:
    ana, waiting = came_in(ANA), Client()
    asked(waiting, ANA)  # a second browser, which has its code still to type
    page = ana.post(reverse("people:delete")).content.decode()
    assert "Your account is gone" in page
    assert (Person.objects.count(), EmailAddress.objects.count(), Session.objects.count()) == (0, 0, 0)
    assert ana.get(reverse(ME)).status_code == 302


def test_everything_taken_along_names_the_address() -> None:
    archive = zipfile.ZipFile(BytesIO(came_in(ANA).get(reverse("people:export")).content))
    assert json.loads(archive.read("person.json"))["email"] == ANA


def test_who_never_came_is_forgotten() -> None:
    came_in(ANA)
    asked(Client(), BEA)
    forget_who_never_came()
    assert Person.objects.count() == 2  # the code may still come
    Person.objects.update(joined_at=timezone.now() - datetime.timedelta(hours=2))
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(hours=2))
    forget_who_never_came()
    assert [str(address) for address in EmailAddress.objects.all()] == [ANA]
    assert Session.objects.count() == 0


def test_who_only_asked_for_a_code_may_not_send_much() -> None:
    client = Client()
    code = asked(client, ANA)
    assert not _known(client.cookies["kneeline_session"].value)
    client.post(reverse(TYPE), {"code": code})
    assert _known(client.cookies["kneeline_session"].value)


def test_a_link_lets_nobody_in() -> None:
    from kneeline.web.people.links import LINKS

    assert Client().get(reverse("people:open", kwargs={"token": LINKS.make()})).status_code == 404


def test_a_piece_of_a_page_leads_to_the_whole_sign_in(client: Client) -> None:
    response = client.get("/progress", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (403, reverse(ASK))


def test_mail_from_an_address() -> None:
    made = mail_settings("smtp://me:p%40ss@mail.example?from=knee@knee.example")
    assert (made["EMAIL_HOST"], made["EMAIL_PORT"], made["EMAIL_HOST_PASSWORD"]) == ("mail.example", 587, "p@ss")
    assert (made["EMAIL_USE_TLS"], made["EMAIL_USE_SSL"], made["DEFAULT_FROM_EMAIL"]) == (
        True,
        False,
        "knee@knee.example",
    )
    assert mail_settings("smtps://me%40knee.example:p@mail.example")["EMAIL_PORT"] == 465
    assert not mail_settings("smtp://localhost:25?from=knee@knee.example")["EMAIL_USE_TLS"]
    assert "console" in mail_settings("")["EMAIL_BACKEND"]


@pytest.mark.parametrize("url", ["mail.example", "http://me@mail.example", "smtp://mail.example", "smtp://"])
def test_a_bad_mail_address_is_said(url: str) -> None:
    with pytest.raises(BadArgument, match="EMAIL_URL"):
        mail_settings(url)


@pytest.mark.parametrize(("phones", "said"), [(None, "EMAIL_URL"), (ForPhones(None, 0), "--lan")])
def test_it_does_not_start_without_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, phones: ForPhones | None, said: str
) -> None:
    monkeypatch.setenv("KNEELINE_ACCOUNTS", "1")
    for name in ("EMAIL_URL", "KNEELINE_DEBUG", "KNEELINE_URL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(BadArgument, match=said):
        serve("127.0.0.1", 0, phones=phones, browser=False, say=print)
