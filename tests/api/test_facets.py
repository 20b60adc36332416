"""`facets=`: counts beside a list, as the contract of the API has them."""

import pytest

from activities.filters import facets
from tests import recipes

pytestmark = pytest.mark.django_db


def test_counts_stand_in_the_envelope_only_if_asked(read):
    recipes.event(event_type="workshop", status="held")
    recipes.event(event_type="workshop", status="planned")

    assert "facets" not in read("events/")
    page = read("events/?facets=event_type,status&status=held")

    assert list(page) == ["count", "next", "previous", "results", "facets", "meta"]
    assert page["facets"] == {
        "event_type": [{"value": "workshop", "label": "Workshop", "count": 1}],
        "status": [
            {"value": "held", "label": "Held", "count": 1},
            {"value": "planned", "label": "Planned", "count": 1},
        ],
    }
    assert page["meta"]["facets_cut"] == []


def test_labels_are_in_the_language_of_the_answer(read):
    recipes.event(event_type="workshop")

    page = read("events/?facets=event_type,status&lang=es")

    assert [row["label"] for rows in page["facets"].values() for row in rows] == ["Workshop (es)", "Realizado"]


def test_counts_are_the_same_on_every_page(client):
    for _n in range(3):
        recipes.event(status="held")

    first = client.get("/api/v1/events/?facets=status&page_size=1").json()
    second = client.get(first["next"]).json()

    assert first["facets"] == second["facets"] == {"status": [{"value": "held", "label": "Held", "count": 3}]}


def test_a_facet_that_is_cut_is_named(read, monkeypatch):
    monkeypatch.setattr(facets, "MOST", 1)
    for status in ("held", "held", "planned"):
        recipes.event(status=status)

    page = read("events/?facets=status")

    assert page["facets"]["status"] == [{"value": "held", "label": "Held", "count": 2}]
    assert page["meta"]["facets_cut"] == ["status"]


@pytest.mark.parametrize(("asked", "hint"), [("event_typ", "event_type"), ("colour", None), ("role", None)])
def test_a_facet_that_there_is_not_is_refused_with_a_hint(client, asked, hint):
    answer = client.get(f"/api/v1/events/?facets=status,{asked}")

    [error] = answer.json()["errors"]
    assert (answer.status_code, error["name"], error["did_you_mean"]) == (400, "facets", hint)


@pytest.mark.parametrize("noun", ["memberships", "citations"])
def test_where_nothing_is_counted_there_is_no_such_parameter(client, noun):
    assert client.get(f"/api/v1/{noun}/?facets=person").status_code == 400
