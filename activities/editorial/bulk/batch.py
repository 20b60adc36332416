"""Some records at once: their links are looked up together, and they are written together or refused one by one."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import Q

from activities.editorial.bulk import tables
from activities.editorial.bulk.reading import Read, Refused, Space
from activities.models import Record, SlugRedirect, State

LATE = ("organization", "program")
KNOWN = 100_000  # keys that are remembered from one batch to the next

Key = tuple[Space, str]


@dataclass(slots=True)
class Draft:
    """A line that was read: where it stands, and what it says."""

    number: int
    offset: int
    noun: str
    read: Read
    line: dict[str, Any]
    pk: int = 0

    @property
    def id(self) -> str:
        """Its lasting identifier."""
        return str(self.read.values["public_id"])

    @property
    def key(self) -> str:
        """What others name it by: its slug, or the scheme and code of a term; else its identifier."""
        values = self.read.values
        return f"{values['scheme']}:{values['code']}" if self.noun == "term" else values.get("slug") or self.id


@dataclass
class Outcome:
    """What became of the lines of a batch."""

    created: list[Draft] = field(default_factory=list)
    newer: list[tuple[Draft, int]] = field(default_factory=list)
    known: int = 0
    waiting: list[Draft] = field(default_factory=list)
    refused: list[tuple[Draft, Refused]] = field(default_factory=list)

    def refuse(self, draft: Draft, field: str, why: str) -> None:
        """Leave a line out, and say why."""
        self.refused.append((draft, Refused(field, why)))


# What is there already -----------------------------------------------------------------------------


def sorted_out(noun: str, drafts: list[Draft], outcome: Outcome) -> list[Draft]:
    """The records that are not there yet; of the others the outcome tells which are newer, known, or in conflict."""
    model = apps.get_model("activities", noun)
    columns = ["pk", "public_id", "version", *(["slug"] if has_slug(model) else [])]
    columns += [name for name in ("scheme", "code") if noun == "term"] + (
        ["state"] if issubclass(model, Record) else []
    )
    found = list(model.objects.filter(asked(noun, model, drafts)).values(*columns))
    by_id = {row["public_id"]: row for row in found}
    by_key = {key_of(noun, row): row for row in found}
    once = once_named(noun, model, drafts)
    new = []
    for draft in drafts:
        mine, there = by_id.get(draft.id), by_key.get(draft.key)
        if mine is None:
            if there is None and draft.key not in once:
                new.append(draft)
            else:
                outcome.refuse(draft, "slug", f"“{draft.key}” is, or was, the name of another record.")
        elif (why := conflict(noun, mine, there)) is not None:
            outcome.refuse(draft, *why)
        elif draft.read.values["version"] > mine["version"]:
            outcome.newer.append((draft, mine["pk"]))
        else:
            outcome.known += 1
    return new


def conflict(noun: str, mine: dict[str, Any], there: dict[str, Any] | None) -> tuple[str, str] | None:
    """Why a line cannot be the record with its id: the field, and the reason. `there` has the line's name."""
    if mine is not there:
        return "slug", f"The record with this id has another name here: “{key_of(noun, mine)}”."
    if mine.get("state", State.PUBLISHED) != State.PUBLISHED:
        return "id", "The record is here, but not published."
    return None


def has_slug(model: Any) -> bool:
    """Whether records of a noun are named by a slug."""
    return any(column.name == "slug" for column in model._meta.concrete_fields)


def key_of(noun: str, row: dict[str, Any]) -> str:
    """The same as `Draft.key` for a row of the table."""
    return f"{row['scheme']}:{row['code']}" if noun == "term" else str(row.get("slug") or row["public_id"])


def asked(noun: str, model: Any, drafts: list[Draft]) -> Q:
    """The condition of having the id or the name of one of these."""
    question = Q(public_id__in=[draft.id for draft in drafts])
    if noun == "term":
        return question | Q(code__in={draft.read.values["code"] for draft in drafts})
    return question | Q(slug__in=[draft.key for draft in drafts]) if has_slug(model) else question


def once_named(noun: str, model: Any, drafts: list[Draft]) -> set[str]:
    """Which of their slugs were once another record's, and lead there for ever."""
    if not issubclass(model, Record):
        return set()
    old = SlugRedirect.objects.filter(slug__in=[draft.key for draft in drafts], **{f"{noun}__isnull": False})
    return set(old.values_list("slug", flat=True))


# Links ---------------------------------------------------------------------------------------------


