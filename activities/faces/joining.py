"""How faces are cut and joined: `fields` keeps some of them, `expand` puts linked records in full.

Both work on finished faces, so that a face may come from the database as it was stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.db.models import Q
from rest_framework import serializers

from activities.faces import SERIALIZERS, Face
from activities.faces.stored import opened, public, texts

LEVELS = 2

# Where a face holds references: for each of its fields, the way from there to each and the noun it leads to.
Links = dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def links(noun: str) -> Links:
    """The references in the faces of a noun, as its serializer declares them."""
    fields = SERIALIZERS[noun]().fields
    found = {name: list(references(field)) for name, field in fields.items()}
    return {name: ways for name, ways in found.items() if ways}


def references(field: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """The ways from a field to the references in it, itself included."""
    field = getattr(field, "child", field)
    if noun := getattr(field, "noun", ""):
        yield (), noun
    if isinstance(field, serializers.Serializer):
        for name, inner in field.fields.items():
            yield from (((name, *way), noun) for way, noun in references(inner))


@cache
def field_names(noun: str) -> tuple[str, ...]:
    """What `fields` may name: the fields of a noun's face."""
    return tuple(SERIALIZERS[noun]().fields)


@cache
def expandable(noun: str, levels: int = LEVELS) -> tuple[str, ...]:
    """What `expand` may name: fields that hold references, and such fields of what they refer to."""
    names = []
    for name, ways in links(noun).items():
        names.append(name)
        inner = {deeper for _way, linked in ways for deeper in expandable(linked, levels - 1)} if levels > 1 else set()
        names.extend(f"{name}.{deeper}" for deeper in sorted(inner))
    return tuple(names)


def cut(face: Face, fields: Iterable[str]) -> Face:
    """The face with these fields alone."""
    kept = set(fields)
    return {name: value for name, value in face.items() if name in kept}


def join(joined: list[Face], noun: str, expand: Iterable[str], language: str, root: str = "") -> None:
    """Complete the references in these faces of a noun with the faces they lead to.

    `expand` holds names out of `expandable`. What a reference says of its own, such as how surely, stays.
    One look-up a noun and level, however many faces.
    """
    inner: dict[str, list[str]] = defaultdict(list)
    for name in expand:
        field, _dot, deeper = name.partition(".")
        inner[field] += [deeper] if deeper else []
    for field, deeper_names in inner.items():
        for linked, spots in spots_of(joined, noun, field).items():
            found = linked_faces(linked, spots, language, root)
            join(list(found.values()), linked, set(deeper_names) & set(expandable(linked)), language, root)
            for spot in spots:
                spot.update(found.get(spot["url"], {}) | spot)


def spots_of(joined: list[Face], noun: str, field: str) -> dict[str, list[Face]]:
    """The references that the faces hold in a field, by noun."""
    spots: dict[str, list[Face]] = defaultdict(list)
    for way, linked in links(noun).get(field, []):
        for face in joined:
            spots[linked] += walked(face.get(field), way)
    return spots


def walked(value: Any, way: tuple[str, ...]) -> Iterator[Face]:
    """The references at the end of a way through a face, lists and all."""
    if isinstance(value, list):
        for one in value:
            yield from walked(one, way)
    elif isinstance(value, dict):
        yield from walked(value.get(way[0]), way[1:]) if way else [value]


def linked_faces(noun: str, spots: list[Face], language: str, root: str) -> dict[str, Face]:
    """The faces that references of one noun lead to, by their addresses."""
    model: Any = SERIALIZERS[noun].model
    slugs = {spot["slug"] for spot in spots}
    codes = {slug.partition(":")[2] for slug in slugs}  # of terms, whose schemes the addresses tell apart below
    named = Q(code__in=codes) if noun == "term" else Q(slug__in=slugs)
    found = texts(public(model).filter(named), language)
    return {face["url"]: face for face in (opened(text, root) for text in found)}
