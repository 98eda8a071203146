"""The style sheet, what goes on without a net, and in debug the page that shows the design system."""

from django.conf import settings
from django.urls import path

from kneeline.web.shell.offline import manifest, offline, worker
from kneeline.web.shell.style import style
from kneeline.web.shell.styleguide import styleguide

app_name = "shell"
urlpatterns = [
    path("style/<slug:digest>.css", style, name="style"),
    path("service-worker.js", worker, name="worker"),
    path("kneeline.webmanifest", manifest, name="manifest"),
    path("offline", offline, name="offline"),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide", styleguide, name="styleguide"))
