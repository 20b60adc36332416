"""Settings are read once, at the start: each case starts a process in an environment of its own."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

KEY = "k0-" + "a1b2c3d4e5" * 5
SHOW = """
import json
from iomcatalog import settings
print(json.dumps(eval(%r, vars(settings)), default=str))
"""


def start(show: str = "DEBUG", **environment: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a fresh process and print one of them."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-c", SHOW % show]
    return subprocess.run(
        command,
        env=kept | {"SECRET_KEY": KEY} | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def value_of(show: str, **environment: str) -> object:
    result = start(show, **environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be 50 random characters or more"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY must be 50 random characters or more"),
        ({"SECRET_KEY": "django-insecure-" + KEY}, "SECRET_KEY must be 50 random characters or more"),
        ({"SECRET_KEY": "", "SECRET_KEY_FILE": "/no/such/file"}, "SECRET_KEY is not set and SECRET_KEY_FILE"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"ALLOWED_HOSTS": "catalogue.example, *"}, "ALLOWED_HOSTS must name the hosts"),
        ({"DEBUG": "1"}, "DEBUG=1 is for a developer's machine only"),
        ({"DEBUG": "yes"}, "DEBUG must be 1 or 0, not 'yes'"),
        ({"TLS": "off"}, "TLS must be 1 or 0, not 'off'"),
        ({"THROTTLE_PER_MINUTE": "-1"}, "THROTTLE_PER_MINUTE must be a whole number, zero or more, not '-1'"),
        ({"STATEMENT_TIMEOUT": "5s"}, "STATEMENT_TIMEOUT must be a whole number"),
        ({"PROXIES": "٣"}, "PROXIES must be a whole number"),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL must start with sqlite:/// or postgresql://"),
        ({"DATABASE_URL": "catalogue.sqlite3"}, "DATABASE_URL cannot be read as an address"),
        ({"CSRF_TRUSTED_ORIGINS": "catalogue.example"}, "CSRF_TRUSTED_ORIGINS"),
    ],
)
def test_start_is_refused_naming_the_variable(environment, words):
    result = start(**environment)
    assert result.returncode == 1
    last = result.stderr.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert words in last
    assert KEY not in result.stderr


def test_tls_is_one_switch():
    switched = "[SECURE_SSL_REDIRECT, SECURE_HSTS_SECONDS > 0, SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE]"
    assert value_of(switched) == [True] * 4
    assert value_of(switched, TLS="0") == [False] * 4


def test_a_developer_may_debug_without_tls():
    assert value_of("DEBUG", DEBUG="1", TLS="0", ALLOWED_HOSTS="*", SECRET_KEY="short") is True


def test_secret_key_comes_from_a_file(tmp_path):
    path = tmp_path / "key"
    path.write_text(f"{KEY}-of-the-file\n")
    assert value_of("SECRET_KEY", SECRET_KEY="", SECRET_KEY_FILE=str(path)) == f"{KEY}-of-the-file"


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("DEBUG", False),
        ("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"]),
        ("DATABASES['default']['ENGINE']", "django.db.backends.sqlite3"),
        ("DATABASES['default']['CONN_MAX_AGE']", None),
        ("DATABASES['default']['CONN_HEALTH_CHECKS']", True),
        ("REST_FRAMEWORK['DEFAULT_THROTTLE_RATES']", {"anon": "1200/min"}),
        ("PASSWORD_HASHERS[0]", "django.contrib.auth.hashers.Argon2PasswordHasher"),
        ("[code for code, _name in LANGUAGES]", ["en", "es"]),
    ],
)
def test_defaults(setting, expected):
    assert value_of(setting) == expected


def test_throttle_can_be_off():
    assert value_of("REST_FRAMEWORK['DEFAULT_THROTTLE_CLASSES']", THROTTLE_PER_MINUTE="0") == []


def test_postgresql_bounds_its_statements():
    url = "postgresql://catalogue:secret@db:5433/catalogue?sslmode=require"
    database = value_of("DATABASES['default']", DATABASE_URL=url, STATEMENT_TIMEOUT="1500")
    assert database["OPTIONS"] == {
        "connect_timeout": 2,
        "options": "-c statement_timeout=1500",
        "sslmode": "require",
    }
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", 5433, "catalogue")


def test_sqlite_is_durable_and_writes_one_at_a_time(tmp_path):
    ask = """
import json, django
from django.db import connection
django.setup()
with connection.cursor() as cursor:
    asked = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in
             ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")]
print(json.dumps([*asked, connection.transaction_mode]))
"""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "iomcatalog.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/catalogue.sqlite3",
        "SECRET_KEY": KEY,
    }
    asked = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
    full = 2  # https://www.sqlite.org/pragma.html#pragma_synchronous
    assert json.loads(asked.stdout) == ["wal", full, 1, 5000, "IMMEDIATE"]
