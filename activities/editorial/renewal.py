"""Renewal: a change reaches the public. Faces and search entries follow records, in the same transaction.

`renew` keeps the faces of what was changed and of everything that shows it: at once while that is little;
else the rest is marked as stale and renewed in the background, batch by batch. The marks are in the database,
so that nothing is lost when a process dies: `renew_stale` goes on where it stopped.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from activities.faces import SERIALIZERS
from activities.faces.showing import TREES, Ids, around, showing, shown, union
from activities.faces.stored import differing, noun_of, public, store
from activities.models import Catalogue, FaceFate, PublishedFace
from activities.search import index

FEW = 200  # faces of a noun that are renewed while somebody waits
BATCH = 500

log = logging.getLogger(__name__)


# A change ------------------------------------------------------------------------------------------


def named(*records: Any) -> Ids:
    """The nouns and row numbers of records, to be kept while one of them is deleted."""
    ids: Ids = defaultdict(set)
    for record in records:
        ids[noun_of(type(record))].add(record.pk)
    return {noun: found for noun, found in ids.items() if noun in SERIALIZERS}


def renew(*records: Any) -> None:
    """Let the public see these records as they are now; see `renew_rows`."""
    renew_rows(named(*records))


@transaction.atomic
def renew_rows(changed: Ids) -> None:
    """Let the public see what was changed: added, edited, published, withdrawn, merged or deleted.

    To be called after the change, in its transaction. What has no face, as a decision on duplicates, is
    passed over.
    """
    if not any(is_public(noun, ids) for noun, ids in changed.items()):
        return
    catalogue = Catalogue.raised()
    before = [shown(noun, ids) for noun, ids in changed.items()]
    write(changed, catalogue)
    after = [shown(noun, ids) for noun, ids in changed.items()]
    few, many = few_and_many(changed)
    for queryset in many:
        mark_stale(queryset)
    write(without(around(union(*before, *after, few)), changed), catalogue)
    if many:
        transaction.on_commit(renew_in_background)


def is_public(noun: str, ids: set[int]) -> bool:
    """Whether the public may see any of these records, or could."""
    kept = PublishedFace.objects.filter(noun=noun, row__in=ids, fate=FaceFate.PUBLISHED)
    return kept.exists() or public(SERIALIZERS[noun].model).filter(pk__in=ids).exists()


def few_and_many(changed: Ids) -> tuple[Ids, list[QuerySet[Any]]]:
    """What shows these records: row numbers where they are few, or have no face yet; and the QuerySets of many."""
    few: Ids = defaultdict(set)
    many = []
    for queryset in (found for noun, ids in changed.items() for found in showing(noun, ids)):
        rows = set(queryset.values_list("pk", flat=True).distinct()[: FEW + 1])
        if len(rows) > FEW:
            many.append(queryset)
            rows = set(faceless(public(queryset.model).filter(pk__in=queryset.values("pk"))))
        few[noun_of(queryset.model)] |= rows
    return few, many


def faceless(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The row numbers of those public records whose face was never kept."""
    kept = PublishedFace.objects.filter(noun=noun_of(queryset.model), row=OuterRef("pk"), fate=FaceFate.PUBLISHED)
    return queryset.filter(~Exists(kept)).values_list("pk", flat=True)


def mark_stale(queryset: QuerySet[Any]) -> None:
    """Let the faces of these records be renewed later."""
    faces = PublishedFace.objects.filter(noun=noun_of(queryset.model), fate=FaceFate.PUBLISHED)
    faces.filter(row__in=queryset.values("pk")).update(is_stale=True)


def without(ids: Ids, others: Ids) -> Ids:
    """These row numbers without the others."""
    return {noun: found - others.get(noun, set()) for noun, found in ids.items()}


def write(ids: Ids, catalogue: Catalogue) -> int:
    """Keep the faces and search entries of these records, batch by batch; count the faces that say something new."""
    return sum(keep(noun, batch, catalogue) for noun, found in ids.items() for batch in batches(sorted(found)))


