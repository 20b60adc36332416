"""Roles of organizations in programs: who funds, implements, owns. Funding is held where a source states it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.base import EdtfField, NaturalKeyQuerySet, Row, in_choices


class ProgramRoleQuerySet(NaturalKeyQuerySet):
    """Roles of organizations in programs."""


class ProgramRoleKind(models.TextChoices):
    """What an organization is to a program (after the IATI organisation roles)."""

    FUNDER = "funder", _("Funder")
    IMPLEMENTER = "implementer", _("Implementer")
    OWNER = "owner", _("Owner")
    PARTNER = "partner", _("Partner")


class ProgramRole(Row):
    """An organization in a role of a program. An event of the program shows its funder as “through the programme”."""

    NATURAL_KEY = ("program__slug", "organization__slug", "role")

    program = models.ForeignKey("activities.Program", on_delete=models.CASCADE, related_name="roles", db_index=False)
    organization = models.ForeignKey(
        "activities.Organization", on_delete=models.PROTECT, related_name="program_roles", db_index=False
    )
    role = models.CharField(max_length=12, choices=ProgramRoleKind)
    held_edtf = EdtfField(_("held (EDTF)"), help_text=_("From/to, only if a source says."))

    objects = ProgramRoleQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["program", "role", "organization__text_key"]
        verbose_name = _("role in a program")
        verbose_name_plural = _("roles in programs")
        indexes = [models.Index(fields=["organization", "role", "program"], name="program_role_by_organization")]
        constraints = [
            *Row.Meta.constraints,
            in_choices("role", ProgramRoleKind, constraint="program_role_is_known"),
            models.UniqueConstraint(
                fields=["program", "organization", "role"],
                name="organization_has_a_program_role_once",
                violation_error_message=_("This organization already has this role in the program."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.get_role_display()}"
