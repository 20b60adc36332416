"""Search across the five nouns: one function for pages and programs, and one for whoever is still typing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from activities.models.search_entry import record_of
from activities.search.engine import Engine, Points
from activities.search.engines import engine
from activities.search.slips import meant
from activities.search.sought import Sought, understood

# At most so many matches are ranked, the newest of them.
CANDIDATES = 1000
# What search goes over, as its answers name it.
NOUNS = ["event", "organization", "person", "program", "article"]


class Match(NamedTuple):
    """An entry that was found. Matches sort best first, then newest first, and never tie."""

    penalty: int
    place: int

    @property
    def record(self) -> tuple[str, int]:
        """The noun and the row number of the record."""
        return record_of(-self.place)


@dataclass(frozen=True)
class Found:
    """What a search found: its matches, best first, and whether these are all there are.

    `by_beginnings`: no record holds all the words, and these hold words that begin so. `did_you_mean` is a name
    much like the words, where nothing was found at all.
    """

    sought: Sought
    matches: list[Match]
    is_complete: bool = True
    by_beginnings: bool = False
    did_you_mean: str | None = None


def find(text: str) -> Found:
    """Find published records that hold all the words and phrases, in names, names of linked records, or summaries."""
    sought = understood(text)
    if not sought:
        return Found(sought, [])
    matches, is_complete = ranked(sought, sought.held, sought.points)
    if matches:
        return Found(sought, matches, is_complete)
    found = suggest(text)
    return found if found.matches else Found(sought, [], did_you_mean=meant(sought))


def suggest(text: str) -> Found:
    """Find published records with names whose words begin like those typed so far."""
    sought = understood(text)
    if not sought:
        return Found(sought, [])
    matches, is_complete = ranked(sought, sought.begun, [sought.leads])
    return Found(sought, matches, is_complete, by_beginnings=True)


def ranked(sought: Sought, query: Callable[[Engine], str], points: Sequence[Points]) -> tuple[list[Match], bool]:
    """The newest records that answer a query, best first, and whether these are all.

    Where they are not, those with just this name are sought for themselves, so that they lead at any size.
    """
    words = engine()
    newest = words.newest(query(words), NOUNS, CANDIDATES + 1, points)
    is_complete = len(newest) <= CANDIDATES
    leading = [] if is_complete else words.newest(sought.key(words), NOUNS, CANDIDATES, points)
    entries = dict(leading + newest[: CANDIDATES - len(leading)])
    return sorted(Match(-number, -entry) for entry, number in entries.items()), is_complete
