"""What may be asked about organizations."""

from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from activities import words
from activities.faces.partner import shared_with
from activities.filters.base import ROW, TEXT, Filter, Key, Order, Question, whole_number
from activities.filters.reading import Parameter, choice, coded, flag, linked
from activities.models import Organization, OrganizationExistence, Participation
from activities.search.names import forms


class OrganizationFilter(Filter):
    """Organizations, by kind, country, the body they are a unit of, and acronym."""

    model = Organization
    best_first = True
    parameters = {
        "kind": coded("organization-kind", "Kinds, by code.", "kind__code__in"),
        "country": linked("place", "Countries.", "country__in", kind="country"),
        "parent": linked("organization", "The body it is a unit of.", "parent__in"),
        "existence": choice(OrganizationExistence, "Whether it exists, is proposed, or is no more.", "existence__in"),
        "is_collective": flag("Classes of bodies, or single bodies.", "is_collective"),
        "acronym": Parameter(str, "Acronyms, in any language."),
    }

    def of_acronym(self) -> Q | None:
        """That one of its acronyms is one of those asked for, whatever the case and the accents."""
        condition = Q(pk__in=[])
        for acronym in self.values.get("acronym", []):
            other = forms("organization").filter(kind="acronym", text_key=words.key(acronym))
            condition |= Q(acronym__iexact=acronym) | Q(Exists(other))
        return condition if "acronym" in self.values else None

    CONDITIONS = (of_acronym,)


def partners_of(organization: Organization) -> Question:
    """The organizations that share events with one, by how many, most first."""
    order = Order("shared_events_count", (Key(F("shared_events_count"), True, whole_number), TEXT, ROW))
    shared = Participation.objects.filter(event__in=shared_with(organization))
    others = Organization.objects.published().exclude(pk=organization.pk)
    partners = others.annotate(shared_events_count=events_of(shared))
    queryset = order.applied(partners.filter(shared_events_count__gt=0))
    return Question(f"partner of {organization.slug}", queryset, order, {"ordering": f"-{order.name}"}, {})


def events_of(rows: QuerySet[Any]) -> Coalesce:
    """How many different events these participations of the organization at hand are in."""
    numbers = rows.filter(organization=OuterRef("pk")).order_by().values("organization")
    events = numbers.annotate(n=Count("event", distinct=True)).values("n")
    return Coalesce(Subquery(events, output_field=IntegerField()), 0)
