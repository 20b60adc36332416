"""Faces without the framework: the fields of a serializer, compiled into plain functions.

The serializers say what a face is, and the OpenAPI document is made from them. To walk them for every record
is slow, so they are walked once for many: `plain` turns a field into the function that makes of a value what
the field's `to_representation` makes of it. A field of our own brings its function along: see `Plain`.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from types import MethodType
from typing import Any

from django.db.models import Manager, Model
from django.urls import reverse
from django.utils.translation import override
from rest_framework import serializers

Make = Callable[[Any], Any]

LANGUAGES = ("en", "es")

BLANK = "__"  # stands for a word of an address; letters that a slug may hold, so that `reverse` takes it


def path_words(record: Model) -> list[str]:
    """The words that name a record in an address. By the constraints of the models none needs to be quoted there."""
    if record._meta.model_name == "term":
        return [record.scheme, record.code]  # type: ignore[attr-defined]
    return [getattr(record, "slug", None) or record.public_id]  # type: ignore[attr-defined]


class Audience:
    """Whom faces are made for: the language they read, and the root ("https://host") their addresses begin with."""

    def __init__(self, language: str, root: str = "") -> None:
        self.language, self.root = language, root
        # The language of a text, then what stands in for it where it is missing.
        self.languages = sorted(LANGUAGES, key=lambda code: code != language)
        self.patterns: dict[tuple[str, str], str] = {}
        self.references: dict[type, Make] = {}

    def address(self, namespace: str, record: Any) -> str:
        """The address of a record among those of "api" or, in their language, of "activities"."""
        key = namespace, record._meta.model_name
        words = path_words(record)
        if key not in self.patterns:
            with override(self.language):
                path = reverse(f"{namespace}:{key[1]}-detail", args=[BLANK] * len(words))
            self.patterns[key] = "{}".join(path.split(BLANK))
        return self.root + self.patterns[key].format(*words)


class Plain:
    """A field or serializer that says as a plain function what it makes of a value."""

    context: Any

    def plain(self, audience: Audience) -> Make:
        """The function that makes of a value, never None, what these readers are shown."""
        raise NotImplementedError

    def to_representation(self, value: Any) -> Any:
        return self.plain(Audience(**self.context))(value)


class Written:
    """A field that shows a text as it is written in a record; null where nothing is."""

    def to_representation(self, value: Any) -> Any:
        return str(value) or None


def plain(field: Any, audience: Audience) -> Make:
    """The function that does what the `to_representation` of a field does."""
    if isinstance(field, Plain):
        return field.plain(audience)
    if isinstance(field, serializers.ListSerializer):
        return rows(field.child, audience)
    if isinstance(field, serializers.Serializer):
        return parts(field, audience)
    if isinstance(field, serializers.SerializerMethodField):
        return getattr(field.parent, str(field.method_name))
    return QUICK.get(type(field), field.to_representation)


def parts(serializer: Any, audience: Audience) -> Make:
    """All fields of a serializer, by name: what stands in a record is read off at once, the rest is made."""
    fields = serializer.fields
    kept = [name for name, field in fields.items() if type(field) in KEPT and is_near(field)]
    written = [name for name, field in fields.items() if isinstance(field, Written) and is_near(field)]
    rest = [(name, part(field, audience)) for name, field in fields.items() if name not in {*kept, *written}]
    blank = dict.fromkeys(fields)  # in the order of the serializer
    values, texts = (reader([fields[name].source for name in names]) for names in (kept, written))

    def made(record: Any) -> dict[str, Any]:
        face = blank.copy()
        face.update(zip(kept, values(record), strict=True))
        for name, text in zip(written, texts(record), strict=True):
            face[name] = text or None
        for name, make in rest:
            face[name] = make(record)
        return face

    return made


def is_near(field: Any) -> bool:
    """Whether a field stands in the record itself, or where a link leads that is never empty."""
    return "." not in field.source or not field.allow_null


def reader(sources: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """The function that reads these attributes off a record."""
    if len(sources) > 1:
        return attrgetter(*sources)
    if not sources:
        return lambda _record: ()
    only = attrgetter(sources[0])
    return lambda record: (only(record),)


def part(field: Any, audience: Audience) -> Make:
    """What a field makes of the record it stands in: null where the record has no value for it."""
    make = plain(field, audience)
    if field.source == "*":
        return make
    value_of = attrgetter(field.source)

    def made(record: Any) -> Any:
        try:
            value = value_of(record)
        except AttributeError:
            if field.allow_null:  # a link on the way is empty
                return None
            raise
        return None if value is None else make(value)

    return made


def rows(child: Any, audience: Audience, rows_of: Callable[[Any], Iterable[Any]] | None = None) -> Make:
    """A list of what `child` makes of each row, those left out of which it makes nothing."""
    make, listed = plain(child, audience), rows_of or every
    return lambda value: [made for made in map(make, listed(value)) if made is not None]


def every(value: Any) -> Iterable[Any]:
    """The rows of a list, of a method that lists them, or of a manager."""
    if isinstance(value, MethodType):
        value = value()
    return value.all() if isinstance(value, Manager) else value


def once(make: Make) -> Make:
    """The same function, asked once for each record of a noun."""
    known: dict[int, Any] = {}

    def made(record: Any) -> Any:
        try:
            return known[record.id]
        except KeyError:
            return known.setdefault(record.id, make(record))

    return made


def rfc3339(value: dt.datetime) -> str:
    """A moment as RFC 3339 writes it, in UTC."""
    return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


# Fields whose values are shown as the database gives them.
KEPT = {serializers.BooleanField, serializers.IntegerField}
# What other fields of the framework do, without asking whether they should.
QUICK: dict[type, Make] = {
    serializers.FloatField: float,
    serializers.DateField: dt.date.isoformat,
    serializers.DateTimeField: rfc3339,
}
