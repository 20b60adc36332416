"""What was worked out before, kept while the catalogue stands as it does.

Everything kept is kept under the stamp of the catalogue, which every publication changes: so it is exact for as
long as it is found, and nothing has to be thrown away. Only what everybody may see is kept.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import BaseCache, caches

from activities.models import Catalogue

T = TypeVar("T")

DAY = 86_400  # seconds; a stamp that is gone is never asked for again


def digest_of_the_program(*folders: Path) -> str:
    """What tells this program from any other that would answer otherwise: a digest of its files."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in PARTS)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


PARTS = {".py", ".html", ".mo", ".css", ".js"}
PROGRAM = digest_of_the_program(Path(__file__).parent, settings.BASE_DIR / "templates")

_standing: ContextVar[Catalogue | None] = ContextVar("standing", default=None)


def kept() -> BaseCache:
    """Where it is kept: in the memory of this process, bounded by settings."""
    return caches["answers"]


@contextmanager
def standing(catalogue: Catalogue) -> Iterator[None]:
    """Answer, in this block, from the catalogue as it stands now."""
    token = _standing.set(catalogue)
    try:
        yield
    finally:
        _standing.reset(token)


def catalogue() -> Catalogue:
    """The catalogue as the answer in the making finds it."""
    return _standing.get() or Catalogue.now()


def key(*parts: Any) -> str:
    """The key of something under a stamp and whatever else tells it apart."""
    return hashlib.sha256(repr((PROGRAM, *parts)).encode()).hexdigest()


def remembered(make: Callable[[], T], *question: Any) -> T:
    """What `make` gives for a question, worked out once while the catalogue stands; the question has a stable `repr`.

    Outside of a request, where nobody has looked how the catalogue stands, it is worked out each time.
    """
    standing = _standing.get()
    if standing is None or not standing.stamp:
        return make()
    found: Any = kept().get_or_set(key(standing.stamp, *question), make, DAY)
    return found  # type: ignore[no-any-return]
