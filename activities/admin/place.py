"""Places in the admin. They are all public, so those who may publish change them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from activities.admin.forms import VersionedForm
from activities.admin.lists import count_column, count_of
from activities.admin.rows import IdentifierInline, NameInline
from activities.admin.tracked import TrackedAdmin
from activities.models import EventPlace, Place


class PlaceForm(VersionedForm):
    """A form that stores what lies inside a place when its members were changed."""

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        if "members" in self.changed_data:
            Place.objects.relink()


@admin.register(Place)
class PlaceAdmin(TrackedAdmin):
    """Places, with every form of their names."""

    form = PlaceForm
    list_display = ("name", "kind", "iso_code", "parent", count_column("event_count", _("events")))
    list_filter = ("kind",)
    counts = {"event_count": count_of(EventPlace, "place")}
    inlines = (NameInline, IdentifierInline)
    readonly_fields = ("public_id",)
    fieldsets = (
        (None, {"fields": ("name_en", "name_es", "slug", "kind", "parent", "members", "valid_until_edtf")}),
        (_("Codes"), {"fields": ("iso_code", "m49", "public_id")}),
        (_("Point"), {"fields": ("latitude", "longitude", "coordinates_basis")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A place's slug stays: no old one would lead to it."""
        return (*super().get_readonly_fields(request, obj), *(("slug",) if obj else ()))

    @admin.display(description=_("name"), ordering="text_key")
    def name(self, place: Place) -> str:
        return place.name
