"""Signing in and out. Names are allauth's, which looks for its pages by them."""

from django.urls import path

from kneeline.web.people import sign_in

urlpatterns = [
    path("sign-in", sign_in.ask_for_code, name="account_request_login_code"),
    path("sign-in", sign_in.ask_for_code, name="account_login"),
    path("sign-in/code", sign_in.type_code, name="account_confirm_login_code"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
]
