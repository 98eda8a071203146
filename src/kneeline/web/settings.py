"""Django's settings, all from the environment: KNEELINE_HOME, KNEELINE_URL, KNEELINE_DEBUG, DATABASE_URL; for several
people KNEELINE_ACCOUNTS, KNEELINE_ACCOUNTS_FOR, KNEELINE_OPERATOR, EMAIL_URL.

Reading them makes and changes nothing on the disk; ``home.prepare_home`` does.
"""

import os
from importlib.resources import files

from csp.constants import NONE, SELF

from kneeline.web.addresses import addresses
from kneeline.web.clock import machines_zone
from kneeline.web.database import database
from kneeline.web.home import home, inbox, secret_key
from kneeline.web.mail import mail
from kneeline.web.worker_policy import worker_policy

HOME = home()
ADDRESSES = addresses(os.environ.get("KNEELINE_URL", ""))
DEBUG = os.environ.get("KNEELINE_DEBUG") == "1"
SECRET_KEY = secret_key(HOME)
ACCOUNTS = os.environ.get("KNEELINE_ACCOUNTS") == "1"
"""Whether several people sign in, each to their own; else there is the one person of this computer."""
ACCOUNTS_FOR = tuple(os.environ.get("KNEELINE_ACCOUNTS_FOR", "").lower().replace(",", " ").split())
"""Who may have an account: addresses, and what stands behind their @; nothing = everybody."""
OPERATOR = os.environ.get("KNEELINE_OPERATOR", "")
"""Who runs the server for others, as it is told to them."""

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "kneeline.web.shell",
    "kneeline.web.people",
    "kneeline.web.measure",
    "kneeline.web.plans",
    "kneeline.web.live",
    "kneeline.web.guide",
]
MIDDLEWARE = [
    "kneeline.web.shell.cookies.SecureOverHttps",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kneeline.web.shell.origins.OursOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kneeline.web.shell.language.Speaking",
    "kneeline.web.shell.bounds.Bounds",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kneeline.web.shell.door.Door",
]
ROOT_URLCONF = "kneeline.web.urls"
ASGI_APPLICATION = "kneeline.web.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "kneeline.web.shell.environment.Pages",
        "APP_DIRS": True,
        "DIRS": [str(files("kneeline.report").joinpath("pages"))],
        "OPTIONS": {"environment": "kneeline.web.shell.environment.environment"},
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = machines_zone()
USE_I18N = False  # words come from kneeline.core.language

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["kneeline.web.people.known.Known"]
PASSWORD_HASHERS: list[str] = []  # nobody has a password

LOGIN_URL, LOGIN_REDIRECT_URL = "account_request_login_code", "plans:today"
ACCOUNT_ADAPTER = "kneeline.web.people.sign_in.Mail"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code shows that the address is theirs
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_RATE_LIMITS = {"request_login_code": "30/h/ip,3/m/key,10/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ADDRESSES.behind_proxy else 0
globals().update(mail(os.environ.get("EMAIL_URL", "")))

ALLOWED_HOSTS = ADDRESSES.hosts
CSRF_TRUSTED_ORIGINS = ADDRESSES.origins
CSRF_FAILURE_VIEW = "kneeline.web.shell.refusals.form_refused"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ADDRESSES.behind_proxy else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 3600 * 24 * 365 if ADDRESSES.secure else 0
X_FRAME_OPTIONS = "DENY"
FORCE_SCRIPT_NAME = ADDRESSES.path or None

SESSION_COOKIE_NAME = "kneeline_session"
CSRF_COOKIE_NAME = "kneeline_form"
SESSION_COOKIE_AGE = 3600 * 24 * (30 if ACCOUNTS else 365)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{ADDRESSES.path}/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ADDRESSES.secure

# Nothing is inline, so that no nonce is needed: scripts and styles are files of ours, or they do not run.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

STATIC_URL = f"{ADDRESSES.path}/static/"
STATICFILES_DIRS = [("report", str(files("kneeline.report").joinpath("assets")))]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600 * 24
WHITENOISE_ADD_HEADERS_FUNCTION = worker_policy

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = str(inbox(HOME))
FILE_UPLOAD_PERMISSIONS = 0o600
UPLOAD_LIMIT_BYTES = 2 * 2**30
"""The largest photo or clip we take."""

# What people do and how they are is nobody's business but theirs: no request is logged, and no value of one.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {} if DEBUG else {"quiet": {"()": "kneeline.web.quiet.PlacesOnly"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", **({} if DEBUG else {"formatter": "quiet"})}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
