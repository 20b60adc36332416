"""The page of a topic, or of a code of our own lists: what it classifies."""

import pytest

from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db


def test_topic_shows_what_it_is_and_what_is_about_it(client):
    goal = recipes.term("sdg-target", "10", label_en="Goal ten")
    target = recipes.term("sdg-target", "10.7", label_en="Target ten seven", parent=goal, uri="https://sdgs.un.org/")
    recipes.tag(term=target, event=recipes.event(slug="workshop"))
    recipes.tag(term=target, program=recipes.program(slug="plan"))
    shown = page(client, "/terms/sdg-target/10.7/")
    assert "Topics Targets of the Sustainable Development Goals Goal ten Target ten seven" in shown.text
    assert (shown.slugs("events"), shown.slugs("programs")) == (["workshop"], ["plan"])
    assert {"/terms/?scheme=sdg-target", "/terms/sdg-target/10/", "https://sdgs.un.org/"} <= set(shown.links)
    assert "/terms/sdg-target/10.7/" in page(client, "/terms/sdg-target/10/").links


def test_type_of_events_leads_to_its_events(client):
    recipes.event(slug="workshop", event_type="workshop")
    recipes.event(slug="meeting", event_type="meeting")
    assert page(client, "/terms/event-type/workshop/").slugs("events") == ["workshop"]


def test_role_leads_to_the_events_where_somebody_had_it(client):
    recipes.participation(event=recipes.event(slug="workshop"), role="organizer")
    recipes.participation(event=recipes.event(slug="meeting"), role="participant")
    assert page(client, "/terms/participation-role/organizer/").slugs("events") == ["workshop"]


def test_kind_of_organizations_leads_to_them(client):
    recipes.organization(slug="segob", kind="government")
    recipes.organization(slug="iom", kind="intergovernmental")
    assert page(client, "/terms/organization-kind/government/").slugs("organizations") == ["segob"]


@pytest.mark.parametrize("address", ["/terms/sdg-target/99/", "/terms/no-scheme/1/"])
def test_term_that_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_topics_are_filtered_by_scheme_named_in_words(client):
    recipes.term("sdg-target", "10.7")
    recipes.term("gcm-objective", "23")
    shown = page(client, "/terms/?scheme=gcm-objective")
    assert shown.slugs("terms") == ["gcm-objective/23"]
    assert "Scheme: Objectives of the Global Compact for Migration" in shown.text
