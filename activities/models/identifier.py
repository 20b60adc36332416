"""Identifiers: how other registers name the same record."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import NaturalKeyQuerySet, Row, exactly_one, in_choices

OWNERS = ["organization", "person", "program", "event", "article", "place"]


class IdentifierQuerySet(NaturalKeyQuerySet):
    """Identifiers in other registers."""


class IdentifierScheme(models.TextChoices):
    """The registers whose identifiers are kept."""

    IATI_ORG = "iati-org", "IATI organization"
    IATI_ACTIVITY = "iati-activity", "IATI activity"
    RELIEFWEB_SOURCE = "reliefweb-source", "ReliefWeb source"
    DAC_CHANNEL = "dac-channel", "OECD DAC channel"
    WIKIDATA = "wikidata", "Wikidata"
    ROR = "ror", "ROR"
    URL = "url", "URL"


class Identifier(Row):
    """A record's identifier under another register's scheme."""

    NATURAL_KEY = ("scheme", "value")

    organization = models.ForeignKey(
        "activities.Organization",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="identifiers",
    )
    person = models.ForeignKey(
        "activities.Person",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="identifiers",
    )
    program = models.ForeignKey(
        "activities.Program",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="identifiers",
    )
    event = models.ForeignKey(
        "activities.Event",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="identifiers",
    )
    article = models.ForeignKey(
        "activities.Article",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="identifiers",
    )
    place = models.ForeignKey(
        "activities.Place",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="identifiers",
    )
    scheme = models.CharField(max_length=20, choices=IdentifierScheme)
    value = models.CharField(max_length=300)

    objects = IdentifierQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["scheme", "value"]
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            *Row.Meta.constraints,
            in_choices("scheme", IdentifierScheme, constraint="identifier_scheme_is_known"),
            models.CheckConstraint(
                condition=exactly_one(OWNERS),
                name="identifier_belongs_to_one_record",
                violation_error_message=_("An identifier belongs to exactly one record."),
            ),
            models.CheckConstraint(
                condition=~Q(value=""),
                name="identifier_is_not_empty",
                violation_error_message=_("An identifier is not empty."),
            ),
            models.CheckConstraint(
                condition=~Q(scheme="url") | Q(value__regex=r"^https?://\S+\Z"),
                name="identifier_of_scheme_url_is_a_web_address",
                violation_error_message=_("An address begins with http:// or https:// and has no blanks."),
            ),
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="identifier_is_unique_in_its_scheme",
                violation_error_message=_("Another record bears this identifier."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"
