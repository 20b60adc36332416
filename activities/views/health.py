"""What a watchman asks: does the process live, and can it serve.

Neither answer needs a template, a session or a language, so that both hold when all else fails.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache

from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process can answer at all; the database is not asked."""
    return _line(200, "live")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and holds every migration, else 503 saying which fails."""
    try:
        missing = unapplied_migrations()
    except Error:
        return _line(503, "the database does not answer")
    if missing:
        return _line(503, f"migrations not applied: {len(missing)}")
    return _line(200, "ready")


def unapplied_migrations() -> set[tuple[str, str]]:
    """Name the migrations, as (app, name), that this code has and the database has not."""
    with probe() as database:
        return set(known_migrations() - MigrationRecorder(database).applied_migrations().keys())


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Name the migrations of every app; read once, as files do not change under a process."""
    return frozenset(MigrationLoader(None).graph.nodes)


@contextmanager
def probe() -> Iterator[BaseDatabaseWrapper]:
    """Connect anew to a server, waiting a second at most.

    On a living connection to a server that hangs, the question itself would hang.
    """
    if connection.vendor == "sqlite":
        yield connection
        return
    own = connection.copy()
    own.settings_dict["OPTIONS"]["connect_timeout"] = 1
    with closing(own):
        yield own


def _line(status: int, text: str) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
