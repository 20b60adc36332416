"""CSV for spreadsheets: one row a record, a settled order of columns, nothing that runs as a formula.

RFC 4180 in UTF-8, with a byte-order mark: without it a spreadsheet program reads accents wrongly.
`COLUMNS` says what each noun's table holds, and is the field dictionary. A cell never holds a day
that the source does not give, but in the bounds of a date.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from activities.faces.base import Face
from activities.faces.formats.base import Listing, at

BOM = "\ufeff"
BETWEEN = "; "  # between the values of a cell
WITHIN = ":"  # between the parts of a value, such as slug:role

# What a spreadsheet program takes for the beginning of a formula, the full-width forms of its signs included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class Column(NamedTuple):
    """A column: its name, the path of its value in the face, and what it holds.

    Where the value is a list, `each` names the parts of an item that are shown, the first of which
    it must have, and `where` the value that another part must have for the item to be shown.
    """

    name: str
    about: str
    path: str = ""
    each: tuple[str, ...] = ()
    where: tuple[str, str] | None = None

    @property
    def field(self) -> str:
        """The field of the face that the column is drawn from."""
        return (self.path or self.name).partition(".")[0]

    def cell(self, face: Face) -> str | int | float:
        """What stands in this column for a record; numbers stay numbers."""
        value = at(face, self.path or self.name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        return safe(
            BETWEEN.join(map(self.shown, filter(self.holds, value))) if isinstance(value, list) else text(value)
        )

    def holds(self, item: Any) -> bool:
        """Whether an item of the list belongs in this column."""
        is_there = not self.each or at(item, self.each[0]) is not None
        return is_there and (self.where is None or at(item, self.where[0]) == self.where[1])

    def shown(self, item: Any) -> str:
        """An item of the list in short."""
        return WITHIN.join(text(at(item, part)) for part in self.each) if self.each else text(item)


def text(value: Any) -> str:
    """A single value as a cell holds it: nothing for null, true and false in small letters."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def safe(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet program would run it as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def write(faces: Iterable[Face], listing: Listing) -> Iterator[bytes]:
    """The table of a noun, its head first, row by row; `listing.fields` leaves out the columns of other fields."""
    columns = [column for column in COLUMNS[listing.noun] if not listing.fields or column.field in listing.fields]
    yield (BOM + row([column.name for column in columns])).encode()
    for face in faces:
        yield row([column.cell(face) for column in columns]).encode()


def row(cells: list[Any]) -> str:
    """One line of the table, with its end."""
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


# The tables ----------------------------------------------------------------------------------------

IDENTITY = (
    Column("id", "Lasting public identifier."),
    Column("slug", "The record's word in addresses."),
    Column("url", "The record in the API."),
    Column("html_url", "The record as a page."),
)
MOMENTS = (
    Column("created_at", "When the record was made, UTC."),
    Column("updated_at", "When the record was last changed, UTC."),
    Column("version", "Rises with every change."),
)
SUMMARY = (
    Column("summary", "Two or three sentences in our own words."),
    Column("summary_language", "The language they are in."),
)
IDENTIFIERS = Column("identifiers", "In other registers, scheme:value.", each=("scheme", "value"))
TERMS = Column("terms", "Topics, scheme:code:basis.", each=("scheme", "code", "basis"))
NAMES = Column("names", "Every form of the name that sources use.", each=("text",))
FIGURES = Column(
    "figures",
    "Numbers as sources give them, measure:value:qualifier:status.",
    each=("measure", "value", "qualifier", "status"),
)


def date_columns(name: str, of: str) -> tuple[Column, ...]:
    """The columns of a date: the date itself as EDTF, how exact it is, its bounds, and in words."""
    return (
        Column(f"{name}_edtf", f"{of}, as Extended Date/Time Format; empty: not known.", f"{name}.edtf"),
        Column(f"{name}_form", "point; span: it lasted; range: some time within; unknown.", f"{name}.form"),
        Column(f"{name}_precision", "How exact the date is, from day to decade, or unknown.", f"{name}.precision"),
        Column(f"{name}_earliest", "Lower bound, included; no date by itself.", f"{name}.earliest"),
        Column(f"{name}_latest", "Upper bound, included; no date by itself.", f"{name}.latest"),
        Column(f"{name}_approximate", "Whether the source gives it as about.", f"{name}.approximate"),
        Column(f"{name}_uncertain", "Whether it is uncertain.", f"{name}.uncertain"),
        Column(f"{name}_label", "In words.", f"{name}.label"),
    )


