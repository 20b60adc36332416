"""The repository holds no sentence of the articles, no press contact and no address of one.

The articles' texts belong to their publishers. `tests/data/document_shingles.json` holds no word of them either: it
has the first twelve hex digits of the SHA-256 of every run of eight words (small letters and digits, accents and
apostrophes gone, one blank between), contacts left out. A text that shares a run of eight words with an article
shares its hash. Names, headlines and the addresses made of headlines are data: they may be as long as they are.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
RUN = 8
KNOWN = json.loads((ROOT / "tests/data/document_shingles.json").read_text(encoding="utf-8"))
SHINGLES = frozenset(KNOWN["shingles"])

# What is data however long it is: model -> fields. `text_key` is made of them.
DATA = {
    "activities.article": {"headline", "url", "text_key"},
    "activities.name": {"text", "text_key"},
    "activities.organization": {"name", "text_key"},
    "activities.program": {"name", "text_key"},
}
LONGEST_NAME = 17  # words: the strategy of 2019
SMALL_WORDS = 2  # “of the Regional Migration Program: Mesoamerica-The Caribbean” is no sentence
FOLDERS = ["activities", "docs", "fixtures", "iomcatalog", "templates", "tests"]
TEXTS = {".css", ".html", ".js", ".json", ".md", ".po", ".py", ".svg", ".toml", ".txt", ".xml", ".yml"}
MACHINE_MADE = {"document_shingles.json"}


def tokens(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.lower())
    kept = (letter for letter in folded if not unicodedata.combining(letter) and letter not in "'\u2019")
    return re.findall(r"[a-z0-9]+", "".join(kept))


def digest(some: list[str]) -> str:
    return hashlib.sha256(" ".join(some).encode()).hexdigest()[:12]


def runs(text: str) -> Iterator[str]:
    """Every run of eight words of a text."""
    found = tokens(text)
    return (" ".join(found[start : start + RUN]) for start in range(len(found) - RUN + 1))


def shared(text: str) -> set[str]:
    """The runs of eight words that a text shares with an article."""
    return {run for run in runs(text) if digest(run.split()) in SHINGLES}


def fields() -> Iterator[tuple[str, str, str]]:
    """Every text of the fixtures, with its model and field."""
    for path in sorted((ROOT / "fixtures").glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            for field, value in row["fields"].items():
                if isinstance(value, str):
                    yield row["model"], field, value


def files() -> Iterator[Path]:
    """Every text file that people write here."""
    inside = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    written = (path for path in (*inside, *ROOT.glob("*")) if path.is_file() and path.suffix in TEXTS)
    return (path for path in written if path.name not in MACHINE_MADE)


def is_data(model: str, field: str) -> bool:
    return field in DATA.get(model, set())


def is_a_name(run: str, names: set[str]) -> bool:
    """Whether a run lies within a name, or is one with a small word or two about it."""
    return any(run in name or (name in run and len(run.replace(name, "").split()) <= SMALL_WORDS) for name in names)


def test_the_hashes_know_the_articles() -> None:
    headlines = [value for model, field, value in fields() if (model, field) == ("activities.article", "headline")]
    assert len(headlines) == 5
    assert all(shared(headline) for headline in headlines)
    assert len(SHINGLES) > 1500


def test_fixtures_share_no_eight_words_with_an_article() -> None:
    found = {(model, field): runs for model, field, value in fields() if (runs := shared(value))}
    assert {where: runs for where, runs in found.items() if not is_data(*where)} == {}


def test_no_name_is_a_sentence() -> None:
    for model, field, value in fields():
        if is_data(model, field) and field in {"name", "text"}:
            assert len(tokens(value)) <= LONGEST_NAME, value
            assert not re.search(r"[.!?;]$|[.!?;]\s", value.replace("D.F.", "")), value


def test_no_file_shares_eight_words_with_an_article() -> None:
    names = {" ".join(tokens(value)) for model, field, value in fields() if is_data(model, field)}
    found = {
        (str(path.relative_to(ROOT)), run)
        for path in files()
        if path.parent.name != "fixtures"
        for run in shared(path.read_text(encoding="utf-8"))
        if not is_a_name(run, names)
    }
    assert found == set()


@pytest.mark.parametrize("word", KNOWN["private_words"])
def test_no_press_officer_is_in_the_fixtures(word: str) -> None:
    assert not [value for _model, _field, value in fields() if word in {digest([one]) for one in tokens(value)}]


@pytest.mark.parametrize("word", KNOWN["credit_words"])
def test_the_photographer_is_in_the_credit_alone(word: str) -> None:
    found = {(model, field) for model, field, value in fields() if word in {digest([one]) for one in tokens(value)}}
    assert found == {("activities.article", "credits")}


def test_no_address_or_telephone_is_in_the_fixtures() -> None:
    codes = {"body_sha256", "public_id", "latitude", "longitude", "created_at", "updated_at", "published_at"}
    texts = [value for _model, field, value in fields() if field not in codes]
    assert not [text for text in texts if re.search(r"@|\bmailto:|\btel\b", text, re.IGNORECASE)]
    assert not [text for text in texts if re.search(r"\+\s?\d|(\d[\s-]?){9,}|\bext\.", text)]
