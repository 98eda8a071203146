"""What a browser keeps to go on without a net, and how it tells whose that is."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils.crypto import salted_hmac


def device_key(user: AbstractBaseUser | AnonymousUser) -> str:
    """A word that is the same for one person only, and says nothing about them: what waits in a browser carries it, so
    that nobody else's session sends it. "" for a stranger."""
    return salted_hmac("kneeline.device", str(user.pk)).hexdigest()[:20] if user.is_authenticated else ""
