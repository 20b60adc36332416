"""The public face of an organization."""

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
)
from activities.faces.fetching import Step, forms_of_name, link, rows, upwards
from activities.faces.numbers import number
from activities.models import (
    Certainty,
    Organization,
    OrganizationExistence,
    Participation,
)
from activities.models.base import public


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
    def steps(cls) -> list[Step]:
        return [
            link(Organization, "kind"),
            link(Organization, "country"),
            link(Organization, "seat"),
            upwards(Organization),
            forms_of_name(Organization),
            rows(Organization, "identifiers", order=["scheme", "value"]),
            rows(Organization, "figures", also=["article"], order=["measure"]),
            number("units_count", (Organization.objects.published(), "parent", "pk")),
            number("events_count", (Participation.objects.filter(public("event")), "organization", "event")),
        ]
