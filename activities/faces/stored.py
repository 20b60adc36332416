"""Faces as they are kept: rendered when a record is published, and sent from there ever after.

A text is a face as JSON, with `MARK` where the root of its addresses ("https://host") belongs; `served` puts
a root there, `opened` reads the text as well. `store` renders; everything public is drawn from what it kept.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import orjson
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_noop

from activities.faces import SERIALIZERS, Face, faces, faces_in, prepared
from activities.faces.plain import LANGUAGES, path_words, rfc3339
from activities.models import Catalogue, FaceFate, PublishedFace
from activities.models.slug_redirect import survivor

# A control character: no text of the catalogue holds one, so what begins with it is an address of ours.
MARK = "\x01"
MARKED = '"\\u0001'  # as JSON writes it, at the beginning of a text
CHUNK = 500
REMOVED = gettext_noop("The record was removed.")


# Reading -------------------------------------------------------------------------------------------


def served(text: str, root: str = "") -> str:
    """A text with its addresses under `root`."""
    return text.replace(MARKED, f'"{root}')


def opened(text: str, root: str = "") -> Face:
    """The face that a text holds, with its addresses under `root`."""
    face: Face = orjson.loads(text if root == MARK else served(text, root))
    return face


def with_text(queryset: QuerySet[Any], language: str) -> QuerySet[Any]:
    """These records, each with its text in a language as `text`; None where it was never rendered."""
    kept = PublishedFace.objects.filter(noun=noun_of(queryset.model), row=OuterRef("pk"), fate=FaceFate.PUBLISHED)
    return queryset.annotate(text=Subquery(kept.values(language)))


def texts(queryset: QuerySet[Any], language: str) -> list[str]:
    """The texts of these records, in their order."""
    return completed(queryset.model, list(with_text(queryset, language).values_list("pk", "text")), language)


class Kept(NamedTuple):
    """A record as it is kept: its row number, its text, and when that last changed."""

    pk: int
    text: str
    updated_at: dt.datetime


def first(queryset: QuerySet[Any], language: str) -> Kept | None:
    """The first of these records, if there is one."""
    row = with_text(queryset, language).values_list("pk", "text", "updated_at").first()
    if row is None:
        return None
    [text] = completed(queryset.model, [row[:2]], language)
    return Kept(row[0], text, row[2])


def stream(queryset: QuerySet[Any], language: str, size: int = CHUNK) -> Iterator[str]:
    """The same, in constant memory however many the records."""
    rows = with_text(queryset, language).values_list("pk", "text").iterator(chunk_size=size)
    while chunk := list(islice(rows, size)):
        yield from completed(queryset.model, chunk, language)


def completed(model: Any, rows: list[tuple[int, str | None]], language: str) -> list[str]:
    """The texts of rows (number, text); what was published but never rendered is rendered now, and not kept."""
    missing = [pk for pk, text in rows if text is None]
    made = rendered(model, missing, language) if missing else {}
    return [text if text is not None else made[pk] for pk, text in rows]


def rendered(model: Any, ids: Collection[int], language: str) -> dict[int, str]:
    """The texts of records as they are now, by row number."""
    records = prepared(model.objects.filter(pk__in=ids))
    return {record.pk: text_of(face) for record, face in zip(records, faces(records, language, MARK), strict=True)}


def text_of(face: Face) -> str:
    """The text of a face that was made with `MARK` as its root."""
    return orjson.dumps(face, default=str).decode()


def noun_of(model: Any) -> str:
    """The noun in lower case."""
    return str(model._meta.model_name)


def address_of(record: Any) -> str:
    """The path of a record in the API."""
    return reverse(f"api:{noun_of(type(record))}-detail", args=path_words(record))


# Keeping -------------------------------------------------------------------------------------------


def store(noun: str, ids: Collection[int], catalogue: Catalogue) -> set[int]:
    """Keep the faces of records as they are now; say which changed. Of what is public no more a tombstone stays.

    `catalogue` is the one whose version the change gets. Where a face says something new, the record's
    `updated_at` follows, so that it tells when the face last changed.
    """
    model: Any = SERIALIZERS[noun].model
    known = {face.row: face for face in PublishedFace.objects.filter(noun=noun, row__in=ids)}
    records = prepared(public(model).filter(pk__in=ids))
    touched: list[int] = []
    made = [kept for kept in kept_faces(noun, records, known, catalogue, touched) if kept is not None]
    model.objects.filter(pk__in=touched).update(updated_at=catalogue.changed_at)
    gone = [known[row] for row in sorted(known.keys() - {record.pk for record in records})]
    changed = made + buried([face for face in gone if face.fate == FaceFate.PUBLISHED], model, catalogue)
    PublishedFace.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["noun", "row"], update_fields=WRITTEN, batch_size=CHUNK
    )
    PublishedFace.objects.filter(noun=noun, row__in=ids, is_stale=True).update(is_stale=False)
    return {face.row for face in changed}


WRITTEN = [column.name for column in PublishedFace._meta.concrete_fields if column.name not in ("id", "noun", "row")]


def public(model: Any) -> QuerySet[Any]:
    """The records of a noun that the public may see."""
    manager = model.objects
    published: QuerySet[Any] = manager.published() if hasattr(manager, "published") else manager.all()
    return published


def kept_faces(
    noun: str, records: list[Any], known: dict[int, PublishedFace], catalogue: Catalogue, touched: list[int]
) -> Iterator[PublishedFace | None]:
    """The faces of records to be kept; None for one that is kept already as it is.

    `touched` hears of the records whose moment of change is to follow their face.
    """
    for record, shown in zip(records, faces_in(records, LANGUAGES, MARK), strict=True):
        texts = list(map(text_of, shown))
        digest = digest_of(texts)
        before = known.get(record.pk)
        if before is not None and before.digest == digest and before.fate == FaceFate.PUBLISHED:
            yield None
            continue
        if before is not None and record.updated_at <= before.changed_at:
            touched.append(record.pk)
            date(shown, catalogue.changed_at)
            texts = list(map(text_of, shown))
        kept = kept_face(noun, record.pk, shown[0], catalogue)
        kept.digest, (kept.en, kept.es) = digest, texts
        yield kept


def kept_face(noun: str, row: int, face: Face, catalogue: Catalogue) -> PublishedFace:
    """What is kept of a record that has this face, new or changed; its texts are still to be set."""
    return PublishedFace(
        noun=noun,
        row=row,
        public_id=face["id"],
        slug=face.get("slug") or face["id"],
        url=face["url"].removeprefix(MARK),
        about=(face.get("supports") or face.get("person") or {}).get("url", "").removeprefix(MARK),
        version=catalogue.version,
        changed_at=catalogue.changed_at,
    )


def digest_of(texts: Iterable[str]) -> str:
    """What tells whether texts say something new; the moment of their change, their last field, does not count."""
    said = (text.rpartition(',"updated_at":')[0] for text in texts)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def date(shown: Sequence[Face], moment: dt.datetime) -> None:
    """Set the moment of change that faces show."""
    for face in shown:
        face["updated_at"] = rfc3339(moment)


def differing(noun: str, ids: Collection[int]) -> Iterator[str]:
    """The addresses of those records whose kept face is not what it would be now."""
    known = {face.row: face for face in PublishedFace.objects.filter(noun=noun, row__in=ids, fate=FaceFate.PUBLISHED)}
    records = prepared(public(SERIALIZERS[noun].model).filter(pk__in=ids))
    for record, shown in zip(records, faces_in(records, LANGUAGES, MARK), strict=True):
        face = known.pop(record.pk, None)
        if face is None or [face.en, face.es] != list(map(text_of, shown)):
            yield address_of(record)
    yield from (face.url for face in known.values())


def buried(faces: list[PublishedFace], model: Any, catalogue: Catalogue) -> list[PublishedFace]:
    """The tombstones of records that are public no more."""
    records = model.objects.in_bulk([face.row for face in faces]) if faces else {}
    for face in faces:
        bury(face, records.get(face.row), catalogue)
    return faces


def bury(face: PublishedFace, record: Any, catalogue: Catalogue) -> None:
    """Leave of a face its reason or its survivor, without its texts; `record` is None where it was deleted."""
    merged = getattr(record, "merged_into", None)
    face.en = face.es = face.digest = ""
    face.fate = FaceFate.MERGED if merged else FaceFate.WITHDRAWN
    face.merged_into = address_of(survivor(merged)) if merged else ""
    face.reason = getattr(record, "withdrawn_reason", "") or ("" if merged else REMOVED)
    face.version, face.changed_at = catalogue.version, catalogue.changed_at
