"""People in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from activities.admin.lists import count_column, count_of
from activities.admin.record import RecordAdmin
from activities.admin.rows import IdentifierInline, MembershipInline, NameInline
from activities.models import Appearance, Membership, Person


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    """People, with their posts. What they did at an event stands in the event."""

    list_display = (
        "name",
        "state_label",
        count_column("post_count", _("posts")),
        count_column("appearance_count", _("appearances")),
    )
    prepopulated_fields = {"slug": ("name",)}
    counts = {"post_count": count_of(Membership, "person"), "appearance_count": count_of(Appearance, "person")}
    inlines = (NameInline, MembershipInline, IdentifierInline)
    fieldsets = (
        (None, {"fields": ("name", "slug", "honorific", ("given_name", "family_name"), "sort_name")}),
        (_("In our own words"), {"fields": ("summary_en", "summary_es")}),
        RecordAdmin.colleagues,
    )
