"""Gaps, for programs: what is missing or disputed, so that somebody can look for it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from activities.api.answers import PAGE_SIZE, ListViewSet
from activities.api.paging import page_of, read
from activities.api.schema import listed
from activities.documents import root_of
from activities.faces.base import Code, PageAddress, Text
from activities.filters import Key, Parameter, QuestionError, Refusal, Values, choice, whole_number
from activities.filters.gaps import DISPUTED, FIELDS, MISSING, Row, gaps_of, rows_of

SCOPE = "gaps by number"
KEYS = (Key("number", read=whole_number), Key("row", read=whole_number))
FIELD_NAMES = list(dict.fromkeys(field for fields in FIELDS.values() for field in fields))


class GapSerializer(serializers.Serializer[Any]):
    """A field of a record that is not known, or about which sources disagree."""

    noun = Code([*FIELDS], help_text="The noun of the record.")
    slug = Text(source="record.slug", allow_null=False)
    name = Text(source="record.label", allow_null=False)
    html_url = PageAddress(source="record", help_text="The record as a page.")
    field = Code(FIELD_NAMES, help_text="What is missing or disputed.")
    why = Code([MISSING, DISPUTED])


def shown(row: Row) -> dict[str, Any]:
    """A row as the serializer wants it."""
    gap, record = row
    return {"noun": gap.noun, "field": gap.field, "why": gap.why, "record": record}


def keys_of(row: Row) -> list[int]:
    """What a cursor holds of a row."""
    gap, record = row
    return [gap.number, record.pk]


class GapsViewSet(ListViewSet):
    """What is missing or disputed in public records, field by field: series are not asked beside their sessions."""

    def parameters(self) -> Mapping[str, Parameter]:
        return {
            "noun": choice(FIELDS, "Nouns of the records; all."),
            "field": choice(FIELD_NAMES, "Fields that are asked about; all that the nouns have."),
            **self.PAGING,
            **self.own,
        }

    def answer(self) -> Any:
        return listed(GapSerializer(many=True), "Gap")

    def list(self, request: Any) -> Response:
        """What is missing or disputed, in the order noun, field, record; `meta.counts` says how often each is."""
        values = self.read()
        counts = {gap: gap.count() for gap in gaps_of(values.get("noun", ()), fields_of(values))}
        size = values.get("page_size", PAGE_SIZE)
        at = read(values["cursor"], SCOPE, KEYS) if "cursor" in values else None
        some = [gap for gap, count in counts.items() if count]
        rows = rows_of(some, size + 1, at.keys if at else (), backward=at is not None and at.is_backward)
        page = page_of(rows, size, at, keys_of, SCOPE)
        context = {"language": self.language, "root": root_of(self.request)}
        faces = GapSerializer(map(shown, page.rows), many=True, context=context).data
        meta = {"ordering": "noun", "counts": [counted(gap, count) for gap, count in counts.items()]}
        return self.listing(page, faces, sum(counts.values()), meta)


def counted(gap: Any, count: int) -> dict[str, Any]:
    """A gap and how many records have it."""
    return {"noun": gap.noun, "field": gap.field, "why": gap.why, "count": count}


def fields_of(values: Values) -> list[str]:
    """The fields asked about; refuses one that none of the nouns asked for has."""
    nouns = values.get("noun", FIELDS)
    fields: list[str] = values.get("field", [])
    strange = [field for field in fields if not any(field in FIELDS[noun] for noun in nouns)]
    if strange:
        known = ", ".join(field for noun in nouns for field in FIELDS[noun])
        detail = _("The nouns asked for have only these fields: %s.") % known
        raise QuestionError([Refusal("field", ",".join(strange), detail)])
    return fields
