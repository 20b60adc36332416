"""Fixtures: the catalogue as files that people read and compare, and the way back (`docs/adr/0005-fixtures.md`).

A noun has a file. A row stands in the file of the last noun it names, so that whatever it names is
loaded before it; citations, which name rows, stand in the last file.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import serializers
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from activities.editorial import renewal
from activities.editorial.publish import missing_for_publication
from activities.models import Article, Citation, Event, Organization, Person, Place, Program, Record, Term
from activities.models.base import Identified, Keyed, make_public_id

NOUNS: tuple[type[Any], ...] = (Term, Place, Organization, Person, Program, Article, Event)
TREES: tuple[type[Any], ...] = (Term, Place, Organization)
FILES = (
    "01_terms.json",
    "02_places.json",
    "03_organizations.json",
    "04_people.json",
    "05_programs.json",
    "06_articles.json",
    "07_events.json",
    "08_citations.json",
)
WIDTH = 160
LOADED = "Loaded from the fixtures"

# The words of the articles belong to their publishers and are held for staff alone; accounts are no records.
PRIVATE = frozenset(
    {"article.body", "passage.text", "citation.exact", "citation.prefix", "citation.suffix"},
)
MADE_AFRESH = (make_public_id, timezone.now)
# Where the natural key is no order that people read in.
ORDER: dict[type[Keyed], tuple[str, ...]] = {
    Term: ("scheme", "position", "code"),
    Citation: ("article__slug", "start", "end", "subject_name", "field", "public_id"),
}


class FixtureError(Exception):
    """What is wrong with a file, in words that name the file and the object."""


WRONG = (FixtureError, DeserializationError, ObjectDoesNotExist, FieldDoesNotExist, DatabaseError, ValueError)


def load(folder: Path, *, again: bool = False) -> int | None:
    """Load the files of `folder` in the order of their names, all or nothing, and count their objects.

    A catalogue that holds anything is left alone, and the answer is None; with `again` the files are
    loaded over it: what they describe is set to what they say, and what they do not know stays.
    Derived columns are worked out anew, what changed enters the history, and faces follow. Raises `FixtureError`,
    also for a published record that lacks what publishing needs.
    """
    if not again and any(noun.objects.exists() for noun in NOUNS):
        return None
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise FixtureError(f"There are no fixtures in {folder}.")
    with transaction.atomic():
        loaded = [instance for path in paths for instance in _load_file(path)]
        for tree in TREES:
            tree.objects.relink()
        _refuse_unready(loaded)
        _remember(timezone.now())
        renewal.rebuild()
    return len(loaded)


def write(folder: Path) -> int:
    """Write the whole catalogue to the files of `folder`, and count the objects.

    The same records give the same bytes on every database. Left out are accounts, row numbers, words
    of the articles, and values that a record has by default. Raises `FixtureError` when there is nothing.
    """
    pages: list[list[Keyed]] = [[] for _name in FILES]
    for instance in _all_linked():
        pages[_page_of(instance)].append(instance)
    if not any(pages):
        raise FixtureError("The catalogue is empty: nothing was written.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in zip(FILES, pages, strict=True):
        text = ",".join(f"\n{_text_of(instance)}" for instance in sorted(page, key=_order))
        (folder / name).write_text(f"[{text}\n]\n", encoding="utf-8")
    return sum(map(len, pages))


@cache
def _models() -> tuple[type[Any], ...]:
    """Every model that a fixture can name: the nouns first, then the rows by name."""
    found = {model for model in apps.get_app_config("activities").get_models() if issubclass(model, Keyed)}
    return (*NOUNS, *sorted(found - set(NOUNS), key=lambda model: model.__name__))


def _links(model: type[models.Model]) -> list[Any]:
    """The columns that lead to other records."""
    return [field for field in model._meta.concrete_fields if field.related_model and not _is_private(field)]


def _is_private(field: Any) -> bool:
    label = f"{field.model._meta.model_name}.{field.name}"
    return field.related_model is get_user_model() or label in PRIVATE


# ---------------------------------------------------------------------- loading


def _load_file(path: Path) -> list[Any]:
    found: list[Any] = []
    waiting: list[tuple[str, DeserializedObject]] = []
    for number, item in enumerate(_items_of(path), 1):
        place = f"{path.name}, object {number}, {_json(item)[:100]} …"
        with _told(place):
            loaded = _load_item(item)
        found.append(loaded.object)
        if loaded.deferred_fields:
            waiting.append((place, loaded))
    for place, loaded in waiting:
        with _told(place):
            loaded.save_deferred_fields()
    return found


def _items_of(path: Path) -> list[Any]:
    with _told(path.name):
        items = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(items, list):
            raise FixtureError("a list of objects is expected")
        return items


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Say of whatever goes wrong in the block where it stands in the files."""
    try:
        yield
    except ValidationError as error:
        raise FixtureError(f"{place}: {' '.join(error.messages)}") from error
    except WRONG as error:
        raise FixtureError(f"{place}: {error}") from error


