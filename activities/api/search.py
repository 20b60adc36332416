"""Search across the five nouns, for programs."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

from activities.api.answers import PAGE_SIZE, ListViewSet, root_of
from activities.api.paging import paged_list
from activities.api.schema import listed
from activities.faces.base import Address, Code, PageAddress, Text
from activities.filters import Filter, Key, Parameter, whole_number
from activities.search import NOUNS, Match, find, hits

KEYS = (Key("fit", read=whole_number), Key("key"), Key("noun"), Key("row", read=whole_number))


class HitSerializer(serializers.Serializer[Any]):
    """A record found."""

    type = Code(NOUNS, source="noun")
    slug = Text(source="record.slug", allow_null=False)
    name = Text(source="record.label", allow_null=False)
    url = Address(source="record")
    html_url = PageAddress(source="record")
    matched_name = Text(help_text="The other name that matched, where it fits better than the record's own.")
    snippet = Text(help_text="A piece of our own text about it.")


class SearchViewSet(ListViewSet):
    """Events, organizations, people, programs and articles by their names, other names and titles, best first."""

    def parameters(self) -> Mapping[str, Parameter]:
        return {"q": Filter.COMMON["q"], **self.PAGING, **self.own}

    def answer(self) -> Any:
        return listed(HitSerializer(many=True), "Hit")

    def list(self, request: Any) -> Response:
        """The records that hold all the words. Without words, none."""
        values = self.read()
        found = find(values.get("q", ""))
        size, cursor = values.get("page_size", PAGE_SIZE), values.get("cursor")
        page = paged_list(found.matches, KEYS, size, cursor, "search by relevance")
        context = {"language": self.language, "root": root_of(self.request)}
        rows = HitSerializer(hits(found, map(Match._make, page.rows), self.language), many=True, context=context).data
        meta = {"ordering": "relevance", "candidates": len(found.matches), "is_complete": found.is_complete}
        return self.listing(page, rows, len(found.matches), meta)
