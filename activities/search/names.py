"""How words find records by their names: folded words, in the record's own name or in one of its other forms."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q

from activities.models import Name


def holds(path: str, sought: Iterable[str]) -> Q:
    """The condition that a folded text has words that begin with each of those sought."""
    condition = Q()
    for word in sought:
        condition &= Q(**{f"{path}__startswith": word}) | Q(**{f"{path}__contains": f" {word}"})
    return condition


def forms(owner: str, path: str = "pk") -> Any:
    """The other forms of the name of the record at `path`, whose noun is `owner`."""
    return Name.objects.filter(**{owner: OuterRef(path)})
