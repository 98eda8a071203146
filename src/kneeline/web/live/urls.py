"""The guided check by camera."""

from django.urls import path

from kneeline.web.live import views

app_name = "live"
urlpatterns = [
    path("check/camera", views.camera, name="camera"),
    path("session/<day:date>/<slug:exercise>/camera", views.coach, name="coach"),
    path("check/camera/take", views.take, name="take"),
    path("check/camera/<uuid:check>/picture/<int:index>", views.keep, name="keep"),
]
