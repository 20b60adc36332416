"""Feeds and calendars of lists: where they are, what they take, and how pages lead to them."""

import pytest
from icalendar import Calendar
from lxml import etree

from tests import recipes
from tests.documents import ATOM, addresses, content
from tests.html import Page

pytestmark = pytest.mark.django_db

FEEDS = ["/events.atom", "/events.ics", "/articles.atom", "/es/events.atom", "/es/events.ics", "/es/articles.atom"]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_answers_in_the_language_of_its_address(client, address):
    recipes.event(title_en="Workshop", title_es="Taller", date_edtf="2019-09")
    recipes.article(published_edtf="2019-10-10")

    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == ("es" if address.startswith("/es/") else "en")
    kind = "text/calendar" if address.endswith(".ics") else "application/atom+xml"
    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    if "events" in address:
        assert ("Taller" if address.startswith("/es/") else "Workshop").encode() in content(answer)


def test_a_feed_takes_the_question_of_its_page_and_names_it(client):
    recipes.event(slug="held", status="held"), recipes.event(slug="planned", status="planned")

    text = content(client.get("/es/events.atom?status=planned&q="))

    assert addresses("atom", text, "event") == ["http://testserver/api/v1/events/planned/"]
    feed = etree.fromstring(text)
    assert feed.findtext(f"{ATOM}title") == "Eventos: planned"
    found = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert found["self"] == "http://testserver/es/events.atom?status=planned&q="
    assert found["alternate"] == "http://testserver/es/events/?status=planned"


def test_a_feed_begins_with_what_changed_last_and_has_an_end(client, monkeypatch):
    monkeypatch.setattr("activities.feeds.MOST_ENTRIES", 2)
    records = [recipes.event(slug=slug) for slug in ("first", "second", "third")]
    for record in records:
        record.title_en = f"{record.title_en} again"
        record.save()

    def feed(query=""):
        return [url.split("/")[-2] for url in addresses("atom", content(client.get(f"/events.atom{query}")), "event")]

    assert feed() == ["third", "second"]
    assert feed("?ordering=updated_at") == ["first", "second"]


def test_a_calendar_holds_all_that_can_stand_in_it(client):
    recipes.event(slug="day", date_edtf="2019-03-08"), recipes.event(slug="year", date_edtf="2019")

    text = content(client.get("/events.ics"))

    assert addresses("ics", text, "event") == ["http://testserver/events/day/"]
    assert Calendar.from_ical(text)["X-LEFT-OUT"] == "1"


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("query", ["colour=red", "year=last", "page=2", "lang=es", "format=csv", "cursor=x"])
def test_a_wrong_question_is_refused(client, address, query):
    assert client.get(f"{address}?{query}").status_code == 400


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_only_read(client, address):
    assert client.head(address).status_code == 200
    assert content(client.head(address)) == b""
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/people.atom", "/articles.ics", "/organizations.ics", "/events.csv"])
def test_what_is_no_feed_is_not_there(client, address):
    assert client.get(address).status_code == 404


# Pages


def heads(page):
    """The links in a page's head to other formats, by media type."""
    return {link["type"]: link["href"] for link in page.all("link", rel="alternate") if "type" in link}


@pytest.mark.parametrize(("root", "tail"), [("", "&format={}&lang=en"), ("/es", "&format={}&lang=es")])
def test_a_list_of_events_leads_to_itself_in_other_formats(client, root, tail):
    recipes.event(status="planned")

    page = Page(client.get(f"{root}/events/?status=planned&q=&page=1&ordering=title"))

    question = "?status=planned&ordering=title"
    ways = {
        "text/csv": f"/api/v1/events/{question}{tail.format('csv')}",
        "application/x-ndjson": f"/api/v1/events/{question}{tail.format('ndjson')}",
        "text/calendar": f"{root}/events.ics{question}",
        "application/atom+xml": f"{root}/events.atom{question}",
        "application/geo+json": f"/api/v1/events/{question}{tail.format('geojson')}",
    }
    assert heads(page) == ways | {"application/json": f"/api/v1/events/{question}"}
    assert {link["type"]: link["href"] for link in page.all("a") if "type" in link} == ways
    for address in ways.values():
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("noun", "kinds"),
    [
        ("articles", {"text/csv", "application/x-ndjson", "application/atom+xml"}),
        ("organizations", {"text/csv", "application/x-ndjson"}),
        ("people", {"text/csv", "application/x-ndjson"}),
        ("programs", {"text/csv", "application/x-ndjson"}),
        ("places", {"text/csv", "application/x-ndjson"}),
        ("terms", {"text/csv", "application/x-ndjson"}),
    ],
)
@pytest.mark.parametrize("root", ["/", "/es/"])
def test_every_list_leads_to_the_formats_that_fit_it(client, root, noun, kinds):
    page = Page(client.get(f"{root}{noun}/"))

    assert {link["type"] for link in page.all("a") if "type" in link} == kinds
    assert set(heads(page)) == kinds | {"application/json"}


def test_a_wrong_question_leads_to_no_other_format(client):
    page = Page(client.get("/events/?status=party"))

    assert (page.status, heads(page)) == (400, {})
    assert [link for link in page.all("a") if "type" in link] == []


def test_the_search_page_leads_to_the_api_alone(client):
    assert heads(Page(client.get("/search/?q=a"))) == {"application/json": "/api/v1/search/?q=a"}
