"""What may be asked about events."""

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q

from activities.faces.event import FUNDING_LINKS
from activities.faces.place import PLACE_KINDS
from activities.filters.base import has
from activities.filters.dated import DATE_PARAMETERS, DatedFilter, date_orders
from activities.filters.reading import (
    Parameter,
    choice,
    coded,
    flag,
    linked,
    read_fiscal_year,
    read_language,
    read_term,
)
from activities.models import (
    Appearance,
    AppearanceRole,
    Certainty,
    Citation,
    Coverage,
    Event,
    EventPlace,
    EventPlaceKind,
    EventProgram,
    EventProgramLink,
    EventStatus,
    Figure,
    Participation,
    ProgramRole,
    Tag,
    Term,
)
from activities.models.base import public
from activities.models.citation import CONCERNED

ANY = "any"
# What "events of a program" means unless a visitor asks otherwise.
PROGRAM_LINKS = [link for link in EventProgramLink.values if link != "presented"]
# The parameters that ask for a row, whose certainty is then the one asked for.
FACTS_OF_ROWS = (
    *("organization", "role", "person", "person_role", "program", "program_link", "place", "place_kind"),
    *("country", "origin", "term", "article", "funder"),
)
FUNDING_BASES = ["stated", "via_program", "not_stated"]
FACTS = ["date", "venue", "participants", "organization", "program", "funder", "citation"]
# How far an event has to have got for its participants to be known.
TOOK_PLACE = [EventStatus.HELD, EventStatus.ONGOING]
# A country or a region alone does not say where an event was held.
VENUES = ["admin1", "locality"]


class EventFilter(DatedFilter):
    """Events, by what, when, where, with whom, within which program, by whose money; and by what is missing."""

    model = Event
    orders = date_orders("date", "date_earliest", "date_latest", "title")
    default_order = "-date"
    parameters: ClassVar[dict[str, Parameter]] = {
        **DATE_PARAMETERS,
        "fiscal_year": Parameter(read_fiscal_year, "Budget years, such as us:2019 (October 2018 to September 2019)."),
        "date_match": choice(
            ["possible", "certain"], "Whether a vague date may, or must, lie in the window.", many=False
        ),
        "event_type": coded("event-type", "Types, by code.", "event_type__code__in"),
        "status": choice(EventStatus, "As the source reported it.", "status__in"),
        "is_series": flag("Series, or single events and sessions.", "is_series"),
        "parent": linked("event", "The series that the event is a session of.", "parent__in"),
        "organization": linked("organization", "Organizations that took part."),
        "units": flag("With the units of those organizations."),
        "role": coded("participation-role", "Roles the organization had."),
        "person": linked("person", "People who appeared at it."),
        "person_role": choice(AppearanceRole, "What the person did."),
        "program": linked("program", "Programs it is linked to."),
        "program_link": choice([*EventProgramLink.values, ANY], "What the program was to it; all but presented."),
        "funder": linked("organization", "Organizations that paid, directly or through a program."),
        "funding_basis": choice(FUNDING_BASES, "On what ground the funding stands."),
        "place": linked("place", "Places, with everything inside them."),
        "place_kind": choice([*EventPlaceKind.values, ANY], "What the place was to it; venue and target."),
        "country": linked("place", "Countries, with everything inside them.", kind="country"),
        "origin": linked("place", "Places that participants came from."),
        "term": Parameter(read_term, "Topics or types, as scheme:code, with narrower ones."),
        "article": linked("article", "Articles about it."),
        "has": choice(FACTS, "What is known about it."),
        "lacks": choice(FACTS, "What is not known about it."),
        "language": Parameter(read_language, "Languages it was held in."),
        "certainty": choice(Certainty, "How surely sources carry what is asked; or that it took place."),
    }

    # Rows

    def sure(self) -> Q:
        """The condition that a row carries the certainty asked for."""
        return self.among("certainty", "certainty")

    def of_organization(self) -> Exists | None:
        if not self.given("organization", "role"):
            return None
        return has(self.participations(), "event", self.bodies())

    def participations(self) -> Any:
        """The participations of public organizations, in the roles asked for."""
        return Participation.objects.filter(public("organization"), self.among("role", "role__code"), self.sure())

    def bodies(self) -> Q:
        """The condition that a row is about the organizations asked for, with their units if so asked."""
        path = "organization__ancestry__ancestor" if self.values.get("units") else "organization"
        return self.among("organization", path)

    def of_person(self) -> Exists | None:
        if not self.given("person", "person_role"):
            return None
        people = self.among("person", "person") & public("person")
        return has(Appearance.objects.all(), "event", people, self.among("person_role", "role"), self.sure())

    def of_program(self) -> Exists | None:
        if not self.given("program", "program_link"):
            return None
        return has(self.event_programs(), "event", self.among("program", "program"))

    def event_programs(self) -> Any:
        """The links to public programs that are asked for."""
        return EventProgram.objects.filter(public("program"), self.program_links(), self.sure())

    def program_links(self) -> Q:
        links = self.values.get("program_link", PROGRAM_LINKS)
        return Q() if ANY in links else Q(link__in=links)

    def of_place(self) -> Exists | None:
        if not self.given("place", "place_kind"):
            return None
        return has(self.event_places(), "event", self.inside("place"))

    def of_country(self) -> Exists | None:
        if "country" not in self.values:
            return None
        return has(self.event_places(), "event", self.inside("country"))

    def event_places(self) -> Any:
        """The places of events in the roles asked for."""
        return EventPlace.objects.filter(self.place_kinds(), self.sure())

    def of_origin(self) -> Exists | None:
        if "origin" not in self.values:
            return None
        return has(EventPlace.objects.filter(kind="origin"), "event", self.inside("origin"), self.sure())

    def place_kinds(self) -> Q:
        kinds = self.values.get("place_kind", PLACE_KINDS)
        return Q() if ANY in kinds else Q(kind__in=kinds)

    def inside(self, name: str) -> Q:
        """The condition that a row's place is, or lies inside, one of those asked for."""
        return self.among(name, "place__ancestry__ancestor")

    def of_term(self) -> Q | None:
        if "term" not in self.values:
            return None
        terms = Term.objects.filter(pk__in=self.values["term"]).with_descendants()
        return Q(has(self.tags(), "event", Q(term__in=terms))) | Q(event_type__in=terms)

    def tags(self) -> Any:
        """The topics of events."""
        return Tag.objects.filter(self.sure(), event__isnull=False)

    def of_article(self) -> Exists | None:
        if "article" not in self.values:
            return None
        return has(Coverage.objects.filter(article__in=self.values["article"]), "event", self.sure())

    def of_certainty(self) -> Exists | None:
        """With no fact asked for: that the event took place at all."""
        if "certainty" not in self.values or self.counting in FACTS_OF_ROWS or self.given(*FACTS_OF_ROWS):
            return None
        return has(Coverage.objects.all(), "event", public("article"), self.sure())

    def of_language(self) -> Q | None:
        """That one of the languages it was held in is, or begins with, one of those asked for."""
        if "language" not in self.values:
            return None
        tags = "|".join(self.values["language"])
        return Q(languages__iregex=rf"(^|,) ?({tags})(-|,|$)")

    # Money

    def of_funding(self) -> Q | None:
        if not self.given("funder", "funding_basis"):
            return None
        default = FUNDING_BASES if "funder" not in self.values else ["stated", "via_program"]
        condition = Q(pk__in=[])
        for basis in self.values.get("funding_basis", default):
            condition |= self.funded(basis)
        return condition

    def funded(self, basis: str) -> Q:
        """The condition that the funders asked for, or any, paid on this ground."""
        if basis == "not_stated":
            return Q(pk__in=[]) if "funder" in self.values else ~(stated_funding() | program_funding())
        funders = self.among("funder", "organization")
        if basis == "stated":
            return stated_funding(funders, self.sure())
        return program_funding(funders, *map(funding_is, self.values.get("certainty", [])))

    # What is known

    def of_known(self) -> Q | None:
        return any_of(known(fact) for fact in self.values["has"]) if "has" in self.values else None

    def of_missing(self) -> Q | None:
        return any_of(~known(fact) for fact in self.values["lacks"]) if "lacks" in self.values else None

    CONDITIONS = (
        DatedFilter.of_date,
        DatedFilter.of_undated,
        of_organization,
        of_person,
        of_program,
        of_place,
        of_country,
        of_origin,
        of_term,
        of_article,
        of_certainty,
        of_language,
        of_funding,
        of_known,
        of_missing,
    )


