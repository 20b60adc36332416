"""Articles, the sources: press releases and news, cut into passages. Their texts belong to their publishers."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from activities import dates
from activities.models.base import (
    LANGUAGE,
    LANGUAGE_WORDS,
    Certainty,
    DatedQuerySet,
    EdtfField,
    Keyed,
    KeyField,
    NaturalKeyQuerySet,
    Record,
    bounds_follow,
    bounds_in_order,
    by_date,
    by_name,
    in_choices,
    is_web_address,
    matches,
    validate_language,
)

SHA256 = r"^[0-9a-f]{64}\Z"
SHA256_WORDS = _("A SHA-256 sum is 64 digits and small letters a to f.")


def validate_addresses(value: Any) -> None:
    """Refuse anything but a list of http or https addresses."""
    if not isinstance(value, list) or not all(
        isinstance(url, str) and url.startswith(("http://", "https://")) for url in value
    ):
        raise ValidationError(_("A list of addresses, each beginning with http:// or https://."))


class ArticleQuerySet(DatedQuerySet):
    """Articles, found by when they were published."""

    EARLIEST, LATEST = "published_earliest", "published_latest"


class ArticlePublishedBasis(models.TextChoices):
    """On what ground a date of publication stands."""

    STATED = "stated", _("printed in the article")
    INFERRED = "inferred", _("inferred from other words of the article")
    UNKNOWN = "unknown", _("the article does not say")


class Article(Record):
    """A release or a news item: where the facts come from. Its text is kept for staff and never republished."""

    LABEL_FIELD = "headline"

    headline = models.CharField(max_length=300, help_text=_("Word for word, as printed."))
    url = models.URLField(
        _("address"),
        max_length=500,
        unique=True,
        help_text=_("Where the publisher has it; the canonical one."),
    )
    other_urls = models.JSONField(
        _("other addresses"),
        default=list,
        blank=True,
        validators=[validate_addresses],
        help_text=_("The same text on sibling hosts, as a JSON list of addresses."),
    )
    publisher = models.ForeignKey(
        "activities.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    publisher_certainty = models.CharField(
        max_length=10,
        choices=Certainty,
        default=Certainty.STATED,
        help_text=_("Inferred when the text does not name it."),
    )
    published_edtf = EdtfField(
        _("published (EDTF)"),
        earliest="published_earliest",
        latest="published_latest",
        help_text=_("When it was published, such as 2019-10-10; never the day of the import."),
    )
    published_earliest = models.DateField(null=True, blank=True, editable=False)
    published_latest = models.DateField(null=True, blank=True, editable=False)
    published_basis = models.CharField(max_length=10, choices=ArticlePublishedBasis, blank=True)
    dateline_text = models.CharField(
        _("dateline"),
        max_length=120,
        blank=True,
        help_text=_("The filing place as printed, such as “Puebla, Mexico –”. No venue."),
    )
    dateline_place = models.ForeignKey(
        "activities.Place",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="datelined_articles",
    )
    language = models.CharField(
        max_length=20, validators=[validate_language], help_text=_("BCP 47 tag, such as en or es.")
    )
    translation_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="translations"
    )
    credits = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("Photo and text credits as printed; never a contact."),
    )
    body = models.TextField(blank=True, help_text=_("The text as received, for staff only."))
    body_sha256 = models.CharField(
        _("SHA-256 of the file as received"),
        max_length=64,
        blank=True,
        validators=[RegexValidator(SHA256, SHA256_WORDS)],
    )
    fetched_on = models.DateField(null=True, blank=True, help_text=_("The day the text was received."))
    may_quote = models.BooleanField(
        default=False,
        help_text=_("Whether quotations of at most 300 characters may be shown to the public."),
    )
    rights_note = models.CharField(max_length=300, blank=True)
    reading_note = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("What was left out when the text was cut into passages, and by which rule."),
    )
    text_key = KeyField(source=["headline"])

    objects = ArticleQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = [
            F("published_latest").desc(nulls_last=True),
            F("published_earliest").desc(nulls_last=True),
            "text_key",
            "id",
        ]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [("publish_article", "Can publish and withdraw articles")]
        indexes = [
            *by_name("article", "state"),
            *by_date("article", "published_earliest", "published_latest", "state"),
        ]
        constraints = [
            *Record.Meta.constraints,
            bounds_follow(
                "published_edtf",
                "published_earliest",
                "published_latest",
                constraint="article_bounds_follow_its_date",
            ),
            bounds_in_order(
                "published_earliest",
                "published_latest",
                constraint="article_published_bounds_are_in_order",
            ),
            in_choices("publisher_certainty", Certainty, constraint="article_publisher_certainty_is_known"),
            models.CheckConstraint(
                condition=~Q(headline=""),
                name="article_has_a_headline",
                violation_error_message=_("An article needs its headline."),
            ),
            models.CheckConstraint(
                condition=~Q(translation_of=F("id")),
                name="article_is_not_its_own_translation",
                violation_error_message=_("An article cannot be a translation of itself."),
            ),
            models.CheckConstraint(
                condition=Q(body="") | ~Q(body_sha256=""),
                name="article_text_has_its_hash",
                violation_error_message=_("A text that is kept needs the SHA-256 of the file it came from."),
            ),
            models.CheckConstraint(
                condition=Q(published_edtf="", published_basis__in=["", "unknown"])
                | (~Q(published_edtf="") & Q(published_basis__in=["stated", "inferred"])),
                name="article_date_stands_on_its_basis",
                violation_error_message=_(
                    "A date of publication needs its ground (printed or inferred); without one the ground is “the "
                    "article does not say” or empty."
                ),
            ),
            is_web_address("url", constraint="article_url_is_a_web_address"),
            matches("language", LANGUAGE, constraint="article_language_is_a_tag", words=LANGUAGE_WORDS),
            matches("body_sha256", SHA256, constraint="article_hash_is_a_sha_256", words=SHA256_WORDS, blank=True),
            models.UniqueConstraint(
                fields=["body_sha256"],
                condition=~Q(body_sha256=""),
                name="one_article_per_text",
                violation_error_message=_("This very text is already in the catalogue."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        translations = list(self.translations.all()) if self.pk else []
        if self.translation_of is not None and self.translation_of.translation_of_id is not None:
            raise ValidationError({"translation_of": _("Name the original: that article is itself a translation.")})
        if self.translation_of is not None and translations:
            raise ValidationError({"translation_of": _("An article that has translations is an original itself.")})
        if any(self.shares_its_language_with(other) for other in [self.translation_of, *translations]):
            raise ValidationError({"language": _("A translation is in another language than its original.")})

    def shares_its_language_with(self, other: "Article | None") -> bool:
        """Whether both are, say, in Spanish, be it of Mexico or of Spain."""
        return other is not None and other.language.split("-")[0] == self.language.split("-")[0]

    @property
    def published_on(self) -> dt.date | None:
        """The day of publication where the article gives one; never a guess."""
        if not self.published_edtf:
            return None
        date = dates.parse(self.published_edtf)
        return date.earliest if date.form == "point" and date.precision == "day" else None


class PassageQuerySet(NaturalKeyQuerySet):
    """Passages of articles."""


class PassageKind(models.TextChoices):
    """What part a passage plays in its article."""

    TITLE = "title", _("Title")
    DATELINE = "dateline", _("Dateline, date or credit")
    BODY = "body", _("Paragraph")
    LIST = "list", _("List")
    QUOTE = "quote", _("Quotation")
    CONTACT = "contact", _("Contact, private")
    BOILERPLATE = "boilerplate", _("Page furniture")


class Passage(Keyed):
    """A piece of an article's text: code points `start` (inclusive) to `end` (exclusive) of the file as received."""

    NATURAL_KEY = ("article__slug", "ordinal")

    article = models.ForeignKey("activities.Article", on_delete=models.CASCADE, related_name="passages")
    ordinal = models.PositiveSmallIntegerField(help_text=_("1 is the title."))
    kind = models.CharField(max_length=12, choices=PassageKind, default=PassageKind.BODY)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField(blank=True, help_text=_("The words, where the article's text is held; for staff only."))

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["article", "ordinal"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            in_choices("kind", PassageKind, constraint="passage_kind_is_known"),
            models.UniqueConstraint(
                fields=["article", "ordinal"],
                name="passages_of_an_article_are_numbered_apart",
                violation_error_message=_("Two passages of one article cannot bear the same number."),
            ),
            models.CheckConstraint(
                condition=Q(ordinal__gte=1),
                name="passages_count_from_one",
                violation_error_message=_("Passages count from 1, the title."),
            ),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="passage_ends_after_it_starts",
                violation_error_message=_("A passage ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(text="") | Q(Exact(Length("text"), F("end") - F("start"))),
                name="passage_text_fills_its_span",
                violation_error_message=_("The words of a passage are as long as its span, or not held."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} ¶ {self.ordinal}"

    def clean(self) -> None:
        super().clean()
        if self.text and self.article_id and self.article.body[self.start : self.end] != self.text:
            raise ValidationError({"text": _("The words do not stand at this place of the article's text.")})
