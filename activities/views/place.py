"""Pages of places."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.faces import Face
from activities.models import PlaceKind
from activities.views import fields
from activities.views.fields import Field
from activities.views.record_detail import MANY, RecordDetail, Related
from activities.views.record_list import RecordList


class PlaceList(RecordList):
    """Places by level and by what they lie inside."""

    noun = "place"
    heading = _("Places")
    lead = _("Regions, countries, states and towns: where events were held, and where participants came from.")
    page_size = 60
    fields = (
        Field("q", _("Name")),
        Field("kind", _("Level"), "choice", fields.codes(PlaceKind)),
        Field("country", _("Country"), "text", noun="place", hint=_("Such as mx")),
    )


class PlaceDetail(RecordDetail):
    """One place: what it lies in, what lies in it, and what happened there."""

    noun = "place"
    related = {
        "events": Related("event", {"place": "{slug}"}),
        "origins": Related("event", {"origin": "{slug}"}),
        "datelines": Related("event", {"place": "{slug}", "place_kind": "dateline"}),
        "inside": Related("place", {"parent": "{slug}"}, MANY),
    }

    def shown(self, record: Face) -> dict[str, Any]:
        shown = super().shown(record)
        if record["kind"] == PlaceKind.COUNTRY:
            shown["organizations"] = Related("organization", {"country": "{slug}"}).listing(record)
        return shown
