"""Terms: codes of classification schemes, official ones (GCM, SDG, MGI) and our own lists."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from activities.models.base import (
    SLUG,
    SLUG_WORDS,
    Identified,
    KeyField,
    NaturalKeyQuerySet,
    in_language,
    is_web_address,
    matches,
    not_its_own_parent,
    parent_cycle,
    validate_slug,
)
from activities.models.tree import Ancestry, Nested, TreeQueries, inner, outer

CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z"
CODE_WORDS = _("Letters, digits, dot, hyphen, underscore.")


# What the schemes are called. A scheme that is not here is called by its code.
SCHEMES = {
    "event-type": _("Types of events"),
    "gcm-guiding-principle": _("Guiding principles of the Global Compact for Migration"),
    "gcm-objective": _("Objectives of the Global Compact for Migration"),
    "iom-thematic-area": _("Thematic areas of IOM"),
    "mgi-domain": _("Domains of the Migration Governance Indicators"),
    "migof": _("Migration Governance Framework"),
    "organization-kind": _("Kinds of organizations"),
    "participation-role": _("Roles of organizations in events"),
    "program-pillar": _("Pillars of the Regional Migration Program"),
    "sdg-target": _("Targets of the Sustainable Development Goals"),
}


class TermQuerySet(TreeQueries, NaturalKeyQuerySet):
    """Terms, found by scheme and code."""

    def of(self, scheme: str) -> "TermQuerySet":
        """The terms of one scheme, such as `event-type`."""
        return self.filter(scheme=scheme)


class Term(Nested, Identified):
    """One code of one scheme. Staff may add to our own schemes; official ones keep their official words."""

    NATURAL_KEY = ("scheme", "code")

    scheme = models.CharField(
        max_length=40,
        validators=[validate_slug],
        help_text=_("Such as gcm-objective, sdg-target, event-type, participation-role."),
    )
    code = models.CharField(
        max_length=40,
        validators=[RegexValidator(CODE, CODE_WORDS)],
    )
    position = models.PositiveSmallIntegerField(default=0, help_text=_("Its place in the scheme's own order."))
    label_en = models.CharField(_("label (English)"), max_length=500)
    label_es = models.CharField(
        _("label (Spanish)"),
        max_length=500,
        blank=True,
        help_text=_("Official schemes: the official words or nothing."),
    )
    short_en = models.CharField(_("short label (English)"), max_length=120, blank=True)
    short_es = models.CharField(_("short label (Spanish)"), max_length=120, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(
        null=True,
        blank=True,
        help_text=_("A tag on an earlier event is always ours, never stated."),
    )
    uri = models.URLField(_("URI"), max_length=500, blank=True)
    schema_org = models.CharField(
        _("schema.org name"),
        max_length=40,
        blank=True,
        help_text=_("The schema.org type or property it stands for, if any."),
    )
    text_key = KeyField(source=["label_en", "label_es"])
    history = HistoricalRecords()

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "position", "code"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        indexes = [models.Index(fields=["updated_at", "id"], name="term_by_change")]
        permissions = [("change_official_term", "Can change terms of official schemes")]
        constraints = [
            not_its_own_parent(),
            models.UniqueConstraint(
                fields=["scheme", "code"],
                name="term_code_is_unique_in_its_scheme",
                violation_error_message=_("This scheme already has that code."),
            ),
            models.CheckConstraint(
                condition=~Q(label_en=""),
                name="term_has_a_label",
                violation_error_message=_("A term needs a label in English."),
            ),
            matches("scheme", SLUG, constraint="term_scheme_is_well_formed", words=SLUG_WORDS),
            matches("code", CODE, constraint="term_code_is_well_formed", words=CODE_WORDS),
            is_web_address("uri", constraint="term_uri_is_a_web_address", blank=True),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_language(self, "label")

    @property
    def short(self) -> str:
        """The short label, or the whole one where there is none."""
        return in_language(self, "short") or self.label

    def get_absolute_url(self) -> str:
        return reverse("activities:term-detail", args=[self.scheme, self.code])

    def clean(self) -> None:
        super().clean()
        if parent_cycle(self):
            raise ValidationError({"parent": _("A term cannot lie under one of its own narrower terms.")})


class TermAncestry(Ancestry):
    """A term and one it is part of or narrower than."""

    record = inner("activities.Term")
    ancestor = outer("activities.Term")
