"""The way of a record to the public and back: draft, review, published, withdrawn.

The one place that holds what publishing needs; the admin, the intake and the check of the whole
catalogue ask it. Who may do what is the admin's business.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from activities.editorial import history, renewal
from activities.editorial.rows import citations_of
from activities.models import Article, Event, EventDateBasis, Organization, State
from activities.models.article import ArticlePublishedBasis


class MoveError(ValidationError):
    """A move that the record's state or content forbids; `messages` says why, one sentence a reason."""


class Need(NamedTuple):
    """Something a published record has, in the words staff read when it is missing."""

    words: Promise
    is_met: Callable[[Any], bool]


# What publishing needs --------------------------------------------------------------------------------


def missing_for_publication(record: Any) -> list[str]:
    """What a record lacks before the public may see it, in words that name each thing; empty when nothing.

    Links count only when the public can follow them: an article that covers an event must itself be
    published, and so must the article of a citation and the organization of an event.
    """
    return [str(need.words) for need in NEEDS[record.noun] if not need.is_met(record)]


def _is_cited(record: Any) -> bool:
    return citations_of(record, naming=True).filter(article__in=Article.objects.published()).exists()


def _is_dated(event: Event) -> bool:
    return bool(event.date_edtf) or event.date_basis == EventDateBasis.UNKNOWN


def _is_covered(event: Event) -> bool:
    return event.coverages.filter(article__in=Article.objects.published()).exists()


def _has_organization(event: Event) -> bool:
    public = Organization.objects.published()
    return any(step.participations.filter(organization__in=public).exists() for step in _with_series(event))


def _with_series(event: Event) -> Iterator[Event]:
    """The event and the published series it is a session of, from the inside out."""
    yield event
    step = event.parent
    while step is not None and step.is_public:
        yield step
        step = step.parent


def _has_part(person: Any) -> bool:
    return bool(person.memberships.exists() or person.appearances.exists())


def _article_is_dated(article: Article) -> bool:
    return bool(article.published_edtf) or article.published_basis == ArticlePublishedBasis.UNKNOWN


_CITATION = Need(_lazy("a citation of a published article"), _is_cited)
_NAME = Need(_lazy("a name"), lambda record: bool(record.name))

NEEDS: dict[str, tuple[Need, ...]] = {
    "event": (
        Need(_lazy("a title"), lambda event: bool(event.title)),
        Need(_lazy("a type"), lambda event: event.event_type_id is not None),
        Need(_lazy("a date with its ground, or “the source does not say” as the ground of no date"), _is_dated),
        Need(_lazy("a published article that covers it"), _is_covered),
        _CITATION,
        Need(_lazy("a published organization that takes part in it, or in its published series"), _has_organization),
    ),
    "organization": (_NAME, _CITATION),
    "person": (_NAME, _CITATION, Need(_lazy("a post, or a part in an event or article"), _has_part)),
    "program": (_NAME, Need(_lazy("a kind"), lambda program: bool(program.kind)), _CITATION),
    "article": (
        Need(_lazy("a headline"), lambda article: bool(article.headline)),
        Need(_lazy("an address"), lambda article: bool(article.url)),
        Need(_lazy("a language"), lambda article: bool(article.language)),
        Need(
            _lazy("a date of publication with its ground, or “the article does not say” as the ground of no date"),
            _article_is_dated,
        ),
    ),
}


# The moves --------------------------------------------------------------------------------------------


def submit(record: Any, *, by: Any) -> None:
    """Hand a draft to the reviewers. Raises `MoveError` unless it is a draft."""
    _move(record, State.REVIEW, {State.DRAFT}, _("Submitted for review"), by=by)


@transaction.atomic
def publish(record: Any, *, by: Any, at: dt.datetime) -> None:
    """Show a draft or reviewed record to the public; its first moment of publication stays.

    Raises `MoveError`, whose message names everything that is missing.
    """
    since = {State.DRAFT, State.REVIEW}
    _expect(record, since)
    missing = missing_for_publication(record)
    if missing:
        said = _("It cannot be published yet. It needs: %s.")
        raise MoveError(said % "; ".join(missing))
    first = record.published_at or at
    _move(record, State.PUBLISHED, since, _("Published"), by=by, published_at=first)


def withdraw(record: Any, reason: str, *, by: Any) -> None:
    """Take a published record away from the public, who is told the reason (HTTP 410). Raises `MoveError`."""
    reason = reason.strip()
    limit = record._meta.get_field("withdrawn_reason").max_length
    if not 0 < len(reason) <= limit:
        raise MoveError(_("A withdrawal needs a reason that the public can read, of at most %d characters.") % limit)
    said = _("Withdrawn: %s") % reason
    _move(record, State.WITHDRAWN, {State.PUBLISHED}, said, by=by, withdrawn_reason=reason)


def return_to_draft(record: Any, reason: str = "", *, by: Any) -> None:
    """Give a reviewed or withdrawn record back to its editors. Raises `MoveError`, for a merged record too."""
    if record.merged_into_id is not None:
        raise MoveError(_("It was merged into “%s” and cannot come back by itself.") % record.merged_into)
    said = _("Returned to draft: %s") % reason.strip() if reason.strip() else _("Returned to draft")
    _move(record, State.DRAFT, {State.REVIEW, State.WITHDRAWN}, said, by=by, withdrawn_reason="")


@transaction.atomic
def _move(record: Any, state: State, since: set[State], reason: str, *, by: Any, **values: Any) -> None:
    """Change the state of a record that nobody has changed since it was read."""
    stored = history.lock(record)
    if stored is None or stored.version != record.version:
        raise MoveError(_("Somebody else has just changed this record. Look at it again first."))
    _expect(stored, since)
    history.remember(record)
    for name, value in {"state": state, **values}.items():
        setattr(record, name, value)
    history.save(record, reason, by)
    renewal.renew(record)


def _expect(record: Any, states: set[State]) -> None:
    if record.state not in states:
        raise MoveError(
            _("This cannot be done to “%(record)s”, whose state is “%(state)s”.")
            % {"record": record, "state": record.get_state_display()}
        )
