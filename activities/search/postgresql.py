"""The index of words on PostgreSQL: a tsvector column of the entries, and GIN.

The vectors are written out here, lexeme by lexeme with its places, and cast: no parser or dictionary of the
database's own is asked, so that it finds what SQLite finds.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from activities.models.search_entry import SearchEntry
from activities.search.engine import GAP, PARTS, WORDS, Engine, Phrase, Points, Row

TABLE = SearchEntry._meta.db_table
WEIGHTS = dict(zip(PARTS, "ABCD", strict=True))
# The nouns asked by name are few beside events and articles; a small index of their own finds them at once.
FEW = "noun NOT IN ('event', 'article')"
CREATE = (
    f"ALTER TABLE {TABLE} ADD COLUMN index tsvector NOT NULL DEFAULT ''",
    f"CREATE INDEX search_entry_by_words ON {TABLE} USING gin (index)",
    f"CREATE INDEX search_entry_by_words_of_few ON {TABLE} USING gin (index) WHERE {FEW}",
)
DROP = ("DROP INDEX search_entry_by_words_of_few", "DROP INDEX search_entry_by_words")


class PostgreSQL(Engine):
    """Full-text search by GIN."""

    creation, removal = CREATE, DROP

    def phrase(self, phrase: Phrase) -> str:
        weight = WEIGHTS[phrase.part] if phrase.part else ""
        *first, last = [f"'{token}'" for token in phrase.tokens]
        flags = ("*" if phrase.begins else "") + weight
        lexemes = [f"{token}:{weight}" if weight else token for token in first] + [f"{last}:{flags}" if flags else last]
        return f"({' <-> '.join(lexemes)})"

    def every(self, queries: Iterable[str]) -> str:
        return f"({' & '.join(queries)})"

    def either(self, queries: Iterable[str]) -> str:
        return f"({' | '.join(queries)})"

    def rows(self, noun: str, query: str) -> RawSQL:
        few = "" if noun in {"event", "article"} else f" AND {FEW}"
        where = f"noun = %s AND index @@ %s::tsquery{few}"
        return RawSQL(f"SELECT row FROM {TABLE} WHERE {where}", [noun, query])  # noqa: S608, S611 - the names are ours

    def newest(self, query: str, nouns: Sequence[str], limit: int, points: Sequence[Points]) -> list[tuple[int, int]]:
        graded = [self.graded(one) for one in points]
        total = " + ".join(case for case, _values in graded)
        values = [value for _case, several in graded for value in several]
        found = f"SELECT id, index FROM {TABLE} WHERE index @@ %s::tsquery AND noun = ANY(%s) ORDER BY id DESC LIMIT %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, {total} FROM ({found}) AS newest",  # noqa: S608
                [*values, query, list(nouns), limit],
            )
            rows: list[tuple[int, int]] = cursor.fetchall()
        return rows

    def graded(self, points: Points) -> tuple[str, list[Any]]:
        """The SQL that gives an entry its points, and the values in it."""
        cases = "".join(f" WHEN index @@ %s::tsquery THEN {number}" for _phrase, number in points.first)
        return f"CASE{cases} ELSE {points.otherwise} END", [self.phrase(phrase) for phrase, _number in points.first]

    def these(self, ids: Iterable[int]) -> RawSQL:
        return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])

    def write(self, rows: Sequence[Row]) -> None:
        columns = [list(column) for column in zip(*((*row[:3], vector(row)) for row in rows), strict=True)]
        given = "unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[]) AS given (id, noun, row, index)"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} (id, noun, row, index) SELECT id, noun, row, index::tsvector FROM {given}",  # noqa: S608
                columns,
            )


def vector(row: Row) -> str:
    """The vector of an entry as PostgreSQL reads it: each token with its place and the weight of its part.

    A gap takes a place, and is a lexeme of its own among the words alone.
    """
    lexemes: list[str] = []
    place = 1
    for part, text in zip(PARTS, row.texts, strict=True):
        tokens, weight, left_out = text.split(), WEIGHTS[part], "" if part == WORDS else GAP
        lexemes += [f"'{token}':{at}{weight}" for at, token in enumerate(tokens, place) if token != left_out]
        place += len(tokens)
    return " ".join(lexemes)
