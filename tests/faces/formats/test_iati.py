"""IATI: valid by the standard's own schema, and no claim that sources do not make."""

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree

from tests.faces.formats.samples import CHANGED, HOSTILE, program, program_role, topic, when, written

SCHEMA = etree.XMLSchema(file=str(Path(__file__).parents[2] / "data" / "iati" / "iati-activities-schema.xsd"))
OWNER = [program_role("iom", "owner")]
INFERRED = "No source gives a status: this one follows from the dates."


def activities(*faces, **values):
    return etree.fromstring(written("iati", *faces, **{"noun": "program"} | values).encode())


def only_activity(face, **values):
    root = activities(face, **values)
    SCHEMA.assertValid(root)
    (found,) = root.findall("iati-activity")
    return found


def comments(element):
    return [comment.text for comment in element.xpath("comment()")]


FULL = program(
    "2010/2018-06",
    name=HOSTILE,
    summary=HOSTILE,
    status="4",
    dac_purpose="15190",
    iati_identifier="XM-DAC-47066-RM.1",
    identifiers=[
        {"scheme": "iati-activity", "value": "XM-DAC-47066-RM.1"},
        {"scheme": "iati-activity", "value": "US-GOV-11-RM"},
        {"scheme": "wikidata", "value": "Q1"},
    ],
    roles=[program_role(role, role) for role in ("funder", "implementer", "owner", "partner")],
    terms=[topic("sdg-target", "10.7", "Safe migration"), topic()],
)


def test_activity_with_all_we_know_is_valid():
    found = only_activity(FULL)
    assert dict(found.attrib) == {
        "{http://www.w3.org/XML/1998/namespace}lang": "en",
        "hierarchy": "1",
        "last-updated-datetime": CHANGED,
    }
    assert [child.tag for child in found.iterchildren("*")] == [
        "iati-identifier", "reporting-org", "title", "description", *["participating-org"] * 3,
        *["other-identifier"] * 2, "activity-status", "activity-date", "activity-date", "sector", "tag",
    ]  # fmt: skip
    parts = [(part.get("role"), part.findtext("narrative")) for part in found.findall("participating-org")]
    assert parts == [("1", "FUNDER"), ("4", "IMPLEMENTER"), ("2", "OWNER")]
    others = [(other.get("ref"), other.get("type")) for other in found.findall("other-identifier")]
    assert others == [("XM-DAC-47066-RM.1", "A9"), ("US-GOV-11-RM", "A9")]
    assert dict(found.find("sector").attrib) == {"vocabulary": "1", "code": "15190"}
    assert dict(found.find("tag").attrib) == {"vocabulary": "3", "code": "10.7"}
    assert (found.find("activity-status").get("code"), comments(found)) == ("4", [])


def test_identifier_begins_with_that_of_the_reporter_who_says_to_be_secondary():
    found = only_activity(program("2014", roles=OWNER))
    reporter = found.find("reporting-org")
    assert dict(reporter.attrib) == {"ref": "catalogue.example", "type": "90", "secondary-reporter": "1"}
    assert found.findtext("iati-identifier") == "catalogue.example-program-id"


def dates(found):
    return [
        (date.get("type"), date.get("iso-date"), date.findtext("narrative")) for date in found.iter("activity-date")
    ]


def test_dates_are_bounds_with_the_date_itself_beside_them():
    said = "2010/2018-06: from 2010 to June 2018. The day given here is a bound, not a date."
    assert dates(only_activity(FULL)) == [("2", "2010-01-01", said), ("4", "2018-06-30", said)]


def test_dates_given_to_the_day_are_dates():
    face = program("2019-03-04/2019-09-05", status="2", roles=OWNER)
    said = "2019-03-04/2019-09-05"
    assert dates(only_activity(face)) == [("2", "2019-03-04", said), ("3", "2019-09-05", said)]


def test_an_open_end_has_no_date_and_spanish_is_spoken():
    face = program(date=when("2019/..", "es"), roles=OWNER)
    said = "2019/..: desde 2019 (fin no indicado). El día indicado aquí es un límite, no una fecha."
    assert dates(only_activity(face, language="es")) == [("1", "2019-01-01", said)]


@pytest.mark.parametrize(
    ("edtf", "code"),
    [
        ("2014/2018", "4"),
        ("2014/2024", "2"),
        ("2019/..", "2"),
        ("../2018", "4"),
        ("2021/2024", "1"),
        ("2020-06-01/2020-07", "2"),
        ("2020-05-31", "4"),
    ],
)
def test_a_status_that_no_source_gives_follows_from_the_dates_and_says_so(edtf, code):
    found = only_activity(program(edtf, roles=OWNER), updated=dt.datetime(2020, 6, 1, tzinfo=dt.UTC))
    assert found.find("activity-status").get("code") == code
    assert comments(found) == [INFERRED]
    assert {kind for kind, _day, _said in dates(found)} <= {"1", "3"}


@pytest.mark.parametrize(
    "face",
    [program(roles=OWNER), program("2014/2018"), program("2014/2018", roles=[program_role("iom", "partner")])],
    ids=["without a date", "without an organization", "with a partner alone"],
)
def test_programs_without_what_the_schema_demands_are_left_out_and_counted(face):
    root = activities(face, program("2014", roles=OWNER), face)
    SCHEMA.assertValid(root)
    assert len(root.findall("iati-activity")) == 1
    assert comments(root) == [
        "A minimal subset of IATI 2.03, drawn from public reports by a secondary reporter; no amounts.",
        "Left out because sources do not give what the schema demands: 2.",
    ]


def test_file_says_its_version_and_when_it_was_made():
    assert dict(activities().attrib) == {"version": "2.03", "generated-datetime": "2020-06-01T12:00:00+00:00"}


def test_schema_would_notice_what_is_missing():
    root = activities(program("2014", roles=OWNER))
    root[1].remove(root[1].find("activity-status"))
    assert not SCHEMA.validate(root)
