"""The page of an event says what sources say, how surely, and where they are silent."""

import pytest

from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db


def test_event_shows_its_vague_date_with_its_ground(client):
    recipes.event(
        slug="here",
        date_edtf="2019-09",
        date_basis="relative",
        date_words="this September",
        date_note_en="Read against 10 October 2019.",
        date_note_es="Leído con el 10 de octubre de 2019.",
    )
    assert (
        "When September 2019 read from words relative to the article's date: “this September”"
        " – Read against 10 October 2019. Type" in page(client, "/events/here/").text
    )
    assert (
        "Cuándo septiembre de 2019 leída de palabras relativas a la fecha del artículo: «this September»"
        " – Leído con el 10 de octubre de 2019. Tipo" in page(client, "/es/events/here/").text
    )


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("unknown", "When date not stated the source does not say Type"),
        ("", "When date not stated nobody has looked yet Type"),
    ],
)
def test_event_tells_a_silent_source_from_nobody_having_looked(client, basis, words):
    recipes.event(slug="here", date_basis=basis)
    assert words in page(client, "/events/here/").text


def test_event_says_not_stated_where_sources_are_silent(client):
    recipes.event(slug="here", status="unknown")
    text = page(client, "/events/here/").text
    for words in (
        "Type not stated",
        "Status Not stated",
        "Where not stated",
        "Participants not stated",
        "Funding not stated",
        "Organizations not stated",
        "Programs not stated",
        "No source names a person who took part in the event itself.",
    ):
        assert words in text


def test_event_keeps_its_places_apart_by_role(client):
    event = recipes.event(slug="here")
    for kind, name, more in (
        ("venue", "Oaxaca", {"venue_name": "Town hall"}),
        ("target", "Central Zone", {}),
        ("origin", "Sonora", {"basis": "inferred"}),
        ("dateline", "Puebla", {}),
    ):
        recipes.event_place(event=event, kind=kind, place=recipes.place(name_en=name), **more)
    text = page(client, "/events/here/").text
    assert "Where Town hall, Oaxaca Scope Central Zone Participants came from Sonora inferred Dateline Puebla" in text
    assert "Puebla where an article was filed; no source says that the event was held there" in text


def test_event_in_a_country_alone_says_that_the_town_is_not_stated(client):
    recipes.event_place(event=recipes.event(slug="here"), place=recipes.country("mx", name_en="Mexico"))
    assert "Where Mexico the country only; the town is not stated" in page(client, "/events/here/").text


def test_event_says_exactly_whose_money_it_was(client):
    event, program = recipes.event(slug="here"), recipes.program(name="The Program")
    recipes.event_program(event=event, program=program)
    recipes.program_role(program=program, organization=recipes.organization(name="The Bureau"))
    recipes.participation(event=event, organization=recipes.organization(name="The Fund"), role="funder")
    text = page(client, "/events/here/").text
    assert (
        "The Bureau – through the program The Program inferred "
        "funds the program; that the money paid for this event is not stated" in text
    )
    assert "The Fund – stated for this event" in text


def test_event_groups_organizations_by_role_and_marks_what_is_not_stated(client):
    event = recipes.event(slug="here")
    for role, name, more in (
        ("organizer", "INM", {"position": 1}),
        ("collaborator", "DIF", {"position": 2}),
    ):
        term = recipes.role(role, **more)
        recipes.participation(event=event, role=term, organization=recipes.organization(name=name))
    recipes.participation(
        event=event,
        role="collaborator",
        organization=recipes.organization(name="UNHCR", acronym="UNHCR"),
        certainty="probable",
        note_en="Named in a speech.",
    )
    assert (
        "Organizer INM Collaborator DIF UNHCR probable Named in a speech. People" in page(client, "/events/here/").text
    )


