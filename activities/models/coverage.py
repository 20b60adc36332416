"""Coverage: which article reports, announces or mentions which event."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import NaturalKeyQuerySet, Row, in_choices


class CoverageQuerySet(NaturalKeyQuerySet):
    """Coverage of events by articles."""


class CoverageKind(models.TextChoices):
    """What an article does with an event."""

    REPORTS = "reports", _("reports")
    ANNOUNCES = "announces", _("announces")
    MENTIONS = "mentions", _("mentions")


class Coverage(Row):
    """An article about an event. One event may have many articles, one article many events."""

    NATURAL_KEY = ("article__slug", "event__slug")

    article = models.ForeignKey(
        "activities.Article", on_delete=models.PROTECT, related_name="coverages", db_index=False
    )
    event = models.ForeignKey("activities.Event", on_delete=models.CASCADE, related_name="coverages", db_index=False)
    kind = models.CharField(max_length=10, choices=CoverageKind, default=CoverageKind.REPORTS)
    is_primary = models.BooleanField(default=False, help_text=_("The main source of the event; one at most."))

    objects = CoverageQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["event", "-is_primary", "article"]
        verbose_name = _("coverage")
        verbose_name_plural = _("coverage")
        indexes = [models.Index(fields=["event", "article"], name="coverage_by_event")]
        constraints = [
            *Row.Meta.constraints,
            in_choices("kind", CoverageKind, constraint="coverage_kind_is_known"),
            models.UniqueConstraint(
                fields=["article", "event"],
                name="article_covers_an_event_once",
                violation_error_message=_("This article already covers the event."),
            ),
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(is_primary=True),
                name="event_has_one_primary_article",
                violation_error_message=_("The event already has a primary article."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} · {self.get_kind_display()}"
