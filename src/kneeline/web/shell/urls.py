"""The style sheet, and in debug the page that shows the design system."""

from django.conf import settings
from django.urls import path

from kneeline.web.shell.style import style
from kneeline.web.shell.styleguide import styleguide

app_name = "shell"
urlpatterns = [path("style/<slug:digest>.css", style, name="style")]
if settings.DEBUG:
    urlpatterns.append(path("styleguide", styleguide, name="styleguide"))
