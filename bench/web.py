"""How long the server takes for each page with five years of one person's data, for docs/speed.md.

    python -m bench.web [--rounds 30] [--only NAME] [--print]

One person, worked out as the example person is: 260 weeks planned, four sessions in each, 60 checks, in a home of its
own on SQLite. Every page is asked for through Django's test client, middleware and all. Wall time is what somebody
waits for on a machine that does nothing else; processor time is the same whatever else the machine does.
"""

import argparse
import datetime
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.summary import table

if TYPE_CHECKING:
    from kneeline.web.people.models import Person
    from kneeline.web.plans.models import Plan

PAGE = Path(__file__).parent.parent / "docs" / "speed.md"
BEGIN, END = "<!-- pages: begin -->\n", "<!-- pages: end -->"
COMMAND = "python -m bench.web"
WEEKS, CHECKS, SESSIONS = 260, 60, (1, 2, 4, 6)
TARGET_MS = 100.0
WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Asked:
    """A page: the name of its address, what fills it, what follows it."""

    name: str
    parts: Mapping[str, Any]
    query: str = ""

    @property
    def shown(self) -> str:
        """As it stands in the table."""
        first = next((str(each) for key, each in self.parts.items() if key in ("step", "part", "item", "movement")), "")
        return " ".join(each for each in (self.name, first, self.query) if each)


def prepared(folder: Path) -> None:
    """Django with a home and a database in this folder."""
    os.environ |= {"KNEELINE_HOME": str(folder), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "kneeline.web.settings"}
    from kneeline.web.home import prepare_home

    prepare_home()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)

    from kneeline.web.settled import settle

    settle()


def five_years() -> "Person":
    """Somebody who has been here for five years."""
    from kneeline.web.plans.example import make_example

    person = make_example("en")
    person.example = False
    person.save()
    plan = person.plans.get()
    _more_checks(person)
    _more_sessions(person, plan)
    _more_weeks(person, plan)
    return person


def _more_checks(person: "Person") -> None:
    from django.utils import timezone

    from kneeline.web.measure.models import Check, Joints

    own = list(person.checks.select_related("joints"))
    copies = [
        Check(
            person=person,
            made_at=timezone.now() - (9 + index * WEEKS / CHECKS) * WEEK,
            **{key: getattr(own[index % len(own)], key) for key in ("task", "document", "series", "poses")},
        )
        for index in range(CHECKS - len(own))
    ]
    Check.objects.bulk_create(copies)
    Joints.objects.bulk_create(
        Joints(check_made=copy, packed=own[index % len(own)].joints.packed) for index, copy in enumerate(copies)
    )


def _more_sessions(person: "Person", plan: "Plan") -> None:
    from kneeline import __version__
    from kneeline.core.programme import Done, SessionLog
    from kneeline.programme import log_to_dict
    from kneeline.web.plans.models import Training

    week = plan.programme().first_week
    assert week is not None
    items = week.days[0].items

    def training(date: datetime.date) -> Training:
        done = [Done(date, each.exercise, each.stage, each.side, each.sets, felt="yes", pain=1) for each in items]
        return Training(person=person, date=date, document=log_to_dict(SessionLog(done=tuple(done)), __version__))

    today = datetime.date.today()
    days = [today - weeks * WEEK + datetime.timedelta(days=day) for weeks in range(10, WEEKS) for day in SESSIONS]
    Training.objects.bulk_create(training(day) for day in days)


def _more_weeks(person: "Person", newest: "Plan") -> None:
    from kneeline.web.plans.models import Plan

    before = None
    for weeks in range(WEEKS - 1, 0, -1):
        kept = {key: getattr(newest, key) for key in ("looked_at", "document", "findings")}
        week = Plan.objects.create(person=person, start=newest.start - weeks * WEEK, follows=before, **kept)
        Plan.objects.filter(pk=week.pk).update(made_at=newest.made_at - weeks * WEEK)
        before = week
    newest.follows = before
    newest.save()


def pages(person: "Person") -> Iterator[Asked]:
    """Every page that shows something, the ones that show most of it."""
    squat = person.checks.filter(task="squat").order_by("-made_at")[0].pk
    plan = person.plans.order_by("-made_at")[0]
    day = plan.start + datetime.timedelta(days=4)
    for name in ("people:welcome", "people:me", "people:delete", "people:phone", "guide:privacy", "guide:what-it-is"):
        yield Asked(name, {})
    for name in ("plans:today", "plans:stop", "plans:tests", "plans:findings", "plans:wishes", "plans:programme"):
        yield Asked(name, {})
    for step in ("health", "knees-touch", "prone-turn"):
        yield Asked("plans:step", {"step": step})
    yield Asked("plans:session", {"date": day})
    yield Asked("plans:progress", {})
    yield Asked("plans:progress", {}, "page=5")
    yield Asked("plans:report", {})
    yield Asked("plans:kept", {})
    yield Asked("measure:check", {})
    yield Asked("measure:result", {"check": squat})
    yield Asked("measure:joints", {"check": squat, "index": 0})
    yield Asked("measure:explorer", {"check": squat})
    yield Asked("live:camera", {})
    yield from guide_pages()


def guide_pages() -> Iterator[Asked]:
    """The guide's."""
    yield Asked("guide:contents", {})
    for part in ("signs", "causes", "exercises", "positions", "questions", "words", "sources"):
        yield Asked("guide:part", {"part": part})
    yield Asked("guide:page", {"part": "exercises", "item": "clamshell"})
    yield Asked("guide:page", {"part": "signs", "item": "hip-in"})
    yield Asked("guide:search", {}, "q=arch")
    yield Asked("guide:explorer", {})


def timed(ask: Callable[[], Any], rounds: int) -> list[tuple[float, float]]:
    """Wall and processor time of each round, ms; the first, which warms up what is kept, is left out."""
    times = []
    for _round in range(rounds + 1):
        wall, processor = time.perf_counter(), time.process_time()
        status = ask().status_code
        times.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - processor)))
        assert status == 200, status
    return times[1:]


def row(asked: Asked, times: list[tuple[float, float]]) -> list[str]:
    """The table's row of a page."""
    wall, processor = np.array(times).T
    cells = [np.median(wall), np.percentile(wall, 95), wall.max(), np.percentile(processor, 95)]
    return [asked.shown, *(f"{value:.0f}" for value in cells)]


def measured(rounds: int, only: str) -> list[list[str]]:
    """A row a page, the slowest first by processor time."""
    from django.test import Client
    from django.urls import reverse

    person = five_years()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person, backend="kneeline.web.people.known.Known")
    rows = []
    for asked in pages(person):
        if only in asked.name:
            address = f"{reverse(asked.name, kwargs=dict(asked.parts))}?{asked.query}"
            rows.append(row(asked, timed(lambda address=address: client.get(address), rounds)))  # type: ignore[misc]
    return sorted(rows, key=lambda each: -float(each[-1]))


def main() -> None:
    """Write the table into docs/speed.md, or print it alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--only", default="")
    parser.add_argument("--print", action="store_true", dest="printed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepared(Path(folder) / "home")
        rows = measured(options.rounds, options.only)
    heads = ["page", "median", "p95", "most", "processor, p95"]
    text = f"Made by `{COMMAND}`.\n\n{table('Server time of a page after five years, ms', heads, rows)}\n"
    print(text)
    if not options.printed:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
