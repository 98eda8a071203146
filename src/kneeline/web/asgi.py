"""The app as a server runs it: pages and sockets."""

import os

import django
from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kneeline.web.settings")
django.setup(set_prefix=False)

from kneeline.web.bodies import Bodies  # noqa: E402 - needs the apps
from kneeline.web.live.door import SocketDoor  # noqa: E402
from kneeline.web.live.routes import SOCKETS  # noqa: E402
from kneeline.web.settled import settle  # noqa: E402

application = Bodies(
    ProtocolTypeRouter({"http": get_asgi_application(), "websocket": AuthMiddlewareStack(SocketDoor(SOCKETS))})
)
settle()
