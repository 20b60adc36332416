"""What all records share: identity, state, and the field types that keep derived columns true."""

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.deconstruct import deconstructible
from django.utils.functional import classproperty
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from activities import dates, words

PUBLIC_ID_LENGTH = 10
PUBLIC_ID_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
BEFORE_ALL = dt.date.min
AFTER_ALL = dt.date.max
RESERVED_SLUGS = frozenset({"search", "suggest", "export", "schema", "docs", "stats", "partners", "feed", "new"})


def make_public_id() -> str:
    """A lasting public identifier: 10 letters and digits that nobody confuses when reading them aloud."""
    return "".join(secrets.choice(PUBLIC_ID_LETTERS) for _n in range(PUBLIC_ID_LENGTH))


def validate_edtf(value: str) -> None:
    """Refuse a date the closed EDTF grammar does not hold, with the accepted forms in the message."""
    try:
        dates.parse(value)
    except dates.DateError as error:
        raise ValidationError(str(error), code="edtf") from error


def validate_slug_is_no_address(value: str) -> None:
    """A record may not take a word that is an address of its own."""
    if value in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(value)s” is an address of the site and cannot name a record."),
            params={"value": value},
        )


SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"
SLUG_WORDS = _("Small letters, digits and single hyphens only, such as “iom-mexico”.")
validate_slug = RegexValidator(SLUG, SLUG_WORDS)

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z"
LANGUAGE_WORDS = _("A BCP 47 tag, such as en, es or es-MX.")
validate_language = RegexValidator(LANGUAGE, LANGUAGE_WORDS)


class EdtfField(models.CharField):
    """A date as EDTF text, the truth, whose strict bounds are written to two date columns declared after it."""

    def __init__(self, *args: Any, earliest: str = "", latest: str = "", **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [validate_edtf])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs | {"earliest": self.earliest, "latest": self.latest}

    @property
    def derives(self) -> tuple[set[str], set[str]]:
        """The column that is typed, and those worked out from it."""
        return {self.attname}, {self.earliest, self.latest} - {""}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        self.derive(model_instance)
        return super().pre_save(model_instance, add)

    def derive(self, instance: models.Model) -> None:
        """Set the two columns from the text; a text that does not parse raises a `ValidationError`."""
        value = getattr(instance, self.attname)
        if value:
            validate_edtf(value)
        if not self.earliest:
            return
        date = dates.parse(value) if value else None
        setattr(instance, self.earliest, date.earliest if date else None)
        setattr(instance, self.latest, date.latest if date else None)


class KeyField(models.CharField):
    """What names are compared by: other columns of the row, folded by `words.key`, kept true on every save."""

    def __init__(self, *args: Any, source: Iterable[str] = (), **kwargs: Any) -> None:
        self.source = tuple(source)
        kwargs.setdefault("max_length", 1000)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source}

    @property
    def derives(self) -> tuple[set[str], set[str]]:
        """The columns that are typed, and the one worked out from them."""
        return set(self.source), {self.attname}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        self.derive(model_instance)
        return super().pre_save(model_instance, add)

    def derive(self, instance: models.Model) -> None:
        """Set the key from the columns it is made of."""
        setattr(instance, self.attname, self.key_of(instance))

    def key_of(self, instance: models.Model) -> str:
        """The folded text of the source columns of `instance`."""
        return words.key(" ".join(str(getattr(instance, name) or "") for name in self.source))[: self.max_length]


