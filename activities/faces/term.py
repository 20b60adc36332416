"""The public face of a term."""

from rest_framework import serializers

from activities.faces.base import FaceSerializer, TermName, TermReferenceSerializer, TermSlug, Text, Words
from activities.faces.fetching import Step, link
from activities.faces.numbers import number
from activities.models import Event, Tag, Term
from activities.models.base import public


class TermSerializer(FaceSerializer):
    """A code of a classification scheme, and how many events it or a narrower code classifies."""

    model = Term

    slug = TermSlug()
    scheme = Text(allow_null=False)
    code = Text(allow_null=False)
    name = TermName(source="*", allow_null=False, help_text="In short, in the language of the answer.")
    label = Words(  # type: ignore[assignment]
        allow_null=False, help_text="In full, in the language of the answer."
    )
    parent = TermReferenceSerializer(allow_null=True)
    valid_from = serializers.DateField(read_only=True, allow_null=True)
    uri = Text()
    schema_org = Text(help_text="The schema.org type or property it stands for.")
    events_count = serializers.IntegerField(read_only=True)

    @classmethod
    def steps(cls) -> list[Step]:
        tagged = (Tag.objects.filter(public("event")), "term__ancestry__ancestor", "event")
        typed = (Event.objects.published(), "event_type__ancestry__ancestor", "pk")
        return [link(Term, "parent"), number("events_count", tagged, typed)]
