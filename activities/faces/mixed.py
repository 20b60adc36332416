"""Kept faces of records of several nouns at once, as search finds them."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from activities.faces import SERIALIZERS, Face
from activities.faces.stored import opened, public, rendered
from activities.models import FaceFate, PublishedFace

Pair = tuple[str, int]


def mixed(records: Collection[Pair], language: str, root: str = "") -> dict[Pair, Face]:
    """The faces of records given by noun and row number, for those that are public; one query."""
    ids: dict[str, set[int]] = defaultdict(set)
    for noun, row in records:
        ids[noun].add(row)
    these = Q(pk__in=[])
    for noun, rows in ids.items():
        these |= Q(noun=noun, row__in=rows)
    kept = PublishedFace.objects.filter(these, fate=FaceFate.PUBLISHED).values_list("noun", "row", language)
    texts = {(noun, row): text for noun, row, text in kept}
    for noun, rows in ids.items():
        if missing := [row for row in rows if (noun, row) not in texts]:
            texts |= {(noun, row): text for row, text in made(noun, missing, language).items()}
    return {pair: opened(text, root) for pair, text in texts.items()}


def made(noun: str, rows: Collection[int], language: str) -> dict[int, str]:
    """The texts of public records that were never rendered before, by row number."""
    model = SERIALIZERS[noun].model
    ids = list(public(model).filter(pk__in=rows).values_list("pk", flat=True))
    return rendered(model, ids, language) if ids else {}