class State(models.TextChoices):
    """Where a record stands on its way to the public (`docs/editing.md`)."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Certainty(models.TextChoices):
    """How surely a source carries a fact."""

    STATED = "stated", _("stated")
    INFERRED = "inferred", _("inferred")
    PROBABLE = "probable", _("probable")


class Basis(models.TextChoices):
    """Whether the source says where a thing belongs, or we conclude it."""

    STATED = "stated", _("stated")
    INFERRED = "inferred", _("inferred")


def in_choices(name: str, choices: type[models.TextChoices], *, constraint: str) -> models.CheckConstraint:
    """The constraint that column `name` holds only values of `choices`."""
    return models.CheckConstraint(
        condition=Q(**{f"{name}__in": choices.values}),
        name=constraint,
        violation_error_message=_("A value lies outside its list (%(name)s)."),
    )


def matches(name: str, pattern: str, *, constraint: str, words: Any, blank: bool = False) -> models.CheckConstraint:
    """The constraint that column `name` has the form of `pattern`, or is empty where `blank` allows it."""
    empty = Q(**{name: ""}) if blank else Q()
    return models.CheckConstraint(
        condition=Q(**{f"{name}__regex": pattern}) | empty,
        name=constraint,
        violation_error_message=words,
    )


def is_web_address(name: str, *, constraint: str, blank: bool = False) -> models.CheckConstraint:
    """The constraint that a link leads to the web and runs no script."""
    words = _("An address begins with http:// or https:// and has no blanks.")
    return matches(name, r"^https?://\S+\Z", constraint=constraint, words=words, blank=blank)


def slug_is_well_formed() -> models.CheckConstraint:
    """The constraint that a slug can stand in an address."""
    return matches("slug", SLUG, constraint="%(class)s_slug_is_well_formed", words=SLUG_WORDS)


def slug_is_no_address() -> models.CheckConstraint:
    """The constraint that a slug is none of the site's own addresses."""
    return models.CheckConstraint(
        condition=~Q(slug__in=sorted(RESERVED_SLUGS)),
        name="%(class)s_slug_is_no_address_of_the_site",
        violation_error_message=_("This slug is an address of the site and cannot name a record."),
    )


def exactly_one(names: Iterable[str]) -> Q:
    """The condition that exactly one of the nullable columns is set."""
    names = tuple(names)
    condition = Q()
    for chosen in names:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return condition


class NaturalKeyQuerySet(models.QuerySet[Any]):
    """Rows found by the values their fixtures name them with, in the order of `NATURAL_KEY`."""

    def get_by_natural_key(self, *values: object) -> Any:
        question = Q()
        for path, value in zip(self.model.NATURAL_KEY, values, strict=True):
            question &= (
                Q(**{f"{path.rpartition('__')[0] or path}__isnull": True}) if value is None else Q(**{path: value})
            )
        return self.get(question)


class Keyed(models.Model):
    """Anything a fixture can name without its row number, whose derived columns follow what was typed."""

    NATURAL_KEY: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        super().save(*args, update_fields=update_fields and self.with_derived(update_fields), **kwargs)

    def clean(self) -> None:
        super().clean()
        for field in self.deriving_fields():
            with suppress(ValidationError):  # the field itself has said what is wrong
                field.derive(self)

    def deriving_fields(self) -> Iterator[EdtfField | KeyField]:
        """The fields whose text other columns, or which themselves, are worked out from."""
        return (field for field in self._meta.concrete_fields if isinstance(field, EdtfField | KeyField))

    def with_derived(self, names: Iterable[str]) -> set[str]:
        """These columns and those worked out from them, so that a save of some leaves none behind."""
        typed = set(names)
        links = [field.derives for field in self.deriving_fields()]
        return typed.union(*(derived for sources, derived in links if sources & typed))

    def natural_key(self) -> tuple[object, ...]:
        return tuple(self.value_at(path) for path in self.NATURAL_KEY)

    def value_at(self, path: str) -> object:
        """The value at a `__` path from this row; None where a link on the way is empty."""
        value: object = self
        for step in path.split("__"):
            value = getattr(value, step) if value is not None else None
        return value


class Row(Keyed):
    """A statement about a record: who took part, where, how many. The facts of the catalogue are rows."""

    certainty = models.CharField(
        max_length=10,
        choices=Certainty,
        default=Certainty.STATED,
        help_text=_(
            "Stated: a source says it. Inferred: it follows from what a source says. Probable: likely, not certain."
        ),
    )
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        constraints = [in_choices("certainty", Certainty, constraint="%(class)s_certainty_is_known")]


