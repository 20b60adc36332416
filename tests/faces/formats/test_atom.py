"""Atom: lasting identities, changes of records, dates in words."""

from lxml import etree

from activities.faces.formats.base import lasting_id
from tests.faces.formats.samples import (
    CHANGED,
    HOSTILE,
    MADE,
    ROOT,
    article,
    event,
    event_article,
    published,
    topic,
    written,
)

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(*faces, **values):
    return etree.fromstring(written("atom", *faces, **values).encode())


def texts(element, *names):
    return [element.findtext(ATOM + name) for name in names]


def links(element, rel):
    return [link.get("href") for link in element.findall(f"{ATOM}link[@rel='{rel}']")]


def test_feed_names_itself_its_page_and_its_author():
    root = feed(language="es")
    assert (root.tag, root.get("{http://www.w3.org/XML/1998/namespace}lang")) == (f"{ATOM}feed", "es")
    assert texts(root, "title", "updated", "author/" + ATOM + "name") == [
        "A list",
        "2020-06-01T12:00:00+00:00",
        "Catalogue of migration-governance activities",
    ]
    assert links(root, "self") == [f"{ROOT}/api/v1/list/"]
    assert links(root, "alternate") == [f"{ROOT}/list/"]


def test_feed_keeps_its_identity_when_the_catalogue_moves_but_not_for_another_question():
    here = feed().findtext(f"{ATOM}id")
    moved = {"root": "https://other.example", "address": "https://other.example/api/v1/list/"}
    assert feed(**moved).findtext(f"{ATOM}id") == here
    assert feed(address=f"{ROOT}/api/v1/list/?year=2019").findtext(f"{ATOM}id") != here


def test_entry_of_an_event_says_its_date_in_words_and_its_change_as_updated():
    face = event("[..2019-03-08]", summary="Forty came.", terms=[topic()], articles=[event_article()])
    (entry,) = feed(face).findall(f"{ATOM}entry")
    assert texts(entry, "id", "title", "published", "updated", "summary") == [
        lasting_id("event", "workshop-id").urn,
        "A workshop",
        MADE,
        CHANGED,
        "on or before 8 March 2019\nForty came.",
    ]
    assert links(entry, "alternate") == [face["html_url"], face["url"]]
    assert links(entry, "via") == ["https://news.example/1?a=b&c=d"]
    categories = [(category.get("term"), category.get("label")) for category in entry.findall(f"{ATOM}category")]
    assert categories == [("event-type:workshop", "Workshop"), ("gcm-objective:23", "Cooperation")]


def test_entry_of_an_article_says_when_and_by_whom_it_was_published():
    (entry,) = feed(article(published=published("2014")), noun="article").findall(f"{ATOM}entry")
    assert texts(entry, "id", "title", "summary") == [
        lasting_id("article", "release-id").urn,
        "A release",
        "2014, IOM",
    ]
    assert links(entry, "via") == ["https://news.example/1"]


def test_hostile_text_stays_text():
    root = feed(event(title=HOSTILE, event_type_label=HOSTILE, summary=HOSTILE), title=HOSTILE)
    clean = '=1+1,"q";\'a\nEND:VEVENT\nX-EVIL:1\n]]></b><b>&amp;\\n \u202e\u05e9\u05dc\u05d5\u05dd\u202c 🛂\n\n\n'
    assert root.findtext(f"{ATOM}title").rstrip() == clean.rstrip()
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == root.findtext(f"{ATOM}title")
    assert {child.tag.removeprefix(ATOM) for child in root.find(f"{ATOM}entry")} == {
        "id", "title", "published", "updated", "link", "category", "summary",
    }  # fmt: skip
