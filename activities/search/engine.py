"""The index of words as the rest of search sees it, whichever database keeps it.

An entry is four texts of tokens, blanks around each token: the stems of the record's own names, those of the
names of linked records, those of our own text about it, and the words of its own names as they are. `GAP`
stands around each name and each text, so that no phrase reaches across.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.db.models.expressions import RawSQL

# Marks that no word holds: between names, before a word as it is, before a whole name.
GAP, WORD, WHOLE = "^", "~", "="
# The parts of an entry, the heaviest first.
NAMES, LINKED, TEXT, WORDS = PARTS = ("names", "linked", "summary", "words")


class Row(NamedTuple):
    """An entry to be written: its number, its record, and its four texts of tokens in the order of `PARTS`."""

    id: int
    noun: str
    row: int
    texts: tuple[str, str, str, str]


@dataclass(frozen=True)
class Phrase:
    """Tokens that stand together, in one part of an entry or in any; the last may be the beginning of a token."""

    tokens: Sequence[str]
    part: str = ""
    begins: bool = False


class Points(NamedTuple):
    """What an entry gets for the first of some phrases that it holds, or else `otherwise`."""

    first: Sequence[tuple[Phrase, int]]
    otherwise: int = 0


class Engine(ABC):
    """An index of words in a database. Queries are texts in the database's own language, made here and nowhere else."""

    # Asking

    @abstractmethod
    def phrase(self, phrase: Phrase) -> str:
        """The query for one phrase."""

    @abstractmethod
    def every(self, queries: Iterable[str]) -> str:
        """The query for what answers all of these."""

    @abstractmethod
    def either(self, queries: Iterable[str]) -> str:
        """The query for what answers one of these."""

    @abstractmethod
    def rows(self, noun: str, query: str) -> RawSQL:
        """The row numbers of the records of a noun that answer a query, for `pk__in`."""

    @abstractmethod
    def newest(self, query: str, nouns: Sequence[str], limit: int, points: Sequence[Points]) -> list[tuple[int, int]]:
        """The newest entries of these nouns that answer a query, at most `limit`: their numbers and their points."""

    # Writing

    @abstractmethod
    def these(self, ids: Iterable[int]) -> RawSQL:
        """Numbers as one value, for `__in`: Django would take longer to write thousands out than to find them."""

    @abstractmethod
    def write(self, rows: Sequence[Row]) -> None:
        """Add entries. None of their records may have one; an entry goes when its `SearchEntry` is deleted."""

    # Making: SQL for the migration, beside the table of entries

    creation: ClassVar[Sequence[str]]
    removal: ClassVar[Sequence[str]]
