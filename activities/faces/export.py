"""Export lines: everything public, written once and in both languages (`activities/faces/lines.py` says what).

Lines are drawn from kept faces. A face shows a text in the other language where it is not written in its own,
and an order without its number; for these alone the tables are asked beside it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from activities.faces.base import Face
from activities.faces.formats.base import at
from activities.faces.lines import LINES, PASSAGES, Link, Links, Raw, Rows, Text, Value
from activities.faces.stored import LANGUAGES, opened
from activities.models import FaceFate, Passage, PassageKind, PublishedFace

CHUNK = 500
Line = dict[str, Any]
Faces = dict[str, Face]  # the faces of one record by language
Keys = dict[tuple[Any, ...], set[str]]


# Reading what is kept ------------------------------------------------------------------------------


def kept(noun: str) -> Iterator[list[tuple[int, Faces]]]:
    """The faces of everything public of a noun with their row numbers, in their order, some at a time."""
    public = PublishedFace.objects.filter(noun=noun, fate=FaceFate.PUBLISHED).order_by("row")
    rows = public.values_list("row", *LANGUAGES).iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        yield [(row, dict(zip(LANGUAGES, map(opened, texts), strict=True))) for row, *texts in chunk]


def lines(noun: str) -> Iterator[Line]:
    """The lines of everything public of a noun, in row order and constant memory."""
    for chunk in kept(noun):
        beside = Beside(noun, [row for row, _faces in chunk])
        for row, faces in chunk:
            yield line_of(row, faces, beside)


# Making a line -------------------------------------------------------------------------------------


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


def put(line: Line, name: str, value: Any) -> None:
    """Set the value at a dotted name."""
    outer, dot, inner = name.partition(".")
    if dot:
        put(line.setdefault(outer, {}), inner, value)
    else:
        line[name] = value


def identity(part: Rows, line: Line) -> list[Any]:
    """What tells a row from its sisters: all but its texts."""
    return [at(line, value.name) or None for value in part.values if not isinstance(value, Text)]


def table(name: str) -> Any:
    """The model of a noun or of a kind of row."""
    return apps.get_model("activities", name)


# What faces do not show ----------------------------------------------------------------------------


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


def raw_of(own: QuerySet[Any], columns: list[str]) -> dict[int, Line]:
    """The values of raw columns by row number, null for an empty text."""
    if not columns:
        return {}
    found = own.values("pk", *columns)
    return {row["pk"]: {name: None if row[name] == "" else row[name] for name in columns} for row in found}


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
    columns = [f"{name}_{language}" for name in names for language in LANGUAGES]
    found: Keys = {}
    for row in queryset.filter(asked).values_list(*key, *columns):
        texts = zip(columns, row[len(key) :], strict=True)
        found[tuple(part or None for part in row[: len(key)])] = {column for column, text in texts if not text}
    return found


def unwritten_rows(part: Rows, noun: str, ids: Collection[int]) -> Keys:
    """The same of the rows of one kind that belong to records."""
    queryset = table(part.model).objects.filter(**{f"{noun}__in": ids})
    key = [noun, *(path_of(value) for value in part.values if not isinstance(value, Text))]
    return {(part.model, *found): columns for found, columns in unwritten(queryset, part.values, key).items()}


def path_of(value: Value) -> str:
    """How a query reaches what stands in a line."""
    if isinstance(value, Link):
        return f"{value.stored}__{'code' if value.scheme else 'slug'}"
    return value.stored
