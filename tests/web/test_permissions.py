"""Every address x every visitor, as the table says; and nothing outside the table."""

import asyncio
import datetime
import re
from collections.abc import Iterator

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.fixtures import Settings

from kneeline.web.live.door import SocketDoor
from kneeline.web.live.routes import SOCKETS
from kneeline.web.measure.first_sight import FIRST_SIGHT
from kneeline.web.measure.messages import Pictures
from kneeline.web.measure.models import Check, Measuring
from kneeline.web.people.models import Person
from kneeline.web.plans.models import Plan
from tests.web import permissions
from tests.web.conftest import MakePerson, browser_of, first_exercise
from tests.web.permissions import FOREIGN, NOBODY, OTHER, OTHER_ACCOUNT, OWNER, ROWS, SIGNED_OUT, Row


def addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """The name of every address there is."""
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}"
        else:
            yield from addresses(each, f"{each.namespace}:" if each.namespace else space)


def test_every_address_has_a_row() -> None:
    assert set(addresses(get_resolver())) == {row.name for row in ROWS}


def test_every_socket_has_a_row() -> None:
    routes = {str(route.pattern): route.callback.__name__ for route in SOCKETS.routes}
    assert routes == permissions.SOCKETS
    led_to = {next(route for route in routes if re.search(route, path[1:])) for path in permissions.SOCKET_PATHS}
    assert led_to == set(routes) - {""}


@pytest.mark.parametrize("visitor", [NOBODY, OWNER, OTHER, FOREIGN, SIGNED_OUT, OTHER_ACCOUNT])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name}")
def test_permissions(
    row: Row,
    visitor: str,
    person: Person,
    check: Check,
    measuring: Measuring,
    make_person: MakePerson,
    request: pytest.FixtureRequest,
    settings: Settings,
) -> None:
    settings.ACCOUNTS = visitor in (SIGNED_OUT, OTHER_ACCOUNT)
    FIRST_SIGHT.hold(Pictures(person.pk, check.pk, [b"jpeg"]))
    things: dict[str, object] = {"check": check.pk, "measuring": measuring.pk}
    who = {NOBODY: None, SIGNED_OUT: None, OTHER: make_person(), OTHER_ACCOUNT: make_person()}.get(visitor, person)
    if row.name.startswith(("plans:", "live:coach")):
        things |= day_and_exercise(request.getfixturevalue("plan") if who else None)
    path = reverse(row.name, kwargs={name: things.get(str(part), part) for name, part in row.parts.items()})
    client = browser_of(who) if who else Client()
    origin = "https://elsewhere.example" if visitor == FOREIGN else "http://testserver"
    response = asked(client, row, path, origin)
    assert response.status_code == row.status(visitor)
    if response.status_code == 403:
        assert b"<h1>" in response.content  # type: ignore[attr-defined]


def day_and_exercise(plan: Plan | None) -> dict[str, object]:
    """Of the owner's week; of none for who is not let in anyway, since a week takes its time."""
    if plan is None:
        return {"day": datetime.date.today(), "exercise": "clamshell"}
    return {"day": plan.start, "exercise": first_exercise(plan)}


def asked(client: Client, row: Row, path: str, origin: str) -> HttpResponseBase:
    if row.method == "post":
        return client.post(path, row.sent, headers={"Origin": origin})
    return client.get(path, headers={"Origin": origin})


class Known:
    is_authenticated = is_active = True


class Stranger:
    is_authenticated = False
    is_active = False


@pytest.mark.parametrize(
    ("user", "host", "origin", "opens"),
    [
        (Known(), "127.0.0.1:8000", "http://127.0.0.1:8000", True),
        (Stranger(), "127.0.0.1:8000", "http://127.0.0.1:8000", False),
        (Known(), "127.0.0.1:8000", "http://elsewhere.example", False),
        (Known(), "127.0.0.1:8000", "http://127.0.0.1:9000", False),
        (Known(), "127.0.0.1:8000", "", False),
        (Known(), "elsewhere.example", "http://elsewhere.example", False),
    ],
)
def test_a_socket_opens_for_the_owner_on_our_own_page_alone(user: object, host: str, origin: str, opens: bool) -> None:
    told: list[dict[str, object]] = []

    async def inside(_scope: object, _receive: object, _send: object) -> None:
        told.append({"type": "inside"})

    async def send(message: dict[str, object]) -> None:
        told.append(message)

    headers = [(b"host", host.encode()), (b"origin", origin.encode())]
    asyncio.run(SocketDoor(inside)({"user": user, "headers": headers}, None, send))
    assert told == [{"type": "inside"} if opens else {"type": "websocket.close", "code": 4403}]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_the_browser_calls_foreign_is_refused_without_an_origin_too(browser: Client, site: str) -> None:
    assert browser.post(reverse("people:delete"), headers={"Sec-Fetch-Site": site}).status_code == 403


def test_another_host_is_refused(browser: Client) -> None:
    assert browser.get("/", headers={"Host": "elsewhere.example"}).status_code == 403


def test_a_form_without_its_token_is_refused(person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, backend="kneeline.web.people.known.Known")
    response = client.post(reverse("people:delete"))
    assert response.status_code == 403
    assert b"open too long" in response.content
    assert Person.objects.filter(pk=person.pk).exists()


def test_behind_a_proxy_forms_work_whatever_host_it_passes_on(person: Person, settings: Settings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://knee.example"]
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, backend="kneeline.web.people.known.Known")
    proxied = {"Host": "127.0.0.1:8000"}
    page = client.get("/me", headers=proxied).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1]}
    for origin, status in (("https://knee.example", 302), ("https://evil.example", 403)):
        response = client.post(reverse("people:pictures"), form, headers={**proxied, "Origin": origin})
        assert response.status_code == status
