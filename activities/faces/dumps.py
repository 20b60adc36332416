"""Dumps: everything public as files, a set for each state of the catalogue, with the size and SHA-256 of each.

A set is written once and served by every process. It is drawn from one moment of the database, stands in a
folder of its own that appears when it is whole, and never changes. A small catalogue always has the set of the
moment: it is written when somebody asks. A large one is written in the background, once an hour at most, or by
`export_catalogue`; until then the newest set is served, unless something in it was withdrawn since.
"""

import datetime as dt
import fcntl
import hashlib
import json
import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from activities.faces.export import WRITERS, entries
from activities.faces.formats import FORMATS
from activities.faces.lines import NOUNS
from activities.models import Catalogue, FaceFate, PublishedFace

AT_ONCE = 5_000  # records that are written while somebody waits
AGE = dt.timedelta(hours=1)  # of a set of a large catalogue before it is written anew
SETS = 2  # that stay: a download of the one before may be under way
ABOUT = "files.json"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class File:
    """A file of a dump: `records` is how many it holds, `sha256` in hexadecimal digits."""

    name: str
    noun: str
    media_type: str
    records: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Dump:
    """The files of one state of the catalogue, in the folder where they stand."""

    folder: Path
    version: int
    stamp: str
    changed_at: dt.datetime
    written_at: dt.datetime
    files: dict[str, File]


# Which set is served -------------------------------------------------------------------------------


def current() -> Dump | None:
    """The dump to serve; None while the first one of a large catalogue is being written."""
    fresh = read(folder_of(Catalogue.now()))
    if fresh is not None or is_small():
        return fresh or write()
    newest = max(found(), key=lambda dump: dump.written_at, default=None)
    if newest is None or timezone.now() - newest.written_at > AGE:
        write_in_background()
    return newest if newest is not None and not has_withdrawn(newest) else None


def folder_of(catalogue: Catalogue) -> Path:
    """Where the dump of a state of the catalogue stands, if it is written."""
    return root() / f"{catalogue.version}-{catalogue.stamp}"


def root() -> Path:
    """Where all dumps stand."""
    return Path(settings.EXPORTS_DIR)


def is_small() -> bool:
    """Whether the catalogue is written in the time somebody waits for an answer."""
    return not PublishedFace.objects.filter(fate=FaceFate.PUBLISHED).order_by()[AT_ONCE : AT_ONCE + 1].exists()


def has_withdrawn(dump: Dump) -> bool:
    """Whether the dump may hold what is public no more."""
    return PublishedFace.objects.filter(version__gt=dump.version).exclude(fate=FaceFate.PUBLISHED).exists()


def found() -> list[Dump]:
    """The dumps that are there."""
    folders = root().iterdir() if root().is_dir() else ()
    return [dump for dump in map(read, folders) if dump is not None]


def read(folder: Path) -> Dump | None:
    """The dump in a folder; None when there is none."""
    try:
        said = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    moments = {name: dt.datetime.fromisoformat(said[name]) for name in ("changed_at", "written_at")}
    files = {file["name"]: File(**file) for file in said["files"]}
    return Dump(folder, said["version"], said["stamp"], **moments, files=files)


def required(folder: Path) -> Dump:
    """The dump in a folder where one was just written."""
    dump = read(folder)
    if dump is None:
        raise FileNotFoundError(folder / ABOUT)
    return dump


# Writing -------------------------------------------------------------------------------------------


def write() -> Dump:
    """The dump of the catalogue as it stands, written unless it is there. Who asks meanwhile waits for it."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _written()


def write_to(folder: Path) -> Dump:
    """The same files in a folder of one's own; those of an earlier time are written over."""
    with snapshot():
        write_files(folder, Catalogue.now())
    return required(folder)


def write_in_background() -> None:
    """Write the dump in a thread of this process, unless somebody is at it already."""
    threading.Thread(target=_write_and_close, name="dump", daemon=True).start()


def _write_and_close() -> None:
    try:
        root().mkdir(parents=True, exist_ok=True)
        with (root() / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _written()
    except BlockingIOError:
        return
    except Exception:
        log.exception("The dump could not be written.")
    finally:
        connection.close()


def _written() -> Dump:
    draft = root() / ".draft"  # of whoever holds the lock
    shutil.rmtree(draft, ignore_errors=True)
    with snapshot():
        catalogue = Catalogue.now()
        folder = folder_of(catalogue)
        if (known := read(folder)) is not None:
            return known
        write_files(draft, catalogue)
    draft.rename(folder)
    for old in sorted(found(), key=lambda dump: dump.written_at)[:-SETS]:
        shutil.rmtree(old.folder, ignore_errors=True)
    return required(folder)


def write_files(folder: Path, catalogue: Catalogue) -> None:
    """Write all files of a dump and what there is to know of them into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [file for name, noun in NOUNS.items() for file in write_noun(folder, name, noun)]
    about = {
        "version": catalogue.version,
        "stamp": catalogue.stamp,
        "changed_at": catalogue.changed_at.isoformat(),
        "written_at": timezone.now().isoformat(),
        "files": [asdict(file) for file in files],
    }
    (folder / ABOUT).write_text(json.dumps(about, indent=1), encoding="utf-8")


def write_noun(folder: Path, name: str, noun: str) -> list[File]:
    """Write the files of one noun, each in its format, in one walk through its records."""
    count = 0
    with ExitStack() as open_files:
        writers = [open_files.enter_context(Writer(folder / f"{name}.{ending}", noun, ending)) for ending in WRITERS]
        for entry in entries(noun):
            count += 1
            for writer in writers:
                writer.write(entry)
    return [writer.file(count) for writer in writers]


class Writer:
    """A file in the making, which is summed up while it is written."""

    def __init__(self, path: Path, noun: str, ending: str) -> None:
        self.path, self.noun, self.ending = path, noun, ending
        self.sum, self.size = hashlib.sha256(), 0
        self.head, self.bytes_of = WRITERS[ending](noun)

    def __enter__(self) -> "Writer":
        self.stream = self.path.open("wb")
        self.put(self.head)
        return self

    def __exit__(self, *_error: object) -> None:
        self.stream.close()

    def write(self, entry: Any) -> None:
        """Write one record."""
        self.put(self.bytes_of(entry))

    def put(self, piece: bytes) -> None:
        """Write some bytes and sum them up."""
        self.stream.write(piece)
        self.sum.update(piece)
        self.size += len(piece)

    def file(self, records: int) -> File:
        """What there is to know of the file."""
        media_type = FORMATS[self.ending].media_type
        return File(self.path.name, self.noun, media_type, records, self.size, self.sum.hexdigest())


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all that is read in this block be of one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:  # `atomic` would keep all others from writing
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")
