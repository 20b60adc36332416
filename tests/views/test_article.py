"""The page of an article: where the original stands, and what is read from it; never its text."""

import pytest

from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def release():
    return recipes.article(
        slug="release",
        headline="IOM builds capacities",
        url="https://example.org/release",
        other_urls=["https://www.example.org/release"],
        publisher=recipes.organization(slug="iom", name="IOM"),
        publisher_certainty="inferred",
        published_edtf="2019-10-10",
        dateline_text="Puebla, Mexico –",
        dateline_place=recipes.place(slug="puebla", name_en="Puebla"),
        credits="Photo: somebody",
        body="The words of the publisher.",
    )


def test_article_shows_who_published_it_when_and_where_it_stands(client, release):
    shown = page(client, "/articles/release/")
    assert "Publisher IOM inferred Published 10 October 2019 printed in the article" in shown.text
    assert "Filed from Puebla dateline as printed: “Puebla, Mexico –” Language English" in shown.text
    assert "Photo: somebody" in shown.text
    assert {
        "https://example.org/release",
        "https://www.example.org/release",
        "/organizations/iom/",
        "/places/puebla/",
    } <= set(shown.links)
    assert {"lang": "en"} in shown.all("span")


def test_text_of_an_article_is_shown_nowhere(client, release):
    passage = recipes.passage(article=release, text="The words", start=0, end=9)
    recipes.citation(article=release, passage=passage, start=0, end=9, exact="The words", event=recipes.event())
    assert "The words" not in page(client, "/articles/release/").source


def test_article_without_a_date_says_so(client):
    recipes.article(slug="undated", published_basis="unknown")
    recipes.article(slug="unread")
    assert "Published date not stated the article does not say" in page(client, "/articles/undated/").text
    text = page(client, "/articles/unread/").text
    assert "Publisher not stated Published date not stated nobody has looked yet Filed from not stated" in text


def test_article_leads_to_all_that_is_read_from_it(client, release):
    event, body = recipes.event(slug="workshop", title_en="Workshop"), recipes.organization(slug="conofam")
    quoted, named = recipes.person(slug="gascon"), recipes.person(slug="carmona")
    program = recipes.program(slug="plan")
    recipes.coverage(article=release, event=event, is_primary=True, certainty="probable")
    recipes.appearance(article=release, person=quoted, role="quoted", title_as_given="Chief of Mission")
    for owner in ({"organization": body}, {"person": quoted}, {"person": named}, {"program": program}):
        recipes.citation(article=release, name=recipes.name(**owner))
    shown = page(client, "/articles/release/")
    assert "Workshop probable date not stated · reports, main source" in shown.text
    assert "– quoted as given: “Chief of Mission”" in shown.text
    assert shown.text.count("Other people it names") == 1
    assert set(shown.slugs("events")) == {"workshop"}
    assert set(shown.slugs("organizations")) == {"iom", "conofam"}
    assert set(shown.slugs("people")) == {"gascon", "carmona"}
    assert set(shown.slugs("programs")) == {"plan"}


def test_article_says_passage_by_passage_what_it_is_cited_for(client, release):
    title, body = recipes.passage(article=release), recipes.passage(article=release)
    event = recipes.event(title_en="Workshop")
    recipes.citation(article=release, passage=body, event=event, field="date", certainty="inferred")
    recipes.citation(article=release, passage=title, described_article=release, field="headline")
    text = page(client, "/articles/release/").text
    assert "Passage Fact 1 Headline 2 Date: Workshop inferred" in text


def test_article_and_its_translation_lead_to_each_other(client, release):
    recipes.article(slug="nota", language="es", translation_of=release)
    assert "/articles/nota/" in page(client, "/articles/release/").links
    assert "/articles/release/" in page(client, "/articles/nota/").links


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("publisher=iom", ["release"]),
        ("year=2019", ["release"]),
        ("language=es", ["nota"]),
        ("ordering=published", ["nota", "release"]),
        ("person=gascon", ["release"]),
    ],
)
def test_articles_are_filtered(client, release, query, slugs):
    recipes.article(slug="nota", language="es", published_edtf="2018")
    name = recipes.name(person=recipes.person(slug="gascon"))
    recipes.citation(article=release, name=name)
    assert page(client, f"/articles/?{query}").slugs("articles") == slugs
