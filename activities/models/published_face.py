"""Published faces: what the public sees of each record, as it was rendered, and when that last changed."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models.base import in_choices


class Catalogue(models.Model):
    """The catalogue as a whole: a single row, whose version every publication raises.

    Whoever publishes holds the row until the end of the transaction. So versions become visible in their
    order, and a reader who has seen one has seen all before it.
    """

    version = models.PositiveBigIntegerField(default=0)
    stamp = models.CharField(
        max_length=16,
        help_text="Told apart from any other state, also from one that a restored backup took back.",
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogue")
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="there_is_one_catalogue",
                violation_error_message=_("There is one catalogue, and its row is there already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.version)

    @classmethod
    def now(cls) -> "Catalogue":
        """The catalogue as it stands; version 0 before anything was published."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @classmethod
    def raised(cls) -> "Catalogue":
        """The catalogue with the next version, held until the transaction ends."""
        cls.objects.get_or_create(pk=1)
        stamp = secrets.token_hex(8)
        cls.objects.filter(pk=1).update(version=F("version") + 1, stamp=stamp, changed_at=timezone.now())
        return cls.objects.get(pk=1)


class FaceFate(models.TextChoices):
    """Whether a record is public, or why it is no more."""

    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged into another")


class PublishedFace(models.Model):
    """The public JSON of a record, rendered once in each language, with a mark where the root of addresses belongs.

    One for everything that ever was public. What is public no more keeps its row without its texts: a
    tombstone, by which a mirror learns what to forget.
    """

    noun = models.CharField(max_length=12)
    row = models.PositiveBigIntegerField(help_text="The record's row number in the table of its noun.")
    public_id = models.CharField(max_length=10)
    slug = models.CharField(max_length=160, help_text="The record's word in addresses; of a term, scheme:code.")
    url = models.CharField(max_length=250, db_index=True, help_text="The record's path in the API.")
    about = models.CharField(
        max_length=250, blank=True, help_text="Of a membership or citation: the path of the record it belongs to."
    )
    en = models.TextField(blank=True)
    es = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="Of all that both texts say but the last change.")
    fate = models.CharField(max_length=10, choices=FaceFate, default=FaceFate.PUBLISHED)
    merged_into = models.CharField(max_length=250, blank=True, help_text="The survivor's path in the API.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was withdrawn.")
    version = models.PositiveBigIntegerField(help_text="The catalogue's version with which it last changed.")
    changed_at = models.DateTimeField()
    is_stale = models.BooleanField(default=False, help_text="A record it shows has changed, and it is to be renewed.")

    class Meta:
        verbose_name = _("published face")
        verbose_name_plural = _("published faces")
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "row"],
                name="record_has_one_face",
                violation_error_message=_("The face of this record is kept already."),
            ),
            in_choices("fate", FaceFate, constraint="face_fate_is_known"),
            models.CheckConstraint(
                condition=Q(fate="published") ^ Q(en="", es=""),
                name="face_has_texts_while_it_is_public",
                violation_error_message=_("What is public has its texts; what is public no more has none."),
            ),
            models.CheckConstraint(
                condition=Q(fate="merged") ^ Q(merged_into=""),
                name="merged_face_names_survivor",
                violation_error_message=_("A merged record, and no other, names the record it lives on in."),
            ),
        ]
        indexes = [
            models.Index(fields=["version", "id"], name="face_by_version"),
            models.Index(fields=["changed_at"], name="face_by_moment"),
            models.Index(fields=["noun", "row"], name="stale_face", condition=Q(is_stale=True)),
            models.Index(fields=["about"], name="face_by_its_record", condition=~Q(about="")),
        ]

    def __str__(self) -> str:
        return self.url
