"""The search page: names, aliases, titles and summaries of the five nouns."""

from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from activities import search
from activities.documents import address
from activities.faces.mixed import mixed
from activities.filters import Filter, read_all
from activities.views.base import changed, language
from activities.views.fields import Field
from activities.views.record_list import PAGES_OWN, RecordList, page_of


class Search(RecordList):
    """Whatever holds the words, the best fit first; says under which other name it was found."""

    noun = "search"
    heading = _("Search")
    lead = _("Names, acronyms, titles and summaries of everything published. A phrase in quotes is found as it stands.")
    fields = (Field("q", _("Words")),)

    def get_template_names(self) -> list[str]:
        return ["activities/search.html"]

    @classmethod
    def known(cls) -> set[str]:
        return {"q"}

    def answer(self, query: QueryDict) -> dict[str, Any]:
        read_all(query, {"q": Filter.COMMON["q"]}, also=PAGES_OWN)
        found = search.find(query.get("q", ""))
        page = page_of(Paginator(found.matches, self.page_size), query.get("page", "1"))
        faces = mixed([match.record for match in page], language())
        meant = found.did_you_mean or ""
        return self.paged(query, page) | {
            "rows": search.hits(found, page, faces),
            "is_asked": "q" in query,
            "found": found,
            "meant": meant,
            "meant_address": address(self.request.path, changed(query, "q", meant)),
        }
