"""Which index of words is in use."""

from django.db import connection

from activities.search.engine import Engine
from activities.search.postgresql import PostgreSQL
from activities.search.sqlite import SQLite

ENGINES: dict[str, Engine] = {"postgresql": PostgreSQL(), "sqlite": SQLite()}


def engine() -> Engine:
    """The index of the database in use."""
    return ENGINES[connection.vendor]
