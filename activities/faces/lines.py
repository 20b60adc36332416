"""What the export line of a record holds: all that its faces say of it, in both languages at once.

A line holds the facts of its record and no more. What follows from other records (names of what is linked,
counts, labels of codes) and what depends on the host (addresses) is left out: the same catalogue gives the same
bytes wherever it is served. Linked records are named by slug, terms as "scheme:code", and a text of ours is
`{"en": …, "es": …}`, null where it is not written in that language. Citations and memberships have lines of
their own.

`LINES` says of each noun what its line holds, where a face shows it, and which column it stands for. Whoever
writes lines and whoever reads them follows the same table.
"""

from dataclasses import dataclass
from typing import Any

Line = dict[str, Any]

# The files of an export, named as the lists of the API.
NOUNS = {
    "terms": "term",
    "places": "place",
    "organizations": "organization",
    "people": "person",
    "programs": "program",
    "articles": "article",
    "events": "event",
    "memberships": "membership",
    "citations": "citation",
}


# What a line is made of ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Value:
    """A value that is the same in every language.

    `name` is its place in the line, `shown` its place in the face, alike unless given; a dot leads inside, as in
    "date.edtf". `column` is the column it stands for, by default the name with a low line for a dot.
    """

    name: str
    column: str = ""
    shown: str = ""

    @property
    def stored(self) -> str:
        """The column it stands for; of a text of ours, the column without its language."""
        return self.column or self.name.replace(".", "_")


@dataclass(frozen=True, slots=True)
class Text(Value):
    """A text of ours in two columns, `stored` with `_en` and `_es`: an object with a member a language."""


@dataclass(frozen=True, slots=True)
class Raw(Value):
    """A value that no face shows by itself, though others follow from it; read from its column."""


@dataclass(frozen=True, slots=True)
class Tags(Value):
    """A list of tags, with commas between them in its column."""


@dataclass(frozen=True, slots=True)
class Link(Value):
    """The slug of a record of `noun`; of a term of `scheme`, its code."""

    noun: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Links(Link):
    """The slugs of several records."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one kind that belong to the record: a list of objects.

    `model` is the kind's, in lower case; its link to the record bears the noun's name.
    """

    name: str
    model: str
    values: tuple[Value, ...]

    @property
    def texts(self) -> list[Text]:
        """The texts of ours in such a row."""
        return [value for value in self.values if isinstance(value, Text)]


CERTAINTY = Value("certainty")
SUMMARY = Text("summary")
NAMES = Rows(
    "names",
    "name",
    (Value("text"), Value("kind"), Value("lang"), Value("used", "used_edtf"), Value("is_primary"), CERTAINTY),
)
IDENTIFIERS = Rows("identifiers", "identifier", (Value("scheme"), Value("value")))
FIGURES = Rows(
    "figures",
    "figure",
    (
        Value("measure"),
        Value("value"),
        Value("qualifier"),
        Value("status"),
        Text("of"),
        Value("period", "period_edtf"),
        Value("is_preferred"),
        Link("article", shown="article.slug", noun="article"),
        CERTAINTY,
    ),
)
TERMS = Rows("terms", "tag", (Link("term", shown="slug", noun="term"), Value("basis"), CERTAINTY))
APPEARANCES = Rows(
    "appearances",
    "appearance",
    (
        Link("person", shown="person.slug", noun="person"),
        Value("role"),
        Link("on_behalf_of", shown="on_behalf_of.slug", noun="organization"),
        Value("title_as_given"),
        CERTAINTY,
    ),
)

# The words of passages are for staff; citations need to know where they stand. Contacts are left out altogether.
PASSAGES = Rows("passages", "passage", (Raw("ordinal"), Raw("kind"), Raw("start"), Raw("end")))

