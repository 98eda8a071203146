"""Checks: sending a recording, waiting for it, its result."""

from django.urls import path

from kneeline.web.measure import correcting_views, views

app_name = "measure"
urlpatterns = [
    path("check", views.check, name="check"),
    path("check/upload", views.upload, name="upload"),
    path("check/measuring/<uuid:measuring>", views.measuring, name="measuring"),
    path("check/measuring/<uuid:measuring>/state", views.state, name="state"),
    path("check/measuring/<uuid:measuring>/cancel", views.cancel, name="cancel"),
    path("check/<uuid:check>", views.result, name="result"),
    path("check/<uuid:check>/picture/<int:index>", views.picture, name="picture"),
    path("check/<uuid:check>/explorer", views.explorer, name="explorer"),
    path("check/<uuid:check>/joints/<int:index>", correcting_views.joints, name="joints"),
    path("check/<uuid:check>/joints/<int:index>/move", correcting_views.move_joints, name="move_joints"),
    path("check/<uuid:check>/delete", views.delete, name="delete"),
]
