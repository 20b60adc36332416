"""Programs: cooperation programmes, public policies, plans, strategies, initiatives, training programmes and tools."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import (
    EdtfField,
    KeyField,
    Record,
    RecordQuerySet,
    bounds_follow,
    bounds_in_order,
    by_name,
    in_choices,
    matches,
    not_its_own_parent,
    parent_cycle,
)

DAC_PURPOSE = r"^[0-9]{5}\Z"
DAC_PURPOSE_WORDS = _("A DAC purpose code has five digits.")


class ProgramQuerySet(RecordQuerySet):
    """Programs, asked in the words of the field."""


class ProgramKind(models.TextChoices):
    """What a program is."""

    COOPERATION = "cooperation", _("Cooperation programme")
    PUBLIC_POLICY = "public_policy", _("Public policy")
    PLAN = "plan", _("Plan")
    STRATEGY = "strategy", _("Strategy")
    INITIATIVE = "initiative", _("Initiative")
    TRAINING_PROGRAMME = "training_programme", _("Training programme")
    TOOL = "tool", _("Tool")


class ProgramStatus(models.TextChoices):
    """IATI 2.03 codelist ActivityStatus."""

    PIPELINE = "1", _("Pipeline or identification")
    IMPLEMENTATION = "2", _("Implementation")
    FINALISATION = "3", _("Finalisation")
    CLOSED = "4", _("Closed")
    CANCELLED = "5", _("Cancelled")
    SUSPENDED = "6", _("Suspended")


class Program(Record):
    """What events are part of, support, present or are about."""

    name = models.CharField(max_length=300, help_text=_("The full name as sources write it."))
    kind = models.CharField(
        max_length=20,
        choices=ProgramKind,
        help_text=_("A government's policy or plan is not a cooperation programme."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="phases",
        help_text=_("What it is a phase or part of."),
    )
    date_edtf = EdtfField(
        _("period (EDTF)"),
        earliest="date_earliest",
        latest="date_latest",
        help_text=_(
            "When it ran, such as 2014/2018 or 2019/.. (end open). Empty: nobody has looked, or no source says."
        ),
    )
    date_earliest = models.DateField(null=True, blank=True, editable=False)
    date_latest = models.DateField(null=True, blank=True, editable=False)
    dac_purpose = models.CharField(
        _("DAC purpose code"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(DAC_PURPOSE, DAC_PURPOSE_WORDS)],
        help_text=_("Of a cooperation programme: five digits, such as 15190, orderly migration."),
    )
    iati_identifier = models.CharField(_("IATI identifier"), max_length=100, blank=True)
    status = models.CharField(
        max_length=1,
        choices=ProgramStatus,
        blank=True,
        help_text=_("IATI activity status, if a source says. Empty: not stated."),
    )
    text_key = KeyField(source=["name"])

    objects = ProgramQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["text_key", "id"]
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        permissions = [("publish_program", "Can publish and withdraw programs")]
        indexes = by_name("program", "state")
        constraints = [
            *Record.Meta.constraints,
            not_its_own_parent(),
            in_choices("kind", ProgramKind, constraint="program_kind_is_known"),
            bounds_follow("date_edtf", "date_earliest", "date_latest", constraint="program_bounds_follow_its_date"),
            bounds_in_order("date_earliest", "date_latest", constraint="program_ends_on_or_after_it_starts"),
            models.CheckConstraint(
                condition=Q(status="") | Q(status__in=ProgramStatus.values),
                name="program_status_is_known",
                violation_error_message=_("The status is an IATI activity status, 1 to 6, or empty."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="program_has_a_name",
                violation_error_message=_("A program needs a name."),
            ),
            matches(
                "dac_purpose",
                DAC_PURPOSE,
                constraint="program_dac_purpose_has_five_digits",
                words=DAC_PURPOSE_WORDS,
                blank=True,
            ),
            models.UniqueConstraint(
                fields=["iati_identifier"],
                condition=~Q(iati_identifier=""),
                name="program_iati_identifier_is_its_own",
                violation_error_message=_("Another program bears this IATI identifier."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if parent_cycle(self):
            raise ValidationError({"parent": _("A program cannot be a part of one of its own parts.")})
