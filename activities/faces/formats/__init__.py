"""Formats: bytes out of faces. One small module each, named as `?format=` names it.

A writer takes faces one by one and gives the document piece by piece, in constant memory whatever
the length of the list; it knows no database and no request. `FORMATS` is what the API, feeds and
exports offer, and for which nouns.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from activities.faces.base import Face
from activities.faces.formats import atom, csv, geojson, iati, ics, jsonld, ndjson, popolo
from activities.faces.formats.base import Listing, Writer, in_chunks

__all__ = ["FORMATS", "Face", "Format", "Listing", "formats_of"]

NOUNS = frozenset(csv.COLUMNS)
EVENTS = frozenset({"event"})


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in `?format=`, its media type, and the nouns it serves.

    `has_records` says whether it also serves a single record; `is_flat` whether its parts are the fields
    of the face as they are, so that `?fields=` may cut them; `has_own_type` whether its media type tells it
    from every other, so that `Accept` may ask for it; `extension` is how its files are named.
    """

    name: str
    media_type: str
    nouns: frozenset[str]
    writer: Writer
    has_records: bool = True
    is_flat: bool = False
    has_own_type: bool = True
    ending: str = ""

    @property
    def extension(self) -> str:
        """How a file's name ends."""
        return self.ending or self.name

    @property
    def content_type(self) -> str:
        """The media type as a header gives it; JSON and its kin are UTF-8 by definition."""
        is_text = self.media_type.startswith("text/") or self.media_type.endswith("xml")
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type

    def write(self, faces: Iterable[Face], listing: Listing) -> Iterator[bytes]:
        """The document in pieces fit for sending."""
        return in_chunks(self.writer(faces, listing))


FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        Format("csv", "text/csv", NOUNS, csv.write, is_flat=True),
        Format("ndjson", "application/x-ndjson", NOUNS, ndjson.write, is_flat=True),
        Format("jsonld", "application/ld+json", NOUNS, jsonld.write),
        Format("geojson", "application/geo+json", EVENTS, geojson.write),
        Format("ics", "text/calendar", EVENTS, ics.write),
        Format("atom", "application/atom+xml", frozenset({"event", "article"}), atom.write, has_records=False),
        Format("popolo", "application/json", frozenset(popolo.NOUNS), popolo.write, has_own_type=False, ending="json"),
        Format("iati", "application/xml", frozenset({"program"}), iati.write, has_own_type=False, ending="xml"),
    )
}


def formats_of(noun: str) -> list[Format]:
    """The formats that serve a noun, in settled order."""
    return [made for made in FORMATS.values() if noun in made.nouns]
