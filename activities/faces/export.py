"""Export lines and tables: everything public, written once and in both languages (`activities/faces/lines.py`).

They are drawn from kept faces. A face shows a text in the other language where it is not written in its own,
and an order without its number; for these alone the tables are asked beside it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Any, NamedTuple

import orjson
from django.apps import apps
from django.db.models import Q, QuerySet

from activities.faces.base import Face
from activities.faces.formats import csv
from activities.faces.formats.base import at
from activities.faces.lines import LINES, PASSAGES, Line, Link, Links, Raw, Rows, Text, Value, put
from activities.faces.plain import LANGUAGES
from activities.faces.stored import opened
from activities.models import FaceFate, Passage, PassageKind, PublishedFace

CHUNK = 500
Faces = dict[str, Face]  # the faces of one record by language
Keys = dict[tuple[Any, ...], set[str]]


class Entry(NamedTuple):
    """A record in an export: its faces, and the line made out of them."""

    faces: Faces
    line: Line


# Reading what is kept ------------------------------------------------------------------------------


def entries(noun: str) -> Iterator[Entry]:
    """Everything public of a noun, in row order and constant memory."""
    for chunk in kept(noun):
        beside = Beside(noun, [row for row, _faces in chunk])
        for row, faces in chunk:
            yield Entry(faces, line_of(row, faces, beside))


def kept(noun: str) -> Iterator[list[tuple[int, Faces]]]:
    """The faces of everything public of a noun with their row numbers, chunk by chunk."""
    public = PublishedFace.objects.filter(noun=noun, fate=FaceFate.PUBLISHED).order_by("row")
    rows = list(public.values_list("row", *LANGUAGES)[:CHUNK])
    while rows:
        yield [(row, dict(zip(LANGUAGES, map(opened, texts), strict=True))) for row, *texts in rows]
        rows = list(public.filter(row__gt=rows[-1][0]).values_list("row", *LANGUAGES)[:CHUNK])


# Lines ---------------------------------------------------------------------------------------------


def line_of(row: int, faces: Faces, beside: "Beside") -> Line:
    """The line of the record with this row number."""
    face = faces["en"]
    line: Line = {"noun": beside.noun, "id": face["id"]}
    for part in LINES[beside.noun]:
        if isinstance(part, Rows):
            line[part.name] = beside.passages[row] if part is PASSAGES else rows_of(part, row, faces, beside)
        else:
            put(line, part.name, beside.raw[row][part.stored] if isinstance(part, Raw) else value_of(part, faces))
    beside.unsay(line, LINES[beside.noun], (row,))
    return line | {name: face[name] for name in ("version", "created_at", "updated_at")}


def rows_of(part: Rows, row: int, faces: Faces, beside: "Beside") -> list[Line]:
    """The rows of one kind of a record."""
    found = []
    for both in zip(*(face[part.name] for face in faces.values()), strict=True):
        shown = dict(zip(faces, both, strict=True))
        line: Line = {}
        for value in part.values:
            put(line, value.name, value_of(value, shown))
        beside.unsay(line, part.values, (part.model, row, *identity(part, line)))
        found.append(line)
    return found


def value_of(value: Value, faces: Faces) -> Any:
    """A value as the faces show it."""
    way = value.shown or value.name
    if isinstance(value, Text):
        return {language: at(face, way) for language, face in faces.items()}
    if isinstance(value, Links):
        return [at(linked, value.shown) for linked in faces["en"][value.name]]
    return at(faces["en"], way)


def identity(part: Rows, line: Line) -> list[Any]:
    """What tells a row from its sisters: all but its texts."""
    return [at(line, value.name) or None for value in part.values if not isinstance(value, Text)]


# Tables --------------------------------------------------------------------------------------------

Cell = str | int | float

# Addresses depend on the host, and nobody has asked about a day.
NOT_IN_TABLES = {"url", "html_url", "match"}
# Columns that differ by language without being a text of the line.
IN_WORDS = {"date_label", "published_label", "memberships"}


@cache
def columns(noun: str) -> list[tuple[str, Callable[[Entry], Cell]]]:
    """The columns of a noun's table, each with what stands in it; a text has a column a language."""
    texts = {part.stored: part for part in LINES[noun] if isinstance(part, Text)}
    found: list[tuple[str, Callable[[Entry], Cell]]] = []
    for column in csv.COLUMNS[noun]:
        if column.name in texts:
            found += [written(texts[column.name], language) for language in LANGUAGES]
        elif column.name in IN_WORDS or (noun, column.name) == ("term", "name"):
            found += [shown_in(column, language) for language in LANGUAGES]
        elif column.name not in NOT_IN_TABLES:
            found.append((column.name, lambda entry, column=column: column.cell(entry.faces["en"])))  # type: ignore[misc]
    return found


