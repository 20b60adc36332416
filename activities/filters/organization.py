"""What may be asked about organizations."""

from django.db.models import Exists, Q

from activities import words
from activities.filters.base import Filter
from activities.filters.reading import Parameter, choice, coded, flag, linked
from activities.models import Organization, OrganizationExistence
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
