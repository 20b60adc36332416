"""The peer Datasette: the same records in a SQLite file with full-text search, and its questions as SQL.

The file is made from the records themselves, by none of the catalogue's code but the reading of dates: that both
find the same is something that a run checks.
"""

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from activities import dates, words
from benchmarks.generate import Catalogue, Record, fixture

DATABASE = "catalogue"
TABLES = {
    "organization": "slug TEXT PRIMARY KEY, name TEXT, acronym TEXT",
    "person": "slug TEXT PRIMARY KEY, name TEXT",
    "program": "slug TEXT PRIMARY KEY, name TEXT, kind TEXT",
    "article": "slug TEXT PRIMARY KEY, headline TEXT, url TEXT, published TEXT",
    "event": (
        "id INTEGER PRIMARY KEY, slug TEXT UNIQUE, title TEXT, title_es TEXT, summary TEXT, summary_es TEXT, "
        "event_type TEXT, status TEXT, date TEXT, earliest TEXT, latest TEXT, newest TEXT, earlier TEXT, "
        "year TEXT, country TEXT, text_key TEXT"
    ),
    "participation": "event INTEGER, organization TEXT, role TEXT, certainty TEXT",
    "appearance": "event INTEGER, person TEXT, role TEXT",
    "event_place": "event INTEGER, place TEXT, kind TEXT, basis TEXT",
    "event_country": "event INTEGER, country TEXT",
    "event_program": "event INTEGER, program TEXT, link TEXT, certainty TEXT",
    "figure": "event INTEGER, measure TEXT, value INTEGER",
    "tag": "event INTEGER, term TEXT",
    "coverage": "event INTEGER, article TEXT, kind TEXT",
}
INDEXES = """
CREATE INDEX event_by_date ON event (newest DESC, earlier DESC, text_key, id);
CREATE INDEX event_by_type ON event (event_type, latest);
CREATE INDEX event_by_status ON event (status);
CREATE INDEX event_by_year ON event (year);
CREATE INDEX event_by_country ON event (country);
CREATE INDEX country_of_event ON event_country (country, event);
CREATE VIRTUAL TABLE event_fts USING fts5 (
    title, title_es, summary, summary_es, content="event", content_rowid='id',
    tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO event_fts (event_fts) VALUES ('rebuild');
ANALYZE;
"""
ROWS = ["participation", "appearance", "event_place", "event_country", "event_program", "figure", "tag", "coverage"]
BATCH = 5000

# Questions -----------------------------------------------------------------------------------------------

ORDER = "ORDER BY e.newest DESC, e.earlier DESC, e.text_key, e.id LIMIT 20"
PARTICIPATIONS = """(
    SELECT json_group_array(json_object('slug', o.slug, 'name', o.name, 'acronym', o.acronym, 'role', p.role))
    FROM participation p JOIN organization o ON o.slug = p.organization WHERE p.event = e.id
) AS participations"""
SHOWN = f"SELECT e.slug, e.title, e.summary, e.status, e.date, {PARTICIPATIONS} FROM event e"
YEAR = """(
    (e.earliest <= :year || '-12-31' AND e.latest >= :year || '-01-01')
    OR (e.earliest IS NULL AND e.latest BETWEEN :year || '-01-01' AND date(:year || '-12-31', '+365 days'))
    OR (e.latest IS NULL AND e.earliest BETWEEN date(:year || '-01-01', '-365 days') AND :year || '-12-31')
)"""
FILTERED = f"""{SHOWN} WHERE e.event_type = :event_type AND {YEAR}
AND e.id IN (SELECT event FROM event_country WHERE country = :country) {ORDER}"""
SEARCHED = (
    f"{SHOWN} JOIN event_fts ON event_fts.rowid = e.id WHERE event_fts MATCH :q ORDER BY bm25(event_fts) LIMIT 20"
)


def part(table: str, columns: str, join: str = "") -> str:
    """The rows of one kind that hang on an event."""
    return f"(SELECT json_group_array(json_object({columns})) FROM {table} r {join} WHERE r.event = e.id)"


DETAIL = f"""SELECT e.*, {PARTICIPATIONS},
{part("event_place", "'place', r.place, 'kind', r.kind, 'basis', r.basis")} AS places,
{part("appearance", "'slug', p.slug, 'name', p.name, 'role', r.role", "JOIN person p ON p.slug = r.person")} AS people,
{part("event_program", "'slug', p.slug, 'name', p.name", "JOIN program p ON p.slug = r.program")} AS programs,
{part("figure", "'measure', r.measure, 'value', r.value")} AS figures,
{part("tag", "'term', r.term")} AS terms,
{part("coverage", "'slug', a.slug, 'headline', a.headline", "JOIN article a ON a.slug = r.article")} AS articles
FROM event e WHERE e.slug = :slug"""

QUERIES = {
    "list": f"{SHOWN} {ORDER}",
    "filter": FILTERED,
    "search": SEARCHED,
    "matches": "SELECT count(*) AS count FROM event_fts WHERE event_fts MATCH :q",
    "detail": DETAIL,
    "deep": f"{SHOWN} {ORDER} OFFSET :offset",
    "count": "SELECT count(*) AS count FROM event",
}


