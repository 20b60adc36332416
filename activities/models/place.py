"""Places: world and local regions, countries, first-level divisions, localities; and what lies inside them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from activities.models.base import (
    EdtfField,
    Identified,
    KeyField,
    NaturalKeyQuerySet,
    by_name,
    in_choices,
    in_language,
    matches,
    not_its_own_parent,
    parent_cycle,
    slug_is_no_address,
    slug_is_well_formed,
    validate_slug,
    validate_slug_is_no_address,
)
from activities.models.tree import Ancestry, Nested, TreeQueries, inner, outer

ISO_CODE = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?\Z"
ISO_CODE_WORDS = _("An ISO 3166 code in capital letters, such as MX or MX-OAX.")
M49 = r"^[0-9]{3}\Z"
M49_WORDS = _("A UN M49 code has three digits.")


class PlaceQuerySet(TreeQueries, NaturalKeyQuerySet):
    """Places, asked with what lies inside them."""

    def with_inside(self) -> "PlaceQuerySet":
        """These places and everything inside them, members of local regions included."""
        inside: PlaceQuerySet = self.with_descendants()
        return inside

    def links(self) -> str:
        members = Place.members.through._meta.db_table
        return f"{super().links()} UNION ALL SELECT to_place_id, from_place_id FROM {members}"  # noqa: S608

    def delete(self) -> Any:
        """Delete these places; what was a member of one lies no more in the regions around it."""
        inside = list(self.with_inside().values_list("pk", flat=True))
        deleted = super().delete()
        Place.objects.relink(inside)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class PlaceKind(models.TextChoices):
    """The level of a place."""

    WORLD_REGION = "world_region", _("World region")
    LOCAL_REGION = "local_region", _("Local region")
    COUNTRY = "country", _("Country")
    ADMIN1 = "admin1", _("First-level division")
    LOCALITY = "locality", _("Locality")
    UNKNOWN = "unknown", _("Level not stated")


class PlaceCoordinatesBasis(models.TextChoices):
    """Where a place's point comes from."""

    SHAPE = "shape", _("a point inside its outline")
    GAZETTEER = "gazetteer", _("a gazetteer's point")


class Place(Nested, Identified):
    """Somewhere. A place has no state: all places are public."""

    NATURAL_KEY = ("slug",)

    slug = models.CharField(
        max_length=120,
        unique=True,
        validators=[validate_slug, validate_slug_is_no_address],
        help_text=_("Its ISO code in small letters where it has one (mx-oax), else its name."),
    )
    name_en = models.CharField(_("name (English)"), max_length=200)
    name_es = models.CharField(_("name (Spanish)"), max_length=200, blank=True)
    kind = models.CharField(
        max_length=12,
        choices=PlaceKind,
        help_text=_("“Level not stated” where a source leaves open city or state."),
    )
    iso_code = models.CharField(
        _("ISO code"),
        max_length=6,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(ISO_CODE, ISO_CODE_WORDS)],
        help_text=_("ISO 3166-1 alpha-2 or ISO 3166-2, such as MX or MX-OAX."),
    )
    m49 = models.CharField(
        _("UN M49 code"),
        max_length=3,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(M49, M49_WORDS)],
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text=_("What it lies inside."),
    )
    members = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="regions",
        help_text=_("For a local region that is no part of the tree: the places it is made of."),
    )
    valid_until_edtf = EdtfField(_("valid until"), help_text=_("For a place that no longer exists under this name."))
    latitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    coordinates_basis = models.CharField(
        max_length=10,
        choices=PlaceCoordinatesBasis,
        blank=True,
        help_text=_("Where the point comes from; it lies inside the place."),
    )
    text_key = KeyField(source=["name_en", "name_es"])
    history = HistoricalRecords()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["text_key", "id"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = by_name("place")
        constraints = [
            not_its_own_parent(),
            in_choices("kind", PlaceKind, constraint="place_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind="admin1") | Q(parent__isnull=False),
                name="first_level_division_lies_in_a_country",
                violation_error_message=_("A first-level division needs the country it lies in."),
            ),
            slug_is_well_formed(),
            slug_is_no_address(),
            models.CheckConstraint(
                condition=~Q(name_en=""),
                name="place_has_a_name",
                violation_error_message=_("A place needs a name in English."),
            ),
            matches("iso_code", ISO_CODE, constraint="place_iso_code_is_well_formed", words=ISO_CODE_WORDS),
            matches("m49", M49, constraint="place_m49_code_has_three_digits", words=M49_WORDS),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, coordinates_basis="")
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    coordinates_basis__in=PlaceCoordinatesBasis.values,
                ),
                name="place_has_a_whole_point_with_its_basis_or_none",
                violation_error_message=_("Latitude, longitude and their basis go together."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="place_point_lies_on_earth",
                violation_error_message=_("Latitude runs from -90 to 90, longitude from -180 to 180."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")

    def get_absolute_url(self) -> str:
        return reverse("activities:place-detail", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if parent_cycle(self):
            raise ValidationError({"parent": _("A place cannot lie inside one of its own parts.")})
        if self.kind == PlaceKind.ADMIN1 and self.parent is not None and self.parent.kind != PlaceKind.COUNTRY:
            raise ValidationError({"parent": _("A first-level division lies in a country.")})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        inside = list(Place.objects.filter(pk=self.pk).with_inside().values_list("pk", flat=True))
        deleted = super().delete(*args, **kwargs)
        Place.objects.relink(inside)
        return deleted

    def path(self) -> list["Place"]:
        """The places around this one, from the widest in."""
        steps: list[Place] = []
        step = self.parent
        while step is not None and step not in steps:
            steps.insert(0, step)
            step = step.parent
        return steps


class PlaceAncestry(Ancestry):
    """A place and one it lies inside: by its parents, or as a member of a region."""

    record = inner("activities.Place")
    ancestor = outer("activities.Place")
