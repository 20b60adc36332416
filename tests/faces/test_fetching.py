"""What faces show is fetched in a few queries, however many the records and whatever they share."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.faces import SERIALIZERS, faces, prepared
from activities.models import Citation, Event, Organization
from tests import recipes
from tests.faces.made import whole_event

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("noun", SERIALIZERS)
def test_faces_of_many_records_ask_no_more_than_those_of_one(noun, django_assert_max_num_queries):
    records = SERIALIZERS[noun].model.objects.all()
    whole_event()
    with CaptureQueriesContext(connection) as of_one:
        faces(prepared(records), "en")
    for _n in range(3):
        whole_event()

    with django_assert_max_num_queries(len(of_one)):
        assert len(faces(prepared(records), "en")) > 1


def test_records_keep_the_order_and_number_of_the_queryset():
    events = [recipes.event(title_en=title) for title in ("b", "c", "a")]
    for _n in range(2):
        for event in events:
            recipes.participation(event=event)

    assert [event.title_en for event in prepared(Event.objects.order_by("title_en"))] == ["a", "b", "c"]
    assert prepared(Event.objects.none()) == []


def test_a_record_that_many_rows_lead_to_is_fetched_once():
    organization = recipes.organization()
    for _n in range(2):
        recipes.participation(organization=organization)

    first, second = prepared(Event.objects.all())

    assert first.shown_participations[0].organization is second.shown_participations[0].organization


def test_a_linked_record_tells_what_it_was_not_fetched_with():
    recipes.participation(organization=recipes.organization(website="https://iom.int"))
    (event,) = prepared(Event.objects.all())

    assert event.shown_participations[0].organization.website == "https://iom.int"


def test_parents_that_lie_in_one_another_end_the_way_up():
    first = recipes.organization()
    second = recipes.organization(parent=first)
    Organization.objects.filter(pk=first.pk).update(parent=second)

    assert {one.parent.pk for one in prepared(Organization.objects.all())} == {first.pk, second.pk}


def test_a_citation_has_its_subject_and_the_record_that_owns_it(django_assert_num_queries):
    recipes.citation(participation=recipes.participation())
    (citation,) = prepared(Citation.objects.all())

    with django_assert_num_queries(0):
        assert faces([citation], "en")[0]["supports"]["type"] == "participation"
