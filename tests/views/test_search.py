"""The search page: names and aliases of the five nouns, best first, and by which name they were found."""

import pytest

from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db


def test_search_finds_by_another_name_and_says_so(client):
    program = recipes.program(
        slug="regional", name="Regional Migration Program", summary_en="Ours.", summary_es="Nuestro."
    )
    recipes.name(program=program, text="Mesoamerica Program")
    shown = page(client, "/search/?q=mesoamerica")
    assert "Regional Migration Program Program matched as: Mesoamerica Program Ours." in shown.text
    assert shown.slugs("programs") == ["regional"]
    spanish = page(client, "/es/search/?q=mesoamerica")
    assert "Programa encontrado como: Mesoamerica Program Nuestro." in spanish.text
    assert spanish.slugs("programs", "/es") == ["regional"]


def test_search_goes_over_all_five_nouns_and_folds_accents(client):
    recipes.event(slug="a", title_en="Reunión Gascón")
    recipes.organization(slug="b", name="Gascon Institute", acronym="GI")
    recipes.person(slug="c", name="Christopher Gascón")
    recipes.program(slug="d", name="Gascon Plan")
    recipes.article(slug="e", headline="Gascón speaks")
    shown = page(client, "/search/?q=GASCON")
    nouns = ("events", "organizations", "people", "programs", "articles")
    assert [shown.slugs(noun) for noun in nouns] == [["a"], ["b"], ["c"], ["d"], ["e"]]
    assert "Gascon Institute (GI) Organization" in shown.text
    assert "5 records" in shown.text
    assert "/api/v1/search/?q=GASCON" in shown.links


def test_search_knows_nothing_that_is_not_public(client):
    recipes.person(name="Claudette Secret", state="draft")
    recipes.name(organization=recipes.organization(state="withdrawn"), text="Secret")
    shown = page(client, "/search/?q=secret")
    assert "No published record has all these words in its names." in shown.text
    assert shown.slugs("people") == []


@pytest.mark.parametrize("address", ["/search/", "/search/?q=", "/search/?q=+"])
def test_search_without_words_invites_to_browse(client, address):
    recipes.event(slug="here")
    shown = page(client, address)
    assert "Type a name, or browse:" in shown.text
    assert shown.slugs("events") == []


def test_search_is_paged(client):
    for number in range(21):
        recipes.organization(name=f"Office {number:02}")
    first, second = page(client, "/search/?q=office"), page(client, "/search/?q=office&page=2")
    assert (len(first.slugs("organizations")), len(second.slugs("organizations"))) == (20, 1)
    assert "/search/?q=office&page=2" in first.links


def test_search_says_when_it_did_not_rank_everything(client, monkeypatch):
    monkeypatch.setattr("activities.search.finding.CANDIDATES", 1)
    for _n in range(2):
        recipes.organization(name="Office")
    assert "only the newest were ranked" in page(client, "/search/?q=office").text


@pytest.mark.parametrize(("query", "name"), [("q=x&colour=red", "colour"), ("q=x&page=2", "page"), ("q=x&q=y", "q")])
def test_search_refuses_a_wrong_question_by_name(client, query, name):
    shown = page(client, f"/search/?{query}", status=400)
    assert "This list cannot be shown as asked" in shown.text
    assert [words for words in shown.words if words in {"colour", "page", "Name or acronym"}][-1:] == [
        {"q": "Name or acronym"}.get(name, name)
    ]
