"""Pages of events."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.faces import Face
from activities.models import EventProgramLink, EventStatus
from activities.views import fields
from activities.views.fields import Choice, Field
from activities.views.record_detail import MANY, RecordDetail, Related
from activities.views.record_list import RecordList


def _orders() -> list[Choice]:
    return [
        Choice("date", str(_("Oldest first"))),
        Choice("title", str(_("By title"))),
    ]


def _matches() -> list[Choice]:
    return [Choice("certain", str(_("for certain")))]


def _funding() -> list[Choice]:
    return [
        Choice("stated", str(_("Stated for the event itself"))),
        Choice("via_program", str(_("Through the program"))),
        Choice("not_stated", str(_("Not stated"))),
    ]


class EventList(RecordList):
    """Events by type, time, place, organization, program and status."""

    noun = "event"
    heading = _("Events")
    lead = _("Workshops, trainings, consultations and meetings, as articles report them; dates as vague as the source.")
    fields = (
        Field("q", _("Words or names")),
        Field("event_type", _("Type"), "choice", fields.terms("event-type")),
        Field("year", _("Year"), "choice", fields.years_of_events),
        Field("status", _("Status"), "choice", fields.codes(EventStatus)),
        Field("place", _("Place"), "suggest", fields.places, noun="place"),
        Field("organization", _("Organization"), "suggest", fields.organizations, noun="organization"),
        Field("program", _("Program"), "suggest", fields.programs, noun="program"),
        Field("ordering", _("Order"), "choice", _orders, blank=_("Newest first")),
        Field("from", _("From"), "date", hint=_("2019, 2019-09 or 2019-09-05"), is_more=True),
        Field("to", _("To"), "date", hint=_("2019, 2019-09 or 2019-09-05"), is_more=True),
        Field("date_match", _("The date lies there"), "choice", _matches, blank=_("possibly"), is_more=True),
        Field("undated", _("Without a date"), "choice", fields.yes_or_no, is_more=True),
        Field("role", _("Role of the organization"), "choice", fields.terms("participation-role"), is_more=True),
        Field("program_link", _("Link to the program"), "choice", fields.codes(EventProgramLink), is_more=True),
        Field("funder", _("Funder"), "suggest", fields.organizations, noun="organization", is_more=True),
        Field("funding_basis", _("Ground of the funding"), "choice", _funding, is_more=True),
        Field("person", _("Person"), "suggest", fields.people, noun="person", is_more=True),
        Field("origin", _("Origin of participants"), "suggest", fields.origins, noun="place", is_more=True),
        Field("term", _("Topic"), "choice", fields.terms("gcm-objective", with_scheme=True), is_more=True),
        Field("is_series", _("Series"), "choice", fields.yes_or_no, is_more=True),
    )


class EventDetail(RecordDetail):
    """One event: when, where, who, within which programs, by whose money, how many; and who says so."""

    noun = "event"
    related = {
        "sessions": Related("event", {"parent": "{slug}", "ordering": "date"}, MANY),
        "evidence": Related("citation", {"event": "{slug}"}, MANY),
    }

    def shown(self, record: Face) -> dict[str, Any]:
        shown = super().shown(record)
        shown["sessions"].rows.sort(key=lambda session: session["ordinal"] or 0)  # a series counts, dates or not
        return shown
