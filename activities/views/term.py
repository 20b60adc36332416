"""Pages of topics and of our other lists of codes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.faces import Face
from activities.views import fields
from activities.views.fields import Field, Text
from activities.views.record_detail import RecordDetail, Related
from activities.views.record_list import RecordList


class TermList(RecordList):
    """The terms of all schemes, scheme by scheme."""

    noun = "term"
    heading = _("Topics")
    lead = _("What events, programs and articles are about, and the lists of codes that records are described with.")
    page_size = 200
    fields = (
        Field("q", _("Words in the label")),
        Field("scheme", _("Scheme"), "choice", fields.schemes),
    )


class TermDetail(RecordDetail):
    """One term: what it says, what lies under it, and what it classifies."""

    noun = "term"
    related = {"narrower": Related("term", {"parent": "{slug}"})}

    def shown(self, record: Face) -> dict[str, Any]:
        return super().shown(record) | {"classified": classified(record)}


EVENTS, ORGANIZATIONS, PROGRAMS = _("Events"), _("Organizations"), _("Programs")

# What the terms of our own lists classify; a term of any other scheme is a topic.
CLASSIFIES: dict[str, list[tuple[Text, Related]]] = {
    "event-type": [(EVENTS, Related("event", {"event_type": "{code}"}))],
    "participation-role": [(EVENTS, Related("event", {"role": "{code}"}))],
    "organization-kind": [(ORGANIZATIONS, Related("organization", {"kind": "{code}"}))],
}
TOPIC: list[tuple[Text, Related]] = [
    (EVENTS, Related("event", {"term": "{slug}"})),
    (PROGRAMS, Related("program", {"term": "{slug}"})),
]


def classified(term: Face) -> list[dict[str, Any]]:
    """The records a term classifies, section by section."""
    return [
        {
            "title": title,
            "noun": related.noun,
            "row": f"activities/_{related.noun}_row.html",
            "listing": related.listing(term),
        }
        for title, related in CLASSIFIES.get(term["scheme"], TOPIC)
    ]
