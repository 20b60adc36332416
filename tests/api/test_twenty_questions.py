"""The questions the catalogue was made for, each answered by one call of the API on the five documents."""

import csv
import io
import json

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("catalogue")

WORKSHOP, MICIC, ZONE = "conofam-workshop-2019", "micic-consular-workshop-2019", "regional-meeting-central-zone-2019"
INM, PEM = "inm-training-2014", "special-migration-program-consultation-2018"
SESSIONS = {f"{PEM}-mexico-city", f"{PEM}-tijuana", f"{PEM}-oaxaca"}
SESSION = "conofam-extraordinary-session-2018"


def asked(path):
    answer = Client().get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def slugs(path):
    page = asked(path)
    assert page["next"] is None
    return {row["slug"] for row in page["results"]}


EVENTS = [
    (
        "what a program supported or took part in",
        "program=regional-migration-program",
        {WORKSHOP, MICIC, PEM, ZONE, *SESSIONS},
    ),
    ("where it was presented", "program=regional-migration-program&program_link=presented", {SESSION, ZONE}),
    ("what happened in a place", "place=MX-OAX", {f"{PEM}-oaxaca", SESSION}),
    (
        "what happened in a country",
        "place=MX",
        {WORKSHOP, MICIC, INM, f"{INM}-2", PEM, *SESSIONS, SESSION, ZONE},
    ),
    ("what happened in a period for certain", "from=2019-01-01&to=2019-12-31&date_match=certain", {WORKSHOP, MICIC}),
    ("what happened in a period possibly", "from=2019-01-01&to=2019-12-31", {WORKSHOP, MICIC, ZONE}),
    ("what fell in a fiscal year", "fiscal_year=us:2019&date_match=certain", {WORKSHOP, MICIC}),
    ("what fell in the next", "fiscal_year=us:2020&date_match=certain", set()),
    ("what a donor pays for by a source's own word", "funder=prm&funding_basis=stated", set()),
    (
        "what a donor pays for through a program",
        "funder=prm&funding_basis=via_program&certainty=stated",
        {WORKSHOP, MICIC},
    ),
    ("what a donor pays for, it follows", "funder=prm&certainty=inferred", {PEM, *SESSIONS, ZONE}),
    ("what a body did, with its units", "organization=conofam&units=true", {WORKSHOP, SESSION, ZONE}),
    ("what touches an objective", "term=gcm-objective:14", {MICIC}),
    ("where participants came from", "origin=MX-SON", {f"{INM}-2"}),
    ("what was planned and is past", "status=planned&to=2026-11-22", {f"{INM}-3"}),
    ("the sessions of a series", f"parent={INM}", {f"{INM}-1", f"{INM}-2", f"{INM}-3"}),
]


@pytest.mark.parametrize(("question", "query", "answer"), EVENTS)
def test_events_answer(question, query, answer):
    assert slugs(f"events/?{query}") == answer, question


def test_which_institutions_took_part_in_what_role():
    rows = asked(f"events/{WORKSHOP}/")["participations"]

    assert {(row["organization"]["slug"], row["role"]) for row in rows} == {
        ("iom", "support"),
        ("conofam", "collaborator"),
        ("conofam", "participant"),
        ("ofam", "participant"),
    }


def attendance(query):
    """The rows, by key: participants, events with a number, without one, with numbers by sex."""
    page = asked(f"stats/attendance/?{query}")
    return page["meta"], {
        row["key"]: (row["reported"], row["from_events"], row["events_without_number"], row["sex_known_in"])
        for row in page["results"]
    }


def test_how_many_attendances_are_reported_and_what_is_missing():
    meta, rows = attendance("group_by=year")

    assert rows == {"2014": (36, 1, 0, 0), "2019": (40, 1, 1, 0), None: (None, 0, 6, 0)}
    assert meta["totals"] == {
        "events": 9,
        "reported": 76,
        "from_events": 2,
        "events_without_number": 7,
        "sex_known_in": 0,
    }
    assert {reason: number for reason, number in meta["left_out"].items() if number} == {"series": 2, "planned": 1}


def test_how_many_attendances_a_program_can_show_for_a_year():
    _meta, rows = attendance("group_by=year&program=regional-migration-program")

    assert rows["2019"] == (40, 1, 1, 0)


