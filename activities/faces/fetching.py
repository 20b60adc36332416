"""How what faces show is fetched: for many records at once, and every linked record once.

Rows are the bulk of a face. They are read as bare columns into a `Row`, and linked records as the few columns
that a reference shows: either costs a tenth of a model's instance made by the book. A `Step` fetches one thing
for all records of a batch; `fetched` takes a serializer's steps in turn.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connections
from django.db.models import JSONField, Prefetch, Q, QuerySet, TextField
from django.db.models.base import ModelState
from django.db.models.expressions import RawSQL

from activities.models.base import public

# What faces show of a record that they only refer to. Other columns are fetched when asked for, one by one.
BRIEF = {
    "article": (
        "slug headline url publisher published_edtf published_latest published_basis may_quote state merged_into"
    ),
    "event": "slug title_en title_es date_edtf state merged_into",
    "organization": "slug name acronym parent state merged_into",
    "person": "slug name state merged_into",
    "place": "slug name_en name_es kind iso_code parent latitude longitude coordinates_basis",
    "program": "slug name kind state merged_into",
    "term": "scheme code label_en label_es short_en short_es",
}
# How a statement is given many numbers at once.
NUMBERS: dict[str, tuple[str, Callable[[Iterable[int]], Any]]] = {
    "postgresql": ("SELECT unnest(%s::bigint[])", list),
    "sqlite": ("SELECT value FROM json_each(%s)", lambda ids: json.dumps(list(ids))),
}


class Row:
    """A row as faces show it: its columns, and under the names of its links the records they lead to."""

    def __init__(self, columns: Sequence[str], values: Sequence[Any]) -> None:
        self.__dict__.update(zip(columns, values, strict=True))


class Linked:
    """The records that those of a batch are linked to, whether the public may see them or not."""

    def __init__(self) -> None:
        self.known: dict[Any, dict[int, Any]] = defaultdict(dict)

    def found(self, model: Any, ids: set[int]) -> dict[int, Any]:
        """The records of a model by their numbers, among them these."""
        known = self.known[model]
        if missing := ids - known.keys():
            known |= briefly(model, missing)
        return known


Step = Callable[[Sequence[Any], Linked], None]


def fetched(queryset: QuerySet[Any], steps: Iterable[Step]) -> list[Any]:
    """The records, in their order, with what the steps fetch for them."""
    records, linked = list(queryset.all()), Linked()
    for step in steps:
        step(records, linked)
    return records


def among(queryset: QuerySet[Any], column: str, ids: Iterable[int]) -> QuerySet[Any]:
    """Those whose column holds one of the numbers, which go as one parameter: thousands cost more than the query."""
    text, parameter = NUMBERS[connections[queryset.db].vendor]
    return queryset.filter(**{f"{column}__in": RawSQL(text, [parameter(ids)])})  # noqa: S611 - the text is ours


def briefly(model: Any, ids: Iterable[int]) -> dict[int, Any]:
    """The records with these numbers, by number, with a few columns each."""
    queryset = model.objects.order_by()
    names = BRIEF.get(model._meta.model_name, "").split()
    columns = ["id", *(model._meta.get_field(name).attname for name in names)] if names else short_columns(model)
    found = {}
    for values in among(queryset, "id", ids).values_list(*columns):
        state = ModelState()
        state.adding, state.db = False, queryset.db
        found[values[0]] = record = model.__new__(model)
        record.__dict__.update(zip(columns, values, strict=True), _state=state)
    return found


def short_columns(model: Any) -> list[str]:
    """The columns of a model, `id` first, but for those that may hold much."""
    return [column.attname for column in model._meta.concrete_fields if not is_long(column)]


def is_long(column: Any) -> bool:
    """Whether a column may hold much."""
    return isinstance(column, TextField | JSONField)


def link(model: Any, name: str, *within: Step) -> Step:
    """Fetch the records that a link leads to, then what is `within` them. References ask whether they are public."""
    field = model._meta.get_field(name)
    id_of = attrgetter(field.attname)

    def step(records: Sequence[Any], linked: Linked) -> None:
        ids = set(map(id_of, records)) - {None}
        found = linked.found(field.related_model, ids)
        for record in records:
            if isinstance(record, Row):
                setattr(record, name, found.get(id_of(record)))
            elif id_of(record) in found:
                field.set_cached_value(record, found[id_of(record)])
        for deeper in within:
            deeper([found[pk] for pk in ids if pk in found], linked)

    return step


def upwards(model: Any) -> Step:
    """Fetch the parents of records of a tree, their parents, and so on to the top."""
    up = link(model, "parent")

    def step(records: Sequence[Any], linked: Linked) -> None:
        seen: set[int] = set()
        while records:
            up(records, linked)
            above = {record.parent_id: record.parent for record in records if record.parent_id}
            records = [parent for pk, parent in above.items() if pk not in seen]
            seen |= above.keys()

    return step


def rows(
    model: Any,
    name: str,
    *public_links: str,
    also: Iterable[str] = (),
    within: Iterable[Step] = (),
    order: Iterable[str] = (),
    where: Q | None = None,
) -> Step:
    """Fetch the rows of records in a settled order, as a list in `shown_{name}`: what was not fetched is not shown.

    Rows stay out whose `public_links` lead to what the public may not see. `also` names links to follow besides,
    `within` is what to fetch for the rows.
    """
    relation = model._meta.get_field(name)
    there, owner = relation.related_model, relation.field.attname
    columns = short_columns(there)
    owner_of = attrgetter(owner)
    queryset = there.objects.filter(where or Q(), *map(public, public_links)).order_by(*order, "pk")
    deeper = [*(link(there, linked) for linked in [*public_links, *also]), *within]

    def step(records: Sequence[Any], linked: Linked) -> None:
        by_owner: dict[int, list[Row]] = {record.id: [] for record in records}
        asked = among(queryset, owner, by_owner).values_list(*columns) if records else []
        found = [Row(columns, values) for values in asked]
        for row in found:
            by_owner[owner_of(row)].append(row)
        for record in records:
            setattr(record, f"shown_{name}", by_owner[record.id])
        for more in deeper:
            more(found, linked)

    return step


def evidence(model: Any) -> Step:
    """Fetch the citations that support rows and whose articles the public may see."""
    return rows(model, "citations", "article", where=Q(stance="supports"))


def forms_of_name(model: Any) -> Step:
    """Fetch the forms of the names of records, each with the articles that use it."""
    order = ["-is_primary", "kind", "text_key"]
    return rows(model, "names", order=order, within=[evidence(model._meta.get_field("names").related_model)])


def listed(name: str, queryset: QuerySet[Any]) -> Prefetch:
    """Records of a noun that belong to one of the same, as a list in `shown_{name}`."""
    long = [column.name for column in queryset.model._meta.concrete_fields if is_long(column)]
    return Prefetch(name, queryset=queryset.defer(*long), to_attr=f"shown_{name}")
