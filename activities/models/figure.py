"""Figures: numbers with what they count. A target is no result, a context statistic is nobody's attendance."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import (
    EdtfField,
    NaturalKeyQuerySet,
    Row,
    exactly_one,
    in_choices,
    in_language,
)

OWNERS = ["event", "organization", "program"]


class FigureQuerySet(NaturalKeyQuerySet):
    """Figures of events, organizations and programs."""


class FigureMeasure(models.TextChoices):
    """What a figure measures."""

    PARTICIPANTS_TOTAL = "participants_total", _("Participants")
    PARTICIPANTS_FEMALE = "participants_female", _("Participants, women")
    PARTICIPANTS_MALE = "participants_male", _("Participants, men")
    PARTICIPANTS_OTHER = "participants_other", _("Participants, other")
    INSTITUTIONS = "institutions", _("Institutions")
    SESSIONS = "sessions", _("Sessions")
    HOURS = "hours", _("Hours")
    DAYS = "days", _("Days")
    CONTEXT_STAT = "context_stat", _("Context statistic")


class FigureQualifier(models.TextChoices):
    """How exactly a source gives a number."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")


class FigureStatus(models.TextChoices):
    """Whether a number was reached, was aimed at, or is context."""

    ACTUAL = "actual", _("actual")
    TARGET = "target", _("target")
    CONTEXT = "context", _("context")


class Figure(Row):
    """A number a source gives, of what, and whether it was reached, planned or is context."""

    NATURAL_KEY = (
        "event__slug",
        "organization__slug",
        "program__slug",
        "measure",
        "status",
        "article__slug",
    )

    event = models.ForeignKey(
        "activities.Event", on_delete=models.CASCADE, null=True, blank=True, related_name="figures"
    )
    organization = models.ForeignKey(
        "activities.Organization",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="figures",
    )
    program = models.ForeignKey(
        "activities.Program",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="figures",
    )
    measure = models.CharField(max_length=20, choices=FigureMeasure)
    value = models.BigIntegerField()
    qualifier = models.CharField(max_length=10, choices=FigureQualifier, default=FigureQualifier.EXACT)
    status = models.CharField(
        max_length=10,
        choices=FigureStatus,
        default=FigureStatus.ACTUAL,
        help_text=_("An event under way counts as actual."),
    )
    of_en = models.CharField(
        _("of what (English)"),
        max_length=200,
        blank=True,
        help_text=_("What is counted, in few words."),
    )
    of_es = models.CharField(_("of what (Spanish)"), max_length=200, blank=True)
    period_edtf = EdtfField(
        _("period (EDTF)"),
        help_text=_("The period a context statistic covers, such as 2014-01/2014-05."),
    )
    article = models.ForeignKey(
        "activities.Article",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        help_text=_("The article that gives the number: two articles may disagree."),
    )
    is_preferred = models.BooleanField(default=True, help_text=_("Where sources disagree: the number shown first."))

    objects = FigureQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["event", "organization", "program", "-is_preferred", "measure", "id"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            *Row.Meta.constraints,
            in_choices("measure", FigureMeasure, constraint="figure_measure_is_known"),
            in_choices("qualifier", FigureQualifier, constraint="figure_qualifier_is_known"),
            in_choices("status", FigureStatus, constraint="figure_status_is_known"),
            models.CheckConstraint(
                condition=exactly_one(OWNERS),
                name="figure_belongs_to_one_record",
                violation_error_message=_("A figure belongs to an event, an organization or a program: exactly one."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="figure_is_not_negative",
                violation_error_message=_("A figure is 0 or more."),
            ),
            models.CheckConstraint(
                condition=~Q(measure="context_stat") | Q(status="context"),
                name="context_statistic_has_context_status",
                violation_error_message=_(
                    "A context statistic is neither a result nor a target: its status is “context”."
                ),
            ),
            *(
                constraint
                for owner in OWNERS
                for constraint in (
                    models.UniqueConstraint(
                        fields=[owner, "measure", "status", "article"],
                        condition=Q(**{f"{owner}__isnull": False, "article__isnull": False}),
                        name=f"{owner}_has_a_figure_once_in_an_article",
                        violation_error_message=_("This article already gives that figure."),
                    ),
                    models.UniqueConstraint(
                        fields=[owner, "measure", "status"],
                        condition=Q(**{f"{owner}__isnull": False, "article__isnull": True}),
                        name=f"{owner}_has_a_figure_once_without_article",
                        violation_error_message=_("That figure is already there without an article."),
                    ),
                    models.UniqueConstraint(
                        fields=[owner, "measure", "status"],
                        condition=Q(**{f"{owner}__isnull": False, "is_preferred": True}),
                        name=f"{owner}_has_one_preferred_figure",
                        violation_error_message=_("Only one figure of a measure can be the preferred one."),
                    ),
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.of or self.get_measure_display()}"

    @property
    def of(self) -> str:
        """What is counted, in the language of the moment."""
        return in_language(self, "of")

    def clean(self) -> None:
        super().clean()
        if self.event is not None and self.event.is_series and self.measure.startswith("participants"):
            raise ValidationError({"measure": _("A series takes no head-count of its own: give it to its session.")})
