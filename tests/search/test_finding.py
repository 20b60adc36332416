"""Search across the five nouns."""

import pytest

from activities import search
from activities.search import finding
from tests import recipes

pytestmark = pytest.mark.django_db


def hits(text, language="en"):
    found = search.find(text)
    return search.hits(found, found.matches, language)


def slugs(text):
    return [hit.record.slug for hit in hits(text)]


def test_search_finds_all_five_nouns_and_only_what_is_public():
    recipes.event(slug="an-event", title_en="Caravan")
    recipes.organization(slug="an-organization", name="Caravan")
    recipes.person(slug="a-person", name="Caravan")
    recipes.program(slug="a-program", name="Caravan")
    recipes.article(slug="an-article", headline="Caravan")
    recipes.event(title_en="Caravan", state="draft")
    recipes.person(name="Caravan", state="withdrawn")
    recipes.program(name="Caravan", state="review")
    recipes.organization(name="Caravan", merged_into=recipes.organization())
    recipes.article(headline="Caravan", state="draft")

    found = {(hit.noun, hit.record.slug) for hit in hits("caravan")}

    assert len(search.find("caravan").matches) == 5
    assert found == {
        ("event", "an-event"),
        ("organization", "an-organization"),
        ("person", "a-person"),
        ("program", "a-program"),
        ("article", "an-article"),
    }


def test_search_puts_an_exact_name_first_then_names_that_begin_so():
    recipes.program(slug="holds", name="The Map of Roads")
    recipes.program(slug="begins", name="Map of Roads")
    recipes.program(slug="exact", name="MAP")

    assert slugs("map") == ["exact", "begins", "holds"]


def test_search_names_the_alias_only_where_it_fits_better_than_the_name():
    program = recipes.program(name="Regional Program: Mesoamerica", slug="program")
    recipes.name(program=program, text="Mesoamerica Program")

    assert [hit.matched_name for hit in hits("mesoamerica program")] == ["Mesoamerica Program"]
    assert [hit.matched_name for hit in hits("regional program")] == [None]


def test_search_without_words_finds_nothing():
    recipes.event()

    assert [slugs(text) for text in ("", "  ", "%", "_")] == [[], [], [], []]


def test_search_shows_our_own_text_in_the_language_asked_cut_at_a_word():
    recipes.person(name="Ana", summary_en="word " * 60, summary_es="Breve.")

    assert [hit.snippet for hit in hits("ana", "es")] == ["Breve."]
    assert [hit.snippet for hit in hits("ana")] == [("word " * 40).strip() + " …"]


def test_search_ranks_only_so_many_of_the_newest_and_says_so(monkeypatch):
    monkeypatch.setattr(finding, "CANDIDATES", 2)
    for number in range(3):
        recipes.person(slug=f"ana-{number}", name="Ana")
    recipes.person(slug="eva", name="Eva")

    cut, whole = search.find("ana"), search.find("eva")

    assert (len(cut.matches), cut.is_complete) == (2, False)
    assert (len(whole.matches), whole.is_complete) == (1, True)


def test_search_asks_the_same_number_of_questions_for_one_hit_and_for_three(django_assert_num_queries):
    recipes.person(name="Ana")
    with django_assert_num_queries(7):
        hits("ana")
    recipes.person(name="Ana")
    recipes.person(name="Ana")
    with django_assert_num_queries(7):
        hits("ana")
