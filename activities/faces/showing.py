"""Which faces show a record: what must be rendered anew when it changes.

`SHOWS` says of each noun by which paths its faces reach other records, be it to name or to count them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from activities.faces import SERIALIZERS
from activities.faces.joining import links, walked
from activities.faces.stored import noun_of, opened
from activities.models import Place, PublishedFace, Term
from activities.models.citation import CONCERNED

Ids = dict[str, set[int]]

# Units of units, and places inside places, are shown with the whole way up.
ABOVE = ["parent", "parent__parent", "parent__parent__parent", "parent__parent__parent__parent"]
AROUND = [*ABOVE, "__".join(["parent"] * 5), "__".join(["parent"] * 6)]
EVIDENCE = "citations__article"

SHOWS: dict[str, tuple[str, ...]] = {
    "event": (
        "event_type",
        "parent",
        "children",
        "event_places__place",
        "participations__organization",
        "participations__role",
        "appearances__person",
        "appearances__on_behalf_of",
        "event_programs__program",
        "event_programs__program__roles__organization",
        f"event_programs__program__roles__{EVIDENCE}",
        "figures__article",
        "tags__term",
        "coverages__article",
        "coverages__article__publisher",
    ),
    "organization": (
        "kind",
        "country",
        "seat",
        *ABOVE,
        "units",
        "participations__event",
        "figures__article",
        f"names__{EVIDENCE}",
    ),
    "person": (
        "memberships__organization",
        f"memberships__{EVIDENCE}",
        "appearances__event",
        "appearances__article",
        "appearances__on_behalf_of",
        f"names__{EVIDENCE}",
    ),
    "program": (
        "parent",
        "roles__organization",
        "event_programs__event",
        "figures__article",
        "tags__term",
        f"names__{EVIDENCE}",
    ),
    "article": (
        "publisher",
        "dateline_place",
        "translation_of",
        "translations",
        "coverages__event",
        "appearances__person",
        "appearances__on_behalf_of",
        "tags__term",
    ),
    "place": (*AROUND, "members", "event_places__event", f"names__{EVIDENCE}"),
    "term": ("parent", "tags__event", "events"),
    "membership": ("person", "organization", EVIDENCE),
    "citation": (
        "article",
        "participation__role",
        *(path for paths in CONCERNED.values() for path in paths),
    ),
}


@cache
def paths_to(noun: str) -> dict[str, list[str]]:
    """By which paths the faces of each noun show records of this one."""
    found: dict[str, list[str]] = defaultdict(list)
    for shower, paths in SHOWS.items():
        for path in paths:
            if target(SERIALIZERS[shower].model, path) == noun:
                found[shower].append(path)
    return found


def target(model: Any, path: str) -> str:
    """The noun at the end of a path."""
    for step in path.split("__"):
        model = model._meta.get_field(step).related_model
    return noun_of(model)


def showing(noun: str, ids: Collection[int]) -> Iterator[QuerySet[Any]]:
    """The records whose faces show some of these, as they are linked now: one QuerySet a noun and path."""
    for shower, paths in paths_to(noun).items():
        for path in paths:
            yield SERIALIZERS[shower].model.objects.filter(**{f"{path}__in": ids})


def shown(noun: str, ids: Collection[int]) -> Ids:
    """What the kept faces of these records show, and the memberships and citations that belong to them."""
    kept = list(PublishedFace.objects.filter(noun=noun, row__in=ids))
    urls = {spot["url"] for face in kept if face.en for spot in spots(noun, opened(face.en))}
    of_them = Q(about__in=[face.url for face in kept])
    return grouped(PublishedFace.objects.filter(Q(url__in=urls) | of_them).values_list("noun", "row"))


def grouped(pairs: Iterable[tuple[str, int]]) -> Ids:
    """Row numbers by noun."""
    found: Ids = defaultdict(set)
    for noun, row in pairs:
        found[noun].add(row)
    return found


def union(*parts: Ids) -> Ids:
    """All of these row numbers."""
    return grouped((noun, row) for part in parts for noun, rows in part.items() for row in rows)


def spots(noun: str, face: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The references in a face."""
    for field, ways in links(noun).items():
        for way, _linked in ways:
            yield from walked(face.get(field), way)
    yield from filter(None, [face.get("supports")])


def around(found: Ids) -> Ids:
    """The same records, with the places around and the terms above those found: they count what is inside."""
    return found | {noun: upwards(model, found[noun], links) for noun, model, links in TREES if found.get(noun)}


TREES: list[tuple[str, Any, list[str]]] = [
    ("place", Place, ["parent", "regions"]),
    ("term", Term, ["parent"]),
]


def upwards(model: Any, ids: Iterable[int], links: list[str]) -> set[int]:
    """These records of a tree and all above them, level by level."""
    found: set[int] = set()
    level = set(ids)
    while level:
        found |= level
        above = (model.objects.filter(pk__in=level).values_list(link, flat=True) for link in links)
        level = {pk for one in above for pk in one if pk is not None} - found
    return found
