"""Organizations in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from activities.admin.lists import count_column, count_of
from activities.admin.record import RecordAdmin
from activities.admin.rows import FigureInline, IdentifierInline, NameInline
from activities.models import Membership, Organization, Participation


@admin.register(Organization)
class OrganizationAdmin(RecordAdmin):
    """Organizations. What they took part in stands in the events, who works there with the people."""

    list_display = (
        "name",
        "acronym",
        "kind",
        "parent",
        "existence",
        "state_label",
        count_column("participation_count", _("participations")),
        count_column("post_count", _("posts")),
    )
    list_filter = ("state", "kind", "existence", "is_collective")
    prepopulated_fields = {"slug": ("name",)}
    counts = {
        "participation_count": count_of(Participation, "organization"),
        "post_count": count_of(Membership, "organization"),
    }
    inlines = (NameInline, FigureInline, IdentifierInline)
    fieldsets = (
        (None, {"fields": ("name", "acronym", "slug", "kind", "existence", "is_collective")}),
        (_("Place in the world"), {"fields": ("parent", "parent_certainty", "country", "seat")}),
        (_("More"), {"fields": ("founded_edtf", "dissolved_edtf", "website")}),
        (_("In our own words"), {"fields": ("summary_en", "summary_es")}),
        RecordAdmin.colleagues,
    )
