"""The public face of a citation: which place of which article carries which fact."""

from typing import Any

from django.db.models import Model
from rest_framework import serializers

from activities.faces.base import (
    Address,
    ArticleReferenceSerializer,
    Code,
    Face,
    FaceSerializer,
    PageAddress,
    PartSerializer,
    Text,
    Words,
)
from activities.faces.fetching import Step, link
from activities.faces.plain import Audience, Make, Plain
from activities.models import Citation, CitationStance
from activities.models.citation import SUBJECTS

# The records a row belongs to, by its links, and what the row is called among the facts of that record.
OWNERS: dict[str, list[str]] = {
    "name": ["organization", "person", "program", "place"],
    "coverage": ["event"],
    "participation": ["event"],
    "membership": ["person"],
    "appearance": ["event", "article"],
    "program_role": ["program"],
    "event_program": ["event"],
    "event_place": ["event"],
    "figure": ["event", "organization", "program"],
}
FIELDS: dict[str, str] = {
    "name": "kind",
    "coverage": "kind",
    "participation": "role__code",
    "appearance": "role",
    "program_role": "role",
    "event_program": "link",
    "event_place": "kind",
    "figure": "measure",
}
KINDS = {"described_article": "article"}  # what a subject is called, where its column has another name
# What tells a row from its sisters in the same record, and where the row has it.
MARKS: dict[str, dict[str, str]] = {
    "name": {"text": "text", "lang": "lang"},
    "coverage": {"article": "article"},
    "participation": {"organization": "organization", "role": "role__code"},
    "membership": {"id": "public_id"},
    "appearance": {"person": "person", "role": "role"},
    "program_role": {"organization": "organization", "role": "role"},
    "event_program": {"program": "program", "link": "link"},
    "event_place": {"place": "place", "kind": "kind"},
    "figure": {"measure": "measure", "status": "status", "article": "article"},
}
POST = "post"  # what a membership is called: it has a title of its own, and no role


class SupportedSerializer(Plain, serializers.Serializer[Any]):
    """The fact a citation carries: the record it is about, and which of its facts."""

    type = Code([KINDS.get(subject, subject) for subject in SUBJECTS], help_text="A noun, or the kind of row.")
    noun = Text(allow_null=False, help_text="The noun of the record.")
    slug = Text(allow_null=False)
    name = Text(allow_null=False)
    url = Address()
    field = Text(help_text="The field of a record; the role, link, kind or measure of a row; null: the record itself.")
    row = serializers.DictField(
        child=serializers.CharField(allow_null=True),
        read_only=True,
        allow_null=True,
        help_text="What tells the row from its sisters, linked records by slug; null: it is no row.",
    )

    def plain(self, audience: Audience) -> Make:
        names = {"event": Words("title").plain(audience), "place": Words("name").plain(audience)}

        def supported(citation: Citation) -> Face:
            record = owner(citation)
            noun = record._meta.model_name
            return {
                "type": KINDS.get(citation.subject_name, citation.subject_name),
                "noun": noun,
                "slug": record.slug,
                "name": names.get(noun, str)(record),
                "url": audience.address("api", record),
                "field": field_of(citation) or None,
                "row": marks_of(citation),
            }

        return supported


def owner(citation: Citation) -> Any:
    """The record whose fact a citation carries."""
    subject = citation.subject
    links = OWNERS.get(citation.subject_name, [])
    return next(filter(None, (getattr(subject, link) for link in links)), subject)


def field_of(citation: Citation) -> str:
    """What the cited fact is called among the facts of its record."""
    if citation.subject_name == "membership":
        return POST
    path = FIELDS.get(citation.subject_name)
    return str(citation.subject.value_at(path)) if path else citation.field


def marks_of(citation: Citation) -> Face | None:
    """What tells the cited row from its sisters, as the face of the record shows it; None for a record."""
    marks = MARKS.get(citation.subject_name)
    return marks and {name: mark(citation.subject.value_at(path)) for name, path in marks.items()}


def mark(value: Any) -> str | None:
    """A value of a row; of a linked record its slug, where the public may see it."""
    if isinstance(value, Model):
        return str(value.slug) if getattr(value, "is_public", True) else None  # type: ignore[attr-defined]
    return str(value) or None if value is not None else None


class CitationSerializer(FaceSerializer, PartSerializer):
    """Where an article supports or disputes a fact. The words themselves only where the article may be quoted."""

    LAST = FaceSerializer.LAST
    model = Citation

    html_url = PageAddress(source="article", help_text="The page of the article.")
    article = ArticleReferenceSerializer()
    passage = serializers.IntegerField(
        source="passage.ordinal", read_only=True, allow_null=True, help_text="1 is the title; null: the whole article."
    )
    start = serializers.IntegerField(read_only=True, allow_null=True, help_text="Code point of the text as received.")
    end = serializers.IntegerField(read_only=True, allow_null=True, help_text="Code point after the last.")
    exact = Text(source="public_exact", help_text="The words, at most 300 characters; null unless they may be shown.")
    supports = SupportedSerializer(source="*")
    stance = Code(CitationStance.choices)

    @classmethod
    def steps(cls) -> list[Step]:
        records = [subject for subject in SUBJECTS if subject not in OWNERS]
        return [*(link(Citation, name) for name in ["article", "passage", *records]), *map(with_owner, OWNERS)]


def with_owner(row: str) -> Step:
    """Fetch the rows of a kind, with the records they belong to and those that tell them apart."""
    model: Any = Citation._meta.get_field(row).related_model
    linked = [
        name for path in MARKS[row].values() if model._meta.get_field(name := path.partition("__")[0]).is_relation
    ]
    return link(Citation, row, *(link(model, name) for name in [*OWNERS[row], *linked]))