class Known:
    """The row numbers of linked records by their keys, looked up a batch at a time and remembered for the next."""

    def __init__(self) -> None:
        self.found: dict[Space, dict[str, int]] = defaultdict(dict)

    def look_up(self, keys: Iterable[Key]) -> None:
        """Find what is not remembered."""
        missing: dict[Space, set[str]] = defaultdict(set)
        for space, key in keys:
            if key not in self.found[space]:
                missing[space].add(key)
        for space, wanted in missing.items():
            if len(self.found[space]) > KNOWN:
                self.found[space].clear()
            self.found[space] |= rows_named(space, wanted)

    def get(self, key: Key) -> int | None:
        """The row number of a linked record; None when there is none."""
        return self.found[key[0]].get(key[1])


def rows_named(space: Space, keys: Collection[str]) -> dict[str, int]:
    """The row numbers of the records of a space by their keys."""
    noun, narrow = space
    records = apps.get_model("activities", noun).objects
    if noun == "term" and not narrow:
        codes = {key.partition(":")[2] for key in keys}
        rows = records.filter(code__in=codes).values_list("scheme", "code", "pk")
        return {f"{scheme}:{code}": pk for scheme, code, pk in rows}
    if noun == "term":
        return dict(records.filter(scheme=narrow, code__in=keys).values_list("code", "pk"))
    return dict(records.filter(slug__in=keys, **({"kind": narrow} if narrow else {})).values_list("slug", "pk"))


def links_of(draft: Draft) -> Iterator[tuple[str, Key]]:
    """All that a record and its rows are linked to, with the field of the line."""
    for name, key in draft.read.links.items():
        yield name.removesuffix("_id"), key
    for name, keys in draft.read.many.items():
        for key in keys:
            yield name, key
    for part, _model, row in draft.read.rows:
        for name, key in row.links.items():
            yield f"{part}.{name.removesuffix('_id')}", key


# Writing -------------------------------------------------------------------------------------------


