"""The goals: what a figure of the catalogue may be at most, or must be at least, beside its peers in the same run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

Found = dict[str, Any]  # what a run kept of one size
Value = Callable[[Found], float | None]

BEFORE, NEVER, CHANGED = "catalogue, asked before", "catalogue, never asked", "catalogue, after a change"
WHOLE = "limit, whole records"
CALLED = {"datasette": "Datasette", "naive": "the naive peer"}
SAID = {BEFORE: "asked before", NEVER: "never asked", CHANGED: "after a change"}


@dataclass(frozen=True)
class Goal:
    """A bound on a figure. `at` names the sizes it is meant for; all where it names none."""

    words: str
    value: Value
    bound: float
    unit: str = "×"
    is_least: bool = False
    at: tuple[str, ...] = ()

    def is_met(self, value: float) -> bool:
        """Whether a figure keeps the goal."""
        return value >= self.bound if self.is_least else value <= self.bound

    @property
    def said(self) -> str:
        """The goal as it is written."""
        unit = self.unit if self.unit in {"", "×"} else f" {self.unit}"
        return f"{self.words} {'≥' if self.is_least else '≤'} {self.bound:,g}{unit}"


# Figures -------------------------------------------------------------------------------------------------


def rounds(found: Found, operation: str, series: str, figure: str) -> list[float]:
    """What the rounds gave; nothing where it was not measured."""
    values: list[float] = found["operations"].get(operation, {}).get(series, {}).get(figure, [])
    return values


def p50(found: Found, operation: str, series: str) -> float | None:
    """The middle of the rounds, in milliseconds."""
    values = rounds(found, operation, series, "p50")
    return median(values) if values else None


def compared(operation: str, series: str, other: str, figure: str) -> Value:
    """A figure over another's, round by round, and the middle of these."""

    def value(found: Found) -> float | None:
        ours, theirs = (rounds(found, operation, name, figure) for name in (series, other))
        ratios = [one / its for one, its in zip(ours, theirs, strict=False) if its]
        return median(ratios) if ratios else None

    return value


def beside_the_list(series: str) -> Value:
    """The page of a list over the same list as JSON."""

    def value(found: Found) -> float | None:
        page, json = p50(found, "page", series), p50(found, "list", series)
        return page / json if page and json else None

    return value


def in_milliseconds(operation: str, series: str) -> Value:
    """A figure by itself."""
    return lambda found: p50(found, operation, series)


def loaded_a_second(what: str) -> Value:
    """How many events, or records of all nouns, were loaded a second."""
    return lambda found: found[what] / found["load_seconds"] if found.get("load_seconds") else None


# Goals ---------------------------------------------------------------------------------------------------


def slower(operation: str, series: str, other: str, bound: float) -> Goal:
    """An answer takes at most so many times as long as another's."""
    words = f"{operation}, {SAID[series]}: p50 beside {CALLED.get(other, f'the {other}')}"
    return Goal(words, compared(operation, series, other, "p50"), bound)


def busier(operation: str, series: str, other: str, bound: float) -> Goal:
    """At least so many times as many answers a second as another's."""
    words = f"{operation}, {SAID[series]}: answers a second beside {CALLED.get(other, f'the {other}')}"
    return Goal(words, compared(operation, series, other, "per_second"), bound, is_least=True)


def of_records(operation: str, *series: str) -> Iterator[Goal]:
    """What answers out of stored faces are to keep."""
    for one in series:
        yield slower(operation, one, "limit", 0.8)
        if operation == "list":
            yield slower(operation, one, WHOLE, 0.8)
        if one != CHANGED:
            yield busier(operation, one, "datasette", 3)
            yield busier(operation, one, "naive", 20)


GOALS = [
    *of_records("list", BEFORE, NEVER, CHANGED),
    *of_records("detail", BEFORE, NEVER),
    *of_records("count", BEFORE, CHANGED),
    slower("unchanged", BEFORE, "constant", 2),
    *(slower(operation, NEVER, limit, 1.3) for operation in ("filter", "deep page") for limit in ("limit", WHOLE)),
    slower("search", NEVER, "limit", 1.3),
    slower("search", NEVER, "datasette", 1),
    *(slower("search among events", NEVER, limit, 1.3) for limit in ("limit", WHOLE)),
    slower("search among events", NEVER, "datasette", 1),
    Goal("search, common words, never asked: p50", in_milliseconds("search, common words", NEVER), 60, "ms"),
    slower("facets", BEFORE, "constant", 3),
    Goal("facets, after a change: p50", in_milliseconds("facets", CHANGED), 60, "ms", at=("1k", "10k", "100k")),
    *(
        Goal(f"page, {SAID[one]}: p50 beside the list as JSON", beside_the_list(one), 5)
        for one in (BEFORE, NEVER, CHANGED)
    ),
    busier("page", BEFORE, "datasette", 20),
    busier("page", NEVER, "datasette", 20),
    Goal("loading: events a second, each with its article", loaded_a_second("events"), 3000, "", is_least=True),
    Goal("loading: records of all nouns a second", loaded_a_second("records"), 3000, "", is_least=True),
    Goal("memory of two workers", lambda found: found["memory"].get("catalogue"), 150, "MiB"),
]

GROWTH = 1.5  # times as long at the largest size as at the smallest
STEADY = ["filter", "deep page"]
