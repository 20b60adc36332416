"""A list in other formats: the links below it, and those in its head by which readers of feeds find it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from activities.documents import address, asked
from activities.faces.formats import FORMATS, formats_of
from activities.views.fields import Text

# What a reader calls a format, in the order of the links; of these, feeds have addresses of their own.
NAMES: dict[str, Text] = {
    "csv": _("CSV table"),
    "ndjson": "NDJSON",
    "ics": _("Calendar"),
    "atom": _("Feed"),
    "geojson": "GeoJSON",
}


@dataclass(frozen=True)
class Way:
    """A list in another format: what it is called, where it is, and its media type."""

    label: Text
    address: str
    media_type: str


def ways(noun: str, query: QueryDict, language: str) -> list[Way]:
    """The same question in the formats that a reader may want, in the language of the page."""
    served = {made.name for made in formats_of(noun)}
    return [
        Way(label, place(noun, name, query, language), FORMATS[name].media_type)
        for name, label in NAMES.items()
        if name in served
    ]


def place(noun: str, name: str, query: QueryDict, language: str) -> str:
    """Where the answer to a question stands in a format: at an address that lasts, else in the API."""
    kept = asked(query, "ordering")
    try:
        return address(reverse(f"activities:{noun}-{name}"), kept)
    except NoReverseMatch:
        kept["format"], kept["lang"] = name, language
        return address(reverse(f"api:{noun}-list"), kept)
