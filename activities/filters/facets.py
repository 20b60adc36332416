"""Facets: how many records would be found with each value of a parameter, under everything else that is asked.

A value's count is what the list's own `count` would be with it as the only value of its parameter. So a facet
counts the very rows that its parameter's filter looks for, roles and certainty as asked, among the records that
all other conditions find; and a record once for a value, however many of its rows have it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, TextChoices
from django.utils.translation import get_language_info

from activities import dates
from activities.filters.article import ArticleFilter
from activities.filters.base import Filter, Question
from activities.filters.counting import said
from activities.filters.dated import DatedFilter
from activities.filters.event import EventFilter
from activities.filters.organization import OrganizationFilter
from activities.filters.person import PersonFilter
from activities.filters.place import PlaceFilter
from activities.filters.program import ProgramFilter
from activities.filters.term import TermFilter
from activities.memory import remembered
from activities.models import (
    AppearanceRole,
    EventStatus,
    Organization,
    OrganizationExistence,
    Place,
    PlaceKind,
    Program,
    ProgramKind,
    Term,
    TermAncestry,
)
from activities.models.base import AFTER_ALL, BEFORE_ALL, public, shifted
from activities.models.term import SCHEMES

MOST = 100  # values of a facet

NONE = Q()  # no condition

Counts = dict[Any, int]


@dataclass(frozen=True)
class Facet:
    """The counts of one parameter's values, most first: `{"value", "label", "count"}`; at most `MOST` of them."""

    values: list[dict[str, Any]]
    is_cut: bool


def names_of(noun: str) -> list[str]:
    """The facets that a noun's list has."""
    return [name for asked, ways in FACETS.items() if asked.noun() == noun for name in ways]


def counted(question: Question, names: Iterable[str]) -> dict[str, Facet]:
    """These facets of a question, each of `names_of` its noun, labeled in the language of the moment."""
    return {name: counted_one(question, name) for name in names}


def counted_one(question: Question, name: str) -> Facet:
    """One facet of a question."""
    asked = next(asked for asked in FACETS if asked.noun() == question.noun)
    others = {other: value for other, value in question.values.items() if other != name}
    way = FACETS[asked][name]
    counts = remembered(lambda: most(way.counts(asked(others, name))), "facet", question.noun, name, said(others))
    names = way.names(list(counts)[:MOST])
    rows = [{"value": value, "label": label, "count": counts[key]} for key, (value, label) in names.items()]
    rows.sort(key=lambda row: (-row["count"], row["label"].casefold(), row["value"]))
    return Facet(rows, is_cut=len(counts) > MOST)


def most(counts: Counts) -> Counts:
    """The greatest counts, greatest first: one more than is shown, which tells that there are more."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[: MOST + 1])


# Counting ------------------------------------------------------------------------------------------


def found(asked: Filter) -> QuerySet[Any]:
    """The records that all other conditions find."""
    records: QuerySet[Any] = asked.published().filter(*asked.conditions())
    return records.order_by()


def of_found(rows: QuerySet[Any], owner: str, asked: Filter) -> QuerySet[Any]:
    """Those rows whose owner all other conditions find.

    Where there are none, the few owners that are not public are left out: quicker than to look for all that are.
    """
    if any(True for _condition in asked.conditions()):
        return rows.filter(**{f"{owner}__in": found(asked).values("pk")})
    return rows.exclude(**{f"{owner}__in": asked.model.objects.exclude(public()).values("pk")})


def tally(rows: QuerySet[Any], key: str, counted: str, condition: Q = NONE, limit: int | None = None) -> Counts:
    """How many different `counted` there are for each key that is known; or for so many keys that have most.

    The condition is one of the very row that the path to the key leads through: it must stand in the same filter.
    """
    groups = rows.order_by().filter(condition, **{f"{key}__isnull": False}).values_list(key)
    numbers = groups.annotate(n=Count(counted, distinct=counted != "pk"))
    return dict(numbers.order_by("-n", key)[:limit] if limit else numbers)


Names = dict[Any, tuple[str, str]]  # of each key of the counts, the value as it is asked for and what it is called
Naming = Callable[[list[Any]], Names]


@dataclass(frozen=True)
class Column:
    """Records by a column of their own."""

    path: str
    names: Naming
    condition: Q = field(default_factory=Q)

    def counts(self, asked: Filter) -> Counts:
        return tally(found(asked), self.path, "pk", self.condition, MOST + 1)


@dataclass(frozen=True)
class Rows:
    """Records by what their rows lead to: `rows` are those that the parameter's filter looks among."""

    rows: Callable[[Any], QuerySet[Any]]
    owner: str
    path: str
    names: Naming
    condition: Q = field(default_factory=Q)

    def counts(self, asked: Filter) -> Counts:
        rows = of_found(self.rows(asked), self.owner, asked)
        return tally(rows, self.path, self.owner, self.condition, MOST + 1)


