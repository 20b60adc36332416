"""When something happened, as far as its source says.

A date is kept as its EDTF text (Extended Date/Time Format, Library of Congress, 2019-02-04), and
everything else is worked out from that text: strict bounds for filters and sorting, the form and
precision for machines, a label for people. The grammar is a closed part of EDTF: level 1 without
times and long years, the level 2 range `[A..B]`, quarters and half-years.

Only what the text says is ever shown: `2019-09` is "September 2019", never its first day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

Form = Literal["point", "span", "range"]
Precision = Literal["day", "month", "season", "quarter", "semester", "year", "decade", "unknown"]

# How far beyond its known bound an event with an open side may reach in a date filter.
OPEN_WINDOW_DAYS = 365

ACCEPTED_FORMS = (
    "2019, 2019-09, 2019-09-05, 2019-XX, 2019-09-XX, 2019-XX-XX, 201X (decade), "
    "2019-21 to 2019-24 (seasons), 2019-33 to 2019-36 (quarters), "
    "2019-40 and 2019-41 (half-years); "
    "all but the seasons may end in ? (uncertain), ~ (approximate) or % (both); "
    "2018-10-22/2018-10-24, 2018-10-22/.., ../2018-10-24 (it lasted); "
    "[2014-06..2014-12], [..2019-03-08] (some time within)"
)
ACCEPTED_PERIODS = "2019, 2019-09 or 2019-09-05"

# The first month of a budget year. United States: 31 U.S.C. 1102, a year is named for the one it
# ends in. Mexico and the United Nations budget by the calendar year.
_FISCAL_YEAR_STARTS = {"mx": 1, "un": 1, "us": 10}

_NO_SUCH_DATE = "the calendar has no such date (years run from 0001 to 9999)"
_SHOWN = 40  # characters of a refused text in its message


class DateError(ValueError):
    """A date that cannot be read: the message names the text, the reason and what is accepted."""

    @classmethod
    def refusing(cls, text: str, reason: str, accepted: str = ACCEPTED_FORMS) -> "DateError":
        """Say why `text` is refused; a long text is shown by its beginning."""
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        return cls(f"{shown!r} cannot be read as a date: {reason}. Accepted: {accepted}.")


@dataclass(frozen=True, slots=True)
class Edtf:
    """What an EDTF text means.

    `earliest` and `latest` are the strict bounds, both included; None is an open side. Qualifiers
    set `approximate` and `uncertain` and never widen the bounds. A span *lasted* from one end to
    the other; a point and a range happened some time within. The precision of a span is that of
    its coarser end; a range has none ("unknown").
    """

    text: str
    form: Form
    precision: Precision
    earliest: date | None
    latest: date | None
    approximate: bool
    uncertain: bool

    @property
    def is_day(self) -> bool:
        """Whether the text gives days, so that its bounds may be shown as days."""
        return self.precision == "day"


class _Point(NamedTuple):
    """One date of the grammar: a whole text, or one end of a span or range."""

    precision: Precision
    year: int
    part: str  # month, season, quarter or half-year, by its EDTF code
    day: int
    unstated: str  # what the text marks as not stated (XX): a name in _UNSTATED, or nothing
    mark: str
    earliest: date
    latest: date


class _Parts(NamedTuple):
    form: Form
    first: _Point | None
    last: _Point | None


_POINT = re.compile(
    r"""(?: (?P<decade>\d{3})X
          | (?P<year>\d{4})
            (?: -(?P<season>2[1-4])(?![?~%])
              | -(?P<quarter>3[3-6])
              | -(?P<semester>4[01])
              | -(?P<month>0[1-9]|1[0-2]) (?: -(?P<day>\d\d) | (?P<some_day>-XX) )?
              | (?P<some_month>-XX) (?P<some_month_and_day>-XX)?
            )?
        )
        (?P<mark>[?~%]?)""",
    re.VERBOSE | re.ASCII,
)

_END = r"[\dX-]+[?~%]?"
_TEXT = re.compile(
    rf"""(?P<point>{_END})
       | (?!\.\./\.\.) (?P<start>{_END}|\.\.) / (?P<end>{_END}|\.\.)
       | \[ (?P<from>{_END})? \.\. (?P<to>{_END}) \]""",
    re.VERBOSE | re.ASCII,
)

# The finest first: the precision of a point is that of its finest part.
_PRECISIONS: tuple[Precision, ...] = (
    "day",
    "month",
    "season",
    "quarter",
    "semester",
    "year",
    "decade",
)

_UNSTATED = ("some_day", "some_month_and_day", "some_month")

# EDTF code of a part of a year -> its first month and how many months it has. Seasons are those
# of the northern hemisphere, and winter runs into the next year.
_PARTS = {f"{month:02}": (month, 1) for month in range(1, 13)}
_PARTS |= {"21": (3, 3), "22": (6, 3), "23": (9, 3), "24": (12, 3)}
_PARTS |= {"33": (1, 3), "34": (4, 3), "35": (7, 3), "36": (10, 3)}
_PARTS |= {"40": (1, 6), "41": (7, 6)}


def parse(text: str) -> Edtf:
    """Read an EDTF text of the accepted grammar.

    Raises DateError for anything else: the empty text (an unknown date has no text), days the
    calendar does not have, years outside 0001-9999, and spans that end before they start.
    """
    return _parsed(text)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Edtf:
    form, first, last = _parts(text)
    ends = [end for end in (first, last) if end]
    return Edtf(
        text=text,
        form=form,
        precision="unknown" if form == "range" else _coarsest(ends),
        earliest=first.earliest if first else None,
        latest=last.latest if last else None,
        approximate=any(end.mark in {"~", "%"} or end.precision == "season" for end in ends),
        uncertain=any(end.mark in {"?", "%"} for end in ends),
    )


def _coarsest(ends: list[_Point]) -> Precision:
    return max((end.precision for end in ends), key=_PRECISIONS.index)


@lru_cache(maxsize=4096)
def _parts(text: str) -> _Parts:
    """Take a text apart; the one place where a text is refused."""
    try:
        parts = _cut(text)
    except ValueError as error:
        raise DateError.refusing(text, str(error)) from error
    if parts.first and parts.last and parts.first.earliest > parts.last.latest:
        raise DateError.refusing(text, "it ends before it starts")
    return parts


def _cut(text: str) -> _Parts:
    match = _TEXT.fullmatch(text)
    if not match:
        raise ValueError("it is not one of the accepted forms" if text else "it is empty")
    if match["point"]:
        point = _point(match["point"])
        return _Parts("point", point, point)
    if match["end"]:
        return _Parts("span", _end(match["start"]), _end(match["end"]))
    return _Parts("range", _end(match["from"]), _end(match["to"]))


def _end(text: str | None) -> _Point | None:
    return None if text in {None, ".."} else _point(text)


@lru_cache(maxsize=4096)
def _point(text: str) -> _Point:
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError("it is not one of the accepted forms")
    found = match.groupdict(default="")
    precision = next(name for name in _PRECISIONS if found[name])
    year = int(found["year"] or found["decade"] + "0")
    part = found["month"] or found["season"] or found["quarter"] or found["semester"]
    try:
        earliest, latest = _bounds(year, part, found["day"], months=120 if found["decade"] else 12)
    except ValueError:
        raise ValueError(_NO_SUCH_DATE) from None
    day = int(found["day"] or 0)
    unstated = next((name for name in _UNSTATED if found[name]), "")
    return _Point(precision, year, part, day, unstated, found["mark"], earliest, latest)


def _bounds(year: int, part: str, day: str, months: int) -> tuple[date, date]:
    """First and last day of a date; ValueError when the calendar does not have them."""
    month, months = _PARTS.get(part, (1, months))
    if day:
        return (that := date(year, month, int(day))), that
    return _first_and_last(year, month, months)


def _first_and_last(year: int, month: int, months: int) -> tuple[date, date]:
    years, last_month = divmod(month + months - 2, 12)
    last = (year + years, last_month + 1)
    return date(year, month, 1), date(*last, monthrange(*last)[1])


_DASH = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class _Words:
    """How one language writes dates: templates that take a part, a year or a whole phrase."""

    names: dict[str, str]  # EDTF code of a part of a year -> its name
    articles: dict[str, str]  # precision -> the article a phrase takes inside a sentence
    full: dict[str, str]  # precision -> a point with its year
    named_day: str  # a day whose year is said elsewhere
    unstated: dict[str, str]
    marks: dict[str, str]  # around a whole date
    end_marks: dict[str, str]  # around one of two ends
    days: str  # a span of days in one month
    span: str
    began: str
    ended: str
    between: str
    by_day: str
    by: str
    unknown: str
    contractions: dict[str, str]


def _names(months: str, seasons: str, quarters: str, halves: str) -> dict[str, str]:
    names = [*months.split(), *seasons.split(), *quarters.split(", "), *halves.split(", ")]
    return dict(zip(_PARTS, names, strict=True))


_ENGLISH = _Words(
    names=_names(
        "January February March April May June July August September October November December",
        "spring summer autumn winter",
        "first quarter, second quarter, third quarter, fourth quarter",
        "first half, second half",
    ),
    articles={"quarter": "the ", "semester": "the ", "decade": "the "},
    full={
        "day": "{day} {name} {year}",
        "month": "{name} {year}",
        "season": "{name} {year}",
        "quarter": "{name} of {year}",
        "semester": "{name} of {year}",
        "year": "{year}",
        "decade": "{year}s",
    },
    named_day="{day} {name}",
    unstated={
        "some_day": " (day not stated)",
        "some_month": " (month not stated)",
        "some_month_and_day": " (month and day not stated)",
    },
    marks={"?": "perhaps {}", "~": "about {}", "%": "perhaps about {}"},
    end_marks={"?": "perhaps {}", "~": "about {}", "%": "perhaps about {}"},
    days=f"{{}}{_DASH}{{}}",
    span="from {} to {}",
    began="from {} (end not stated)",
    ended="until {} (start not stated)",
    between="between {} and {}",
    by_day="on or before {}",
    by="in or before {}",
    unknown="date not stated",
    contractions={},
)

_SPANISH = _Words(
    names=_names(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "primavera verano otoño invierno",
        "primer trimestre, segundo trimestre, tercer trimestre, cuarto trimestre",
        "primer semestre, segundo semestre",
    ),
    articles={"day": "el ", "quarter": "el ", "semester": "el ", "decade": "la "},
    full={
        "day": "{day} de {name} de {year}",
        "month": "{name} de {year}",
        "season": "{name} de {year}",
        "quarter": "{name} de {year}",
        "semester": "{name} de {year}",
        "year": "{year}",
        "decade": "década de {year}",
    },
    named_day="{day} de {name}",
    unstated={
        "some_day": " (día no indicado)",
        "some_month": " (mes no indicado)",
        "some_month_and_day": " (mes y día no indicados)",
    },
    marks={"?": "quizá {}", "~": "hacia {}", "%": "quizá hacia {}"},
    end_marks={
        "?": "{} (fecha incierta)",
        "~": "{} (fecha aproximada)",
        "%": "{} (fecha aproximada e incierta)",
    },
    days="de {} a {}",
    span="de {} a {}",
    began="desde {} (fin no indicado)",
    ended="hasta {} (inicio no indicado)",
    between="entre {} y {}",
    by_day="a más tardar {}",
    by="a más tardar en {}",
    unknown="fecha no indicada",
    contractions={"de el ": "del ", " a el ": " al "},
)


def label(text: str, language: str = "en") -> str:
    """Say a date in words, never finer than its text: "September 2019", "septiembre de 2019".

    `language` is a tag such as "es" or "es-MX"; whatever is not Spanish is said in English.
    The empty text is a date that is not stated. Raises DateError like `parse`.
    """
    words = _SPANISH if re.match(r"es(?![a-z])", language, re.IGNORECASE) else _ENGLISH
    if not text:
        return words.unknown
    form, first, last = _parts(text)
    if first and last:
        return _whole(first, words) if first == last else _both(form, first, last, words)
    if first:
        return words.began.format(_marked(_phrase(first, words), first, words.end_marks))
    return _until(form, last, words) if last else words.unknown


def _whole(point: _Point, words: _Words) -> str:
    if point.mark:
        return _marked(_phrase(point, words), point, words.marks)
    return _bare(point, words)


def _until(form: Form, last: _Point, words: _Words) -> str:
    by = words.by_day if last.precision == "day" else words.by
    template = by if form == "range" else words.ended
    return template.format(_marked(_phrase(last, words), last, words.end_marks))


def _both(form: Form, first: _Point, last: _Point, words: _Words) -> str:
    template = words.between if form == "range" else words.span
    if form == "span" and _share_month(first, last) and not first.mark + last.mark:
        template = words.days
    start = _marked(_first_phrase(first, last, words), first, words.end_marks)
    said = template.format(start, _marked(_phrase(last, words), last, words.end_marks))
    for apart, together in words.contractions.items():
        said = said.replace(apart, together)
    return said


def _marked(phrase: str, point: _Point, marks: dict[str, str]) -> str:
    return marks[point.mark].format(phrase) if point.mark else phrase


def _first_phrase(first: _Point, last: _Point, words: _Words) -> str:
    """Name the first of two ends, without the month or year that the second will say."""
    article = words.articles.get(first.precision, "")
    if _share_month(first, last):
        return f"{article}{first.day}"
    if not _share_year(first, last):
        return _phrase(first, words)
    name = words.names[first.part]
    if first.precision == "day":
        name = words.named_day.format(day=first.day, name=name)
    return article + name + words.unstated.get(first.unstated, "")


_CALENDAR: set[Precision] = {"day", "month"}


def _share_month(first: _Point, last: _Point) -> bool:
    both_days = first.precision == last.precision == "day"
    return both_days and (first.year, first.part) == (last.year, last.part)


def _share_year(first: _Point, last: _Point) -> bool:
    alike = first.precision == last.precision or {first.precision, last.precision} <= _CALENDAR
    return alike and bool(first.part) and _year(first) == _year(last)


def _phrase(point: _Point, words: _Words) -> str:
    return words.articles.get(point.precision, "") + _bare(point, words)


def _bare(point: _Point, words: _Words) -> str:
    said = words.full[point.precision].format(day=point.day, name=words.names.get(point.part, ""), year=_year(point))
    return said + words.unstated.get(point.unstated, "")


def _year(point: _Point) -> str:
    """Name the year of a point; a winter has two."""
    runs_on = point.precision == "season" and point.latest.year > point.year
    return f"{point.year}{_DASH}{point.latest.year}" if runs_on else str(point.year)


def iso_date(text: str) -> str | None:
    """Give the text back when it is a plain ISO 8601 day, month or year; otherwise None.

    For formats that know nothing vaguer, such as schema.org's startDate: no day is ever added.
    """
    return text if iso_ends(text) == (text, text) else None


def iso_ends(text: str) -> tuple[str | None, str | None]:
    """Give the two ends of a point or span as plain ISO 8601 days, months or years.

    A point is both its ends. None stands for an open end and for what ISO 8601 cannot say without
    adding to it: a range has limits, not ends, and gives two; so does a text that is not a date.
    """
    try:
        form, first, last = _parts(text)
    except DateError:
        return None, None
    return (None, None) if form == "range" else (_iso(first), _iso(last))


_ISO_LENGTHS: dict[Precision, int] = {"day": 10, "month": 7, "year": 4}


def _iso(point: _Point | None) -> str | None:
    if point is None or point.mark or point.unstated or point.precision not in _ISO_LENGTHS:
        return None
    return point.earliest.isoformat()[: _ISO_LENGTHS[point.precision]]


# ---- windows ---------------------------------------------------------------------------------


def period(text: str) -> tuple[date, date]:
    """First and last day of a year, month or day, as asked for in a filter.

    Raises DateError for anything but YYYY, YYYY-MM and YYYY-MM-DD.
    """
    if iso_date(text) is None:
        raise DateError.refusing(text, "it is not a year, month or day", ACCEPTED_PERIODS)
    point = _point(text)
    return point.earliest, point.latest


def fiscal_year(text: str) -> tuple[date, date]:
    """First and last day of a budget year such as "us:2019", named for the year it ends in.

    Raises DateError naming the known budgets when the text is anything else.
    """
    match = re.fullmatch(r"([a-z]+):([0-9]{4})", text)
    month = _FISCAL_YEAR_STARTS.get(match[1]) if match else None
    if match is None or month is None:
        known = ", ".join(f"{budget}:2019" for budget in _FISCAL_YEAR_STARTS)
        raise DateError.refusing(text, "it is not a fiscal year known here", known)
    try:
        return _first_and_last(int(match[2]) - (month > 1), month, 12)
    except ValueError:
        raise DateError.refusing(text, _NO_SUCH_DATE, "years from 0002 to 9999") from None


def reach(earliest: date | None, latest: date | None, open_days: int = OPEN_WINDOW_DAYS) -> tuple[date, date] | None:
    """Bounds that stand in for a date's own when asking whether it may lie in a window.

    An open side reaches `open_days` beyond the known bound and no further, so that "on or before
    8 March 2019" is not found in 2014. A date with neither bound has no reach.
    """
    known = earliest or latest
    if known is None:
        return None
    return earliest or _moved(known, -open_days), latest or _moved(known, open_days)


def _moved(day: date, days: int) -> date:
    """Move a day, but not beyond what the calendar has."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def possibly_within(
    earliest: date | None,
    latest: date | None,
    start: date,
    end: date,
    open_days: int = OPEN_WINDOW_DAYS,
) -> bool:
    """Whether a date with these bounds may lie in the window from `start` to `end` (included).

    It may when its `reach` and the window share a day. What is undated lies in no window.
    """
    reached = reach(earliest, latest, open_days)
    return reached is not None and reached[0] <= end and start <= reached[1]


def surely_within(earliest: date | None, latest: date | None, start: date, end: date) -> bool:
    """Whether a date with these bounds must lie in the window from `start` to `end` (included).

    Both bounds have to be known and inside.
    """
    return earliest is not None and latest is not None and start <= earliest and latest <= end
