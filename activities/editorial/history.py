"""What was changed in a record and its rows, by whom, from what to what; and the way back.

django-simple-history keeps a copy of every record and row at each save. A *version* of a record is one
such copy together with the rows as they stood until the record's next copy: whoever changes rows
saves their record first, so that a save and its rows make one version.
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from activities.editorial import renewal
from activities.editorial.rows import OWNED, SUBJECT_OF, citations_of, link_to, rows_of
from activities.models import Citation, Record

FOUND = "As it stood before the first change seen here"
LONGEST_REASON = 100  # the column of django-simple-history

# What has moves of its own (publishing, merging, renaming): shown in the history, never put back by it.
KEPT = frozenset({"slug", "state", "withdrawn_reason", "merged_into"})
# Rows of which one at most is marked: the mark is taken away in one place before it is put in another.
MARKS = ("is_primary", "is_preferred")


# Writing ----------------------------------------------------------------------------------------------


def lock(instance: Any) -> Any:
    """Read a record again and keep others from changing it until the transaction ends; None when it is gone.

    On SQLite a transaction is alone from its start (`transaction_mode` in the settings).
    """
    return type(instance).objects.select_for_update(of=("self",)).order_by().filter(pk=instance.pk).first()


def save(instance: Any, reason: str, by: Any = None) -> None:
    """Save with the account and the reason that stand in the history beside the change."""
    if isinstance(instance, Record):
        instance.updated_by = by
    instance._change_reason = reason[:LONGEST_REASON]  # noqa: SLF001 - where django-simple-history looks
    if by is not None:
        instance._history_user = by  # noqa: SLF001 - as above
    instance.save()


def remember(record: Any) -> None:
    """Enter what a record and its rows are now, where the history does not know them yet.

    What came in another way than by a save (a plain `loaddata`, a restored table) has no history, and
    its first change would have no “before”.
    """
    now = timezone.now()
    own = type(record).objects.filter(pk=record.pk)
    kinds: list[tuple[Any, Any]] = [(type(record), own), *rows_of(record), (Citation, citations_of(record))]
    for model, rows in kinds:
        unknown = list(rows.exclude(pk__in=model.history.values("id")))
        for row in unknown:
            row._history_user = None  # noqa: SLF001 - nobody we know of; where django-simple-history looks
        model.history.bulk_history_create(unknown, default_change_reason=FOUND, default_date=now)


# Reading ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """One field before and after, in the words of the form; a whole row when `field` is empty.

    `what` names the row, and is empty for the record itself.
    """

    what: str
    field: str
    before: str
    after: str


@dataclass
class Version:
    """One save of a record: `pk` is what `restore` takes, `number` the record's version as forms send it."""

    pk: int
    number: int
    at: dt.datetime
    by: str
    reason: str
    changes: list[Change] = field(default_factory=list)


def versions(record: Any) -> list[Version]:
    """Every version of a record with what it changed in the record and its rows, the newest first.

    The number of queries does not depend on the number of changes.
    """
    copies = _copies(record)
    found = [_version(copy) for copy in copies if isinstance(copy, type(record).history.model)]
    moments = [version.at for version in found]
    say = _Words(record, copies)
    for track in _tracks(copies):
        for before, after in pairwise([None, *track]):
            nearest = max(bisect_right(moments, after.history_date) - 1, 0)
            for version in found[nearest : nearest + 1]:
                version.changes.extend(say.changes(before, after))
    for version in found:
        version.changes.sort(key=lambda change: (change.what != "", change.what.partition(":")[0]))
    return found[::-1]


def changes_since(record: Any, number: int) -> list[Version]:
    """What was saved after the record's version had this number, the newest first."""
    return [version for version in versions(record) if version.number > number]


def _version(copy: Any) -> Version:
    return Version(
        pk=copy.history_id,
        number=copy.version,
        at=copy.history_date,
        by=copy.history_user.get_username() if copy.history_user else "",
        reason=copy.history_change_reason or "",
    )


def _copies(record: Any) -> list[Any]:
    """The copies of a record, of the rows it ever owned and of their citations, the oldest first."""
    sets = [type(record).history.filter(id=record.pk), *_copies_of_rows(record).values(), _copies_of_citations(record)]
    found = [copy for copies in sets for copy in copies.select_related("history_user")]
    return sorted(found, key=lambda copy: (copy.history_date, copy.history_id))


def _copies_of_rows(record: Any) -> dict[type[Any], QuerySet[Any]]:
    """All copies of every row that ever belonged to the record, by the kind of row."""
    link = link_to(type(record))
    return {
        model: model.history.filter(id__in=model.history.filter(**{f"{link}_id": record.pk}).values("id"))
        for model in OWNED.get(type(record), ())
    }


def _copies_of_citations(record: Any) -> Any:
    asked = Q(**{f"{SUBJECT_OF[type(record)]}_id": record.pk}) if type(record) in SUBJECT_OF else Q(id=None)
    for model, copies in _copies_of_rows(record).items():
        if model in SUBJECT_OF:
            asked |= Q(**{f"{SUBJECT_OF[model]}_id__in": copies.values("id")})
    return Citation.history.filter(id__in=Citation.history.filter(asked).values("id"))


def _tracks(copies: Iterable[Any]) -> list[list[Any]]:
    """The copies apart by what they are copies of, each in order of time."""
    tracks: dict[tuple[type[Any], int], list[Any]] = defaultdict(list)
    for copy in copies:
        tracks[type(copy), copy.id].append(copy)
    return list(tracks.values())