@dataclass(frozen=True)
class Bodies:
    """Events by the organizations that took part, or by these and all that they are units of."""

    names: Naming

    def counts(self, asked: EventFilter) -> Counts:
        path = "organization__ancestry__ancestor" if asked.values.get("units") else "organization"
        rows = Rows(EventFilter.participations, "event", path, self.names, public(path))
        return rows.counts(asked)


@dataclass(frozen=True)
class Topics:
    """Events by their topics and types, each with all broader ones."""

    names: Naming

    def counts(self, asked: EventFilter) -> Counts:
        """Tagged with it or of that type; an event that is both is one."""
        tags = of_found(asked.tags(), "event", asked)
        types = Counter(tally(found(asked), "event_type", "pk"))
        typed: Counter[int] = Counter()
        for narrow, broad in TermAncestry.objects.filter(record__in=types).values_list("record", "ancestor"):
            typed[broad] += types[narrow]
        twice = Q(**{f"{TOPIC}__in": typed, TOPIC: F(ABOVE_ITS_TYPE)})
        both = Counter(tally(tags, TOPIC, "event", twice))
        return Counter(tally(tags, TOPIC, "event")) + typed - both


TOPIC = "term__ancestry__ancestor"
ABOVE_ITS_TYPE = "event__event_type__ancestry__ancestor"


class Languages:
    """Articles by language; those in a language of a country also count for the language."""

    def counts(self, asked: ArticleFilter) -> Counts:
        counts: Counter[str] = Counter()
        for tag, number in tally(found(asked), "language", "pk").items():
            parts = tag.lower().split("-")
            counts.update({"-".join(parts[:end]): number for end in range(1, len(parts) + 1)})
        return counts

    def names(self, keys: list[str]) -> Names:
        return {tag: (tag, language_name(tag)) for tag in keys}


def language_name(tag: str) -> str:
    """What a language is called; its tag where it is that of a country, or unknown."""
    try:
        return tag if "-" in tag else str(get_language_info(tag)["name_translated"])
    except KeyError:
        return tag


# Years ---------------------------------------------------------------------------------------------


class Year(Func):
    """The year of a day, in the database's own way: through Django, SQLite would call Python for each row."""

    template = "EXTRACT(YEAR FROM %(expressions)s)"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(substr(%(expressions)s, 1, 4) AS integer)", **context)


class Years:
    """Dated records by the years that their date may, or must, lie in."""

    def counts(self, asked: DatedFilter) -> Counts:
        """The sum of all spans of years, of which only the changes from year to year are kept."""
        changes: Counter[int] = Counter()
        for first, last, number in self.spans(asked):
            changes[first] += number
            changes[last + 1] -= number
        years = range(min(changes, default=0), max(changes, default=0))
        sums = zip(years, accumulate(changes[year] for year in years), strict=True)
        return {year: number for year, number in sums if number}

    def spans(self, asked: DatedFilter) -> Iterator[tuple[int, int, int]]:
        """First year, last year and number of the records whose dates lie between them."""
        records, earliest, latest = found(asked), asked.dates.EARLIEST, asked.dates.LATEST
        closed = records.filter(**{f"{earliest}__isnull": False, f"{latest}__isnull": False})
        for first, last, number in closed.values_list(Year(earliest), Year(latest)).annotate(n=Count("pk")):
            if first == last or not asked.is_certain:
                yield first, last, number
        if not asked.is_certain:
            half_open = Q(**{f"{earliest}__isnull": True}) ^ Q(**{f"{latest}__isnull": True})
            for start, end, number in records.filter(half_open).values_list(earliest, latest).annotate(n=Count("pk")):
                yield *reach(start, end), number

    def names(self, keys: list[int]) -> Names:
        return {year: (f"{year:04}", f"{year:04}") for year in keys}


