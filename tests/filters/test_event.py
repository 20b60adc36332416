"""What may be asked about events."""

import pytest
from django.http import QueryDict

from activities.filters import ask
from tests import recipes

pytestmark = pytest.mark.django_db


def slugs(query):
    return {record.slug for record in ask("event", QueryDict(query)).queryset}


def meta(query):
    return ask("event", QueryDict(query)).meta


# When


@pytest.fixture
def dated():
    recipes.event(slug="month", date_edtf="2019-09")
    recipes.event(slug="bound", date_edtf="[..2019-03-08]", date_basis="publication_bound")
    recipes.event(slug="since", date_edtf="2014-06/..")
    recipes.event(slug="undated")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("year=2019", {"month", "bound"}),
        ("year=2019&date_match=certain", {"month"}),
        ("year=2018", {"bound"}),
        ("year=2017", set()),
        ("year=2014,2019", {"month", "bound", "since"}),
        ("from=2019-09&to=2019-09", {"month"}),
        ("from=2019-09-15&to=2019-09-15", {"month"}),
        ("from=2019-09-15&to=2019-09-15&date_match=certain", set()),
        ("from=2019", {"month", "bound"}),
        ("to=2018", {"bound", "since"}),
        ("to=9999-12-31", {"month", "bound", "since"}),
        ("fiscal_year=us:2019", {"month", "bound"}),
        ("fiscal_year=us:2020", set()),
        ("fiscal_year=us:2019&date_match=certain", {"month"}),
        ("fiscal_year=us:2019&year=2018", {"bound"}),
        ("undated=true", {"undated"}),
        ("undated=false", {"month", "bound", "since"}),
        ("date_match=certain", {"month", "bound", "since", "undated"}),
    ],
)
def test_windows_of_time_find_what_may_or_must_lie_there(dated, query, found):
    assert slugs(query) == found


def test_the_answer_says_how_dates_were_matched_and_what_no_window_could_find(dated):
    recipes.event(status="planned")

    assert meta("year=2019") == {
        "ordering": "-date",
        "date_match": "possible",
        "open_window": 365,
        "undated_left_out": 2,
    }
    assert meta("year=2019&date_match=certain&status=held") == {
        "ordering": "-date",
        "date_match": "certain",
        "open_window": None,
        "undated_left_out": 1,
    }
    assert meta("status=held") == {"ordering": "-date"}


# What


def test_several_values_mean_any_and_several_parameters_mean_all():
    recipes.event(slug="a", event_type="workshop", status="held")
    recipes.event(slug="b", event_type="seminar", status="held")
    recipes.event(slug="c", event_type="workshop", status="planned")

    assert slugs("event_type=workshop,seminar") == {"a", "b", "c"}
    assert slugs("event_type=workshop&event_type=seminar") == {"a", "b", "c"}
    assert slugs("event_type=workshop&status=held") == {"a"}


def test_series_and_their_sessions():
    series = recipes.event(slug="series", is_series=True)
    recipes.event(slug="session", parent=series)

    assert slugs("is_series=true") == {"series"}
    assert slugs("is_series=false") == slugs("parent=series") == {"session"}


def test_words_are_found_in_titles_and_in_the_names_of_who_and_where():
    event = recipes.event(slug="workshop", title_en="Workshop on governance", title_es="Taller de gobernanza")
    recipes.participation(event=event, organization=recipes.organization(name="National Coordination", acronym="CON"))
    body = recipes.participation(event=event).organization
    recipes.name(organization=body, text="Instituto Nacional")
    recipes.appearance(event=event, person=recipes.person(name="Ana Peña"))
    recipes.event_program(event=event, program=recipes.program(name="Mesoamerica"))
    recipes.event_place(event=event, place=recipes.place(name_en="Mexico", name_es="México"))
    recipes.event(slug="other")
    recipes.indexed()

    for words in ("taller", "CON", "instituto", "pena", "mesoamerica", "méxico", "governance con méxico instituto"):
        assert slugs(f"q={words}") == {"workshop"}, words
    assert slugs("q=governance guatemala") == set()


# Who


def test_organization_and_role_are_asked_of_one_row():
    event = recipes.event(slug="workshop")
    recipes.participation(event=event, organization=recipes.organization(slug="iom"), role="support")
    recipes.participation(event=event, organization=recipes.organization(slug="inm"), role="participant")

    assert slugs("organization=iom&role=support") == slugs("role=support") == {"workshop"}
    assert slugs("organization=iom&role=participant") == set()
    assert slugs("organization=iom,inm&role=participant") == {"workshop"}


