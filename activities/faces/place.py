"""The public face of a place."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from activities.faces.base import (
    Code,
    FaceSerializer,
    NameSerializer,
    PlaceReferenceSerializer,
    Text,
    Words,
)
from activities.faces.fetching import Step, forms_of_name, listed, upwards
from activities.faces.numbers import number
from activities.models import EventPlace, Place, PlaceCoordinatesBasis, PlaceKind
from activities.models.base import public

# What "events in a place" means unless a visitor asks otherwise: held there, or held for it.
PLACE_KINDS = ["venue", "target"]


class PlaceSerializer(FaceSerializer):
    """A place, what it lies in, and how many events it holds with all that lies inside it."""

    model = Place

    slug = Text(allow_null=False)
    name = Words(allow_null=False, help_text="In the language of the answer.")
    names = NameSerializer(many=True, source="shown_names")
    kind = Code(PlaceKind.choices)
    iso_code = Text(help_text="ISO 3166-1 or 3166-2.")
    m49 = Text(help_text="UN M49.")
    parent = PlaceReferenceSerializer(allow_null=True)
    path = PlaceReferenceSerializer(many=True, help_text="The places around it, from the widest in.")
    members = PlaceReferenceSerializer(
        many=True, source="shown_members", help_text="What a region that is no part of the tree is made of."
    )
    valid_until = Text(source="valid_until_edtf", help_text="EDTF, for a place that is no more.")
    latitude = serializers.FloatField(read_only=True, allow_null=True)
    longitude = serializers.FloatField(read_only=True, allow_null=True)
    coordinates_basis = Code(PlaceCoordinatesBasis.choices, allow_null=True)
    events_count = serializers.IntegerField(read_only=True)

    @classmethod
    def selected(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.prefetch_related(listed("members", Place.objects.all()))

    @classmethod
    def steps(cls) -> list[Step]:
        held = EventPlace.objects.filter(public("event"), kind__in=PLACE_KINDS)
        inside = number("events_count", (held, "place__ancestry__ancestor", "event"))
        return [upwards(Place), forms_of_name(Place), inside]
