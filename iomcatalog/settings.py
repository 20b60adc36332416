"""All settings, in one file; what differs between machines comes from the environment.

Every variable is read in this file and nowhere else. A missing or impossible value stops the start
with a message that names the variable. README.md lists them with their defaults.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # what this machine makes: database, secret key, collected files


def text(name: str, default: str = "") -> str:
    """Read a variable as stripped text."""
    return os.environ.get(name, default).strip()


def switch(name: str, *, default: bool) -> bool:
    """Read a variable that is 1 or 0."""
    value = text(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value == "1"


def number(name: str, default: int) -> int:
    """Read a variable that is a whole number, zero or more."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number, zero or more, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Read a variable that lists values separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


# What kind of process this is ---------------------------------------------------------------------

DEBUG = switch("DEBUG", default=False)
TLS = switch("TLS", default=True)
if DEBUG and TLS:
    raise ImproperlyConfigured("DEBUG=1 is for a developer's machine only: it needs TLS=0 beside it.")

ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
if not DEBUG and any(host.lstrip(".") in {"", "*"} for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts that are served, not '*'.")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
if not all(origin.startswith(("https://", "http://")) for origin in CSRF_TRUSTED_ORIGINS):
    raise ImproperlyConfigured("CSRF_TRUSTED_ORIGINS must each start with https:// or http://.")
PROXIES = number("PROXIES", 0)  # how many stand in front, each adding to X-Forwarded-For


# The bounds of Django's own deployment check, security.W009.
SECRET_LENGTH, SECRET_VARIETY = 50, 5


def secret_key() -> str:
    """Find the key that signs sessions and cursors: SECRET_KEY, or the content of SECRET_KEY_FILE."""
    path = Path(text("SECRET_KEY_FILE") or VAR_DIR / "secret_key")
    key = text("SECRET_KEY")
    if not key and path.is_file():
        key = path.read_text(encoding="utf-8").strip()
    if not key:
        raise ImproperlyConfigured(
            f"SECRET_KEY is not set and SECRET_KEY_FILE ({path}) does not exist; `make secret` makes it."
        )
    if not DEBUG and (len(key) < SECRET_LENGTH or len(set(key)) < SECRET_VARIETY or "insecure" in key):
        raise ImproperlyConfigured(f"SECRET_KEY must be {SECRET_LENGTH} random characters or more.")
    return key


SECRET_KEY = secret_key()

# The app ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "activities",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "simple_history",
    "csp",
    "axes",
]

# The outer ones, whose headers belong on every answer, come first.
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "activities.border.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "activities.border.AnswersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Below the language its answers are in, above all that reads what was sent.
    "activities.border.GuardMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "activities.border.OutageMiddleware",
]

ROOT_URLCONF = "iomcatalog.urls"
WSGI_APPLICATION = "iomcatalog.wsgi.application"
ASGI_APPLICATION = "iomcatalog.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The database -------------------------------------------------------------------------------------


def database() -> dict[str, Any]:
    """Read DATABASE_URL: a SQLite file (the default) or PostgreSQL, and nothing else.

    Connections live on and are tried before each request, so that a restarted server costs nobody
    an error. STATEMENT_TIMEOUT is in milliseconds; 0 lets a statement run for ever.
    """
    url = text("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'catalogue.sqlite3'}"
    try:
        config: dict[str, Any] = {**dj_database_url.parse(url)}
    except Exception as error:
        raise ImproperlyConfigured("DATABASE_URL cannot be read as an address.") from error
    options = OPTIONS_OF_ENGINE.get(config["ENGINE"])
    if options is None:
        raise ImproperlyConfigured("DATABASE_URL must start with sqlite:/// or postgresql://.")
    config["OPTIONS"] = {**options, **config.get("OPTIONS", {})}
    return {**config, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


OPTIONS_OF_ENGINE: dict[str, dict[str, Any]] = {
    "django.db.backends.sqlite3": {
        "timeout": 5,  # seconds to wait for another writer
        "transaction_mode": "IMMEDIATE",
        "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"),
    },
    "django.db.backends.postgresql": {
        "connect_timeout": 2,  # seconds
        "options": f"-c statement_timeout={number('STATEMENT_TIMEOUT', 5000)}",
    },
}

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOCAL_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": LOCAL_MEMORY, "LOCATION": "default", "OPTIONS": {"MAX_ENTRIES": 10_000}},
    # What was answered before, in the memory of each process (`activities/memory.py`).
    "answers": {
        "BACKEND": LOCAL_MEMORY,
        "LOCATION": "answers",
        "OPTIONS": {"MAX_ENTRIES": number("KEPT_ANSWERS", 500)},
    },
}

# Staff accounts -----------------------------------------------------------------------------------

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "activities.border.csrf_failure"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Ten wrong passwords for one name from one address close the door to both for a quarter of an hour.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "activities.border.locked_out"
AXES_CLIENT_IP_CALLABLE = "activities.border.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # who logs in, and from where, is nobody's business
AXES_VERBOSE = False

# Languages and time -------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "activities" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files of the pages -------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
EXPORTS_DIR = VAR_DIR / "exports"  # the whole catalogue as files, written when it has changed
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# What is compressed already, and the large maps that only a debugger asks for.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["gif", "gz", "ico", "jpg", "map", "png", "webp", "woff", "woff2"]

# A record with many rows is one form in the admin, with a dozen fields a row.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# What a browser may do with an answer -------------------------------------------------------------

SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0  # a year
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]  # asked from inside, without TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# The API ------------------------------------------------------------------------------------------

THROTTLE_PER_MINUTE = number("THROTTLE_PER_MINUTE", 1200)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": (["rest_framework.throttling.AnonRateThrottle"] if THROTTLE_PER_MINUTE else []),
    "DEFAULT_THROTTLE_RATES": {"anon": f"{THROTTLE_PER_MINUTE}/min"},
    "EXCEPTION_HANDLER": "activities.api.errors.exception_handler",
    "NUM_PROXIES": PROXIES,
    "UNAUTHENTICATED_USER": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Catalogue of migration-governance activities",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": "Everything published in the catalogue, and nothing else. Reading needs no key.",
    "LICENSE": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [],  # lists of values stay where they are used; gathering them needs made-up names
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# Records of what happened -------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "null": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Wrong addresses and wrong host names are the daily noise of robots.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": ["null"], "propagate": False},
    },
}
