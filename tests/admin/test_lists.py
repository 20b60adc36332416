import pytest

from activities.admin.lists import MOST_WORDS
from activities.models import (
    Article,
    Citation,
    DuplicateDecision,
    Event,
    Organization,
    Passage,
    Person,
    Place,
    Program,
    Term,
)
from tests import recipes
from tests.admin.pages import OURS, listed, said

pytestmark = pytest.mark.django_db


def shown(answer):
    return [str(record) for record in answer.context["cl"].result_list]


# Search -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    ["Gascón", "gascon", "GASCON christopher", "Chris", "Cristobal Gascon", "chris-gascon", "“Gascón”!"],
)
def test_people_are_found_by_any_form_of_their_names(browse, asked):
    person = recipes.person(name="Christopher Gascón", slug="chris-gascon")
    recipes.name(person=person, text="Cristóbal Gascón")
    recipes.person(name="Gustavo Gutiérrez")
    assert shown(browse("editor").get(listed(Person), {"q": asked})) == ["Christopher Gascón"]


def test_organization_is_found_once_by_acronym_and_by_alias(browse):
    body = recipes.organization(name="National Coordination", acronym="CONOFAM")
    recipes.name(organization=body, text="Coordinación Nacional de Oficinas")
    recipes.name(organization=body, text="Coordinación Nacional")
    client = browse("editor")
    for asked in ("conofam", "coordinacion nacional", "oficinas", body.public_id):
        assert shown(client.get(listed(Organization), {"q": asked})) == ["National Coordination"]


@pytest.mark.parametrize("asked", ["!!!", "zzz", "%", "_"])
def test_search_for_what_no_name_holds_finds_nothing(browse, asked):
    recipes.person(name="Ana_Pérez 100%")
    assert shown(browse("editor").get(listed(Person), {"q": asked})) == []


def test_search_takes_no_more_words_than_it_can_ask(browse):
    recipes.person(name="Ana")
    assert shown(browse("editor").get(listed(Person), {"q": "ana " * MOST_WORDS + "zzz"})) == ["Ana"]


@pytest.mark.parametrize(
    ("model", "make", "asked"),
    [
        (Event, lambda: recipes.event(title_en="Workshop in Oaxaca"), "oaxaca"),
        (Program, lambda: recipes.program(name="Programa Mesoamérica"), "mesoamerica"),
        (Article, lambda: recipes.article(headline="Officials trained"), "trained"),
        (Place, lambda: recipes.place(name_en="Mexico City", name_es="Ciudad de México"), "ciudad"),
        (Term, lambda: recipes.term("event-type", "workshop"), "workshop"),
        (Citation, lambda: recipes.citation(article=recipes.article(headline="Officials trained")), "trained"),
        (Passage, lambda: recipes.passage(article=recipes.article(headline="Officials trained")), "trained 1"),
        (DuplicateDecision, lambda: recipes.duplicate_decision(event=recipes.event(title_en="Workshop")), "workshop"),
    ],
)
def test_everything_is_found_by_its_words(browse, model, make, asked):
    record = make()
    assert shown(browse("editor").get(listed(model), {"q": asked})) == [str(record)]
    assert shown(browse("editor").get(listed(model), {"q": "zzz"})) == []


def choices(client, model, field, term=""):
    question = {"app_label": "activities", "model_name": model, "field_name": field, "term": term}
    answer = client.get("/admin/autocomplete/", question)
    return [choice["text"] for choice in answer.json()["results"]]


def test_links_are_chosen_by_folded_names_and_leave_out_what_was_withdrawn(browse):
    recipes.organization(name="Migración México")
    recipes.organization(name="Migración vieja", state="withdrawn")
    recipes.organization(name="Migración nueva", state="draft")
    assert choices(browse("editor"), "participation", "organization", "migracion") == [
        "Migración México",
        "Migración nueva",
    ]


def test_links_are_chosen_from_their_own_list(browse):
    recipes.term("participation-role", "funder")
    recipes.term("event-type", "workshop")
    assert choices(browse("editor"), "participation", "role") == ["Funder"]


# What a list shows --------------------------------------------------------------------------------


def test_event_list_shows_date_state_and_counts(browse):
    event = recipes.event(title_en="Workshop", date_edtf="2019-09", event_type="workshop", state="draft")
    recipes.coverage(event=event)
    recipes.participation(event=event)
    recipes.participation(event=event)
    page = browse("editor").get(listed(Event)).content.decode()
    row = page.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [part.partition(">")[2] for part in row.split("<td")[2:]]
    assert [cell.partition("<")[0] for cell in cells] == ["September 2019", "Workshop", "Held", "Draft", "1", "2"]


def test_list_can_be_cut_by_state(browse):
    recipes.event(title_en="Draft", state="draft")
    recipes.event(title_en="Public")
    assert shown(browse("editor").get(listed(Event), {"state__exact": "draft"})) == ["Draft"]