def keep(noun: str, batch: list[int], catalogue: Catalogue) -> int:
    """Keep the faces of a batch, and the entries after them: some are as new as their faces."""
    changed = store(noun, batch, catalogue)
    index.write(noun, batch)
    return len(changed)


def batches(ids: list[int]) -> Iterator[list[int]]:
    """The row numbers in batches."""
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


# In the background ---------------------------------------------------------------------------------


def renew_in_background() -> None:
    """Renew what is stale in a thread of this process. Should it die, the marks stay for the next."""
    threading.Thread(target=_renew_and_close, name="renewal", daemon=True).start()


def _renew_and_close() -> None:
    try:
        renew_stale()
    except Exception:
        log.exception("Faces stay stale; `manage.py renew_faces` renews them.")
    finally:
        connection.close()


def renew_stale(tell: Callable[[int], object] = int) -> int:
    """Renew the faces that are marked as stale, a batch a transaction, and count them. `tell` hears of each batch."""
    total = 0
    while count := renew_some():
        total += count
        tell(total)
    return total


@transaction.atomic
def renew_some() -> int:
    """Renew one batch of stale faces, and say how many these were."""
    if not PublishedFace.objects.filter(is_stale=True).exists():
        return 0
    catalogue = Catalogue.raised()
    ids: Ids = defaultdict(set)
    for noun, row in PublishedFace.objects.filter(is_stale=True).values_list("noun", "row")[:BATCH]:
        ids[noun].add(row)
    write(ids, catalogue)
    return sum(map(len, ids.values()))


# Everything ----------------------------------------------------------------------------------------


def rebuild(tell: Callable[[int], object] = int) -> int:
    """Make all faces and search entries anew, and count them. When it is broken off, `catch_up` ends it."""
    PublishedFace.objects.filter(fate=FaceFate.PUBLISHED).update(is_stale=True)
    return catch_up(tell)


def catch_up(tell: Callable[[int], object] = int) -> int:
    """Make the faces and search entries that are missing, renew those that show them or are stale, and count them."""
    mark_showing_new()
    missing = 0
    for noun in SERIALIZERS:
        for rows in new_rows(noun):
            with transaction.atomic():
                write({noun: set(rows)}, Catalogue.raised())
            missing += len(rows)
            tell(missing)
    return missing + renew_stale(lambda count: tell(missing + count))


def new_rows(noun: str) -> Iterator[list[int]]:
    """The row numbers of the public records that have no face, batch by batch."""
    last = 0
    records = public(SERIALIZERS[noun].model).order_by("pk")
    while rows := list(faceless(records.filter(pk__gt=last))[:BATCH]):
        yield rows
        last = rows[-1]


def mark_showing_new() -> None:
    """Let the faces that show records without a face be renewed later, and those of what these lie inside.

    Where more is new than is kept, all that is kept: to find out which would take longer than to renew them.
    """
    kept = PublishedFace.objects.filter(fate=FaceFate.PUBLISHED)
    new = {noun: faceless(public(serializer.model)) for noun, serializer in SERIALIZERS.items()}
    if sum(rows.count() for rows in new.values()) > kept.count():
        kept.update(is_stale=True)
        return
    for noun in SERIALIZERS:
        for rows in new_rows(noun):
            for queryset in showing(noun, rows):
                mark_stale(queryset)
    for noun, model, _links in TREES:
        stale = PublishedFace.objects.filter(noun=noun, is_stale=True).values_list("row", flat=True)
        mark_stale(model.objects.filter(pk__in=around({noun: set(stale)})[noun]))


def unequal() -> Iterator[str]:
    """The addresses of records whose kept face is not what it would be now, or is missing, or should not be there."""
    for noun, serializer in SERIALIZERS.items():
        kept = PublishedFace.objects.filter(noun=noun, fate=FaceFate.PUBLISHED).values_list("row", flat=True)
        rows = sorted({*kept, *public(serializer.model).values_list("pk", flat=True)})
        for batch in batches(rows):
            yield from differing(noun, batch)
