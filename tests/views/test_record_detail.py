"""Where a record's address leads: to its page, to the record it lives on in, or to the reason why it is gone."""

import pytest
from django.contrib.auth.models import Group

from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db

NOUNS = {
    "event": "events",
    "organization": "organizations",
    "person": "people",
    "program": "programs",
    "article": "articles",
}
each_noun = pytest.mark.parametrize(("noun", "address"), NOUNS.items())


@each_noun
def test_published_record_has_a_page_in_both_languages(client, noun, address):
    record = getattr(recipes, noun)(slug="here")
    for prefix in ("", "/es"):
        shown = page(client, f"{prefix}/{address}/here/")
        assert (len(shown.all("h1")), record.label in shown.text) == (1, True)
        assert f"{prefix}/{address}/" in shown.links


@each_noun
@pytest.mark.parametrize("state", ["draft", "review"])
def test_record_that_was_never_published_is_not_there(client, noun, address, state):
    getattr(recipes, noun)(slug="secret", state=state)
    assert client.get(f"/{address}/secret/").status_code == 404
    assert client.get(f"/{address}/never-there/").status_code == 404


@each_noun
def test_withdrawn_record_is_gone_with_its_reason(client, noun, address):
    getattr(recipes, noun)(slug="gone", state="withdrawn", withdrawn_reason="Recorded twice.")
    for prefix, words in (("", "has been withdrawn"), ("/es", "se ha retirado")):
        shown = page(client, f"{prefix}/{address}/gone/", status=410)
        assert "Recorded twice." in shown.text
        assert words in shown.text
        assert f"{prefix}/events/" in shown.links


@each_noun
def test_merged_record_leads_to_the_one_it_lives_on_in(client, noun, address):
    make = getattr(recipes, noun)
    last = make(slug="last")
    make(slug="first", merged_into=make(slug="second", merged_into=last))
    for slug in ("first", "second"):
        assert client.get(f"/{address}/{slug}/").headers["Location"] == f"/{address}/last/"
        answer = client.get(f"/es/{address}/{slug}/")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/es/{address}/last/")


@each_noun
def test_merged_record_shares_the_fate_of_its_survivor(client, noun, address):
    make = getattr(recipes, noun)
    make(slug="into-draft", merged_into=make(state="draft"))
    make(slug="into-gone", merged_into=make(state="withdrawn", withdrawn_reason="Not a fact."))
    assert client.get(f"/{address}/into-draft/").status_code == 404
    assert "Not a fact." in page(client, f"/{address}/into-gone/", status=410).text


@each_noun
def test_old_slug_leads_to_the_record_for_ever(client, noun, address):
    make = getattr(recipes, noun)
    recipes.slug_redirect(slug="old", **{noun: make(slug="renamed")})
    recipes.slug_redirect(slug="old-secret", **{noun: make(state="draft")})
    recipes.slug_redirect(slug="old-gone", **{noun: make(state="withdrawn", withdrawn_reason="Not a fact.")})
    answer = client.get(f"/{address}/old/")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/{address}/renamed/")
    assert client.get(f"/{address}/old-secret/").status_code == 404
    assert client.get(f"/{address}/old-gone/").status_code == 410


def test_old_slug_of_another_noun_leads_nowhere(client):
    recipes.slug_redirect(slug="old", event=recipes.event(slug="renamed"))
    assert client.get("/organizations/old/").status_code == 404


def test_record_knows_its_canonical_address_whatever_is_asked(client):
    recipes.event(slug="here")
    shown = page(client, "/events/here/?utm_source=elsewhere")
    assert shown.all("link", rel="canonical")[0]["href"] == "http://testserver/events/here/"
    assert {link["hreflang"]: link["href"] for link in shown.all("link", rel="alternate") if "hreflang" in link} == {
        "en": "http://testserver/events/here/",
        "es": "http://testserver/es/events/here/",
        "x-default": "http://testserver/events/here/",
    }


def test_record_gives_its_identifier_and_its_address_in_the_api(client):
    event = recipes.event(slug="here")
    shown = page(client, "/events/here/")
    assert f"Lasting identifier: {event.public_id}" in shown.text
    assert "/api/v1/events/here/" in shown.links


@pytest.mark.parametrize(
    ("texts", "prefix", "mark"),
    [
        ({"summary_en": "Ours."}, "/es", "Este resumen solo existe en inglés."),
        ({"summary_es": "Nuestro."}, "", "This summary exists only in Spanish."),
        ({"summary_en": "Ours.", "summary_es": "Nuestro."}, "/es", None),
        ({"summary_en": "Ours.", "summary_es": "Nuestro."}, "", None),
        ({}, "", None),
    ],
)
def test_summary_in_the_other_language_says_so(client, texts, prefix, mark):
    recipes.event(slug="here", **texts)
    shown = page(client, f"{prefix}/events/here/")
    marks = [words for words in shown.words if words.startswith(("This summary", "Este resumen"))]
    assert marks == ([mark] if mark else [])


def test_evidence_names_article_passage_and_fact(client):
    event, article = recipes.event(slug="here"), recipes.article(slug="source", headline="A release")
    title, body = recipes.passage(article=article), recipes.passage(article=article)
    recipes.citation(article=article, passage=title, event=event, field="title")
    recipes.citation(article=article, passage=body, event=event, field="date", certainty="inferred")
    row = recipes.participation(event=event, role="organizer")
    recipes.citation(article=article, passage=body, participation=row, stance="disputes")
    shown = page(client, "/events/here/")
    assert "A release Title – passage 1 Date – passage 2 inferred" in shown.text
    assert "Role of an organization: Organizer – passage 2 disputed" in shown.text
    assert "/articles/source/" in shown.links


def test_words_of_a_source_are_shown_only_where_they_may_be(client):
    for number, may_quote in enumerate([False, True]):
        body = f"The words number {number} of a release that goes on."
        article = recipes.article(may_quote=may_quote, body=body)
        passage = recipes.passage(article=article, text=body, start=0, end=len(body))
        event = recipes.event(slug=f"event-{number}")
        recipes.citation(article=article, passage=passage, start=0, end=len(body), exact=body, event=event)
    assert "The words number" not in page(client, "/events/event-0/").text
    assert "The words number 1 of a release that goes on." in page(client, "/events/event-1/").text


@pytest.mark.parametrize("noun", NOUNS)
def test_detail_leads_staff_who_may_edit_it_to_the_admin_and_nobody_else(client, noun):
    record = getattr(recipes, noun)()
    link = f'href="/admin/activities/{noun}/{record.pk}/change/"'
    assert link not in client.get(record.get_absolute_url()).text
    user = recipes.editor()
    client.force_login(user)
    assert link not in client.get(record.get_absolute_url()).text
    user.groups.add(Group.objects.get(name="editor"))
    answer = client.get(record.get_absolute_url())
    assert link in answer.text
    assert answer["Cache-Control"] == "private, no-store"