def address(query: str, asked: str = "") -> str:
    """The address of a question."""
    return f"/{DATABASE}/{query}.json?_shape=array{asked and '&'}{asked}"


FACETS = f"/{DATABASE}/event.json?_size=1&_nosuggest=1&_facet=event_type&_facet=status&_facet=country&_facet=year"
PAGE = f"/{DATABASE}/event?_size=20&_sort_desc=newest&_facet=event_type&_facet=status&_facet=country&_facet=year"

# The file ------------------------------------------------------------------------------------------------


def build(catalogue: Catalogue, path: Path) -> None:
    """Write the records of a catalogue into a SQLite file."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    for table, columns in TABLES.items():
        database.execute(f"CREATE TABLE {table} ({columns})")
    for noun in ("organization", "person", "program", "article", "event"):
        _fill(database, noun, catalogue)
    for table in ROWS:
        database.execute(f"CREATE INDEX {table}_of_event ON {table} (event)")
    database.executescript(INDEXES)
    database.close()


def _fill(database: sqlite3.Connection, noun: str, catalogue: Catalogue) -> None:
    """Insert the records of a noun, and what hangs on them."""
    numbered = enumerate(catalogue.records(noun), 1)
    while chunk := list(islice(numbered, BATCH)):
        tables: dict[str, list[tuple[Any, ...]]] = {}
        for table, row in (one for number, record in chunk for one in rows_of(noun, record, number)):
            tables.setdefault(table, []).append(row)
        for table, rows in tables.items():
            marks = ", ".join("?" * len(rows[0]))
            database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    database.commit()


def rows_of(noun: str, record: Record, number: int) -> Iterable[tuple[str, tuple[Any, ...]]]:
    """The rows of a record: table and values."""
    return event_rows(record, number) if noun == "event" else [(noun, tuple(map(record.get, COLUMNS[noun])))]


COLUMNS = {
    "organization": ["slug", "name", "acronym"],
    "person": ["slug", "name"],
    "program": ["slug", "name", "kind"],
    "article": ["slug", "headline", "source_url", "published_on"],
}


def countries_of() -> dict[str, str]:
    """The country that each place is, or lies in."""
    places = {place["slug"]: place for place in fixture("02_places.json", "place")}
    found = {}
    for slug, place in places.items():
        step = place
        while step["kind"] != "country" and step.get("parent"):
            step = places[step["parent"][0]]
        if step["kind"] == "country":
            found[slug] = step["slug"]
    return found


COUNTRIES = countries_of()


def event_rows(event: Record, number: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of an event and of what hangs on it."""
    venues = [
        COUNTRIES[row["place"]] for row in event["places"] if row["kind"] == "venue" and row["place"] in COUNTRIES
    ]
    yield "event", event_row(event, number, venues)
    yield from (("event_country", (number, country)) for country in dict.fromkeys(venues))
    yield from (("event_place", (number, row["place"], row["kind"], row["basis"])) for row in event["places"])
    for row in event["participations"]:
        yield "participation", (number, row["organization"], row["role"], row["certainty"])
    yield from (("appearance", (number, row["person"], row["role"])) for row in event["appearances"])
    yield from (("event_program", (number, *row.values())) for row in event["programs"])
    yield from (("figure", (number, row["measure"], row["value"])) for row in event["figures"])
    yield from (("tag", (number, row["term"])) for row in event["terms"])
    yield from (("coverage", (number, row["article"], row["kind"])) for row in event["articles"])


def event_row(event: Record, number: int, venues: list[str]) -> tuple[Any, ...]:
    """The row of an event, its columns worked out as the catalogue does."""
    text = event["date"]["edtf"]
    date = dates.parse(text) if text else None
    earliest, latest = [
        bound and bound.isoformat() for bound in ((date.earliest, date.latest) if date else (None, None))
    ]
    title, summary = event["title"], event["summary"]
    return (
        *(number, event["slug"], title["en"], title["es"], summary["en"], summary["es"]),
        *(event["event_type"], event["status"], text, earliest, latest),
        *(latest or earliest or "0001-01-01", earliest or "0001-01-01", (latest or earliest or "")[:4] or None),
        *(venues[0] if venues else None, words.key(f"{title['en']} {title['es']}")),
    )


# The server ----------------------------------------------------------------------------------------------


def metadata(path: Path) -> None:
    """Write what Datasette is to know: its questions, and time enough to answer them."""
    queries = {name: {"sql": sql} for name, sql in QUERIES.items()}
    path.write_text(json.dumps({"databases": {DATABASE: {"queries": queries}}}), encoding="utf-8")


SETTINGS = {"sql_time_limit_ms": 60_000, "facet_time_limit_ms": 60_000, "suggest_facets": "off"}


def command(database: Path, described: Path, port: int) -> list[str]:
    """How Datasette is started."""
    settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, str(value))]
    serve = [sys.executable, "-m", "datasette", "serve", "--immutable", str(database), "--metadata", str(described)]
    return [*serve, "--port", str(port), *settings]
