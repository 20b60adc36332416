"""Organizations: bodies, their units, and classes of bodies."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import (
    Certainty,
    EdtfField,
    KeyField,
    Record,
    RecordQuerySet,
    by_name,
    ends_before_it_starts,
    in_choices,
    is_web_address,
    not_its_own_parent,
    parent_cycle,
)
from activities.models.tree import Ancestry, Nested, TreeQueries, inner, outer


class OrganizationQuerySet(TreeQueries, RecordQuerySet):
    """Organizations, asked in the words of the field."""

    def with_units(self) -> Self:
        """These bodies and all units below them."""
        units: Self = self.with_descendants()
        return units


class OrganizationExistence(models.TextChoices):
    """Whether a body exists, is proposed, or is no more."""

    EXISTING = "existing", _("Existing")
    PROPOSED = "proposed", _("Proposed")
    FORMER = "former", _("Former")


class Organization(Nested, Record):
    """A body that organizes, supports, funds or takes part; or a class of such bodies."""

    name = models.CharField(max_length=200, help_text=_("The full name, as the body is best known in English."))
    acronym = models.CharField(
        max_length=30,
        blank=True,
        help_text=_("Capital letters as the body writes them, such as CONOFAM."),
    )
    kind = models.ForeignKey(
        "activities.Term",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"scheme": "organization-kind"},
        related_name="organizations",
        help_text=_("What kind of body it is. Leave empty when nobody has looked."),
    )
    existence = models.CharField(
        max_length=10,
        choices=OrganizationExistence,
        default=OrganizationExistence.EXISTING,
        help_text=_("Proposed: a source speaks of creating it. Such a body is never counted as existing."),
    )
    is_collective = models.BooleanField(
        default=False,
        help_text=_("A class of bodies, such as “the 30 state offices”; its size is a figure."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        help_text=_("The body this one is a unit of."),
    )
    parent_certainty = models.CharField(
        max_length=10,
        choices=Certainty,
        default=Certainty.STATED,
        help_text=_("How surely a source places it there."),
    )
    country = models.ForeignKey(
        "activities.Place",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"kind": "country"},
        related_name="organizations",
        help_text=_("The country it belongs to; empty for international bodies."),
    )
    seat = models.ForeignKey(
        "activities.Place",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seated_organizations",
        help_text=_("Where it has its seat, if a source says so."),
    )
    founded_edtf = EdtfField(_("founded"), help_text=_("EDTF, such as 1951 or 1993-10-19."))
    dissolved_edtf = EdtfField(_("dissolved"), help_text=_("EDTF, such as 2018-11."))
    website = models.URLField(max_length=500, blank=True)
    text_key = KeyField(source=["name", "acronym"])

    objects = OrganizationQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["text_key", "id"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        permissions = [("publish_organization", "Can publish and withdraw organizations")]
        indexes = by_name("organization", "state")
        constraints = [
            *Record.Meta.constraints,
            not_its_own_parent(),
            in_choices("existence", OrganizationExistence, constraint="organization_existence_is_known"),
            in_choices("parent_certainty", Certainty, constraint="organization_parent_certainty_is_known"),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="organization_has_a_name",
                violation_error_message=_("An organization needs a name."),
            ),
            is_web_address("website", constraint="organization_website_is_a_web_address", blank=True),
        ]

    def clean(self) -> None:
        super().clean()
        if parent_cycle(self):
            raise ValidationError({"parent": _("A body cannot be a unit of one of its own units.")})
        if ends_before_it_starts(self.founded_edtf, self.dissolved_edtf):
            raise ValidationError({"dissolved_edtf": _("A body cannot be dissolved before it is founded.")})
        if self.is_collective and self.pk and self.memberships.exists():
            raise ValidationError({"is_collective": _("A class of bodies has no posts: move its memberships first.")})

    def path(self) -> list["Organization"]:
        """The bodies above this one, from the top down."""
        steps: list[Organization] = []
        step = self.parent
        while step is not None and step not in steps:
            steps.insert(0, step)
            step = step.parent
        return steps


class OrganizationAncestry(Ancestry):
    """A body and one it is a unit of."""

    record = inner("activities.Organization")
    ancestor = outer("activities.Organization")
