"""Pages of organizations."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.faces import Face
from activities.models import OrganizationExistence
from activities.views import fields
from activities.views.fields import Field
from activities.views.record_detail import MANY, RecordDetail, Related
from activities.views.record_list import RecordList


class OrganizationList(RecordList):
    """Organizations by kind, country and existence."""

    noun = "organization"
    heading = _("Organizations")
    lead = _("Bodies, their units, and classes of bodies that took part in events or stand behind programs.")
    fields = (
        Field("q", _("Name or acronym")),
        Field("kind", _("Kind"), "choice", fields.terms("organization-kind")),
        Field("country", _("Country"), "suggest", fields.countries, noun="place"),
        Field("existence", _("Existence"), "choice", fields.codes(OrganizationExistence)),
        Field("is_collective", _("Class of bodies"), "choice", fields.yes_or_no),
        Field("parent", _("Unit of"), "suggest", fields.organizations, noun="organization"),
    )


class OrganizationDetail(RecordDetail):
    """One organization: its names and units, its people, and what it did in events and programs."""

    noun = "organization"
    related = {
        "events": Related("event", {"organization": "{slug}"}),
        "funded": Related("event", {"funder": "{slug}"}),
        "units": Related("organization", {"parent": "{slug}"}),
        "memberships": Related("membership", {"organization": "{slug}"}, MANY),
        "programs": Related("program", {"organization": "{slug}"}),
        "published": Related("article", {"publisher": "{slug}"}),
        "evidence": Related("citation", {"organization": "{slug}"}, MANY),
    }

    def shown(self, record: Face) -> dict[str, Any]:
        shown = super().shown(record)
        return shown | {"events_by_role": by_role(shown["events"].rows, record["slug"])}


def by_role(events: list[Face], organization: str) -> dict[str, list[Face]]:
    """Events under each role that the organization, by its slug, had in them."""
    roles: dict[str, list[Face]] = defaultdict(list)
    for event in events:
        for row in event["participations"]:
            if row["organization"]["slug"] == organization:
                roles[row["role_label"]].append(event)
    return dict(roles)
