"""Gaps: what nobody has recorded yet, and what sources dispute, record by record and field by field.

Of events only single ones and sessions are asked: what holds for a series stands with its sessions. Nobody can say
how many took part in what is only planned, or was not held: such events lack no number of participants.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import F, Max, Min, Q, QuerySet

from activities.filters.base import has
from activities.filters.event import FACTS, TOOK_PLACE, known
from activities.memory import remembered
from activities.models import Citation, Figure, Membership, ProgramRole
from activities.models.base import public

MISSING, DISPUTED = "missing", "disputed"

LABELS = {"event": ["title_en", "title_es"], "article": ["headline"]}  # of all others: the name
ASKED = {"event": Q(is_series=False)}  # of all others: every public record

Condition = Callable[[], Q]


@dataclass(frozen=True)
class Gap:
    """A field of a noun, and what is the matter with it; `number` is its place among all gaps."""

    number: int
    noun: str
    field: str
    why: str
    condition: Condition

    def records(self) -> QuerySet[Any]:
        """The public records with this gap, in the order of their row numbers."""
        records: QuerySet[Any] = apps.get_model("activities", self.noun).objects.published()
        return records.filter(ASKED.get(self.noun, Q()), self.condition()).order_by("pk")

    def count(self) -> int:
        """How many records have it."""
        return remembered(self.records().count, "gap", self.noun, self.field, self.why)

    def rows(self, most: int, *conditions: Q, backward: bool = False) -> QuerySet[Any]:
        """At most so many of these records, with what names them; from the last one back when asked so."""
        records = self.records().filter(*conditions).only("slug", *LABELS.get(self.noun, ["name"]))
        return (records.reverse() if backward else records)[:most]


# A record and its gap.
Row = tuple[Gap, Any]


def gaps_of(nouns: Collection[str] = (), fields: Collection[str] = ()) -> list[Gap]:
    """The gaps of these nouns in these fields, in their order; of all nouns, in all fields, where none is given."""
    return [gap for gap in GAPS if gap.noun in (nouns or FIELDS) and (not fields or gap.field in fields)]


def rows_of(gaps: Sequence[Gap], most: int, after: Sequence[int] = (), *, backward: bool = False) -> list[Row]:
    """At most so many rows of these gaps, after the one of a gap's number and a row number, or before it.

    Asked gap by gap, as far as rows are wanted.
    """
    found: list[Row] = []
    for gap, conditions in begun(gaps, after, backward=backward):
        found += ((gap, record) for record in gap.rows(most - len(found), *conditions, backward=backward))
        if len(found) == most:
            break
    return found


def begun(gaps: Sequence[Gap], after: Sequence[int], *, backward: bool) -> Iterator[tuple[Gap, list[Q]]]:
    """The gaps that come after a row, or before it, the one of the row itself with a bound on its records."""
    for gap in reversed(gaps) if backward else gaps:
        if not after or (gap.number < after[0] if backward else gap.number > after[0]):
            yield gap, []
        elif gap.number == after[0]:
            yield gap, [Q(pk__lt=after[1]) if backward else Q(pk__gt=after[1])]


# What is the matter --------------------------------------------------------------------------------


def disputed(path: str, *facts: Q) -> Condition:
    """That words of an article speak against a fact of the record at the end of a path from a citation."""

    def condition() -> Q:
        against = Citation.objects.published().filter(*facts, stance="disputes", **{f"{path}__isnull": False})
        return Q(pk__in=against.order_by().values(path))

    return condition


def disputed_or_at_odds() -> Q:
    """That words speak against the number of participants, or that sources give different ones."""
    figures = Figure.objects.filter(measure="participants_total", status="actual", event__isnull=False)
    numbers = figures.order_by().values("event").annotate(least=Min("value"), most=Max("value"))
    against = disputed("figure__event", Q(figure__measure="participants_total", figure__status="actual"))
    return against() | Q(pk__in=numbers.filter(most__gt=F("least")).values("event"))


def lacks(fact: str) -> Condition:
    """That a fact is not known about an event which the fact can be known of."""
    askable = Q(status__in=TOOK_PLACE) if fact == "participants" else Q()
    return lambda: askable & ~known(fact)


def has_no_post() -> Q:
    """That no post of a person at a public organization is known."""
    return ~Q(has(Membership.objects.filter(public("organization")), "person"))


def has_no_funder() -> Q:
    """That no public organization is known to fund a program."""
    return ~Q(has(ProgramRole.objects.filter(public("organization"), role="funder"), "program"))


def has_no_day() -> Q:
    """That no day of publication is known, be there bounds or not."""
    bounds = {"published_earliest__isnull": False, "published_latest": F("published_earliest")}
    return ~Q(**bounds)


NO_DATE = Q(date_earliest__isnull=True, date_latest__isnull=True)

AGAINST_EVENT: dict[str, Condition] = {
    "date": disputed("event", Q(field__startswith="date")),
    "venue": disputed("event_place__event", Q(event_place__kind="venue")),
    "participants": disputed_or_at_odds,
    "organization": disputed("participation__event"),
    "program": disputed("event_program__event"),
    "funder": disputed("participation__event", Q(participation__role__code="funder")),
}

# Of each noun its fields, each with the condition that it is missing and, where words can speak against it, disputed.
FIELDS: dict[str, dict[str, dict[str, Condition]]] = {
    "event": {
        fact: {MISSING: lacks(fact)} | ({DISPUTED: AGAINST_EVENT[fact]} if fact in AGAINST_EVENT else {})
        for fact in FACTS
    },
    "article": {
        "published": {
            MISSING: has_no_day,
            DISPUTED: disputed("described_article", Q(field__startswith="published")),
        },
        "dateline": {
            MISSING: lambda: Q(dateline_text="", dateline_place__isnull=True),
            DISPUTED: disputed("described_article", Q(field__startswith="dateline")),
        },
        "language": {
            MISSING: lambda: Q(language="und"),  # BCP 47: not determined
            DISPUTED: disputed("described_article", Q(field="language")),
        },
    },
    "person": {"post": {MISSING: has_no_post, DISPUTED: disputed("membership__person")}},
    "organization": {
        "kind": {MISSING: lambda: Q(kind__isnull=True), DISPUTED: disputed("organization", Q(field="kind"))},
        "country": {MISSING: lambda: Q(country__isnull=True), DISPUTED: disputed("organization", Q(field="country"))},
    },
    "program": {
        "funder": {
            MISSING: has_no_funder,
            DISPUTED: disputed("program_role__program", Q(program_role__role="funder")),
        },
        "date": {MISSING: lambda: NO_DATE, DISPUTED: disputed("program", Q(field__startswith="date"))},
    },
}

GAPS = [
    Gap(number, noun, field, why, condition)
    for number, (noun, field, why, condition) in enumerate(
        (noun, field, why, condition)
        for noun, fields in FIELDS.items()
        for field, reasons in fields.items()
        for why, condition in reasons.items()
    )
]