def test_a_body_answers_with_its_public_units_when_asked():
    top = recipes.organization(slug="top")
    unit = recipes.organization(slug="unit", parent=top)
    recipes.participation(event=recipes.event(slug="of-office"), organization=recipes.organization(parent=unit))
    recipes.participation(
        event=recipes.event(slug="of-draft"), organization=recipes.organization(parent=top, state="draft")
    )

    assert slugs("organization=top") == set()
    assert slugs("organization=top&units=true") == {"of-office"}


def test_an_event_is_found_once_however_many_rows_answer():
    event = recipes.event()
    body = recipes.organization(slug="iom")
    for role in ("support", "participant"):
        recipes.participation(event=event, organization=body, role=role)

    assert ask("event", QueryDict("organization=iom")).queryset.count() == 1


def test_person_and_role():
    event = recipes.event(slug="workshop")
    recipes.appearance(event=event, person=recipes.person(slug="ana"), role="opened")

    assert slugs("person=ana") == slugs("person=ana&person_role=opened") == slugs("person_role=opened") == {"workshop"}
    assert slugs("person=ana&person_role=chaired") == set()


def test_a_program_answers_with_all_links_but_presented():
    program = recipes.program(slug="program")
    recipes.event_program(event=recipes.event(slug="supported"), program=program, link="supported")
    recipes.event_program(event=recipes.event(slug="presented"), program=program, link="presented")

    assert slugs("program=program") == {"supported"}
    assert slugs("program=program&program_link=presented") == {"presented"}
    assert slugs("program=program&program_link=any") == {"supported", "presented"}
    assert slugs("program_link=supported") == {"supported"}


# Where


@pytest.fixture
def places():
    mexico = recipes.country("mx")
    state = recipes.place(slug="mx-oax", iso_code="MX-OAX", kind="admin1", parent=mexico)
    city = recipes.place(slug="oaxaca", parent=state)
    region = recipes.place(slug="mesoamerica", kind="local_region")
    recipes.members(region, mexico)
    recipes.event_place(event=recipes.event(slug="in-city"), place=city)
    recipes.event_place(event=recipes.event(slug="for-state"), place=state, kind="target")
    recipes.event_place(event=recipes.event(slug="filed"), place=city, kind="dateline")
    recipes.event_place(event=recipes.event(slug="from-state"), place=state, kind="origin")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("place=oaxaca", {"in-city"}),
        ("place=MX-OAX", {"in-city", "for-state"}),
        ("place=mx", {"in-city", "for-state"}),
        ("country=MX", {"in-city", "for-state"}),
        ("place=mesoamerica", {"in-city", "for-state"}),
        ("place=mx&place_kind=target", {"for-state"}),
        ("place=mx&place_kind=any", {"in-city", "for-state", "filed", "from-state"}),
        ("place_kind=dateline", {"filed"}),
        ("origin=mx", {"from-state"}),
        ("origin=oaxaca", set()),
    ],
)
def test_a_place_answers_with_all_inside_it_in_the_roles_asked(places, query, found):
    assert slugs(query) == found


# Topics, sources, languages


def test_a_term_answers_with_narrower_ones_and_types():
    target = recipes.term("sdg-target", "10.7", parent=recipes.term("sdg-target", "10"))
    recipes.tag(event=recipes.event(slug="tagged"), term=target)
    recipes.event(slug="typed", event_type="workshop")

    assert slugs("term=sdg-target:10") == slugs("term=sdg-target:10.7") == {"tagged"}
    assert slugs("term=event-type:workshop,sdg-target:10") == {"tagged", "typed"}


def test_an_article_answers_with_its_events():
    article = recipes.article(slug="release", url="https://example.org/release")
    recipes.coverage(event=recipes.event(slug="told"), article=article)
    recipes.event(slug="untold")

    assert slugs("article=release") == slugs("article=https://example.org/release") == {"told"}


def test_the_languages_an_event_was_held_in():
    recipes.event(slug="mexican", languages="en,es-MX")
    recipes.event(slug="english", languages="en")
    recipes.event(slug="estonian", languages="est")

    assert slugs("language=es") == slugs("language=ES-MX") == {"mexican"}
    assert slugs("language=en,est") == {"mexican", "english", "estonian"}
    assert slugs("language=es-GT") == set()


