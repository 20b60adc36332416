"""How many records answer a question: exact, and counted once while the catalogue stands as it does."""

from activities import memory
from activities.filters.base import Question


def count_of(question: Question) -> int:
    """The number of records that answer, whatever the order or the page."""
    return memory.remembered(question.queryset.order_by().count, "count", question.noun, said(question))


def said(question: Question) -> str:
    """What was asked, in settled words: the parameters that choose records."""
    return repr(sorted((name, value) for name, value in question.values.items() if name not in SHAPING))


SHAPING = {"ordering", "page_size", "cursor", "fields", "expand", "facets", "format", "lang"}