# Odd questions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        {"title__regex": "("},
        {"title_en__regex": "("},
        {"title_en__iregex": "(a+)+$"},
        {"created_by__password__startswith": "a"},
        {"parent__parent__title_en": "x"},
        {"date_earliest__gte": "0000-99-99"},
        {"id__in": "9" * 40},
        {"version__lt": "x"},
        {"nothing": "1"},
        {"_to_field": "version"},
    ],
)
def test_question_that_no_filter_asks_is_refused(browse, question):
    recipes.event()
    answer = browse("administrator").get(listed(Event), question)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "question",
    [
        {"event_type__id__exact": "abc"},
        {"event_type__id__exact": "9" * 40},
        {"event_type__id__exact": "-1"},
        {"is_series__exact": "perhaps"},
        {"state__exact": "('"},
        {"p": "9" * 30},
        {"p": "x"},
        {"o": "x.y.99"},
        {"o": "9" * 30},
        {"e": "1"},
        {"all": ""},
        {"_facets": "True"},
        {"q": "é" * 500},
    ],
)
def test_odd_answer_to_a_filter_is_no_failure(browse, question):
    recipes.event(event_type="workshop")
    answer = browse("editor").get(listed(Event), question)
    assert (answer.status_code, answer.get("Location")) in {(200, None), (302, f"{listed(Event)}?e=1")}


@pytest.mark.parametrize(
    "question",
    ["figure", "figure:", "figure:x", "figure:" + "9" * 40, "password:1", "all-event:1", "all-x:1", "passage:1"],
)
def test_odd_question_for_citations_finds_nothing(browse, question):
    recipes.citation(figure=recipes.figure(event=recipes.event(pk=1000)), passage=recipes.passage(pk=1000))
    answer = browse("editor").get(listed(Citation), {"of": question})
    assert shown(answer) == []


def test_citations_of_one_row_and_of_a_record_with_its_rows(browse):
    figure = recipes.figure()
    recipes.citation(figure=figure)
    recipes.citation(event=figure.event)
    recipes.citation()
    client = browse("editor")
    assert len(shown(client.get(listed(Citation), {"of": f"figure:{figure.pk}"}))) == 1
    assert len(shown(client.get(listed(Citation), {"of": f"all-event:{figure.event_id}"}))) == 2


@pytest.mark.parametrize("model", OURS)
@pytest.mark.parametrize("chosen", ["abc", "9" * 40, "-1"])
def test_choice_of_no_row_is_refused(browse, model, chosen):
    data = {"action": "submit_chosen", "_selected_action": [chosen], "index": "0"}
    assert browse("administrator").post(listed(model), data).status_code in {200, 302}


def test_choice_of_no_row_is_told(browse):
    recipes.event()
    data = {"action": "submit_chosen", "_selected_action": ["abc"], "index": "0"}
    assert said(browse("editor").post(listed(Event), data)) == ["What was chosen is no row of this list."]


@pytest.mark.parametrize(
    "question",
    [{"parent": "abc"}, {"parent": "9" * 40}, {"event_type": "'"}, {"nothing": "x"}, {"date_edtf": "never"}],
)
def test_new_form_with_odd_values_in_its_address_opens(browse, question):
    assert browse("editor").get(listed(Event, "add"), question).status_code == 200


def test_new_place_with_odd_members_in_its_address_opens(browse):
    assert browse("editor").get(listed(Place, "add"), {"members": "1,x"}).status_code == 200


@pytest.mark.parametrize("number", ["abc", "9" * 40, "-1", "0"])
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_record_that_is_not_there_leads_away(browse, number, page):
    assert browse("administrator").get(f"/admin/activities/event/{number}/{page}/").status_code == 302


# Queries ------------------------------------------------------------------------------------------

LISTS = {
    Event: (7, lambda: recipes.participation(event=recipes.event(event_type="workshop"), role="funder")),
    Organization: (7, lambda: recipes.organization(kind="government", parent=recipes.organization())),
    Person: (6, recipes.membership),
    Program: (6, lambda: recipes.program(parent=recipes.program())),
    Article: (7, lambda: recipes.passage(article=recipes.article(publisher=recipes.organization()))),
    Place: (6, lambda: recipes.place(parent=recipes.country())),
    Term: (7, recipes.tag),
    Citation: (6, lambda: recipes.citation(participation=recipes.participation())),
    DuplicateDecision: (6, recipes.duplicate_decision),
}


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_as_often_for_three_rows_as_for_one(browse, django_assert_num_queries, model, count):
    queries, make = LISTS[model]
    client = browse("administrator")
    client.get(listed(Person))
    for _number in range(count):
        make()
    with django_assert_num_queries(queries):
        client.get(listed(model))