def any_of(conditions: Any) -> Q:
    """The condition that at least one of these holds."""
    condition = Q(pk__in=[])
    for one in conditions:
        condition |= one
    return condition


def stated_funding(*rows: Q) -> Q:
    """That a source names a funder of the very event."""
    funders = Participation.objects.filter(public("organization"), role__code="funder")
    return Q(has(funders, "event", *rows))


# From a program's role to its events.
LINK = "program__event_programs"


def program_funding(*roles: Q) -> Q:
    """That a program whose funding reaches the event has a funder, in a role under these conditions."""
    paying = Q(role="funder") & public("organization") & public("program")
    reaching = Q(**{f"{LINK}__event": OuterRef("pk"), f"{LINK}__link__in": FUNDING_LINKS})
    return Q(Exists(ProgramRole.objects.filter(paying, reaching, *roles)))


def funding_is(certainty: str) -> Q:
    """That funding through a program carries a certainty, as `faces.event.certainty_through` says it."""
    says_so = Citation.objects.filter(
        public("article"),
        stance="supports",
        program_role=OuterRef("pk"),
        article__coverages__event=OuterRef(f"{LINK}__event"),
    )
    both = {"certainty": "stated", f"{LINK}__certainty": "stated"}
    if certainty == Certainty.STATED:
        return Q(Exists(says_so), **both)
    either_is_probable = Q(certainty="probable") | Q(**{f"{LINK}__certainty": "probable"})
    if certainty == Certainty.PROBABLE:
        return either_is_probable
    return ~either_is_probable & ~Q(Exists(says_so), **both)


def known(fact: str) -> Q:
    """The condition that a fact is known about an event (the facts of `has`, `lacks` and the list of gaps)."""
    return KNOWN[fact]()


def is_cited() -> Q:
    """That a citation carries the event or a fact of it."""
    about = Q()
    for path in CONCERNED["event"]:
        about |= Q(**{path: OuterRef("pk")})
    return Q(Exists(Citation.objects.filter(public("article"), about)))


KNOWN: dict[str, Any] = {
    "date": lambda: Q(date_earliest__isnull=False) | Q(date_latest__isnull=False),
    "venue": lambda: Q(has(EventPlace.objects.filter(kind="venue", place__kind__in=VENUES), "event")),
    "participants": lambda: Q(has(Figure.objects.filter(measure="participants_total", status="actual"), "event")),
    "organization": lambda: Q(has(Participation.objects.filter(public("organization")), "event")),
    "program": lambda: Q(has(EventProgram.objects.filter(public("program"), link__in=PROGRAM_LINKS), "event")),
    "funder": lambda: stated_funding() | program_funding(),
    "citation": is_cited,
}