def test_on_what_ground_a_topic_stands():
    (event,) = asked("events/?term=gcm-objective:14")["results"]

    assert {topic["basis"] for topic in event["terms"] if topic["scheme"] == "gcm-objective"} == {"assigned"}


def test_how_far_the_sessions_of_a_series_had_got():
    sessions = asked(f"events/?parent={INM}")["results"]

    assert {one["slug"]: one["status"] for one in sessions} == {
        f"{INM}-1": "held",
        f"{INM}-2": "ongoing",
        f"{INM}-3": "planned",
    }


GAPS = [
    ("event", "venue", {WORKSHOP, MICIC, f"{INM}-1", f"{INM}-2", f"{INM}-3", ZONE}),
    ("event", "participants", {MICIC, f"{INM}-1", *SESSIONS, SESSION, ZONE}),
    ("event", "date", {f"{INM}-1"}),
    ("article", "published", {"holding-center-officials-2014"}),
]


def test_what_is_missing_or_disputed():
    rows = asked("gaps/?noun=event,article&field=venue,participants,date,published")["results"]

    assert {row["why"] for row in rows} == {"missing"}
    for noun, field, missing in GAPS:
        assert {row["slug"] for row in rows if (row["noun"], row["field"]) == (noun, field)} == missing
    assert len(rows) == sum(len(missing) for _noun, _field, missing in GAPS)


@pytest.mark.parametrize(
    ("day", "match"), [("2019-03-08", "attested"), ("2019-06-01", "bracketed"), ("2016-01-01", "unknown")]
)
def test_who_held_a_post_on_a_day(day, match):
    rows = asked(f"memberships/?organization=conofam&on={day}")["results"]

    assert [(row["person"]["slug"], row["match"]) for row in rows] == [("jose-martin-carmona-flores", match)]


def test_where_a_person_appears():
    rows = asked("people/christopher-gascon/")["appearances"]

    assert {(row["role"], (row["event"] or row["article"])["slug"]) for row in rows} == {
        ("opened", WORKSHOP),
        ("opened", MICIC),
        ("quoted", "offices-trained-on-migration-management-2019"),
        ("quoted", "state-and-consular-capacities-2019"),
        ("quoted", "holding-center-officials-2014"),
    }


def test_what_the_evidence_for_a_fact_is():
    (row,) = asked(f"citations/?event={WORKSHOP}&field=participants_total")["results"]

    assert row["article"]["slug"] == "state-and-consular-capacities-2019"


def test_which_articles_report_the_same_event():
    assert slugs(f"articles/?event={WORKSHOP}") == {
        "offices-trained-on-migration-management-2019",
        "state-and-consular-capacities-2019",
    }


def test_what_else_a_thing_is_called():
    hit = asked("search/?q=Mesoamerica Program")["results"][0]

    assert (hit["slug"], hit["matched_name"]) == ("regional-migration-program", "Mesoamerica Program")


def test_who_works_with_whom():
    rows = asked("organizations/iom/partners/")["results"]
    counts = [row["shared_events_count"] for row in rows]

    assert counts == sorted(counts, reverse=True)
    assert {"conofam", "ofam", "inm", "honduran-consulates-in-mexico"} <= {row["organization"]["slug"] for row in rows}
    assert all(len(row["events"]) == row["shared_events_count"] for row in rows)


EVERY_EVENT = {WORKSHOP, MICIC, ZONE, SESSION, INM, f"{INM}-1", f"{INM}-2", f"{INM}-3", PEM, *SESSIONS}


def sent(path):
    """A document, read to its end."""
    answer = Client().get(f"/api/v1/{path}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")


def test_all_of_it_is_a_file():
    rows = csv.DictReader(io.StringIO(sent("export/events.csv"), newline=""))

    assert {row["slug"] for row in rows} == EVERY_EVENT


def test_what_the_whole_consists_of():
    described = json.loads(sent("export/catalogue.jsonld"))

    assert "events.csv" in json.dumps(described)
    assert "sha256" in json.dumps(described).lower()


def test_what_changed():
    rows = asked("changes/?since=2000-01-01&noun=event&page_size=100")["results"]

    assert {row["slug"] for row in rows} == EVERY_EVENT
    assert {row["change"] for row in rows} == {"changed"}
    assert asked("changes/?since=2999-01-01")["results"] == []
    assert slugs("events/?modified_since=2000-01-01") == EVERY_EVENT
    assert slugs("events/?modified_since=2999-01-01") == set()
