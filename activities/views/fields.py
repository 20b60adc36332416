"""What the form above a list offers: fields that are parameters of the API, with what may stand in them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, TextChoices
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from activities.models import Article, Event, EventPlace, Organization, Person, Place, Program, Term
from activities.models.term import SCHEMES

Text = str | Promise

MOST_CHOICES = 50  # a longer list is no help, and a field to type in takes its place


@dataclass(frozen=True)
class Choice:
    """A value a parameter may have, and what a reader calls it."""

    value: str
    label: str


HELD = ["venue", "target"]  # the roles that the filter `place` asks for

Offer = Callable[[], list[Choice]]


@dataclass(frozen=True)
class Field:
    """A parameter as a field.

    `blank` is what it says when nothing is chosen, if not “any”; `noun` that of the records it names; `is_more` sets it
    behind “More filters”.
    """

    name: str
    label: Text
    kind: Literal["choice", "suggest", "text", "date"] = "text"
    offer: Offer = list
    blank: Text = ""
    noun: str = ""
    hint: Text = ""
    is_more: bool = False


@dataclass(frozen=True)
class BoundField:
    """A field with the value it was sent with and the choices of the moment."""

    field: Field
    value: str
    choices: list[Choice]
    is_refused: bool

    @property
    def value_label(self) -> str:
        """The value in the reader's words; several values are joined by commas."""
        labels = {choice.value: choice.label for choice in self.choices}
        return ", ".join(labels.get(value, value) for value in self.value.split(","))


def bound(field: Field, query: QueryDict, refused: Iterable[str] = ()) -> BoundField:
    """Fill a field from a question. A value that no choice holds becomes one, so that the form shows what was asked."""
    value = ",".join(query.getlist(field.name))
    choices = field.offer()
    if field.kind == "choice" and value and value not in {choice.value for choice in choices}:
        choices = [*choices, Choice(value, value)]
    return BoundField(field, value, choices, field.name in refused)


# Offers ---------------------------------------------------------------------------------------------


def codes(choices: type[TextChoices]) -> Offer:
    """Offer the codes of a fixed list."""
    return lambda: [Choice(str(value), str(label)) for value, label in choices.choices]


def yes_or_no() -> list[Choice]:
    """Offer both answers to a yes-or-no question."""
    return [Choice("true", _("Yes")), Choice("false", _("No"))]


def terms(scheme: str, *, with_scheme: bool = False) -> Offer:
    """Offer the terms of a scheme in its own order, as `code` or as `scheme:code`."""
    prefix = f"{scheme}:" if with_scheme else ""
    return lambda: [Choice(prefix + term.code, term.short) for term in Term.objects.of(scheme)[:MOST_CHOICES]]


def schemes() -> list[Choice]:
    """Offer the schemes there are."""
    found = Term.objects.order_by("scheme").values_list("scheme", flat=True).distinct()
    return [Choice(scheme, str(SCHEMES.get(scheme, scheme))) for scheme in found[:MOST_CHOICES]]


def years_of_events() -> list[Choice]:
    """Offer the years that events are dated in."""
    return years(Event.objects.published(), "date_earliest", "date_latest")


def years_of_articles() -> list[Choice]:
    """Offer the years that articles were published in."""
    return years(Article.objects.published(), "published_earliest", "published_latest")


def years(queryset: QuerySet[Any], earliest: str, latest: str) -> list[Choice]:
    """Offer the years from the first bound to the last, newest first."""
    ends = queryset.aggregate(first=Min(earliest), second=Min(latest), third=Max(earliest), last=Max(latest))
    known = [day.year for day in ends.values() if day]
    span = range(max(known), min(known) - 1, -1) if known else range(0)
    return [Choice(str(year), str(year)) for year in span[:MOST_CHOICES]]


def few(queryset: QuerySet[Any], label: Callable[[Any], str]) -> list[Choice]:
    """Offer records by slug when there are few enough to look through, else none."""
    found = list(queryset[: MOST_CHOICES + 1])
    return [] if len(found) > MOST_CHOICES else [Choice(record.slug, label(record)) for record in found]


def organizations() -> list[Choice]:
    """Offer the organizations, if they are few."""
    return few(Organization.objects.published(), _with_acronym)


def _with_acronym(organization: Organization) -> str:
    return f"{organization.name} ({organization.acronym})" if organization.acronym else organization.name


def publishers() -> list[Choice]:
    """Offer the organizations that published an article, if they are few."""
    publishing = Organization.objects.published().filter(articles__state="published").distinct()
    return few(publishing, _with_acronym)


def programs() -> list[Choice]:
    """Offer the programs, if they are few."""
    return few(Program.objects.published(), str)


def people() -> list[Choice]:
    """Offer the people, if they are few."""
    return few(Person.objects.published(), str)


def origins() -> list[Choice]:
    """Offer the places that participants of published events came from, if they are few."""
    return few(Place.objects.filter(in_use(["origin"], "pk")), str)


def in_use(kinds: list[str], path: str) -> Exists:
    """The condition that a published event has the place at `path` in one of the roles."""
    rows = EventPlace.objects.filter(kind__in=kinds, event__in=Event.objects.published())
    return Exists(rows.filter(place=OuterRef(path)))


def places() -> list[Choice]:
    """Offer the places where published events were held, or that hold such places, if they are few."""
    inside = Place.objects.filter(in_use(HELD, "pk")).values("parent")
    return few(Place.objects.filter(in_use(HELD, "pk") | Q(pk__in=inside)), str)


def countries() -> list[Choice]:
    """Offer the countries that organizations belong to, if they are few."""
    return few(Place.objects.filter(organizations__state="published").distinct(), str)
