"""Today: questions, findings, the week, its sessions; and Progress."""

import datetime

from django.urls import path, register_converter

from kneeline.web.plans import (
    example_views,
    feed_views,
    offline_views,
    programme_views,
    progress_views,
    question_views,
    session_views,
    views,
)


class DayConverter:
    """A day as 2026-11-30."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> datetime.date:
        """The day; a ValueError is no such address."""
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date) -> str:
        """The day as it stands in an address."""
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "plans"
urlpatterns = [
    path("", views.today, name="today"),
    path("example", example_views.example, name="example"),
    path("questions/first", question_views.stop, name="stop"),
    path("questions", question_views.questions, name="questions"),
    path("questions/<slug:step>", question_views.step, name="step"),
    path("tests", question_views.tests, name="tests"),
    path("findings", question_views.findings, name="findings"),
    path("wishes", programme_views.wishes, name="wishes"),
    path("week", programme_views.programme, name="programme"),
    path("week/swap", programme_views.swap, name="swap"),
    path("week/next", programme_views.next_week, name="next_week"),
    path("week/handout.<slug:kind>", programme_views.handout, name="handout"),
    path("week/calendar.ics", programme_views.calendar, name="calendar"),
    path("week/feed", feed_views.begin, name="begin_feed"),
    path("week/feed/end", feed_views.end, name="end_feed"),
    path("feed/<str:token>.ics", feed_views.feed, name="feed"),
    path("physio.<slug:kind>", programme_views.physio, name="physio"),
    path("figure/<slug:exercise>/<slug:theme>.svg", programme_views.figure, name="figure"),
    path("kept", offline_views.kept, name="kept"),
    path("session/notes", session_views.notes, name="notes"),
    path("session/<day:date>", session_views.session, name="session"),
    path("session/<day:date>/<slug:exercise>", session_views.save_done, name="save_done"),
    path("progress", progress_views.progress, name="progress"),
    path("progress/how-it-is", progress_views.report, name="report"),
]
