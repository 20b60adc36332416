"""Search across the five nouns, for programs."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.response import Response

from activities.api.answers import PAGE_SIZE, ListViewSet
from activities.api.paging import Page, paged_list
from activities.api.schema import listed
from activities.documents import root_of
from activities.faces.base import Code, Text
from activities.faces.mixed import mixed
from activities.filters import Filter, Key, Parameter, whole_number
from activities.search import NOUNS, Hit, Match, find, hits, suggest
from activities.search.finding import Found

KEYS = (Key("penalty", read=whole_number), Key("place", read=whole_number))
SUGGESTED = 10


class SuggestionSerializer(serializers.Serializer[Any]):
    """A record whose name begins like what was typed."""

    type = Code(NOUNS, source="noun")
    slug = Text(source="face.slug", allow_null=False)
    name = Text(allow_null=False)
    url = serializers.URLField(source="face.url", read_only=True)
    html_url = serializers.URLField(source="face.html_url", read_only=True)
    matched_name = Text(help_text="The other name that matched, where it fits better than the record's own.")


class HitSerializer(SuggestionSerializer):
    """A record found."""

    snippet = serializers.CharField(
        read_only=True,
        help_text="A piece of our own text about it, as HTML: escaped, with `<mark>` around the words found.",
    )


class FindingViewSet(ListViewSet):
    """What words find across the five nouns."""

    rows: ClassVar[type[SuggestionSerializer]]

    def answer(self) -> Any:
        return listed(self.rows(many=True), self.rows.__name__.removesuffix("Serializer"))

    def answered(self, page: Page, found: Found, **meta: Any) -> Response:
        """A page of what was found."""
        rows = self.rows(self.hits(found, map(Match._make, page.rows)), many=True).data
        whole = {"ordering": "relevance", "candidates": len(found.matches), "is_complete": found.is_complete}
        return self.listing(page, rows, len(found.matches), whole | meta)

    def hits(self, found: Found, matches: Iterable[Match]) -> list[Hit]:
        matches = list(matches)
        faces = mixed([match.record for match in matches], self.language, root_of(self.request))
        return hits(found, matches, faces)


class SearchViewSet(FindingViewSet):
    """Events, organizations, people, programs and articles by names, other names, titles and summaries, best first."""

    rows = HitSerializer

    def parameters(self) -> Mapping[str, Parameter]:
        return {"q": Filter.COMMON["q"], **self.PAGING, **self.own}

    def list(self, request: Any) -> Response:
        """The records that hold all the words, and the phrases in quotes. Without words, none.

        At most the newest 1,000 matches are ranked (`meta.candidates`, `meta.is_complete`). Where no record holds
        all the words, those come whose names have words that begin so (`meta.by_beginnings`); where there are none
        either, a name that is much like the words may be told (`meta.did_you_mean`).
        """
        values = self.read()
        found = find(values.get("q", ""))
        size, cursor = values.get("page_size", PAGE_SIZE), values.get("cursor")
        page = paged_list(found.matches, KEYS, size, cursor, "search by relevance")
        return self.answered(page, found, by_beginnings=found.by_beginnings, did_you_mean=found.did_you_mean)


class SuggestViewSet(FindingViewSet):
    """The records that somebody who is still typing may mean."""

    rows = SuggestionSerializer

    def parameters(self) -> Mapping[str, Parameter]:
        return {"q": Filter.COMMON["q"], **self.own}

    def list(self, request: Any) -> Response:
        """The ten best of those records whose names have words that begin like all those typed. Without words, none."""
        found = suggest(self.read().get("q", ""))
        return self.answered(Page(list(found.matches[:SUGGESTED]), None, None), found)
