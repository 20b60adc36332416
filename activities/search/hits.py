"""What is shown of what was found: under which name it was found, and where our own text holds the words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from activities import words
from activities.search.finding import Found, Match
from activities.search.sought import Sought, stems
from activities.search.tokens import Pair, pairs

SNIPPET = 200  # characters
BEFORE = 60  # of them before the first word that matches
# How well a name fits: it is what was asked, it begins so, it holds the words, or it does not.
EXACT, BEGINS, HOLDS, MISSES = range(4)
# A word with the accents and the possessive that may be written apart from it.
WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*(?:['’]s\b)?")

Face = Mapping[str, Any]


@dataclass(frozen=True)
class Hit:
    """A record found, as its face shows it: the name that fitted better than its own, and a piece of our own text.

    The snippet is HTML: escaped, with <mark> around the words that were found.
    """

    noun: str
    face: Face
    matched_name: str | None
    snippet: SafeString

    @property
    def name(self) -> str:
        """What the record is called."""
        return label(self.face)


def hits(found: Found, matches: Iterable[Match], faces: Mapping[tuple[str, int], Face]) -> list[Hit]:
    """Some of the matches in the same order, with what is to be shown of them; without a face there is no hit."""
    shown = [(match.record[0], faces[match.record]) for match in matches if match.record in faces]
    return [Hit(noun, face, matched_name(face, found), snippet(face, found.sought)) for noun, face in shown]


def label(face: Face) -> str:
    """What a record is called in its face: name, title or headline."""
    return str(face.get("name") or face.get("title") or face.get("headline"))


# By which name -------------------------------------------------------------------------------------


def matched_name(face: Face, found: Found) -> str | None:
    """The other name that fits the words better than the record's own name and acronym do, if one does."""
    own = min(fit(name, found) for name in (label(face), face.get("acronym") or ""))
    others = [name["text"] for name in face.get("names", [])]
    best = min(others, key=lambda name: fit(name, found), default="")
    return best if best and fit(best, found) < own else None


def fit(name: str, found: Found) -> int:
    """How well a name fits what is sought."""
    own, sought = pairs(name), found.sought
    if stems(own) == sought.stems:
        return EXACT
    if stems(own)[: len(sought.stems)] == sought.stems or words.key(name).startswith(" ".join(sought.words)):
        return BEGINS
    return HOLDS if all(holds(own, term, found) for term in sought.terms) else MISSES


def holds(own: Sequence[Pair], term: Sequence[Pair], found: Found) -> bool:
    """Whether a name holds a term: the stems of its words in a row, or a word that begins so."""
    if found.by_beginnings and any(word.startswith(term[0][0]) for word, _stem in own):
        return True
    return f" {' '.join(stems(term))} " in f" {' '.join(stems(own))} "


# Where in the text ---------------------------------------------------------------------------------


def snippet(face: Face, sought: Sought) -> SafeString:
    """The piece of the record's summary around the first word found, or else its beginning."""
    text, told = str(face.get("summary") or ""), {stem for term in sought.terms for stem in stems(term)}
    spots = [word.span() for word in WORD.finditer(text) if not told.isdisjoint(stems(pairs(word[0])))]
    start, end = window(text, spots[0][0] if spots else 0)
    piece = marked(text, [spot for spot in spots if start <= spot[0] and spot[1] <= end], start, end)
    return mark_safe(f"{'… ' if start else ''}{piece}{' …' if end < len(text) else ''}")  # noqa: S308 - escaped


def window(text: str, spot: int) -> tuple[int, int]:
    """Where a snippet around a spot begins and ends, at blanks."""
    if len(text) <= SNIPPET:
        return 0, len(text)
    start = max(0, min(spot - BEFORE, len(text) - SNIPPET))
    start = text.find(" ", start, spot) + 1 if start else 0
    end = start + SNIPPET
    return start, len(text) if end >= len(text) else max(text.rfind(" ", spot, end), start) or end


def marked(text: str, spots: Sequence[tuple[int, int]], start: int, end: int) -> str:
    """A piece of a text as HTML, with marks around some spots."""
    html, at = "", start
    for first, last in spots:
        html += f"{escape(text[at:first])}<mark>{escape(text[first:last])}</mark>"
        at = last
    return html + escape(text[at:end])
