"""Numbers that faces show of what leads to a record, counted for many records at once."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet

from activities.faces.fetching import Linked, Step, among


def number(name: str, *counted: tuple[QuerySet[Any], str, str]) -> Step:
    """Count, for all records at once, what rows lead to them: the sum over (rows, path to the record, what is counted).

    One grouping for a batch, where a subquery for each record would read what many records share once for each.
    """

    def step(records: Sequence[Any], linked: Linked) -> None:
        ids = [record.pk for record in records]
        sums: Counter[int] = Counter()
        for queryset, path, what in counted:
            groups = among(queryset, path, ids).order_by().values_list(path)
            sums.update(dict(groups.annotate(n=Count(what, distinct=True))))
        for record in records:
            setattr(record, name, sums[record.pk])

    return step
