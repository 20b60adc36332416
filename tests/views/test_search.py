"""The search page: whatever holds the words, best first, by which name it was found, and where our text holds them."""

import pytest

from activities.editorial import renewal
from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db

QUESTIONS = 3


def test_search_finds_by_another_name_and_says_so(client):
    program = recipes.program(
        slug="regional", name="Regional Migration Program", summary_en="Ours.", summary_es="Nuestro."
    )
    recipes.name(program=program, text="Mesoamerica Program")
    recipes.indexed()
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
    recipes.indexed()
    shown = page(client, "/search/?q=GASCON")
    nouns = ("events", "organizations", "people", "programs", "articles")
    assert [shown.slugs(noun) for noun in nouns] == [["a"], ["b"], ["c"], ["d"], ["e"]]
    assert "Gascon Institute (GI) Organization" in shown.text
    assert "5 records" in shown.text
    assert "/api/v1/search/?q=GASCON" in shown.links


def test_search_knows_nothing_that_is_not_public(client):
    recipes.person(name="Claudette Secret", state="draft")
    recipes.name(organization=recipes.organization(state="withdrawn"), text="Secret")
    recipes.indexed()
    shown = page(client, "/search/?q=secret")
    assert "No published record holds all these words." in shown.text
    assert shown.slugs("people") == []


@pytest.mark.parametrize("address", ["/search/", "/search/?q=", "/search/?q=+"])
def test_search_without_words_invites_to_browse(client, address):
    recipes.event(slug="here")
    recipes.indexed()
    shown = page(client, address)
    assert "Type a name or other words, or browse:" in shown.text
    assert shown.slugs("events") == []


def test_search_is_paged(client):
    for number in range(21):
        recipes.organization(name=f"Office {number:02}")
    recipes.indexed()
    first, second = page(client, "/search/?q=office"), page(client, "/search/?q=office&page=2")
    assert (len(first.slugs("organizations")), len(second.slugs("organizations"))) == (20, 1)
    assert "/search/?q=office&page=2" in first.links


def test_search_says_when_it_did_not_rank_everything(client, monkeypatch):
    monkeypatch.setattr("activities.search.finding.CANDIDATES", 1)
    for _n in range(2):
        recipes.organization(name="Office")
    recipes.indexed()
    assert "only the newest were ranked" in page(client, "/search/?q=office").text


@pytest.mark.parametrize(("query", "name"), [("q=x&colour=red", "colour"), ("q=x&page=2", "page"), ("q=x&q=y", "q")])
def test_search_refuses_a_wrong_question_by_name(client, query, name):
    shown = page(client, f"/search/?{query}", status=400)
    assert "This list cannot be shown as asked" in shown.text
    assert [words for words in shown.words if words in {"colour", "page", "Words"}][-1:] == [
        {"q": "Words"}.get(name, name)
    ]


def test_search_marks_the_words_in_our_own_text_and_nothing_else(client):
    recipes.event(summary_en="A <workshop> & more.")
    recipes.indexed()
    shown = page(client, "/search/?q=workshops")
    assert "A &lt;<mark>workshop</mark>&gt; &amp; more." in shown.source


def test_search_says_when_it_found_beginnings_alone(client):
    recipes.person(slug="gascon", name="Christopher Gascón")
    recipes.indexed()
    said = "These have names with words that begin so."
    by_beginning, by_word = page(client, "/search/?q=gasc"), page(client, "/search/?q=gascon")
    assert (said in by_beginning.text, said in by_word.text) == (True, False)
    assert by_beginning.slugs("people") == by_word.slugs("people") == ["gascon"]


def test_search_offers_the_name_that_was_meant(client):
    recipes.person(slug="gascon", name="Christopher Gascón")
    recipes.indexed()
    shown = page(client, "/search/?q=cristofer+gascon&page=1")
    assert "Did you mean: Christopher Gascón" in shown.text
    assert "/search/?q=Christopher%20Gasc%C3%B3n" in shown.links


def test_search_asks_the_same_number_of_questions_for_one_record_of_a_noun_and_for_three(
    client, django_assert_num_queries
):
    recipes.event(title_en="Map")
    for _n in range(3):
        recipes.program(name="Map"), recipes.person(name="Map"), recipes.organization(name="Map")
        renewal.rebuild()
        with django_assert_num_queries(QUESTIONS):
            assert len(page(client, "/search/?q=map").headed) > 3
