"""The public face of a partnership: an organization, and the events it shared with another."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from activities.faces.base import EventReferenceSerializer, Face, OrganizationReferenceSerializer, Rows
from activities.faces.fetching import listed
from activities.faces.plain import Audience, plain
from activities.models import Event, Organization, Participation


def shared_with(organization: Organization) -> QuerySet[Event]:
    """The events that count as shared: single events and sessions the organization took part in, none only planned."""
    took_part = Event.objects.published().leaves().filter(participations__organization=organization)
    return took_part.exclude(status="planned")


class SharedEvents(Rows):
    """The events of the participations fetched, each once."""

    def rows_of(self, value: Any) -> Iterable[Any]:
        return {row.event_id: row.event for row in value.shown_participations}.values()


class SharedEventSerializer(EventReferenceSerializer):
    """A shared event, in short."""

    class Meta:
        list_serializer_class = SharedEvents


class PartnerSerializer(serializers.Serializer[Any]):
    """An organization that took part in the same events as another."""

    organization = OrganizationReferenceSerializer(source="*")
    shared_events_count = serializers.IntegerField(read_only=True)
    events = SharedEventSerializer(many=True, source="*")

    @classmethod
    def prepared(cls, queryset: QuerySet[Any], organization: Organization) -> QuerySet[Any]:
        """The partners with the events they shared with the organization."""
        shared = Participation.objects.filter(event__in=shared_with(organization))
        rows = shared.select_related("event").order_by("-event__date_latest", "pk")
        return queryset.prefetch_related(listed("participations", rows))


def partner_faces(partners: Iterable[Any], language: str, root: str = "") -> list[Face]:
    """The faces of partners that came out of `PartnerSerializer.prepared`."""
    return list(map(plain(PartnerSerializer(), Audience(language, root)), partners))
