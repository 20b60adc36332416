"""The public face of an event."""

from typing import Any, ClassVar, NamedTuple

from django.db.models import Q
from rest_framework import serializers

from activities.faces.article import PublishedSerializer
from activities.faces.base import (
    Address,
    Code,
    DateSerializer,
    EventReferenceSerializer,
    FigureSerializer,
    IdentifierSerializer,
    OrganizationReferenceSerializer,
    PartSerializer,
    PersonReferenceSerializer,
    PlaceReferenceSerializer,
    ProgramReferenceSerializer,
    RecordSerializer,
    Rows,
    TermName,
    Text,
    TopicSerializer,
    Words,
)
from activities.faces.fetching import Step, evidence, link, rows
from activities.faces.numbers import number
from activities.faces.plain import Audience, Make
from activities.models import (
    AppearanceRole,
    Article,
    Basis,
    Certainty,
    Coverage,
    CoverageKind,
    Event,
    EventAttendanceMode,
    EventDateBasis,
    EventPlaceKind,
    EventProgram,
    EventProgramLink,
    EventStatus,
    Organization,
    PlaceCoordinatesBasis,
    Program,
    ProgramRole,
)

# The links to a program through which its funding reaches an event: what is only presented or spoken about
# at an event does not pay for it.
FUNDING_LINKS = ["framework", "supported", "participated"]
SUREST_FIRST = Certainty.values


class EventDateSerializer(DateSerializer):
    """When an event was, and on what ground that is said."""

    basis = Code(EventDateBasis.choices, allow_null=True, help_text="`unknown`: no source says; null: nobody looked.")
    words = Text(help_text="The source's own words for the date.")
    note = Text(help_text="How the date was read.")

    def plain(self, audience: Audience) -> Make:
        date, note = super().plain(audience), Words("date_note").plain(audience)
        return lambda event: (
            date(event.date_edtf)
            | {
                "basis": event.date_basis or None,
                "words": event.date_words or None,
                "note": note(event),
            }
        )


class LocatedPlaceSerializer(PlaceReferenceSerializer):
    """A place in short, with a point inside it for a map."""

    latitude = serializers.FloatField(read_only=True, allow_null=True)
    longitude = serializers.FloatField(read_only=True, allow_null=True)
    coordinates_basis = Code(PlaceCoordinatesBasis.choices, allow_null=True)


class EventPlaceSerializer(PartSerializer):
    """A place in its role."""

    place = LocatedPlaceSerializer()
    kind = Code(EventPlaceKind.choices)
    basis = Code(Basis.choices)
    venue_name = Text()


class ParticipationSerializer(PartSerializer):
    """An organization in its role."""

    organization = OrganizationReferenceSerializer()
    role = Text(source="role.code", allow_null=False)
    role_label = TermName(source="role", allow_null=False)
    note = Words()


class EventAppearanceSerializer(PartSerializer):
    """A person in a role."""

    person = PersonReferenceSerializer()
    role = Code(AppearanceRole.choices)
    on_behalf_of = OrganizationReferenceSerializer(allow_null=True)
    title_as_given = Text()


class EventProgramSerializer(PartSerializer):
    """A program and what it was to the event."""

    program = ProgramReferenceSerializer()
    link = Code(EventProgramLink.choices)


class Funding(NamedTuple):
    """An organization that paid for an event: itself, or through a program the event belongs to."""

    organization: Organization
    certainty: str
    basis: str
    program: Program | None


class FundingList(Rows):
    """The funding of an event, what is said of the event itself first."""

    def rows_of(self, value: Any) -> list[Funding]:
        return funding_of(value)


class FundingSerializer(PartSerializer):
    """Who paid, said of the event itself or of a program it belongs to."""

    organization = OrganizationReferenceSerializer()
    basis = Code(["stated", "via_program"])
    program = ProgramReferenceSerializer(allow_null=True)

    class Meta:
        list_serializer_class = FundingList


class EventArticleSerializer(PartSerializer):
    """An article about the event."""

    noun: ClassVar[str] = "article"

    slug = Text(source="article.slug", allow_null=False)
    headline = Text(source="article.headline", allow_null=False)
    name = Text(source="article.headline", allow_null=False)
    url = Address(source="article")
    published = PublishedSerializer(source="article")
    publisher = OrganizationReferenceSerializer(source="article.publisher", allow_null=True)
    source_url = Text(source="article.url", allow_null=False)
    kind = Code(CoverageKind.choices)
    is_primary = serializers.BooleanField(read_only=True)


