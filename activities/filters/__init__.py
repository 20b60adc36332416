"""What a visitor may ask: the parameters of every list, written once for pages, JSON and every other format.

A noun's filter reads each parameter, refuses by name what it does not know, and turns the rest into one
QuerySet of published records in a total order. Several values of a parameter, joined by commas, mean any of
them; different parameters mean all of them. Rows are asked by EXISTS, so that no record is found twice.
"""

from collections.abc import Collection

from django.http import QueryDict

from activities.filters.article import ArticleFilter
from activities.filters.base import Filter, Key, Order, Question, QuestionError, Refusal, Values, read_all, whole_number
from activities.filters.citation import CitationFilter
from activities.filters.event import EventFilter
from activities.filters.membership import MembershipFilter
from activities.filters.organization import OrganizationFilter, partners_of
from activities.filters.person import PersonFilter
from activities.filters.place import PlaceFilter
from activities.filters.program import ProgramFilter
from activities.filters.reading import Parameter, Refused, choice, nearest, one_of, read_words
from activities.filters.term import TermFilter

__all__ = [
    "FILTERS",
    "Filter",
    "Key",
    "Order",
    "Parameter",
    "Question",
    "QuestionError",
    "Refusal",
    "Refused",
    "Values",
    "ask",
    "choice",
    "nearest",
    "one_of",
    "partners_of",
    "read_all",
    "read_words",
    "whole_number",
]

FILTERS: dict[str, type[Filter]] = {
    one.noun(): one
    for one in (
        EventFilter,
        OrganizationFilter,
        PersonFilter,
        ProgramFilter,
        ArticleFilter,
        PlaceFilter,
        TermFilter,
        MembershipFilter,
        CitationFilter,
    )
}


def ask(noun: str, params: QueryDict, also: Collection[str] = ()) -> Question:
    """Understand a question about one noun ("event"), sent as a query; `also` names the caller's own parameters.

    Raises `QuestionError`, whose `errors` name every parameter that cannot be answered.
    """
    asked = FILTERS[noun]
    return asked(read_all(params, asked.known(), also)).question()
