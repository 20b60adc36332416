"""Citations in the admin: which words of which article carry which fact."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from activities.admin.forms import VersionedForm
from activities.admin.lists import is_row_number
from activities.admin.record import ONCE_PUBLIC, may_publish
from activities.admin.tracked import TrackedAdmin
from activities.editorial import history
from activities.editorial.rows import SUBJECT_OF, citations_of, owner_of
from activities.models import Citation, Record
from activities.models.citation import MAX_EXACT, SUBJECTS

RECORDS = tuple(name for model, name in SUBJECT_OF.items() if issubclass(model, Record))
CONTEXT = 40  # characters before and after a quotation

# All that the name of a subject and of its record is made of.
NAMED_WITH = (
    "passage__article",
    "name__organization",
    "name__person",
    "name__program",
    "name__place",
    "coverage__article",
    "coverage__event",
    "event",
    "organization",
    "person",
    "program",
    "described_article",
    "participation__event",
    "participation__organization",
    "participation__role",
    "membership__person",
    "membership__organization",
    "appearance__event",
    "appearance__article",
    "appearance__person",
    "program_role__program",
    "program_role__organization",
    "event_program__event",
    "event_program__program",
    "event_place__event",
    "event_place__place",
    "figure__event",
    "figure__organization",
    "figure__program",
)


def may_change(user: Any, record: Any) -> bool:
    """Whether an account may change what carries a record: for a public one, only who may publish it."""
    is_open = not isinstance(record, Record) or record.state not in ONCE_PUBLIC
    return is_open or may_publish(user, record.noun)


def record_link(record: Any) -> SafeString:
    """A link to the form of a record."""
    address = reverse(f"admin:activities_{record._meta.model_name}_change", args=[record.pk])
    return format_html('<a href="{}">{}</a>', address, record)


class SubjectInput(forms.HiddenInput):
    """The row that a citation is for: chosen where the row stands, and only shown here."""

    is_hidden = False

    def __init__(self, model: type[Any]) -> None:
        super().__init__()
        self.model = model

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        found = self.model.objects.filter(pk=value).first() if is_row_number(str(value)) else None
        said = f"{found} – {owner_of(found)}" if found is not None else _("There is no such row.")
        return format_html('{} <span class="readonly">{}</span>', super().render(name, value, attrs, renderer), said)


class CitationForm(VersionedForm):
    """A form that finds the place of quoted words in the article's text, and the words of a place."""

    user: Any = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.refuse_subjects([cleaned[name] for name in SUBJECTS if cleaned.get(name) is not None])
        self.instance.prefix = self.instance.suffix = ""
        if cleaned.get("passage") is not None and cleaned.get("article") is not None:
            self.place_words(cleaned, cleaned["article"].body)
        return cleaned

    def refuse_subjects(self, subjects: list[Any]) -> None:
        """A new citation is for one thing, which its author may change; a stored one keeps its subject."""
        if self.instance.pk:
            return
        if len(subjects) != 1:
            self.add_error(None, ValidationError(_("A citation supports exactly one fact: name one.")))
        elif not may_change(self.user, owner_of(subjects[0])):
            self.add_error(None, ValidationError(_("“%s” is public: a reviewer adds its citations.") % subjects[0]))

    def place_words(self, cleaned: dict[str, Any], body: str) -> None:
        """Where the text is held: find the words, or read them, and keep what stands around them."""
        if not body:
            return
        if cleaned.get("exact") and cleaned.get("start") is None:
            self.find_words(cleaned, body)
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is not None and end is not None and start < end:
            cleaned["exact"] = cleaned.get("exact") or body[start:end][:MAX_EXACT]
            self.instance.prefix = body[max(start - CONTEXT, 0) : start]
            self.instance.suffix = body[end : end + CONTEXT]

    def find_words(self, cleaned: dict[str, Any], body: str) -> None:
        passage, words = cleaned["passage"], cleaned["exact"]
        found = body[passage.start : passage.end].count(words)
        if found != 1:
            said = _("These words stand %d times in the passage: quote more of them, or give their place.")
            self.add_error("exact", said % found if found else _("These words do not stand in the passage."))
            return
        cleaned["start"] = body.index(words, passage.start)
        cleaned["end"] = cleaned["start"] + len(words)


