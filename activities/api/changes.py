"""What changed since a reader last asked: all that a mirror needs to stay equal.

Each record that ever was public stands in the list once, where it last changed: what changes again moves to the
end. The order is that in which changes became visible, so that none comes to stand before a point already read.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from activities import memory
from activities.api.answers import PAGE_SIZE, ListViewSet, add_links
from activities.api.schema import listed
from activities.documents import root_of
from activities.faces import SERIALIZERS, stored
from activities.faces.base import Text
from activities.filters import Parameter, Refused, Values, choice, one_of
from activities.filters.reading import read_moment
from activities.models import FaceFate, PublishedFace

CHANGES = {FaceFate.PUBLISHED: "changed", FaceFate.WITHDRAWN: "withdrawn", FaceFate.MERGED: "merged"}
SALT = "point among the changes"

# A point among the changes: the catalogue's version and the row that were read last.
Point = tuple[int, int]


def written(point: Point) -> str:
    """A point as text, signed."""
    return signing.dumps(point, salt=SALT)


def read_since(text: str) -> Q:
    """Read since when: a moment, a point that an earlier answer gave, or the address of its `next`."""
    given = parse_qs(urlsplit(text).query).get("since", [text])[0]
    try:
        version, row = signing.loads(given, salt=SALT)
    except signing.BadSignature:
        return Q(changed_at__gte=read_since_moment(given))
    if version > memory.catalogue().version:
        raise Refused(_("The catalogue was put back to an earlier state since. Begin again without this point."))
    return Q(version__gt=version) | Q(version=version, pk__gt=row)


def read_since_moment(text: str) -> dt.datetime:
    """Read a moment, or say what else could be given."""
    try:
        return read_moment(text)
    except Refused as error:
        said = _("Give a moment, such as 2026-01-31T12:00:00Z, or the `next` of an earlier answer.")
        raise Refused(said) from error


class ChangeSerializer(serializers.Serializer[Any]):
    """A record, and what became of it."""

    noun = serializers.ChoiceField([*SERIALIZERS])
    id = Text(source="public_id", allow_null=False, help_text="The record's lasting identifier.")
    slug = Text(allow_null=False, help_text="Its word in addresses; of memberships and citations, the identifier.")
    url = serializers.SerializerMethodField(help_text="The record in this API.")
    change = serializers.SerializerMethodField(
        help_text="changed: added, or says something new; merged: lives on in another; withdrawn: public no more."
    )
    merged_into = serializers.SerializerMethodField(help_text="The record it lives on in.")
    reason = Text(help_text="Why it was withdrawn.")
    version = serializers.IntegerField(help_text="The version of the catalogue that brought the change.")
    changed_at = serializers.DateTimeField()

    def get_url(self, face: PublishedFace) -> str:
        return f"{self.context['root']}{face.url}"

    def get_change(self, face: PublishedFace) -> str:
        return CHANGES[FaceFate(face.fate)]

    def get_merged_into(self, face: PublishedFace) -> str | None:
        return f"{self.context['root']}{face.merged_into}" if face.merged_into else None


class ExpandedChangeSerializer(ChangeSerializer):
    """The same, with the record."""

    record = serializers.DictField(
        required=False, allow_null=True, help_text="With `expand=record`: the record in full; null when it is gone."
    )


class ChangesViewSet(ListViewSet):
    """What was added, changed, merged or withdrawn since a moment or an earlier answer, the oldest change first."""

    def parameters(self) -> Mapping[str, Parameter]:
        return {
            "since": Parameter(
                read_since,
                "A moment (ISO 8601), or `next` or `meta.until` of an earlier answer: what changed after it.",
                many=False,
            ),
            "noun": Parameter(
                one_of(SERIALIZERS),
                "Only these nouns.",
                "noun__in",
                schema={"type": "string", "enum": [*SERIALIZERS]},
            ),
            "expand": choice(["record"], "With the records in full."),
            "page_size": self.PAGING["page_size"],
            **self.own,
        }

    def answer(self) -> Any:
        return listed(ExpandedChangeSerializer(many=True), "Change")

    def list(self, request: Any) -> Response:
        """Records in the order of their last change. Nobody walks back; `meta.until` is where to go on next time."""
        values = self.read()
        queryset = self.changes(values)
        size = values.get("page_size", PAGE_SIZE)
        faces = list(queryset.order_by("version", "pk")[: size + 1])
        count = memory.remembered(queryset.count, "changes", repr(values))
        return self.page(faces[:size], has_more=len(faces) > size, count=count, values=values)

    def changes(self, values: Values) -> QuerySet[PublishedFace]:
        """What changed, as asked."""
        conditions = [values["since"]] if "since" in values else []
        nouns = Q(noun__in=values["noun"]) if "noun" in values else Q()
        hidden = () if "expand" in values else ("en", "es")
        return PublishedFace.objects.filter(nouns, *conditions).defer(*hidden)

    def page(self, faces: Any, *, has_more: bool, count: int, values: Values) -> Response:
        """The envelope; the last change it holds is the point to go on from."""
        until = written((faces[-1].version, faces[-1].pk)) if faces else self.request.query_params.get("since")
        further = self.since(str(until)) if has_more else None
        rows: Any = ChangeSerializer(faces, many=True, context={"root": root_of(self.request)}).data
        if "expand" in values:
            rows = [row | {"record": self.record(face)} for row, face in zip(rows, faces, strict=True)]
        meta = {"version": memory.catalogue().version, "until": until}
        found = {"count": count, "next": further, "previous": None, "results": rows, "meta": meta}
        response = Response(found)
        add_links(response, [(further, "next")] if further else [])
        return response

    def record(self, face: PublishedFace) -> Any:
        """The record in full; nothing of one that is gone."""
        text = getattr(face, self.language)
        return orjson.Fragment(stored.served(text, root_of(self.request))) if text else None

    def since(self, until: str) -> str:
        """The address of what changed after a point."""
        query = self.request.query_params.copy()
        query["since"] = until
        return f"{root_of(self.request)}{self.request.path}?{query.urlencode(safe=',:')}"
