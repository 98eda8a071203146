"""The guide."""

from django.urls import path

from kneeline.web.guide import views

app_name = "guide"
urlpatterns = [path("guide", views.contents, name="contents")]
