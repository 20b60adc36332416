"""Reported attendance: participants added up over the events asked for, with what is not known and what was left out.

Only single events and sessions that were held or are under way count, each by its preferred actual number of
participants. They are reported attendances, not people: nobody knows who came twice. An event with two countries
counts in the rows of both; the totals count every event once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Sum, When
from django.db.models.lookups import Exact
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from activities.filters.base import Order, Values
from activities.filters.counting import said
from activities.filters.event import TOOK_PLACE, EventFilter
from activities.filters.facets import Year
from activities.memory import remembered
from activities.models import (
    Event,
    EventStatus,
    Figure,
    Organization,
    Place,
    PlaceKind,
    Program,
    Term,
)

Sums = dict[str, Any]

FIGURES = {
    "total": "participants_total",
    "women": "participants_female",
    "men": "participants_male",
    "others": "participants_other",
}
SUMS = {
    "reported": Sum("total__value"),
    "from_events": Count("total"),
    "events_without_number": Count("pk", filter=Q(total__isnull=True)),
    "sex_known_in": Count("pk", filter=Q(women__isnull=False) | Q(men__isnull=False) | Q(others__isnull=False)),
}


@dataclass(frozen=True)
class Attendance:
    """What is reported of some events: a row for each key, the totals, and how many events were left out and why."""

    rows: list[Sums]
    totals: Sums
    left_out: dict[str, int]


def attendance(values: Values, group_by: str) -> Attendance:
    """The attendance reported of the events that a question (`values`, as read) finds, by one of `GROUPS`."""
    return remembered(lambda: added_up(EventFilter(values), group_by), "attendance", said(values), group_by)


def meta_of(values: Values, ordering: str) -> dict[str, Any]:
    """What the answer says about how its events were found."""
    return EventFilter(values).meta(Order(ordering, ()))


def added_up(asked: EventFilter, group_by: str) -> Attendance:
    """What is reported of the events asked for."""
    events = asked.published().filter(*asked.conditions()).order_by()
    counted = events.leaves().filter(~Q(is_undecided()), status__in=TOOK_PLACE)
    rows = list(GROUPS[group_by].rows(asked, counted))
    return Attendance(rows, sums(counted, events=Count("pk")), left_out(events))


# What counts ---------------------------------------------------------------------------------------


def is_undecided() -> Exists:
    """The condition that numbers of participants are given, and editors prefer none of them."""
    given = Figure.objects.filter(measure=FIGURES["total"], status="actual")
    preferred = given.filter(event=OuterRef("event"), is_preferred=True)
    return Exists(given.filter(~Exists(preferred), event=OuterRef("pk")))


def left_out(events: QuerySet[Event]) -> dict[str, int]:
    """How many of these events do not count, by reason; each has one."""
    leaves = Q(is_series=False)
    reasons = {status: leaves & Q(status=status) for status in EventStatus.values if status not in TOOK_PLACE}
    disputed = leaves & Q(status__in=TOOK_PLACE) & Q(is_undecided())
    conditions = {"series": Q(is_series=True), **reasons, "disputed": disputed}
    return events.aggregate(**{reason: Count("pk", filter=condition) for reason, condition in conditions.items()})


def numbers(path: str = "") -> dict[str, FilteredRelation]:
    """The preferred actual figures of an event at the end of a path, by the names that `SUMS` has for them."""
    at = f"{path}figures"
    return {
        name: FilteredRelation(
            at, condition=Q(**{f"{at}__measure": measure, f"{at}__status": "actual", f"{at}__is_preferred": True})
        )
        for name, measure in FIGURES.items()
    }


def sums(events: QuerySet[Event], /, **more: Count) -> Sums:
    """What is reported of all these events."""
    return events.annotate(**numbers()).aggregate(**SUMS, **more)


# By what -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """Events in groups by something of their own."""

    key: Any
    absent: Promise
    terms: str = ""
    text: str = "{}"

    def rows(self, asked: EventFilter, events: QuerySet[Event]) -> Iterator[Sums]:
        """The sums of each group."""
        rows: Any = events.annotate(key=self.key, **numbers()).values("key").annotate(**SUMS)
        for row in rows:
            yield row | {"key": None if row["key"] is None else self.text.format(row["key"])}

    def labels(self, keys: list[str]) -> dict[str, str]:
        """What keys are called."""
        terms = Term.objects.of(self.terms).filter(code__in=keys)
        return {key: key for key in keys} | {term.code: term.short for term in terms}


@dataclass(frozen=True)
class Link:
    """Events in groups by what they are linked to: an event counts once for each, in however many roles.

    `links` are those that the filter for the same thing looks among; `to` is the path from a link to the record.
    """

    model: Any
    links: Callable[[EventFilter], QuerySet[Any]]
    to: str
    absent: Promise
    condition: Q = field(default_factory=Q)

    def rows(self, asked: EventFilter, events: QuerySet[Event]) -> Iterator[Sums]:
        """The sums of each group, and of the events that are in none."""
        links = self.links(asked).filter(self.condition).annotate(one=F(self.to), key=F(f"{self.to}__slug"))
        earlier = links.filter(event=OuterRef("event"), one=OuterRef("one"), pk__lt=OuterRef("pk"))
        once = links.filter(~Exists(earlier), event__in=events).order_by()
        yield from map(dict, once.annotate(**numbers("event__")).values("key").annotate(**SUMS))
        rest = sums(events.filter(~Exists(links.filter(event=OuterRef("pk")))))
        if rest["from_events"] or rest["events_without_number"]:
            yield rest | {"key": None}

    def labels(self, keys: list[str]) -> dict[str, str]:
        """What keys are called."""
        return {record.slug: str(record) for record in self.model.objects.filter(slug__in=keys)}


YEAR = Case(When(Exact(Year("date_earliest"), Year("date_latest")), then=Year("date_earliest")))
COUNTRY = "place__ancestry__ancestor"

GROUPS: dict[str, Column | Link] = {
    "year": Column(YEAR, _("Year not certain"), text="{:04}"),
    "program": Link(Program, EventFilter.event_programs, "program", _("No program stated")),
    "country": Link(
        Place, EventFilter.event_places, COUNTRY, _("No country stated"), Q(**{f"{COUNTRY}__kind": PlaceKind.COUNTRY})
    ),
    "organization": Link(Organization, EventFilter.participations, "organization", _("No organization stated")),
    "event_type": Column(F("event_type__code"), _("Type not stated"), "event-type"),
}
