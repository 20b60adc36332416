"""Gaps, for programs."""

import pytest

from activities.api.gaps import FIELD_NAMES
from activities.filters.gaps import FIELDS
from tests import recipes

pytestmark = pytest.mark.django_db


def test_a_row_says_what_is_missing_where(read):
    recipes.event(slug="workshop", title_en="Workshop", title_es="Taller")

    page = read("gaps/?noun=event&field=venue&lang=es")

    assert page == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "noun": "event",
                "slug": "workshop",
                "name": "Taller",
                "html_url": "http://testserver/es/events/workshop/",
                "field": "venue",
                "why": "missing",
            }
        ],
        "meta": {
            "ordering": "noun",
            "counts": [
                {"noun": "event", "field": "venue", "why": "missing", "count": 1},
                {"noun": "event", "field": "venue", "why": "disputed", "count": 0},
            ],
        },
    }


def one_of_each():
    """A record of each noun about which little is known."""
    recipes.event(slug="event")
    recipes.article(slug="article")
    recipes.person(slug="person")
    recipes.organization(slug="organization")
    recipes.program(slug="program")


EACH = [
    *(("event", field) for field in ("date", "venue", "participants", "organization", "program", "funder", "citation")),
    *(("article", field) for field in ("published", "dateline")),
    ("person", "post"),
    *(("organization", field) for field in ("kind", "country")),
    *(("program", field) for field in ("funder", "date")),
]


def test_all_nouns_and_fields_are_asked_unless_some_are_named(read):
    one_of_each()

    rows = read("gaps/?page_size=100")["results"]

    assert [(row["noun"], row["field"]) for row in rows] == EACH
    assert {row["slug"] for row in rows} == set(FIELDS)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("noun=person,article", [one for one in EACH if one[0] in {"person", "article"}]),
        ("field=date,funder", [one for one in EACH if one[1] in {"date", "funder"}]),
        ("noun=program&field=date,funder", [("program", "funder"), ("program", "date")]),
        ("noun=event,person&field=venue", [("event", "venue")]),
    ],
)
def test_nouns_and_fields_choose_what_is_asked(read, query, found):
    one_of_each()

    page = read(f"gaps/?page_size=100&{query}")

    assert [(row["noun"], row["field"]) for row in page["results"]] == found
    assert page["count"] == len(found) == sum(one["count"] for one in page["meta"]["counts"])


@pytest.mark.parametrize(
    ("query", "name", "hint"),
    [
        ("noun=events", "noun", "event"),
        ("noun=", "noun", None),
        ("noun=place", "noun", None),
        ("field=venues", "field", "venue"),
        ("noun=article&field=venue", "field", None),
        ("colour=red", "colour", None),
        ("page_size=101", "page_size", None),
        ("cursor=abc", "cursor", None),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(read, query, name, hint):
    (error,) = read(f"gaps/?{query}", 400)["errors"]

    assert (error["name"], error["did_you_mean"]) == (name, hint)


def test_a_field_that_the_nouns_do_not_have_is_refused_with_those_they_have(read):
    (error,) = read("gaps/?noun=article,person&field=venue,published", 400)["errors"]

    assert (error["value"], error["detail"]) == (
        "venue",
        "The nouns asked for have only these fields: published, dateline, language, post.",
    )


@pytest.mark.parametrize("size", [1, 4, 100])
def test_a_walk_meets_every_gap_once_and_the_way_back_is_the_same(client, size):
    one_of_each(), recipes.event(), recipes.program()

    pages, address = [], f"/api/v1/gaps/?page_size={size}"
    while address:
        pages.append(client.get(address).json())
        address = pages[-1]["next"]
    back, page = [], pages[-1]
    while page["previous"]:
        page = client.get(page["previous"]).json()
        back.append(page["results"])

    ahead = [row for page in pages for row in page["results"]]
    assert len(ahead) == pages[0]["count"] == len({(row["noun"], row["slug"], row["field"]) for row in ahead})
    assert back == [page["results"] for page in pages[-2::-1]]


def test_a_gap_that_is_closed_during_a_walk_does_not_break_it(client):
    first, second, third = recipes.person(), recipes.person(), recipes.person()

    page = client.get("/api/v1/gaps/?noun=person&page_size=1").json()
    recipes.membership(person=first), recipes.membership(person=second)

    assert [row["slug"] for row in client.get(page["next"]).json()["results"]] == [third.slug]


def test_what_is_not_public_has_no_gaps(read):
    for noun in FIELDS:
        getattr(recipes, noun)(state="draft")

    assert read("gaps/")["results"] == []


def test_fields_are_named_once():
    assert len(FIELD_NAMES) == len(set(FIELD_NAMES))
    assert set(FIELD_NAMES) == {field for fields in FIELDS.values() for field in fields}


# How the catalogue stands, the count of each gap, and the rows of each that there are.
@pytest.mark.parametrize(("query", "count"), [("noun=event&field=venue", 4), ("noun=event", 21), ("", 44)])
def test_three_gaps_of_a_kind_ask_no_more_than_one(client, django_assert_num_queries, query, count):
    for _n in range(3):
        one_of_each_again()
        with django_assert_num_queries(count):
            assert client.get(f"/api/v1/gaps/?page_size=100&{query}").status_code == 200


def one_of_each_again():
    for noun in FIELDS:
        getattr(recipes, noun)()