def written(text: Text, language: str) -> tuple[str, Callable[[Entry], Cell]]:
    """The column of a text in one language; empty where it is not written in it."""
    return f"{text.stored}_{language}", lambda entry: csv.safe(at(entry.line, f"{text.name}.{language}") or "")


def shown_in(column: csv.Column, language: str) -> tuple[str, Callable[[Entry], Cell]]:
    """The column of what faces put into words."""
    return f"{column.name}_{language}", lambda entry: column.cell(entry.faces[language])


# What faces do not show ----------------------------------------------------------------------------


def table(name: str) -> Any:
    """The model of a noun or of a kind of row."""
    return apps.get_model("activities", name)


class Beside:
    """What the tables know of some records beside their faces, in a constant number of queries."""

    def __init__(self, noun: str, ids: Collection[int]) -> None:
        self.noun = noun
        own = table(noun).objects.filter(pk__in=ids)
        values = [part for part in LINES[noun] if isinstance(part, Value)]
        self.raw = raw_of(own, [value.stored for value in values if isinstance(value, Raw)])
        self.passages = passages_of(ids) if PASSAGES in LINES[noun] else {}
        self.unwritten = unwritten(own, values, ["pk"])
        for part in LINES[noun]:
            if isinstance(part, Rows):
                self.unwritten |= unwritten_rows(part, noun, ids)

    def unsay(self, line: Line, values: Collection[Value | Rows], key: tuple[Any, ...]) -> None:
        """Take out of a line the texts that a face borrowed from the other language."""
        missing = self.unwritten.get(key, ())
        for value in values if missing else ():
            for language in LANGUAGES:
                if isinstance(value, Text) and f"{value.stored}_{language}" in missing:
                    put(line, f"{value.name}.{language}", None)


def raw_of(own: QuerySet[Any], names: list[str]) -> dict[int, Line]:
    """The values of raw columns by row number, null for an empty text."""
    if not names:
        return {}
    found = own.values("pk", *names)
    return {row["pk"]: {name: None if row[name] == "" else row[name] for name in names} for row in found}


def passages_of(ids: Collection[int]) -> dict[int, list[Line]]:
    """Where the passages of articles stand."""
    names = [value.name for value in PASSAGES.values]
    found: dict[int, list[Line]] = defaultdict(list)
    open_to_all = Passage.objects.filter(article__in=ids).exclude(kind=PassageKind.CONTACT)
    for article, *values in open_to_all.order_by("article", "ordinal").values_list("article", *names):
        found[article].append(dict(zip(names, values, strict=True)))
    return found


def unwritten(queryset: QuerySet[Any], values: Collection[Value], key: list[str]) -> Keys:
    """The empty columns of texts that are written in one language alone, by the key of their row."""
    names = [value.stored for value in values if isinstance(value, Text)]
    if not names:
        return {}
    asked = Q()
    for name in names:
        asked |= Q(**{f"{name}_en": ""}) ^ Q(**{f"{name}_es": ""})
    pairs = [f"{name}_{language}" for name in names for language in LANGUAGES]
    found: Keys = {}
    for row in queryset.filter(asked).values_list(*key, *pairs):
        texts = zip(pairs, row[len(key) :], strict=True)
        found[tuple(part or None for part in row[: len(key)])] = {column for column, text in texts if not text}
    return found


def unwritten_rows(part: Rows, noun: str, ids: Collection[int]) -> Keys:
    """The same of the rows of one kind that belong to records."""
    queryset = table(part.model).objects.filter(**{f"{noun}__in": ids})
    key = [noun, *(path_of(value) for value in part.values if not isinstance(value, Text))]
    return {(part.model, *found): names for found, names in unwritten(queryset, part.values, key).items()}


def path_of(value: Value) -> str:
    """How a query reaches what stands in a line."""
    if isinstance(value, Link):
        return f"{value.stored}__{'code' if value.scheme else 'slug'}"
    return value.stored


# Bytes ---------------------------------------------------------------------------------------------

Write = Callable[[Entry], bytes]


def ndjson(noun: str) -> tuple[bytes, Write]:
    """The head of a file of lines, and how a record is written to it."""
    return b"", lambda entry: orjson.dumps(entry.line, option=orjson.OPT_APPEND_NEWLINE, default=str)


def csv_table(noun: str) -> tuple[bytes, Write]:
    """The same of a table."""
    cells = [cell for _name, cell in columns(noun)]
    head = csv.BOM + csv.row([name for name, _cell in columns(noun)])
    return head.encode(), lambda entry: csv.row([cell(entry) for cell in cells]).encode()


WRITERS: dict[str, Callable[[str], tuple[bytes, Write]]] = {"ndjson": ndjson, "csv": csv_table}
