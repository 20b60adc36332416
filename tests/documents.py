"""Documents as a program reads them: their bytes, their rows, the links of an answer, the records they hold."""

import csv
import io
import json
import re

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
NOUNS = {
    "event": "events",
    "organization": "organizations",
    "person": "people",
    "program": "programs",
    "article": "articles",
    "place": "places",
    "term": "terms",
    "membership": "memberships",
    "citation": "citations",
}


def content(answer):
    """The whole body of an answer, sent at once or in pieces."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows(table):
    """The rows of a CSV document."""
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def lines(text):
    """The records of an NDJSON document."""
    return [json.loads(line) for line in text.splitlines()]


def links(answer):
    """The links of an answer (RFC 8288), by relation and media type."""
    found = re.findall(r'<([^>]*)>; rel="(\w+)"(?:; type="([^"]*)")?', answer.headers["Link"])
    assert len(found) == answer.headers["Link"].count("rel=")
    by_kind = {(relation, kind): address for address, relation, kind in found}
    assert len(by_kind) == len(found)
    return by_kind


def addresses(name, text, noun):
    """The addresses in the API of the records that a document holds, in its order; of a calendar, those of pages."""
    read = READERS[name]
    return list(dict.fromkeys(read(text, noun)))


def of_linked_data(text, noun):
    items = json.loads(text)["items" if noun == "citation" else "itemListElement"]
    return [item["id" if noun == "citation" else "@id"] for item in items]


def of_feed(text, noun):
    entries = etree.fromstring(text).findall(f"{ATOM}entry")
    return [entry.find(f"{ATOM}link[@type='application/json']").get("href") for entry in entries]


def of_calendar(text, noun):
    unfolded = text.decode().replace("\r\n ", "")
    return re.findall(r"BEGIN:VEVENT.*?\r\nURL:(\S+)", unfolded, re.DOTALL)


READERS = {
    "json": lambda text, noun: [row["url"] for row in json.loads(text)["results"]],
    "csv": lambda text, noun: [row["url"] for row in rows(text)],
    "ndjson": lambda text, noun: [row["url"] for row in lines(text)],
    "jsonld": of_linked_data,
    "geojson": lambda text, noun: [one["properties"]["url"] for one in json.loads(text)["features"]],
    "atom": of_feed,
    "ics": of_calendar,
}
