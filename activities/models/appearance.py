"""Appearances: who opened, spoke, was quoted; at an event, or in an article."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import NaturalKeyQuerySet, Row, exactly_one, in_choices


class AppearanceQuerySet(NaturalKeyQuerySet):
    """Appearances of people."""


class AppearanceRole(models.TextChoices):
    """What a person did."""

    OPENED = "opened", _("opened")
    SPOKE = "spoke", _("spoke")
    QUOTED = "quoted", _("quoted")
    CHAIRED = "chaired", _("chaired")
    FACILITATED = "facilitated", _("facilitated")
    ATTENDED = "attended", _("attended")


class Appearance(Row):
    """A person in a role at an event, or in an article."""

    NATURAL_KEY = ("event__slug", "article__slug", "person__slug", "role")

    event = models.ForeignKey(
        "activities.Event",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="appearances",
    )
    article = models.ForeignKey(
        "activities.Article",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="appearances",
    )
    person = models.ForeignKey(
        "activities.Person", on_delete=models.PROTECT, related_name="appearances", db_index=False
    )
    role = models.CharField(
        max_length=12,
        choices=AppearanceRole,
        help_text=_("Quoted belongs to the article; opened or spoke to the event."),
    )
    on_behalf_of = models.ForeignKey(
        "activities.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="spoken_for",
    )
    title_as_given = models.CharField(max_length=200, blank=True, help_text=_("The post as the article writes it."))

    objects = AppearanceQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["event", "article", "role", "id"]
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        indexes = [models.Index(fields=["person", "event", "article"], name="appearance_by_person")]
        constraints = [
            *Row.Meta.constraints,
            in_choices("role", AppearanceRole, constraint="appearance_role_is_known"),
            models.CheckConstraint(
                condition=exactly_one(["event", "article"]),
                name="appearance_is_at_an_event_or_in_an_article",
                violation_error_message=_("A person appears at an event or in an article: exactly one of the two."),
            ),
            models.CheckConstraint(
                condition=Q(role="quoted", article__isnull=False) | (~Q(role="quoted") & Q(event__isnull=False)),
                name="person_is_quoted_in_an_article_and_acts_at_an_event",
                violation_error_message=_("People are quoted in articles; all other roles are roles at an event."),
            ),
            models.UniqueConstraint(
                fields=["event", "person", "role"],
                condition=Q(event__isnull=False),
                name="person_appears_once_in_a_role_at_an_event",
                violation_error_message=_("This person already has this role at the event."),
            ),
            models.UniqueConstraint(
                fields=["article", "person", "role"],
                condition=Q(article__isnull=False),
                name="person_appears_once_in_a_role_in_an_article",
                violation_error_message=_("This person already has this role in the article."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"
