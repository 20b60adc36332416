"""Figures of bodies and programs whose articles are loaded after them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, transaction

from activities.editorial.bulk import tables
from activities.editorial.bulk.batch import Draft, Known, said
from activities.editorial.bulk.reading import Read, Refused
from activities.models import Figure

Late = tuple[Draft, Read]


def load_late(drafts: list[Draft], noun: str, known: Known, moment: dt.datetime) -> Iterator[tuple[Draft, Refused]]:
    """Add the figures that name articles to the records of these lines, where they are not there yet.

    Gives those that cannot be added, with the reason; their records stay without them.
    """
    late = [(draft, row) for draft in drafts for *_kind, row in draft.read.rows if "article_id" in row.links]
    known.look_up(row.links["article_id"] for _draft, row in late)
    owners = owners_of(noun, [draft for draft, _row in late])
    there = there_already(noun, set(owners.values()))
    for draft, row in late:
        owner, key = owners.get(draft.id), row.links["article_id"]
        article = known.get(key)
        if owner is None:
            continue
        if article is None:
            yield draft, Refused("figures.article", f"There is no article “{key[1]}”; the {noun} is in without it.")
        elif (owner, row.values["measure"], row.values["status"], article) not in there:
            yield from added(draft, row.values | {"article_id": article, f"{noun}_id": owner}, moment)


def owners_of(noun: str, drafts: list[Draft]) -> dict[str, int]:
    """The records of these lines by id, as far as they are in the version of the line."""
    versions = {draft.id: draft.read.values["version"] for draft in drafts}
    rows = apps.get_model("activities", noun).objects.filter(public_id__in=versions)
    return {
        public_id: pk
        for public_id, pk, version in rows.values_list("public_id", "pk", "version")
        if version == versions[public_id]
    }


def there_already(noun: str, owners: set[int]) -> set[tuple[Any, ...]]:
    """The figures with articles that these records have."""
    rows = Figure.objects.filter(**{f"{noun}__in": owners}, article__isnull=False)
    return set(rows.values_list(noun, "measure", "status", "article"))


def added(draft: Draft, values: dict[str, Any], moment: dt.datetime) -> Iterator[tuple[Draft, Refused]]:
    """Add a figure."""
    try:
        with transaction.atomic():
            ids = tables.new_ids(Figure, 1)
            tables.insert(Figure, [values | {"id": ids[0]}])
            tables.remember(Figure, "id", ids, moment)
    except DatabaseError as error:
        yield draft, Refused("figures", said(error)[1])
