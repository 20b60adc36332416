"""The limit: bare WSGI and one SQL statement, written by hand, that gives back finished JSON.

It answers the questions of the benchmark and no others, over the catalogue's own tables and indexes in PostgreSQL,
and checks nothing. What the catalogue does beyond it (its checks, its counts, its languages) is what is measured.
"""

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import psycopg2

PUBLIC = "e.state = 'published'"
NEWEST = "COALESCE(e.date_latest, e.date_earliest, '0001-01-01'::date)"
EARLIER = "COALESCE(e.date_earliest, '0001-01-01'::date)"
ORDER = f"{NEWEST} DESC, {EARLIER} DESC, e.text_key, e.id"
PAGE = 20

# A page of events with their organizations, out of `page`, which holds the events with their place in the order.
SHOWN = """
SELECT json_build_object('results', COALESCE(json_agg(json_build_object(
    'slug', e.slug, 'title', e.title_en, 'summary', e.summary_en, 'status', e.status, 'date', e.date_edtf,
    'participations', (
        SELECT COALESCE(json_agg(json_build_object(
            'organization', json_build_object('slug', o.slug, 'name', o.name, 'acronym', o.acronym),
            'role', r.code, 'certainty', p.certainty
        ) ORDER BY r.position, o.text_key), '[]')
        FROM activities_participation p
        JOIN activities_organization o ON o.id = p.organization_id AND o.state = 'published'
        JOIN activities_term r ON r.id = p.role_id
        WHERE p.event_id = e.id
    )
) ORDER BY page.place), '[]'))::text
FROM page JOIN activities_event e ON e.id = page.id
"""

COUNTRY = """EXISTS (
    SELECT 1 FROM activities_eventplace ep JOIN activities_placeancestry a ON a.record_id = ep.place_id
    WHERE ep.event_id = e.id AND ep.kind IN ('venue', 'target')
    AND a.ancestor_id = (SELECT id FROM activities_place WHERE slug = %(country)s)
)"""
TYPE = "e.event_type_id = (SELECT id FROM activities_term WHERE scheme = 'event-type' AND code = %(event_type)s)"
YEAR = """(
    (e.date_earliest <= make_date(%(year)s::int, 12, 31) AND e.date_latest >= make_date(%(year)s::int, 1, 1))
    OR (e.date_earliest IS NULL AND e.date_latest >= make_date(%(year)s::int, 1, 1)
        AND e.date_latest <= make_date(%(year)s::int, 12, 31) + 365)
    OR (e.date_latest IS NULL AND e.date_earliest <= make_date(%(year)s::int, 12, 31)
        AND e.date_earliest >= make_date(%(year)s::int, 1, 1) - 365)
)"""
CONDITIONS = {"country": COUNTRY, "event_type": TYPE, "year": YEAR}

AFTER = f"""{NEWEST} <= %(newest)s::date AND (
    {NEWEST} < %(newest)s::date OR {EARLIER} < %(earlier)s::date
    OR ({EARLIER} = %(earlier)s::date AND (e.text_key, e.id) > (%(text_key)s, %(id)s::bigint))
)"""


def listed(asked: Mapping[str, str]) -> str:
    """The page of a list: filtered, or after the keys of a row; the newest first."""
    conditions = [AFTER] if "newest" in asked else [CONDITIONS[name] for name in CONDITIONS if name in asked]
    where = " AND ".join([PUBLIC, *conditions])
    rows = f"SELECT e.id FROM activities_event e WHERE {where} ORDER BY {ORDER} LIMIT {PAGE}"
    return f"WITH page AS MATERIALIZED (SELECT id, row_number() OVER () AS place FROM ({rows}) AS ordered)"


# Search: the newest 1,000 matches at most, the best of them first. `q` holds lexemes, as they stand in the index.
# Words in few records are looked up in the index of words; common ones are met at once from the newest entry on.
# The planner knows too little to choose; whoever asks says which it is.
MATCHING = "FROM activities_searchentry WHERE index @@ %(q)s::tsquery AND (%(noun)s = '' OR noun = %(noun)s)"
FEW = f"SELECT id, noun, row, index {MATCHING} ORDER BY id + 0 DESC LIMIT 1000"
MANY = f"SELECT id, noun, row, index {MATCHING} ORDER BY id DESC LIMIT 1000"
RANK = "ts_rank(index, %(q)s::tsquery)"


