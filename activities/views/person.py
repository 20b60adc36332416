"""Pages of people."""

from django.utils.translation import gettext_lazy as _

from activities.models import AppearanceRole
from activities.views import fields
from activities.views.fields import Field
from activities.views.record_detail import MANY, RecordDetail, Related
from activities.views.record_list import RecordList


class PersonList(RecordList):
    """People by the organizations they stand for and what they did."""

    noun = "person"
    heading = _("People")
    lead = _("Officials and speakers whom articles name with a post or a part in an event.")
    fields = (
        Field("q", _("Name")),
        Field("organization", _("Organization"), "suggest", fields.organizations, noun="organization"),
        Field("role", _("What they did"), "choice", fields.codes(AppearanceRole)),
    )


class PersonDetail(RecordDetail):
    """One person: forms of the name, posts as articles show them, and appearances."""

    noun = "person"
    related = {
        "articles": Related("article", {"person": "{slug}"}),
        "evidence": Related("citation", {"person": "{slug}"}, MANY),
    }
