"""The public face of an article: where the facts come from. Never its text, never a press contact."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

from activities.faces.base import (
    Address,
    ArticleReferenceSerializer,
    Code,
    DateSerializer,
    Face,
    IdentifierSerializer,
    OrganizationReferenceSerializer,
    PartSerializer,
    PersonReferenceSerializer,
    PlaceReferenceSerializer,
    RecordSerializer,
    Text,
    TopicSerializer,
    Words,
    date_shown,
)
from activities.faces.fetching import Step, link, listed, rows
from activities.faces.plain import Audience, Make, Plain
from activities.models import (
    AppearanceRole,
    Article,
    ArticlePublishedBasis,
    Certainty,
    CoverageKind,
)


class PublishedSerializer(Plain, serializers.Serializer[Any]):
    """When an article was published, and on what ground that is said."""

    on = serializers.DateField(read_only=True, allow_null=True, help_text="The day, where the article gives one.")
    edtf = Text(help_text="As far as the article says, EDTF.")
    basis = Code(ArticlePublishedBasis.choices, allow_null=True, help_text="null: nobody looked.")
    label = Text(  # type: ignore[assignment]
        allow_null=False, help_text="In words, in the language of the answer."
    )

    def plain(self, audience: Audience) -> Make:
        def published(article: Article) -> Face:
            date, on = date_shown(article.published_edtf, audience.language), article.published_on
            return {
                "on": on and on.isoformat(),
                "edtf": date["edtf"],
                "basis": article.published_basis or None,
                "label": date["label"],
            }

        return published


class DatelineSerializer(serializers.Serializer[Any]):
    """Where a release was filed. It is no venue."""

    text = Text(source="dateline_text")
    place = PlaceReferenceSerializer(source="dateline_place", allow_null=True)


class ArticleEventSerializer(PartSerializer):
    """An event the article is about."""

    noun: ClassVar[str] = "event"

    slug = Text(source="event.slug", allow_null=False)
    title = Words(source="event", allow_null=False)
    name = Words("title", source="event", allow_null=False)
    url = Address(source="event")
    date = DateSerializer(source="event.date_edtf")
    kind = Code(CoverageKind.choices)
    is_primary = serializers.BooleanField(read_only=True)


class ArticleAppearanceSerializer(PartSerializer):
    """A person the article quotes."""

    person = PersonReferenceSerializer()
    role = Code(AppearanceRole.choices)
    on_behalf_of = OrganizationReferenceSerializer(allow_null=True)
    title_as_given = Text()


class ArticleSerializer(RecordSerializer):
    """An article: a release or news item that facts are read from."""

    model = Article

    headline = Text(allow_null=False)
    source_url = Text(source="url", allow_null=False, help_text="Where the publisher has it.")
    other_urls = serializers.ListField(child=serializers.URLField(), read_only=True)
    publisher = OrganizationReferenceSerializer(allow_null=True)
    publisher_certainty = Code(Certainty.choices)
    published = PublishedSerializer(source="*")
    dateline = DatelineSerializer(source="*")
    language = Text(allow_null=False, help_text="BCP 47 tag.")
    translation_of = ArticleReferenceSerializer(allow_null=True)
    translations = ArticleReferenceSerializer(many=True, source="shown_translations")
    events = ArticleEventSerializer(many=True, source="shown_coverages")
    appearances = ArticleAppearanceSerializer(many=True, source="shown_appearances")
    terms = TopicSerializer(many=True, source="shown_tags")
    identifiers = IdentifierSerializer(many=True, source="shown_identifiers")
    credits = Text()

    @classmethod
    def selected(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.defer("body").prefetch_related(listed("translations", Article.objects.published()))

    @classmethod
    def steps(cls) -> list[Step]:
        return [
            link(Article, "publisher"),
            link(Article, "translation_of"),
            link(Article, "dateline_place"),
            rows(Article, "coverages", "event", order=["-is_primary", "event__text_key", "event__slug"]),
            rows(Article, "appearances", "person", also=["on_behalf_of"]),
            rows(Article, "tags", also=["term"], order=["term__scheme", "term__position"]),
            rows(Article, "identifiers", order=["scheme", "value"]),
        ]
