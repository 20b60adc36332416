"""The front page and the pages that say what went wrong."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db


def test_home_counts_and_shows_what_is_published(client):
    recipes.event(slug="here", event_type="workshop")
    recipes.event(slug="secret", state="draft", event_type="meeting")
    for number in range(2):
        recipes.article(slug=f"release-{number}", published_edtf=f"201{number}")
    shown = page(client, "/")
    counts = [shown.words[index - 1] for index, word in enumerate(shown.words) if word in COUNTED]
    assert [count for count in counts if count.isdigit()] == ["1", "0", "0", "0", "2"]
    assert shown.slugs("events") == ["here"]
    assert shown.slugs("articles") == ["release-1", "release-0"]
    assert [link for link in shown.links if "event_type" in link] == ["/events/?event_type=workshop"]


COUNTED = {"Events", "Organizations", "People", "Programs", "Articles"}


def test_home_explains_how_to_read_and_where_the_data_is(client):
    shown = page(client, "/")
    assert shown.all("h2", id="reading")
    assert {"/api/v1/", "/#reading", "/places/", "/terms/"} <= set(shown.links)
    assert "CC BY 4.0" in shown.text


def test_unknown_address_leads_on_in_the_language_of_the_address(client):
    english, spanish = page(client, "/no-such-page/", status=404), page(client, "/es/no-such-page/", status=404)
    assert {"/", "/events/", "/organizations/", "/es/"} <= set(english.links)
    assert {"/", "/es/", "/es/events/"} <= set(spanish.links)
    assert (english.all("html"), spanish.all("html")) == ([{"lang": "en"}], [{"lang": "es"}])
    assert "No hay nada publicado en esta dirección." in spanish.text
    assert english.all("link", rel="canonical") == []


def test_request_that_cannot_be_read_names_what_is_wrong(client):
    shown = page(client, "/events/?q=%00", status=400)
    assert "q : “q” holds a character that no text may hold." in shown.text.replace("q:", "q :")


@pytest.mark.parametrize("status", [500, 503])
@pytest.mark.parametrize(("language", "home"), [("en", "/"), ("es", "/es/")])
def test_page_of_a_failure_asks_the_server_for_nothing(django_assert_num_queries, status, language, home):
    problem = {"status": status, "title": "Broken", "detail": "It is ours."}
    with override(language), django_assert_num_queries(0):
        html = render_to_string(["500.html" if status == 500 else "error.html"], {"problem": problem})
    assert "It is ours." in html
    assert f'href="{home}"' in html
