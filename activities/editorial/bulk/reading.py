"""A line becomes values: what each column of a noun and of its rows gets, or why the line is refused.

The tables that lines are written by (`activities/faces/lines.py`) say what a line holds; the models say which
values a column takes. Both are put together once a noun, so that reading a line is a walk through short functions.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models
from django.utils import timezone

from activities.faces.lines import LINES, NOUNS, Line, Link, Links, Rows, Tags, Text, Value
from activities.models import Record, State
from activities.models.base import EdtfField, KeyField, ends_before_it_starts, make_public_id, validate_edtf

Values = dict[str, Any]
# What a link leads to: the noun, and the scheme or kind that narrows it. A key is a slug or a code there.
Space = tuple[str, str]
# What neither a database, a feed nor a log can hold; tabs and line breaks are white space of texts.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
ESCAPED = re.compile(rb"\\[bf]|\\u(00[01789]|[dD][89a-fA-F]|[fF]{3}[eEfF])")
LANGUAGES = ("en", "es")


class Refused(Exception):  # noqa: N818 - said of a line
    """Why a line is not loaded, and which field of it is at fault."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field, self.why = field, why


@dataclass(slots=True)
class Read:
    """A record or row as a line has it: values by column, and the keys of what it is linked to by column.

    Its rows stand with their name in the line and the model of their kind.
    """

    values: Values
    links: dict[str, tuple[Space, str]]
    rows: list[tuple[str, str, "Read"]] = field(default_factory=list)
    many: dict[str, list[tuple[Space, str]]] = field(default_factory=dict)


# A line --------------------------------------------------------------------------------------------


def parsed(raw: bytes, noun: str) -> Line:
    """The line as an object of the noun; raises `Refused` for what is none."""
    try:
        line = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Refused("", f"It is no JSON: {error}.") from error
    if not isinstance(line, dict):
        raise Refused("", "It is no JSON object.")
    if line.get("noun", noun) != noun:
        raise Refused("noun", f"A line of this file is of the noun “{noun}”, not {line['noun']!r}.")
    if UNFIT.search(raw.decode()) or (ESCAPED.search(raw) and is_unfit(line)):
        raise Refused("", "It holds a character that no text may hold.")
    return line


