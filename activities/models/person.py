"""People: officials and speakers as published; never contact data, birth dates or nationality."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import KeyField, Record, RecordQuerySet, by_name


class PersonQuerySet(RecordQuerySet):
    """People, asked in the words of the field."""


class Person(Record):
    """Somebody a source names with a post or a part in an event."""

    name = models.CharField(max_length=200, help_text=_("The full name, accents included, as sources give it."))
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(
        max_length=100, blank=True, help_text=_("Two surnames stay together: “Carmona Flores”.")
    )
    sort_name = models.CharField(
        max_length=200, blank=True, help_text=_("As in an index: “Carmona Flores, José Martín”.")
    )
    honorific = models.CharField(
        max_length=40, blank=True, help_text=_("Such as Dr. or Amb., only if a source gives it.")
    )
    text_key = KeyField(source=["name"])

    objects = PersonQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["text_key", "id"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [("publish_person", "Can publish and withdraw people")]
        indexes = by_name("person", "state")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name=""),
                name="person_has_a_name",
                violation_error_message=_("A person needs a name."),
            ),
        ]
