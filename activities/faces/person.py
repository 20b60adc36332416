"""The public face of a person: posts and appearances as sources show them; never contact data."""

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
)
from activities.faces.fetching import Step, evidence, forms_of_name, rows
from activities.faces.membership import PostSerializer
from activities.models import AppearanceRole, Membership, Person
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
    def steps(cls) -> list[Step]:
        return [
            forms_of_name(Person),
            rows(
                Person,
                "memberships",
                "organization",
                within=[evidence(Membership)],
                order=["organization__text_key", "post_title_en"],
            ),
            rows(
                Person,
                "appearances",
                where=public("event") | public("article"),
                also=["event", "article", "on_behalf_of"],
                order=["event__date_latest", "article__published_latest", "role", "event__slug", "article__slug"],
            ),
            rows(Person, "identifiers", order=["scheme", "value"]),
        ]
