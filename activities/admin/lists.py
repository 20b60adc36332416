"""Lists of the admin: found by folded names, counted without a query a row, and safe from odd questions."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from activities import words
from activities.models import Name, State
from activities.models.name import OWNERS as NAMED

MOST_WORDS = 10  # of a search; each is a condition of its own
LONGEST_NUMBER = 18  # digits that fit a row number
LOOKUPS = ("", "__exact", "__id__exact", "__isnull")  # what the filters beside a list ask


def count_of(model: type[models.Model], link: str) -> Coalesce:
    """The number of rows of `model` whose `link` leads to the listed record, as a column of the list."""
    rows = model._default_manager.filter(**{link: OuterRef("pk")}).order_by()  # noqa: SLF001 - Django's own name
    counted = rows.annotate(owner=F(link)).values("owner").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)


def count_column(name: str, description: Any) -> Any:
    """A column of a list that shows, and sorts by, a count that the list's queryset carries."""

    @admin.display(description=description, ordering=name)
    def column(record: Any) -> Any:
        return getattr(record, name)

    return column


def is_row_number(text: str) -> bool:
    """Whether a text that came with a request can be a row number."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


class GuardedChangeList(ChangeList):
    """A list that takes a question the database cannot answer for a mistake of the asker."""

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except (DataError, OverflowError, ValueError) as error:
            raise IncorrectLookupParameters(error) from error


class ListAdmin(admin.ModelAdmin):
    """A list whose search takes words in any order, each anywhere in a name, folded, or in the slug."""

    search_fields: ClassVar[tuple[str, ...]] = ("text_key",)
    show_full_result_count = False
    list_per_page = 50
    counts: dict[str, Coalesce] = {}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(**self.counts)
        return rows

    def get_changelist(self, request: HttpRequest, **_kwargs: Any) -> type[ChangeList]:
        return GuardedChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        asked = words.tokens(search_term)[:MOST_WORDS]
        if search_term.strip() and not asked:
            return queryset.none(), False
        for word in asked:
            queryset = queryset.filter(self.matching(word))
        return self.choosable(request, queryset), False

    def matching(self, word: str) -> Q:
        """The condition that a folded word stands in one of the names of a record, or in its slug."""
        asked = Q(text_key__contains=word) | Q(public_id=word)
        noun = str(self.opts.model_name)
        if noun in NAMED:
            asked |= Q(Exists(Name.objects.filter(**{noun: OuterRef("pk")}, text_key__contains=word)))
        return asked | Q(slug__contains=word) if self.has_column("slug") else asked

    def choosable(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What a form may link to: nothing that was withdrawn or merged."""
        is_choice = request.resolver_match is not None and request.resolver_match.url_name == "autocomplete"
        return queryset.exclude(state=State.WITHDRAWN) if is_choice and self.has_column("state") else queryset

    def has_column(self, name: str) -> bool:
        try:
            return bool(self.opts.get_field(name))
        except FieldDoesNotExist:
            return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the filters beside the list ask: Django lets through any lookup, `title__regex=(` too."""
        return lookup in set(self.asked_by_filters())

    def asked_by_filters(self) -> Iterator[str]:
        for item in self.list_filter:
            name = item[0] if isinstance(item, tuple) else getattr(item, "parameter_name", item)
            yield from (f"{name}{lookup}" for lookup in LOOKUPS)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without Django's deletion of many: what was public is withdrawn, one record at a time."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *args: Any) -> HttpResponse | None:
        if not all(map(is_row_number, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            self.message_user(request, _("What was chosen is no row of this list."), messages.ERROR)
            return None
        return super().response_action(request, queryset, *args)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What an address asks to fill in; a link to a row that cannot exist is left out."""
        initial = super().get_changeform_initial_data(request)
        return {name: value for name, value in initial.items() if self.can_begin_with(name, value)}

    def can_begin_with(self, name: str, value: Any) -> bool:
        if not self.has_column(name) or not self.opts.get_field(name).is_relation:
            return True
        return all(map(is_row_number, value if isinstance(value, list) else [value]))