def place_column(name: str, kind: str, of: str) -> Column:
    """The places that have one role in an event."""
    return Column(name, f"{of}, slug:basis.", "places", ("place.slug", "basis"), ("kind", kind))


EVENT = (
    *IDENTITY,
    Column("title", "What it was, in few words."),
    Column("event_type", "Code of the scheme event-type."),
    Column("event_type_label", "In words."),
    Column("status", "As the source reported it."),
    Column("is_series", "Whether it is a series with sessions of its own."),
    Column("ordinal", "Its number in the series, if a source counts."),
    Column("parent", "The series it is a session of, slug.", "parent.slug"),
    Column("children_count", "How many sessions it has."),
    *date_columns("date", "When it was"),
    Column("date_basis", "The ground of the date; unknown: no source says; empty: nobody looked.", "date.basis"),
    Column("date_note", "How the date was read.", "date.note"),
    Column("duration_days", "How many days it lasted, if a source says."),
    Column("duration_hours", "How many hours it lasted, if a source says."),
    Column("attendance_mode", "offline, online, mixed or unknown."),
    Column("languages", "Languages it was held in, BCP 47."),
    place_column("venues", "venue", "Where it was held"),
    place_column("origins", "origin", "Where participants came from"),
    place_column("targets", "target", "The area it was for"),
    place_column("datelines", "dateline", "Where the release was filed, no venue"),
    Column("participations", "Organizations, slug:role.", each=("organization.slug", "role")),
    Column("appearances", "People, slug:role.", each=("person.slug", "role")),
    Column("programs", "Programs, slug:link.", each=("program.slug", "link")),
    Column("funding_stated", "Funders of the event itself.", "funding", ("organization.slug",), ("basis", "stated")),
    Column(
        "funding_via_program",
        "Funders of its programs, funder:program:certainty.",
        "funding",
        ("organization.slug", "program.slug", "certainty"),
        ("basis", "via_program"),
    ),
    FIGURES,
    TERMS,
    Column("articles", "Sources, slug:kind.", each=("slug", "kind")),
    Column("source_urls", "Where the publishers have the sources.", "articles", ("source_url",)),
    IDENTIFIERS,
    *SUMMARY,
    *MOMENTS,
)

ORGANIZATION = (
    *IDENTITY,
    Column("name", "The full name."),
    Column("acronym", "As the body writes it."),
    NAMES,
    Column("kind", "Code of the scheme organization-kind; empty: nobody looked."),
    Column("kind_label", "In words."),
    Column("existence", "existing, proposed or former."),
    Column("is_collective", "Whether it is a class of bodies."),
    Column("parent", "The body it is a unit of, slug.", "parent.slug"),
    Column("parent_certainty", "How surely a source places it there."),
    Column("path", "The bodies above it, from the top down, slugs.", each=("slug",)),
    Column("country", "The country it belongs to, slug; empty for international bodies.", "country.slug"),
    Column("seat", "Where it has its seat, slug, if a source says.", "seat.slug"),
    Column("founded_edtf", "When it was founded, EDTF.", "founded.edtf"),
    Column("dissolved_edtf", "When it was dissolved, EDTF.", "dissolved.edtf"),
    Column("website", "Its own website."),
    IDENTIFIERS,
    FIGURES,
    Column("units_count", "How many units it has."),
    Column("events_count", "How many events it took part in."),
    *SUMMARY,
    *MOMENTS,
)

PERSON = (
    *IDENTITY,
    Column("name", "The full name."),
    Column("given_name", "Given names."),
    Column("family_name", "Surnames."),
    Column("sort_name", "As in an index."),
    Column("honorific", "Only if a source gives it."),
    NAMES,
    Column("memberships", "Posts, organization:post.", each=("organization.slug", "post_title")),
    Column("appearances_at_events", "Events, slug:role.", "appearances", ("event.slug", "role")),
    Column("appearances_in_articles", "Articles, slug:role.", "appearances", ("article.slug", "role")),
    IDENTIFIERS,
    *SUMMARY,
    *MOMENTS,
)

PROGRAM = (
    *IDENTITY,
    Column("name", "The full name."),
    Column("kind", "What it is: a cooperation programme, a policy, a plan, a tool."),
    NAMES,
    Column("parent", "What it is a phase or part of, slug.", "parent.slug"),
    Column("roles", "Organizations, slug:role:certainty.", each=("organization.slug", "role", "certainty")),
    *date_columns("date", "When it ran"),
    Column("status", "IATI activity status, if a source says."),
    Column("dac_purpose", "OECD DAC purpose code."),
    Column("iati_identifier", "Its identifier in IATI."),
    IDENTIFIERS,
    TERMS,
    FIGURES,
    Column("events_count", "How many events it is linked to."),
    *SUMMARY,
    *MOMENTS,
)