def searched(asked: Mapping[str, str]) -> str:
    """The page of a search among events."""
    found = MANY if asked.get("words") == "common" else FEW
    best = f"SELECT row, {RANK} AS rank, id FROM ({found}) AS found ORDER BY rank DESC, id DESC LIMIT {PAGE}"
    return f"WITH page AS MATERIALIZED (SELECT row AS id, row_number() OVER () AS place FROM ({best}) AS ordered)"


def hits(asked: Mapping[str, str]) -> str:
    """A search over all nouns."""
    found = MANY if asked.get("words") == "common" else FEW
    best = f"SELECT noun, row, {RANK} AS rank, id FROM ({found}) AS found ORDER BY rank DESC, id DESC LIMIT {PAGE}"
    return f"WITH page AS MATERIALIZED ({best}) {HITS}"


HITS = """
SELECT json_build_object('results', COALESCE(json_agg(json_build_object(
    'type', page.noun, 'slug', COALESCE(e.slug, a.slug), 'name', COALESCE(e.title_en, a.headline),
    'snippet', left(COALESCE(e.summary_en, a.summary_en), 200)
) ORDER BY page.rank DESC, page.id DESC), '[]'))::text
FROM page
LEFT JOIN activities_event e ON page.noun = 'event' AND e.id = page.row
LEFT JOIN activities_article a ON page.noun = 'article' AND a.id = page.row
"""

KEYS = f"""
SELECT json_agg(keys)::text FROM (
    SELECT {NEWEST} AS newest, {EARLIER} AS earlier, e.text_key, e.id
    FROM activities_event e WHERE {PUBLIC} ORDER BY {ORDER} LIMIT %(limit)s OFFSET %(offset)s
) AS keys
"""

COUNT = f"SELECT json_build_object('count', count(*))::text FROM activities_event e WHERE {PUBLIC}"


# Facets: a vague date counts in each year that it possibly lies in.
FACETS = """
WITH found AS MATERIALIZED ({found})
SELECT json_build_object(
    'event_type', (SELECT json_object_agg(code, n) FROM (
        SELECT t.code, count(*) AS n FROM found JOIN activities_term t ON t.id = found.event_type_id GROUP BY t.code
    ) AS counted),
    'status', (SELECT json_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM found GROUP BY 1) AS counted),
    'country', (SELECT json_object_agg(slug, n) FROM (
        SELECT c.slug, count(DISTINCT found.id) AS n
        FROM found JOIN activities_eventplace ep ON ep.event_id = found.id AND ep.kind IN ('venue', 'target')
        JOIN activities_placeancestry a ON a.record_id = ep.place_id
        JOIN activities_place c ON c.id = a.ancestor_id AND c.kind = 'country'
        GROUP BY c.slug
    ) AS counted),
    'year', (SELECT json_object_agg(year, n) FROM (
        SELECT year, sum(n) AS n FROM (
            SELECT extract(year FROM COALESCE(date_earliest, date_latest - 365))::int AS first,
                extract(year FROM COALESCE(date_latest, date_earliest + 365))::int AS last, count(*) AS n
            FROM found GROUP BY 1, 2
        ) AS spans, generate_series(first, last) AS year GROUP BY year
    ) AS counted)
)::text
"""
COLUMNS = "e.id, e.event_type_id, e.status, e.date_earliest, e.date_latest"
ALL = f"SELECT {COLUMNS} FROM activities_event e WHERE {PUBLIC}"
OF_A_SEARCH = f"""
SELECT {COLUMNS} FROM activities_event e WHERE {PUBLIC}
AND e.id IN (SELECT row FROM activities_searchentry WHERE index @@ %(q)s::tsquery AND noun = 'event')
"""


def part(name: str, columns: str, table: str, order: str) -> str:
    """The rows of one kind that hang on the event."""
    rows = f"json_agg(json_build_object({columns}) ORDER BY {order})"
    return f"'{name}', (SELECT COALESCE({rows}, '[]') FROM {table} AND r.event_id = e.id)"


