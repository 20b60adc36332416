"""What may be asked about articles."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from activities.filters.base import has
from activities.filters.dated import DATE_PARAMETERS, DatedFilter, date_orders
from activities.filters.reading import Parameter, linked, read_language
from activities.models import Article, Citation, Coverage
from activities.models.base import public
from activities.models.citation import CONCERNED

# How an event is linked to the records an article may be asked for by.
EVENT_LINKS = {
    "organization": "event__participations__organization__in",
    "person": "event__appearances__person__in",
    "program": "event__event_programs__program__in",
}


class ArticleFilter(DatedFilter):
    """Articles, by publisher, language, day, and by what they tell about."""

    model = Article
    orders = date_orders("published", "published_earliest", "published_latest", "headline")
    default_order = "-published"
    parameters = {
        **DATE_PARAMETERS,
        "publisher": linked("organization", "Publishers.", "publisher__in"),
        "language": Parameter(read_language, "Languages, BCP 47."),
        "event": linked("event", "Events it is about."),
        "organization": linked("organization", "Organizations it tells about, itself or through an event."),
        "person": linked("person", "People it tells about, itself or through an event."),
        "program": linked("program", "Programs it tells about, itself or through an event."),
    }

    def of_language(self) -> Q | None:
        """That its language is, or is a kind of, one of those asked for."""
        condition = Q(pk__in=[])
        for tag in self.values.get("language", []):
            condition |= Q(language__iexact=tag) | Q(language__istartswith=f"{tag}-")
        return condition if "language" in self.values else None

    def of_event(self) -> Exists | None:
        return has(Coverage.objects.filter(event__in=self.values["event"]), "article") if self.given("event") else None

    def of_organization(self) -> Q | None:
        return self.tells_of("organization")

    def of_person(self) -> Q | None:
        return self.tells_of("person")

    def of_program(self) -> Q | None:
        return self.tells_of("program")

    def tells_of(self, noun: str) -> Q | None:
        """That it is cited for a fact about the records asked for, or is about an event of theirs."""
        if noun not in self.values:
            return None
        events = Coverage.objects.filter(public("event"), **{EVENT_LINKS[noun]: self.values[noun]})
        return Q(has(events, "article")) | Q(Exists(cited_for(noun, self.values[noun])))

    CONDITIONS = (
        DatedFilter.of_date,
        DatedFilter.of_undated,
        of_language,
        of_event,
        of_organization,
        of_person,
        of_program,
    )


def cited_for(noun: str, ids: list[int]) -> Any:
    """The public citations of an article that carry facts about these records."""
    about = Q()
    for path in CONCERNED[noun]:
        about |= Q(**{f"{path}__in": ids})
    return Citation.objects.published().filter(about, article=OuterRef("pk"))