def reach(start: dt.date | None, end: dt.date | None) -> tuple[int, int]:
    """The first and last year of a date that is open at one end, where it counts `OPEN_WINDOW_DAYS` further."""
    first = start or shifted(end or BEFORE_ALL, -dates.OPEN_WINDOW_DAYS)
    last = end or shifted(start or AFTER_ALL, dates.OPEN_WINDOW_DAYS)
    return first.year, last.year


# What values are called ----------------------------------------------------------------------------


def by_choice(choices: type[TextChoices]) -> Naming:
    """Values of a closed list."""
    return lambda keys: {key: (key, str(choices(key).label)) for key in keys}


def by_slug(model: Any) -> Naming:
    """Records by row number."""
    return lambda keys: {record.pk: (record.slug, str(record)) for record in model.objects.filter(pk__in=keys)}


def by_code(scheme: str) -> Naming:
    """Terms of one scheme by row number, as their code."""
    return lambda keys: {term.pk: (term.code, term.short) for term in Term.objects.of(scheme).filter(pk__in=keys)}


def as_topics(keys: list[int]) -> Names:
    """Terms of all schemes by row number, as scheme:code."""
    return {term.pk: (f"{term.scheme}:{term.code}", term.short) for term in Term.objects.filter(pk__in=keys)}


def as_schemes(keys: list[str]) -> Names:
    """Schemes by name."""
    return {scheme: (scheme, str(SCHEMES.get(scheme, scheme))) for scheme in keys}


# What can be counted -------------------------------------------------------------------------------

Way = Any  # counts(asked) -> Counts, names(keys) -> Names

FACETS: Mapping[type[Filter], Mapping[str, Way]] = {
    EventFilter: {
        "event_type": Column("event_type", by_code("event-type")),
        "year": Years(),
        "country": Rows(
            EventFilter.event_places,
            "event",
            "place__ancestry__ancestor",
            by_slug(Place),
            Q(place__ancestry__ancestor__kind=PlaceKind.COUNTRY),
        ),
        "organization": Bodies(by_slug(Organization)),
        "program": Rows(EventFilter.event_programs, "event", "program", by_slug(Program)),
        "term": Topics(as_topics),
        "status": Column("status", by_choice(EventStatus)),
    },
    OrganizationFilter: {
        "kind": Column("kind", by_code("organization-kind")),
        "country": Column("country", by_slug(Place), Q(country__kind=PlaceKind.COUNTRY)),
        "existence": Column("existence", by_choice(OrganizationExistence)),
    },
    PersonFilter: {
        "organization": Rows(PersonFilter.posts, "person", "organization", by_slug(Organization)),
        "role": Rows(PersonFilter.appearances, "person", "role", by_choice(AppearanceRole)),
    },
    ProgramFilter: {
        "kind": Column("kind", by_choice(ProgramKind)),
        "organization": Rows(ProgramFilter.roles, "program", "organization", by_slug(Organization)),
        "term": Rows(ProgramFilter.tags, "program", TOPIC, as_topics),
    },
    ArticleFilter: {
        "publisher": Column("publisher", by_slug(Organization), public("publisher")),
        "language": Languages(),
        "year": Years(),
    },
    PlaceFilter: {"kind": Column("kind", by_choice(PlaceKind))},
    TermFilter: {"scheme": Column("scheme", as_schemes)},
}
