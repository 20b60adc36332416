"""What tests in several files stand on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from activities.editorial import fixtures


@pytest.fixture(scope="module")
def loaded_fixtures(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The fixtures in the database of the tests, loaded once a file and taken back at its end. Ask for `catalogue`."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert fixtures.load(settings.BASE_DIR / "fixtures"), "The database of the tests was not empty."
        yield
        transaction.set_rollback(True)


@pytest.fixture
def catalogue(loaded_fixtures: None, db: None) -> None:
    """The catalogue as its fixtures fill it. What a test changes is undone after it."""
