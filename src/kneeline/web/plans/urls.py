"""Today and Progress."""

from django.urls import path

from kneeline.web.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.today, name="today"),
    path("progress", views.progress, name="progress"),
]
