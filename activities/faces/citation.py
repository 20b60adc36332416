"""The public face of a citation: which place of which article carries which fact."""

from typing import Any

from django.db.models import Prefetch, QuerySet
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
)
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
POST = "post"  # what a membership is called: it has a title of its own, and no role


class SupportedSerializer(serializers.Serializer[Any]):
    """The fact a citation carries: the record it is about, and which of its facts."""

    type = Code([KINDS.get(subject, subject) for subject in SUBJECTS], help_text="A noun, or the kind of row.")
    noun = Text(allow_null=False, help_text="The noun of the record.")
    slug = Text(allow_null=False)
    name = Text(allow_null=False)
    url = Address()
    field = Text(help_text="The field of a record; the role, link, kind or measure of a row; null: the record itself.")

    def to_representation(self, instance: Citation) -> Face:
        record = owner(instance)
        return {
            "type": KINDS.get(instance.subject_name, instance.subject_name),
            "noun": record._meta.model_name,
            "slug": record.slug,
            "name": str(record),
            "url": self.fields["url"].to_representation(record),
            "field": field_of(instance) or None,
        }


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


class CitationSerializer(FaceSerializer, PartSerializer):
    """Where an article supports or disputes a fact. The words themselves only where the article may be quoted."""

    LAST = FaceSerializer.LAST
    model = Citation

    html_url = PageAddress(of="article", help_text="The page of the article.")
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
    def prepared(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("article", "passage", *RECORDS).prefetch_related(
            *(Prefetch(row, queryset=with_owner(row)) for row in OWNERS)
        )


RECORDS = [subject for subject in SUBJECTS if subject not in OWNERS]


def with_owner(row: str) -> QuerySet[Any]:
    """The rows of a kind, with the records they belong to and their roles."""
    model: Any = Citation._meta.get_field(row).related_model
    roles = [path.partition("__")[0] for path in [FIELDS.get(row, "")] if "__" in path]
    return model.objects.select_related(*OWNERS[row], *roles)
