"""The databases that are measured: filled with a catalogue by the product's own loader, and told when it changes."""

import os
import secrets
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import sql

from benchmarks.generate import Catalogue, write
from benchmarks.servers import REPOSITORY
from tests.postgres import server

# A change of the catalogue, as far as what is kept of its answers is concerned.
CHANGED = "UPDATE activities_catalogue SET version = version + 1, stamp = {mark}"
PUBLISHED = "SELECT count(*) FROM activities_event WHERE state = 'published'"
# As in production, but for the throttle: every question comes from one address.
ENVIRONMENT = {
    "ALLOWED_HOSTS": "127.0.0.1",
    "DEBUG": "0",
    "DJANGO_SETTINGS_MODULE": "iomcatalog.settings",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "THROTTLE_PER_MINUTE": "0",
    "TLS": "0",
}


@dataclass
class Database:
    """A database of a kind at an address, and how to run a statement on it."""

    kind: str
    url: str
    execute: Callable[..., list[Any]]
    seconds: float | None = None  # that loading took; None where it was there already

    @property
    def name(self) -> str:
        """What the database is called."""
        return {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[self.kind]

    @property
    def version(self) -> str:
        """Which release it is."""
        asked = "SHOW server_version" if self.kind == "postgresql" else "SELECT sqlite_version()"
        return str(self.execute(asked)[0][0]).split()[0]

    @property
    def environment(self) -> dict[str, str]:
        """What the catalogue needs to know to run on it."""
        return ENVIRONMENT | {"DATABASE_URL": self.url}

    def change(self) -> None:
        """Let the catalogue be another one, as any publication does: what was kept of its answers is void."""
        mark = "%s" if self.kind == "postgresql" else "?"
        self.execute(CHANGED.format(mark=mark), (secrets.token_hex(8),))

    def fill(self, catalogue: Catalogue, folder: Path) -> None:
        """Load a catalogue, unless it is there."""
        manage(self.environment, "migrate", "--verbosity", "0")
        if self.execute(PUBLISHED) != [(catalogue.events,)]:
            files = write(catalogue, folder)
            start = time.perf_counter()
            manage(self.environment, "import_catalogue", *map(str, files))
            self.seconds = time.perf_counter() - start
        self.execute("VACUUM ANALYZE" if self.kind == "postgresql" else "ANALYZE")


def manage(environment: Mapping[str, str], *words: str) -> None:
    """Run a command of the product, or stop with what it said."""
    command = [sys.executable, "manage.py", *words]
    ended = subprocess.run(
        command, cwd=REPOSITORY, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        sys.exit(f"{' '.join(words)} failed:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")


@contextmanager
def database(wanted: str, name: str, folder: Path) -> Iterator[Database]:
    """The database that the command line asks for: sqlite, postgresql (a throw-away one), or the URL of a server."""
    if wanted == "sqlite":
        yield in_a_file(folder / f"{name}.sqlite3")
    elif wanted == "postgresql":
        with server() as url:
            yield on_a_server(url, name)
    else:
        yield on_a_server(wanted, name)


def in_a_file(path: Path) -> Database:
    """A SQLite database."""

    def execute(statement: str, values: Any = ()) -> list[Any]:
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        rows = connection.execute(statement, values).fetchall()
        connection.close()
        return rows

    return Database("sqlite", f"sqlite:///{path}", execute)


def on_a_server(url: str, name: str) -> Database:
    """A PostgreSQL database beside the one that the address names; made when it is not there."""
    main = _connected(url)
    with main.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        if not cursor.fetchone():
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    main.close()
    own = f"{url.rpartition('/')[0]}/{name}"
    connection = _connected(own)

    def execute(statement: str, values: Any = ()) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall()) if cursor.description else []

    return Database("postgresql", own, execute)


def _connected(url: str) -> Any:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    return connection
