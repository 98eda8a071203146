"""Opening kneeline on a phone in the same network: the code to scan, and the certificate to install."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from kneeline.web.people.lan import LAN, LINK_LASTS_S, picture_of
from kneeline.web.shell.door import before_welcome


@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """A new code to scan each time, what the phone will say, and three ways to go on."""
    link = LAN.link() if LAN.addresses and request.method == "GET" else ""
    shown = {
        "lan": LAN,
        "code": picture_of(link) if link else "",
        "minutes": round(LINK_LASTS_S / 60),
        "on_this_phone": request.is_secure(),
        "place": "me",
    }
    response = render(request, "people/phone.html.jinja", shown)
    response["Cache-Control"] = "no-store"
    return response


@before_welcome
@require_GET
def certificate(request: HttpRequest) -> HttpResponse:
    """The authority that vouches for this machine alone, for a phone to install."""
    if not LAN.addresses:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="kneeline.crt"', "Cache-Control": "no-store"}
    return HttpResponse(LAN.authority, content_type="application/x-x509-ca-cert", headers=headers)
