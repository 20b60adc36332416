"""A catalogue of any size that is the same at every call: `python -m benchmarks.generate --events 10000 --into DIR`.

It writes one file a noun in the shape that `manage.py import_catalogue` reads (docs/exports.md). Each record is
made from its number alone, so that files are written line by line and any record can be made by itself. What is
frequent is skewed as in life: few organizations, places and types are in most events, most are in few.
"""

import argparse
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any

import orjson

from benchmarks.vocabulary import pick, sentences, words_of, zipf

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SEED = 2026
FIRST_YEAR, LAST_YEAR = 1990, 2026
SERIES, SESSIONS = 50, 4  # of so many events one is a series, and so many that follow it are its sessions

Record = dict[str, Any]

# What is chosen among, and how often -------------------------------------------------------------------

BODIES = ["Institute", "Ministry", "Council", "Office", "Network", "Commission", "Center", "Agency"]
PROGRAM_KINDS = ["cooperation", "public_policy", "plan", "strategy", "initiative", "training_programme", "tool"]
STATUSES = ["held"] * 16 + ["ongoing", "planned", "postponed", "cancelled"]
MODES = ["offline"] * 5 + ["online", "mixed"] + ["unknown"] * 3
ROLES = ["organizer", "participant", "participant", "support", "collaborator", "facilitator", "observer", "funder"]
LINKS = ["framework"] * 4 + ["supported", "supported", "participated", "presented", "about"]
CERTAINTIES = ["stated"] * 8 + ["inferred", "probable"]
TOPIC_SCHEMES = ["gcm-objective", "sdg-target", "mgi-domain", "iom-thematic-area"]
UNDATED = ""
# A date as exact as sources are: `d` a day, `m` its month, `y` its year, `e` a day soon after.
DATES = {
    "{d}": 45,
    "{m}": 18,
    "{d}/{e}": 12,
    "{y}": 6,
    UNDATED: 5,
    "[..{d}]": 3,
    "[{m}..{y}-12]": 2,
    "{d}/..": 2,
    "{y}-22": 1,
    "{y}-34": 1,
    "{y}-41": 1,
    "{m}-XX": 1,
    "{d}~": 1,
    "{m}?": 1,
    "{decade}X": 1,
}


def fixture(name: str, model: str) -> list[Record]:
    """The fields of what a file of the fixtures holds of a model."""
    objects = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return [one["fields"] for one in objects if one["model"] == f"activities.{model}"]


@cache
def codes(scheme: str) -> list[str]:
    """The codes of a scheme."""
    return [term["code"] for term in fixture("01_terms.json", "term") if term["scheme"] == scheme]


@cache
def places() -> list[str]:
    """Slugs of countries, their divisions and cities, in an order of no meaning."""
    kinds = {"country", "admin1", "locality"}
    slugs = [place["slug"] for place in fixture("02_places.json", "place") if place["kind"] in kinds]
    Random(SEED).shuffle(slugs)
    return slugs


@cache
def countries() -> list[str]:
    """Slugs of the countries."""
    return [place["slug"] for place in fixture("02_places.json", "place") if place["kind"] == "country"]


@cache
def topics() -> list[str]:
    """Topics of events, as scheme:code."""
    return [f"{scheme}:{code}" for scheme in TOPIC_SCHEMES for code in codes(scheme)]


weights = cache(zipf)

# Identity ------------------------------------------------------------------------------------------------

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # of public identifiers (activities/models/base.py)
NOUNS = ["organization", "person", "program", "article", "event"]
BEGINNING = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def letters(number: int, alphabet: str = "abcdefghijklmnopqrstuvwxyz", length: int = 1) -> str:
    """A number in letters."""
    text = ""
    while number or len(text) < length:
        number, rest = divmod(number, len(alphabet))
        text = alphabet[rest] + text
    return text


def slug(noun: str, number: int) -> str:
    """The word of a record in addresses."""
    return f"{noun}-{number:07}"


def titled(words: list[str]) -> str:
    """Words as a name is written."""
    return " ".join(word.capitalize() for word in words)


def shared(noun: str, number: int, random: Random) -> Record:
    """What records of all nouns begin with."""
    moment = (BEGINNING + dt.timedelta(seconds=number)).isoformat().replace("+00:00", "Z")
    return {
        "id": letters(NOUNS.index(noun) * len(ALPHABET) ** 9 + number, ALPHABET, 10),
        "slug": slug(noun, number),
        "summary": {language: sentences(random, language, random.randint(25, 60)) for language in ("en", "es")},
        "version": 1,
        "created_at": moment,
        "updated_at": moment,
    }


def several(random: Random, count: int, among: int, exponent: float = 1.0) -> list[int]:
    """Up to `count` different numbers below `among`, the low ones more often."""
    return list(dict.fromkeys(pick(random, weights(among, exponent)) for _n in range(count)))


