"""Coming in, welcome, and Me."""

from django.urls import path

from kneeline.web.people import phone_views, views

app_name = "people"
urlpatterns = [
    path("open/<str:token>", views.open_with_link, name="open"),
    path("welcome", views.welcome, name="welcome"),
    path("phone", phone_views.phone, name="phone"),
    path("phone/kneeline.crt", phone_views.certificate, name="certificate"),
    path("me", views.me, name="me"),
    path("me/save", views.save_me, name="save"),
    path("me/pictures", views.save_pictures, name="pictures"),
    path("me/export", views.export, name="export"),
    path("example/leave", views.leave, name="leave_example"),
    path("me/delete", views.delete, name="delete"),
]
