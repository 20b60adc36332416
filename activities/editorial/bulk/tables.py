"""Rows into tables by the thousand: COPY on PostgreSQL, one prepared statement on SQLite; and their history.

Values arrive checked. The database's own constraints hold all the same, and say so by a `DatabaseError`.
"""

import io
import json
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

Values = dict[str, Any]

# Copy ----------------------------------------------------------------------------------------------


def new_ids(model: Any, count: int) -> list[int]:
    """Row numbers for so many new rows, in order; nobody else gets them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return sorted(row[0] for row in cursor.fetchall())
        # A transaction is alone from its start (`transaction_mode` in the settings).
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608 - a table of ours
        (last,) = cursor.fetchone()
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        (ever,) = cursor.fetchone()
    start = max(last, ever) + 1
    return list(range(start, start + count))


def insert(model: Any, rows: Sequence[Values]) -> None:
    """Write rows, each the values of the same columns by their names in Python."""
    if rows:
        (copy if connection.vendor == "postgresql" else execute)(model, rows)


def copy(model: Any, rows: Sequence[Values]) -> None:
    """Write rows by COPY in its text format (postgresql.org/docs/current/sql-copy.html)."""
    columns, names = columns_of(model, tuple(rows[0]))
    adapters = [(name, as_text(column)) for name, column in columns]
    lines = ["\t".join([adapt(row[name]) for name, adapt in adapters]) for row in rows]
    with connection.cursor() as cursor, connection.wrap_database_errors:  # else they would be psycopg's own
        cursor.copy_expert(f"COPY {model._meta.db_table} ({names}) FROM STDIN", io.StringIO("\n".join(lines) + "\n"))


def execute(model: Any, rows: Sequence[Values]) -> None:
    """Write rows by one prepared statement."""
    columns, names = columns_of(model, tuple(rows[0]))
    adapters = [(name, as_parameter(column)) for name, column in columns]
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})",  # noqa: S608 - names of ours
            [[row[name] if adapt is None else adapt(row[name]) for name, adapt in adapters] for row in rows],
        )


@cache
def columns_of(model: Any, names: tuple[str, ...]) -> tuple[list[tuple[str, Any]], str]:
    """The columns with these names, and the same as SQL."""
    found = {column.attname: column for column in model._meta.concrete_fields}
    columns = [(name, found[name]) for name in names]
    return columns, ", ".join(connection.ops.quote_name(column.column) for _name, column in columns)


NULL = "\\N"


def escaped(text: str) -> str:
    """A text as COPY reads it."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def as_text(column: Any) -> Callable[[Any], str]:
    """How COPY reads the values of a column."""
    if isinstance(column, models.CharField | models.TextField):
        return lambda value: NULL if value is None else escaped(value)
    if isinstance(column, models.JSONField):
        return lambda value: NULL if value is None else escaped(json.dumps(value))
    return lambda value: NULL if value is None else str(value)


def as_parameter(column: Any) -> Callable[[Any], Any] | None:
    """How a statement takes the values of a column; None where it takes them as they are."""
    if isinstance(column, models.DateField | models.DecimalField | models.JSONField):
        return lambda value: column.get_db_prep_save(value, connection)
    return None


# History -------------------------------------------------------------------------------------------

REASON = "Loaded from an export"


def remember(model: Any, link: str, ids: Collection[int], moment: Any) -> None:
    """Enter new rows into the history: those whose column `link` holds one of `ids`."""
    if not hasattr(model, "history") or not ids:
        return
    history = model.history.model
    quote = connection.ops.quote_name
    names = ", ".join(quote(column.column) for column in history.tracked_fields)
    marks = ", ".join(["%s"] * len(ids))
    statement = (
        f"INSERT INTO {history._meta.db_table} "  # noqa: S608 - names of ours
        f"({names}, history_date, history_change_reason, history_type) "
        f"SELECT {names}, %s, %s, '+' FROM {model._meta.db_table} WHERE {quote(link)} IN ({marks}) ORDER BY id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [connection.ops.adapt_datetimefield_value(moment), REASON, *ids])