# Records -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Catalogue:
    """A catalogue with so many events, and with other records in proportion."""

    events: int
    seed: int = SEED

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many records of each noun there are."""
        return {
            "organization": max(20, self.events // 50),
            "person": max(20, self.events // 20),
            "program": max(10, self.events // 500),
            "article": self.events,
            "event": self.events,
        }

    def record(self, noun: str, number: int) -> Record:
        """One record."""
        random = Random(f"{self.seed} {noun} {number}")
        made: Record = MADE[noun](self, random, number)
        return {"noun": noun} | shared(noun, number, random) | made

    def records(self, noun: str) -> Iterator[Record]:
        """All records of a noun, by slug."""
        return (self.record(noun, number) for number in range(self.counts[noun]))

    def picked(self, random: Random, noun: str, count: int, exponent: float = 1.0) -> list[str]:
        """Slugs of up to `count` different records of a noun, the first records more often."""
        return [slug(noun, number) for number in several(random, count, self.counts[noun], exponent)]

    def organization(self, random: Random, number: int) -> Record:
        """A body; every fifth is a unit of one before it."""
        name = f"{random.choice(BODIES)} of {titled(words_of(random, 'names', 2))} {letters(number).upper()}"
        acronym = f"{''.join(word[0] for word in name.split()[:-1]).upper()}{number}"
        return {
            "name": name,
            "acronym": acronym,
            "kind": random.choice(codes("organization-kind")),
            "parent": slug("organization", number // 5) if number % 5 == 1 and number > 5 else None,
            "country": random.choice(countries()) if random.random() < 0.8 else None,
            "names": [
                {
                    "text": f"{titled(words_of(random, 'names', 3))} {letters(number).upper()}",
                    "kind": "translation",
                    "lang": "es",
                },
                {"text": acronym, "kind": "acronym", "lang": None},
            ],
        }

    def person(self, random: Random, number: int) -> Record:
        """An official or a speaker."""
        given, *family = [titled([word]) for word in words_of(random, "names", 2)]
        family_name = f"{family[0]} {letters(number).capitalize()}"
        return {"name": f"{given} {family_name}", "given_name": given, "family_name": family_name}

    def program(self, random: Random, number: int) -> Record:
        """A programme with a funder and a period."""
        start = random.randint(FIRST_YEAR, LAST_YEAR - 5)
        funders = self.picked(random, "organization", 2)
        return {
            "name": f"{titled(words_of(random, 'names', 3))} Program {letters(number).upper()}",
            "kind": random.choice(PROGRAM_KINDS),
            "date": {"edtf": f"{start}/{start + random.randint(1, 5)}"},
            "roles": [{"organization": funder, "role": "funder", "certainty": "stated"} for funder in funders],
        }

    def article(self, random: Random, number: int) -> Record:
        """A release about the event of the same number, and perhaps about others."""
        return {
            "headline": titled(words_of(random, "en", 7)),
            "source_url": f"https://news.example/{number}",
            "publisher": self.picked(random, "organization", 1)[0],
            "published": {"edtf": day_in(random).isoformat(), "basis": "stated"},
            "language": random.choice(["en", "en", "es"]),
        }

    def event(self, random: Random, number: int) -> Record:
        """An event with all that hangs on it."""
        series = number - number % SERIES
        kinds = codes("event-type")
        kind = kinds[pick(random, weights(len(kinds)))]
        label, length = kind.replace("-", " ").capitalize(), random.randint(3, 6)
        return {
            "title": {
                "en": f"{label} on {' '.join(words_of(random, 'en', length))}",
                "es": f"{label}: {' '.join(words_of(random, 'es', length))}",
            },
            "event_type": kind,
            "status": random.choice(STATUSES),
            "is_series": number == series,
            "parent": slug("event", series) if 0 < number - series <= SESSIONS else None,
            "date": date_in(random),
            "attendance_mode": random.choice(MODES),
            "places": places_in(random),
            "participations": [
                {"organization": body, "role": random.choice(ROLES), "certainty": random.choice(CERTAINTIES)}
                for body in self.picked(random, "organization", random.randint(1, 6))
            ],
            "appearances": [
                {"person": person, "role": random.choice(["opened", "spoke", "attended"]), "certainty": "stated"}
                for person in self.picked(random, "person", random.randint(0, 2), 0.5)
            ],
            "programs": [
                {"program": program, "link": random.choice(LINKS), "certainty": random.choice(CERTAINTIES)}
                for program in self.picked(random, "program", random.randint(0, 2))
            ],
            "figures": figures_in(random, is_series=number == series),
            "terms": [
                {"term": topics()[one], "basis": "assigned", "certainty": "stated"}
                for one in several(random, random.randint(0, 3), len(topics()), 0.7)
            ],
            "articles": self.coverage(random, number),
        }

    def coverage(self, random: Random, number: int) -> list[Record]:
        """The event's own article, and up to two of others."""
        others = {random.randrange(self.events) for _n in range(random.randint(0, 2))} - {number}
        own = {"article": slug("article", number), "kind": "reports", "is_primary": True, "certainty": "stated"}
        return [own] + [
            {"article": slug("article", other), "kind": "mentions", "is_primary": False, "certainty": "stated"}
            for other in sorted(others)
        ]