LINES: dict[str, tuple[Value | Rows, ...]] = {
    "term": (
        Value("scheme"),
        Value("code"),
        Raw("position"),
        Text("label"),
        Raw("short.en"),
        Raw("short.es"),
        Link("parent", shown="parent.slug", noun="term"),
        Value("valid_from"),
        Value("uri"),
        Value("schema_org"),
    ),
    "place": (
        Value("slug"),
        Text("name"),
        Value("kind"),
        Value("iso_code"),
        Value("m49"),
        Link("parent", shown="parent.slug", noun="place"),
        Links("members", shown="slug", noun="place"),
        Value("valid_until", "valid_until_edtf"),
        Value("latitude"),
        Value("longitude"),
        Value("coordinates_basis"),
        NAMES,
    ),
    "organization": (
        Value("slug"),
        Value("name"),
        Value("acronym"),
        Link("kind", noun="term", scheme="organization-kind"),
        Value("existence"),
        Value("is_collective"),
        Link("parent", shown="parent.slug", noun="organization"),
        Value("parent_certainty"),
        Link("country", shown="country.slug", noun="place"),
        Link("seat", shown="seat.slug", noun="place"),
        Value("founded.edtf"),
        Value("dissolved.edtf"),
        Value("website"),
        SUMMARY,
        NAMES,
        IDENTIFIERS,
        FIGURES,
    ),
    "person": (
        Value("slug"),
        Value("name"),
        Value("given_name"),
        Value("family_name"),
        Value("sort_name"),
        Value("honorific"),
        SUMMARY,
        NAMES,
        IDENTIFIERS,
    ),
    "program": (
        Value("slug"),
        Value("name"),
        Value("kind"),
        Link("parent", shown="parent.slug", noun="program"),
        Value("date.edtf"),
        Value("status"),
        Value("dac_purpose"),
        Value("iati_identifier"),
        SUMMARY,
        NAMES,
        Rows(
            "roles",
            "programrole",
            (
                Link("organization", shown="organization.slug", noun="organization"),
                Value("role"),
                Value("held", "held_edtf"),
                CERTAINTY,
            ),
        ),
        TERMS,
        FIGURES,
        IDENTIFIERS,
    ),
    "article": (
        Value("slug"),
        Value("headline"),
        Value("source_url", "url"),
        Value("other_urls"),
        Link("publisher", shown="publisher.slug", noun="organization"),
        Value("publisher_certainty"),
        Value("published.edtf"),
        Value("published.basis"),
        Value("dateline.text"),
        Link("dateline.place", shown="dateline.place.slug", noun="place"),
        Value("language"),
        Link("translation_of", shown="translation_of.slug", noun="article"),
        Value("credits"),
        Raw("may_quote"),
        PASSAGES,
        SUMMARY,
        APPEARANCES,
        TERMS,
        IDENTIFIERS,
    ),
    "event": (
        Value("slug"),
        Text("title"),
        Link("event_type", noun="term", scheme="event-type"),
        Value("status"),
        Value("is_series"),
        Link("parent", shown="parent.slug", noun="event"),
        Value("ordinal"),
        Value("date.edtf"),
        Value("date.basis"),
        Value("date.words"),
        Text("date.note"),
        Value("duration_days"),
        Value("duration_hours"),
        Value("attendance_mode"),
        Tags("languages"),
        SUMMARY,
        Rows(
            "places",
            "eventplace",
            (
                Link("place", shown="place.slug", noun="place"),
                Value("kind"),
                Value("basis"),
                Value("venue_name"),
                CERTAINTY,
            ),
        ),
        Rows(
            "participations",
            "participation",
            (
                Link("organization", shown="organization.slug", noun="organization"),
                Link("role", noun="term", scheme="participation-role"),
                Text("note"),
                CERTAINTY,
            ),
        ),
        APPEARANCES,
        Rows(
            "programs",
            "eventprogram",
            (Link("program", shown="program.slug", noun="program"), Value("link"), CERTAINTY),
        ),
        FIGURES,
        TERMS,
        Rows(
            "articles",
            "coverage",
            (Link("article", shown="slug", noun="article"), Value("kind"), Value("is_primary"), CERTAINTY),
        ),
        IDENTIFIERS,
    ),
    "membership": (
        Link("person", shown="person.slug", noun="person"),
        Link("organization", shown="organization.slug", noun="organization"),
        Text("post_title"),
        Value("held", "held_edtf"),
        CERTAINTY,
    ),
    "citation": (
        Link("article", shown="article.slug", noun="article"),
        Value("passage"),
        Value("start"),
        Value("end"),
        Value("exact"),
        Value("supports.type"),
        Value("supports.noun"),
        Value("supports.slug"),
        Value("supports.field"),
        Value("supports.row"),
        Value("stance"),
        CERTAINTY,
    ),
}


def put(line: Line, name: str, value: Any) -> None:
    """Set the value at a dotted name of a line."""
    outer, dot, inner = name.partition(".")
    if dot:
        put(line.setdefault(outer, {}), inner, value)
    else:
        line[name] = value
