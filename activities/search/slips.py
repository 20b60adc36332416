"""Slips of typing: the name that was meant by words that nothing holds."""

from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from activities import words
from activities.models import Name
from activities.models.base import public
from activities.search.sources import MODELS

NAMED = ("organization", "person", "program")
AMONG = 20_000  # names of a noun, and other forms, that are looked at
LIKENESS = 80  # of 100
SHORTEST = 4  # letters: anything is like a word of three


def meant(text: str) -> str | None:
    """The name of an organization, person or program that a text is most like, if it is much like one."""
    sought = words.key(text)
    if len(sought) < SHORTEST:
        return None
    names = {words.key(name): name for name in known()}
    found = process.extractOne(sought, names.keys(), scorer=WRatio, score_cutoff=LIKENESS)
    return names[found[0]] if found else None


def known() -> Iterator[str]:
    """The names the public knows, other forms before the records' own."""
    for noun in NAMED:
        yield from Name.objects.filter(public(noun)).order_by("-pk").values_list("text", flat=True)[:AMONG]
    for noun in NAMED:
        records = MODELS[noun].objects.published().order_by("-pk")
        yield from records.values_list("name", flat=True)[:AMONG]
