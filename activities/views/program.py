"""Pages of programs."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.faces import Face
from activities.models import ProgramKind, ProgramRoleKind
from activities.views import fields
from activities.views.fields import Field
from activities.views.record_detail import MANY, RecordDetail, Related
from activities.views.record_list import RecordList


class ProgramList(RecordList):
    """Programs by kind and by the organizations behind them."""

    noun = "program"
    heading = _("Programs")
    lead = _(
        "Cooperation programs, public policies, plans, strategies, initiatives and tools that events have to do with."
    )
    fields = (
        Field("q", _("Name")),
        Field("kind", _("Kind"), "choice", fields.codes(ProgramKind)),
        Field("organization", _("Organization"), "suggest", fields.organizations, noun="organization"),
        Field("role", _("Its role"), "choice", fields.codes(ProgramRoleKind)),
    )


class ProgramDetail(RecordDetail):
    """One program: what it is, who stands behind it, and the events it has to do with."""

    noun = "program"
    related = {
        "events": Related("event", {"program": "{slug}", "program_link": "any"}),
        "articles": Related("article", {"program": "{slug}"}),
        "evidence": Related("citation", {"program": "{slug}"}, MANY),
    }

    def shown(self, record: Face) -> dict[str, Any]:
        shown = super().shown(record)
        return shown | {"events_by_link": by_link(shown["events"].rows, record["slug"])}


def by_link(events: list[Face], program: str) -> dict[str, list[Face]]:
    """Events under each link that the program, by its slug, has to them."""
    links: dict[str, list[Face]] = defaultdict(list)
    for event in events:
        for row in event["programs"]:
            if row["program"]["slug"] == program:
                links[row["link"]].append(event)
    return dict(links)