MADE: dict[str, Callable[..., Record]] = {noun: getattr(Catalogue, noun) for noun in NOUNS}


def day_in(random: Random) -> dt.date:
    """A day; the later the years, the more there are."""
    year = LAST_YEAR - int((LAST_YEAR - FIRST_YEAR + 1) * random.random() ** 2)
    return dt.date(year, 1, 1) + dt.timedelta(days=random.randrange(365))


def date_in(random: Random) -> Record:
    """A date, as vague as sources are."""
    day = day_in(random)
    text = random.choices(list(DATES), list(DATES.values()))[0].format(
        d=day, m=day.isoformat()[:7], y=day.year, e=day + dt.timedelta(days=random.randint(1, 4)), decade=day.year // 10
    )
    return {"edtf": text or None, "basis": "stated" if text else "unknown"}


def places_in(random: Random) -> list[Record]:
    """Where it was held, and sometimes where people came from."""
    shown = [pick(random, weights(len(places())))] if random.random() < 0.9 else []
    rows = [{"place": places()[one], "kind": "venue", "basis": "stated", "certainty": "stated"} for one in shown]
    origins = several(random, random.choice([0, 0, 0, 0, 1, 3]), len(places()))
    return rows + [
        {"place": places()[one], "kind": "origin", "basis": "stated", "certainty": "stated"} for one in origins
    ]


def figures_in(random: Random, *, is_series: bool) -> list[Record]:
    """Head-counts: a series has none of its own."""
    if is_series or random.random() < 0.4:
        return []
    total = random.randint(8, 200)
    values = {"participants_total": total, "participants_female": random.randint(0, total)}
    return [
        {"measure": measure, "value": value, "qualifier": "exact", "status": "actual", "certainty": "stated"}
        for measure, value in list(values.items())[: random.randint(1, 2)]
    ]


# Vocabularies and places, as the fixtures have them ------------------------------------------------------

PLAIN = ["slug", "kind", "iso_code", "m49", "coordinates_basis"]
CODED = ["scheme", "code", "position", "valid_from", "uri", "schema_org"]


def pair(fields: Record, name: str) -> Record:
    """A text of ours in both languages."""
    return {language: fields.get(f"{name}_{language}") or None for language in ("en", "es")}


def kept(fields: Record, names: list[str]) -> Record:
    """What lines of vocabularies and places begin with: identity, and what is written as it stands."""
    moments = {name: fields[name] for name in ("created_at", "updated_at")}
    return {"id": fields["public_id"], "version": 1, **moments} | {name: fields.get(name) for name in names}


def term_lines() -> Iterator[Record]:
    """The terms of all schemes, what is wider first."""
    terms = fixture("01_terms.json", "term")
    for term in sorted(terms, key=lambda term: bool(term.get("parent"))):
        parent = ":".join(term["parent"]) if term.get("parent") else None
        texts = {"label": pair(term, "label"), "short": pair(term, "short")}
        yield {"noun": "term", **kept(term, CODED), **texts, "parent": parent}


def place_lines() -> Iterator[Record]:
    """The places, what is wider first; regions of our own after their members."""
    order = ["world_region", "country", "admin1", "locality", "unknown", "local_region"]
    for place in sorted(fixture("02_places.json", "place"), key=lambda place: order.index(place["kind"])):
        links: Record = {
            "parent": (place.get("parent") or [None])[0],
            "members": [slug for [slug] in place.get("members", [])],
        }
        point: Record = {name: float(place[name]) for name in ("latitude", "longitude") if name in place}
        yield {"noun": "place", **kept(place, PLAIN), "name": pair(place, "name"), **links, **point}


# Files ---------------------------------------------------------------------------------------------------

FILES = {
    "organization": "organizations",
    "person": "people",
    "program": "programs",
    "article": "articles",
    "event": "events",
}


def write(catalogue: Catalogue, folder: Path) -> list[Path]:
    """Write the records into files, one a noun and one line a record; the files in the order of loading."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: dict[str, Iterable[Record]] = {"terms": term_lines(), "places": place_lines()}
    lines |= {name: catalogue.records(noun) for noun, name in FILES.items()}
    return [_written(folder / f"{name}.ndjson", records) for name, records in lines.items()]


def _written(path: Path, records: Iterable[Record]) -> Path:
    with path.open("wb") as lines:
        lines.writelines(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in records)
    return path


def main() -> None:
    """Write the files that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, required=True)
    parser.add_argument("--into", type=Path, required=True)
    wanted = parser.parse_args()
    for path in write(Catalogue(wanted.events), wanted.into):
        print(path)


if __name__ == "__main__":
    main()
