"""Popolo: people, organizations, memberships and events, joined by their slugs."""

import json

import pytest

from tests.faces.formats.samples import (
    CHANGED,
    MADE,
    ROOT,
    appearance,
    event,
    event_article,
    event_place,
    membership,
    name,
    organization,
    organization_reference,
    person,
    place_reference,
    post,
    reference,
    when,
    written,
)


def single(noun, face):
    return json.loads(written("popolo", face, noun=noun, is_single=True))


def common(plural, slug):
    return {
        "id": slug,
        "identifiers": [{"scheme": "migration-governance-activities", "identifier": f"{slug}-id"}],
        "links": [{"url": f"{ROOT}/{plural}/{slug}/", "note": "catalogue"}],
        "created_at": MADE,
        "updated_at": CHANGED,
    }


POST = {
    "role": "Head",
    "person_id": "ana-ruiz",
    "organization_id": "iom",
    "attested_on": ["2019-10-10"],
    "certainty": "stated",
}


@pytest.mark.parametrize(
    ("noun", "face", "plural"),
    [
        ("person", person(), "persons"),
        ("organization", organization(), "organizations"),
        ("membership", membership(), "memberships"),
        ("event", event(), "events"),
    ],
)
def test_list_is_named_as_popolo_names_it(noun, face, plural):
    assert json.loads(written("popolo", face, face, noun=noun)) == {plural: [single(noun, face)] * 2}


def test_person_has_names_and_memberships():
    face = person(
        honorific="Dr.",
        sort_name="Ruiz, Ana",
        names=[name("Ana Ruiz"), name("A. Ruiz", "short"), name("Ana Paz", "former", "2001/2010-05")],
        memberships=[post("2017/2019-03"), post("2016~/..")],
    )
    assert single("person", face) == common("people", "ana-ruiz") | {
        "name": "Ana Ruiz",
        "other_names": [
            {"name": "A. Ruiz", "note": "short"},
            {"name": "Ana Paz", "note": "former", "start_date": "2001", "end_date": "2010-05"},
        ],
        "given_name": "Ana",
        "family_name": "Ruiz",
        "sort_name": "Ruiz, Ana",
        "honorific_prefix": "Dr.",
        "memberships": [POST | {"start_date": "2017", "end_date": "2019-03"}, POST],
    }


def test_organization_refers_to_its_parent_by_the_same_identifier():
    face = organization(
        acronym="INM",
        names=[name("INM", "acronym"), name("Instituto")],
        kind="national-government",
        parent=organization_reference("segob"),
        country=place_reference("mx", "country"),
        founded=when("1993-10"),
        dissolved=when("201X"),
        website="https://body.example/",
        identifiers=[{"scheme": "ror", "value": "https://ror.org/1"}],
    )
    bare = common("organizations", "body")
    bare["identifiers"].append({"scheme": "ror", "identifier": "https://ror.org/1"})
    bare["links"].append({"url": "https://body.example/", "note": "website"})
    assert single("organization", face) == bare | {
        "name": "A body",
        "other_names": [{"name": "INM", "note": "acronym"}, {"name": "Instituto", "note": "variant"}],
        "classification": "national-government",
        "parent_id": "segob",
        "area_id": "mx",
        "founding_date": "1993-10",
    }


def test_membership_has_its_lasting_identifier():
    about = {"id": "post-id", "created_at": MADE, "updated_at": CHANGED}
    assert single("membership", membership("2017/..")) == about | POST | {"start_date": "2017"}


def test_event_is_attended_by_those_who_were_there_and_dated_as_exactly_as_sources_are():
    face = event(
        "2018-10-22/2018-10-24",
        parent=reference("events", "series"),
        places=[event_place(), event_place("origin")],
        appearances=[appearance("ana", "opened"), appearance("ana", "spoke"), appearance("eva", "quoted")],
        articles=[event_article()],
    )
    assert single("event", face) == common("events", "workshop") | {
        "name": "A workshop",
        "classification": "workshop",
        "start_date": "2018-10-22",
        "end_date": "2018-10-24",
        "date_edtf": "2018-10-22/2018-10-24",
        "location": "TIJUANA",
        "status": "passed",
        "parent_id": "series",
        "attendees": [{"id": "ana", "name": "ANA"}],
        "sources": [{"url": "https://news.example/1?a=b&c=d", "note": "A release"}],
    }


@pytest.mark.parametrize(
    ("edtf", "start", "end"), [("2019-09", "2019-09", None), ("2019-09~", None, None), ("[..2019]", None, None)]
)
def test_event_has_no_date_that_popolo_cannot_say(edtf, start, end):
    made = single("event", event(edtf))
    assert (made.get("start_date"), made.get("end_date"), made["date_edtf"]) == (start, end, edtf)


@pytest.mark.parametrize(
    ("status", "expected"),
    [("planned", "tentative"), ("ongoing", "confirmed"), ("cancelled", "cancelled"), ("unknown", None)],
)
def test_event_status_is_in_the_words_of_open_civic_data(status, expected):
    assert single("event", event(status=status)).get("status") == expected
