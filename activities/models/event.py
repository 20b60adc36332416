"""Events: workshops, trainings, consultations, meetings; series and their sessions."""

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from activities.models.base import (
    LANGUAGE_WORDS,
    DatedQuerySet,
    EdtfField,
    KeyField,
    Record,
    bounds_follow,
    bounds_in_order,
    by_date,
    by_name,
    in_choices,
    in_language,
    matches,
    newest_first,
    not_its_own_parent,
    parent_cycle,
)

MAX_DEPTH = 3
LANGUAGES = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*(,[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)*\Z"
EIGHT_WORDS = r"^\s*\S+(\s+\S+){0,7}\s*\Z"
EIGHT_WORDS_WORDS = _("Eight words of the source at most.")


class EventQuerySet(DatedQuerySet):
    """Events, asked in the words of the field."""

    def leaves(self) -> Self:
        """Single events and sessions: what may be counted. A series is not counted with its sessions."""
        return self.filter(is_series=False)


class EventStatus(models.TextChoices):
    """How far an event had got when it was reported."""

    PLANNED = "planned", _("Planned")
    ONGOING = "ongoing", _("Under way when reported")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    UNKNOWN = "unknown", _("Not stated")


class EventAttendanceMode(models.TextChoices):
    """How people attended (schema.org eventAttendanceMode)."""

    OFFLINE = "offline", _("In person")
    ONLINE = "online", _("Online")
    MIXED = "mixed", _("In person and online")
    UNKNOWN = "unknown", _("Not stated")


class EventDateBasis(models.TextChoices):
    """On what ground an event's date stands."""

    STATED = "stated", _("stated by the source")
    RELATIVE = "relative", _("read from words relative to the article's date")
    INFERRED = "inferred", _("inferred from other words of the source")
    PUBLICATION_BOUND = "publication_bound", _("not after the article was published")
    UNKNOWN = "unknown", _("the source does not say")


class Event(Record):
    """Something held, under way or planned at some time, by and with organizations."""

    LABEL_FIELD = "title"

    title_en = models.CharField(
        _("title (English)"), max_length=300, blank=True, help_text=_("What it was, in few words.")
    )
    title_es = models.CharField(_("title (Spanish)"), max_length=300, blank=True, help_text=_("The same in Spanish."))
    event_type = models.ForeignKey(
        "activities.Term",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"scheme": "event-type"},
        related_name="events",
        help_text=_("What kind of event the body of the release describes, whatever its headline says."),
    )
    status = models.CharField(
        max_length=10,
        choices=EventStatus,
        default=EventStatus.UNKNOWN,
        help_text=_("As the source reported it, not as of today."),
    )
    is_series = models.BooleanField(default=False, help_text=_("A process or course with sessions of its own."))
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text=_("The series this event is a session of."),
    )
    ordinal = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text=_("Its number in the series, if a source counts: “second of its kind” is 2."),
    )
    attendance_mode = models.CharField(max_length=10, choices=EventAttendanceMode, default=EventAttendanceMode.UNKNOWN)
    date_edtf = EdtfField(
        _("date (EDTF)"),
        earliest="date_earliest",
        latest="date_latest",
        help_text=_(
            "As vague as the source: 2019-09 (a month), 2018-10-22/2018-10-24 (it lasted), [..2019-03-08] (by), "
            "[2014-06..2014-12] (some time within). Never the article's own date. Empty: not known."
        ),
    )
    date_earliest = models.DateField(null=True, blank=True, editable=False)
    date_latest = models.DateField(null=True, blank=True, editable=False)
    date_basis = models.CharField(
        max_length=20,
        choices=EventDateBasis,
        blank=True,
        help_text=_(
            "On what ground the date stands. “The source does not say” goes with no date; empty: nobody has looked."
        ),
    )
    date_words = models.CharField(
        max_length=120,
        blank=True,
        validators=[RegexValidator(EIGHT_WORDS, EIGHT_WORDS_WORDS)],
        help_text=_("The source's own words for the date, eight at most, such as “this September”."),
    )
    date_note_en = models.CharField(
        _("date note (English)"), max_length=300, blank=True, help_text=_("How the date was read.")
    )
    date_note_es = models.CharField(_("date note (Spanish)"), max_length=300, blank=True)
    duration_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Only if a source says how long it lasted.")
    )
    duration_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    languages = models.CharField(
        max_length=40,
        blank=True,
        validators=[RegexValidator(LANGUAGES, LANGUAGE_WORDS)],
        help_text=_("Languages it was held in, as BCP 47 tags with commas: es,en. Only if stated."),
    )
    text_key = KeyField(source=["title_en", "title_es"])

    objects = EventQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = [
            F("date_latest").desc(nulls_last=True),
            F("date_earliest").desc(nulls_last=True),
            "text_key",
            "id",
        ]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        permissions = [("publish_event", "Can publish and withdraw events")]
        indexes = [
            *by_name("event", "state"),
            *by_date("event", "date_earliest", "date_latest", "state"),
            models.Index(
                "state",
                "event_type",
                *(key.desc() for key in newest_first("date_earliest", "date_latest")),
                "text_key",
                "id",
                name="event_of_type_newest_first",
            ),
        ]
        constraints = [
            *Record.Meta.constraints,
            not_its_own_parent(),
            in_choices("status", EventStatus, constraint="event_status_is_known"),
            in_choices("attendance_mode", EventAttendanceMode, constraint="event_attendance_mode_is_known"),
            bounds_follow("date_edtf", "date_earliest", "date_latest", constraint="event_bounds_follow_its_date"),
            bounds_in_order("date_earliest", "date_latest", constraint="event_ends_on_or_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(title_en="") | ~Q(title_es=""),
                name="event_has_a_title",
                violation_error_message=_("An event needs a title in English or in Spanish."),
            ),
            models.CheckConstraint(
                condition=Q(date_edtf="", date_basis__in=["", "unknown"])
                | (~Q(date_edtf="") & Q(date_basis__in=["stated", "relative", "inferred", "publication_bound"])),
                name="event_date_stands_on_its_basis",
                violation_error_message=_(
                    "A date needs its ground (stated, relative, inferred or publication bound); without a date the "
                    "ground is “the source does not say” or empty."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ordinal__isnull=True) | Q(ordinal__gte=1),
                name="event_ordinal_counts_from_one",
                violation_error_message=_("The number in a series counts from 1."),
            ),
            models.CheckConstraint(
                condition=(Q(duration_days__isnull=True) | Q(duration_days__gte=1))
                & (Q(duration_hours__isnull=True) | Q(duration_hours__gte=1)),
                name="event_duration_counts_from_one",
                violation_error_message=_("A duration is 1 or more; empty where no source says."),
            ),
            matches(
                "date_words",
                EIGHT_WORDS,
                constraint="event_date_words_are_eight_at_most",
                words=EIGHT_WORDS_WORDS,
                blank=True,
            ),
            matches(
                "languages",
                LANGUAGES,
                constraint="event_languages_are_tags",
                words=LANGUAGE_WORDS,
                blank=True,
            ),
        ]

    @property
    def title(self) -> str:
        return in_language(self, "title")

    def clean(self) -> None:
        super().clean()
        if parent_cycle(self):
            raise ValidationError({"parent": _("An event cannot be a session of one of its own sessions.")})
        if self.parent is not None and not self.parent.is_series:
            raise ValidationError({"parent": _("Only a series has sessions: mark the parent as a series first.")})
        if not self.is_series and self.pk and self.children.exists():
            raise ValidationError({"is_series": _("Only a series has sessions: it has some already.")})
        if self.depth() + self.height() > MAX_DEPTH:
            raise ValidationError({"parent": _("Series are at most three levels deep.")})
        if self.is_series and self.pk and self.figures.filter(measure__startswith="participants").exists():
            raise ValidationError({"is_series": _("A series takes no head-count of its own: its sessions do.")})

    def depth(self) -> int:
        """1 for an event of its own, 2 for a session, 3 for a session's session."""
        depth, step = 1, self.parent
        while step is not None and depth <= MAX_DEPTH:
            depth, step = depth + 1, step.parent
        return depth

    def height(self) -> int:
        """How many levels of sessions lie below this event."""
        height, level = 0, Event.objects.filter(parent=self.pk) if self.pk else Event.objects.none()
        while height < MAX_DEPTH and level.exists():
            height, level = height + 1, Event.objects.filter(parent__in=level)
        return height
