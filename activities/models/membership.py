"""Memberships: who holds which post at which organization, as sources show it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import (
    EdtfField,
    Identified,
    NaturalKeyQuerySet,
    Row,
    bounds_follow,
    bounds_in_order,
    in_language,
    public,
)


class MembershipQuerySet(NaturalKeyQuerySet):
    """Posts of people."""

    def published(self) -> "MembershipQuerySet":
        """Posts whose person and organization the public may see."""
        return self.filter(public("person"), public("organization"))


class Membership(Identified, Row):
    """A person's post at an organization. When it was held is shown by the articles cited for it."""

    NATURAL_KEY = (
        "person__slug",
        "organization__slug",
        "post_title_en",
        "post_title_es",
        "held_edtf",
    )

    person = models.ForeignKey("activities.Person", on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey("activities.Organization", on_delete=models.PROTECT, related_name="memberships")
    post_title_en = models.CharField(
        _("post (English)"),
        max_length=200,
        blank=True,
        help_text=_("Such as National Coordinator."),
    )
    post_title_es = models.CharField(_("post (Spanish)"), max_length=200, blank=True)
    held_edtf = EdtfField(
        _("held (EDTF)"),
        earliest="held_earliest",
        latest="held_latest",
        help_text=_("From/to, such as 2017/2019 or 2019-01/.. – only if a source says. Empty: not stated."),
    )
    held_earliest = models.DateField(null=True, blank=True, editable=False)
    held_latest = models.DateField(null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["person__text_key", "organization__text_key", "id"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        indexes = [models.Index(fields=["updated_at", "id"], name="membership_by_change")]
        constraints = [
            *Row.Meta.constraints,
            bounds_follow("held_edtf", "held_earliest", "held_latest", constraint="membership_bounds_follow_its_date"),
            bounds_in_order("held_earliest", "held_latest", constraint="membership_ends_on_or_after_it_starts"),
            models.UniqueConstraint(
                fields=["person", "organization", "post_title_en", "post_title_es", "held_edtf"],
                name="person_holds_a_post_once_at_a_time",
                violation_error_message=_("This person already has this post there."),
            ),
            models.CheckConstraint(
                condition=~Q(post_title_en="") | ~Q(post_title_es=""),
                name="membership_names_its_post",
                violation_error_message=_("A membership needs the name of the post."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.post_title}, {self.organization}"

    @property
    def post_title(self) -> str:
        return in_language(self, "post_title")

    def clean(self) -> None:
        super().clean()
        if self.organization_id and self.organization.is_collective:
            raise ValidationError({"organization": _("A class of bodies has no posts: name the body itself.")})