def _load_item(item: Any) -> DeserializedObject:
    """Save one object as it stands, with its derived columns true; the history is written at the end."""
    model = _model_of(item)
    fields = {field.name: [] for field in model._meta.many_to_many} | item["fields"]
    _refuse_what_files_never_hold(model, fields)
    [loaded] = serializers.deserialize("python", [item | {"fields": fields}], handle_forward_references=True)
    instance: Any = loaded.object
    for field in instance.deriving_fields():
        field.derive(instance)
    stored = model.objects.filter(pk=instance.pk).first()
    if stored is not None:
        _keep(instance, stored, fields)
    loaded.save()
    return loaded


def _model_of(item: Any) -> type[Any]:
    if not isinstance(item, dict) or item.keys() != {"model", "fields"} or not isinstance(item["fields"], dict):
        raise FixtureError("an object has a model and its fields, and nothing else")
    for model in _models():
        if model._meta.label_lower == item["model"]:
            return model
    raise FixtureError(f"{item['model']} is no model of the catalogue")


def _refuse_what_files_never_hold(model: type[Any], fields: dict[str, Any]) -> None:
    for field in model._meta.concrete_fields:
        if field.name in fields and (field.primary_key or _is_private(field)):
            raise FixtureError(f"{field.name} has no place in a fixture")
        if field.related_model and not isinstance(fields.get(field.name), list | None):
            raise FixtureError(f"{field.name} names a record by a list of words, not by {fields[field.name]!r}")


def _keep(instance: Any, stored: Any, fields: dict[str, Any]) -> None:
    """Leave to a record that is there already what files never hold, and the identity they do not give."""
    columns = instance._meta.concrete_fields
    for field in columns:
        if _is_private(field) or (field.default in MADE_AFRESH and field.name not in fields):
            setattr(instance, field.attname, getattr(stored, field.attname))
    if isinstance(instance, Identified):
        names = {field.attname for field in columns} - {"version", "updated_at"}
        _count_on(instance, stored, is_changed=_differ(instance, stored, names))


def _count_on(instance: Identified, stored: Identified, *, is_changed: bool) -> None:
    """Raise the version of a record that a file changes: were it to fall, a mirror would miss the change."""
    if is_changed:
        instance.version, instance.updated_at = max(instance.version, stored.version + 1), timezone.now()
    else:
        instance.version, instance.updated_at = stored.version, stored.updated_at


def _differ(one: Any, other: Any, names: Iterable[str]) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in names)


def _refuse_unready(instances: Iterable[Any]) -> None:
    """What the files publish must have all that publishing needs, as if a reviewer had pressed the button."""
    for record in instances:
        if isinstance(record, Record) and record.is_public:
            missing = missing_for_publication(record)
            if missing:
                raise FixtureError(f"{record.noun} {record.slug} is published and needs {'; '.join(missing)}.")


def _remember(now: dt.datetime) -> None:
    """Enter into the history whatever differs from its last state there, so that the next edit has a before."""
    for model in _models():
        if hasattr(model, "history"):
            for is_known, instances in _unremembered(model).items():
                model.history.bulk_history_create(
                    instances, update=is_known, default_change_reason=LOADED, default_date=now
                )


def _unremembered(model: type[Any]) -> dict[bool, list[Any]]:
    """The rows that the history knows otherwise (True), and those it does not know (False)."""
    last = {row.id: row for row in model.history.order_by("history_date", "history_id")}
    names = [field.attname for field in model.history.model.tracked_fields]
    found: dict[bool, list[Any]] = {False: [], True: []}
    for instance in model.objects.all():
        known = last.get(instance.pk)
        if known is None or _differ(instance, known, names):
            found[known is not None].append(instance)
    return found


