"""How names and words compare: folded, cut to keys, cut to stems, and likened.

Everything is worked out here, in Python, so that a stored column or search index finds the same
on every database: neither database's own folding or stemming is asked. A folded word has no
accents, which Spanish stemmers rely on, so the stems here are made to agree without them.
"""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.fuzz import token_sort_ratio

# Imported by name: snowballstemmer.stemmer() would take another version's rules from PyStemmer,
# wherever that happens to be installed. One object a word, as they are not safe between threads.
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.spanish_stemmer import SpanishStemmer

_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02b9\u02bb\u02bc\u2039\u203a", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d", "-")
)
_INVISIBLE = "Cf"  # soft hyphens, zero-width spaces, direction marks: the category "format"

_NOT_A_WORD = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")

# A longer run of letters is no word, and is not worth a stemmer's time.
_LONGEST_WORD = 64


def fold(text: str) -> str:
    """Make texts that differ only in looks the same: "Gascón" and "gascon", curly and plain.

    Case, accents, invisible characters, and the looks of letters, quotes, dashes and white space
    (no-break spaces included) go; words and punctuation stay. Folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(_plain(text).casefold().split())


def _plain(text: str) -> str:
    """Take off accents and invisible characters, and the special forms of letters and marks.

    Quotes and dashes are replaced on both sides of the decomposition: it turns some of them into
    blanks, and makes others out of longer ones.
    """
    letters = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(letter for letter in letters if not _is_dropped(letter)).translate(_PLAIN)


def _is_dropped(letter: str) -> bool:
    return unicodedata.combining(letter) > 0 or unicodedata.category(letter) == _INVISIBLE


def key(text: str) -> str:
    """Give what a name is compared by: its folded letters and digits, words one blank apart.

    "Mesoamerica - The Caribbean" and "Mesoamerica-the Caribbean" have one key, whatever the dash.
    A text without letters or digits has the empty key.
    """
    return _NOT_A_WORD.sub(" ", fold(text)).strip()


def tokens(text: str) -> list[str]:
    """Give the words of a text's key, in order."""
    return key(text).split()


def stems(text: str, language: str = "") -> list[str]:
    """Cut each word of a text to the stem it is searched by, in order.

    `language` is a tag such as "en" or "es-MX" when the text's language is known. Otherwise
    (the default, and any other language) a word is cut by the rules of Spanish and then of
    English, blind to the language: "workshops" meets "workshop" and "capacitaciones"
    meets "capacitacion", and some words meet across the languages. Stems meet only stems of the
    same choice, so a search asks as its index was made.
    """
    return [stem for _word, stem in stemmed(text, language)]


def stemmed(text: str, language: str = "") -> list[tuple[str, str]]:
    """Give each word of a text, folded and without an English possessive, beside its stem; see `stems`."""
    match = re.match(r"(en|es)(?![a-z])", language.lower())
    known = match[1] if match else ""
    return [(word, _stem(word, known)) for word in tokens(_POSSESSIVE.sub("", fold(text)))]


@lru_cache(maxsize=2**16)
def _stem(word: str, language: str) -> str:
    if len(word) > _LONGEST_WORD:
        return word
    stem = word if language == "es" else _american(word)
    if language != "en":
        stem = _spanish(stem)
    return stem if language == "es" else _english(stem)


# British spellings and the American ones used here, as far as the field's words need them.
_SPELLINGS = (
    (re.compile(r"^programme(?=s?$)"), "program"),
    (re.compile(r"^centre(?=s?$)"), "center"),
    (re.compile(r"^organis"), "organiz"),
    (re.compile(r"isation(?=s?$|al)"), "ization"),
    (re.compile(r"^(behavi|fav|harb|hon|lab|neighb)our"), r"\1or"),
    (re.compile(r"^(def|lic|off)ence(?=s?$)"), r"\1ense"),
)
_IRREGULAR = {"children": "child", "crises": "crisis", "men": "man", "women": "woman"}
_ENGLISH_PLURAL = re.compile(r"(?<=[bcdfghklmnprt])s$")


def _american(word: str) -> str:
    """Spell an English word in the American way and in the singular where a rule is safe."""
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return _ENGLISH_PLURAL.sub("", _IRREGULAR.get(word, word))


_SPANISH_PLURAL = re.compile(r"(?<=[aeiou][dlnrsz])es$")


def _spanish(word: str) -> str:
    """Stem a folded Spanish word.

    The stemmer cuts "taller" and "mujer" as if they were verbs, but not "talleres" and "mujeres";
    and a stemmer with accents to go by cuts "-ción" and "-ciones", but not "-cion". Undoing the
    plural first gives it one form to cut.
    """
    return str(SpanishStemmer().stemWord(_SPANISH_PLURAL.sub("", word)))


def _english(word: str) -> str:
    return str(EnglishStemmer().stemWord(word))


def similarity(first: str, second: str) -> float:
    """Say how alike two names are, from 0.0 to 1.0, whatever the order of their words.

    Meant for slips of typing: "Christopher Gascón" and "Gascon, Cristopher" are 0.97 alike. A name
    without letters or digits is like nothing.
    """
    keys = key(first), key(second)
    return token_sort_ratio(*keys) / 100 if all(keys) else 0.0
