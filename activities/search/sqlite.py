"""The index of words on SQLite: an FTS5 table beside the entries, whose rows have the entries' numbers.

Its tokens are made here and come to it blank by blank: its own tokenizer only cuts at the blanks. It walks its
rows from the newest on without sorting, as the numbers of entries rise with their days.
"""

import json
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from activities.models.search_entry import NOUN_BITS, ROW_BITS, SEARCHED, SearchEntry
from activities.search.engine import GAP, PARTS, WHOLE, WORD, Engine, Phrase, Points, Row

TABLE = SearchEntry._meta.db_table
INDEX = "activities_searchindex"
# Blanks and what is left of ASCII cut; every other character belongs to a word. Beginnings of words, with the mark
# before them, have indexes of their own.
TOKENS = f"tokenize = \"ascii tokenchars '{GAP}{WORD}{WHOLE}_'\", prefix = '2 3 4'"
FORGET = f"DELETE FROM {INDEX} WHERE rowid = old.id"  # noqa: S608 - the names are ours
CREATE = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5 ({', '.join(PARTS)}, {TOKENS})",
    f"CREATE TRIGGER {INDEX}_forgets AFTER DELETE ON {TABLE} BEGIN {FORGET}; END",
)
DROP = (f"DROP TRIGGER {INDEX}_forgets", f"DROP TABLE {INDEX}")
NOUN_OF = f"((rowid >> {ROW_BITS}) & {(1 << NOUN_BITS) - 1})"
ROW_OF = f"(rowid & {(1 << ROW_BITS) - 1})"


class SQLite(Engine):
    """Full-text search by FTS5."""

    creation, removal = CREATE, DROP

    def phrase(self, phrase: Phrase) -> str:
        part = f"{phrase.part} : " if phrase.part else ""
        return f'({part}"{" ".join(phrase.tokens)}"{"*" if phrase.begins else ""})'

    def every(self, queries: Iterable[str]) -> str:
        return f"({' AND '.join(queries)})"

    def either(self, queries: Iterable[str]) -> str:
        return f"({' OR '.join(queries)})"

    def rows(self, noun: str, query: str) -> RawSQL:
        where = f"{INDEX} MATCH %s AND {NOUN_OF} = %s"
        return RawSQL(f"SELECT {ROW_OF} FROM {INDEX} WHERE {where}", [query, SEARCHED.index(noun)])  # noqa: S608, S611 - the names are ours

    def newest(self, query: str, nouns: Sequence[str], limit: int, points: Sequence[Points]) -> list[tuple[int, int]]:
        graded = [graded_by(one) for one in points]
        total = " + ".join(case for case, _values in graded)
        values = [value for _case, several in graded for value in several]
        codes = ", ".join(str(SEARCHED.index(noun)) for noun in nouns)
        where = f"{INDEX} MATCH %s AND {NOUN_OF} IN ({codes}) ORDER BY rowid DESC LIMIT %s"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid, {total} FROM {INDEX} WHERE {where}", [*values, query, limit])  # noqa: S608
            rows: list[tuple[int, int]] = cursor.fetchall()
        return rows

    def these(self, ids: Iterable[int]) -> RawSQL:
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])

    def write(self, rows: Sequence[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {TABLE} (id, noun, row) VALUES (%s, %s, %s)", [row[:3] for row in rows])  # noqa: S608
            cursor.executemany(
                f"INSERT INTO {INDEX} (rowid, {', '.join(PARTS)}) VALUES (%s, %s, %s, %s, %s)",  # noqa: S608
                [(row.id, *row.texts) for row in rows],
            )


def graded_by(points: Points) -> tuple[str, list[str]]:
    """The SQL that gives an entry its points, and the values in it."""
    cases = "".join(f" WHEN instr({phrase.part}, %s) THEN {number}" for phrase, number in points.first)
    return f"CASE{cases} ELSE {points.otherwise} END", [within(phrase) for phrase, _number in points.first]


def within(phrase: Phrase) -> str:
    """A phrase as it stands in a text of tokens."""
    return f" {' '.join(phrase.tokens)}{'' if phrase.begins else ' '}"