class EventSerializer(RecordSerializer):
    """An event: what it was, when, where, with whom, within which program, and which articles say so."""

    model = Event

    title = Words(allow_null=False)
    event_type = Text(source="event_type.code")
    event_type_label = TermName(source="event_type")
    status = Code(EventStatus.choices)
    is_series = serializers.BooleanField(read_only=True)
    ordinal = serializers.IntegerField(read_only=True, allow_null=True)
    parent = EventReferenceSerializer(allow_null=True)
    children_count = serializers.IntegerField(read_only=True)
    date = EventDateSerializer(source="*")
    duration_days = serializers.IntegerField(read_only=True, allow_null=True)
    duration_hours = serializers.IntegerField(read_only=True, allow_null=True)
    attendance_mode = Code(EventAttendanceMode.choices)
    languages = serializers.SerializerMethodField(help_text="Languages it was held in, BCP 47.")
    places = EventPlaceSerializer(many=True, source="shown_event_places")
    participations = ParticipationSerializer(many=True, source="shown_participations")
    appearances = EventAppearanceSerializer(many=True, source="shown_appearances")
    programs = EventProgramSerializer(many=True, source="shown_event_programs")
    funding = FundingSerializer(many=True, source="*")
    figures = FigureSerializer(many=True, source="shown_figures")
    terms = TopicSerializer(many=True, source="shown_tags")
    articles = EventArticleSerializer(many=True, source="shown_coverages")
    identifiers = IdentifierSerializer(many=True, source="shown_identifiers")

    @classmethod
    def steps(cls) -> list[Step]:
        return [
            link(Event, "event_type"),
            link(Event, "parent"),
            number("children_count", (Event.objects.published(), "parent", "pk")),
            rows(Event, "event_places", also=["place"], order=["kind", "place__text_key"]),
            rows(
                Event,
                "participations",
                "organization",
                also=["role"],
                order=["role__position", "organization__text_key"],
            ),
            rows(Event, "appearances", "person", also=["on_behalf_of"]),
            rows(
                Event,
                "event_programs",
                "program",
                within=[link(EventProgram, "program", funders())],
                order=["link", "program__text_key"],
            ),
            rows(Event, "figures", also=["article"], order=["-is_preferred", "measure"]),
            rows(Event, "tags", also=["term"], order=["term__scheme", "term__position"]),
            rows(
                Event,
                "coverages",
                "article",
                within=[link(Coverage, "article", link(Article, "publisher"))],
                order=["-is_primary"],
            ),
            rows(Event, "identifiers", order=["scheme", "value"]),
        ]

    def get_languages(self, event: Event) -> list[str]:
        return [tag for tag in event.languages.replace(" ", "").split(",") if tag]


def funding_of(event: Any) -> list[Funding]:
    """Who paid for an event, as far as sources say, from what was fetched for it."""
    about_event = {coverage.article_id for coverage in event.shown_coverages}
    stated = [
        Funding(row.organization, row.certainty, "stated", None)
        for row in event.shown_participations
        if row.role.code == "funder"
    ]
    return stated + [
        Funding(role.organization, certainty_through(about_event, link, role), "via_program", link.program)
        for link in event.shown_event_programs
        if link.link in FUNDING_LINKS
        for role in link.program.shown_roles
    ]


def funders() -> Step:
    """Fetch the organizations that fund programs, with the articles that say so."""
    funding = Q(role="funder")
    within = [evidence(ProgramRole)]
    return rows(Program, "roles", "organization", where=funding, within=within, order=["organization__text_key"])


def certainty_through(about_event: set[int], link: Any, role: Any) -> str:
    """How surely a program's funder pays for an event of the program.

    Stated only if an article about this very event says that the organization funds the program; otherwise
    it follows at best. Never surer than the two facts it rests on.
    """
    says_so = any(citation.article_id in about_event for citation in role.shown_citations)
    ground = Certainty.STATED if says_so else Certainty.INFERRED
    return max(ground.value, link.certainty, role.certainty, key=SUREST_FIRST.index)
