"""Which format an answer comes in, what shapes it there, and the links from one format to the others."""

import json

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from activities.faces import SERIALIZERS
from activities.faces.formats import formats_of
from activities.faces.formats.csv import COLUMNS
from activities.faces.joining import field_names
from tests import recipes
from tests.documents import NOUNS, content, lines, links, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """The text that an address answers in another format than JSON, its status checked."""

    def ask(path, status=200, **headers):
        answer = client.get(f"/api/v1/{path}", headers={name.replace("_", "-"): text for name, text in headers.items()})
        assert answer.status_code == status, content(answer)
        return answer

    return ask


# Which format


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("TEXT/CSV", "text/csv; charset=utf-8"),
        ("text/csv;charset=utf-8", "text/csv; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        ("application/x-ndjson", "application/x-ndjson"),
        ("application/ld+json", "application/ld+json"),
        ("application/geo+json", "application/geo+json"),
        ("text/calendar", "text/calendar; charset=utf-8"),
        ("application/atom+xml", "application/atom+xml; charset=utf-8"),
        ("text/csv, application/json", "application/json"),
        ("text/csv, application/json;q=0.9", "text/csv; charset=utf-8"),
        ("text/csv;q=0.5, application/ld+json;q=0.6", "application/ld+json"),
        ("text/csv;q=0.1, */*;q=0.5", "application/json"),
        ("application/json;q=0, */*", "text/csv; charset=utf-8"),
        ("application/*;q=0.2, application/geo+json", "application/geo+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("text/csv;q=nonsense", "text/csv; charset=utf-8"),
        ("nonsense, text/csv", "text/csv; charset=utf-8"),
        ("text/csv;x*=bad'';q=1, application/json;q=0.5", "application/json"),
    ],
)
def test_accept_chooses_what_is_wanted_most(ask, accepted, chosen):
    recipes.event()

    answer = ask("events/", **({} if accepted is None else {"Accept": accepted}))

    assert answer.headers["Content-Type"] == chosen


@pytest.mark.parametrize("accepted", ["text/html", "image/*", "application/json;q=0", "*/*;q=0", "nonsense"])
def test_what_there_is_no_format_for_is_not_acceptable(ask, accepted):
    answer = ask("events/", 406, Accept=accepted)

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "text/calendar" in answer.json()["detail"]


@pytest.mark.parametrize(("path", "accepted"), [("programs/", "application/xml"), ("places/", "text/calendar")])
def test_a_media_type_that_tells_no_format_or_not_of_this_noun_is_not_acceptable(ask, path, accepted):
    ask(path, 406, Accept=accepted)


def test_format_comes_before_accept(ask):
    assert ask("events/?format=ndjson", Accept="text/csv").headers["Content-Type"] == "application/x-ndjson"
    assert ask("events/?format=json", Accept="text/html").headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "path",
    [
        "events/?format=xml",
        "events/?format=",
        "events/?format=csv&format=json",
        "people/?format=ics",
        "places/?format=atom",
        "events/?format=iati",
        "articles/?format=popolo",
        "search/?format=csv",
        "?format=csv",
        "events/workshop/?format=atom",
    ],
)
def test_a_format_that_does_not_serve_an_answer_is_refused_by_name(ask, path):
    recipes.event(slug="workshop")

    answer = ask(path, 400)

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["name"] for error in answer.json()["errors"]] == ["format"]


# The whole answer


def test_a_list_in_another_format_is_whole_and_in_the_same_order(ask):
    for number in range(25):
        recipes.event(title_en=f"Event {number:02}", date_edtf=f"20{number:02}")
    question = "events/?ordering=-title&from=2003"
    expected = [row["id"] for row in ask(f"{question}&page_size=100").json()["results"]]

    assert len(expected) == 22
    assert [row["id"] for row in rows(content(ask(f"{question}&format=csv")))] == expected
    assert [line["id"] for line in lines(content(ask(f"{question}&format=ndjson")))] == expected


def test_a_line_is_the_face_that_a_list_shows(ask):
    recipes.participation(event=recipes.event(date_edtf="2019-09"))

    [face] = ask("events/?lang=es").json()["results"]

    assert json.loads(content(ask("events/?lang=es&format=ndjson"))) == face


@pytest.mark.parametrize("name", ["csv", "ndjson", "jsonld", "geojson", "atom"])
def test_a_page_of_a_list_can_be_asked_in_any_format(ask, name):
    slugs = [recipes.event(slug=slug, title_en=slug).slug for slug in ("first", "second", "third")]
    address, found = f"events/?format={name}&page_size=2&ordering=title", []
    while address:
        answer = ask(address)
        text = content(answer).decode()
        found.append([slug for slug in slugs if f"/events/{slug}/" in text])
        address = links(answer).get(("next", ""), "").partition("/api/v1/")[2]

    assert found == [["first", "second"], ["third"]]


def test_an_answer_is_found_chunk_by_chunk(ask, monkeypatch):
    for number in range(5):
        recipes.event(title_en=f"Event {number}")
    monkeypatch.setattr("activities.documents.walk.__defaults__", (2,))

    with CaptureQueriesContext(connection) as asked:
        assert len(rows(content(ask("events/?format=csv")))) == 5

    assert sum("LIMIT 2" in query["sql"] for query in asked) == 3


def away(*_arguments, **_more):
    """A walk that finds the database away."""
    raise OperationalError
    yield


