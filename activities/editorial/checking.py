"""What is wrong with the catalogue as a whole, record by record and row by row: one sentence a problem.

The database holds every rule that one row can show; what needs other rows, and what a file loaded
past the forms could break, is looked for here. Questions are asked of whole tables where that is
possible, so that the check of a large catalogue ends.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _

from activities import dates
from activities.editorial.publish import missing_for_publication
from activities.editorial.rows import link_to
from activities.models import (
    Article,
    Coverage,
    DuplicateDecision,
    DuplicateDecisionVerdict,
    Event,
    Organization,
    Person,
    Program,
    SlugRedirect,
)
from activities.models.base import EdtfField, Keyed, KeyField

NOUNS: tuple[type[Any], ...] = (Organization, Person, Program, Article, Event)
# A published record shows what it lies in; that must be public too.
ABOVE = {Organization: "parent", Program: "parent", Event: "parent", Article: "translation_of"}
# A date has eight digits at most, a telephone number with its area nine at least.
ADDRESS_OR_NUMBER = re.compile(r"[\w.+-]+@[\w-]+\.\w|\d(?:[ ().-]{0,3}\d){8}")
# Columns that are never shown, or whose digits are codes.
UNREAD = frozenset({"editor_note", "body", "body_sha256", "text", "exact", "prefix", "suffix", "note", "value"})


def problems() -> Iterator[str]:
    """Every problem of the catalogue, as “noun key: what is wrong”."""
    for check in CHECKS:
        yield from check()


def _said(instance: Any, problem: object) -> str:
    key = " ".join(str(value) for value in instance.natural_key() if value is not None)
    return f"{instance._meta.model_name} {key}: {problem}"


def _models() -> list[Any]:
    found = apps.get_app_config("activities").get_models()
    return [model for model in found if issubclass(model, Keyed)]


def _linked(model: Any) -> Iterator[Any]:
    """All rows of a table, knowing the records they name."""
    links = [field.name for field in model._meta.concrete_fields if _is_ours(field)]
    yield from model.objects.select_related(*links).order_by("pk").iterator()


def _is_ours(field: Any) -> bool:
    return bool(field.related_model) and issubclass(field.related_model, Keyed)


# Derived columns, fields, constraints -----------------------------------------------------------------


def _derived_columns() -> Iterator[str]:
    """Bounds that are not their text's, keys that are not their names'. Before `_fields`, which sets them."""
    for model in _models():
        columns = [field for field in model._meta.concrete_fields if isinstance(field, EdtfField | KeyField)]
        for instance in _linked(model) if columns else ():
            for column in columns:
                if not _is_true(column, instance):
                    yield _said(instance, _("%s is not what its text says.") % column.name)


def _is_true(column: EdtfField | KeyField, instance: Any) -> bool:
    value = getattr(instance, column.attname)
    if isinstance(column, KeyField):
        return bool(value == column.key_of(instance))
    if not column.earliest:
        return True
    bounds = (getattr(instance, column.earliest), getattr(instance, column.latest))
    try:
        date = dates.parse(value) if value else None
    except dates.DateError:
        return True  # said by `_fields`, with the reason
    return bounds == ((date.earliest, date.latest) if date else (None, None))


def _fields() -> Iterator[str]:
    """What the forms would refuse: values outside their lists, dates that do not parse, rules between rows."""
    for model in _models():
        links = [field.name for field in model._meta.concrete_fields if field.related_model]
        for instance in _linked(model):
            for message in [*_refusals(instance.clean_fields, exclude=links), *_refusals(instance.clean)]:
                yield _said(instance, message)


def _refusals(rule: Callable[..., None], **arguments: Any) -> list[str]:
    try:
        rule(**arguments)
    except ValidationError as error:
        named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        return [f"{name}: {' '.join(said)}" if name else " ".join(said) for name, said in named.items()]
    return []


def _choices_of_links() -> Iterator[str]:
    """Links to what their column is not for, such as a role that is no term of the participation roles."""
    for model in _models():
        for field in model._meta.concrete_fields:
            limits = field.get_limit_choices_to() if field.related_model else {}
            fitting = Q(**{f"{field.name}__{name}": value for name, value in limits.items()})
            for row in model.objects.exclude(fitting).exclude(**{field.name: None}) if limits else ():
                yield _said(row, _("%(field)s: “%(value)s” is not of its list.") % _link(row, field))


def _link(row: Any, field: Any) -> dict[str, Any]:
    return {"field": field.name, "value": getattr(row, field.name)}


def _constraints() -> Iterator[str]:
    """Rows that a CHECK of the database would refuse; possible only where it was switched off."""
    for model in _models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                for row in model.objects.annotate(is_held=_as_column(constraint)).filter(is_held=False):
                    yield _said(row, _("the database's rule %s does not hold.") % constraint.name)


def _as_column(constraint: models.CheckConstraint) -> Any:
    """Whether the rule holds: neither true nor false where it says nothing, as in SQL."""
    condition: Any = constraint.condition
    return ExpressionWrapper(condition, output_field=BooleanField())


# Sources ----------------------------------------------------------------------------------------------


def _passages() -> Iterator[str]:
    """Passages that overlap or end beyond the text. A leading page furniture bears a later number than the title."""
    for article in Article.objects.prefetch_related("passages"):
        passages = sorted(article.passages.all(), key=attrgetter("start"))
        for first, second in pairwise(passages):
            if second.start < first.end:
                yield _said(second, _("it begins before passage %d ends.") % first.ordinal)
        for passage in passages:
            if article.body and passage.end > len(article.body):
                yield _said(passage, _("it ends beyond the text of its article."))


# What the public sees ---------------------------------------------------------------------------------


def _published() -> Iterator[str]:
    """Published records that no longer have what publishing needs, or lie in something that is not public."""
    for noun in NOUNS:
        for record in noun.objects.published().order_by("slug"):
            for need in missing_for_publication(record):
                yield _said(record, _("it is published and needs %s.") % need)
            if not record.summary_en and not record.summary_es:
                yield _said(record, _("it is published without a summary in English or Spanish."))
            above = getattr(record, ABOVE.get(noun, ""), None)
            if above is not None and not above.is_public:
                yield _said(record, _("it is published inside “%s”, which is not.") % above)


def _private_words() -> Iterator[str]:
    """E-mail addresses and telephone numbers in what is shown."""
    for model in _models():
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if type(field) in {models.CharField, models.TextField} and field.editable and field.name not in UNREAD
        ]
        for row in model.objects.order_by("pk") if columns else ():
            for name in columns:
                if ADDRESS_OR_NUMBER.search(getattr(row, name) or ""):
                    yield _said(row, _("%s holds an e-mail address or a telephone number.") % name)


# Addresses, merges, decisions -------------------------------------------------------------------------


def _addresses() -> Iterator[str]:
    """Old slugs that are another record's present one, merged records that do not lead straight to a survivor."""
    for noun in NOUNS:
        link = link_to(noun)
        present = noun.objects.values("slug")
        for redirect in SlugRedirect.objects.filter(**{f"{link}__isnull": False}, slug__in=present):
            yield _said(redirect, _("this old slug is the present one of a record."))
        for record in noun.objects.filter(merged_into__isnull=False).select_related("merged_into"):
            if record.merged_into.merged_into_id is not None:
                yield _said(record, _("it is merged into a record that is itself merged."))


def _decisions() -> Iterator[str]:
    """Standing decisions that the coverage contradicts."""
    for decision in DuplicateDecision.objects.standing().select_related("event", "article"):
        is_covered = Coverage.objects.filter(event=decision.event, article=decision.article).exists()
        if is_covered != (decision.verdict == DuplicateDecisionVerdict.SAME):
            yield _said(decision, _("the coverage of the event says otherwise."))


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    _derived_columns,
    _fields,
    _choices_of_links,
    _constraints,
    _passages,
    _published,
    _private_words,
    _addresses,
    _decisions,
)
