"""Articles and their passages in the admin. The text of an article is for staff alone, and stays as it was received."""

import hashlib
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from activities.admin.forms import FormAdmin, date_column
from activities.admin.lists import ListAdmin, count_column, count_of
from activities.admin.record import RecordAdmin, RecordForm
from activities.admin.rows import AppearanceInline, IdentifierInline, PassageInline, TagInline
from activities.models import Article, Coverage, Passage


class ArticleForm(RecordForm):
    """A text typed in is kept with line feeds alone, as spans count them, and gets its hash."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("body"):
            cleaned["body"] = cleaned["body"].replace("\r\n", "\n")
            cleaned["body_sha256"] = cleaned.get("body_sha256") or hashlib.sha256(cleaned["body"].encode()).hexdigest()
        return cleaned


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    """Articles, with their passages inside."""

    form = ArticleForm
    list_display = (
        "headline",
        "publisher",
        date_column("published_edtf", _("published"), ordering="published_latest"),
        "language",
        "state_label",
        count_column("event_count", _("events")),
        count_column("passage_count", _("passages")),
    )
    list_filter = ("state", "language", "published_basis", "may_quote")
    prepopulated_fields = {"slug": ("headline",)}
    counts = {"event_count": count_of(Coverage, "article"), "passage_count": count_of(Passage, "article")}
    inlines = (PassageInline, AppearanceInline, TagInline, IdentifierInline)
    fieldsets = (
        (None, {"fields": ("headline", "slug", "url", "other_urls", ("publisher", "publisher_certainty"))}),
        (_("Date"), {"fields": ("published_edtf", "published_basis", "dateline_text", "dateline_place")}),
        (_("Language"), {"fields": ("language", "translation_of")}),
        (_("In our own words"), {"fields": ("summary_en", "summary_es")}),
        (
            _("Text, for staff only"),
            {
                "classes": ("collapse",),
                "fields": ("body", "body_sha256", "fetched_on", "credits", "reading_note", "may_quote", "rights_note"),
            },
        ),
        RecordAdmin.colleagues,
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Passages and citations count from the start of the text: once it has its hash it does not change."""
        fixed = ("body", "body_sha256") if obj is not None and obj.body_sha256 else ()
        return (*super().get_readonly_fields(request, obj), *fixed)


@admin.register(Passage)
class PassageAdmin(FormAdmin, ListAdmin):
    """Only to find passages by words of their article and their number, such as “conofam 5”; edited in the article."""

    search_fields = ("ordinal",)
    list_display = ("__str__", "kind")

    def matching(self, word: str) -> Q:
        asked = Q(article__text_key__contains=word) | Q(article__slug__contains=word)
        return asked | Q(ordinal=int(word)) if word.isdecimal() and len(word) < 5 else asked  # noqa: PLR2004 - smallint

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