def test_what_is_only_asked_about_is_not_made(client, monkeypatch):
    monkeypatch.setattr("activities.documents.walk", away)

    answer = client.head("/api/v1/events/?format=csv")

    assert (answer.status_code, content(answer)) == (200, b"")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "disposition"),
    [
        ("events/?format=csv", 'attachment; filename="events.csv"'),
        ("people/?format=ndjson", 'attachment; filename="people.ndjson"'),
        ("events/?format=ics", 'inline; filename="events.ics"'),
        ("programs/?format=iati", 'inline; filename="programs.xml"'),
        ("people/?format=popolo", 'inline; filename="people.json"'),
        ("events/workshop/?format=csv", 'attachment; filename="workshop.csv"'),
        ("terms/gcm-objective/23/?format=jsonld", 'inline; filename="gcm-objective-23.jsonld"'),
    ],
)
def test_a_document_has_a_name_for_its_file(ask, path, disposition):
    recipes.event(slug="workshop")
    recipes.term("gcm-objective", "23")

    assert ask(path).headers["Content-Disposition"] == disposition


# What shapes it


def test_fields_cut_tables_and_lines(ask):
    recipes.event(slug="workshop", title_en="Workshop")

    assert rows(content(ask("events/?format=csv&fields=title,slug"))) == [{"slug": "workshop", "title": "Workshop"}]
    assert json.loads(content(ask("events/?format=ndjson&fields=title"))) == {"title": "Workshop"}
    assert rows(content(ask("events/workshop/?format=csv&fields=title"))) == [{"title": "Workshop"}]


@pytest.mark.parametrize("noun", SERIALIZERS)
def test_every_field_has_a_column_of_its_own(noun):
    assert set(field_names(noun)) == {column.field for column in COLUMNS[noun]}


def test_expand_completes_lines(ask):
    link = recipes.event_program()

    [event] = lines(content(ask("events/?format=ndjson&expand=programs")))

    assert event["programs"][0]["program"]["id"] == link.program.public_id


@pytest.mark.parametrize(
    ("query", "formats"),
    [
        ("fields=title", ["jsonld", "geojson", "ics", "atom", "popolo"]),
        ("expand=programs", ["csv", "jsonld", "geojson", "ics", "atom", "popolo"]),
        ("facets=status", ["csv", "ndjson", "jsonld", "geojson", "ics", "atom", "popolo"]),
    ],
)
def test_what_a_format_cannot_follow_is_refused_by_name(ask, query, formats):
    for name in formats:
        errors = ask(f"events/?{query}&format={name}", 400).json()["errors"]
        assert [error["name"] for error in errors] == [query.partition("=")[0]], name


@pytest.mark.parametrize("name", [made.name for made in formats_of("event")])
@pytest.mark.parametrize(
    "query", ["colour=red", "event_type=party", "cursor=abc", "page_size=0", "organization=nobody"]
)
def test_a_wrong_question_is_a_problem_document_in_every_format(ask, name, query):
    answer = ask(f"events/?format={name}&{query}", 400)

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["name"] for error in answer.json()["errors"]] == [query.partition("=")[0]]


def test_what_is_not_there_is_a_problem_document_in_every_format(ask):
    recipes.event(slug="gone", state="withdrawn", withdrawn_reason="Twice.")

    for path, status in (("events/nothing/", 404), ("events/gone/", 410)):
        assert ask(f"{path}?format=csv", status).headers["Content-Type"] == "application/problem+json"
    assert ask("events/gone/", 410, Accept="text/csv").json()["detail"] == "Twice."


def test_a_moved_record_leads_on_in_the_same_format(ask):
    survivor = recipes.event(slug="survivor")
    recipes.event(slug="loser", merged_into=survivor)

    assert ask("events/loser/?format=jsonld", 301).headers["Location"] == "/api/v1/events/survivor/?format=jsonld"


def test_a_fault_at_the_beginning_fails_as_a_whole(client, monkeypatch):
    monkeypatch.setattr("activities.documents.walk", away)

    answer = client.get("/api/v1/events/?format=csv")

    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json")


# Links


def test_a_list_links_to_its_other_formats_and_its_page(ask):
    recipes.event(title_en="One"), recipes.event(title_en="Two")

    found = links(ask("events/?q=&status=held&page_size=1&expand=programs&fields=title&lang=en"))

    api = "http://testserver/api/v1/events/?status=held"
    assert found.pop(("alternate", "text/html")) == "http://testserver/events/?status=held"
    assert found.pop(("alternate", "text/csv")) == f"{api}&fields=title&lang=en&format=csv"
    assert found.pop(("alternate", "text/calendar")) == f"{api}&lang=en&format=ics"
    assert set(found) == {
        ("next", ""),
        *(
            ("alternate", kind)
            for kind in (
                "application/x-ndjson",
                "application/ld+json",
                "application/geo+json",
                "application/atom+xml",
            )
        ),
    }


# The schema


def test_the_schema_names_every_media_type_of_every_answer(ask):
    paths = ask("schema/?format=json").json()["paths"]

    for noun in NOUNS:
        for path, whole in ((f"/api/v1/{NOUNS[noun]}/", True), (record_path(noun), False)):
            operation = paths[path]["get"]
            media = set(operation["responses"]["200"]["content"])
            served = [made for made in formats_of(noun) if whole or made.has_records]
            assert media == {"application/json", *(made.media_type for made in served)}, path
            [names] = [one["schema"]["enum"] for one in operation["parameters"] if one["name"] == "format"]
            assert names == ["json", *(made.name for made in served)]
    assert set(paths["/api/v1/search/"]["get"]["responses"]["200"]["content"]) == {"application/json"}


def record_path(noun):
    name = {"term": "{scheme}/{code}", "membership": "{public_id}", "citation": "{public_id}"}.get(noun, "{slug}")
    return f"/api/v1/{NOUNS[noun]}/{name}/"
