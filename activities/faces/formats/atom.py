"""Atom feeds of events and articles (RFC 4287).

An entry's `updated` is the change of the record; when the event was, or when the article was
published, is said in words in its summary, as vaguely as the sources do.
"""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from activities.faces.base import Face
from activities.faces.formats.base import LICENSE, SITE, Listing, at, element, lasting_id, utc, xml


def write(faces: Iterable[Face], listing: Listing) -> Iterator[bytes]:
    """The feed, entry by entry."""
    opening = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{listing.language}">\n'
    yield b'<?xml version="1.0" encoding="utf-8"?>\n' + opening.encode()
    for part in head(listing):
        yield xml(part) + b"\n"
    for face in faces:
        yield xml(entry(face, listing.noun)) + b"\n"
    yield b"</feed>\n"


def head(listing: Listing) -> Iterator[Element]:
    """What the feed says of itself. Its identity is its question, wherever the catalogue is served."""
    question = listing.address.removeprefix(listing.root)
    yield element("id", lasting_id("feed", question).urn)
    yield element("title", listing.title)
    yield element("updated", utc(listing.updated))
    yield element("author", element("name", SITE), element("uri", f"{listing.root}/"))
    yield element("link", rel="self", type="application/atom+xml", href=listing.address)
    yield element("link", rel="alternate", type="text/html", href=listing.page)
    yield element("link", rel="license", href=LICENSE)


def entry(face: Face, noun: str) -> Element:
    """One record."""
    when, sources = article_says(face) if noun == "article" else event_says(face)
    return element(
        "entry",
        element("id", lasting_id(noun, face["id"]).urn),
        element("title", face.get("title") or face["headline"]),
        element("published", face["created_at"]),
        element("updated", face["updated_at"]),
        element("link", rel="alternate", type="text/html", href=face["html_url"]),
        element("link", rel="alternate", type="application/json", href=face["url"]),
        *(element("link", rel="via", href=source) for source in sources),
        *(element("category", term=code, label=label) for code, label in topics(face)),
        element("summary", "\n".join(filter(None, [when, face["summary"]]))),
    )


def event_says(face: Face) -> tuple[str, list[str]]:
    """When an event was, in words, and where its sources are."""
    return face["date"]["label"], [article["source_url"] for article in face["articles"]]


def article_says(face: Face) -> tuple[str, list[str]]:
    """When an article was published and by whom, in words, and where it is."""
    return ", ".join(filter(None, [face["published"]["label"], at(face, "publisher.name")])), [face["source_url"]]


def topics(face: Face) -> Iterator[tuple[str, str]]:
    """The kind of an event and the topics of a record, as scheme:code and in words."""
    if face.get("event_type"):
        yield f"event-type:{face['event_type']}", face["event_type_label"]
    for term in face["terms"]:
        yield f"{term['scheme']}:{term['code']}", term["label"]
