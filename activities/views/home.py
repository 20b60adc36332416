"""The front page: what there is, what is newest, and how to read it."""

from typing import Any

from django.http import QueryDict

from activities.filters import ask
from activities.models import Term
from activities.views.base import Page, listing

COUNTED = ("event", "organization", "person", "program", "article")


class Home(Page):
    """The front page."""

    template_name = "activities/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = {noun: ask(noun, QueryDict()).queryset.count() for noun in COUNTED}
        return super().get_context_data(
            counts=counts,
            events=listing("event", {}, limit=5),
            articles=listing("article", {}, limit=5),
            types=Term.objects.of("event-type").filter(events__state="published").distinct(),
            **kwargs,
        )
