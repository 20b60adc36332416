"""The settings under test: the catalogue's own, in an environment that no developer's shell changes.

Only `DATABASE_URL` comes from outside, so that one suite proves both databases.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ |= {
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "CSRF_TRUSTED_ORIGINS": "",
    "DEBUG": "0",
    "PROXIES": "0",
    "SECRET_KEY": "a-key-for-tests-alone-that-never-signs-anything-of-worth-0123456789",
    "STATEMENT_TIMEOUT": "0",
    "THROTTLE_PER_MINUTE": "0",
    "TLS": "0",
}

from iomcatalog.settings import *  # noqa: F403
from iomcatalog.settings import CACHES, STORAGES

EXPORTS = TemporaryDirectory(prefix="exports-")  # of this process; gone with it
EXPORTS_DIR = Path(EXPORTS.name)
AXES_ENABLED = False  # tests log in without a request; what locks the door is tested by itself
# Argon2 is slow on purpose, and collecting static files before each run proves nothing.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Nothing is kept between the questions of a test, nor from one test to the next; what memory does has tests of its own.
CACHES = CACHES | {"answers": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
