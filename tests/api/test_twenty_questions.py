"""The questions the catalogue was made for, answered by the API on the five documents."""

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
