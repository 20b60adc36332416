"""Tags: topics of events, programs and articles, and whether the source or an editor put them there."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import NaturalKeyQuerySet, Row, exactly_one, in_choices

OWNERS = ["event", "program", "article"]


class TagQuerySet(NaturalKeyQuerySet):
    """Tags of events, programs and articles."""


class TagBasis(models.TextChoices):
    """Who put a topic to a record."""

    STATED = "stated", _("stated by the source")
    ASSIGNED = "assigned", _("assigned by an editor")


class Tag(Row):
    """A topic of a record."""

    NATURAL_KEY = ("term__scheme", "term__code", "event__slug", "program__slug", "article__slug")

    term = models.ForeignKey("activities.Term", on_delete=models.PROTECT, related_name="tags")
    event = models.ForeignKey("activities.Event", on_delete=models.CASCADE, null=True, blank=True, related_name="tags")
    program = models.ForeignKey(
        "activities.Program", on_delete=models.CASCADE, null=True, blank=True, related_name="tags"
    )
    article = models.ForeignKey(
        "activities.Article", on_delete=models.CASCADE, null=True, blank=True, related_name="tags"
    )
    basis = models.CharField(
        max_length=10,
        choices=TagBasis,
        default=TagBasis.ASSIGNED,
        help_text=_("Stated only if the source itself names the objective."),
    )

    objects = TagQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["term__scheme", "term__position", "id"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            *Row.Meta.constraints,
            in_choices("basis", TagBasis, constraint="tag_basis_is_known"),
            models.CheckConstraint(
                condition=exactly_one(OWNERS),
                name="tag_belongs_to_one_record",
                violation_error_message=_("A topic belongs to an event, a program or an article: exactly one."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["term", owner],
                    condition=Q(**{f"{owner}__isnull": False}),
                    name=f"{owner}_has_a_topic_once",
                    violation_error_message=_("The record already has this topic."),
                )
                for owner in OWNERS
            ),
        ]

    def __str__(self) -> str:
        return str(self.term)

    def clean(self) -> None:
        super().clean()
        if self.term_id and self.basis == TagBasis.STATED and self.is_older_than_its_term():
            raise ValidationError({"basis": _("The record is older than this scheme: the topic can only be assigned.")})

    def is_older_than_its_term(self) -> bool:
        """Whether what is tagged was over, or printed, before the term existed."""
        start, latest = self.term.valid_from, self.latest_day()
        return start is not None and latest is not None and latest < start

    def latest_day(self) -> dt.date | None:
        """The latest day of what is tagged, where it is known."""
        if self.article is not None:
            return self.article.published_latest
        dated = self.event or self.program
        return dated.date_latest if dated is not None else None
