"""Lists: what they hold, how they are asked, and what they say when asked wrongly."""

import pytest

from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db

LISTS = {
    "event": "events",
    "organization": "organizations",
    "person": "people",
    "program": "programs",
    "article": "articles",
}


@pytest.mark.parametrize(("noun", "address"), LISTS.items())
def test_list_holds_what_is_published_and_nothing_else(client, noun, address):
    make = getattr(recipes, noun)
    shown = make(slug="shown")
    make(slug="draft", state="draft")
    make(slug="in-review", state="review")
    make(slug="withdrawn", state="withdrawn")
    make(slug="merged", merged_into=shown)

    assert page(client, f"/{address}/").slugs(address) == ["shown"]


def test_list_of_places_holds_all_and_leads_to_each(client):
    recipes.place(slug="tijuana")
    assert page(client, "/places/").slugs("places") == ["tijuana"]


def test_list_of_topics_goes_scheme_by_scheme(client):
    recipes.term("gcm-objective", "23")
    recipes.term("event-type", "workshop")
    shown = page(client, "/terms/")
    assert shown.slugs("terms") == ["event-type/workshop", "gcm-objective/23"]
    assert shown.text.index("Types of events") < shown.text.index("Objectives of the Global Compact for Migration")


@pytest.fixture
def two_workshops_and_a_meeting():
    body = recipes.organization(slug="conofam", name="State Offices", acronym="CONOFAM")
    for slug, kind, date in (("a", "workshop", "2019-09"), ("b", "workshop", "2018"), ("c", "meeting", "2019-03")):
        recipes.participation(event=recipes.event(slug=slug, event_type=kind, date_edtf=date), organization=body)
    recipes.indexed()


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["a", "c", "b"]),
        ("?event_type=workshop", ["a", "b"]),
        ("?event_type=workshop,meeting", ["a", "c", "b"]),
        ("?year=2019", ["a", "c"]),
        ("?year=2019&event_type=workshop", ["a"]),
        ("?organization=CONOFAM&ordering=date", ["b", "c", "a"]),
        ("?q=state+offices&year=2018", ["b"]),
        ("?status=planned", []),
    ],
)
def test_list_is_filtered_by_a_plain_form(client, two_workshops_and_a_meeting, query, slugs):
    assert page(client, f"/events/{query}").slugs("events") == slugs


def test_empty_fields_ask_nothing(client, two_workshops_and_a_meeting):
    shown = page(client, "/events/?q=&event_type=&year=&status=+&place=&organization=&program=&ordering=&page=")
    assert shown.slugs("events") == ["a", "c", "b"]
    assert "/api/v1/events/" in shown.links
    assert "Filters that are on" not in shown.text


def test_list_with_nothing_in_it_says_so_and_leads_back(client, two_workshops_and_a_meeting):
    shown = page(client, "/events/?status=planned")
    assert "Nothing published answers this question." in shown.text
    assert "/events/" in shown.links


def test_active_filters_are_named_and_each_can_be_taken_away(client, two_workshops_and_a_meeting):
    shown = page(client, "/events/?event_type=workshop&organization=conofam&role=participant")
    assert "Type: Workshop" in shown.text
    assert "Organization: State Offices (CONOFAM)" in shown.text
    assert {
        "/events/?organization=conofam&role=participant",
        "/events/?event_type=workshop&role=participant",
        "/events/?event_type=workshop&organization=conofam",
    } <= set(shown.links)


def test_form_shows_what_was_asked(client, two_workshops_and_a_meeting):
    shown = page(client, "/events/?event_type=workshop&year=2019&organization=conofam&q=state")
    assert [option["value"] for option in shown.all("option", selected="")] == ["workshop", "2019"]
    assert shown.all("input", name="organization")[0]["value"] == "conofam"
    assert shown.all("input", id="filter-q")[0]["value"] == "state"
    assert shown.all("details", open="") == []


def test_form_opens_what_is_asked_behind_more_filters(client, two_workshops_and_a_meeting):
    assert page(client, "/events/?undated=false").all("details", open="") == [{"open": ""}]


def test_form_carries_what_it_has_no_field_for(client, two_workshops_and_a_meeting):
    shown = page(client, "/events/?fiscal_year=us:2019&view=list")
    assert shown.all("input", type="hidden") == [{"type": "hidden", "name": "fiscal_year", "value": "us:2019"}]
    assert shown.slugs("events") == ["a", "c", "b"]


def test_list_shows_itself_as_an_api_call(client, two_workshops_and_a_meeting):
    shown = page(client, "/events/?event_type=workshop&year=2019&page=1&view=list&status=")
    assert "/api/v1/events/?event_type=workshop&year=2019" in shown.links
    called = client.get("/api/v1/events/?event_type=workshop&year=2019").json()
    assert [event["slug"] for event in called["results"]] == shown.slugs("events")


def test_form_offers_years_types_and_the_bodies_that_are_public(client, two_workshops_and_a_meeting):
    recipes.organization(slug="secret", state="draft")
    shown = page(client, "/events/")
    values = [option["value"] for option in shown.all("option")]
    assert {"workshop", "meeting", "2019", "2018", "held", "conofam"} <= set(values)
    assert "secret" not in values