# ---------------------------------------------------------------------- writing


def _all_linked() -> Iterator[Keyed]:
    """Give every record and row, each knowing the others it names without a query more."""
    found = {model: _in_bulk(model) for model in _models()}
    for model, instances in found.items():
        for instance in instances.values():
            for field in _links(model):
                target = getattr(instance, field.attname)
                if target is not None:
                    field.set_cached_value(instance, found[field.related_model][target])
            yield instance


def _in_bulk(model: type[Any]) -> dict[int, Any]:
    links = [field.name for field in model._meta.many_to_many]
    found: dict[int, Any] = model.objects.prefetch_related(*links).in_bulk()
    return found


def _page_of(instance: Keyed) -> int:
    """Which of `FILES` a record or row stands in."""
    model = type(instance)
    if model is Citation:
        return len(NOUNS)
    if model in NOUNS:
        return NOUNS.index(model)
    named = [field.related_model for field in _links(model) if getattr(instance, field.attname) is not None]
    return max(NOUNS.index(noun) for noun in named)


def _order(instance: Keyed) -> tuple[Any, ...]:
    """What the objects of a file are sorted by: the noun before its rows, what is named before what names it."""
    model = type(instance)
    values = (instance.value_at(path) for path in ORDER.get(model, model.NATURAL_KEY))
    return _models().index(model), _level(instance), [(value is not None, value) for value in values]


def _level(instance: Keyed, seen: frozenset[Keyed] = frozenset()) -> int:
    """How many steps of its own kind a record stands on: 0 when it names none."""
    below = [other for other in _own_kind(instance) if other not in seen]
    return max((1 + _level(other, seen | {instance}) for other in below), default=0)


def _own_kind(instance: Keyed) -> list[Keyed]:
    model = type(instance)
    linked = [getattr(instance, field.name) for field in _links(model) if field.related_model is model]
    members = [other for field in model._meta.many_to_many for other in getattr(instance, field.name).all()]
    return [other for other in (*linked, *members) if other is not None]


def _text_of(instance: Keyed) -> str:
    """One object as JSON: on one line where it fits, else a line for each value staff edit and one for the rest."""
    edited, kept = _values_of(instance)
    head = f'  {{"model": "{instance._meta.label_lower}", "fields": {{'
    line = f"{head}{', '.join(edited + kept)}}}}}"
    if len(line) <= WIDTH:
        return line
    rows = [f"    {value}" for value in [*edited, ", ".join(kept)] if value]
    return head + "\n" + ",\n".join(rows) + "\n  }}"


def _values_of(instance: Keyed) -> tuple[list[str], list[str]]:
    """What staff edit and what the catalogue keeps, each as `"name": value`, without what is there by default."""
    edited: list[str] = []
    kept: list[str] = []
    for field in _columns(type(instance)):
        value = _value_of(instance, field)
        default = [] if field.many_to_many else field.get_default()
        if value != default:
            (edited if field.editable else kept).append(f"{_json(field.name)}: {_json(value)}")
    return edited, kept


def _columns(model: type[Keyed]) -> list[Any]:
    """What is written of a model: its natural key first, then its own columns, then what all its kind have."""
    key = [path.partition("__")[0] for path in model.NATURAL_KEY]
    shared = {field.name for base in model.__mro__[1:] if hasattr(base, "_meta") for field in base._meta.fields}
    columns = [field for field in (*model._meta.concrete_fields, *model._meta.many_to_many) if not _is_private(field)]
    return sorted(
        (field for field in columns if not field.primary_key),
        key=lambda field: (key.index(field.name) if field.name in key else len(key), field.name in shared),
    )


def _value_of(instance: Keyed, field: Any) -> Any:
    if field.many_to_many:
        return sorted(other.natural_key() for other in getattr(instance, field.name).all())
    if field.related_model:
        other = getattr(instance, field.name)
        return other.natural_key() if other is not None else None
    return field.value_from_object(instance)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: dt.date | Decimal) -> str:
    """The text of a value that JSON does not know."""
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, dt.date) else str(value)
