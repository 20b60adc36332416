"""The public face of an organization."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from activities.faces.base import (
    Code,
    DateSerializer,
    FigureSerializer,
    IdentifierSerializer,
    NameSerializer,
    OrganizationReferenceSerializer,
    PlaceReferenceSerializer,
    RecordSerializer,
    TermName,
    Text,
    count_of,
    forms_of_name,
    listed,
    rows,
    shown,
)
from activities.models import (
    Article,
    Certainty,
    Figure,
    Identifier,
    Organization,
    OrganizationExistence,
    Participation,
)
from activities.models.base import public

# Units of units: bodies lie at most so deep that one query fetches the whole way up.
LEVELS = 4


class OrganizationSerializer(RecordSerializer):
    """An organization: a body, a unit of one, or a class of bodies, under all its names."""

    model = Organization

    name = Text(allow_null=False)
    acronym = Text()
    names = NameSerializer(many=True, source="shown_names")
    kind = Text(source="kind.code")
    kind_label = TermName(source="kind")
    existence = Code(OrganizationExistence.choices)
    is_collective = serializers.BooleanField(read_only=True, help_text="A class of bodies; its size is a figure.")
    parent = OrganizationReferenceSerializer(allow_null=True)
    parent_certainty = Code(Certainty.choices)
    path = OrganizationReferenceSerializer(many=True, help_text="The bodies above it, from the top down.")
    country = PlaceReferenceSerializer(allow_null=True)
    seat = PlaceReferenceSerializer(allow_null=True)
    founded = DateSerializer(source="founded_edtf")
    dissolved = DateSerializer(source="dissolved_edtf")
    website = Text()
    identifiers = IdentifierSerializer(many=True, source="shown_identifiers")
    figures = FigureSerializer(many=True, source="shown_figures")
    units_count = serializers.IntegerField(read_only=True)
    events_count = serializers.IntegerField(read_only=True)

    @classmethod
    def prepared(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        above = "__".join(["parent"] * LEVELS)
        return queryset.annotate(
            units_count=count_of(Organization.objects.published(), "parent"),
            events_count=count_of(Participation.objects.filter(public("event")), "organization", "event"),
        ).prefetch_related(
            "kind",
            "country",
            "seat",
            shown("parent", Organization.objects.select_related(above)),
            forms_of_name(),
            listed("identifiers", Identifier.objects.all()),
            rows("figures", Figure.objects, within=[shown("article", Article.objects)], order=["measure"]),
        )
