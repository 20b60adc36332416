"""The page of a person: posts and appearances as published, and nothing else."""

import pytest

from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db


def test_person_shows_two_posts_at_a_time(client):
    person = recipes.person(slug="carmona")
    article = recipes.article(published_edtf="2019-11-05")
    for name, title, more in (
        ("CONOFAM", "National Coordinator", {"certainty": "inferred"}),
        ("Institute", "Director General", {"held_edtf": "2017/.."}),
    ):
        body = recipes.organization(name=name)
        post = recipes.membership(person=person, organization=body, post_title_en=title, **more)
        recipes.citation(article=article, membership=post)
    assert (
        "Posts CONOFAM – National Coordinator inferred since when and until when is not stated "
        "· seen on 5 November 2019 Institute – Director General from 2017 (end not stated) · seen on 5 November 2019"
        in page(client, "/people/carmona/").text
    )


def test_person_shows_appearances_at_events_and_in_articles(client):
    person = recipes.person(slug="gascon")
    recipes.appearance(person=person, event=recipes.event(slug="workshop"), role="opened", title_as_given="Chief")
    recipes.appearance(person=person, article=recipes.article(slug="release"), role="quoted")
    shown = page(client, "/people/gascon/")
    assert "– opened as given: “Chief”" in shown.text
    assert (shown.slugs("events"), shown.slugs("articles")) == (["workshop"], ["release"])


def test_person_named_with_a_post_alone_says_so(client):
    recipes.person(slug="gutierrez")
    text = page(client, "/people/gutierrez/").text
    assert "Posts not stated" in text
    assert "No source shows the person at an event or quotes the person; the post alone is named." in text


def test_person_lists_forms_of_the_name(client):
    recipes.name(person=recipes.person(slug="gascon", name="Christopher Gascón"), text="Christopher Gascon", lang="")
    assert "Names in the sources Christopher Gascon variant" in page(client, "/people/gascon/").text


def test_people_are_filtered_by_body_and_by_what_they_did(client):
    body, speaker = recipes.organization(slug="conofam"), recipes.person(slug="speaker")
    recipes.appearance(person=speaker, role="spoke")
    recipes.membership(person=recipes.person(slug="coordinator"), organization=body, post_title_en="Coordinator")
    assert page(client, "/people/?organization=conofam").slugs("people") == ["coordinator"]
    assert page(client, "/people/?role=spoke").slugs("people") == ["speaker"]
    assert "Coordinator," in page(client, "/people/").text