def test_event_names_people_with_the_post_as_given(client):
    body = recipes.organization(slug="iom-mexico", name="IOM Mexico")
    recipes.appearance(
        event=recipes.event(slug="here"),
        person=recipes.person(slug="gascon", name="Christopher Gascón"),
        role="opened",
        on_behalf_of=body,
        title_as_given="Chief of Mission",
    )
    shown = page(client, "/events/here/")
    assert "Christopher Gascón – opened as given: “Chief of Mission” · for IOM Mexico" in shown.text
    assert {"/people/gascon/", "/organizations/iom-mexico/"} <= set(shown.links)


def test_event_says_what_a_program_was_to_it(client):
    event = recipes.event(slug="here")
    for link, name in (("about", "The Plan"), ("presented", "The Tool")):
        recipes.event_program(event=event, program=recipes.program(name=name, kind="plan"), link=link)
    assert "The Plan – about it Plan The Tool – presented there Plan" in page(client, "/events/here/").text


def test_event_shows_each_figure_with_what_it_counts_and_is(client):
    event, article = recipes.event(slug="here"), recipes.article(headline="A release")
    recipes.figure(event=event, value=40, qualifier="about", of_en="officials", article=article)
    recipes.figure(event=event, value=1500, status="target")
    recipes.figure(
        event=event,
        measure="context_stat",
        status="context",
        value=43863,
        period_edtf="2014-01/2014-05",
        of_en="migrants",
    )
    text = page(client, "/events/here/").text
    assert "Participants about 40 officials" in text
    assert "about 40 Participants officials reported in A release" in text
    assert "1500 Participants aimed at, not a result" in text
    assert "43863 Context statistic migrants from January to May 2014 context, no result of this activity" in text


def test_series_shows_its_sessions_as_it_counts_them(client):
    series = recipes.event(slug="series", is_series=True)
    recipes.event(slug="third", parent=series, ordinal=3, status="planned", date_edtf="2014")
    recipes.event(slug="first", parent=series, ordinal=1)
    recipes.event(slug="second", parent=series, ordinal=2, status="ongoing", date_edtf="2014-06")
    recipes.event(slug="secret", parent=series, ordinal=4, state="draft")
    shown = page(client, "/events/series/")
    assert [slug for slug in shown.slugs("events") if slug != "series"] == ["first", "second", "third"]
    assert "Under way when reported" in shown.text
    assert "Planned" in shown.text
    assert "Participants see the sessions" in shown.text
    session = page(client, "/events/second/")
    assert "Number 2 of the series" in session.text
    assert "/events/series/" in session.links


def test_event_marks_topics_with_who_put_them_there(client):
    tag = recipes.tag(event=recipes.event(slug="here"), term="23", basis="assigned")
    shown = page(client, "/events/here/")
    assert f"{tag.term.label} Objectives of the Global Compact for Migration · 23 · assigned by an editor" in shown.text
    assert "/terms/gcm-objective/23/" in shown.links


def test_event_lists_its_sources_with_publisher_date_and_the_original(client):
    event = recipes.event(slug="here")
    article = recipes.article(
        slug="source",
        headline="A release",
        url="https://example.org/release",
        published_edtf="2019-10-10",
        publisher=recipes.organization(slug="iom", name="IOM"),
    )
    recipes.coverage(event=event, article=article, is_primary=True)
    recipes.coverage(event=event, article=recipes.article(headline="Another"), certainty="probable", kind="mentions")
    shown = page(client, "/events/here/")
    assert "A release IOM 10 October 2019 reports, main source Read the original" in shown.text
    assert "Another date not stated mentions probable Read the original" in shown.text
    assert {"https://example.org/release", "/articles/source/", "/organizations/iom/"} <= set(shown.links)


def test_event_shows_duration_attendance_and_languages_if_stated(client):
    recipes.event(slug="here", duration_days=1, duration_hours=100, attendance_mode="mixed", languages="es,en")
    text = page(client, "/events/here/").text
    assert "Duration 1 day, 100 hours" in text
    assert "Attendance In person and online" in text
    assert "Held in Spanish, English" in text


def test_event_of_its_kind_without_a_series_keeps_its_number(client):
    recipes.event(slug="here", ordinal=1)
    assert "Number 1 of its kind" in page(client, "/events/here/").text
