"""Words for records that nobody wrote: few are in most texts, most are in few, as in any language (Zipf's law).

The words at the head are those of the field; the others are made of syllables, so that there are as many
as wanted and no text of anybody's is copied. A vocabulary is the same at every call.
"""

from bisect import bisect
from functools import cache
from itertools import accumulate
from random import Random

from activities.words import stems

WORDS = 3000  # in each language
# Flatter at the head than 1/rank: the first words are in most texts of forty words, the thousandth in one of 200.
FLATTENING = 2.7

HEADS = {
    "en": "migration training governance officials management institutions border regional rights policy workshop "
    "capacity protection returnees consular labor integration shelter statistics planning coordination children "
    "trafficking asylum documents remittances diaspora visas crisis families",
    "es": "migratoria capacitación gobernanza funcionarios gestión instituciones frontera regional derechos política "
    "taller capacidades protección retornados consular laboral integración albergue estadísticas planeación "
    "coordinación niñez trata asilo documentos remesas diáspora visas crisis familias",
    # Names have words of their own, so that a word of a text finds no name.
    "names": "",
}
BEGINNINGS = {
    "en": "b br d dr f g gr k kl l m n p pl r s sh st t tr v w",
    "es": "b br c d f g gr j l ll m n p pl r s t tr v z",
    "names": "qu x z y w ch",
}
VOWELS = {"en": "a e i o u ea oo", "es": "a e i o u ía ue", "names": "a e i o u ou"}
# No ending that a stemmer cuts: a word is found by itself in every search, whatever its rules.
ENDINGS = "b f k m p d g"


def zipf(count: int, exponent: float = 1.0) -> list[float]:
    """Cumulated weights of `count` things, the first the most frequent; for `Random.choices`."""
    return list(accumulate(1 / (rank + FLATTENING) ** exponent for rank in range(count)))


def pick(random: Random, cumulated: list[float]) -> int:
    """The rank of one of the things that these weights belong to."""
    return bisect(cumulated, random.random() * cumulated[-1], hi=len(cumulated) - 1)


@cache
def vocabulary(language: str) -> list[str]:
    """The words of a language, the most frequent first."""
    random, words = Random(f"vocabulary {language}"), dict.fromkeys(HEADS[language].split())
    while len(words) < WORDS:
        words[made(random, language)] = None
    return list(words)


def made(random: Random, language: str) -> str:
    """A word of two or three syllables."""
    beginnings, vowels = BEGINNINGS[language].split(), VOWELS[language].split()
    syllables = [random.choice(beginnings) + random.choice(vowels) for _n in range(random.randint(2, 3))]
    return "".join(syllables) + random.choice(ENDINGS.split())


CUMULATED = zipf(WORDS)


def words_of(random: Random, language: str, count: int) -> list[str]:
    """So many words, as frequent as they are in the language."""
    words = vocabulary(language)
    return [words[pick(random, CUMULATED)] for _n in range(count)]


def sentences(random: Random, language: str, count: int) -> str:
    """A text of so many words."""
    words = words_of(random, language, count)
    cuts = [words[start : start + 13] for start in range(0, count, 13)]
    return " ".join(f"{' '.join(cut).capitalize()}." for cut in cuts)


def sought(first: int, last: int) -> list[str]:
    """English words of these ranks for which all kinds of search find the same: their own stems, in no other word."""
    others = [word for language in HEADS for word in vocabulary(language)]
    ranked = vocabulary("en")[first:last]
    return [word for word in ranked if stems(word) == [word] and sum(word in other for other in others) == 1]