# Money


def test_money_hangs_where_the_text_hangs_it():
    donor = recipes.organization(slug="donor")
    program = recipes.program_role(organization=donor).program
    recipes.event_program(event=recipes.event(slug="via"), program=program)
    recipes.event_program(event=recipes.event(slug="shown"), program=program, link="presented")
    recipes.participation(event=recipes.event(slug="direct"), organization=donor, role="funder")
    recipes.participation(event=recipes.event(slug="other"), role="funder")

    assert slugs("funder=donor") == {"via", "direct"}
    assert slugs("funder=donor&funding_basis=via_program") == {"via"}
    assert slugs("funder=donor&funding_basis=stated") == {"direct"}
    assert slugs("funding_basis=stated") == {"direct", "other"}
    assert slugs("funding_basis=not_stated") == {"shown"}
    assert slugs("funder=donor&funding_basis=not_stated") == set()


@pytest.mark.parametrize("hidden", ["program", "organization"])
def test_money_of_what_is_not_public_is_not_told(hidden):
    role = recipes.program_role()
    recipes.event_program(event=recipes.event(slug="via"), program=role.program)
    record = getattr(role, hidden)
    record.state = "draft"
    record.save()

    assert slugs("funding_basis=via_program") == set()
    assert slugs("funding_basis=not_stated") == {"via"}


# Certainty


def test_certainty_is_that_of_the_fact_asked_for():
    body = recipes.organization(slug="iom")
    sure, unsure = recipes.event(slug="sure"), recipes.event(slug="unsure")
    recipes.participation(event=sure, organization=body)
    recipes.participation(event=unsure, organization=body, certainty="inferred")
    recipes.coverage(event=sure, certainty="probable")
    recipes.coverage(event=unsure)

    assert slugs("organization=iom&certainty=stated") == {"sure"}
    assert slugs("organization=iom&certainty=inferred,probable") == {"unsure"}
    assert slugs("certainty=stated") == {"unsure"}


def test_certainty_of_money_through_a_program_is_what_the_face_says():
    donor = recipes.organization(slug="donor")
    role = recipes.program_role(organization=donor)
    article = recipes.article()
    recipes.citation(article=article, program_role=role)
    told, untold, unsure = recipes.event(slug="told"), recipes.event(slug="untold"), recipes.event(slug="unsure")
    recipes.coverage(event=told, article=article)
    recipes.coverage(event=unsure, article=article)
    recipes.event_program(event=told, program=role.program)
    recipes.event_program(event=untold, program=role.program)
    recipes.event_program(event=unsure, program=role.program, certainty="probable")

    assert slugs("funder=donor&certainty=stated") == {"told"}
    assert slugs("funder=donor&certainty=inferred") == {"untold"}
    assert slugs("funder=donor&certainty=probable") == {"unsure"}


# What is known


@pytest.fixture
def known():
    event = recipes.event(slug="known", date_edtf="2019")
    state = recipes.place(kind="admin1", parent=recipes.country("mx"))
    recipes.event_place(event=event, place=state)
    recipes.figure(event=event)
    recipes.participation(event=event, role="funder")
    recipes.event_program(event=event)
    recipes.citation(event=event, field="title")


@pytest.fixture
def vague(known):
    event = recipes.event(slug="vague")
    recipes.event_place(event=event, place=recipes.country("mx"))
    recipes.event_place(event=event, kind="dateline")
    recipes.figure(event=event, status="target")
    recipes.figure(event=event, measure="institutions")
    recipes.participation(event=event, organization=recipes.organization(state="draft"), role="funder")
    recipes.event_program(event=event, link="presented")
    recipes.citation(event=event, field="title", article=recipes.article(state="draft"))


@pytest.mark.parametrize("fact", ["date", "venue", "participants", "organization", "program", "funder", "citation"])
def test_what_is_known_and_what_is_missing(vague, fact):
    assert slugs(f"has={fact}") == {"known"}
    assert slugs(f"lacks={fact}") == {"vague"}


def test_a_citation_of_a_row_is_evidence_for_its_event():
    figure = recipes.figure()
    recipes.citation(figure=figure)
    recipes.event(slug="bare")

    assert slugs("has=citation") == {figure.event.slug}
    assert slugs("lacks=citation,venue") == {figure.event.slug, "bare"}
