"""What every format shares: what a document says of itself, the identity of records, clean text, JSON in pieces."""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, tostring

import orjson

from activities.faces.base import Face

SITE = "Catalogue of migration-governance activities"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
CHUNK = 32_768  # bytes gathered before a piece is sent: fewer, larger writes

# Records keep the same identity wherever the catalogue is served, so that a moved or mirrored
# feed or calendar shows nobody an entry twice.
_IDENTITIES = uuid.UUID("6f0d3c0e-3b0a-5d53-9d7e-2a1f6f5f7c41")

# What XML 1.0 (section 2.2) and iCalendar (RFC 5545, 3.1) cannot hold.
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a document says of itself beside the records it holds.

    `address` is where the document is, `page` the same question as a page, `root` the beginning of
    both ("https://host"); `updated` is the last change, with its time zone, and stands for the present:
    the same question about the same records gives the same bytes. `fields` cuts tables to these
    fields of the faces; empty means all. `is_single` says that one record was asked for, not a list.
    """

    noun: str
    title: str
    address: str
    page: str
    root: str
    updated: datetime
    language: str = "en"
    fields: frozenset[str] = frozenset()
    is_single: bool = False


Writer = Callable[[Iterable[Face], Listing], Iterator[bytes]]


def at(face: Any, path: str) -> Any:
    """The value at a dotted path such as "date.edtf"; None where a step is missing or null."""
    for step in path.split("."):
        face = face.get(step) if isinstance(face, dict) else None
    return face


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """The entries that say something: no null, no empty text or list."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def lasting_id(noun: str, public_id: str) -> uuid.UUID:
    """The identity of a record for feeds and calendars (RFC 9562, version 5)."""
    return uuid.uuid5(_IDENTITIES, f"{noun}/{public_id}")


def printable(text: str) -> str:
    """The text without what XML and iCalendar cannot hold, its lines ending in a newline alone."""
    return _UNPRINTABLE.sub("", "\n".join(text.splitlines()))


def one_line(text: str) -> str:
    """The same on one line, single blanks between its words."""
    return " ".join(printable(text).split())


def utc(moment: datetime) -> str:
    """A moment as RFC 3339 and `xsd:dateTime` write it, such as 2026-01-31T12:00:00+00:00."""
    return moment.isoformat(timespec="seconds")


# In pieces -----------------------------------------------------------------------------------------


def in_chunks(pieces: Iterable[bytes], size: int = CHUNK) -> Iterator[bytes]:
    """The same bytes in pieces of about `size`; never more than that and one piece are held."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= size:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def json_list(head: Face, name: str, items: Iterable[Face]) -> Iterator[bytes]:
    """A JSON object with the members of `head` and, last, the list `name`, item by item."""
    opening = orjson.dumps(head)[:-1] + (b"," if head else b"")
    yield opening + orjson.dumps(name) + b":["
    for count, item in enumerate(items):
        yield (b"," if count else b"") + orjson.dumps(item)
    yield b"]}"


# XML -----------------------------------------------------------------------------------------------


def element(name: str, *content: "Element[Any] | str", **attributes: str) -> Element:
    """An XML element with clean text and children.

    An underscore in an attribute's name stands for a hyphen; `lang` is `xml:lang`.
    """
    made = Element(name)
    for key, value in attributes.items():
        made.set("xml:lang" if key == "lang" else key.replace("_", "-"), printable(value))
    for part in content:
        if isinstance(part, str):
            made.text = printable(part)
        else:
            made.append(part)
    return made


def xml(made: "Element[Any]") -> bytes:
    """The element as bytes."""
    return tostring(made, encoding="unicode").encode()