ARTICLE = (
    *IDENTITY,
    Column("headline", "As printed."),
    Column("source_url", "Where the publisher has it."),
    Column("other_urls", "The same text at other addresses."),
    Column("publisher", "Who published it, slug.", "publisher.slug"),
    Column("publisher_certainty", "How surely the text says so."),
    Column("published_on", "The day, where the article gives one.", "published.on"),
    Column("published_edtf", "As far as the article says, EDTF.", "published.edtf"),
    Column("published_basis", "The ground of that date; empty: nobody looked.", "published.basis"),
    Column("published_label", "In words.", "published.label"),
    Column("dateline_text", "Where it was filed, as printed; no venue.", "dateline.text"),
    Column("dateline_place", "The same as a place, slug.", "dateline.place.slug"),
    Column("language", "BCP 47."),
    Column("translation_of", "The article it translates, slug.", "translation_of.slug"),
    Column("translations", "Its translations, slugs.", each=("slug",)),
    Column("events", "Events it is about, slug:kind:certainty.", each=("slug", "kind", "certainty")),
    Column("appearances", "People it quotes, slug:role.", each=("person.slug", "role")),
    TERMS,
    Column("credits", "As printed."),
    IDENTIFIERS,
    *SUMMARY,
    *MOMENTS,
)

PLACE = (
    *IDENTITY,
    Column("name", "In the language of the table."),
    NAMES,
    Column("kind", "Its level."),
    Column("iso_code", "ISO 3166-1 or 3166-2."),
    Column("m49", "UN M49."),
    Column("parent", "What it lies in, slug.", "parent.slug"),
    Column("path", "The places around it, from the widest in, slugs.", each=("slug",)),
    Column("members", "What a local region is made of, slugs.", each=("slug",)),
    Column("valid_until_edtf", "For a place that is no more, EDTF.", "valid_until"),
    Column("latitude", "Of a point inside it, WGS 84."),
    Column("longitude", "Of a point inside it, WGS 84."),
    Column("coordinates_basis", "Where the point comes from."),
    Column("events_count", "How many events it holds with all that lies inside it."),
    *MOMENTS,
)

TERM = (
    *IDENTITY,
    Column("scheme", "The classification."),
    Column("code", "The code in it."),
    Column("name", "In short, in the language of the table."),
    Column("label", "In full, in the language of the table."),
    Column("parent", "The wider term, scheme:code.", "parent.slug"),
    Column("valid_from", "Since when the term exists."),
    Column("uri", "Where its scheme defines it."),
    Column("schema_org", "The schema.org type or property it stands for."),
    Column("events_count", "How many events it classifies."),
    *MOMENTS,
)

MEMBERSHIP = (
    Column("id", "Lasting public identifier."),
    Column("url", "The post in the API."),
    Column("html_url", "The page of the person."),
    Column("person", "Who, slug.", "person.slug"),
    Column("organization", "Where, slug.", "organization.slug"),
    Column("post_title", "The post."),
    Column("held", "When it was held, EDTF, if a source says."),
    Column("from", "Since when, EDTF, if a source says."),
    Column("to", "Until when, EDTF, if a source says."),
    Column("attested_on", "Dates of the articles that show it, EDTF."),
    Column("match", "Whether the post was held on the day asked for."),
    Column("certainty", "How surely sources carry it."),
    *MOMENTS,
)

CITATION = (
    Column("id", "Lasting public identifier."),
    Column("url", "The citation in the API."),
    Column("html_url", "The page of the article."),
    Column("article", "The source, slug.", "article.slug"),
    Column("passage", "Its passage; 1 is the title; empty: the whole article."),
    Column("start", "First code point of the text as received."),
    Column("end", "Code point after the last."),
    Column("exact", "The words, where they may be shown."),
    Column("supports_type", "The noun or kind of row that is cited for.", "supports.type"),
    Column("supports_noun", "The noun of the record.", "supports.noun"),
    Column("supports_slug", "The record.", "supports.slug"),
    Column("supports_field", "The fact of it.", "supports.field"),
    Column("stance", "Whether the words support or dispute the fact."),
    Column("certainty", "How surely they do."),
    *MOMENTS,
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "event": EVENT,
    "organization": ORGANIZATION,
    "person": PERSON,
    "program": PROGRAM,
    "article": ARTICLE,
    "place": PLACE,
    "term": TERM,
    "membership": MEMBERSHIP,
    "citation": CITATION,
}
