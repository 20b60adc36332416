"""Faces made by plain functions are what the serializers that document them make."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from rest_framework import serializers

from activities.faces import SERIALIZERS, face, faces, faces_in, prepared
from activities.faces.partner import PartnerSerializer, partner_faces
from activities.faces.plain import Audience, parts, plain
from activities.filters.organization import partners_of
from activities.models import Event, Organization, Place, Program, Term
from tests import recipes
from tests.faces.made import ROOT, ordered, represented, whole_event


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("noun", SERIALIZERS)
def test_faces_are_what_the_serializer_makes_of_full_and_of_bare_records(noun, language):
    whole_event(date_edtf="2018-10-22/2018-10-24", title_es="Taller", summary_en="Ours.", date_note_es="Leída.")
    whole_event(ordinal=2, duration_days=3)
    recipes.event()
    records = prepared(SERIALIZERS[noun].model.objects.all())

    assert len(records) > 1
    assert ordered(faces(records, language, ROOT)) == represented(SERIALIZERS[noun], records, language)


@pytest.mark.django_db
def test_partners_are_what_their_serializer_makes():
    body, event = recipes.organization(), recipes.event()
    for organization in (body, recipes.organization(), recipes.organization(acronym="P")):
        recipes.participation(event=event, organization=organization)
    partners = list(PartnerSerializer.prepared(partners_of(body).queryset, body))

    assert len(partners) == 2
    assert ordered(partner_faces(partners, "es", ROOT)) == represented(PartnerSerializer, partners, "es")


@pytest.mark.django_db
def test_faces_depend_on_the_language_asked_and_not_on_that_of_the_moment():
    whole_event(title_en="Workshop", title_es="Taller")
    recipes.place(name_en="Mexico City", name_es="Ciudad de México")
    for model in (Event, Place, Term):
        records = prepared(model.objects.all())
        with override("es"):
            in_spanish = faces(records, "en", ROOT), faces(records, "es", ROOT)
        with override("en"):
            assert (faces(records, "en", ROOT), faces(records, "es", ROOT)) == in_spanish


@pytest.mark.django_db
def test_faces_in_several_languages_come_record_by_record():
    first, second = recipes.event(title_en="One", title_es="Uno"), recipes.event(title_en="Two", title_es="Dos")
    records = prepared(Event.objects.order_by("pk"))

    made = [[one["title"] for one in shown] for shown in faces_in(records, ["es", "en"])]

    assert made == [["Uno", "One"], ["Dos", "Two"]]
    assert [record.pk for record in records] == [first.pk, second.pk]
    assert list(faces_in([])) == []


@pytest.mark.django_db
def test_addresses_are_those_that_urls_reverse_to():
    term = recipes.term("sdg-target", "16.b_A-2")
    slugs = ["a", "a-b-2"]
    for slug in slugs:
        recipes.organization(slug=slug)
    found = faces(prepared(Organization.objects.filter(slug__in=slugs)), "es", "https://{host}")

    assert {one["slug"]: (one["url"], one["html_url"]) for one in found} == {
        slug: (
            "https://{host}" + reverse("api:organization-detail", args=[slug]),
            f"https://{{host}}/es/organizations/{slug}/",
        )
        for slug in slugs
    }
    shown = face(*prepared(Term.objects.filter(pk=term.pk)), "en")
    assert shown["url"] == reverse("api:term-detail", args=["sdg-target", "16.b_A-2"])
    assert shown["html_url"] == term.get_absolute_url()


@pytest.mark.django_db
def test_a_reference_stands_apart_at_each_place():
    program = recipes.program()
    events = [recipes.event_program(program=program).event for _n in range(2)]
    first, second = faces(prepared(Event.objects.filter(pk__in=[event.pk for event in events])), "en")

    first["programs"][0]["program"]["name"] = "changed"

    assert second["programs"][0]["program"]["name"] == program.name


class Thing:
    """A record that was not fetched for faces."""

    known, link = "", None


class NearSerializer(serializers.Serializer):
    known = serializers.CharField(allow_null=True)
    far = serializers.CharField(source="link.name", allow_null=True)


def test_a_way_through_an_empty_link_ends_in_null():
    assert parts(NearSerializer(), Audience("en"))(Thing()) == {"known": "", "far": None}


class StrictSerializer(serializers.Serializer):
    absent = serializers.IntegerField()


def test_what_was_not_fetched_is_an_error_and_not_left_out():
    with pytest.raises(AttributeError, match="absent"):
        plain(StrictSerializer(), Audience("en"))(Thing())


@pytest.mark.django_db
def test_a_face_cannot_be_made_of_a_record_that_was_not_prepared():
    program = recipes.program()

    with pytest.raises(AttributeError, match="events_count"):
        face(Program.objects.get(pk=program.pk), "en")
