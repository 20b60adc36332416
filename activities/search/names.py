"""How words find records by their names: folded words, in the record's own name or in one of its other forms."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Concat, Lower

from activities import words
from activities.models import Name

# The nouns that have other forms of their name.
NAMED = ["organization", "person", "program", "place"]
# How well a name fits: it is what was asked, it begins so, or it holds the words.
EXACT, BEGINS, HOLDS = 0, 1, 2


def holds(path: str, sought: Iterable[str]) -> Q:
    """The condition that a folded text has words that begin with each of those sought."""
    condition = Q()
    for word in sought:
        condition &= Q(**{f"{path}__startswith": word}) | Q(**{f"{path}__contains": f" {word}"})
    return condition


def forms(owner: str, path: str = "pk") -> Any:
    """The other forms of the name of the record at `path`, whose noun is `owner`."""
    return Name.objects.filter(**{owner: OuterRef(path)})


def named(noun: str, text: str) -> Q:
    """The condition that a record's own name, or one of its other forms, holds the words of a text."""
    sought = words.tokens(text)
    if not sought:
        return Q(pk__in=[])
    own = holds("text_key", sought) | (Q(code__iexact=text.strip()) if noun == "term" else Q())
    return own | Q(Exists(forms(noun).filter(holds("text_key", sought)))) if noun in NAMED else own


def fit(noun: str, text: str) -> Case:
    """How well a record's name fits a text: `EXACT`, `BEGINS` or `HOLDS`, the lower the better."""
    key = words.key(text)
    exact, begins = own_name_is(noun, key, text), Q(text_key__startswith=key)
    if noun in NAMED:
        exact |= Q(Exists(forms(noun).filter(text_key=key)))
        begins |= Q(Exists(forms(noun).filter(text_key__startswith=key)))
    return Case(When(exact, then=EXACT), When(begins, then=BEGINS), default=HOLDS, output_field=IntegerField())


def own_name_is(noun: str, key: str, text: str) -> Q:
    """The condition that a record's own name, acronym or code is just this."""
    own = Q(text_key=key)
    if noun == "organization":  # whose key is that of its name and acronym together
        return own | Q(acronym__iexact=text.strip()) | Q(text_key=Concat(Value(f"{key} "), Lower("acronym")))
    return own | Q(code__iexact=text.strip()) if noun == "term" else own
