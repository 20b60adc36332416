"""The search page: names, aliases and titles of the five nouns."""

from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from activities import search
from activities.filters import Filter, read_all
from activities.views.base import language
from activities.views.fields import Field
from activities.views.record_list import PAGES_OWN, RecordList, page_of


class Search(RecordList):
    """Whatever has the words in its name, the best fit first; says under which other name it was found."""

    noun = "search"
    heading = _("Search")
    lead = _("Names, acronyms and other names of organizations, people and programs; titles of events and articles.")
    fields = (Field("q", _("Name or acronym")),)

    def get_template_names(self) -> list[str]:
        return ["activities/search.html"]

    @classmethod
    def known(cls) -> set[str]:
        return {"q"}

    def answer(self, query: QueryDict) -> dict[str, Any]:
        read_all(query, {"q": Filter.COMMON["q"]}, also=PAGES_OWN)
        found = search.find(query.get("q", ""))
        page = page_of(Paginator(found.matches, self.page_size), query.get("page", "1"))
        hits = search.hits(found, page, language())
        return self.paged(query, page) | {"rows": hits, "is_asked": "q" in query, "is_complete": found.is_complete}
