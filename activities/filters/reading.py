"""How the text of a parameter becomes a value, or is refused with words that help."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q, TextChoices
from django.utils.translation import gettext as _
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from activities import dates, words
from activities.models import Term
from activities.models.slug_redirect import once_named, survivor

SEVERAL = 100  # values of one parameter
LIKENESS = 75  # of 100: how near a hint must come
HINTS_AMONG = 2000  # records a hint is sought among


class Refused(Exception):  # noqa: N818 - said as it is meant
    """A value cannot be read: why, and what may have been meant."""

    def __init__(self, detail: str, did_you_mean: str | None = None) -> None:
        super().__init__(detail)
        self.detail, self.did_you_mean = detail, did_you_mean


@dataclass(frozen=True)
class Parameter:
    """Something that may be asked.

    `read` turns one text into a value or raises `Refused`. `column` is the lookup that the values answer to,
    where that is all there is to it. With `many`, several values may be given, joined by commas.
    """

    read: Callable[[str], Any]
    help: str
    column: str = ""
    many: bool = True
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string", "minLength": 1})


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known word that a text most resembles, if it resembles one."""
    found = process.extractOne(text, list(known), scorer=ratio, processor=str.casefold, score_cutoff=LIKENESS)
    return str(found[0]) if found else None


# Closed lists --------------------------------------------------------------------------------------


def one_of(known: Iterable[str]) -> Callable[[str], str]:
    """Read a value out of a closed list."""
    known = tuple(known)

    def read(text: str) -> str:
        if text in known:
            return text
        raise Refused(_("It must be one of: %s.") % ", ".join(known), nearest(text, known))

    return read


def choice(choices: type[TextChoices] | Iterable[str], help: str, column: str = "", **more: Any) -> Parameter:  # noqa: A002
    """A parameter that takes values out of a closed list."""
    values = [str(value) for value in (choices.values if isinstance(choices, type) else choices)]
    return Parameter(one_of(values), help, column, schema={"type": "string", "enum": values}, **more)


def flag(help: str, column: str = "") -> Parameter:  # noqa: A002
    """A parameter that is true or false."""

    def read(text: str) -> bool:
        return one_of(["true", "false"])(text.lower()) == "true"

    return Parameter(read, help, column, many=False, schema={"type": "boolean"})


def coded(scheme: str, help: str, column: str = "") -> Parameter:  # noqa: A002
    """A parameter that takes codes of one scheme."""

    def read(text: str) -> str:
        return one_of(Term.objects.of(scheme).values_list("code", flat=True))(text)

    return Parameter(read, help, column)


# Texts, numbers, times -----------------------------------------------------------------------------


def read_words(text: str) -> str:
    """Read words to search for: a few."""
    if len(words.tokens(text)) > MOST_WORDS:
        raise Refused(_("At most %d words can be sought at once.") % MOST_WORDS)
    return text.strip()


MOST_WORDS = 20


def read_year(text: str) -> tuple[dt.date, dt.date]:
    """Read a year of four digits as its first and last day."""
    if not re.fullmatch(r"[0-9]{4}", text):
        raise Refused(_("A year has four digits, such as 2019."))
    return read_period(text)


def read_period(text: str) -> tuple[dt.date, dt.date]:
    """Read YYYY, YYYY-MM or YYYY-MM-DD as its first and last day."""
    try:
        return dates.period(text)
    except dates.DateError as error:
        raise Refused(str(error)) from error


def read_fiscal_year(text: str) -> tuple[dt.date, dt.date]:
    """Read a budget year such as us:2019 as its first and last day."""
    try:
        return dates.fiscal_year(text)
    except dates.DateError as error:
        raise Refused(str(error)) from error


def read_moment(text: str) -> dt.datetime:
    """Read a moment (ISO 8601, in UTC unless it says otherwise); a day is its first moment."""
    try:
        moment = dt.datetime.fromisoformat(text)
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError) as error:
        raise Refused(_("A moment is written as 2026-01-31T12:00:00Z.")) from error


def read_language(text: str) -> str:
    """Read a language tag, such as es or es-MX."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise Refused(_("A language is a BCP 47 tag, such as en, es or es-MX."))
    return text.lower()


# Linked records ------------------------------------------------------------------------------------


def linked(noun: str, help: str, column: str = "", kind: str = "") -> Parameter:  # noqa: A002
    """A parameter that names records: by slug, acronym, ISO code or identifier. Its values are row numbers."""

    def read(text: str) -> int:
        return find(noun, text, kind)

    return Parameter(read, help, column)


def find(noun: str, text: str, kind: str = "") -> int:
    """The row number of the public record that a text names; of that `kind`, if one is demanded."""
    records = public_records(noun, kind)
    for condition in ways_to_name(noun, text):
        found = dict(records.filter(condition).values_list("pk", "slug").distinct()[:2])
        if len(found) > 1:
            slugs = " ".join(sorted(found.values()))
            raise Refused(
                _("“%(text)s” names several records; use a slug: %(slugs)s.") % {"text": text, "slugs": slugs}
            )
        if found:
            return next(iter(found))
    return moved(noun, records, text)


def public_records(noun: str, kind: str) -> Any:
    """The records of a noun that the public may see."""
    manager: Any = apps.get_model("activities", noun).objects
    records = manager.published() if hasattr(manager, "published") else manager.all()
    return records.filter(kind=kind) if kind else records


def ways_to_name(noun: str, text: str) -> list[Q]:
    """The conditions under which a text names a record, the strongest first."""
    scheme, _colon, value = text.partition(":")
    ways = [Q(slug=text), Q(public_id=text)]
    if noun == "place":
        ways += [Q(iso_code=text.upper()), Q(m49=text)]
    if noun == "article":
        ways += [Q(url=text)]
    if noun == "organization":
        ways += [Q(acronym__iexact=text)]
    if noun in {"organization", "program"}:
        ways += [Q(names__kind="acronym", names__text_key=words.key(text))]
    return [*ways, Q(identifiers__scheme=scheme, identifiers__value=value), Q(identifiers__value=text)]


def moved(noun: str, records: Any, text: str) -> int:
    """The record that a slug led to before it was renamed or merged; refuses what names nothing."""
    model = apps.get_model("activities", noun)
    record = survivor(once_named(model, text)) if hasattr(model, "old_slugs") else None
    if record is not None and record.is_public:
        return int(record.pk)
    alike = records.filter(slug__startswith=text[:2].lower()).values_list("slug", flat=True)[:HINTS_AMONG]
    raise Refused(_("No %(noun)s is known as “%(text)s”.") % {"noun": noun, "text": text[:100]}, nearest(text, alike))


def read_term(text: str) -> int:
    """Read scheme:code as the row number of the term."""
    scheme, colon, code = text.partition(":")
    schemes = list(Term.objects.order_by().values_list("scheme", flat=True).distinct())
    if not colon or scheme not in schemes:
        raise Refused(_("A term is written as scheme:code, such as gcm-objective:14."), nearest(scheme, schemes))
    found = Term.objects.filter(scheme=scheme, code=code).values_list("pk", flat=True).first()
    if found is None:
        near = nearest(code, Term.objects.of(scheme).values_list("code", flat=True))
        raise Refused(_("The scheme %s has no such code.") % scheme, near and f"{scheme}:{near}")
    return found