class Batch:
    """Writes records of one noun. `known` lives from batch to batch; `moment` is when they enter the history."""

    def __init__(self, noun: str, known: Known, moment: dt.datetime) -> None:
        self.noun, self.known, self.moment = noun, known, moment
        self.model = apps.get_model("activities", noun)

    def load(self, drafts: list[Draft], *, is_last: bool = False) -> Outcome:
        """Write these records, all that can be, in one transaction.

        What names a record of its own noun that is not there yet waits, unless this is the last call.
        """
        outcome = Outcome()
        with transaction.atomic():
            self.write(sorted_out(self.noun, drafts, outcome), outcome, is_last=is_last)
        return outcome

    def write(self, drafts: list[Draft], outcome: Outcome, *, is_last: bool) -> None:
        """Write new records together; where the database refuses, halve them until it is clear which it is."""
        ready = self.linked(drafts, outcome, is_last=is_last) if drafts else []
        if not ready:
            return
        try:
            with transaction.atomic():
                self.insert(ready)
        except DatabaseError as error:
            if len(ready) == 1:
                outcome.refuse(ready[0], *said(error))
                return
            middle = len(ready) // 2
            for half in (ready[:middle], ready[middle:]):
                self.write(half, outcome, is_last=is_last)
        else:
            outcome.created += ready

    def linked(self, drafts: list[Draft], outcome: Outcome, *, is_last: bool) -> list[Draft]:
        """Those whose links all lead somewhere, be it to one another, with their row numbers to be."""
        self.known.look_up(key for draft in drafts for _name, key in links_of(draft))
        self.postpone(drafts)
        ready, lost = drafts, self.all_lost(drafts)
        while lost:  # who names one that falls out falls out as well
            for draft, name, key in lost:
                self.put_off(draft, name, key, outcome, is_last=is_last)
            fallen = {id(draft) for draft, _name, _key in lost}
            ready = [draft for draft in ready if id(draft) not in fallen]
            lost = self.all_lost(ready)
        for draft, pk in zip(ready, tables.new_ids(self.model, len(ready)), strict=True):
            draft.pk = pk
        return ready

    def postpone(self, drafts: list[Draft]) -> None:
        """Leave out, for later, the figures of bodies and programs whose articles are loaded after them."""
        for draft in drafts if self.noun in LATE else ():
            draft.read.rows = [row for row in draft.read.rows if not self.is_late(row[-1])]

    def is_late(self, row: Read) -> bool:
        """Whether a row names an article that is not there yet."""
        return "article_id" in row.links and self.known.get(row.links["article_id"]) is None

    def all_lost(self, drafts: list[Draft]) -> list[tuple[Draft, str, Key]]:
        """Those with a link that leads nowhere, not even to another of them, and the link."""
        here = {((self.noun, ""), draft.key) for draft in drafts}
        return [(draft, *lost) for draft in drafts if (lost := self.lost(draft, here)) is not None]

    def lost(self, draft: Draft, here: set[Key]) -> tuple[str, Key] | None:
        """The first link of a record that leads nowhere."""
        return next(
            ((name, key) for name, key in links_of(draft) if self.known.get(key) is None and key not in here), None
        )

    def require_links(self, draft: Draft) -> None:
        """Raise `Refused` unless all links of a record lead somewhere; figures that name later articles wait."""
        self.known.look_up(key for _name, key in links_of(draft))
        self.postpone([draft])
        if (lost := self.lost(draft, set())) is not None:
            name, ((noun, narrow), key) = lost
            raise Refused(name, f"There is no {narrow or noun} “{key}”.")

    def put_off(self, draft: Draft, name: str, key: Key, outcome: Outcome, *, is_last: bool) -> None:
        """Let a record wait for one of its own noun; refuse it for any other."""
        (noun, narrow), slug = key
        if noun == self.noun and not is_last:
            outcome.waiting.append(draft)
        else:
            outcome.refuse(draft, name, f"There is no {narrow or noun} “{slug}”.")

    def insert(self, drafts: list[Draft]) -> None:
        """Write records, then their rows, kind by kind, and enter all into the history."""
        here = {((self.noun, ""), draft.key): draft.pk for draft in drafts}
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for draft in drafts:
            rows[self.noun].append(self.values(draft.read, here) | {"id": draft.pk})
            for _part, model, row in draft.read.rows:
                rows[model].append(self.values(row, here) | {f"{self.noun}_id": draft.pk})
        for model, found in rows.items():
            tables.insert(apps.get_model("activities", model), found)
        self.insert_many(drafts, here)
        ids = [draft.pk for draft in drafts]
        for model in rows:
            link = "id" if model == self.noun else f"{self.noun}_id"
            tables.remember(apps.get_model("activities", model), link, ids, self.moment)
        if hasattr(self.model.objects, "relink"):
            self.model.objects.relink(ids)

    def values(self, read: Read, here: dict[Key, int]) -> dict[str, Any]:
        """The values of a record or row with its links."""
        values = read.values
        for name, key in read.links.items():
            pk = here.get(key)
            values[name] = self.known.get(key) if pk is None else pk
        if "published_at" in values:
            values["published_at"] = values["created_at"]
        return values

    def insert_many(self, drafts: list[Draft], here: dict[Key, int]) -> None:
        """Write links to several records."""
        for column in self.model._meta.many_to_many:
            through = column.remote_field.through
            own, other = (f"{name}_id" for name in (column.m2m_field_name(), column.m2m_reverse_field_name()))
            rows = [
                {own: draft.pk, other: here.get(key) or self.known.get(key)}
                for draft in drafts
                for key in draft.read.many.get(column.name, [])
            ]
            tables.insert(through, rows)


# What the database says ----------------------------------------------------------------------------


def said(error: DatabaseError) -> tuple[str, str]:
    """The column or constraint at fault, as far as the database names it, and in words why a row was refused."""
    told = str(error)
    for name, constraint in constraints().items():
        if name in told:
            return name, str(constraint.violation_error_message)
    if failed := re.search(r"UNIQUE constraint failed: \w+?_(.+)", told):  # SQLite names the columns alone
        return said_of_columns(failed[1].split(", "), told)
    key = re.search(r"Key \((.+?)\)=", told)
    return key[1] if key else "", told.partition("\n")[0]


def said_of_columns(failed: list[str], told: str) -> tuple[str, str]:
    """The same of columns that must be unique together, as “table.column”."""
    model = apps.get_model("activities", failed[0].partition(".")[0])
    columns = {name.rpartition(".")[2] for name in failed}
    for constraint in model._meta.constraints:
        fields = {model._meta.get_field(name).column for name in getattr(constraint, "fields", ())}
        if fields == columns:
            return constraint.name, str(constraint.violation_error_message)
    return ", ".join(sorted(columns)), told


@cache
def constraints() -> dict[str, Any]:
    """Every constraint of the catalogue by name, the longest names first."""
    found = apps.get_app_config("activities").get_models()
    named = {constraint.name: constraint for model in found for constraint in model._meta.constraints}
    return dict(sorted(named.items(), key=lambda item: -len(item[0])))
