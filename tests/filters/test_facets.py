"""Facets: a value's count is what the list's own count would be with it as the only value of its parameter."""

import pytest
from django.http import QueryDict
from django.utils import translation

from activities.filters import FILTERS, ask, facets
from activities.models import Term
from tests import recipes

pytestmark = pytest.mark.django_db

WITH_FACETS = [noun for noun in FILTERS if facets.names_of(noun)]


def asked(noun, params):
    query = QueryDict(mutable=True)
    query.update(params)
    return ask(noun, query)


def counts(noun, name, **params):
    """Values and counts of one facet, as a dictionary."""
    [facet] = facets.counted(asked(noun, params), [name]).values()
    return {row["value"]: row["count"] for row in facet.values}


def test_the_facets_of_each_noun():
    assert {noun: facets.names_of(noun) for noun in WITH_FACETS} == {
        "event": ["event_type", "year", "country", "organization", "program", "term", "status"],
        "organization": ["kind", "country", "existence"],
        "person": ["organization", "role"],
        "program": ["kind", "organization", "term"],
        "article": ["publisher", "language", "year"],
        "place": ["kind"],
        "term": ["scheme"],
    }
    assert all(name in FILTERS[noun].parameters for noun in WITH_FACETS for name in facets.names_of(noun))


# What a facet counts ---------------------------------------------------------------------------------


def test_each_facet_is_counted_under_all_other_filters_but_not_under_its_own():
    recipes.event(event_type="workshop", status="held")
    recipes.event(event_type="seminar", status="held")
    recipes.event(event_type="seminar", status="planned")

    assert counts("event", "event_type", event_type="workshop") == {"seminar": 2, "workshop": 1}
    assert counts("event", "event_type", event_type="workshop", status="planned") == {"seminar": 1}
    assert counts("event", "status", event_type="workshop") == {"held": 1}


def test_a_vague_date_counts_in_each_year_it_possibly_falls_in():
    for date in ("2019-09", "2018-12/2019-01", "[..2019-03-08]", "2014-06/..", ""):
        recipes.event(date_edtf=date)

    assert counts("event", "year") == {"2014": 1, "2015": 1, "2018": 2, "2019": 3}
    assert counts("event", "year", date_match="certain") == {"2019": 1}
    assert counts("event", "year", year="2014", undated="true") == {}


def test_a_record_counts_once_for_a_value_however_many_of_its_rows_have_it():
    event, body = recipes.event(), recipes.organization(slug="iom")
    for role in ("organizer", "participant"):
        recipes.participation(event=event, organization=body, role=role)

    assert counts("event", "organization") == {"iom": 1}
    assert counts("event", "organization", role="organizer") == {"iom": 1}


def test_units_count_for_the_bodies_they_belong_to_when_asked():
    unit = recipes.organization(slug="unit", parent=recipes.organization(slug="top"))
    recipes.participation(organization=unit)

    assert counts("event", "organization") == {"unit": 1}
    assert counts("event", "organization", units="true") == {"unit": 1, "top": 1}


def test_what_is_not_public_is_in_no_facet():
    recipes.participation(organization=recipes.organization(state="draft"))
    recipes.event_program(program=recipes.program(state="withdrawn"))
    recipes.participation(event=recipes.event(state="draft"), organization=recipes.organization(slug="iom"))
    recipes.article(publisher=recipes.organization(state="draft"))

    assert counts("event", "organization") == counts("event", "program") == counts("article", "publisher") == {}


def test_a_topic_counts_with_narrower_ones_and_an_event_of_that_type_once():
    broad = recipes.term("sdg-target", "10")
    event = recipes.event(event_type="workshop")
    recipes.tag(event=event, term=recipes.term("sdg-target", "10.7", parent=broad))
    recipes.tag(event=event, term=recipes.event_type("workshop"))

    assert counts("event", "term") == {"sdg-target:10": 1, "sdg-target:10.7": 1, "event-type:workshop": 1}


def test_values_come_most_first_then_by_label_in_the_language_asked():
    for code, number in {"seminar": 1, "workshop": 2, "course": 1}.items():
        for _n in range(number):
            recipes.event(event_type=code)
    Term.objects.filter(code="seminar").update(label_es="Aula")

    with translation.override("es"):
        [facet] = facets.counted(ask("event", QueryDict("")), ["event_type"]).values()

    assert facet.values == [
        {"value": "workshop", "label": "Workshop (es)", "count": 2},
        {"value": "seminar", "label": "Aula", "count": 1},
        {"value": "course", "label": "Course (es)", "count": 1},
    ]
    assert not facet.is_cut


def test_a_facet_with_too_many_values_shows_those_that_count_most_and_says_so():
    for _n in range(facets.MOST):
        recipes.participation()
    often = recipes.organization(slug="often")
    for _n in range(2):
        recipes.participation(organization=often)

    [facet] = facets.counted(ask("event", QueryDict("")), ["organization"]).values()

    assert (len(facet.values), facet.values[0]["value"], facet.is_cut) == (facets.MOST, "often", True)


def test_languages_count_for_their_own_and_for_the_language_they_are_of():
    for tag in ("es", "es-MX", "en"):
        recipes.article(language=tag)

    assert counts("article", "language") == {"es": 2, "es-mx": 1, "en": 1}


def test_a_facet_takes_as_many_queries_however_many_records_there_are(django_assert_max_num_queries):
    for _n in range(3):
        event = recipes.event(event_type="workshop", date_edtf="2019")
        recipes.participation(event=event)
        recipes.event_place(event=event, place=recipes.country("mx"))
        recipes.tag(event=event)
    question = ask("event", QueryDict("country=mx"))

    with django_assert_max_num_queries(18):
        facets.counted(question, facets.names_of("event"))
