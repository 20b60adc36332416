"""Terms in the admin: our own lists are the reviewers', official schemes the administrators'."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from activities.admin.forms import VersionedForm
from activities.admin.lists import count_column, count_of
from activities.admin.tracked import TrackedAdmin
from activities.models import Tag, Term

OFFICIAL = frozenset({"gcm-objective", "gcm-guiding-principle", "mgi-domain", "migof", "sdg-target"})


def may_change_official(request: HttpRequest) -> bool:
    """Whether an account may add to and change the official schemes."""
    return request.user.has_perm("activities.change_official_term")


class TermForm(VersionedForm):
    """A form that keeps official schemes from all but administrators."""

    may_be_official = False

    def clean_scheme(self) -> str:
        scheme: str = self.cleaned_data["scheme"]
        if scheme in OFFICIAL and not self.may_be_official:
            raise ValidationError(_("Only an administrator adds to an official scheme."))
        return scheme


@admin.register(Term)
class TermAdmin(TrackedAdmin):
    """Terms, one scheme after the other."""

    form = TermForm
    list_display = ("label", "scheme", "code", "parent", count_column("tag_count", _lazy("topics")))
    list_filter = ("scheme",)
    counts = {"tag_count": count_of(Tag, "term")}
    readonly_fields = ("public_id",)
    fieldsets = (
        (None, {"fields": ("scheme", "code", "position", "parent")}),
        (_lazy("Labels"), {"fields": ("label_en", "label_es", "short_en", "short_es")}),
        (_lazy("More"), {"fields": ("valid_from", "uri", "schema_org", "public_id")}),
    )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.may_be_official = may_change_official(request)
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_open(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_open(request, obj) and super().has_delete_permission(request, obj)

    def is_open(self, request: HttpRequest, term: Term | None) -> bool:
        return term is None or term.scheme not in OFFICIAL or may_change_official(request)

    @admin.display(description=_lazy("label"), ordering="text_key")
    def label(self, term: Term) -> str:
        return term.label