@pytest.mark.parametrize("address", ["events", "organizations", "people", "programs", "articles", "places", "terms"])
def test_no_list_to_choose_from_is_long(client, address):
    for _n in range(51):
        body, program, person = recipes.organization(), recipes.program(), recipes.person()
        place = recipes.place()
        event = recipes.event(date_edtf=f"{1900 + body.pk % 100}")
        recipes.event_place(event=event, place=place)
        recipes.event_place(event=event, place=place, kind="origin")
        recipes.appearance(event=event, person=person)
        recipes.event_program(event=event, program=program)
        recipes.article(publisher=body)
        recipes.term("gcm-objective", f"code-{body.pk}")
        recipes.term(f"scheme-{body.pk}", "one")
    shown = page(client, f"/{address}/")
    lists = shown.source.split("<select")[1:] + shown.source.split("<datalist")[1:]
    assert lists or address in {"people", "places"}
    assert max((part.partition("</")[0].count("<option") for part in lists), default=0) <= 51


# Asked wrongly ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "label", "value"),
    [
        ("event_type=party", "Type", "party"),
        ("year=20x9", "Year", "20x9"),
        ("from=yesterday", "From", "yesterday"),
        ("place=atlantis", "Place", "atlantis"),
        ("organization=no-such-body", "Organization", "no-such-body"),
        ("colour=red", "colour", "red"),
        ("page=0", "page", "0"),
        ("page=2", "page", "2"),
        ("page=last", "page", "last"),
        ("ordering=password", "Order", "password"),
        ("query=x", "query", "x"),
    ],
)
def test_wrong_question_is_told_by_name_and_lists_nothing(client, two_workshops_and_a_meeting, query, label, value):
    shown = page(client, f"/events/?{query}&status=held", status=400)
    assert f"{label} (“{value}”)" in shown.text
    assert shown.slugs("events") == []
    assert shown.all("div", role="alert")
    assert "/events/" in shown.links
    assert shown.all("meta", name="robots") == [{"name": "robots", "content": "noindex"}]


def test_wrong_question_keeps_what_was_right_and_marks_the_field(client, two_workshops_and_a_meeting):
    shown = page(client, "/events/?event_type=party&year=2019", status=400)
    assert [field.get("name") for field in shown.all("select") if "aria-invalid" in field] == ["event_type"]
    assert "2019" in [option["value"] for option in shown.all("option", selected="")]


def test_typed_name_leads_to_the_record_it_may_mean(client, two_workshops_and_a_meeting):
    shown = page(client, "/events/?organization=state+offices&year=2019&colour=red", status=400)
    assert "/events/?year=2019&organization=conofam" in shown.links


def test_misspelt_parameter_and_value_get_a_hint(client, two_workshops_and_a_meeting):
    assert "/events/?organization=conofam" in page(client, "/events/?organisation=conofam", status=400).links
    assert "/events/?event_type=workshop" in page(client, "/events/?event_type=workshops", status=400).links


def test_too_many_words_are_refused_and_suggest_nothing(client):
    words = "+".join("abcdefghijklmnopqrstuv")
    assert "At most 20 words" in page(client, f"/events/?q={words}", status=400).text
    assert "Perhaps you meant" not in page(client, f"/events/?organization={words}", status=400).text


# Pages, languages, methods ------------------------------------------------------------------------


def test_list_is_walked_page_by_page_under_the_same_filter(client):
    for number in range(21):
        recipes.event(title_en=f"Event {number:02}", event_type="workshop")
    first = page(client, "/events/?event_type=workshop&ordering=title")
    second = page(client, "/events/?event_type=workshop&ordering=title&page=2")
    assert (len(first.slugs("events")), len(second.slugs("events"))) == (20, 1)
    assert not set(first.slugs("events")) & set(second.slugs("events"))
    assert [link["href"] for link in first.all("a", rel="next")] == [
        "/events/?event_type=workshop&ordering=title&page=2"
    ]
    assert [link["href"] for link in second.all("a", rel="prev")] == ["/events/?event_type=workshop&ordering=title"]
    assert second.all("ol", start="21")
    assert not first.all("a", rel="prev") + second.all("a", rel="next")


def test_list_of_one_page_has_no_pager(client):
    recipes.event()
    assert not page(client, "/events/").all("nav", class_="pager")


def test_language_switch_keeps_page_and_question(client, two_workshops_and_a_meeting):
    english = page(client, "/events/?event_type=workshop&year=")
    assert [link["href"] for link in english.all("a", hreflang="es")] == ["/es/events/?event_type=workshop"]
    spanish = page(client, "/es/events/?event_type=workshop")
    assert [link["href"] for link in spanish.all("a", hreflang="en")] == ["/events/?event_type=workshop"]
    assert spanish.slugs("events", "/es") == ["a", "b"]
    assert spanish.all("html") == [{"lang": "es"}]


def test_list_names_its_canonical_address_and_both_languages(client, two_workshops_and_a_meeting):
    shown = page(client, "/es/events/?year=2019&event_type=&view=list")
    host = "http://testserver"
    assert shown.all("link", rel="canonical") == [{"rel": "canonical", "href": f"{host}/es/events/?year=2019"}]
    assert {link["hreflang"]: link["href"] for link in shown.all("link", rel="alternate") if "hreflang" in link} == {
        "en": f"{host}/events/?year=2019",
        "es": f"{host}/es/events/?year=2019",
        "x-default": f"{host}/events/?year=2019",
    }


@pytest.mark.parametrize("address", ["/", "/events/", "/search/", "/terms/"])
def test_pages_are_only_read(client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def test_vague_dates_in_a_window_are_explained(client):
    recipes.event(slug="by-march", date_edtf="[..2019-03-08]", date_basis="publication_bound")
    recipes.event(slug="undated", date_basis="unknown")
    shown = page(client, "/events/?year=2019")
    assert shown.slugs("events") == ["by-march"]
    assert "Vague dates count where they may lie in this time. 1 event without a date is left out." in shown.text
    assert page(client, "/events/?undated=true").slugs("events") == ["undated"]
    certain = page(client, "/events/?year=2019&date_match=certain")
    assert certain.slugs("events") == []
