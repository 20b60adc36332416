"""How texts become the tokens that the index holds: the same for what is indexed and for what is sought."""

from collections.abc import Iterable
from functools import lru_cache

from activities import words
from activities.search.engine import GAP, WHOLE, WORD

LONGEST = 64  # characters of a token; what goes on beyond them is not told apart
MOST = 4000  # tokens of a part of an entry: PostgreSQL counts no more than 16,383 in all

# A word and its stem.
Pair = tuple[str, str]


def pairs(text: str) -> list[Pair]:
    """The words of a text, folded and cut to the longest, each with its stem."""
    return [pair for piece in text.split() for pair in (known(piece) if len(piece) <= LONGEST else cut(piece))]


def cut(piece: str) -> tuple[Pair, ...]:
    """The words in a text without blanks, and their stems; a word whose stem would be nothing is its own."""
    return tuple((word[:LONGEST], (stem or word)[:LONGEST]) for word, stem in words.stemmed(piece))


# The same words come again and again: folding and cutting one costs a hundred times what finding it here does.
known = lru_cache(maxsize=2**15)(cut)


def stems_of(forms: Iterable[str]) -> str:
    """A part of an entry: the stems of some texts."""
    return joined(" ".join([stem for _word, stem in pairs(form)]) for form in forms)


def words_of(forms: Iterable[str]) -> str:
    """A part of an entry: the words of some names as they are, for beginnings and whole names."""
    return joined(" ".join([f"{WORD}{word}" for word, _stem in pairs(form)]) for form in forms)


def joined(texts: Iterable[str]) -> str:
    """Texts of tokens with gaps around them, each once, and no more tokens than an index takes."""
    told = list(filter(None, dict.fromkeys(texts)))
    text = f" {GAP} ".join(["", *told, ""]) if told else ""
    return text if text.count(" ") <= MOST else f" {' '.join(text.split()[:MOST])} "


def whole(name: str) -> str:
    """The token of a whole name."""
    return f"{WHOLE}{'_'.join(word for word, _stem in pairs(name))[: LONGEST * 4]}"
