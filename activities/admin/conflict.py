"""What the second of two editors is shown: what the first one saved, and what they themselves typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from activities.editorial.history import Version


@dataclass(frozen=True)
class Unsaved:
    """One field of a refused form: what was typed, and what is stored now. `what` names the row it is in."""

    what: str
    field: str
    typed: str
    stored: str


def unsaved(form: forms.ModelForm, formsets: list[Any], meanwhile: list[Version]) -> list[Unsaved]:
    """What a refused form and its rows hold that is not what is stored.

    What only the other editor changed is left out: there the refused form holds the old value untouched.
    """
    untouched = {
        (change.field, change.before) for version in meanwhile for change in version.changes if not change.what
    }
    own = [one for one in _of_form(form, "") if (one.field, one.typed) not in untouched]
    return own + [one for formset in formsets for one in _of_formset(formset)]


def _of_formset(formset: Any) -> Iterator[Unsaved]:
    kind = capfirst(str(formset.model._meta.verbose_name))
    for number, form in enumerate(formset.forms, 1):
        row = f"{kind} {number}"
        if form.data.get(form.add_prefix(DELETION_FIELD_NAME)):
            yield Unsaved(row, _("Delete?"), _("Yes"), _("No"))
        yield from _of_form(form, row)


def _of_form(form: forms.ModelForm, what: str) -> Iterator[Unsaved]:
    names = [name for name in form.changed_data if name not in {"version", DELETION_FIELD_NAME}]
    for name in names:
        field = form.fields[name]
        typed, stored = _said(field, form[name].data), _said(field, form.get_initial_for_field(field, name))
        if typed != stored and not field.widget.is_hidden:
            yield Unsaved(what, capfirst(str(field.label)), typed, stored)


def _said(field: forms.Field, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(str(linked) for linked in _linked(field, value if isinstance(value, list) else [value]))
    if isinstance(field, forms.BooleanField):
        return _("Yes") if field.to_python(value) else _("No")
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(str(value), value))  # type: ignore[arg-type]
    return str(value)


def _linked(field: forms.ModelChoiceField, values: list[Any]) -> list[Any]:
    numbers = [value.pk if hasattr(value, "pk") else value for value in values]
    queryset: Any = field.queryset
    return list(queryset.filter(pk__in=[number for number in numbers if str(number).isdigit()]))
