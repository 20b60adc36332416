"""What search engines and browsers ask for: sitemaps in both languages, robots.txt, and how to search here."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities import memory
from activities.documents import root_of
from activities.faces.formats.base import element, xml
from activities.filters import FILTERS

LANGUAGES = [code for code, _name in settings.LANGUAGES]
ADDRESSES = 5_000  # of one file, which may hold 50,000: few enough to be made while somebody waits
Answer = Callable[..., HttpResponse]


# Sitemaps ------------------------------------------------------------------------------------------


class InLanguages:
    """The records of a QuerySet, each once a language, as (record, language); only a slice is ever fetched.

    Its bounds fall between records, because so do those of the files.
    """

    def __init__(self, records: QuerySet[Any]) -> None:
        self.records = records

    def __len__(self) -> int:
        return self.records.count() * len(LANGUAGES)

    def __getitem__(self, bounds: slice) -> list[tuple[Any, str]]:
        start, stop = (bound // len(LANGUAGES) for bound in (bounds.start, bounds.stop))
        return [(record, language) for record in self.records[start:stop] for language in LANGUAGES]


class Records(Sitemap):
    """The pages of all records of a noun, each with that in the other language."""

    i18n = alternates = x_default = True
    limit = ADDRESSES

    def __init__(self, noun: str) -> None:
        self.noun = noun

    def items(self) -> Any:
        words = ["scheme", "code"] if self.noun == "term" else ["slug"]
        return FILTERS[self.noun]({}).published().only(*words, "updated_at").order_by("pk")

    @property
    def paginator(self) -> Paginator:
        addresses: Any = InLanguages(self.items())  # all that a paginator asks of a list
        return Paginator(addresses, self.limit)

    def lastmod(self, item: Any) -> datetime:
        return item.updated_at  # type: ignore[no-any-return]

    def get_latest_lastmod(self) -> datetime | None:
        return self.items().order_by().aggregate(last=Max("updated_at"))["last"]  # type: ignore[no-any-return]


class Pages(Sitemap):
    """The front page, and the lists of all nouns."""

    i18n = alternates = x_default = True

    def items(self) -> list[str]:
        return ["home", *(f"{noun}-list" for noun in NOUNS.values())]

    def location(self, item: str) -> str:
        return reverse(f"activities:{item}")

    def lastmod(self, item: str) -> datetime:
        return memory.catalogue().changed_at


NOUNS = {
    "events": "event",
    "organizations": "organization",
    "people": "person",
    "programs": "program",
    "articles": "article",
    "places": "place",
    "terms": "term",
}
SITEMAPS: dict[str, Any] = {"pages": Pages} | {name: partial(Records, noun) for name, noun in NOUNS.items()}

index: Answer = require_safe(partial(views.index, sitemaps=SITEMAPS, sitemap_url_name="sitemap"))
sitemap: Answer = require_safe(partial(views.sitemap, sitemaps=SITEMAPS))


# Robots and browsers -------------------------------------------------------------------------------

ROBOTS = """User-agent: *
Disallow: /admin/
Allow: /

Sitemap: {}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by machines; where it is to be found."""
    text = ROBOTS.format(root_of(request) + reverse("sitemap-index"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches here (OpenSearch 1.1, draft 6): first in the language of the address."""
    root, language = root_of(request), (get_language() or LANGUAGES[0])[:2]
    ordered = sorted(LANGUAGES, key=lambda one: one != language)
    description = element(
        "OpenSearchDescription",
        element("ShortName", _("Migration events")),
        element("Description", _("Catalogue of migration-governance activities")),
        *(element("Url", type="text/html", template=root + search_page(one) + TERMS) for one in ordered),
        element(
            "Url",
            type="application/json",
            rel="suggestions",
            template=f"{root}{reverse('api:search-list')}suggest/{TERMS}&lang={language}",
        ),
        element("Url", type=OPENSEARCH, rel="self", template=root + request.path),
        element("Language", language),
        element("InputEncoding", "UTF-8"),
        xmlns="http://a9.com/-/spec/opensearch/1.1/",
    )
    document = b'<?xml version="1.0" encoding="utf-8"?>\n' + xml(description) + b"\n"
    return HttpResponse(document, content_type=OPENSEARCH)


OPENSEARCH = "application/opensearchdescription+xml"
TERMS = "?q={searchTerms}"


def search_page(language: str) -> str:
    """The path of the search page in a language."""
    with override(language):
        return reverse("activities:search")
