"""Pages ask the database the same number of questions, however many rows they show."""

import pytest

from activities.editorial import renewal
from tests import recipes
from tests.test_query_counts import family

pytestmark = pytest.mark.django_db

LISTS = {
    "/": 9,
    "/events/": 13,
    "/events/?year=2019&organization=the-body&event_type=workshop": 16,
    "/organizations/": 6,
    "/people/": 4,
    "/programs/": 4,
    "/articles/": 8,
    "/places/": 3,
    "/terms/": 4,
}


@pytest.mark.parametrize(("address", "count"), LISTS.items())
def test_a_page_of_three_asks_no_more_than_a_page_of_one(client, django_assert_num_queries, address, count):
    body = recipes.organization(slug="the-body")
    for _n in range(3):
        recipes.participation(event=family()["event"], organization=body)
        renewal.rebuild()
        with django_assert_num_queries(count):
            assert client.get(address).status_code == 200


RECORDS = {"event": 7, "organization": 17, "person": 7, "program": 9, "article": 5, "place": 11, "term": 12}


def linked_again(whole, more):
    """Link the records of one family to those of another, so that each shows more rows than before."""
    event, body, person, article = whole["event"], whole["organization"], whole["person"], more["article"]
    row = recipes.participation(event=event, organization=more["organization"])
    recipes.citation(article=article, participation=row)
    recipes.participation(event=more["event"], organization=body)
    post = recipes.membership(person=person, organization=more["organization"])
    recipes.citation(article=article, membership=post)
    recipes.membership(person=more["person"], organization=body)
    recipes.appearance(event=more["event"], person=person)
    recipes.appearance(article=whole["article"], person=more["person"], role="quoted")
    recipes.event_program(event=more["event"], program=whole["program"])
    recipes.program_role(program=more["program"], organization=body)
    recipes.program_role(program=whole["program"], organization=more["organization"])
    recipes.coverage(event=more["event"], article=whole["article"])
    recipes.event_place(event=more["event"], place=whole["place"])
    recipes.event_place(event=more["event"], place=whole["place"], kind="origin")
    recipes.place(parent=whole["place"])
    recipes.organization(parent=body)
    recipes.article(publisher=body)
    recipes.tag(event=more["event"], term=whole["term"])
    recipes.tag(program=more["program"], term=whole["term"])
    recipes.term("sdg-target", f"below-{more['event'].pk}", parent=whole["term"])
    for owner in ("organization", "person", "program"):
        recipes.citation(article=article, name=recipes.name(**{owner: whole[owner]}))


def whole_family():
    found = family()
    found["place"] = found["event"].event_places.get().place
    found["term"] = found["event"].tags.get().term
    return found


@pytest.mark.parametrize(("noun", "count"), RECORDS.items())
def test_a_record_asks_no_more_however_much_hangs_on_it(client, django_assert_num_queries, noun, count):
    whole = whole_family()
    for _n in range(3):
        linked_again(whole, whole_family())
        renewal.rebuild()
        with django_assert_num_queries(count):
            assert client.get(whole[noun].get_absolute_url()).status_code == 200
