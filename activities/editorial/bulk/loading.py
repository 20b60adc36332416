"""Files of export lines into the database: noun by noun, batch by batch, and then the faces."""

import contextlib
import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import orjson
from django.db import connection, transaction
from django.utils import timezone

from activities.editorial import renewal
from activities.editorial.bulk.batch import LATE, Batch, Draft, Known, Outcome
from activities.editorial.bulk.citations import CitationBatch
from activities.editorial.bulk.late import load_late
from activities.editorial.bulk.reading import ORDER, Refused, parsed, read
from activities.editorial.bulk.updating import update
from activities.faces.lines import NOUNS


class FileError(Exception):
    """A file that cannot be loaded at all."""


@dataclass(frozen=True)
class Refusal:
    """A line that was left out: where it stands, the field at fault if one is, and why."""

    file: str
    line: int
    field: str
    why: str


@dataclass(frozen=True)
class Source:
    """A file and the noun of its lines."""

    path: Path
    noun: str


@dataclass
class Report:
    """How many records were created, updated, or there already, by noun; and how many lines were refused."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faces: int = 0


Tell = Callable[[str, int, int], object]
Row = tuple[int, int, bytes]  # the number of a line, where it begins, and its bytes


def load(paths: Iterable[Path], *, size: int, is_dry: bool, tell: Tell, refuse: Callable[[Refusal], object]) -> Report:
    """Load the lines of files, whatever their order; each batch of `size` lines is a transaction.

    What is there already in the same or a later version is left alone, so that a load that was broken off is
    ended by another. With `is_dry` everything is checked and nothing stays. `tell` hears what is done, how much of
    it and out of how much; `refuse` hears of every line that was left out. Raises `FileError`.
    """
    sources = sorted((Source(path, noun_of(path)) for path in paths), key=lambda source: ORDER.index(source.noun))
    loading = Loading(sources, size, tell, refuse)
    take_your_time()
    with seldom_collected():
        with transaction.atomic() if is_dry else contextlib.nullcontext():
            loading.run()
            if is_dry:
                transaction.set_rollback(True)
        if not is_dry:
            look_at_the_tables()
            loading.report.faces = renewal.catch_up(lambda done: tell("faces", done, 0))
    return loading.report


def noun_of(path: Path) -> str:
    """The noun of a file, as its first line says, or else its name; raises `FileError`."""
    try:
        with path.open("rb") as stream:
            first = next(filter(bytes.strip, stream), b"")
        noun = orjson.loads(first or b"{}").get("noun", NOUNS.get(path.stem))
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.") from error
    except (orjson.JSONDecodeError, AttributeError) as error:
        raise FileError(f"{path} does not begin with a line of an export.") from error
    if noun not in ORDER:
        raise FileError(f"{path} does not say which noun it holds. Nouns are: {', '.join(ORDER)}.")
    return str(noun)


def take_your_time() -> None:
    """Let statements run as long as they need: nobody waits for a page."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")


