"""What tests in several files stand on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from activities.editorial import fixtures


@pytest.fixture(scope="module")
def catalogue(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The catalogue as its fixtures fill it, for tests that only read: loaded once a file, taken back at its end.

    It opens the database by itself. A test that uses it must not ask for `db` as well, which would close the
    connection under it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        fixtures.load(settings.BASE_DIR / "fixtures")
        yield
        transaction.set_rollback(True)
