"""Search, for programs."""

import pytest

from tests import recipes

pytestmark = pytest.mark.django_db


def test_a_hit_is_flat(read):
    program = recipes.program(slug="program", name="Regional Program", summary_en="Ours.")
    recipes.name(program=program, text="Mesoamerica Program")

    page = read("search/?q=mesoamerica")

    assert page["results"] == [
        {
            "type": "program",
            "slug": "program",
            "name": "Regional Program",
            "url": "http://testserver/api/v1/programs/program/",
            "html_url": "http://testserver/programs/program/",
            "matched_name": "Mesoamerica Program",
            "snippet": "Ours.",
        }
    ]
    assert (page["count"], page["next"], page["previous"]) == (1, None, None)
    assert page["meta"] == {"ordering": "relevance", "candidates": 1, "is_complete": True}


def test_search_can_be_walked_both_ways(client):
    for name in ("Map", "Map of Roads", "The Map"):
        recipes.program(name=name)
    recipes.event(title_en="Map")

    pages, address = [], "/api/v1/search/?q=map&page_size=1"
    while address:
        pages.append(client.get(address).json())
        address = pages[-1]["next"]
    back = client.get(pages[-1]["previous"]).json()

    assert [page["results"][0]["name"] for page in pages] == ["Map", "Map", "Map of Roads", "The Map"]
    assert pages[0]["results"][0]["type"] != pages[1]["results"][0]["type"]
    assert back["results"] == pages[2]["results"]


def test_search_without_words_is_empty(read):
    recipes.event()

    assert read("search/")["results"] == read("search/?q=")["results"] == []


@pytest.mark.parametrize("query", ["colour=red", "q=a&ordering=name", "q=a&page_size=0", "q=" + "a+" * 21])
def test_search_refuses_what_it_does_not_know(read, query):
    assert len(read(f"search/?{query}", 400)["errors"]) == 1
