"""Participations: which organization took part in which event, in what role."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.base import NaturalKeyQuerySet, Row, in_language


class ParticipationQuerySet(NaturalKeyQuerySet):
    """Participations of organizations in events."""


class Participation(Row):
    """An organization in a role at an event."""

    NATURAL_KEY = ("event__slug", "organization__slug", "role__code")

    event = models.ForeignKey(
        "activities.Event", on_delete=models.CASCADE, related_name="participations", db_index=False
    )
    organization = models.ForeignKey(
        "activities.Organization", on_delete=models.PROTECT, related_name="participations", db_index=False
    )
    role = models.ForeignKey(
        "activities.Term",
        on_delete=models.PROTECT,
        limit_choices_to={"scheme": "participation-role"},
        related_name="participations",
        help_text=_(
            "Collaborator: named as a partner, part unclear. Funder: only if a source says so of this very event."
        ),
    )
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)
    note_es = models.CharField(_("note (Spanish)"), max_length=300, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["event", "role__position", "organization__text_key"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        indexes = [models.Index(fields=["organization", "event", "role"], name="participation_by_organization")]
        constraints = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["event", "organization", "role"],
                name="organization_takes_part_once_in_a_role",
                violation_error_message=_("This organization already has this role in the event."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.role}"

    @property
    def note(self) -> str:
        return in_language(self, "note")
