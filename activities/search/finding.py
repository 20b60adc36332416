"""Search across the five nouns by names, aliases and titles: one function for pages and programs."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Prefetch

from activities import words
from activities.models import Article, Event, Name, Organization, Person, Program
from activities.search.names import BEGINS, EXACT, HOLDS, NAMED, fit, named

# At most so many matches are ranked, the newest of them.
CANDIDATES = 1000
SNIPPET = 200  # characters
MODELS: dict[str, Any] = {model.noun: model for model in (Event, Organization, Person, Program, Article)}


class Match(NamedTuple):
    """A record that holds the words; matches sort best first, and never tie."""

    fit: int
    key: str
    noun: str
    row: int


@dataclass(frozen=True)
class Hit:
    """A record found, the alias that fitted better than its own name, and a piece of our own text about it."""

    record: Any
    matched_name: str | None
    snippet: str

    @property
    def noun(self) -> str:
        """The record's noun: event, organization, person, program or article."""
        return str(self.record.noun)


@dataclass(frozen=True)
class Found:
    """What a search found: its matches, best first, and whether these are all there are."""

    text: str
    matches: list[Match]
    is_complete: bool


def find(text: str) -> Found:
    """Find published records whose title, name or other name holds all the words: an exact name first."""
    newest: list[tuple[dt.datetime, Match]] = []
    for noun, model in MODELS.items():
        rows = model.objects.published().filter(named(noun, text)).annotate(fit=fit(noun, text))
        values = rows.order_by("-updated_at", "-pk").values_list("updated_at", "fit", "text_key", "pk")
        newest += [(moment, Match(fits, key, noun, row)) for moment, fits, key, row in values[: CANDIDATES + 1]]
    newest.sort(reverse=True)
    return Found(text, sorted(match for _moment, match in newest[:CANDIDATES]), len(newest) <= CANDIDATES)


def hits(found: Found, matches: Iterable[Match], language: str) -> list[Hit]:
    """Some of the matches in the same order, as records with what is to be shown of them: one or two queries a noun."""
    matches = list(matches)
    rows: dict[str, list[int]] = defaultdict(list)
    for match in matches:
        rows[match.noun].append(match.row)
    records = {(noun, record.pk): record for noun, ids in rows.items() for record in records_of(noun, ids)}
    shown = [records[match.noun, match.row] for match in matches if (match.noun, match.row) in records]
    return [Hit(record, matched_name(record, found.text), snippet(record, language)) for record in shown]


def records_of(noun: str, ids: list[int]) -> Any:
    """Published records with the other forms of their names."""
    records = MODELS[noun].objects.published().filter(pk__in=ids)
    return records.prefetch_related(Prefetch("names", Name.objects.order_by("pk"))) if noun in NAMED else records


def matched_name(record: Any, text: str) -> str | None:
    """The other name that fits the words better than the record's own name and acronym do, if one does."""
    if record.noun not in NAMED:
        return None
    own = min(fit_of(name, text) for name in (record.label, getattr(record, "acronym", "")))
    best = min(record.names.all(), key=lambda name: fit_of(name.text, text), default=None)
    return best.text if best is not None and fit_of(best.text, text) < own else None


def fit_of(name: str, text: str) -> int:
    """How well one name fits the words; as `fit` does in the database."""
    key, sought = words.key(name), words.key(text)
    if key == sought:
        return EXACT
    if key.startswith(sought):
        return BEGINS
    return HOLDS if all(f" {key}".find(f" {word}") >= 0 for word in sought.split()) else HOLDS + 1


def snippet(record: Any, language: str) -> str:
    """The beginning of the record's summary, in the language where there is one."""
    summaries = {code: getattr(record, f"summary_{code}") for code in ("en", "es")}
    text = summaries.get(language) or next(filter(None, summaries.values()), "")
    return text if len(text) <= SNIPPET else text[:SNIPPET].rsplit(" ", 1)[0] + " …"
