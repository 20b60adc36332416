"""iCalendar with honest dates (RFC 5545 and 7986): no day that no source gives.

A date given to the day is an all-day event. One given to the month is an all-day, transparent span
of the whole month, with the month in its summary and the date itself in `X-EDTF`. Everything vaguer,
and what lasted longer than a month, is left out, and the calendar says how many were (`X-LEFT-OUT`).
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from tempfile import SpooledTemporaryFile

from icalendar import Calendar, Event, vText

from activities.faces.base import Face
from activities.faces.formats.base import SITE, Listing, at, lasting_id, one_line, printable

LONGEST = 31  # days; what lasted longer would cover a calendar and say little
IN_MEMORY = 1 << 20  # bytes of events held before they go to a file
FILE_PIECE = 1 << 16
END = b"END:VCALENDAR\r\n"

# RFC 5545, 3.8.1.11. A vague date never makes an event tentative: that would say it may not happen.
STATUS = {
    "planned": "TENTATIVE",
    "ongoing": "CONFIRMED",
    "held": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}

WORDS = {
    "en": {
        "left_out": "Events left out because their dates are vaguer than a month, unknown, or longer than 31 days: {}.",
        "date": "Date: {}",
        "source": "Source: {}",
        "inferred": "{} (inferred)",
    },
    "es": {
        "left_out": "Eventos omitidos porque su fecha es menos precisa que un mes, se desconoce o abarca más de "
        "31 días: {}.",
        "date": "Fecha: {}",
        "source": "Fuente: {}",
        "inferred": "{} (inferido)",
    },
}


def write(faces: Iterable[Face], listing: Listing) -> Iterator[bytes]:
    """The calendar of the events whose dates allow it.

    Its head says how many do not, so the events wait in a file (in memory while they are few) until
    all have been seen: memory stays constant, but the first byte comes after the last event.
    """
    with SpooledTemporaryFile(IN_MEMORY) as events:
        left_out = 0
        for face in faces:
            days = days_of(face["date"])
            left_out += days is None
            if days is not None:
                events.write(event(face, days, listing.language).to_ical())
        events.seek(0)
        yield calendar(listing, left_out).to_ical().removesuffix(END)
        yield from iter(lambda: events.read(FILE_PIECE), b"")
        yield END


def days_of(when: Face) -> tuple[date, date] | None:
    """First day and the day after the last; None for what would show a day that no source gives."""
    if when["form"] not in ("point", "span") or not when["earliest"] or not when["latest"]:
        return None
    first, last = date.fromisoformat(when["earliest"]), date.fromisoformat(when["latest"])
    fits = (last - first).days < LONGEST and last < date.max
    is_said = when["precision"] == "day" or (when["precision"] == "month" and is_whole_month(first, last))
    return (first, last + timedelta(days=1)) if fits and is_said else None


def is_whole_month(first: date, last: date) -> bool:
    """Whether the two days are the first and the last of one month."""
    return first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1])


def is_exact(when: Face) -> bool:
    """Whether the source gives days, and without doubt."""
    return bool(when["precision"] == "day" and not when["approximate"] and not when["uncertain"])


def calendar(listing: Listing, left_out: int) -> Calendar:
    """The calendar without its events."""
    made = Calendar()
    made.add("prodid", f"-//{SITE}//{listing.language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        made.add(name, vText(one_line(listing.title)))
    if left_out:
        for name in ("description", "x-wr-caldesc"):
            made.add(name, vText(WORDS[listing.language]["left_out"].format(left_out)))
    made.add("url", listing.page)
    made.add("source", listing.address, {"VALUE": "URI"})
    made.add("last-modified", listing.updated)
    made.add("refresh-interval", timedelta(days=1), {"VALUE": "DURATION"})
    made.add("x-left-out", str(left_out))
    return made


def event(face: Face, days: tuple[date, date], language: str) -> Event:
    """One event of the calendar. DTEND is exclusive; DTSTAMP is the change of the record, so the bytes are settled."""
    exact = is_exact(face["date"])
    updated = datetime.fromisoformat(face["updated_at"])
    values = {
        "uid": str(lasting_id("event", face["id"])),
        "dtstamp": updated,
        "created": datetime.fromisoformat(face["created_at"]),
        "last-modified": updated,
        "sequence": face["version"],
        "dtstart": days[0],
        "dtend": days[1],
        "summary": one_line(face["title"] if exact else f"{face['title']} ({face['date']['label']})"),
        "description": printable("\n".join(description(face, language))),
        "location": one_line("; ".join(venues(face, language))),
        "categories": [one_line(label) for label in categories(face)],
        "url": face["html_url"],
        "status": STATUS.get(face["status"]),
        "transp": None if exact else "TRANSPARENT",
        "x-edtf": face["date"]["edtf"],
    }
    made = Event()
    for name, value in values.items():
        if value not in (None, "", []):
            made.add(name, value)
    return made


def description(face: Face, language: str) -> Iterator[str]:
    """What the event was, its date in words and how it was read, and the sources."""
    words = WORDS[language]
    if face["summary"]:
        yield face["summary"]
    note = face["date"].get("note")
    yield words["date"].format(face["date"]["label"]) + (f" ({note})" if note else "")
    for article in face["articles"]:
        yield words["source"].format(f"{article['headline']} – {article['source_url']}")


def venues(face: Face, language: str) -> Iterator[str]:
    """Where it was held. A dateline is no venue."""
    for place in face["places"]:
        if place["kind"] == "venue":
            name = ", ".join(filter(None, [place["venue_name"], place["place"]["name"]]))
            yield WORDS[language]["inferred"].format(name) if place["basis"] == "inferred" else name


def categories(face: Face) -> list[str]:
    """What kind of event it was, and its topics."""
    return list(filter(None, [at(face, "event_type_label"), *(term["label"] for term in face["terms"])]))
