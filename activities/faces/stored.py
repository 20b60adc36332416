"""Faces as texts: JSON that is ready to be sent, but for the root of its addresses.

A text is rendered once, with `MARK` where the root ("https://host") belongs, and `served` under any root.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import orjson
from django.db.models import QuerySet

from activities.faces import Face, faces, prepared

# A control character: no text of the catalogue holds one, so what begins with it is an address of ours.
MARK = "\x01"
MARKED = '"\\u0001'  # as JSON writes it, at the beginning of a text
CHUNK = 500


def text_of(face: Face) -> str:
    """The text of a face that was made with `MARK` as its root."""
    return orjson.dumps(face, default=str).decode()


def served(text: str, root: str = "") -> str:
    """A text with its addresses under `root`."""
    return text.replace(MARKED, f'"{root}')


def opened(text: str, root: str = "") -> Face:
    """The face that a text holds, with its addresses under `root`."""
    face: Face = orjson.loads(served(text, root))
    return face


def texts(queryset: QuerySet[Any], language: str) -> list[str]:
    """The texts of these records' faces, in the order of the records."""
    return [text_of(face) for face in faces(prepared(queryset), language, MARK)]


def stream(queryset: QuerySet[Any], language: str, size: int = CHUNK) -> Iterator[str]:
    """The same, in constant memory however many the records."""
    ids = queryset.values_list("pk", flat=True).iterator(chunk_size=size)
    while chunk := list(islice(ids, size)):
        by_id = dict(zip(chunk, texts_of(queryset.model, chunk, language), strict=True))
        yield from by_id.values()


def texts_of(model: Any, ids: list[int], language: str) -> list[str]:
    """The texts of the faces of these records, in this order."""
    found = {record.pk: record for record in prepared(model.objects.filter(pk__in=ids))}
    return [text_of(face) for face in faces([found[one] for one in ids], language, MARK)]
