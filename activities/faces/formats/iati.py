"""IATI 2.03 activities of programs: a minimal subset that is valid by the standard's schema.

The schema demands of each activity a participating organization, a status and a date. A program is
left out where no source gives those, and the document says how many were. Where only the status is
missing it follows from the dates, a comment beside it says so, and the dates stay planned ones. IATI
knows no date vaguer than a day: the bounds stand there, and the date itself, as EDTF and in words, in
the narrative.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit
from xml.etree.ElementTree import Comment, Element

from activities.faces.base import Face
from activities.faces.formats.base import SITE, Listing, element, utc, xml

ROLES = {"funder": "1", "owner": "2", "implementer": "4"}  # OrganisationRole; a partner's part is unclear
REPORTER_TYPE = "90"  # OrganisationType: other
DAC_PURPOSE = "1"  # SectorVocabulary
SDG_TARGET = "3"  # TagVocabulary
OTHER_IDENTIFIER = "A9"  # OtherIdentifierType

PIPELINE, UNDER_WAY, CLOSED = "1", "2", "4"  # ActivityStatus
PLANNED_START, START, PLANNED_END, END = "1", "2", "3", "4"  # ActivityDateType
BEGUN = ("2", "3", "4")  # statuses a source may give of what has begun
OVER = ("3", "4")  # and of what has ended: finalisation, closed

MARK = "A minimal subset of IATI 2.03, drawn from public reports by a secondary reporter; no amounts."
LEFT_OUT = "Left out because sources do not give what the schema demands: {}."
INFERRED = "No source gives a status: this one follows from the dates."
BOUND = {
    "en": "{edtf}: {label}. The day given here is a bound, not a date.",
    "es": "{edtf}: {label}. El día indicado aquí es un límite, no una fecha.",
}


def write(faces: Iterable[Face], listing: Listing) -> Iterator[bytes]:
    """The activities file, program by program."""
    opening = f'<iati-activities version="2.03" generated-datetime="{utc(listing.updated)}">\n'
    yield b'<?xml version="1.0" encoding="utf-8"?>\n' + opening.encode() + xml(Comment(MARK)) + b"\n"
    left_out = 0
    for face in faces:
        told = is_told(face)
        left_out += not told
        if told:
            yield xml(activity(face, listing)) + b"\n"
    yield xml(Comment(LEFT_OUT.format(left_out))) + b"\n</iati-activities>\n"


def is_told(face: Face) -> bool:
    """Whether sources give what the schema demands."""
    when = face["date"]
    return any(role["role"] in ROLES for role in face["roles"]) and bool(when["earliest"] or when["latest"])


def activity(face: Face, listing: Listing) -> Element:
    """One program. The order of the elements is the schema's."""
    reporter = urlsplit(listing.root).hostname or "localhost"
    status = face["status"] or status_on(listing.updated.date(), face["date"])
    return element(
        "iati-activity",
        element("iati-identifier", f"{reporter}-{face['id']}"),
        element("reporting-org", narrative(SITE), ref=reporter, type=REPORTER_TYPE, secondary_reporter="1"),
        element("title", narrative(face["name"])),
        element("description", narrative(face["summary"] or face["name"])),
        *participants(face),
        *other_identifiers(face),
        element("activity-status", code=status),
        *([] if face["status"] else [Comment(INFERRED)]),
        *activity_dates(face["date"], face["status"], listing.language),
        *sectors(face),
        *tags(face),
        lang=listing.language,
        hierarchy="1",
        last_updated_datetime=face["updated_at"],
    )


def narrative(text: str) -> Element:
    """Free text, in the language of the activity."""
    return element("narrative", text)


def participants(face: Face) -> Iterator[Element]:
    """The organizations whose role IATI knows."""
    for role in face["roles"]:
        if role["role"] in ROLES:
            yield element("participating-org", narrative(role["organization"]["name"]), role=ROLES[role["role"]])


def other_identifiers(face: Face) -> Iterator[Element]:
    """What the program is called in IATI by those who run it."""
    others = (row["value"] for row in face["identifiers"] if row["scheme"] == "iati-activity")
    for identifier in dict.fromkeys(filter(None, [face["iati_identifier"], *others])):
        yield element("other-identifier", ref=identifier, type=OTHER_IDENTIFIER)


def activity_dates(when: Face, status: str | None, language: str) -> Iterator[Element]:
    """The bounds of the program's date, actual only where a source's status says so, each with the date beside it."""
    start = START if status in BEGUN else PLANNED_START
    end = END if status in OVER else PLANNED_END
    said = when["edtf"] if when["precision"] == "day" else BOUND[language].format(**when)
    for day, kind in ((when["earliest"], start), (when["latest"], end)):
        if day:
            yield element("activity-date", narrative(said), iso_date=day, type=kind)


def status_on(day: date, when: Face) -> str:
    """The status that follows from the dates on a day: over, not yet begun, or under way."""
    if when["latest"] and date.fromisoformat(when["latest"]) < day:
        return CLOSED
    if when["earliest"] and date.fromisoformat(when["earliest"]) > day:
        return PIPELINE
    return UNDER_WAY


def sectors(face: Face) -> Iterator[Element]:
    """The DAC purpose of a cooperation programme."""
    if face["dac_purpose"]:
        yield element("sector", vocabulary=DAC_PURPOSE, code=face["dac_purpose"])


def tags(face: Face) -> Iterator[Element]:
    """The Sustainable Development Goal targets it works towards."""
    for term in face["terms"]:
        if term["scheme"] == "sdg-target":
            yield element("tag", narrative(term["label"]), vocabulary=SDG_TARGET, code=term["code"])
