"""Lists and records ask the database the same number of questions, however many rows they show."""

import pytest

from activities.editorial import renewal
from tests import recipes

pytestmark = pytest.mark.django_db


def family():
    """One record of each noun, each with all that hangs on it."""
    publisher, country = recipes.organization(), recipes.country("mx")
    parent = recipes.organization(country=country, kind="government", seat=country)
    body = recipes.organization(parent=parent, country=country, kind="government", seat=country)
    person, program = recipes.person(), recipes.program(parent=recipes.program())
    article = recipes.article(
        published_edtf="2019-10-10", publisher=publisher, dateline_place=country, translation_of=recipes.article()
    )
    event = recipes.event(parent=recipes.event(is_series=True), event_type="workshop", date_edtf="2019-09")
    place = recipes.place(parent=recipes.place(kind="admin1", parent=country))
    for owner in ({"organization": body}, {"person": person}, {"program": program}, {"place": place}):
        recipes.citation(article=article, name=recipes.name(**owner))
        recipes.identifier(**owner)
    recipes.identifier(event=event)
    recipes.identifier(article=article)
    for owner in ({"organization": body}, {"event": event}, {"program": program}):
        recipes.citation(article=article, figure=recipes.figure(article=article, **owner))
    recipes.citation(article=article, participation=recipes.participation(event=event, organization=body))
    recipes.participation(event=event, organization=publisher, role="funder")
    recipes.citation(article=article, appearance=recipes.appearance(event=event, person=person, on_behalf_of=body))
    recipes.appearance(article=article, person=person, role="quoted", on_behalf_of=body)
    recipes.citation(article=article, event_program=recipes.event_program(event=event, program=program))
    recipes.citation(article=article, program_role=recipes.program_role(program=program, organization=publisher))
    recipes.citation(article=article, event_place=recipes.event_place(event=event, place=place))
    recipes.citation(article=article, coverage=recipes.coverage(event=event, article=article))
    recipes.citation(article=article, membership=recipes.membership(person=person, organization=body))
    recipes.citation(article=article, event=event, field="title")
    recipes.citation(article=article, organization=body, field="kind")
    recipes.citation(article=article, person=person, field="name")
    recipes.citation(article=article, program=program, field="kind")
    recipes.citation(article=article, described_article=article, field="language")
    term = recipes.term("sdg-target", f"10.{event.pk}", parent=recipes.term("sdg-target", "10"))
    for owner in ({"event": event}, {"program": program}, {"article": article}):
        recipes.tag(term=term, **owner)
    recipes.article(translation_of=article, language="es")
    return {"event": event, "organization": body, "person": person, "program": program, "article": article}


LISTS = {
    "events/": 3,
    "events/?expand=participations.parent,programs": 6,
    "organizations/": 3,
    "people/": 3,
    "programs/": 3,
    "articles/": 3,
    "places/": 3,
    "terms/": 3,
    "memberships/": 3,
    "memberships/?on=2019-10-10": 3,
    "citations/?page_size=100": 3,
}


@pytest.mark.parametrize(("path", "count"), LISTS.items())
def test_a_list_of_three_asks_no_more_than_a_list_of_one(client, django_assert_num_queries, path, count):
    for _n in range(3):
        family()
        renewal.rebuild()
        with django_assert_num_queries(count):
            assert client.get(f"/api/v1/{path}").status_code == 200


RECORDS = dict.fromkeys(["event", "organization", "person", "program", "article"], 2)
ADDRESSES = {
    "event": "events",
    "organization": "organizations",
    "person": "people",
    "program": "programs",
    "article": "articles",
}


@pytest.mark.parametrize(("noun", "count"), RECORDS.items())
def test_a_record_asks_no_more_however_much_there_is(client, django_assert_num_queries, noun, count):
    for _n in range(3):
        record = family()[noun]
        renewal.rebuild()
        with django_assert_num_queries(count):
            assert client.get(f"/api/v1/{ADDRESSES[noun]}/{record.slug}/").status_code == 200


def test_partners_ask_no_more_for_three_than_for_one(client, django_assert_num_queries):
    body, event = recipes.organization(slug="one"), recipes.event()
    recipes.participation(event=event, organization=body)
    for _n in range(3):
        recipes.participation(event=event)
        renewal.rebuild()
        with django_assert_num_queries(5):
            assert client.get("/api/v1/organizations/one/partners/").status_code == 200
