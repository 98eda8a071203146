"""Every address of the app; each has its row in tests/web/permissions.py."""

from django.urls import include, path

handler403 = "kneeline.web.shell.refusals.form_refused"
handler404 = "kneeline.web.shell.refusals.missing"
handler500 = "kneeline.web.shell.refusals.broken"

urlpatterns = [
    path("", include("kneeline.web.shell.urls")),
    path("", include("kneeline.web.people.urls")),
    path("", include("kneeline.web.people.sign_in_urls")),
    path("", include("kneeline.web.plans.urls")),
    path("", include("kneeline.web.live.urls")),
    path("", include("kneeline.web.measure.urls")),
    path("", include("kneeline.web.guide.urls")),
]
