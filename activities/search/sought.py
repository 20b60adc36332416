"""What is sought: the words of a visitor, understood, and the queries they become."""

from collections.abc import Sequence
from dataclasses import dataclass

from activities import words
from activities.search.engine import GAP, LINKED, NAMES, WORD, WORDS, Engine, Phrase, Points
from activities.search.tokens import Pair, pairs, whole

# Words so small and common, in English and Spanish, that nobody seeks them but as a part of a name.
SMALL = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"),
        *("al", "con", "de", "del", "e", "el", "en", "la", "las", "los", "o", "para", "por", "u", "un", "una", "y"),
    )
)
# Points of an entry. A name that is what was asked, or begins with it, leads whatever else there is.
EXACT, BEGINS, TOGETHER = 4000, 2000, 4
IN_NAME, IN_LINKED, ELSEWHERE = 8, 3, 1


@dataclass(frozen=True)
class Sought:
    """A text understood: its words in their order, and the terms of which a record must hold every one.

    A term is a run of words in quotes, or a single word. Small words outside of quotes are no terms, unless
    there is nothing else.
    """

    text: str
    pairs: tuple[Pair, ...]
    terms: tuple[tuple[Pair, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.pairs)

    @property
    def words(self) -> list[str]:
        """The words as they are, folded."""
        return [word for word, _stem in self.pairs]

    @property
    def stems(self) -> list[str]:
        """The stems of the words."""
        return [stem for _word, stem in self.pairs]

    # What answers

    def held(self, engine: Engine) -> str:
        """Every term, wherever it stands."""
        return engine.every(engine.phrase(Phrase(stems(term))) for term in self.terms)

    def named(self, engine: Engine) -> str:
        """Every term in the record's own names; of a word its beginning is enough."""
        return engine.every(
            engine.either([engine.phrase(Phrase(stems(term), NAMES)), engine.phrase(spoken(term))])
            for term in self.terms
        )

    def begun(self, engine: Engine) -> str:
        """The beginning of a word of its own names for every word, while somebody is still typing the last."""
        *first, last = self.words
        told = [word for word in first if word not in SMALL] + [last]
        return engine.every(engine.phrase(Phrase([WORD + word], begins=True)) for word in told)

    def exact(self, engine: Engine) -> str:
        """A name that is just this."""
        return engine.phrase(self.whole_name)

    def leading(self, engine: Engine) -> str:
        """A name that begins so."""
        return engine.phrase(self.beginning)

    def key(self, engine: Engine) -> str:
        """A name, acronym or alias of an organization, person, program, place or term that is just this; at once."""
        return engine.phrase(Phrase([whole(self.text)]))

    # How well it answers

    @property
    def whole_name(self) -> Phrase:
        return Phrase([GAP, *self.marked, GAP], WORDS)

    @property
    def beginning(self) -> Phrase:
        return Phrase([GAP, *self.marked], WORDS, begins=True)

    @property
    def marked(self) -> list[str]:
        return [WORD + word for word in self.words]

    @property
    def leads(self) -> Points:
        """Points for a name that is, or begins with, what was asked."""
        return Points([(self.whole_name, EXACT), (self.beginning, BEGINS)])

    @property
    def points(self) -> list[Points]:
        """Points for where the words stand: in names, in names of what is linked, or in our own text about it."""
        return [
            self.leads,
            Points([(Phrase(self.stems, NAMES), TOGETHER)]),
            *(
                Points([(Phrase(stems(term), NAMES), IN_NAME), (Phrase(stems(term), LINKED), IN_LINKED)], ELSEWHERE)
                for term in self.terms
            ),
        ]


def understood(text: str) -> Sought:
    """Understand what somebody typed. No text is wrong: marks that are no words, and odd quotes, are passed over."""
    pieces = words.fold(text).split('"')
    quoted = [pairs(piece) for piece in pieces[1:-1:2]]
    loose = [pair for index, piece in enumerate(pieces) for pair in pairs(piece) if not is_quoted(index, pieces)]
    told = [pair for pair in loose if pair[0] not in SMALL]
    terms = [tuple(run) for run in quoted if run] + [(pair,) for pair in told]
    whole_text = pairs(" ".join(pieces))
    return Sought(text, tuple(whole_text), tuple(dict.fromkeys(terms or [(pair,) for pair in whole_text])))


def is_quoted(index: int, pieces: Sequence[str]) -> bool:
    """Whether a piece between quotes has one on either side: each odd one, but a last quote that is never closed."""
    return index % 2 == 1 and index < len(pieces) - 1


def stems(term: Sequence[Pair]) -> list[str]:
    """The stems of a term's words."""
    return [stem for _word, stem in term]


def spoken(term: Sequence[Pair]) -> Phrase:
    """A term as it is typed: of a single word the beginning, of several just these."""
    return Phrase([WORD + word for word, _stem in term], begins=len(term) == 1)
