"""Places of events: venue, origin of participants, scope, and where the release was filed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import Basis, NaturalKeyQuerySet, Row, in_choices


class EventPlaceQuerySet(NaturalKeyQuerySet):
    """Places of events."""


class EventPlaceKind(models.TextChoices):
    """What a place was to an event."""

    VENUE = "venue", _("Venue")
    ORIGIN = "origin", _("Origin of participants")
    TARGET = "target", _("Scope")
    DATELINE = "dateline", _("Dateline only")


class EventPlace(Row):
    """An event and a place in a role. A dateline is where a release was filed, and no venue."""

    NATURAL_KEY = ("event__slug", "place__slug", "kind")

    event = models.ForeignKey("activities.Event", on_delete=models.CASCADE, related_name="event_places", db_index=False)
    place = models.ForeignKey("activities.Place", on_delete=models.PROTECT, related_name="event_places", db_index=False)
    kind = models.CharField(
        max_length=10,
        choices=EventPlaceKind,
        help_text=_("Where it was held; where participants came from; what area it was for; dateline."),
    )
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.STATED)
    venue_name = models.CharField(
        max_length=200, blank=True, help_text=_("The building or room, only if a source names it.")
    )

    objects = EventPlaceQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["event", "kind", "place__text_key"]
        verbose_name = _("place of an event")
        verbose_name_plural = _("places of events")
        indexes = [models.Index(fields=["place", "kind", "event"], name="event_place_by_place")]
        constraints = [
            *Row.Meta.constraints,
            in_choices("kind", EventPlaceKind, constraint="event_place_kind_is_known"),
            in_choices("basis", Basis, constraint="event_place_basis_is_known"),
            models.CheckConstraint(
                condition=Q(venue_name="") | Q(kind=EventPlaceKind.VENUE),
                name="only_a_venue_has_a_venue_name",
                violation_error_message=_("Only a venue has a building or a room."),
            ),
            models.UniqueConstraint(
                fields=["event", "place", "kind"],
                name="event_has_a_place_once_in_a_role",
                violation_error_message=_("The event already has this place in this role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.get_kind_display()}"
