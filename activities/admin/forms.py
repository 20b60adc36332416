"""Forms of the admin: dates that say what they mean, links that cost no query, a version that guards a save."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget, AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from activities import dates
from activities.models.base import EdtfField

CONFLICT = "conflict"


def date_label(text: str) -> str:
    """An EDTF text in words, in the language of the moment; nothing for one that does not parse."""
    try:
        return dates.label(text, get_language() or "en") if text else ""
    except dates.DateError:
        return ""


def date_column(name: str, description: Any, *, ordering: str) -> Any:
    """A column of a list that says a date in words."""

    @admin.display(description=description, ordering=ordering)
    def column(record: Any) -> str:
        return date_label(getattr(record, name))

    return column


class EdtfInput(AdminTextInputWidget):
    """A field for EDTF text that shows beside it what the text means."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        return format_html('{} <span class="date-label">{}</span>', field, date_label(str(value or "")))


class KnownSelect(AutocompleteSelect):
    """An autocomplete that is told the label of its choice, and so need not ask the database for it, form by form."""

    known: dict[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        chosen = [choice for choice in value if choice]
        if not self.known.keys() >= set(chosen):
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for choice in chosen:
            options.append(self.create_option(name, choice, self.known[choice], True, len(options)))
        return [(None, options, 0)]


class KnowingForm(forms.ModelForm):
    """A form whose links know the labels of what its instance was read together with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownSelect):
                widget.known = self.known_choice(name)

    def known_choice(self, name: str) -> dict[str, str]:
        column: Any = self.instance._meta.get_field(name)
        if not column.is_cached(self.instance):
            return {}
        linked = getattr(self.instance, name)
        return {str(linked.pk): str(linked)} if linked is not None else {}


class VersionedForm(KnowingForm):
    """A form that saves only what nobody else has changed since it was opened."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("version") != self.instance.version:
            self.add_error(None, ValidationError(_("Somebody else has saved this in the meantime."), code=CONFLICT))
        return cleaned


class RowFormSet(forms.BaseInlineFormSet):
    """Rows of one record, held against each other: Django itself looks only for what is stored already."""

    def clean(self) -> None:
        super().clean()
        deleted = {id(form) for form in self.deleted_forms}
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        rows = [form.instance for form in kept if id(form) not in deleted]
        for rule in rows[0]._meta.constraints if rows else ():
            if isinstance(rule, models.UniqueConstraint) and rule.condition is not None:
                self.refuse_twins(rule, [row for row in rows if _is_meant(rule, row)])

    def refuse_twins(self, rule: models.UniqueConstraint, rows: list[models.Model]) -> None:
        """Refuse two rows that share what a conditional rule allows once: two primary articles of an event."""
        values = [tuple(getattr(row, name) for name in _columns(rule, row)) for row in rows]
        if len(set(values)) < len(values):
            raise ValidationError(rule.get_violation_error_message())


def _columns(rule: models.UniqueConstraint, row: Any) -> list[str]:
    return [str(row._meta.get_field(name).attname) for name in rule.fields]


def _is_meant(rule: models.UniqueConstraint, row: models.Model) -> bool:
    """Whether the condition of a rule, links that are set or empty and marks, holds for a row."""
    asked = dict(getattr(rule.condition, "children", ()))
    return all(
        (getattr(row, f"{name.removesuffix('__isnull')}_id") is None) == value
        if name.endswith("__isnull")
        else getattr(row, name) == value
        for name, value in asked.items()
    )


class FormAdmin(admin.options.BaseModelAdmin):
    """What record forms and the rows inside them share: every link is an autocomplete, every date says its meaning."""

    formfield_overrides = {EdtfField: {"widget": EdtfInput}, models.URLField: {"assume_scheme": "https"}}

    def links(self) -> list[Any]:
        """The columns of the model that lead to something with an admin of its own."""
        return [
            column
            for column in (*self.opts.concrete_fields, *self.opts.many_to_many)
            if column.editable and column.related_model and self.admin_site.is_registered(column.related_model)
        ]

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [column.name for column in self.links()]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Rows together with what they link to, whose labels lists and forms show."""
        names = [column.name for column in self.links() if not column.many_to_many]
        return super().get_queryset(request).select_related(*names)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the pencil and the cross beside a link, which would change and delete other records."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field
