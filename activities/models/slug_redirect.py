"""Slug redirects: old addresses of records, which answer for ever."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import Keyed, NaturalKeyQuerySet, exactly_one, slug_is_well_formed, validate_slug

OWNERS = ["organization", "person", "program", "event", "article"]


def owner(noun: str) -> models.ForeignKey:
    """A nullable link to the record an old slug now leads to."""
    return models.ForeignKey(
        f"activities.{noun}",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_slugs",
    )


class SlugRedirectQuerySet(NaturalKeyQuerySet):
    """Old addresses."""


def once_named(model: Any, slug: str) -> Any:
    """The record of a noun that has, or once had, this slug; None if there never was one."""
    return model.objects.filter(slug=slug).first() or model.objects.filter(old_slugs__slug=slug).first()


def survivor(record: Any) -> Any:
    """The record that a merged one lives on in; itself when it was not merged."""
    while record is not None and record.merged_into is not None:
        record = record.merged_into
    return record


class SlugRedirect(Keyed):
    """A slug that a record once had."""

    NATURAL_KEY = (
        "organization__slug",
        "person__slug",
        "program__slug",
        "event__slug",
        "article__slug",
        "slug",
    )

    slug = models.CharField(max_length=120, validators=[validate_slug])
    organization = owner("Organization")
    person = owner("Person")
    program = owner("Program")
    event = owner("Event")
    article = owner("Article")

    objects = SlugRedirectQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "id"]
        verbose_name = _("old slug")
        verbose_name_plural = _("old slugs")
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(OWNERS),
                name="old_slug_leads_to_one_record",
                violation_error_message=_("An old slug leads to exactly one record."),
            ),
            slug_is_well_formed(),
            *(
                models.UniqueConstraint(
                    fields=["slug"],
                    condition=Q(**{f"{noun}__isnull": False}),
                    name=f"old_{noun}_slug_leads_to_one_place",
                    violation_error_message=_("This old slug already leads to another record."),
                )
                for noun in OWNERS
            ),
        ]

    def __str__(self) -> str:
        return self.slug
