"""Slips of typing: the name that was meant by words that nothing holds."""

from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.fuzz import ratio, token_sort_ratio

from activities.models import Name
from activities.models.base import public
from activities.search.sought import Sought
from activities.search.sources import MODELS

NAMED = ("organization", "person", "program")
AMONG = 10_000  # names of a noun, and other forms, that are looked at: the newest
LIKENESS = 75  # of 100: how much a word must be like the one meant


def meant(sought: Sought) -> str | None:
    """The name of an organization, person or program that holds, for every word sought, one much like it."""
    names = dict(known())
    words = {key: set(key.split()) for key in names}
    all_words = list(set().union(*words.values()))
    near = [alike(word, all_words) for term in sought.terms for word, _stem in term]
    fitting = [key for key, held in words.items() if not any(held.isdisjoint(one) for one in near)]
    best = max(fitting, key=lambda key: token_sort_ratio(" ".join(sought.words), key), default=None)
    return names[best] if best else None


def alike(word: str, words: list[str]) -> set[str]:
    """Those of the words that are much like one."""
    found = process.extract(word, words, scorer=ratio, score_cutoff=LIKENESS, limit=None)
    return {one for one, _score, _index in found}


def known() -> Iterator[tuple[str, str]]:
    """The names the public knows, each after what it is compared by; the records' own come last, and stay."""
    for noun in NAMED:
        yield from Name.objects.filter(public(noun)).order_by("-pk").values_list("text_key", "text")[:AMONG]
    for noun in NAMED:
        yield from MODELS[noun].objects.published().order_by("-pk").values_list("text_key", "name")[:AMONG]
