"""Addresses, views, filters and serializers of the naive peer."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.urls import include, path
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ModelViewSet

from activities.models import (
    Appearance,
    Article,
    Coverage,
    Event,
    EventPlace,
    EventProgram,
    Figure,
    Organization,
    Participation,
    Person,
    Place,
    Program,
    Tag,
    Term,
)
from activities.models.base import newest_first


def named(noun: Any, *columns: str) -> type[serializers.ModelSerializer]:
    """A serializer of some columns."""
    meta = type("Meta", (), {"model": noun, "fields": columns})
    return type(f"{noun.__name__}Serializer", (serializers.ModelSerializer,), {"Meta": meta})


def row(noun: Any, *columns: str, **nested: Any) -> type[serializers.ModelSerializer]:
    """A serializer of a row with the record it leads to."""
    meta = type("Meta", (), {"model": noun, "fields": (*columns, *nested)})
    return type(f"{noun.__name__}Serializer", (serializers.ModelSerializer,), {"Meta": meta, **nested})


TermSerializer = named(Term, "scheme", "code", "label_en")
OrganizationSerializer = named(Organization, "slug", "name", "acronym")


class EventSerializer(serializers.ModelSerializer):
    """An event with all that hangs on it."""

    event_type = TermSerializer()
    participations = row(Participation, "certainty", organization=OrganizationSerializer(), role=TermSerializer())(
        many=True
    )
    appearances = row(Appearance, "role", "certainty", person=named(Person, "slug", "name")())(many=True)
    event_places = row(EventPlace, "kind", "basis", "certainty", place=named(Place, "slug", "name_en")())(many=True)
    event_programs = row(EventProgram, "link", "certainty", program=named(Program, "slug", "name", "kind")())(many=True)
    figures = named(Figure, "measure", "value", "qualifier", "certainty")(many=True)
    tags = row(Tag, "basis", term=TermSerializer())(many=True)
    coverages = row(
        Coverage, "kind", "is_primary", article=named(Article, "slug", "headline", "url", "published_edtf")()
    )(many=True)

    class Meta:
        model = Event
        exclude = ["editor_note", "created_by", "updated_by"]


ROWS = [
    "participations__organization",
    "participations__role",
    "appearances__person",
    "event_places__place",
    "event_programs__program",
    "figures",
    "tags__term",
    "coverages__article",
]


class EventFilter(django_filters.FilterSet):
    """Country, type and year, as the catalogue means them."""

    country = django_filters.CharFilter(method="in_country")
    event_type = django_filters.CharFilter(field_name="event_type__code")
    year = django_filters.NumberFilter(method="in_year")

    def in_country(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        found = queryset.filter(
            event_places__kind__in=["venue", "target"], event_places__place__ancestry__ancestor__slug=value
        )
        return found.distinct()

    def in_year(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        year = int(value)
        return queryset.filter(Event.objects.none().possibly(dt.date(year, 1, 1), dt.date(year, 12, 31)))


class EventViewSet(ModelViewSet):
    """Events, and their counts by type, status, country and year."""

    serializer_class = EventSerializer
    lookup_field = "slug"
    filterset_class = EventFilter
    search_fields = ["title_en", "title_es", "summary_en", "summary_es"]

    def get_queryset(self) -> QuerySet[Any]:
        newest, earlier = newest_first("date_earliest", "date_latest")
        ordered = Event.objects.published().order_by(newest.desc(), earlier.desc(), "text_key", "pk")
        return ordered.select_related("event_type").prefetch_related(*ROWS)

    @action(detail=False)
    def facets(self, request: Any) -> Response:
        found = self.filter_queryset(Event.objects.published())
        paths = {
            "event_type": "event_type__code",
            "status": "status",
            "country": "event_places__place__ancestry__ancestor__slug",
            "year": "date_latest__year",
        }
        counts = {
            name: found.order_by().values(path).annotate(n=Count("pk", distinct=True)) for name, path in paths.items()
        }
        counts["country"] = counts["country"].filter(event_places__place__ancestry__ancestor__kind="country")
        return Response({name: {str(one[paths[name]]): one["n"] for one in rows} for name, rows in counts.items()})


router = DefaultRouter()
router.register("events", EventViewSet, basename="event")
urlpatterns = [path("", include(router.urls))]
