"""Names: every form under which sources know a record, kept as given. The articles that use a form are cited for it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import (
    LANGUAGE,
    LANGUAGE_WORDS,
    EdtfField,
    KeyField,
    NaturalKeyQuerySet,
    Row,
    exactly_one,
    in_choices,
    matches,
    validate_language,
)

OWNERS = ["organization", "person", "program", "place"]


class NameQuerySet(NaturalKeyQuerySet):
    """Names of organizations, people, programs and places."""


class NameKind(models.TextChoices):
    """What sort of form a name is."""

    OFFICIAL = "official", _("official")
    SHORT = "short", _("short")
    ACRONYM = "acronym", _("acronym")
    TRANSLATION = "translation", _("translation")
    VARIANT = "variant", _("variant")
    FORMER = "former", _("former")
    MISSPELLING = "misspelling", _("misspelling")


class Name(Row):
    """One written form of a name."""

    NATURAL_KEY = (
        "organization__slug",
        "person__slug",
        "program__slug",
        "place__slug",
        "text",
        "lang",
    )

    organization = models.ForeignKey(
        "activities.Organization",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="names",
    )
    person = models.ForeignKey(
        "activities.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="names"
    )
    program = models.ForeignKey(
        "activities.Program", on_delete=models.CASCADE, null=True, blank=True, related_name="names"
    )
    place = models.ForeignKey("activities.Place", on_delete=models.CASCADE, null=True, blank=True, related_name="names")
    text = models.CharField(max_length=300, help_text=_("Exactly as written, accents included."))
    text_key = KeyField(source=["text"], db_index=True)
    lang = models.CharField(
        _("language"),
        max_length=20,
        blank=True,
        validators=[validate_language],
        help_text=_("BCP 47 tag; empty where it has none, as with people."),
    )
    kind = models.CharField(max_length=12, choices=NameKind, default=NameKind.VARIANT)
    used_edtf = EdtfField(_("used (EDTF)"), help_text=_("From/to of a dated name, only if a source says."))
    is_primary = models.BooleanField(default=False, help_text=_("The form to show in this language; one at most."))

    objects = NameQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["-is_primary", "kind", "text_key", "id"]
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            *Row.Meta.constraints,
            in_choices("kind", NameKind, constraint="name_kind_is_known"),
            models.CheckConstraint(
                condition=exactly_one(OWNERS),
                name="name_belongs_to_one_record",
                violation_error_message=_(
                    "A name belongs to an organization, a person, a program or a place: exactly one."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="name_is_not_empty",
                violation_error_message=_("A name is not empty."),
            ),
            matches("lang", LANGUAGE, constraint="name_language_is_a_tag", words=LANGUAGE_WORDS, blank=True),
            *(
                constraint
                for owner in OWNERS
                for constraint in (
                    models.UniqueConstraint(
                        fields=[owner, "lang"],
                        condition=Q(**{f"{owner}__isnull": False, "is_primary": True}),
                        name=f"{owner}_has_one_primary_name_in_a_language",
                        violation_error_message=_("There is already a primary name in this language."),
                    ),
                    models.UniqueConstraint(
                        fields=[owner, "text", "lang"],
                        condition=Q(**{f"{owner}__isnull": False}),
                        name=f"{owner}_has_a_name_once_in_a_language",
                        violation_error_message=_("This form is already there in this language."),
                    ),
                )
            ),
        ]

    def __str__(self) -> str:
        return self.text
