"""Keeping the index of words true: whoever changes what the public sees tells it here, in the same transaction."""

from collections.abc import Collection, Iterable
from itertools import islice

from django.db import transaction

from activities.models.search_entry import SEARCHED, SearchEntry
from activities.search import sources
from activities.search.engines import engine

BATCH = 1000


def write(noun: str, ids: Iterable[int]) -> None:
    """Let words find these records as they are now; of what is not public, the entries go.

    To be called for each record that changed, and for those linked to it, whose entries hold its names. Nouns
    that are not searched are passed over. Ten queries or so for each `BATCH`.
    """
    if noun not in SEARCHED:
        return
    numbers = iter(ids)
    while batch := list(islice(numbers, BATCH)):
        with transaction.atomic():
            remove(noun, batch)
            if rows := list(sources.rows(noun, batch)):
                engine().write(rows)


def remove(noun: str, ids: Collection[int]) -> None:
    """Let no words find these records any more."""
    SearchEntry.objects.filter(noun=noun, row__in=engine().these(ids)).delete()


def rebuild() -> int:
    """Write all entries anew, batch by batch, and count them."""
    for noun in SEARCHED:
        public = sources.public(noun).order_by("pk").values_list("pk", flat=True)
        write(noun, public.iterator(chunk_size=BATCH))
        SearchEntry.objects.filter(noun=noun).exclude(row__in=public.order_by()).delete()
    return SearchEntry.objects.count()
