"""Staff: the stock Django admin, declared noun by noun. What staff may do to a record is in `editorial`."""

from activities.admin import (
    article,
    citation,
    duplicate_decision,
    event,
    organization,
    person,
    place,
    program,
    term,
    user,
)

__all__ = [
    "article",
    "citation",
    "duplicate_decision",
    "event",
    "organization",
    "person",
    "place",
    "program",
    "term",
    "user",
]
