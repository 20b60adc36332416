"""Citations: which words of which article carry which fact (a W3C Web Annotation in shape)."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from activities.models.base import Identified, NaturalKeyQuerySet, Row, exactly_one, in_choices, public

MAX_EXACT = 300
SUBJECTS = [
    "name",
    "coverage",
    "event",
    "organization",
    "person",
    "program",
    "described_article",
    "participation",
    "membership",
    "appearance",
    "program_role",
    "event_program",
    "event_place",
    "figure",
]
RECORDS = ["event", "organization", "person", "program", "described_article"]

# The records that a citation's fact is about, by paths from the citation.
CONCERNED = {
    "event": [
        "event",
        *(
            f"{row}__event"
            for row in ("coverage", "participation", "appearance", "event_program", "event_place", "figure")
        ),
    ],
    "organization": [
        "organization",
        *(f"{row}__organization" for row in ("name", "participation", "membership", "program_role", "figure")),
    ],
    "person": ["person", *(f"{row}__person" for row in ("name", "membership", "appearance"))],
    "program": ["program", *(f"{row}__program" for row in ("name", "program_role", "event_program", "figure"))],
    "article": ["described_article", "coverage__article", "appearance__article"],
}


def subject(model: str) -> Any:
    """A nullable link to what a citation can support."""
    return models.ForeignKey(model, on_delete=models.CASCADE, null=True, blank=True, related_name="citations")


def has_field(record: models.Model, name: str) -> bool:
    """Whether the record has a column of this name."""
    try:
        return record._meta.get_field(name).concrete
    except FieldDoesNotExist:
        return False


class CitationQuerySet(NaturalKeyQuerySet):
    """Citations: the evidence."""

    def published(self) -> "CitationQuerySet":
        """Those whose source the public may see, and every record that the fact they carry is about."""
        concerned = (Q(**{f"{path}__isnull": True}) | public(path) for paths in CONCERNED.values() for path in paths)
        shown = Q(passage__isnull=True) | ~Q(passage__kind="contact")
        return self.filter(public("article"), shown, *concerned)


class CitationStance(models.TextChoices):
    """Whether words carry a fact or speak against it."""

    SUPPORTS = "supports", _("supports")
    DISPUTES = "disputes", _("disputes")


class Citation(Identified, Row):
    """A place in an article that supports or disputes one fact: a row, or a record together with one of its fields."""

    NATURAL_KEY = ("public_id",)

    article = models.ForeignKey("activities.Article", on_delete=models.PROTECT, related_name="source_citations")
    passage = models.ForeignKey(
        "activities.Passage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        help_text=_("Empty when the whole article is meant."),
    )
    start = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text=_("Code point in the article's text as received, first of the quotation."),
    )
    end = models.PositiveIntegerField(null=True, blank=True, help_text=_("Code point after its last."))
    exact = models.CharField(
        max_length=MAX_EXACT,
        blank=True,
        help_text=_("The words, where the article's text is held. Public only if the article may be quoted."),
    )
    prefix = models.CharField(max_length=40, blank=True)
    suffix = models.CharField(max_length=40, blank=True)
    name = subject("activities.Name")
    coverage = subject("activities.Coverage")
    event = subject("activities.Event")
    organization = subject("activities.Organization")
    person = subject("activities.Person")
    program = subject("activities.Program")
    described_article = subject("activities.Article")
    participation = subject("activities.Participation")
    membership = subject("activities.Membership")
    appearance = subject("activities.Appearance")
    program_role = subject("activities.ProgramRole")
    event_program = subject("activities.EventProgram")
    event_place = subject("activities.EventPlace")
    figure = subject("activities.Figure")
    field = models.CharField(
        max_length=40,
        blank=True,
        help_text=_("For a record: the field the words carry, such as date, event_type or parent."),
    )
    stance = models.CharField(max_length=10, choices=CitationStance, default=CitationStance.SUPPORTS)
    note = models.CharField(max_length=300, blank=True, help_text=_("For colleagues: how the words carry the fact."))

    objects = CitationQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["article", "start", "id"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        indexes = [models.Index(fields=["updated_at", "id"], name="citation_by_change")]
        constraints = [
            *Row.Meta.constraints,
            in_choices("stance", CitationStance, constraint="citation_stance_is_known"),
            models.CheckConstraint(
                condition=exactly_one(SUBJECTS),
                name="citation_supports_one_fact",
                violation_error_message=_("A citation supports exactly one fact."),
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True, exact="")
                | Q(start__isnull=False, end__isnull=False, start__lt=F("end")),
                name="citation_has_a_whole_span_or_none",
                violation_error_message=_(
                    "A citation has a start before its end, or, for the whole article, neither and no words."
                ),
            ),
            models.CheckConstraint(
                condition=Q(passage__isnull=True, start__isnull=True) | Q(passage__isnull=False, start__isnull=False),
                name="citation_of_a_passage_has_its_span",
                violation_error_message=_("A passage and a span go together."),
            ),
            models.CheckConstraint(
                condition=Q(exact="")
                | Q(Exact(Length("exact"), F("end") - F("start")), end__lte=F("start") + MAX_EXACT),
                name="citation_words_fill_their_span",
                violation_error_message=_("Words that are kept are as long as their span, 300 characters at most."),
            ),
            models.CheckConstraint(
                condition=~Q(exact="") | Q(prefix="", suffix=""),
                name="citation_context_goes_with_its_words",
                violation_error_message=_("What stands before and after is kept only with the words themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(field="") | Q(**{f"{name}__isnull": True for name in RECORDS}),
                name="citation_of_a_record_names_its_field",
                violation_error_message=_("A citation for a record names the field that the words carry."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} [{self.start}:{self.end}]"

    def clean(self) -> None:
        super().clean()
        if self.field and not self.subject_has_its_field():
            raise ValidationError({"field": _("What is cited for has no such field.")})
        if self.passage is None:
            return
        if self.passage.kind == "contact":
            raise ValidationError({"passage": _("A contact passage is private and carries no fact.")})
        if self.passage.article_id != self.article_id:
            raise ValidationError({"passage": _("The passage belongs to another article.")})
        if self.start is None or self.end is None:
            return
        if not self.passage.start <= self.start <= self.end <= self.passage.end:
            raise ValidationError({"start": _("The span lies outside its passage.")})
        if self.exact and self.article.body[self.start : self.end] != self.exact:
            raise ValidationError({"exact": _("The words do not stand at this place of the article's text.")})

    def subject_has_its_field(self) -> bool:
        """Whether `field` is a column of the subject, or a date, title or note made of several (date, title)."""
        subjects = [getattr(self, name) for name in SUBJECTS if getattr(self, f"{name}_id") is not None]
        return all(any(has_field(one, f"{self.field}{end}") for end in ["", "_en", "_edtf"]) for one in subjects)

    @property
    def subject_name(self) -> str:
        """Which of `SUBJECTS` this citation supports."""
        return next(name for name in SUBJECTS if getattr(self, f"{name}_id") is not None)

    @property
    def subject(self) -> Any:
        """The row or record it supports."""
        return getattr(self, self.subject_name)

    @property
    def public_exact(self) -> str | None:
        """The words the public may read, or None."""
        return self.exact if self.exact and self.article.may_quote else None
