"""The public face of a person: posts and appearances as sources show them; never contact data."""

from typing import Any

from django.db.models import QuerySet

from activities.faces.base import (
    ArticleReferenceSerializer,
    Code,
    EventReferenceSerializer,
    IdentifierSerializer,
    NameSerializer,
    OrganizationReferenceSerializer,
    PartSerializer,
    RecordSerializer,
    Text,
    evidence,
    forms_of_name,
    listed,
    rows,
    shown,
)
from activities.faces.membership import PostSerializer
from activities.models import Appearance, AppearanceRole, Identifier, Membership, Organization, Person
from activities.models.base import public


class PersonAppearanceSerializer(PartSerializer):
    """What the person did, at an event or in an article."""

    event = EventReferenceSerializer(allow_null=True)
    article = ArticleReferenceSerializer(allow_null=True)
    role = Code(AppearanceRole.choices)
    on_behalf_of = OrganizationReferenceSerializer(allow_null=True)
    title_as_given = Text()


class PersonMembershipSerializer(PostSerializer):
    """A post of the person."""

    organization = OrganizationReferenceSerializer()


class PersonSerializer(RecordSerializer):
    """A person: names, posts, and where sources show them."""

    model = Person

    name = Text(allow_null=False)
    given_name = Text()
    family_name = Text()
    sort_name = Text()
    honorific = Text()
    names = NameSerializer(many=True, source="shown_names")
    memberships = PersonMembershipSerializer(many=True, source="shown_memberships")
    appearances = PersonAppearanceSerializer(many=True, source="shown_appearances")
    identifiers = IdentifierSerializer(many=True, source="shown_identifiers")

    @classmethod
    def prepared(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        seen = Appearance.objects.filter(public("event") | public("article"))
        return queryset.prefetch_related(
            forms_of_name(),
            rows(
                "memberships",
                Membership.objects,
                "organization",
                within=[evidence()],
                order=["organization__text_key", "post_title_en"],
            ),
            rows(
                "appearances",
                seen,
                also=["event", "article"],
                within=[shown("on_behalf_of", Organization.objects)],
                order=["event__date_latest", "article__published_latest", "role"],
            ),
            listed("identifiers", Identifier.objects.all()),
        )
