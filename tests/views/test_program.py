"""The page of a program: what it is, who stands behind it, and what it was to which event."""

import pytest

from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db


def test_program_shows_kind_period_and_who_is_behind_it(client):
    program = recipes.program(
        slug="plan", kind="plan", date_edtf="2014/2018", status="4", parent=recipes.program(slug="whole")
    )
    recipes.program_role(program=program, organization=recipes.organization(name="Bureau", acronym="PRM"))
    recipes.program_role(
        program=program, organization=recipes.organization(name="Agency"), role="owner", certainty="inferred"
    )
    shown = page(client, "/programs/plan/")
    assert "Kind Plan Period from 2014 to 2018 Status Closed Part of" in shown.text
    assert "Behind it Funder: Bureau (PRM) Owner: Agency inferred" in shown.text
    assert {"/programs/?kind=plan", "/programs/whole/"} <= set(shown.links)


def test_program_says_not_stated_where_sources_are_silent(client):
    recipes.program(slug="tool", kind="tool")
    text = page(client, "/programs/tool/").text
    assert "Kind Tool Period not stated Status not stated Behind it not stated Topics none assigned" in text
    assert "No published event names it." in text


def test_program_groups_events_by_what_it_was_to_them(client):
    program = recipes.program(slug="plan")
    for title, link in (("Workshop", "framework"), ("Session", "presented")):
        recipes.event_program(event=recipes.event(title_en=title), program=program, link=link)
    words = page(client, "/programs/plan/").words
    parts = [part for part in words if part in {"Held within its framework", "Presented there", "Workshop", "Session"}]
    assert sorted([parts[:2], parts[2:]]) == [["Held within its framework", "Workshop"], ["Presented there", "Session"]]


def test_program_lists_names_and_sources(client):
    program, article = recipes.program(slug="plan"), recipes.article(slug="release", headline="A release")
    recipes.citation(article=article, name=recipes.name(program=program, text="The Other Name"))
    shown = page(client, "/programs/plan/")
    assert "The Other Name variant · English · so written in A release" in shown.text
    assert shown.slugs("articles") == ["release"]


def test_programs_are_filtered(client):
    recipes.program_role(
        program=recipes.program(slug="plan", kind="plan"), organization=recipes.organization(slug="iom")
    )
    recipes.program(slug="tool", kind="tool")
    assert page(client, "/programs/?kind=tool").slugs("programs") == ["tool"]
    assert page(client, "/programs/?organization=iom&role=funder").slugs("programs") == ["plan"]