def is_unfit(value: Any) -> bool:
    """Whether a text in the value holds what none may hold."""
    if isinstance(value, dict | list):
        return any(map(is_unfit, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and UNFIT.search(value) is not None


def read(line: Line, noun: str) -> Read:
    """The values of a line's record and rows; raises `Refused` naming the field that cannot be read."""
    plan = plan_of(noun)
    if not line.keys() <= plan.names:
        raise Refused(min(line.keys() - plan.names), "There is no such field.")
    made = plan.record.read(line)
    for name, model, part in plan.rows:
        for row in listed(line, name):
            made.rows.append((name, model, part.read(row, name)))
    check_across(noun, made)
    return made


def listed(line: Line, name: str) -> Iterable[Line]:
    """The objects of a list in a line; a missing list is empty."""
    found = line.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Refused(name, "It must be a list of objects.")
    return found


def check_across(noun: str, made: Read) -> None:
    """The rules between the fields of one line that no column and no constraint holds."""
    counts = (row.values["measure"] for _name, model, row in made.rows if model == "figure")
    if noun == "event" and made.values["is_series"] and any(name.startswith("participants") for name in counts):
        raise Refused("figures", "A series takes no head-count of its own: its sessions do.")
    if noun == "organization" and ends_before_it_starts(made.values["founded_edtf"], made.values["dissolved_edtf"]):
        raise Refused("dissolved.edtf", "A body cannot be dissolved before it is founded.")


# Plans ---------------------------------------------------------------------------------------------

Fill = Callable[[Line, Read], None]


@dataclass(frozen=True)
class Part:
    """How an object of a line is read: the columns' values unless said otherwise, and what fills them from it."""

    model: Any
    names: frozenset[str]
    inner: list[tuple[str, frozenset[str]]]
    defaults: Values
    values: tuple[Value, ...]
    fills: list[tuple[str, Fill]]
    derived: list[tuple[str, Any]]

    def read(self, line: Line, where: str = "") -> Read:
        """The values of a record or row; `where` is the list it stands in."""
        made = Read(self.defaults.copy(), {})
        name = ""
        try:
            self.check_names(line)
            for name, fill in self.fills:  # noqa: B007 - what is at fault
                fill(line, made)
            for name, column in self.derived:  # noqa: B007 - as above
                derive(column, made.values)
        except Refused as error:
            raise Refused(f"{where}.{error.field}".strip("."), error.why) from error
        except ValidationError as error:
            raise Refused(f"{where}.{name}".strip("."), " ".join(error.messages)) from error
        return made

    @property
    def columns(self) -> frozenset[str]:
        """The columns that lines say something of, by their names in Python."""
        found = {name for _name, column in self.derived for name in column.derives[1]}
        return frozenset(found.union(*(stored_in(self.model, value) for value in self.values)))

    def check_names(self, line: Line) -> None:
        """Refuse fields that are not known, and what is no object where one belongs."""
        if self.names and not line.keys() <= self.names:
            raise Refused(min(line.keys() - self.names), "There is no such field.")
        for name, known in self.inner:
            inside = line.get(name)
            if inside is not None and not (isinstance(inside, dict) and inside.keys() <= known):
                raise Refused(name, f"It must be an object of {', '.join(sorted(known))}.")


@dataclass(frozen=True)
class Plan:
    """How the lines of a noun are read: the record, and its rows by their names in the line."""

    names: frozenset[str]
    record: Part
    rows: list[tuple[str, str, Part]]


@cache
def plan_of(noun: str) -> Plan:
    """How the lines of a noun are read."""
    parts = LINES[noun]
    own = [
        Value("id", "public_id"),
        *(part for part in parts if isinstance(part, Value)),
        *(Value(name) for name in ("version", "created_at", "updated_at")),
    ]
    rows = [part for part in parts if isinstance(part, Rows)]
    model = apps.get_model("activities", noun)
    if noun == "citation":  # what it supports is looked up as a whole
        own = [value for value in own if not value.name.startswith("supports.") and value.name != "passage"]
    names = {"noun", *(value.name.partition(".")[0] for value in own), *(part.name for part in rows)}
    names |= {"supports", "passage"} if noun == "citation" else set()
    fixed = {"state": State.PUBLISHED.value} if issubclass(model, Record) else {}
    return Plan(
        frozenset(names),
        part_of(model, own, fixed, is_record=True),
        [(part.name, part.model, part_of(apps.get_model("activities", part.model), part.values, {})) for part in rows],
    )


def part_of(model: Any, values: Collection[Value], fixed: Values, *, is_record: bool = False) -> Part:
    """How an object is read into the columns of a model."""
    columns = [column for column in model._meta.concrete_fields if not column.primary_key]
    defaults = {column.attname: empty_of(column) for column in columns} | fixed
    inner: dict[str, set[str]] = {}
    for value in values:
        outer, _dot, name = value.name.partition(".")
        if name or isinstance(value, Text):
            inner.setdefault(outer, set()).update({name} if name else LANGUAGES)
    return Part(
        model,
        frozenset() if is_record else frozenset(value.name.partition(".")[0] for value in values),
        [(name, frozenset(known)) for name, known in inner.items()],
        defaults,
        tuple(values),
        [(value.name, fill_of(model, value)) for value in values],
        [(name_of(values, column), column) for column in columns if isinstance(column, EdtfField | KeyField)],
    )


def name_of(values: Collection[Value], column: Any) -> str:
    """What a column is called in a line; its own name where no line holds it."""
    return next((value.name for value in values if value.stored == column.name), str(column.name))


def stored_in(model: Any, value: Value) -> set[str]:
    """The columns of a value by their names in Python."""
    if isinstance(value, Text):
        return {f"{value.stored}_{language}" for language in LANGUAGES}
    return set() if isinstance(value, Links) else {model._meta.get_field(value.stored).attname}


class Shell:
    """Something with attributes, for columns that follow from others."""


def derive(column: Any, values: Values) -> None:
    """Set the columns that follow from one that was read."""
    shell = Shell()
    shell.__dict__ = values
    column.derive(shell)


# Columns -------------------------------------------------------------------------------------------


def fill_of(model: Any, value: Value) -> Fill:
    """What puts a value of a line into its column or columns."""
    get = getter(value.name)
    if isinstance(value, Text):
        return fill_texts(get, model, value)
    if isinstance(value, Links):
        return fill_links(get, value)
    if isinstance(value, Link):
        return fill_link(get, model, value)
    column = model._meta.get_field(value.stored)
    name, take = column.attname, taker(column)
    if isinstance(value, Tags):
        return fill_tags(get, name, take)

    def fill(line: Line, made: Read) -> None:
        made.values[name] = take(get(line))

    return fill


def getter(name: str) -> Callable[[Line], Any]:
    """What finds the value at a dotted name of a line; None where it is missing."""
    outer, dot, inner = name.partition(".")
    if not dot:
        return lambda line: line.get(name)
    deeper = getter(inner)
    return lambda line: deeper(line.get(outer) or {})


def fill_texts(get: Callable[[Line], Any], model: Any, value: Text) -> Fill:
    """A text of ours in its languages."""
    takers = [
        (language, f"{value.stored}_{language}", taker(model._meta.get_field(f"{value.stored}_{language}")))
        for language in LANGUAGES
    ]

    def fill(line: Line, made: Read) -> None:
        said = get(line) or {}
        if not isinstance(said, dict):
            raise Refused(value.name, "It must be an object of en, es.")
        for language, name, take in takers:
            made.values[name] = take(said.get(language))

    return fill


def fill_tags(get: Callable[[Line], Any], name: str, take: Callable[[Any], Any]) -> Fill:
    """A list of tags."""

    def fill(line: Line, made: Read) -> None:
        tags = get(line) or []
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            raise ValidationError("It must be a list of texts.")
        made.values[name] = take(",".join(tags))

    return fill


def fill_link(get: Callable[[Line], Any], model: Any, value: Link) -> Fill:
    """A linked record by its key."""
    column = model._meta.get_field(value.stored)
    space = (value.noun, value.scheme or str(column.get_limit_choices_to().get("kind", "")))

    def fill(line: Line, made: Read) -> None:
        key = get(line)
        if key is None and column.null:
            return
        if not isinstance(key, str):
            raise ValidationError("It must be the slug or code of what it names.")
        made.links[column.attname] = (space, key)

    return fill


def fill_links(get: Callable[[Line], Any], value: Links) -> Fill:
    """Several linked records by their keys."""

    def fill(line: Line, made: Read) -> None:
        keys = get(line) or []
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            raise ValidationError("It must be a list of slugs.")
        made.many[value.stored] = [((value.noun, ""), key) for key in keys]

    return fill


def taker(column: Any) -> Callable[[Any], Any]:
    """What makes a value of a line one of a column, or raises a `ValidationError`."""
    read = next((read for kind, read in READS.items() if isinstance(column, kind)), as_it_is)(column)
    empty = empty_of(column)
    passed = (MaxLengthValidator, ProhibitNullCharactersValidator)  # `text` and `parsed` see to these
    checks = [check for check in column.validators if not isinstance(check, passed) and check is not validate_edtf]
    if column.choices and not checks:
        return chooser(column, read, empty)

    def take(value: Any) -> Any:
        if value is None or value == "":
            if empty is MISSING:
                raise ValidationError("It is missing.")
            return empty
        made = read(value)
        for check in checks:
            check(made)
        return made

    return take


def chooser(column: Any, read: Callable[[Any], Any], empty: Any) -> Callable[[Any], Any]:
    """The same for a column with a list of values: one look where the value is in it."""
    choices = {value: value for value in dict(column.flatchoices)} | (
        {} if empty is MISSING else {None: empty, "": empty}
    )

    def take(value: Any) -> Any:
        try:
            return choices[value]
        except (KeyError, TypeError) as error:
            if value is None or value == "":
                raise ValidationError("It is missing.") from error
            return read(value)

    return take


def empty_of(column: Any) -> Any:
    """What a column holds where nothing is said; `MISSING` where something must be."""
    if column.has_default():
        return MISSING if column.default in MADE_AFRESH else column.get_default()
    if column.null:
        return None
    return "" if column.blank and isinstance(column, models.CharField | models.TextField) else MISSING


MADE_AFRESH = (make_public_id, timezone.now)
MISSING = object()


def as_it_is(column: Any) -> Callable[[Any], Any]:
    """Whatever it is; the column's own validators know it."""
    return lambda value: value


def text(column: Any) -> Callable[[Any], Any]:
    """A text no longer than its column; out of its list, where it has one."""
    longest = column.max_length or 1_000_000
    choices = frozenset(dict(column.flatchoices)) if column.choices else None

    def take(value: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("It must be a text.")
        if len(value) > longest:
            raise ValidationError(f"It is longer than {longest} characters.")
        if choices is not None and value not in choices:
            raise ValidationError(f"“{value[:40]}” is none of: {', '.join(sorted(choices))}.")
        return value

    return take


def flag(column: Any) -> Callable[[Any], Any]:
    """A yes or no."""

    def take(value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("It must be true or false.")
        return value

    return take


def whole(column: Any) -> Callable[[Any], Any]:
    """A whole number; its column's own validators know its bounds."""

    def take(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError("It must be a whole number.")
        return value

    return take


def number(column: Any) -> Callable[[Any], Any]:
    """A number with decimals."""

    def take(value: Any) -> Decimal:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValidationError("It must be a number.")
        return Decimal(str(value))

    return take


def day(column: Any) -> Callable[[Any], Any]:
    """A day, as 2026-01-31."""
    return lambda value: moment_of(value, dt.date.fromisoformat, "a day such as 2026-01-31")


def moment(column: Any) -> Callable[[Any], Any]:
    """A moment with its time zone, as 2026-01-31T12:00:00Z."""

    def take(value: Any) -> dt.datetime:
        made: dt.datetime = moment_of(value, dt.datetime.fromisoformat, "a moment such as 2026-01-31T12:00:00Z")
        if made.tzinfo is None:
            raise ValidationError("It must name its time zone.")
        return made.astimezone(dt.UTC)

    return take


def moment_of(value: Any, read: Callable[[str], Any], form: str) -> Any:
    """A day or moment out of its text."""
    try:
        return read(value)
    except (TypeError, ValueError) as error:
        raise ValidationError(f"It must be {form}.") from error


# The more particular kinds stand before those they are kinds of.
READS: dict[type[Any], Callable[[Any], Callable[[Any], Any]]] = {
    models.CharField: text,
    models.TextField: text,
    models.BooleanField: flag,
    models.DecimalField: number,
    models.IntegerField: whole,
    models.DateTimeField: moment,
    models.DateField: day,
}

ORDER = list(NOUNS.values())
