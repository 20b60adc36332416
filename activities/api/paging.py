"""Pages of a list by signed cursors: a walk meets every row once, also while rows are added.

A cursor holds the keys of the row a page begins after, and is signed for one noun and one order: what was
tampered with, or made for another list, is refused. Going back is the same walk in the reverse order.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cmp_to_key, partial
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from activities.filters import Key, Order, Question, QuestionError, Refusal
from activities.filters.base import Read

Keys = Sequence[Any]


@dataclass(frozen=True)
class Cursor:
    """The keys of the row that a page begins after, and whether the walk goes back."""

    keys: list[Any]
    is_backward: bool = False


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursors of the pages after and before them."""

    rows: list[Any]
    next: str | None
    previous: str | None


# Signing -------------------------------------------------------------------------------------------


def written(cursor: Cursor, scope: str) -> str:
    """The cursor as text, signed for a scope: the list and the order it belongs to."""
    keys = [key.isoformat() if isinstance(key, dt.date) else key for key in cursor.keys]
    return signing.dumps([cursor.is_backward, *keys], salt=f"cursor of {scope}")


def read(text: str, scope: str, order: Sequence[Key]) -> Cursor:
    """The cursor that a text holds; raises `QuestionError` unless it was written here, for this very scope."""
    try:
        is_backward, *texts = signing.loads(text, salt=f"cursor of {scope}")
        keys = [key.read(one) for key, one in zip(order, texts, strict=True)]
    except (signing.BadSignature, ValueError, TypeError) as error:
        detail = _("This cursor does not belong to this list in this order. Begin again without it.")
        raise QuestionError([Refusal("cursor", text[:200], detail)]) from error
    return Cursor(keys, bool(is_backward))


# Rows of the database ------------------------------------------------------------------------------


def paged(question: Question, read_rows: Read, size: int, cursor: str | None) -> Page:
    """A page of what answers a question; `read_rows` makes the page's records ready to be shown."""
    order, scope = question.order, f"{question.noun} by {question.order.name}"
    at = read(cursor, scope, order.keys) if cursor else None
    if at is None:
        rows = list(read_rows(question.queryset)[: size + 1])
    else:
        walk = backward(order) if at.is_backward else order
        rows = walk.next_rows(walk.applied(question.queryset), at.keys, size + 1, read_rows)
    return page_of(rows, size, at, order.keys_of, scope)


def page_of(rows: list[Any], size: int, at: Cursor | None, keys: Any, scope: str) -> Page:
    """A page out of the rows that follow a cursor, one more than the page holds if there are more."""
    has_more, shown = len(rows) > size, rows[:size]
    if at is not None and at.is_backward:
        shown.reverse()
    has_next, has_previous = (True, has_more) if at and at.is_backward else (has_more, at is not None)
    return Page(
        shown,
        written(Cursor(keys(shown[-1])), scope) if shown and has_next else None,
        written(Cursor(keys(shown[0]), is_backward=True), scope) if shown and has_previous else None,
    )


def backward(order: Order) -> Order:
    """The same order, from the end."""
    return replace(order, keys=tuple(key.reversed() for key in order.keys))


# Rows in memory ------------------------------------------------------------------------------------


def paged_list(rows: list[Any], keys: Sequence[Key], size: int, cursor: str | None, scope: str) -> Page:
    """A page of rows that are tuples of the values they are sorted by; `keys` say which way, and read values back."""
    at = read(cursor, scope, keys) if cursor else None
    walk = sorted(rows, key=cmp_to_key(partial(compared, keys)), reverse=at is not None and at.is_backward)
    if at is not None:
        way = -1 if at.is_backward else 1
        walk = [row for row in walk if compared(keys, row, at.keys) == way]
    return page_of(walk[: size + 1], size, at, list, scope)


def compared(order: Sequence[Key], row: Keys, other: Keys) -> int:
    """-1 when a row comes before another in an order, 1 when it comes after, 0 when they are the same."""
    for key, value, others in zip(order, row, other, strict=True):
        if value != others:
            return -1 if (value > others) == key.descending else 1
    return 0
