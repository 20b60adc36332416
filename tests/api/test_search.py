"""Search, for programs."""

import pytest

from activities.editorial import renewal
from tests import recipes

pytestmark = pytest.mark.django_db

QUESTIONS = 3


def test_a_hit_is_flat(read):
    program = recipes.program(slug="program", name="Regional Program", summary_en="Ours <b>.")
    recipes.name(program=program, text="Mesoamerica Program")
    recipes.indexed()

    page = read("search/?q=mesoamerica+ours")

    assert page["results"] == [
        {
            "type": "program",
            "slug": "program",
            "name": "Regional Program",
            "url": "http://testserver/api/v1/programs/program/",
            "html_url": "http://testserver/programs/program/",
            "matched_name": None,
            "snippet": "<mark>Ours</mark> &lt;b&gt;.",
        }
    ]
    assert (page["count"], page["next"], page["previous"]) == (1, None, None)
    assert page["meta"] == {
        "ordering": "relevance",
        "candidates": 1,
        "is_complete": True,
        "by_beginnings": False,
        "did_you_mean": None,
    }


def test_a_hit_names_the_alias_that_matched_and_speaks_the_language_of_the_answer(read):
    event = recipes.event(title_en="Workshop", title_es="Taller", summary_en="Ours.", summary_es="Nuestro.")
    program = recipes.program(name="Regional Program")
    recipes.name(program=program, text="Mesoamerica Program")
    recipes.indexed()

    [hit] = read("search/?q=mesoamerica+program")["results"]
    [spanish] = read("search/?q=workshop&lang=es")["results"]

    assert (hit["slug"], hit["matched_name"]) == (program.slug, "Mesoamerica Program")
    assert (spanish["slug"], spanish["name"], spanish["snippet"]) == (event.slug, "Taller", "Nuestro.")
    assert spanish["html_url"] == f"http://testserver/es/events/{event.slug}/"


def test_a_slip_of_typing_is_told_and_finds_nothing(read):
    recipes.person(name="Christopher Gascón")
    recipes.indexed()

    page = read("search/?q=Cristofer+Gascon")

    assert (page["results"], page["meta"]["did_you_mean"]) == ([], "Christopher Gascón")


def test_suggestions_are_flat_and_few(read):
    for number in range(12):
        recipes.event(title_en=f"Regional Meeting {number}")
    body = recipes.organization(slug="body", name="Institute", acronym="IN")
    recipes.name(organization=body, text="Regional")
    recipes.indexed()

    page = read("search/suggest/?q=regio")

    assert page["results"][0] == {
        "type": "organization",
        "slug": "body",
        "name": "Institute",
        "url": "http://testserver/api/v1/organizations/body/",
        "html_url": "http://testserver/organizations/body/",
        "matched_name": "Regional",
    }
    assert len(page["results"]) == 10
    assert (page["count"], page["next"], page["previous"]) == (13, None, None)
    assert page["meta"] == {"ordering": "relevance", "candidates": 13, "is_complete": True}
    assert read("search/suggest/")["results"] == read("search/suggest/?q=")["results"] == []


def test_hits_are_drawn_from_kept_faces_in_the_same_number_of_questions(client, django_assert_num_queries):
    recipes.event(title_en="Map")
    for _n in range(3):
        recipes.program(name="Map"), recipes.person(name="Map"), recipes.organization(name="Map")
        renewal.rebuild()
        for path in ("search/?q=map", "search/suggest/?q=ma"):
            with django_assert_num_queries(QUESTIONS):
                assert client.get(f"/api/v1/{path}").json()["results"]


def test_search_can_be_walked_both_ways(client):
    for name in ("Map", "Map of Roads", "The Map"):
        recipes.program(name=name)
    recipes.event(title_en="Map", date_edtf="2014")
    recipes.indexed()

    pages, address = [], "/api/v1/search/?q=map&page_size=1"
    while address:
        pages.append(client.get(address).json())
        address = pages[-1]["next"]
    back = client.get(pages[-1]["previous"]).json()

    assert [page["results"][0]["name"] for page in pages] == ["Map", "Map", "Map of Roads", "The Map"]
    assert [page["results"][0]["type"] for page in pages[:2]] == ["program", "event"]
    assert back["results"] == pages[2]["results"]


def test_search_without_words_is_empty(read):
    recipes.event()
    recipes.indexed()

    assert read("search/")["results"] == read("search/?q=")["results"] == []


@pytest.mark.parametrize("query", ["colour=red", "q=a&ordering=name", "q=a&page_size=0", "q=" + "a+" * 21])
def test_search_refuses_what_it_does_not_know(read, query):
    assert len(read(f"search/?{query}", 400)["errors"]) == 1


@pytest.mark.parametrize("query", ["q=a&page_size=2", "q=a&cursor=x", "q=" + "a+" * 21])
def test_suggestions_refuse_what_they_do_not_know(read, query):
    assert len(read(f"search/suggest/?{query}", 400)["errors"]) == 1
