"""What every answer carries: language, validators, headers; and problem documents where there is none."""

import pytest
from django.utils.http import http_date
from rest_framework.throttling import AnonRateThrottle

from activities.api.answers import AnswerViewSet
from activities.editorial import renewal
from activities.models import Catalogue
from tests import recipes

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = recipes.event(slug="workshop", title_en="Workshop", title_es="Taller", date_edtf="2019-09")
    recipes.indexed()
    return event


PATHS = ["events/", "events/workshop/", "search/?q=workshop", ""]


# Language


@pytest.mark.parametrize(
    ("query", "accepted", "language", "title"),
    [
        ("", "", "en", "Workshop"),
        ("", "es", "es", "Taller"),
        ("", "es-MX,en;q=0.5", "es", "Taller"),
        ("", "fr,de;q=0.9,es;q=0.8", "es", "Taller"),
        ("", "fr", "en", "Workshop"),
        ("", "*", "en", "Workshop"),
        ("", "garbage;;;q=x", "en", "Workshop"),
        ("?lang=es", "en", "es", "Taller"),
        ("?lang=en", "es", "en", "Workshop"),
    ],
)
def test_the_language_is_the_one_asked_for(client, event, query, accepted, language, title):
    answer = client.get(f"/api/v1/events/workshop/{query}", headers={"Accept-Language": accepted})

    assert (answer.headers["Content-Language"], answer.json()["title"]) == (language, title)


def test_addresses_of_pages_and_labels_follow_the_language(read, event):
    face = read("events/workshop/?lang=es")

    assert face["html_url"] == "http://testserver/es/events/workshop/"
    assert face["date"]["label"] == "septiembre de 2019"
    assert face["url"] == "http://testserver/api/v1/events/workshop/"


def test_the_language_of_one_answer_does_not_stay_for_the_next(read, event):
    read("events/workshop/?lang=es")

    assert read("events/workshop/")["title"] == "Workshop"


# Validators


@pytest.mark.parametrize("path", PATHS)
def test_nothing_new_sends_nothing(client, event, path):
    first = client.get(f"/api/v1/{path}")
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": first.headers["ETag"]})

    assert not first.headers["ETag"].startswith("W/")
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Vary"] == first.headers["Vary"]


def test_what_changed_is_sent(client, event):
    first = client.get("/api/v1/events/workshop/")
    recipes.participation(event=event)
    renewal.renew(event)
    again = client.get("/api/v1/events/workshop/", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200


def test_languages_have_tags_of_their_own(client, event):
    tags = {client.get(f"/api/v1/events/workshop/?lang={language}").headers["ETag"] for language in ("en", "es")}

    assert len(tags) == 2


def test_a_day_alone_does_not_decide_that_nothing_is_new(client, event):
    moment = client.get("/api/v1/events/workshop/").headers["Last-Modified"]
    recipes.participation(event=event)

    assert client.get("/api/v1/events/workshop/", headers={"If-Modified-Since": moment}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_caches_ask_again_and_keep_languages_and_formats_apart(client, event, path):
    headers = client.get(f"/api/v1/{path}").headers

    assert headers["Cache-Control"] == "public, no-cache"
    assert headers["Vary"] == "Accept, Accept-Language, Accept-Encoding"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Content-Type"] == "application/json"
    assert "Set-Cookie" not in headers


def test_the_last_change_is_told(client, event):
    """Of a list it is the last change of the catalogue: what was left out by it may have changed too."""
    renewal.renew(event)
    moments = {"events/": Catalogue.now().changed_at, "events/workshop/": event.updated_at}

    for path, moment in moments.items():
        assert client.get(f"/api/v1/{path}").headers["Last-Modified"] == http_date(moment.timestamp())


def test_head_is_get_without_the_body(client, event):
    answer, whole = client.head("/api/v1/events/"), client.get("/api/v1/events/")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["ETag"] == whole.headers["ETag"]


# Problems


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", PATHS)
def test_reading_is_all_there_is(client, event, path, method):
    answer = getattr(client, method)(f"/api/v1/{path}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_format_there_is_none_of_is_not_acceptable(client, event):
    answer = client.get("/api/v1/events/", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (406, "application/problem+json")


def test_a_browser_is_answered(client, event):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

    assert client.get("/api/v1/events/", headers={"Accept": accept}).status_code == 200


def test_json_may_be_asked_for_by_name(read, event):
    assert read("events/workshop/?format=json")["slug"] == "workshop"


def test_an_unknown_address_is_a_problem_document(client):
    answer = client.get("/api/v1/eventz/")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_problem_says_what_where_and_why(read):
    problem = read("events/?organisation=iom&from=2019-13", 400)

    assert {name: problem[name] for name in ("type", "title", "status", "instance")} == {
        "type": "about:blank",
        "title": "The request cannot be answered",
        "status": 400,
        "instance": "/api/v1/events/",
    }
    assert problem["errors"][0] == {
        "name": "organisation",
        "value": "iom",
        "detail": "There is no such parameter here.",
        "did_you_mean": "organization",
    }
    assert [error["name"] for error in problem["errors"]] == ["organisation", "from"]


def test_too_many_requests_are_told_when_to_come_again(client, monkeypatch, event):
    class Once(AnonRateThrottle):
        rate = "1/min"

    monkeypatch.setattr(AnswerViewSet, "throttle_classes", [Once])
    client.get("/api/v1/events/", REMOTE_ADDR="192.0.2.1")
    answer = client.get("/api/v1/events/", REMOTE_ADDR="192.0.2.1")

    assert (answer.status_code, answer.headers["Content-Type"]) == (429, "application/problem+json")
    assert 0 < int(answer.headers["Retry-After"]) <= 61
