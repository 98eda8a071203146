"""Signing in with a code by mail, where several people share a server (KNEELINE_ACCOUNTS=1). allauth makes, limits and
compares the codes; the words and pages are ours."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kneeline.core.language import _
from kneeline.web.people.joining import may_join, newcomer
from kneeline.web.people.models import Person
from kneeline.web.shell.device import FORGET
from kneeline.web.shell.door import before_welcome, open_to_all
from kneeline.web.shell.environment import url
from kneeline.web.shell.refusals import refused

Answer = Callable[..., HttpResponseBase]

_CODE_MINUTES = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60


class NotSent(Exception):
    """The mail could not be handed to the mail server."""


class Mail(DefaultAccountAdapter):  # type: ignore[misc]
    """The one mail there is. Nothing about anybody's knees stands in it."""

    def send_mail(self, _template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a code. Raises NotSent."""
        text = _(
            "Your code: {code}\n\n"
            "Type it on the page of {host} where you asked for it. It works once, within {minutes} minutes.\n\n"
            "You did not ask for it? Then somebody mistyped an address. Without the code nobody comes in, and you need "
            "do nothing."
        ).format(code=context["code"], host=self.request.get_host(), minutes=_CODE_MINUTES)
        try:
            EmailMessage(_("Your code for kneeline"), text, to=[email]).send()
        except OSError as error:  # smtplib's own errors are OSErrors, too
            raise NotSent from error

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who asks, for counting: what the proxy says, else who is connected."""
        try:
            return str(super().get_client_ip(request))
        except PermissionDenied:
            return str(request.META.get("REMOTE_ADDR", ""))


class _AddressForm(RequestLoginCodeForm):  # type: ignore[misc]
    """An address; somebody new gets a code as everybody does, so that nobody learns who has an account."""

    _user: Person | None

    def clean_email(self) -> str:
        """The address in small letters."""
        email = str(super().clean_email()).lower()
        if self._user is None and may_join(email):
            self._user = newcomer(email)
        return email


class _AskForCode(RequestLoginCodeView):  # type: ignore[misc]
    form_class = _AddressForm
    template_name = "people/sign-in.html.jinja"

    def _redirect_to_pending_stage(self, _request: HttpRequest, _stage: object) -> None:
        """Who mistyped the address may give another."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return cast(HttpResponse, super().form_valid(form))
        except NotSent:
            return self._said(_("The mail could not be sent. Try again in a few minutes."), 503)

    def form_invalid(self, form: Any) -> HttpResponse:
        codes = {error.code for error in form.errors.as_data().get("email", [])}
        if "too_many_login_attempts" in codes:
            return self._said(_("Many codes were asked for in a short time. Try again in an hour."), 429)
        return self._said(_("Type your mail address, such as ana@knee.example."), 422)

    def get_context_data(self, **_kwargs: object) -> dict[str, object]:
        again = "again" in self.request.GET
        return self._shown(_("That code has run out. Ask for a new one.") if again else "")

    def _shown(self, problem: str) -> dict[str, object]:
        return {
            "problem": problem,
            "email": self.request.POST.get("email", ""),
            "next": self.get_next_url() or "",
            "operator": settings.OPERATOR,
            "place": None,
        }

    def _said(self, problem: str, status: int) -> HttpResponse:
        return render(self.request, self.template_name, self._shown(problem), status=status)


class _TypeCode(ConfirmLoginCodeView):  # type: ignore[misc]
    template_name = "people/code.html.jinja"

    def form_invalid(self, _form: Any) -> HttpResponse:
        if not self._process.record_invalid_attempt():
            return redirect(f"{url('account_request_login_code')}?again")
        shown = {**self.get_context_data(), "problem": _("That is not the code. Look once more into the mail.")}
        return render(self.request, self.template_name, shown, status=422)

    def get_context_data(self, **_kwargs: object) -> dict[str, object]:
        return {
            "problem": "",
            "email": self._process.state.get("email"),
            "next": self.get_next_url() or "",
            "minutes": _CODE_MINUTES,
            "place": None,
        }


def _with_accounts(view: Answer) -> Answer:
    """Where nobody has an account there is no such page."""

    @wraps(view)
    def answer(request: HttpRequest, **parts: object) -> HttpResponseBase:
        return view(request, **parts) if settings.ACCOUNTS else refused(request, "missing")

    return answer


_ask_for_code = cast(Answer, _AskForCode.as_view())
_type_code = cast(Answer, _TypeCode.as_view())


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@_with_accounts
def ask_for_code(request: HttpRequest) -> HttpResponseBase:
    """Takes a mail address and sends a code to it."""
    return _ask_for_code(request)


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@_with_accounts
def type_code(request: HttpRequest) -> HttpResponseBase:
    """Takes the code, in the browser that asked for it, three times at most."""
    answer = _type_code(request)
    late = request.method == "POST" and answer.headers.get("Location") == url("account_request_login_code")
    return redirect(f"{answer.headers['Location']}?again") if late else answer


@before_welcome
@require_POST
@_with_accounts
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """This browser is a stranger again, and keeps nothing of who was here."""
    logout(request)
    response = redirect("account_request_login_code")
    response["Clear-Site-Data"] = FORGET
    return response
