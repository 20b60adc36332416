"""Rows inside the forms of their records. Each shows its evidence and leads to it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from activities.admin.forms import FormAdmin, KnowingForm, RowFormSet
from activities.admin.lists import count_of
from activities.editorial.rows import SUBJECT_OF
from activities.models import (
    Appearance,
    AppearanceRole,
    Article,
    Citation,
    Coverage,
    EventPlace,
    EventProgram,
    Figure,
    Identifier,
    Membership,
    Name,
    Participation,
    Passage,
    ProgramRole,
    Tag,
)


def evidence_links(subject: str, pk: int, count: int, **given: Any) -> str:
    """Links to the citations of something and to a new one; `given` fills in the new one's form."""
    citations = reverse("admin:activities_citation_changelist")
    new = reverse("admin:activities_citation_add")
    return format_html(
        '<a href="{}?of={}">{}</a> · <a href="{}?{}">{}</a>',
        citations,
        f"{subject}:{pk}",
        count,
        new,
        urlencode({subject: pk, **given}),
        _("cite"),
    )


class RowInline(FormAdmin, admin.TabularInline):
    """Rows of one kind."""

    form = KnowingForm
    formset = RowFormSet
    extra = 0


class CitedInline(RowInline):
    """Rows that citations can support."""

    readonly_fields = ("evidence",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        count = count_of(Citation, SUBJECT_OF[self.model])
        rows: QuerySet[Any] = super().get_queryset(request).annotate(citation_count=count)
        return rows

    @admin.display(description=_lazy("citations"))
    def evidence(self, row: Any) -> str:
        if row.pk is None:
            return _("after saving")
        return evidence_links(SUBJECT_OF[self.model], row.pk, row.citation_count)


class CoverageInline(CitedInline):
    """Articles about an event."""

    model = Coverage
    fields = ("article", "kind", "is_primary", "certainty", "evidence")


class ParticipationInline(CitedInline):
    """Organizations at an event."""

    model = Participation
    fields = ("organization", "role", "note_en", "note_es", "certainty", "evidence")


class AppearanceInline(CitedInline):
    """People at an event, or in an article."""

    model = Appearance
    fields = ("person", "role", "title_as_given", "on_behalf_of", "certainty", "evidence")

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """In an article a person is quoted; at an event they do all else."""
        if db_field.name == "role":
            is_article = self.parent_model is Article
            kwargs["choices"] = [
                (role, label)
                for role, label in db_field.get_choices()
                if not role or (role == AppearanceRole.QUOTED) == is_article
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class EventPlaceInline(CitedInline):
    """Places of an event."""

    model = EventPlace
    fields = ("place", "kind", "basis", "venue_name", "certainty", "evidence")


class EventProgramInline(CitedInline):
    """Programs behind or at an event."""

    model = EventProgram
    fields = ("program", "link", "certainty", "evidence")


class FigureInline(CitedInline):
    """Numbers a source gives."""

    model = Figure
    template = "admin/edit_inline/stacked.html"
    fields = (
        ("measure", "value", "qualifier", "status"),
        ("of_en", "of_es", "period_edtf"),
        ("article", "is_preferred", "certainty", "evidence"),
    )


class MembershipInline(CitedInline):
    """Posts of a person."""

    model = Membership
    fields = ("organization", "post_title_en", "post_title_es", "held_edtf", "certainty", "evidence")


class ProgramRoleInline(CitedInline):
    """Who funds, implements, owns a program."""

    model = ProgramRole
    fields = ("organization", "role", "held_edtf", "certainty", "evidence")


class NameInline(CitedInline):
    """Written forms of a name."""

    model = Name
    fields = ("text", "lang", "kind", "is_primary", "used_edtf", "certainty", "evidence")


class TagInline(RowInline):
    """Topics."""

    model = Tag
    fields = ("term", "basis", "certainty")


class IdentifierInline(RowInline):
    """Identifiers in other registers."""

    model = Identifier
    fields = ("scheme", "value", "certainty")


class PassageForm(KnowingForm):
    """A passage takes its words from the text of its article, where that is held."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end, body = cleaned.get("start"), cleaned.get("end"), self.instance.article.body
        if not body or start is None or end is None:
            return cleaned
        if end > len(body):
            self.add_error("end", ValidationError(_("The text of the article has only %d characters.") % len(body)))
        self.instance.text = body[start:end]
        return cleaned


class PassageInline(RowInline):
    """Passages of an article, each leading to what is cited from it."""

    model = Passage
    form = PassageForm
    fields = ("ordinal", "kind", "start", "end", "words", "evidence")
    readonly_fields = ("words", "evidence")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(citation_count=count_of(Citation, "passage"))
        return rows

    @admin.display(description=_lazy("words, for staff only"))
    def words(self, passage: Passage) -> str:
        return passage.text

    @admin.display(description=_lazy("citations"))
    def evidence(self, passage: Any) -> str:
        if passage.pk is None:
            return _("after saving")
        return evidence_links("passage", passage.pk, passage.citation_count, article=passage.article_id)
