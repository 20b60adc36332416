"""What the lists of all nouns share: one question, its answer page by page, the form that asks it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.paginator import InvalidPage, Paginator
from django.core.paginator import Page as PaginatorPage
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from activities import words
from activities.documents import address, stated
from activities.faces import stored
from activities.filters import FILTERS, Question, QuestionError, Refusal, ask
from activities.filters.counting import count_of
from activities.views.base import PAGE_SIZE, Page, changed, language, question, without
from activities.views.fields import BoundField, Choice, Field, Text, bound
from activities.views.formats import ways

PAGES_OWN = ("page", "view")
NEARBY = 5  # records named when a typed name is none


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address of the list without it."""

    label: Text
    value: str
    address: str


@dataclass(frozen=True)
class Refused:
    """A parameter that cannot be answered: why, and lists that may have been meant, as address and label."""

    name: str
    label: Text
    value: str
    detail: str
    nearby: list[Choice]


class RecordList(Page):
    """The records of a noun that answer the visitor's question; a wrong question is told, and lists nothing."""

    heading: ClassVar[Text]
    lead: ClassVar[Text]
    fields: ClassVar[Sequence[Field]] = ()
    page_size: ClassVar[int] = PAGE_SIZE

    def get_template_names(self) -> list[str]:
        return [f"activities/{self.noun}_list.html"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        query = stated(request.GET)
        try:
            return self.said(query, self.answer(query))
        except QuestionError as error:
            right = without(query, *(refusal.name for refusal in error.errors))
            refused = [self.refused(right, refusal) for refusal in error.errors]
            return self.said(query, {"refused": refused}, status=400)

    def said(self, query: QueryDict, answer: dict[str, Any], status: int = 200) -> HttpResponse:
        """The page with the form and the answer."""
        form = self.form(query, {refused.name for refused in answer.get("refused", [])})
        words = {"heading": self.heading, "lead": self.lead}
        return self.render_to_response(self.get_context_data(**words, **form, **answer), status=status)

    def answer(self, query: QueryDict) -> dict[str, Any]:
        """The records of the page asked for, and what is to be said about them."""
        found = ask(self.noun, query, also=PAGES_OWN)
        page = page_of(Counted(found, self.page_size), query.get("page", "1"))
        rows = [stored.opened(text) for text in stored.texts(page.object_list, language())]
        return self.paged(query, page) | {"rows": rows, "meta": found.meta}

    def paged(self, query: QueryDict, page: PaginatorPage) -> dict[str, Any]:
        """A page of the list, and the addresses of those before and after it."""
        return {
            "page": page,
            "before": self.page_address(query, page.number - 1) if page.has_previous() else "",
            "after": self.page_address(query, page.number + 1) if page.has_next() else "",
        }

    def page_address(self, query: QueryDict, number: int) -> str:
        """The address of another page of the same list."""
        asked = changed(query, "page", str(number)) if number > 1 else without(query, "page")
        return address(self.request.path, asked)

    def form(self, query: QueryDict, refused: Collection[str]) -> dict[str, Any]:
        """The form filled in, the filters that are on, and the same question to the API."""
        asked = without(query, *PAGES_OWN)
        fields = [bound(field, query, refused) for field in self.fields]
        more = [field for field in fields if field.field.is_more]
        carried = [bound(Field(name, name), query) for name in asked if name not in {*self.field_names(), *refused}]
        return {
            "fields": [field for field in fields if not field.field.is_more],
            "more_fields": more,
            "is_more_open": any(field.value for field in more),
            "carried": carried,
            "chips": [self.chip(asked, field) for field in [*fields, *carried] if field.value],
            "address": address(self.request.path, without(query, "view")),
            "api_address": address(reverse(f"api:{self.noun}-list"), asked),
            "ways": ways(self.noun, asked, language()),
        }

    @classmethod
    def field_names(cls) -> set[str]:
        """The parameters the form has a field for."""
        return {field.name for field in cls.fields}

    def chip(self, asked: QueryDict, field: BoundField) -> Chip:
        """The filter of a field, and the list without it."""
        rest = address(self.request.path, without(asked, field.field.name))
        return Chip(field.field.label, field.value_label, rest)

    @classmethod
    def known(cls) -> set[str]:
        """The parameters that may be asked."""
        return set(FILTERS[cls.noun].known())

    def refused(self, query: QueryDict, refusal: Refusal) -> Refused:
        """Say what is wrong with a parameter, with lists that may have been meant beside the rest of the question."""
        name = refusal.name
        field = next((field for field in self.fields if field.name == name), Field(name, name))
        if name in self.known():
            meant = {choice.label: changed(query, name, choice.value) for choice in alternatives(field, refusal)}
        else:
            right = refusal.did_you_mean
            meant = {right: changed(query, right, refusal.value)} if right else {}
        nearby = [Choice(address(self.request.path, asked), label) for label, asked in meant.items()]
        return Refused(name, field.label, refusal.value, str(SAID.get(field.kind, refusal.detail)), nearby)


# Where the list of codes or the grammar of dates would be no help to a reader.
SAID: dict[str, Text] = {
    "choice": gettext_lazy("It is not in the list. Please choose one above."),
    "date": gettext_lazy("A date is written as 2019, 2019-09 or 2019-09-05; the first may not come after the last."),
}


def alternatives(field: Field, refusal: Refusal) -> list[Choice]:
    """Values that may have been meant: the hint of the refusal, and records named like what was typed."""
    labels = {choice.value: choice.label for choice in field.offer()}
    hint = refusal.did_you_mean
    hinted = [Choice(hint, labels.get(hint, hint))] if hint else []
    return hinted + [choice for choice in named_like(field.noun, refusal.value) if choice.value != hint]


def named_like(noun: str, text: str) -> list[Choice]:
    """A few records of a noun that have these words in their names, by slug."""
    if not noun or not words.tokens(text):
        return []
    try:
        found = ask(noun, question({"q": text})).queryset[:NEARBY]
    except QuestionError:  # more words than can be sought
        return []
    return [Choice(record.slug, str(record)) for record in found]


class Counted(Paginator):
    """The pages of what answers a question, which is counted once while the catalogue stands as it does."""

    def __init__(self, question: Question, page_size: int) -> None:
        self.question = question
        super().__init__(question.queryset, page_size)

    @cached_property
    def count(self) -> int:
        return count_of(self.question)


def page_of(paginator: Paginator, number: str) -> Any:
    """The page of this number; refuses, as a filter does, what is not the number of a page."""
    try:
        return paginator.page(number)
    except InvalidPage as error:
        pages = paginator.num_pages
        detail = ngettext("There is %(pages)d page.", "There are %(pages)d pages.", pages) % {"pages": pages}
        raise QuestionError([Refusal("page", number, detail)]) from error
