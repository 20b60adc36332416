"""The page of an organization: what it is, its units and names, and what it did."""

import pytest

from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db


def test_organization_stands_in_its_path_and_shows_its_units(client):
    top = recipes.organization(slug="government", name="Government")
    ministry = recipes.organization(slug="segob", name="Ministry", acronym="SEGOB", parent=top)
    recipes.organization(slug="unit", name="Policy Unit", parent=ministry, parent_certainty="inferred")
    shown = page(client, "/organizations/unit/")
    assert "Start Organizations Government Ministry Policy Unit" in shown.text
    assert "Unit of Ministry inferred" in shown.text
    assert "/organizations/unit/" in page(client, "/organizations/segob/").links


def test_class_of_bodies_and_proposed_body_are_marked(client):
    recipes.organization(slug="offices", is_collective=True)
    recipes.organization(slug="academy", existence="proposed")
    assert "a class of bodies, not one organization" in page(client, "/organizations/offices/").text
    assert "it is not counted as existing" in page(client, "/organizations/academy/").text
    rows = page(client, "/organizations/").text
    assert ("class of bodies" in rows, "Proposed" in rows) == (True, True)


def test_class_of_bodies_shows_its_size_as_a_figure(client):
    body = recipes.organization(slug="offices", is_collective=True)
    recipes.figure(organization=body, measure="institutions", value=30, of_en="state offices")
    assert "30 Institutions state offices reported" in page(client, "/organizations/offices/").text


def test_organization_shows_its_events_by_role(client):
    body = recipes.organization(slug="conofam")
    for role, position, titles in (("organizer", 1, ["B session"]), ("participant", 2, ["A workshop", "B session"])):
        term = recipes.role(role, position=position)
        for title in titles:
            event = recipes.Event.objects.filter(title_en=title).first() or recipes.event(title_en=title)
            recipes.participation(event=event, organization=body, role=term)
    shown = page(client, "/organizations/conofam/")
    parts = [words for words in shown.words if words in {"Organizer", "Participant", "A workshop", "B session"}]
    assert parts == ["Participant", "A workshop", "B session", "Organizer", "B session"]


def test_organization_shows_what_it_funds_through_a_program(client):
    program, funder = recipes.program(), recipes.organization(slug="prm")
    recipes.program_role(program=program, organization=funder)
    recipes.event_program(program=program, event=recipes.event(slug="funded"))
    shown = page(client, "/organizations/prm/")
    assert "Events it funds, itself or through a program" in shown.text
    assert shown.slugs("events") == ["funded"]
    assert shown.slugs("programs") == [program.slug]


def test_organization_shows_posts_with_the_days_they_were_seen(client):
    body = recipes.organization(slug="conofam")
    post = recipes.membership(
        organization=body, person=recipes.person(name="José Carmona"), post_title_en="National Coordinator"
    )
    for date in ("2019-11-05", "2019-03-08"):
        recipes.citation(article=recipes.article(published_edtf=date), membership=post)
    assert (
        "José Carmona – National Coordinator since when and until when is not stated "
        "· seen on 8 March 2019, 5 November 2019" in page(client, "/organizations/conofam/").text
    )


def test_organization_lists_its_names_with_the_articles_that_use_them(client):
    form = recipes.name(organization=recipes.organization(slug="conofam"), text="Coordination of Offices", lang="en")
    recipes.citation(name=form, article=recipes.article(slug="release", headline="A release"))
    shown = page(client, "/organizations/conofam/")
    assert "Coordination of Offices variant · English · so written in A release" in shown.text
    assert shown.slugs("articles") == ["release"]


def test_organization_links_what_it_published(client):
    body = recipes.organization(slug="iom", website="https://www.iom.int/", acronym="IOM", name="IOM")
    recipes.article(slug="release", publisher=body)
    shown = page(client, "/organizations/iom/")
    assert shown.slugs("articles") == ["release"]
    assert "https://www.iom.int/" in shown.links
    assert "IOM (IOM)" not in shown.text


def test_long_lists_of_an_organization_lead_to_the_whole(client):
    body = recipes.organization(slug="iom")
    for _n in range(21):
        recipes.participation(organization=body)
    shown = page(client, "/organizations/iom/")
    assert len(shown.slugs("events")) == 20
    assert "Show all" in shown.text
    assert "/events/?organization=iom" in shown.links


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("kind=ngo", ["red"]),
        ("country=mx", ["blue"]),
        ("existence=proposed", ["red"]),
        ("is_collective=true", ["blue"]),
        ("parent=blue", ["red"]),
        ("q=blue+body", ["blue"]),
    ],
)
def test_organizations_are_filtered(client, query, slugs):
    blue = recipes.organization(
        slug="blue", name="Blue Body", kind="government", country=recipes.country("mx"), is_collective=True
    )
    recipes.organization(slug="red", name="Red Body", kind="ngo", existence="proposed", parent=blue)
    recipes.indexed()
    rows = page(client, f"/organizations/?{query}").headed
    assert rows == [f"/organizations/{slug}/" for slug in slugs]
