"""iCalendar: whole months, exclusive ends, and a count of what cannot be shown."""

import datetime as dt

import pytest
from icalendar import Calendar

from activities.faces.formats.base import lasting_id
from tests.faces.formats.samples import (
    HOSTILE,
    ROOT,
    UPDATED,
    event,
    event_article,
    event_place,
    place_reference,
    topic,
    when,
    written,
)


def calendar(*faces, **values):
    return Calendar.from_ical(written("ics", *faces, **values))


def only_event(face, **values):
    (found,) = calendar(face, **values).events
    return found


def test_calendar_of_a_month_is_written_to_the_byte():
    text = written("ics", event(), title="Events, all")
    assert text.replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Catalogue of migration-governance activities//EN",
        "CALSCALE:GREGORIAN",
        r"NAME:Events\, all",
        r"X-WR-CALNAME:Events\, all",
        "LAST-MODIFIED:20200601T120000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "SOURCE;VALUE=URI:https://catalogue.example/api/v1/list/",
        "URL:https://catalogue.example/list/",
        "X-LEFT-OUT:0",
        "BEGIN:VEVENT",
        "SUMMARY:A workshop (September 2019)",
        "DTSTART;VALUE=DATE:20190901",
        "DTEND;VALUE=DATE:20191001",
        "DTSTAMP:20020304T050607Z",
        f"UID:{lasting_id('event', 'workshop-id')}",
        "SEQUENCE:1",
        "CATEGORIES:Workshop",
        "CREATED:20010203T040506Z",
        "DESCRIPTION:Date: September 2019",
        "LAST-MODIFIED:20020304T050607Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://catalogue.example/events/workshop/",
        "X-EDTF:2019-09",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("edtf", "start", "end", "summary", "transparency"),
    [
        ("2019-09-05", "2019-09-05", "2019-09-06", "A workshop", None),
        ("2018-10-22/2018-10-24", "2018-10-22", "2018-10-25", "A workshop", None),
        ("2019-12-31", "2019-12-31", "2020-01-01", "A workshop", None),
        ("2019-01-01/2019-01-31", "2019-01-01", "2019-02-01", "A workshop", None),
        ("2020-02", "2020-02-01", "2020-03-01", "A workshop (February 2020)", "TRANSPARENT"),
        ("2019-12", "2019-12-01", "2020-01-01", "A workshop (December 2019)", "TRANSPARENT"),
        ("2019-09-05~", "2019-09-05", "2019-09-06", "A workshop (about 5 September 2019)", "TRANSPARENT"),
    ],
)
def test_event_has_an_exclusive_end_and_says_what_is_vague(edtf, start, end, summary, transparency):
    found = only_event(event(edtf))
    assert (found.start, found.end) == (dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert (found["summary"], found.get("transp"), found["x-edtf"]) == (summary, transparency, edtf)


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "2019",
        "2019-33",
        "2019-06/2019-07",
        "2019-09-05/2019-09",  # a whole month would hide the day, the day's span would invent an end
        "2019-01-01/2019-02-01",  # 32 days
        "2019-09-05/..",
        "../2019-09-05",
        "[2019-09-01..2019-09-03]",
        "[..2019-03-08]",
        "9999-12-31",  # its end would lie beyond the calendar
    ],
)
def test_vaguer_and_longer_events_are_left_out_and_counted(edtf):
    left = calendar(event(edtf), event(), event(edtf))
    assert (len(left.events), left["x-left-out"]) == (1, "2")
    said = "Events left out because their dates are vaguer than a month, unknown, or longer than 31 days: 2."
    assert (left["description"], left["x-wr-caldesc"].replace("\\", "")) == (said, said)


def test_calendar_speaks_spanish():
    left = calendar(event(""), event(date=when("2019-09", "es")), language="es")
    assert left["description"].endswith("se desconoce o abarca más de 31 días: 1.")
    assert left.events[0]["summary"] == "A workshop (septiembre de 2019)"
    assert left.events[0]["description"] == "Fecha: septiembre de 2019"


def test_calendar_holds_single_records_too():
    assert len(calendar(event(), is_single=True).events) == 1


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("planned", "TENTATIVE"),
        ("ongoing", "CONFIRMED"),
        ("held", "CONFIRMED"),
        ("postponed", "TENTATIVE"),
        ("cancelled", "CANCELLED"),
        ("unknown", None),
    ],
)
def test_status_is_that_of_the_event(status, expected):
    assert only_event(event(status=status)).get("status") == expected


def test_event_tells_where_what_about_and_from_which_source():
    face = event(
        summary="Forty people came.",
        date=when("2019-09") | {"note": "Read from “this September”."},
        places=[
            event_place(venue_name="Casa Lamm"),
            event_place(place=place_reference("mx", "country"), basis="inferred"),
            event_place("dateline", place_reference("puebla")),
        ],
        terms=[topic(label="Cooperation, all of it")],
        articles=[event_article()],
    )
    found = only_event(face)
    assert found["location"] == "Casa Lamm, TIJUANA; MX (inferred)"
    assert r"CATEGORIES:Workshop,Cooperation\, all of it" in written("ics", face).replace("\r\n ", "")
    assert found["description"].split("\n") == [
        "Forty people came.",
        "Date: September 2019 (Read from “this September”.)",
        "Source: A release – https://news.example/1?a=b&c=d",
    ]


def test_hostile_text_stays_in_its_line():
    face = event(
        title=HOSTILE,
        summary=HOSTILE,
        event_type_label=HOSTILE,
        places=[event_place(venue_name=HOSTILE)],
        terms=[topic(label=HOSTILE)],
    )
    text = written("ics", face, title=HOSTILE)
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines == [*text.replace("\r\n ", "").splitlines(), ""]
    assert [line for line in lines if line.startswith(("BEGIN", "END", "X-EVIL"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert only_event(face)["summary"].startswith('=1+1,"q";\'a END:VEVENT X-EVIL:1 ]]></b><b>&amp;')
    assert "\u05e9\u05dc\u05d5\u05dd" in text.replace("\r\n ", "")


def test_calendar_says_when_and_where_it_was_made():
    made = calendar()
    assert (made["url"], made["source"]) == (f"{ROOT}/list/", f"{ROOT}/api/v1/list/")
    assert made.last_modified == UPDATED
