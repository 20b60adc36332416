"""How words narrow a list: a condition that the index answers, and how well each record fits."""

from django.db.models import Case, IntegerField, Q, When

from activities.search.engines import engine
from activities.search.sought import understood

# How well a name fits: it is what was asked, it begins so, or the record holds the words.
EXACT, BEGINS, HOLDS = 0, 1, 2


def answering(noun: str, text: str, *, by_name: bool = False) -> Q:
    """The condition that a record holds all the words and phrases; in its own names, or anywhere in its entry."""
    sought, words = understood(text), engine()
    if not sought:
        return Q(pk__in=[])
    return Q(pk__in=words.rows(noun, sought.named(words) if by_name else sought.held(words)))


def fit(noun: str, text: str) -> Case:
    """How well a record's name fits a text: `EXACT`, `BEGINS` or `HOLDS`, the lower the better."""
    sought, words = understood(text), engine()
    ways = [(sought.exact, EXACT), (sought.leading, BEGINS)] if sought else []
    whens = [When(pk__in=words.rows(noun, query(words)), then=how) for query, how in ways]
    return Case(*whens, default=HOLDS, output_field=IntegerField())
