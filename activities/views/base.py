"""What all pages share: the language, the questions they ask, and the beginning of what answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.views.generic import TemplateView

from activities.documents import address
from activities.faces import Face, stored
from activities.filters import ask

PAGE_SIZE = 20
WITHOUT_PAGES = ("membership", "citation")


def language() -> str:
    """The language of the page being made: "en" or "es"."""
    return (get_language() or "en")[:2]


# Questions and their addresses ------------------------------------------------------------------------


def question(parameters: Mapping[str, str]) -> QueryDict:
    """Put parameters into the shape in which a visitor sends them."""
    asked = QueryDict(mutable=True)
    asked.update(parameters)
    return asked


def without(query: QueryDict, *names: str) -> QueryDict:
    """The question without some of its parameters."""
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return kept


def changed(query: QueryDict, name: str, value: str) -> QueryDict:
    """The question with one parameter set anew, and from its first page."""
    kept = without(query, "page")
    kept[name] = value
    return kept


# Answers ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listing:
    """The answer to a question, or its beginning, and where the whole of it stands."""

    rows: list[Face]
    is_cut: bool
    address: str


def listing(noun: str, parameters: Mapping[str, str], limit: int = PAGE_SIZE) -> Listing:
    """Ask what a visitor may ask, and take at most `limit` of the records that answer."""
    query = question(parameters)
    texts = stored.texts(ask(noun, query).queryset[: limit + 1], language())
    return Listing(
        rows=[stored.opened(text) for text in texts[:limit]],
        is_cut=len(texts) > limit,
        address=address(reverse(f"{'api' if noun in WITHOUT_PAGES else 'activities'}:{noun}-list"), query),
    )


class Page(TemplateView):
    """A public page: read only, in the language of its address."""

    http_method_names = ["get", "head", "options"]
    noun: ClassVar[str] = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What every template is given; `address` is the page's own, without what does not change it."""
        return super().get_context_data(**{"noun": self.noun, "address": self.request.path} | kwargs)