class OfFilter(admin.SimpleListFilter):
    """The citations of one thing (`of=figure:12`), or of a record with all its rows (`of=event:5&with=rows`)."""

    title = _lazy("what is cited for")
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(self.used_parameters[self.parameter_name], _("this"))] if self.used_parameters else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        name, _colon, number = value.partition(":")
        if not is_row_number(number):
            return queryset.none()
        if name == "passage":
            return queryset.filter(passage=number)
        if name.startswith("all-"):
            return queryset.filter(pk__in=_all_of(name.removeprefix("all-"), int(number)))
        return queryset.filter(**{name: number}) if name in SUBJECTS else queryset.none()


def _all_of(subject: str, number: int) -> QuerySet[Any]:
    model = next((model for model, name in SUBJECT_OF.items() if name == subject), None)
    return citations_of(model(pk=number)).values("pk") if model is not None else Citation.objects.none()


@admin.register(Citation)
class CitationAdmin(TrackedAdmin):
    """Citations, reached from the rows and records they carry, and as a list of their own."""

    form = CitationForm
    list_display = ("subject_label", "record", "field", "place", "stance", "certainty")
    list_filter = (OfFilter, "stance", "certainty")
    search_fields = ("article",)
    where = (
        _lazy("Which words"),
        {"fields": ("article", "passage", ("start", "end"), "exact")},
    )
    how = (None, {"fields": ("stance", "certainty", "note", "public_id")})
    readonly_fields = ("subject_label", "record", "public_id")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new citation says what it is for, or was asked for from a row; later that is only shown."""
        given = [name for name in SUBJECTS if name in request.GET]
        subject = ("record", "subject_label") if obj is not None else tuple(given or RECORDS)
        return [(_("What they carry"), {"fields": (*subject, "field")}), self.where, self.how]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("article", *NAMED_WITH)

    def matching(self, word: str) -> Q:
        return Q(article__text_key__contains=word) | Q(article__slug__contains=word) | Q(public_id=word)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in SUBJECTS and db_field.name not in RECORDS:
            kwargs["widget"] = SubjectInput(db_field.related_model)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_open = obj is None or may_change(request.user, owner_of(obj))
        return is_open and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_open = obj is None or may_change(request.user, owner_of(obj))
        return is_open and super().has_delete_permission(request, obj)

    def store(self, request: HttpRequest, record: Any, form: Any) -> None:
        """A citation is part of what it carries: that gets a new version first."""
        self.touch(request, record, _("Citation added") if record.pk is None else _("Citation edited"))
        super().store(request, record, form)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.touch(request, obj, _("Citation deleted"))
        super().delete_model(request, obj)

    def concerned(self, obj: Any) -> list[Any]:
        return [obj, owner_of(obj)]

    def touch(self, request: HttpRequest, citation: Citation, reason: str) -> None:
        owner = history.lock(owner_of(citation))
        history.remember(owner)
        history.save(owner, reason, request.user)

    @admin.display(description=_lazy("carries"))
    def subject_label(self, citation: Citation) -> str:
        subject = citation.subject
        is_own = isinstance(subject, Record)
        return str(_("the record itself")) if is_own else f"{subject._meta.verbose_name}: {subject}"

    @admin.display(description=_lazy("words"), ordering="start")
    def place(self, citation: Citation) -> str:
        passage = f" ¶ {citation.passage.ordinal}" if citation.passage is not None else ""
        return f"{citation.article.slug}{passage}"

    @admin.display(description=_lazy("of the record"))
    def record(self, citation: Citation) -> SafeString:
        return record_link(owner_of(citation))
