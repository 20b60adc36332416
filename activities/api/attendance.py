"""Reported attendance, for programs: participants added up, with what is missing beside each sum."""

from collections.abc import Callable, Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

from activities.api.answers import PAGE_SIZE, ListViewSet
from activities.api.paging import paged_list
from activities.api.schema import listed
from activities.filters import FILTERS, Key, Parameter, Values, choice, whole_number
from activities.filters.attendance import GROUPS, Sums, attendance, meta_of

OWN = ("group_by", "ordering", "page_size", "cursor", "lang", "format")


def by_key(row: Sums) -> tuple[Any, ...]:
    """What a row is sorted by: its key, the row without one last."""
    return (int(row["key"] is None), row["key"] or "")


def by_number(row: Sums) -> tuple[Any, ...]:
    """What a row is sorted by: its number of participants, rows without one last."""
    return (int(row["reported"] is None), row["reported"] or 0, *by_key(row))


ABSENT, KEY, NUMBER = Key("absent", read=whole_number), Key("key"), Key("reported", read=whole_number)
ORDERS: dict[str, tuple[Callable[[Sums], tuple[Any, ...]], tuple[Key, ...]]] = {
    "key": (by_key, (ABSENT, KEY)),
    "-key": (by_key, (ABSENT, KEY.reversed())),
    "reported": (by_number, (ABSENT, NUMBER, ABSENT, KEY)),
    "-reported": (by_number, (ABSENT, NUMBER.reversed(), ABSENT, KEY)),
}


class AttendanceSerializer(serializers.Serializer[Any]):
    """What is reported of a group of events: attendances, not people."""

    key = serializers.CharField(allow_null=True, help_text="What the events share; null: what they share is not known.")
    label = serializers.CharField(help_text="The key in words.")  # type: ignore[assignment]
    reported = serializers.IntegerField(allow_null=True, help_text="Participants; null where no event has a number.")
    from_events = serializers.IntegerField(help_text="Events the number is added up from.")
    events_without_number = serializers.IntegerField(help_text="Events that were held, whose number no source gives.")
    sex_known_in = serializers.IntegerField(help_text="Events of which a source gives numbers of women or men.")


class AttendanceViewSet(ListViewSet):
    """Reported attendances of single events and sessions, held or under way: never of a series beside its sessions."""

    def parameters(self) -> Mapping[str, Parameter]:
        return {
            "group_by": choice(GROUPS, "What a row stands for; year.", many=False),
            **FILTERS["event"].known(),
            "ordering": choice(ORDERS, "The order of the rows.", many=False),
            **self.PAGING,
            **self.own,
        }

    def answer(self) -> Any:
        return listed(AttendanceSerializer(many=True), "Attendance")

    def list(self, request: Any) -> Response:
        """Attendances added up by year, program, country, organization or type of event.

        An event with two countries counts in both rows. `meta.totals` counts every event once, and `meta.left_out`
        says how many do not count and why: a series, what was not held, what sources disagree about.
        """
        values = self.read()
        asked = {name: value for name, value in values.items() if name not in OWN}
        group_by, ordering = values.get("group_by", "year"), values.get("ordering", "key")
        found = attendance(asked, group_by)
        meta = meta_of(asked, ordering) | {"group_by": group_by, "totals": found.totals, "left_out": found.left_out}
        return self.page(found.rows, group_by, ordering, values, meta)

    def page(self, rows: Any, group_by: str, ordering: str, values: Values, meta: dict[str, Any]) -> Response:
        """A page of the rows, with what their keys are called."""
        sorted_by, keys = ORDERS[ordering]
        places = {sorted_by(row): row for row in rows}
        scope = f"attendance by {group_by} by {ordering}"
        page = paged_list(list(places), keys, values.get("page_size", PAGE_SIZE), values.get("cursor"), scope)
        shown = [places[place] for place in page.rows]
        labels = GROUPS[group_by].labels([row["key"] for row in shown if row["key"] is not None])
        labelled = [{"label": labels.get(row["key"], str(GROUPS[group_by].absent))} | row for row in shown]
        return self.listing(page, AttendanceSerializer(labelled, many=True).data, len(rows), meta)
