"""How many records answer a question: exact, and counted once while the catalogue stands as it does."""

from activities import memory
from activities.filters.base import Question, Values


def count_of(question: Question) -> int:
    """The number of records that answer, whatever the order or the page."""
    return memory.remembered(question.queryset.order_by().count, "count", question.noun, said(question.values))


def said(values: Values) -> str:
    """What was asked, in settled words: the parameters that choose records."""
    return repr(sorted((name, value) for name, value in values.items() if name not in SHAPING))


SHAPING = {"ordering", "page_size", "cursor", "fields", "expand", "facets", "format", "lang"}
