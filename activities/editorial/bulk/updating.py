"""A newer line of a record that is there: its columns and rows become what the line says."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import ProtectedError

from activities.editorial import renewal
from activities.editorial.bulk import tables
from activities.editorial.bulk.batch import Draft
from activities.editorial.bulk.reading import Read, Refused, plan_of

Fill = Callable[[Read], dict[str, Any]]  # a record or row with its links, as values by column
ALONE = ("is_primary", "is_preferred")  # marks that one row among its sisters may bear


def update(draft: Draft, pk: int, fill: Fill, moment: dt.datetime) -> None:
    """Make a record and its rows what a line says; what lines never hold stays. Raises `Refused` if it cannot be."""
    plan = plan_of(draft.noun)
    change(apps.get_model("activities", draft.noun), pk, plan.record.columns, fill(draft.read), moment)
    for name, model, part in plan.rows:
        rows = [fill(row) | {f"{draft.noun}_id": pk} for _name, kind, row in draft.read.rows if kind == model]
        try:
            replace(apps.get_model("activities", model), draft.noun, pk, part.columns, rows, moment)
        except ProtectedError as error:
            raise Refused(name, "What the line no longer holds is cited here.") from error
    renewal.renew_rows({draft.noun: {pk}})


def change(model: Any, pk: int, columns: frozenset[str], values: dict[str, Any], moment: dt.datetime) -> None:
    """Set the columns of a row that differ, and enter them into the history."""
    row = model.objects.select_for_update(of=("self",)).get(pk=pk)
    differing = {name: values[name] for name in columns if getattr(row, name) != values[name]}
    if not differing:
        return
    for name, value in differing.items():
        setattr(row, name, value)
    model.objects.filter(pk=pk).update(**differing)
    if hasattr(model, "history"):
        model.history.bulk_history_create(
            [row], update=True, default_change_reason=tables.REASON, default_date=moment, default_user=None
        )
    if hasattr(model.objects, "relink"):
        model.objects.relink([pk])


def replace(
    model: Any, noun: str, pk: int, columns: frozenset[str], rows: list[dict[str, Any]], moment: dt.datetime
) -> None:
    """Make the rows of one kind of a record what these are; a row is known by its natural key."""
    there = {key_of(model, vars(row)): row for row in model.objects.filter(**{f"{noun}_id": pk})}
    wanted = {key_of(model, values): values for values in rows}
    model.objects.filter(pk__in=[there[key].pk for key in there.keys() - wanted.keys()]).delete()
    for name in ALONE:
        if name in columns:
            model.objects.filter(**{f"{noun}_id": pk, name: True}).update(**{name: False})
    for key in there.keys() & wanted.keys():
        change(model, there[key].pk, columns, wanted[key], moment)
    new = [values for key, values in wanted.items() if key not in there]
    ids = tables.new_ids(model, len(new))
    tables.insert(model, [values | {"id": new_pk} for values, new_pk in zip(new, ids, strict=True)])
    tables.remember(model, "id", ids, moment)


def key_of(model: Any, values: dict[str, Any]) -> tuple[Any, ...]:
    """What tells a row from its sisters: the columns of its natural key."""
    names = {path.partition("__")[0] for path in model.NATURAL_KEY}
    return tuple(values[model._meta.get_field(name).attname] for name in sorted(names))
