"""The public face of a program."""

from rest_framework import serializers

from activities.faces.base import (
    Code,
    DateSerializer,
    FigureSerializer,
    IdentifierSerializer,
    NameSerializer,
    OrganizationReferenceSerializer,
    PartSerializer,
    ProgramReferenceSerializer,
    RecordSerializer,
    Text,
    TopicSerializer,
)
from activities.faces.fetching import Step, forms_of_name, link, rows
from activities.faces.numbers import number
from activities.models import (
    EventProgram,
    Program,
    ProgramKind,
    ProgramRoleKind,
    ProgramStatus,
)
from activities.models.base import public


class ProgramRoleSerializer(PartSerializer):
    """An organization in its role."""

    organization = OrganizationReferenceSerializer()
    role = Code(ProgramRoleKind.choices)
    held = Text(source="held_edtf", help_text="Since and until when, EDTF, if a source says.")


class ProgramSerializer(RecordSerializer):
    """A program: a cooperation programme, a policy, a plan, a tool, under all its names."""

    model = Program

    name = Text(allow_null=False)
    kind = Code(ProgramKind.choices)
    names = NameSerializer(many=True, source="shown_names")
    parent = ProgramReferenceSerializer(allow_null=True)
    roles = ProgramRoleSerializer(many=True, source="shown_roles")
    date = DateSerializer(source="date_edtf")
    status = Code(ProgramStatus.choices, allow_null=True, help_text="IATI 2.03 ActivityStatus.")
    dac_purpose = Text(help_text="OECD DAC purpose code.")
    iati_identifier = Text()
    identifiers = IdentifierSerializer(many=True, source="shown_identifiers")
    terms = TopicSerializer(many=True, source="shown_tags")
    figures = FigureSerializer(many=True, source="shown_figures")
    events_count = serializers.IntegerField(read_only=True, help_text="Events it is linked to, not only presented at.")

    @classmethod
    def steps(cls) -> list[Step]:
        links = EventProgram.objects.filter(public("event")).exclude(link="presented")
        return [
            link(Program, "parent"),
            forms_of_name(Program),
            rows(Program, "roles", "organization", order=["role", "organization__text_key"]),
            rows(Program, "identifiers", order=["scheme", "value"]),
            rows(Program, "tags", also=["term"], order=["term__scheme", "term__position"]),
            rows(Program, "figures", also=["article"], order=["measure"]),
            number("events_count", (links, "program", "event")),
        ]