class _Words:
    """Says in words what copies hold; the names of linked records are read once for all copies."""

    def __init__(self, record: Any, copies: Iterable[Any]) -> None:
        self.record = record
        self.link = link_to(type(record))
        wanted: dict[Any, set[int]] = defaultdict(set)
        for copy in copies:
            for column in _shown(copy):
                if column.related_model:
                    wanted[column.related_model].add(getattr(copy, column.attname))
        self.names = {
            (model, row.pk): str(row)
            for model, ids in wanted.items()
            for row in model.objects.select_related().filter(pk__in=ids - {None})
        }

    def changes(self, before: Any, after: Any) -> Iterator[Change]:
        """What happened between two copies of one thing; `before` is None for its first."""
        had, has = self._belongs(before), self._belongs(after)
        if had and has:
            yield from self._differences(before, after)
        elif has and not self._is_own(after):
            yield Change(self._kind(after), "", "", self._whole(after))
        elif had and not self._is_own(after):
            yield Change(self._kind(before), "", self._whole(before), "")

    def _differences(self, before: Any, after: Any) -> Iterator[Change]:
        what = "" if self._is_own(after) else f"{self._kind(after)}: {self._identity(before)}"
        for column in _shown(after):
            values = self._value(before, column), self._value(after, column)
            if values[0] != values[1]:
                yield Change(what, capfirst(str(column.verbose_name)), *values)

    def _is_own(self, copy: Any) -> bool:
        return isinstance(copy, type(self.record).history.model)

    def _belongs(self, copy: Any) -> bool:
        """Whether the thing was there at that copy, and was the record's."""
        if copy is None or copy.history_type == "-":
            return False
        return getattr(copy, f"{self.link}_id", self.record.pk) in {self.record.pk, None}

    def _kind(self, copy: Any) -> str:
        return capfirst(str(copy.instance_type._meta.verbose_name))

    def _identity(self, copy: Any) -> str:
        """What tells a row from its sisters: the links and words of its natural key."""
        key = copy.instance_type.NATURAL_KEY
        names = {"article", "passage"} if copy.instance_type is Citation else {path.partition("__")[0] for path in key}
        values = (self._value(copy, column) for column in _shown(copy) if column.name in names - {self.link})
        return " · ".join(value for value in values if value)

    def _whole(self, copy: Any) -> str:
        columns = [column for column in _shown(copy) if column.name != self.link and self._value(copy, column)]
        return " · ".join(f"{column.verbose_name}: {self._value(copy, column)}" for column in columns)

    def _value(self, copy: Any, column: Any) -> str:
        value = getattr(copy, column.attname)
        if value in (None, "", []):
            return ""
        if column.related_model:
            return self.names.get((column.related_model, value), f"{column.related_model._meta.verbose_name} {value}")
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return str(dict(column.flatchoices).get(value, value))


def _shown(copy: Any) -> list[Any]:
    """The columns that people change: what they type, and what the moves of a record set; how sure it is, last."""
    typed = [column for column in copy.tracked_fields if column.editable and not column.primary_key]
    moved = [column for column in copy.tracked_fields if column.name in KEPT and not column.editable]
    return sorted([*typed, *moved], key=lambda column: column.name == "certainty")


# Going back -------------------------------------------------------------------------------------------


@transaction.atomic
def restore(record: Any, pk: int, *, by: Any) -> None:
    """Put a record, its rows and their citations back to one of its versions, as a new version.

    Its state, its slug and its identifiers stay as they are. Raises `ValidationError` when there is no
    such version, or when what it held can no longer stand: a linked record is gone, a name is taken.
    """
    copies = type(record).history.filter(id=record.pk)
    copy = copies.filter(history_id=pk).first()
    if copy is None:
        raise ValidationError(_("This record has no such version."))
    following = copies.filter(history_date__gt=copy.history_date).order_by("history_date").first()
    lock(record)
    remember(record)
    try:
        _put_back(record, copy)
        when = date_format(timezone.localtime(copy.history_date), "DATETIME_FORMAT")
        save(record, _("Back to the version of %s") % when, by)
        _restore_rows(record, following.history_date if following else timezone.now())
    except IntegrityError as error:
        raise ValidationError(_("That version can no longer be put back as a whole: %s") % error) from error
    renewal.renew(record)


def _restore_rows(record: Any, until: dt.datetime) -> None:
    link = f"{link_to(type(record))}_id"
    for model, copies in _copies_of_rows(record).items():
        then = {pk: copy for pk, copy in _last(copies, until).items() if getattr(copy, link) == record.pk}
        _replace(dict(rows_of(record))[model], then)
    _replace(citations_of(record), _last(_copies_of_citations(record), until))


def _last(copies: Any, until: dt.datetime) -> dict[int, Any]:
    """The last copy of each row before a moment, without the rows that were deleted by then."""
    found = {copy.id: copy for copy in copies.filter(history_date__lt=until).order_by("history_date", "history_id")}
    return {pk: copy for pk, copy in found.items() if copy.history_type != "-"}


def _replace(rows: QuerySet[Any], then: dict[int, Any]) -> None:
    """Make these rows what they were: delete the newer ones, set the changed ones, put back the lost ones."""
    now = {row.pk: row for row in rows}
    for pk in now.keys() - then.keys():
        now[pk].delete()
    for pk, copy in sorted(then.items(), key=lambda item: any(getattr(item[1], mark, False) for mark in MARKS)):
        if pk not in now:
            lost = copy.instance
            lost.full_clean()
            lost.save(force_insert=True)
        elif _put_back(now[pk], copy):
            now[pk].save()


def _put_back(row: Any, copy: Any) -> bool:
    """Set what people type to what a copy holds; say whether that changes anything."""
    columns = [column.attname for column in _shown(copy) if column.name not in KEPT]
    differing = [name for name in columns if getattr(row, name) != getattr(copy, name)]
    for name in differing:
        setattr(row, name, getattr(copy, name))
    if differing:
        row.full_clean()
    return bool(differing)
