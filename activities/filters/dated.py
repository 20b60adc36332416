"""Questions about time: windows that a vague date lies in, surely or possibly."""

import datetime as dt
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _

from activities import dates
from activities.filters.base import CHANGED, TEXT, Filter, Key, Order, QuestionError, Refusal, both_ways
from activities.filters.reading import Parameter, flag, read_period, read_year
from activities.models.base import DatedQuerySet, newest_first, oldest_first

Window = tuple[dt.date, dt.date]

DATE_SCHEMA = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
DATE_PARAMETERS = {
    "year": Parameter(read_year, "Years the date may lie in.", schema={"type": "string", "pattern": "^[0-9]{4}$"}),
    "from": Parameter(
        read_period, "First day of a window: YYYY, YYYY-MM or YYYY-MM-DD.", many=False, schema=DATE_SCHEMA
    ),
    "to": Parameter(read_period, "Last day of a window, included.", many=False, schema=DATE_SCHEMA),
    "undated": flag("Whether the date is not known at all."),
}


def date_orders(name: str, earliest: str, latest: str, label: str) -> dict[str, tuple[Key, ...]]:
    """Newest first and oldest first by the bounds of a date, undated records last; and the records' other orders."""
    newest, earlier = (Key(key, True, dt.date.fromisoformat) for key in newest_first(earliest, latest))
    oldest = Key(oldest_first(earliest, latest), False, dt.date.fromisoformat)
    row = both_ways("row")["row"]
    by_date = {f"-{name}": (newest, earlier, TEXT, *row), name: (oldest, TEXT, *row)}
    return by_date | both_ways(label, TEXT) | both_ways("updated_at", CHANGED)


class DatedFilter(Filter):
    """A filter of records with a vague date."""

    WINDOWED: ClassVar[tuple[str, ...]] = ("year", "fiscal_year", "from", "to")

    def of_date(self) -> Q | None:
        """The condition that the date lies in every window asked, possibly or for certain."""
        if not self.given(*self.WINDOWED):
            return None
        condition = Q()
        for windows in self.windows():
            within = Q()
            for start, end in windows:
                within |= self.lies_within(start, end)
            condition &= within
        return condition

    def windows(self) -> list[list[Window]]:
        """The windows asked; of those in one list, any will do."""
        lists = [self.values[name] for name in ("year", "fiscal_year") if name in self.values]
        if self.given("from", "to"):
            lists.append([self.window()])
        return lists

    def window(self) -> Window:
        """The window from `from` to `to`, to the end of time where one is not given."""
        start = self.values.get("from", (dt.date.min, None))[0]
        end = self.values.get("to", (None, dt.date.max))[1]
        if start > end:
            raise QuestionError([Refusal("from", start.isoformat(), _("The window ends before it begins."))])
        return start, end

    def lies_within(self, start: dt.date, end: dt.date) -> Q:
        """The condition that a date lies in a window."""
        return self.dates.certainly(start, end) if self.is_certain else self.dates.possibly(start, end)

    @property
    def dates(self) -> type[DatedQuerySet]:
        """The records' own questions about time."""
        return type(self.model.objects.none())

    @property
    def is_certain(self) -> bool:
        """Whether a date must lie in a window, however vague it is."""
        return bool(self.values.get("date_match") == "certain")

    def of_undated(self) -> Q | None:
        """The condition that the date is known, or not known at all."""
        if "undated" not in self.values:
            return None
        return self.has_no_date() if self.values["undated"] else ~self.has_no_date()

    def has_no_date(self) -> Q:
        return Q(**{f"{self.dates.EARLIEST}__isnull": True, f"{self.dates.LATEST}__isnull": True})

    def meta(self, order: Order) -> dict[str, Any]:
        """How dates were matched, and how many records without a date no window could find."""
        if not self.given(*self.WINDOWED):
            return super().meta(order)
        undated = type(self)({name: value for name, value in self.values.items() if name not in self.WINDOWED})
        match = self.values.get("date_match", "possible")
        return super().meta(order) | {
            "date_match": match,
            "open_window": dates.OPEN_WINDOW_DAYS if match == "possible" else None,
            "undated_left_out": self.published().filter(*undated.conditions()).undated().count(),
        }
