"""What may be asked about memberships: who held which post where, and on which day."""

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from activities import words
from activities.filters.base import CHANGED, Filter, Key, both_ways
from activities.filters.reading import Parameter, choice, linked, read_period
from activities.models import Certainty, Citation, Membership
from activities.models.base import public
from activities.search.names import forms, holds

ATTESTED, BRACKETED, UNKNOWN = "attested", "bracketed", "unknown"
MATCHED = [ATTESTED, BRACKETED]


def match_on(start: dt.date, end: dt.date) -> Case:
    """How far sources show a post held on a day (or in a month, or a year, from `start` to `end`).

    Attested: an article of that day shows it. Bracketed: articles before and after do, or a source says from
    when to when it was held. Else unknown: nobody knows whether it was held in between, before or after.
    """
    shown = Citation.objects.filter(public("article"), membership=OuterRef("pk"), stance="supports")
    that_day = shown.filter(article__published_earliest__gte=start, article__published_latest__lte=end)
    before = shown.filter(article__published_latest__lt=start)
    after = shown.filter(article__published_earliest__gt=end)
    said = Q(held_earliest__lte=start, held_latest__gte=end)
    return Case(
        When(Exists(that_day), then=Value(ATTESTED)),
        When(said | (Q(Exists(before)) & Q(Exists(after))), then=Value(BRACKETED)),
        default=Value(UNKNOWN),
        output_field=CharField(),
    )


class MembershipFilter(Filter):
    """Memberships, by person, organization and day."""

    model = Membership
    is_ranked = False
    orders = both_ways("name", Key(F("person__text_key")), Key(F("organization__text_key"))) | both_ways(
        "updated_at", CHANGED
    )
    parameters = {
        "person": linked("person", "People.", "person__in"),
        "organization": linked("organization", "Organizations.", "organization__in"),
        "on": Parameter(read_period, "A day; each answer says whether it is attested.", many=False),
        "certainty": choice(Certainty, "How surely sources carry it.", "certainty__in"),
    }

    def annotated(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.annotate(match=match_on(*self.values["on"])) if "on" in self.values else queryset

    def adds(self) -> tuple[str, ...]:
        return ("match",) if "on" in self.values else ()

    def found_by_words(self) -> Q:
        """Each word in a name of the person or the organization, or in the post."""
        sought = words.tokens(self.text)
        condition = Q() if sought else Q(pk__in=[])
        for word in sought:
            condition &= self.names(word) | Q(post_title_en__icontains=word) | Q(post_title_es__icontains=word)
        return condition

    def names(self, word: str) -> Q:
        condition = Q()
        for link in ("person", "organization"):
            other = forms(link, link).filter(holds("text_key", [word]))
            condition |= holds(f"{link}__text_key", [word]) | Q(Exists(other))
        return condition
