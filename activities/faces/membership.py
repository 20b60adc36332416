"""The public face of a membership: who holds which post where, and which articles show it."""

from typing import Any

from django.db.models import CharField, QuerySet, Value
from rest_framework import serializers

from activities.faces.base import (
    Code,
    FaceSerializer,
    OrganizationReferenceSerializer,
    PageAddress,
    PartSerializer,
    PersonReferenceSerializer,
    Text,
    Told,
    Words,
    ends,
)
from activities.faces.fetching import Step, evidence, link
from activities.faces.plain import Audience, Make
from activities.models import Membership

MATCHES = ["attested", "bracketed", "unknown"]


class PostSerializer(PartSerializer):
    """A post, when it was held as far as a source says, and when articles show it held."""

    post_title = Words(allow_null=False)
    held = Text(source="held_edtf", help_text="When it was held, EDTF, if a source says.")
    attested_on = serializers.SerializerMethodField(help_text="Dates of the articles that show it, EDTF.")

    def more_fields(self) -> dict[str, Any]:
        """The two ends of `held`."""
        return {"from": HeldEnd(0, source="held_edtf"), "to": HeldEnd(1, source="held_edtf")}

    def get_attested_on(self, membership: Any) -> list[str]:
        articles = (citation.article for citation in membership.shown_citations)
        dated = {article.published_edtf: article.published_latest for article in articles if article.published_edtf}
        return sorted(dated, key=lambda edtf: (str(dated[edtf]), edtf))


class HeldEnd(Told):
    """One end of the time a post was held, EDTF; null when open or not stated."""

    def __init__(self, end: int, **kwargs: Any) -> None:
        self.end = end
        super().__init__(**kwargs)

    def plain(self, audience: Audience) -> Make:
        return lambda edtf: ends(edtf)[self.end]


class MembershipSerializer(FaceSerializer, PostSerializer):
    """A person's post at an organization."""

    LAST = FaceSerializer.LAST

    model = Membership

    html_url = PageAddress(source="person", help_text="The page of the person.")
    person = PersonReferenceSerializer()
    organization = OrganizationReferenceSerializer()
    match = Code(
        MATCHES,
        allow_null=True,
        help_text="Whether an article of the day asked for shows the post held; null unless `on` was asked.",
    )

    @classmethod
    def selected(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.annotate(match=Value(None, output_field=CharField()))

    @classmethod
    def steps(cls) -> list[Step]:
        return [link(Membership, "person"), link(Membership, "organization"), evidence(Membership)]
