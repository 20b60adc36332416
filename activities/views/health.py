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
    with _probe() as probe:
        return set(_known_migrations() - MigrationRecorder(probe).applied_migrations().keys())


@contextmanager
def _probe() -> Iterator[BaseDatabaseWrapper]:
    """Connect anew to a server, waiting a second at most: on a living connection to a server that
    hangs, the question itself would hang.
    """
    if connection.vendor == "sqlite":
        yield connection
        return
    probe = connection.copy()
    probe.settings_dict["OPTIONS"]["connect_timeout"] = 1
    with closing(probe):
        yield probe


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    # The files cannot change under a running process, so they are read once.
    return frozenset(MigrationLoader(None).graph.nodes)


def _line(status: int, text: str) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
