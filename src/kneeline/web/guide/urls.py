"""The guide, and the two pages about kneeline itself."""

from django.urls import path

from kneeline.web.guide import views

app_name = "guide"
urlpatterns = [
    path("guide", views.contents, name="contents"),
    path("guide/search", views.search, name="search"),
    path("guide/explorer", views.explorer, name="explorer"),
    path("guide/explorer/<slug:language>/<str:file>", views.explorer_data, name="explorer-data"),
    path("guide/figure/<slug:language>/<slug:motion>/<str:file>", views.figure, name="figure"),
    path("guide/<slug:part>", views.part, name="part"),
    path("guide/<slug:part>/<slug:item>", views.page, name="page"),
    path("privacy", views.privacy, name="privacy"),
    path("what-it-is", views.what_it_is, name="what-it-is"),
]
