"""Duplicate decisions: why two accounts were taken to be of one event, kept so that an editor can undo it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from activities.models.base import Keyed, NaturalKeyQuerySet, in_choices


class DuplicateDecisionQuerySet(NaturalKeyQuerySet):
    """Decisions about look-alikes."""

    def standing(self) -> "DuplicateDecisionQuerySet":
        """Decisions nobody has undone."""
        return self.filter(undone_at__isnull=True)


class DuplicateDecisionVerdict(models.TextChoices):
    """What was decided about two accounts."""

    SAME = "same", _("the same event")
    DIFFERENT = "different", _("different events")


class DuplicateDecision(Keyed):
    """Somebody's decision that the event an article tells of is, or is not, this event."""

    NATURAL_KEY = ("event__slug", "article__slug")

    event = models.ForeignKey("activities.Event", on_delete=models.CASCADE, related_name="duplicate_decisions")
    article = models.ForeignKey(
        "activities.Article",
        on_delete=models.CASCADE,
        related_name="duplicate_decisions",
        help_text=_("The article whose event was held against this one."),
    )
    verdict = models.CharField(max_length=10, choices=DuplicateDecisionVerdict, default=DuplicateDecisionVerdict.SAME)
    reason = models.TextField(help_text=_("What the two accounts have in common, and what differs."))
    shared_words = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("The longest run of words the two articles share.")
    )
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    history = HistoricalRecords()

    objects = DuplicateDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["event", "article"]
        verbose_name = _("duplicate decision")
        verbose_name_plural = _("duplicate decisions")
        constraints = [
            in_choices(
                "verdict",
                DuplicateDecisionVerdict,
                constraint="duplicate_decision_verdict_is_known",
            ),
            models.UniqueConstraint(
                fields=["event", "article"],
                name="one_duplicate_decision_for_event_and_article",
                violation_error_message=_("There is already a decision on this event and this article."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="duplicate_decision_has_a_reason",
                violation_error_message=_("A decision needs its reason."),
            ),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True) | Q(undone_at__isnull=False),
                name="undone_decision_has_its_moment",
                violation_error_message=_("Who undoes a decision does so at a moment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} / {self.article}: {self.get_verdict_display()}"
