"""Undoing the decision that two accounts are of one event: the article gets an event of its own again."""

import datetime as dt
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.editorial import history
from activities.editorial.rows import rows_of
from activities.models import (
    Article,
    Certainty,
    Coverage,
    DuplicateDecision,
    DuplicateDecisionVerdict,
    Event,
    Figure,
    SlugRedirect,
)

# The columns behind a field that a citation names, where they do not bear its name alone.
COLUMNS = {
    "title": (),
    "date": ("date_edtf", "date_basis", "date_words", "date_note_en", "date_note_es"),
    "duration": ("duration_days", "duration_hours"),
}
LONGEST_STEM = 110  # characters of a slug before its number


@transaction.atomic
def undo(decision: DuplicateDecision, *, by: Any, at: dt.datetime) -> Event:
    """Take an article's account out of an event and give it a draft event of its own, which is returned.

    The new event has the old one's title and type, and whatever columns the article was cited for. Rows and
    citations that stand on this article alone move to it; a row that other articles carry too is copied,
    and the copy takes this article's citations. The old event keeps its columns; its note for
    colleagues names those that nothing carries any more. Raises `ValidationError` when the decision
    is already undone, says the events differ, or leaves the old event without an article.
    """
    _refuse_impossible(decision)
    event, article = decision.event, decision.article
    history.lock(event)
    history.remember(event)
    new = _event_of_its_own(event, article, by)
    _leave_note(event, article)
    history.save(event, _("%s tells of another event") % article, by)
    for _model, rows in rows_of(event):
        for row in rows:
            _share(row, article, new)
    for citation in event.citations.filter(article=article):
        citation.event = new
        citation.save()
    decision.undone_at, decision.undone_by = at, by
    history.save(decision, _("Undone"), by)
    return new


def _refuse_impossible(decision: DuplicateDecision) -> None:
    if decision.undone_at is not None:
        raise ValidationError(_("This decision is already undone."))
    if decision.verdict != DuplicateDecisionVerdict.SAME:
        raise ValidationError(_("The decision says that the events differ: there is nothing to undo."))
    coverages = Coverage.objects.filter(event=decision.event)
    if not coverages.filter(article=decision.article).exists():
        raise ValidationError(_("This article does not cover the event."))
    if not coverages.exclude(article=decision.article).exists():
        raise ValidationError(_("No other article covers the event: nothing would be left of it."))


def _event_of_its_own(event: Event, article: Article, by: Any) -> Event:
    new = Event(
        slug=_free_slug(event.slug[:LONGEST_STEM]),
        title_en=event.title_en,
        title_es=event.title_es,
        event_type=event.event_type,
        editor_note=_("Split from “%(event)s”: what %(article)s tells. Look at title, date and rows.")
        % {"event": event, "article": article},
        created_by=by,
    )
    for name in _columns_cited(event, article):
        setattr(new, name, getattr(event, name))
    history.save(new, _("Split from %s") % event.slug, by)
    return new


def _free_slug(stem: str) -> str:
    taken = {*Event.objects.values_list("slug", flat=True), *SlugRedirect.objects.values_list("slug", flat=True)}
    return next(slug for number in count(2) if (slug := f"{stem}-{number}") not in taken)


def _columns_cited(event: Event, article: Article) -> list[str]:
    """The columns of the event that the article was cited for."""
    own = {column.name for column in Event._meta.fields if column.editable}
    fields = event.citations.filter(article=article).values_list("field", flat=True).distinct()
    return [name for field in fields for name in COLUMNS.get(field, (field,)) if name in own]


def _leave_note(event: Event, article: Article) -> None:
    """Say in the event's note which of its fields only this article was cited for."""
    cited = event.citations.exclude(field="")
    fields = set(cited.filter(article=article).values_list("field", flat=True))
    alone = fields - set(cited.exclude(article=article).values_list("field", flat=True))
    if alone:
        note = _("Without a citation since %(article)s was split off: %(fields)s.")
        said = note % {"article": article, "fields": ", ".join(sorted(alone))}
        event.editor_note = f"{event.editor_note}\n{said}".strip()


def _share(row: Any, article: Article, new: Event) -> None:
    """Move a row to the new event when the article alone carries it; copy it there when others do too."""
    carriers = _carriers(row)
    if carriers == {article.pk}:
        _move(row, new)
    elif article.pk in carriers:
        copy = _copy(row, article, new)
        for citation in row.citations.filter(article=article):
            setattr(citation, citation.subject_name, copy)
            citation.save()


def _carriers(row: Any) -> set[int]:
    """The articles on which a row stands: a coverage on its own, a figure also on the one it names."""
    if isinstance(row, Coverage):
        return {row.article_id}
    cited = set(row.citations.values_list("article_id", flat=True)) if hasattr(row, "citations") else set()
    return cited | {row.article_id} if isinstance(row, Figure) and row.article_id else cited


def _move(row: Any, new: Event) -> None:
    row.event = new
    if isinstance(row, Coverage):
        row.is_primary, row.certainty = True, Certainty.STATED
    row.save()


def _copy(row: Any, article: Article, new: Event) -> Any:
    values = {column.name: getattr(row, column.name) for column in row._meta.fields if not column.primary_key}
    if isinstance(row, Figure):
        values["article"] = article
    copy = type(row)(**values | {"event": new})
    copy.save()
    return copy
