"""The limit on SQLite: bare WSGI and one SQL statement that gives finished JSON, over the file of Datasette."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from benchmarks.peers.datasette import QUERIES

NESTED = {"participations", "places", "people", "programs", "figures", "terms", "articles"}
_mine = threading.local()


def connection() -> sqlite3.Connection:
    """This thread's own connection."""
    if not hasattr(_mine, "connection"):
        _mine.connection = sqlite3.connect(f"file:{os.environ['LIMIT_FILE']}?mode=ro&immutable=1", uri=True)
    found: sqlite3.Connection = _mine.connection
    return found


@cache
def statement(query: str) -> str:
    """A question whose answer is one text of JSON."""
    sql = QUERIES[query]
    columns = [column[0] for column in connection().execute(sql, ANYTHING).description]
    pairs = [f"'{name}', json({name})" if name in NESTED else f"'{name}', {name}" for name in columns]
    return f"SELECT json_group_array(json_object({', '.join(pairs)})) FROM ({sql})"


ANYTHING = {"country": "", "event_type": "", "year": "1", "q": "a", "slug": "", "offset": 0}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Ask the database one question and send its answer on."""
    asked = dict(parse_qsl(environ["QUERY_STRING"]))
    body = connection().execute(statement(environ["PATH_INFO"].strip("/")), asked).fetchone()[0].encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
