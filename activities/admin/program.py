"""Programs in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from activities.admin.forms import date_column
from activities.admin.lists import count_column, count_of
from activities.admin.record import RecordAdmin
from activities.admin.rows import FigureInline, IdentifierInline, NameInline, ProgramRoleInline, TagInline
from activities.models import EventProgram, Program


@admin.register(Program)
class ProgramAdmin(RecordAdmin):
    """Programs, with who funds and carries them out."""

    list_display = (
        "name",
        "kind",
        date_column("date_edtf", _("period"), ordering="date_latest"),
        "parent",
        "state_label",
        count_column("event_count", _("events")),
    )
    list_filter = ("state", "kind", "status")
    prepopulated_fields = {"slug": ("name",)}
    counts = {"event_count": count_of(EventProgram, "program")}
    inlines = (NameInline, ProgramRoleInline, FigureInline, TagInline, IdentifierInline)
    fieldsets = (
        (None, {"fields": ("name", "slug", "kind", "parent", "date_edtf")}),
        (_("For aid data"), {"fields": ("status", "dac_purpose", "iati_identifier")}),
        (_("In our own words"), {"fields": ("summary_en", "summary_es")}),
        RecordAdmin.colleagues,
    )