@contextlib.contextmanager
def seldom_collected() -> Iterator[None]:
    """Look seldom for garbage in cycles: there is hardly any, and each look goes through a whole batch."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


SELDOM = (100_000, 50, 100)  # more objects than a batch has at a time; a third of the time of a load is saved


def look_at_the_tables() -> None:
    """Let the database see how much there is now: it plans by what it last saw, which may be nothing."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Loading:
    """One run through the files."""

    def __init__(self, sources: list[Source], size: int, tell: Tell, refuse: Callable[[Refusal], object]) -> None:
        self.sources, self.size, self.tell, self.refuse = sources, size, tell, refuse
        self.report, self.known, self.moment = Report(), Known(), timezone.now()
        self.total = sum(source.path.stat().st_size for source in sources)
        self.done = 0

    def run(self) -> None:
        """Load all files; figures that name articles come after these, citations after everything."""
        for source in self.sources:
            if source.noun == "citation":
                self.load_late()
            self.load_file(source)
        if not any(source.noun == "citation" for source in self.sources):
            self.load_late()

    def load_file(self, source: Source) -> None:
        """Load one file; what waits for another line of it is tried again while that helps."""
        batch = (CitationBatch if source.noun == "citation" else Batch)(source.noun, self.known, self.moment)
        waiting = self.load_rows(source, batch, rows_of(source.path), is_last=False)
        while waiting:
            still = self.load_rows(source, batch, rows_at(source.path, waiting), is_last=False)
            if len(still) == len(waiting):
                self.load_rows(source, batch, rows_at(source.path, still), is_last=True)
                return
            waiting = still

    def load_rows(self, source: Source, batch: Batch, rows: Iterator[Row], *, is_last: bool) -> list[tuple[int, int]]:
        """Load lines batch by batch; gives the numbers and places of those that wait."""
        waiting = []
        for chunk in chunks(rows, source.noun, self.size):
            with transaction.atomic():
                outcome = batch.load(chunk.drafts, is_last=is_last)
                self.update(source, batch, outcome)
            for number, refused in chunk.refused:
                self.leave_out(source, number, refused)
            self.count(source, outcome)
            waiting += [(draft.number, draft.offset) for draft in outcome.waiting]
            self.done = min(self.total, self.done + chunk.size)
            self.tell(source.path.name, self.done, self.total)
        return waiting

    def update(self, source: Source, batch: Batch, outcome: Outcome) -> None:
        """Bring records that are there up to newer lines."""
        for draft, pk in outcome.newer:
            try:
                with transaction.atomic():
                    batch.require_links(draft)
                    update(draft, pk, lambda part: batch.values(part, {}), self.moment)
                self.report.updated[source.noun] += 1
            except Refused as refused:
                outcome.refused.append((draft, refused))

    def count(self, source: Source, outcome: Outcome) -> None:
        """Add a batch to the report."""
        self.report.created[source.noun] += len(outcome.created)
        self.report.known[source.noun] += outcome.known
        for draft, refused in outcome.refused:
            self.leave_out(source, draft.number, refused)

    def leave_out(self, source: Source, number: int, refused: Refused) -> None:
        """Report a line that is left out."""
        self.report.refused[source.noun] += 1
        self.refuse(Refusal(str(source.path), number, refused.field, refused.why))

    def load_late(self) -> None:
        """Add the figures that had to wait for articles."""
        for source in self.sources:
            rows = rows_of(source.path) if source.noun in LATE else iter(())
            for chunk in chunks(rows, source.noun, self.size):
                with transaction.atomic():
                    for draft, refused in load_late(chunk.drafts, source.noun, self.known, self.moment):
                        self.leave_out(source, draft.number, refused)


# Reading files -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chunk:
    """Some lines that were read, how many bytes they were, and the numbers of those that cannot be read."""

    drafts: list[Draft]
    refused: list[tuple[int, Refused]]
    size: int


def chunks(rows: Iterator[Row], noun: str, size: int) -> Iterator[Chunk]:
    """Lines, so many at a time; while one chunk is being written, the next is read."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(read_some, rows, noun, size)
        while (chunk := coming.result()).size:
            coming = reader.submit(read_some, rows, noun, size)
            yield chunk


def read_some(rows: Iterator[Row], noun: str, count: int) -> Chunk:
    """The next lines; none at the end."""
    drafts: list[Draft] = []
    refused: list[tuple[int, Refused]] = []
    size = 0
    for number, offset, raw in islice(rows, count):
        size += len(raw)
        try:
            line = parsed(raw, noun)
            drafts.append(Draft(number, offset, noun, read(line, noun), line))
        except Refused as why:
            refused.append((number, why))
    return Chunk(drafts, refused, size)


def rows_of(path: Path) -> Iterator[Row]:
    """The lines of a file that hold something."""
    offset = 0
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            if raw.strip():
                yield number, offset, raw
            offset += len(raw)


def rows_at(path: Path, places: list[tuple[int, int]]) -> Iterator[Row]:
    """The lines of a file at some places."""
    with path.open("rb") as stream:
        for number, offset in places:
            stream.seek(offset)
            yield number, offset, stream.readline()