RECORD = f"""json_build_object(
    'id', e.public_id, 'slug', e.slug, 'title', e.title_en, 'summary', e.summary_en, 'event_type', t.code,
    'status', e.status, 'is_series', e.is_series, 'attendance_mode', e.attendance_mode,
    'date', json_build_object('edtf', e.date_edtf, 'earliest', e.date_earliest, 'latest', e.date_latest),
    'parent', (SELECT slug FROM activities_event s WHERE s.id = e.parent_id AND s.state = 'published'),
    'children_count', (SELECT count(*) FROM activities_event s WHERE s.parent_id = e.id AND s.state = 'published'),
    {
    part(
        "places",
        "'slug', p.slug, 'name', p.name_en, 'kind', r.kind, 'basis', r.basis, 'certainty', r.certainty",
        "activities_eventplace r JOIN activities_place p ON p.id = r.place_id WHERE TRUE",
        "r.kind, p.text_key",
    )
},
    {
    part(
        "participations",
        "'slug', o.slug, 'name', o.name, 'acronym', o.acronym, 'role', t.code, 'certainty', r.certainty",
        "activities_participation r JOIN activities_organization o ON o.id = r.organization_id "
        "JOIN activities_term t ON t.id = r.role_id WHERE o.state = 'published'",
        "t.position, o.text_key",
    )
},
    {
    part(
        "appearances",
        "'slug', p.slug, 'name', p.name, 'role', r.role, 'certainty', r.certainty",
        "activities_appearance r JOIN activities_person p ON p.id = r.person_id WHERE p.state = 'published'",
        "r.id",
    )
},
    {
    part(
        "programs",
        "'slug', p.slug, 'name', p.name, 'kind', p.kind, 'link', r.link, 'certainty', r.certainty",
        "activities_eventprogram r JOIN activities_program p ON p.id = r.program_id WHERE p.state = 'published'",
        "r.link, p.text_key",
    )
},
    {
    part(
        "funding",
        "'slug', o.slug, 'name', o.name, 'program', r.program_id",
        "activities_eventprogram r JOIN activities_programrole f ON f.program_id = r.program_id AND f.role = 'funder' "
        "JOIN activities_organization o ON o.id = f.organization_id WHERE o.state = 'published'",
        "o.text_key",
    )
},
    {
    part(
        "figures",
        "'measure', r.measure, 'value', r.value, 'qualifier', r.qualifier, 'certainty', r.certainty",
        "activities_figure r WHERE TRUE",
        "r.measure",
    )
},
    {
    part(
        "terms",
        "'scheme', t.scheme, 'code', t.code, 'label', t.label_en, 'basis', r.basis",
        "activities_tag r JOIN activities_term t ON t.id = r.term_id WHERE TRUE",
        "t.scheme, t.position",
    )
},
    {
    part(
        "articles",
        "'slug', a.slug, 'headline', a.headline, 'published', a.published_edtf, 'url', a.url, 'kind', r.kind, "
        "'publisher', (SELECT name FROM activities_organization o WHERE o.id = a.publisher_id)",
        "activities_coverage r JOIN activities_article a ON a.id = r.article_id WHERE a.state = 'published'",
        "r.is_primary DESC",
    )
}
)"""
TYPED = "activities_event e LEFT JOIN activities_term t ON t.id = e.event_type_id"
DETAIL = f"SELECT {RECORD}::text FROM {TYPED} WHERE e.slug = %(slug)s AND {PUBLIC}"
WHOLE = f"""
SELECT json_build_object('results', COALESCE(json_agg({RECORD} ORDER BY page.place), '[]'))::text
FROM page JOIN {TYPED} ON e.id = page.id
"""

STATEMENTS: dict[str, Callable[[Mapping[str, str]], str]] = {
    "/events": lambda asked: listed(asked) + SHOWN,
    "/whole": lambda asked: listed(asked) + WHOLE,
    "/event": lambda _asked: DETAIL,
    "/searched": lambda asked: searched(asked) + SHOWN,
    "/searched-whole": lambda asked: searched(asked) + WHOLE,
    "/search": hits,
    "/keys": lambda _asked: KEYS,
    "/count": lambda _asked: COUNT,
    "/facets": lambda asked: FACETS.format(found=OF_A_SEARCH if "q" in asked else ALL),
}

_mine = threading.local()


def cursor() -> Any:
    """A cursor of this thread's own connection."""
    if not hasattr(_mine, "connection"):
        _mine.connection = psycopg2.connect(os.environ["DATABASE_URL"])
        _mine.connection.autocommit = True
    return _mine.connection.cursor()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Ask the database one question and send its answer on."""
    asked = dict(parse_qsl(environ["QUERY_STRING"], keep_blank_values=True))
    rows = cursor()
    rows.execute(STATEMENTS[environ["PATH_INFO"]](asked), asked)
    body = rows.fetchone()[0].encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