class Identified(Keyed):
    """What the API lists: a lasting identifier, moments, and a version that rises with every change."""

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH,
        unique=True,
        default=make_public_id,
        editable=False,
        help_text=_("Lasting public identifier."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if not self._state.adding:
            self.version += 1
            self.updated_at = timezone.now()
        update_fields = update_fields and {*update_fields, "version", "updated_at"}
        super().save(*args, update_fields=update_fields, **kwargs)


def public(path: str = "") -> Q:
    """The condition that the public may see the record of one of the five nouns at a `__` path; itself by default.

    A record merged into another is withdrawn: the database sees to it, so that one column tells.
    """
    return Q(**{f"{path}__state" if path else "state": State.PUBLISHED})


class RecordQuerySet(NaturalKeyQuerySet):
    """Questions every noun answers."""

    def published(self) -> Self:
        """What the public may see. Every public page, feed, export and answer starts here."""
        return self.filter(public())


@deconstructible
class Fixed(Value):
    """A day written into the statement itself: SQLite does not know an index's expression by a parameter."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return f"'{self.value.isoformat()}'", ()


def date_or(absent: dt.date, *columns: str) -> Coalesce:
    """The first of these dates that is known, or a day beyond all others: never null, so that it can be sorted by."""
    return Coalesce(*columns, Fixed(absent), output_field=models.DateField())


def newest_first(earliest: str, latest: str) -> tuple[Coalesce, Coalesce]:
    """What newest-first sorts by, descending: the latest bound, then the earliest; undated records last."""
    return date_or(BEFORE_ALL, latest, earliest), date_or(BEFORE_ALL, earliest)


def oldest_first(earliest: str, latest: str) -> Coalesce:
    """What oldest-first sorts by, ascending: the earliest bound; undated records last."""
    return date_or(AFTER_ALL, earliest, latest)


def by_name(noun: str, *within: str) -> list[models.Index]:
    """The indexes of the orders that every noun's list has, in which the columns `within` are one value."""
    return [
        models.Index(fields=[*within, "text_key", "id"], name=f"{noun}_by_name"),
        models.Index(fields=[*within, "updated_at", "id"], name=f"{noun}_by_change"),
    ]


def by_date(noun: str, earliest: str, latest: str, *within: str) -> list[models.Index]:
    """The indexes of the orders by a vague date."""
    newest, earlier = newest_first(earliest, latest)
    same = [F(name) for name in within]
    return [
        models.Index(*same, newest.desc(), earlier.desc(), "text_key", "id", name=f"{noun}_newest_first"),
        models.Index(*same, oldest_first(earliest, latest), "text_key", "id", name=f"{noun}_oldest_first"),
    ]


def shifted(day: dt.date, days: int) -> dt.date:
    """`day` moved by `days`, held inside the years a date can have."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


class DatedQuerySet(RecordQuerySet):
    """Records with the bounds of a vague date, found by windows of time (section “Dates” of `docs/data-model.md`)."""

    EARLIEST, LATEST = "date_earliest", "date_latest"

    @classmethod
    def certainly(cls, start: dt.date, end: dt.date) -> Q:
        """The condition that a date lies inside the window, both ends included, whatever the true day was."""
        return Q(**{f"{cls.EARLIEST}__gte": start, f"{cls.LATEST}__lte": end})

    @classmethod
    def possibly(cls, start: dt.date, end: dt.date, open_days: int = dates.OPEN_WINDOW_DAYS) -> Q:
        """The condition that a date overlaps the window; an open side reaches `open_days` beyond the known bound."""
        earliest, latest = cls.EARLIEST, cls.LATEST
        closed = Q(**{f"{earliest}__lte": end, f"{latest}__gte": start})
        open_start = Q(
            **{
                f"{earliest}__isnull": True,
                f"{latest}__gte": start,
                f"{latest}__lte": shifted(end, open_days),
            }
        )
        open_end = Q(
            **{
                f"{latest}__isnull": True,
                f"{earliest}__lte": end,
                f"{earliest}__gte": shifted(start, -open_days),
            }
        )
        return closed | open_start | open_end

    def certainly_within(self, start: dt.date, end: dt.date) -> Self:
        """Those whose date lies inside the window for certain."""
        return self.filter(self.certainly(start, end))

    def possibly_within(self, start: dt.date, end: dt.date, open_days: int = dates.OPEN_WINDOW_DAYS) -> Self:
        """Those whose date overlaps the window."""
        return self.filter(self.possibly(start, end, open_days))

    def undated(self) -> Self:
        """Those without any bound. A window of time never finds them."""
        return self.filter(**{f"{self.EARLIEST}__isnull": True, f"{self.LATEST}__isnull": True})


class Record(Identified):
    """One of the five nouns: an organization, a person, a program, an event, an article."""

    NATURAL_KEY = ("slug",)
    LABEL_FIELD = "name"

    slug = models.CharField(
        max_length=120,
        unique=True,
        validators=[validate_slug, validate_slug_is_no_address],
        help_text=_(
            "The record's word in addresses, for ever: small letters, digits, hyphens. A changed slug redirects."
        ),
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_records",
    )
    withdrawn_reason = models.CharField(
        max_length=300,
        blank=True,
        editable=False,
        help_text=_("Why the record was withdrawn; shown to the public."),
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    summary_en = models.TextField(
        _("summary (English)"), blank=True, help_text=_("Two or three sentences in our own words.")
    )
    summary_es = models.TextField(
        _("summary (Spanish)"), blank=True, help_text=_("The same in Spanish, in our own words.")
    )
    editor_note = models.TextField(blank=True, help_text=_("For colleagues only; never shown to the public."))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        constraints = [
            in_choices("state", State, constraint="%(class)s_state_is_known"),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")),
                name="%(class)s_is_not_merged_into_itself",
                violation_error_message=_("A record cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(state=State.WITHDRAWN),
                name="%(class)s_merged_is_withdrawn",
                violation_error_message=_("A record merged into another is withdrawn."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False),
                name="%(class)s_published_has_its_moment",
                violation_error_message=_("A published record needs the moment of its publication."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="%(class)s_withdrawn_has_its_reason",
                violation_error_message=_("A withdrawn record needs a reason the public can read."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN) | Q(withdrawn_reason=""),
                name="%(class)s_reason_goes_with_a_withdrawal",
                violation_error_message=_("Only a withdrawn record has a reason for its withdrawal."),
            ),
            slug_is_well_formed(),
            slug_is_no_address(),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse(f"activities:{self.noun}-detail", args=[self.slug])

    @classproperty
    def noun(cls) -> str:  # noqa: N805 - a property of the class
        """The noun in lower case, as in addresses of the admin: “event”."""
        return str(cls._meta.model_name)

    @property
    def label(self) -> str:
        """What the record is called in the language of the moment."""
        return str(getattr(self, self.LABEL_FIELD))

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLISHED and self.merged_into is None


def in_language(instance: models.Model, name: str, language: str | None = None) -> str:
    """The text of the paired columns `name_en`, `name_es` in `language`, or in the other where it is missing."""
    spanish = (language or get_language() or "en").startswith("es")
    first, second = (f"{name}_es", f"{name}_en") if spanish else (f"{name}_en", f"{name}_es")
    return str(getattr(instance, first) or getattr(instance, second))


def parent_cycle(record: Any) -> bool:
    """Whether following `parent` from `record` comes back to it."""
    seen, step = {record.pk}, record.parent
    while step is not None:
        if step.pk in seen:
            return True
        seen.add(step.pk)
        step = step.parent
    return False


def not_its_own_parent() -> models.CheckConstraint:
    """The constraint that a record does not lie directly inside itself."""
    return models.CheckConstraint(
        condition=~Q(parent=F("id")),
        name="%(class)s_is_not_its_own_parent",
        violation_error_message=_("A record cannot lie inside itself."),
    )


def ends_before_it_starts(start: str, end: str) -> bool:
    """Whether two EDTF texts are surely in the wrong order; not so where one is open, empty or cannot be read."""
    try:
        first, last = dates.parse(start).earliest, dates.parse(end).latest
    except dates.DateError:
        return False
    return first is not None and last is not None and last < first


def bounds_in_order(earliest: str, latest: str, *, constraint: str) -> models.CheckConstraint:
    """The constraint that a date's two bounds are in order; an empty bound is an open one."""
    return models.CheckConstraint(
        condition=Q(**{f"{earliest}__isnull": True})
        | Q(**{f"{latest}__isnull": True})
        | Q(**{f"{latest}__gte": F(earliest)}),
        name=constraint,
        violation_error_message=_("A date cannot end before it begins."),
    )


def bounds_follow(text: str, earliest: str, latest: str, *, constraint: str) -> models.CheckConstraint:
    """The constraint that a date's bounds are there when its text is, and only then."""
    both_open = Q(**{f"{earliest}__isnull": True, f"{latest}__isnull": True})
    return models.CheckConstraint(
        condition=Q(both_open, **{text: ""}) | (~both_open & ~Q(**{text: ""})),
        name=constraint,
        violation_error_message=_("A date and its bounds go together."),
    )
