"""The questions: what is asked of the catalogue and of each peer, so that all are asked the same.

An operation is a kind of question. Each server has a pool of addresses for it, made from the same samples in the
same order: the first address of every pool asks for the same records, which is checked before any clock runs.
"""

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import permutations
from random import Random
from typing import Any
from urllib.parse import urlencode

from activities.words import stems
from benchmarks.client import Answer, Connection, Question, checked, get
from benchmarks.generate import Catalogue, slug
from benchmarks.peers import datasette
from benchmarks.vocabulary import sought, vocabulary

POOL = 400  # different questions of a kind at most
PAGE = 20
PAGES = 100  # pages of a list that are asked for
DEEPEST = 100_000  # rows before a deep page; half of a smaller catalogue
FACETS = "event_type,status,country,year"

Pools = dict[str, Callable[[], list[Question]]]
Facts = dict[str, Any]  # what an answer says, to be compared: slugs in their order, counts


# Samples -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Samples:
    """What is asked about: values that the records of a catalogue really have."""

    catalogue: Catalogue

    @cached_property
    def numbers(self) -> list[int]:
        """Some events, each at most once."""
        return Random(0).sample(range(self.catalogue.events), min(POOL, self.catalogue.events))

    @cached_property
    def filters(self) -> list[dict[str, str]]:
        """Countries, types and years that go together in some event."""
        events = [self.catalogue.record("event", number) for number in self.numbers]
        found = [
            {
                "country": datasette.COUNTRIES[event["places"][0]["place"]],
                "event_type": event["event_type"],
                "year": event["date"]["edtf"].strip("[.")[:4],
            }
            for event in events
            if event["places"]
            and event["places"][0]["kind"] == "venue"
            and (event["date"]["edtf"] or "X")[:4].isdigit()
        ]
        return [dict(pairs) for pairs in dict.fromkeys(tuple(one.items()) for one in found)]

    @cached_property
    def middling(self) -> list[str]:
        """Pairs of words that are each in one of ten records or so."""
        return [" ".join(pair) for pair in permutations(sought(25, 80), 2)][:POOL]

    @cached_property
    def common(self) -> list[str]:
        """Pairs of words that are in most records."""
        return [" ".join(pair) for pair in permutations(vocabulary("en")[:5], 2)]

    @property
    def slugs(self) -> list[str]:
        """Some events by slug."""
        return [slug("event", number) for number in self.numbers]

    @property
    def depth(self) -> int:
        """How many rows a deep page has before it."""
        return min(DEEPEST, self.catalogue.events // 2)

    @property
    def offsets(self) -> list[int]:
        """Rows before each of some deep pages."""
        last = self.catalogue.events - PAGE
        return [row for row in range(self.depth, self.depth + PAGES * PAGE, PAGE) if row <= last]


def asked(path: str, **values: str) -> Question:
    """A question with these parameters."""
    return Question(f"{path}?{urlencode(values, safe=',:')}" if values else path)


def opened(answer: Answer) -> Any:
    """The JSON of an answer."""
    return json.loads(answer.content)


# Servers -------------------------------------------------------------------------------------------------


class Peer:
    """A server that is measured: its pools of questions, by operation, and what its answers say."""

    name: str

    def __init__(self, base: str, samples: Samples) -> None:
        self.base, self.samples = base, samples

    def pool(self, operation: str) -> list[Question]:
        """The questions of an operation; none where this server cannot be asked."""
        make = self.pools().get(operation)
        return make() if make else []

    def pools(self) -> Pools:
        """How the questions of each operation that this server can be asked are made."""
        raise NotImplementedError

    def facts(self, operation: str, answer: Answer) -> Facts:
        """What an answer says, as far as it can be compared."""
        raise NotImplementedError


class Site(Peer):
    """The catalogue itself, or any server that speaks its API."""

    name = "catalogue"
    API = "/api/v1"

    @cached_property
    def cursors(self) -> list[str]:
        """The cursors of the first pages of the list."""
        return list(self.walked("", PAGES))

    @cached_property
    def deep_cursors(self) -> list[str]:
        """The cursors of pages far down the list."""
        [start] = deque(self.walked("", self.samples.depth // 100, size=100), maxlen=1)
        return [start, *self.walked(start, len(self.samples.offsets) - 1)]

    def walked(self, cursor: str, pages: int, size: int = PAGE) -> Iterator[str]:
        """Walk so many pages from a cursor on, and give the cursor of each next one.

        By other addresses than those that are asked later, so that these were never asked before.
        """
        connection = Connection(self.base)
        for _n in range(pages):
            query = f"page_size={size}&lang=en&cursor={cursor}" if cursor else f"page_size={size}&lang=en"
            question = Question(f"{self.API}/events/?{query}")
            following = opened(checked(connection.ask(question), question))["next"]
            if not following:
                break
            cursor = following.partition("cursor=")[2].partition("&")[0]
            yield cursor
        connection.close()

    def pools(self) -> Pools:
        events, samples = f"{self.API}/events/", self.samples
        counts = {"facets": FACETS, "page_size": "1"}
        return {
            "list": lambda: [asked(events), *(Question(f"{events}?cursor={cursor}") for cursor in self.cursors)],
            "filter": lambda: [asked(events, **values) for values in samples.filters],
            "search": lambda: [asked(f"{self.API}/search/", q=pair) for pair in samples.middling],
            "search, common words": lambda: [asked(f"{self.API}/search/", q=pair) for pair in samples.common],
            "search among events": lambda: [asked(events, q=pair, ordering="relevance") for pair in samples.middling],
            "facets": lambda: [asked(events, **counts)],
            "facets of a search": lambda: [asked(events, **counts, q=pair) for pair in samples.middling],
            "detail": lambda: [asked(f"{events}{slug}/") for slug in samples.slugs],
            "deep page": lambda: [Question(f"{events}?cursor={cursor}") for cursor in self.deep_cursors],
            "count": lambda: [asked(events, page_size="1")],
            "unchanged": self.unchanged,
            "page": lambda: [asked("/events/"), *(asked("/events/", page=str(page)) for page in range(2, PAGES))],
        }

    def unchanged(self) -> list[Question]:
        """The list, asked by somebody who has it."""
        question = asked(f"{self.API}/events/")
        etag = get(self.base, question).header("etag")
        return [Question(question.path, (("If-None-Match", etag),), status=304)]

    def facts(self, operation: str, answer: Answer) -> Facts:
        if operation in {"page", "unchanged"}:
            return {}
        said = opened(answer)
        if operation == "detail":
            return {"slugs": [said["slug"]]}
        if "facets" in said:
            return {
                name: {one["value"]: one["count"] for one in said["facets"][name]} for name in ("event_type", "status")
            }
        found = {"count": said["count"]}
        if operation in {"list", "filter", "deep page"}:
            found["slugs"] = [record["slug"] for record in said["results"]]
        return found


class Limit(Peer):
    """Bare WSGI and hand-written SQL (benchmarks/peers/limit.py)."""

    name = "limit"

    @property
    def keys(self) -> list[dict[str, str]]:
        """The keys of the rows before each deep page."""
        offsets = self.samples.offsets
        rows = opened(get(self.base, asked("/keys", offset=str(offsets[0] - 1), limit=str(len(offsets) * PAGE))))
        return [{name: str(value) for name, value in row.items()} for row in rows[::PAGE]]

    def pools(self) -> Pools:
        samples = self.samples
        middling, common = ([lexemes(pair) for pair in pairs] for pairs in (samples.middling, samples.common))
        return {
            "list": lambda: [asked("/events")],
            "filter": lambda: [asked("/events", **values) for values in samples.filters],
            "search": lambda: [asked("/search", q=pair, noun="") for pair in middling],
            "search, common words": lambda: [asked("/search", q=pair, noun="", words="common") for pair in common],
            "search among events": lambda: [asked("/searched", q=pair, noun="event") for pair in middling],
            "facets": lambda: [asked("/facets")],
            "facets of a search": lambda: [asked("/facets", q=pair) for pair in middling],
            "detail": lambda: [asked("/event", slug=slug) for slug in samples.slugs],
            "deep page": lambda: [asked("/events", **keys) for keys in self.keys],
            "count": lambda: [asked("/count")],
        }

    def facts(self, operation: str, answer: Answer) -> Facts:
        said = opened(answer)
        if operation.startswith("facets"):
            return {name: said[name] or {} for name in ("event_type", "status")}
        if operation == "detail":
            return {"slugs": [said["slug"]]}
        if operation in {"list", "filter", "deep page"}:
            return {"slugs": [record["slug"] for record in said["results"]]}
        return {"count": said["count"]} if operation == "count" else {}


class WholeLimit(Limit):
    """The limit, showing of each event all that the catalogue shows, as the list of the catalogue does."""

    name = "limit, whole records"

    def pools(self) -> Pools:
        pools, samples = super().pools(), self.samples
        whole = {name: partial(as_whole, pools[name]) for name in ("list", "filter", "deep page")}
        return {
            **whole,
            "search among events": lambda: [
                asked("/searched-whole", q=lexemes(q), noun="event") for q in samples.middling
            ],
        }


def as_whole(pool: Callable[[], list[Question]]) -> list[Question]:
    """The same questions for whole records."""
    return [Question(question.path.replace("/events", "/whole")) for question in pool()]


class SQLiteLimit(Peer):
    """The same over the file of Datasette (benchmarks/peers/limit_sqlite.py)."""

    name = "limit"

    def pools(self) -> Pools:
        samples = self.samples
        return {
            "list": lambda: [asked("/list")],
            "filter": lambda: [asked("/filter", **values) for values in samples.filters],
            "search": lambda: [asked("/search", q=pair) for pair in samples.middling],
            "search, common words": lambda: [asked("/search", q=pair) for pair in samples.common],
            "search among events": lambda: [asked("/search", q=pair) for pair in samples.middling],
            "detail": lambda: [asked("/detail", slug=slug) for slug in samples.slugs],
            "deep page": lambda: [asked("/deep", offset=str(row)) for row in samples.offsets],
            "count": lambda: [asked("/count")],
        }

    def facts(self, operation: str, answer: Answer) -> Facts:
        said = opened(answer)
        if operation in {"list", "filter", "deep page", "detail"}:
            return {"slugs": [record["slug"] for record in said]}
        return {"count": said[0]["count"]} if operation == "count" else {}


def lexemes(pair: str) -> str:
    """Words as the index of words asks for them."""
    return " & ".join(f"'{stem}'" for stem in stems(pair))


class Naive(Peer):
    """An ordinary Django REST framework project (benchmarks/peers/naive.py)."""

    name = "naive"

    def pools(self) -> Pools:
        samples = self.samples
        return {
            "list": lambda: [asked("/events/"), *(asked("/events/", page=str(page)) for page in range(2, PAGES // 2))],
            "filter": lambda: [asked("/events/", **values) for values in samples.filters],
            "search": lambda: [asked("/events/", search=pair) for pair in samples.middling],
            "search, common words": lambda: [asked("/events/", search=pair) for pair in samples.common],
            "search among events": lambda: [asked("/events/", search=pair) for pair in samples.middling],
            "facets": lambda: [asked("/events/facets/")],
            "facets of a search": lambda: [asked("/events/facets/", search=pair) for pair in samples.middling],
            "detail": lambda: [asked(f"/events/{slug}/") for slug in samples.slugs],
            "deep page": lambda: [asked("/events/", page=str(offset // PAGE + 1)) for offset in samples.offsets],
            "count": lambda: [asked("/events/")],
        }

    def facts(self, operation: str, answer: Answer) -> Facts:
        said = opened(answer)
        if operation.startswith("facets"):
            return {name: said[name] for name in ("event_type", "status")}
        if operation == "detail":
            return {"slugs": [said["slug"]]}
        found: Facts = {"count": said["count"]} if "common" not in operation and operation != "search" else {}
        if operation in {"list", "filter", "deep page"}:
            found["slugs"] = [record["slug"] for record in said["results"]]
        return found


class Datasette(Peer):
    """Datasette over the same records in SQLite (benchmarks/peers/datasette.py)."""

    name = "datasette"

    def pools(self) -> Pools:
        samples = self.samples
        return {
            "search": lambda: searches(samples.middling),
            "search, common words": lambda: searches(samples.common),
            "search among events": lambda: searches(samples.middling),
            "list": lambda: [Question(datasette.address("list"))],
            "filter": lambda: [Question(datasette.address("filter", urlencode(values))) for values in samples.filters],
            "facets": lambda: [Question(datasette.FACETS)],
            "facets of a search": lambda: [
                Question(f"{datasette.FACETS}&{urlencode({'_search': pair})}") for pair in samples.middling
            ],
            "detail": lambda: [Question(datasette.address("detail", f"slug={slug}")) for slug in samples.slugs],
            "deep page": lambda: [Question(datasette.address("deep", f"offset={row}")) for row in samples.offsets],
            "count": lambda: [Question(datasette.address("count"))],
            "page": lambda: [Question(datasette.PAGE)],
        }

    def facts(self, operation: str, answer: Answer) -> Facts:
        if operation == "page":
            return {}
        said = opened(answer)
        if operation.startswith("facets"):
            counted = {name: said["facet_results"][name]["results"] for name in ("event_type", "status")}
            return {name: {one["value"]: one["count"] for one in rows} for name, rows in counted.items()}
        if operation in {"list", "filter", "deep page", "detail"}:
            return {"slugs": [record["slug"] for record in said]}
        return {"count": said[0]["count"]} if operation == "count" else {}


def searches(pairs: list[str]) -> list[Question]:
    """Searches for pairs of words in Datasette."""
    return [Question(datasette.address("search", urlencode({"q": pair}))) for pair in pairs]


class Constant(Peer):
    """A constant answer from Django without middleware (benchmarks/peers/constant.py)."""

    name = "constant"

    def pools(self) -> Pools:
        return {operation: lambda: [Question("/")] for operation in ("unchanged", "facets")}

    def facts(self, operation: str, answer: Answer) -> Facts:
        return {}


# What can be asked of each server that a run starts.
PEERS: dict[str, list[type[Peer]]] = {
    "catalogue": [Site],
    "limit": [Limit, WholeLimit],
    "limit on sqlite": [SQLiteLimit],
    "naive": [Naive],
    "datasette": [Datasette],
    "constant": [Constant],
}
OPERATIONS = [
    "list",
    "filter",
    "search",
    "search, common words",
    "search among events",
    "facets",
    "facets of a search",
    "detail",
    "deep page",
    "count",
    "unchanged",
    "page",
]
# What is the same question to everybody whenever it is asked: only a change makes it a new one.
OF_THE_WHOLE = {"list", "facets", "count", "page"}


class DisagreementError(Exception):
    """Two servers answer the same question differently: their speeds must not be compared."""


def compared(operation: str, pools: dict[Peer, list[Question]], how_many: int = 8) -> None:
    """Ask all peers the first questions of an operation, and refuse to go on unless they say the same."""
    for number in range(how_many):
        known: dict[str, tuple[str, Any]] = {}
        for peer, pool in pools.items():
            if number >= len(pool) or (number and len(pool) == 1):
                continue
            for fact, value in peer.facts(operation, get(peer.base, pool[number])).items():
                other, said = known.setdefault(fact, (peer.name, value))
                if said != value:
                    both = f"{other} says {said!r:.300}, {peer.name} {value!r:.300}"
                    raise DisagreementError(f"{operation}, {fact} of {pool[number].path}: {both}")
