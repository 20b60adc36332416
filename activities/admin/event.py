"""Events in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from activities.admin.forms import date_column
from activities.admin.lists import count_column, count_of
from activities.admin.record import RecordAdmin
from activities.admin.rows import (
    AppearanceInline,
    CoverageInline,
    EventPlaceInline,
    EventProgramInline,
    FigureInline,
    IdentifierInline,
    ParticipationInline,
    TagInline,
)
from activities.models import Coverage, Event, Participation


@admin.register(Event)
class EventAdmin(RecordAdmin):
    """Events, with every fact about them as a row inside."""

    list_display = (
        "__str__",
        date_column("date_edtf", _("date"), ordering="date_latest"),
        "event_type",
        "status",
        "state_label",
        count_column("article_count", _("articles")),
        count_column("organization_count", _("organizations")),
    )
    list_filter = ("state", "event_type", "status", "is_series", "date_basis")
    prepopulated_fields = {"slug": ("title_en",)}
    counts = {
        "article_count": count_of(Coverage, "event"),
        "organization_count": count_of(Participation, "event"),
    }
    inlines = (
        CoverageInline,
        ParticipationInline,
        EventPlaceInline,
        EventProgramInline,
        AppearanceInline,
        FigureInline,
        TagInline,
        IdentifierInline,
    )
    fieldsets = (
        (None, {"fields": ("title_en", "title_es", "slug", "event_type", "status", "attendance_mode", "languages")}),
        (
            _("Date"),
            {
                "fields": (
                    "date_edtf",
                    "date_basis",
                    "date_words",
                    ("date_note_en", "date_note_es"),
                    ("duration_days", "duration_hours"),
                )
            },
        ),
        (_("Series"), {"fields": ("is_series", "parent", "ordinal")}),
        (_("In our own words"), {"fields": ("summary_en", "summary_es")}),
        RecordAdmin.colleagues,
    )
