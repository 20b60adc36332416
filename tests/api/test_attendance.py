"""Reported attendance, for programs."""

import pytest

from activities.api.attendance import AttendanceViewSet
from activities.filters import FILTERS
from activities.filters.attendance import GROUPS
from tests import recipes

pytestmark = pytest.mark.django_db


def held(value, **fields):
    """An event with its number of participants, if one is given."""
    event = recipes.event(**fields)
    if value is not None:
        recipes.figure(event=event, value=value)


def test_rows_come_with_what_is_missing_and_what_was_left_out(read):
    held(40, date_edtf="2019-09")
    held(None, status="planned", date_edtf="2019")
    held(None)

    page = read("stats/attendance/?group_by=year&from=2019&to=2019")

    assert page == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "key": "2019",
                "label": "2019",
                "reported": 40,
                "from_events": 1,
                "events_without_number": 0,
                "sex_known_in": 0,
            }
        ],
        "meta": {
            "ordering": "key",
            "date_match": "possible",
            "open_window": 365,
            "undated_left_out": 1,
            "group_by": "year",
            "totals": {
                "events": 1,
                "reported": 40,
                "from_events": 1,
                "events_without_number": 0,
                "sex_known_in": 0,
            },
            "left_out": {
                "series": 0,
                "planned": 1,
                "postponed": 0,
                "cancelled": 0,
                "unknown": 0,
                "disputed": 0,
            },
        },
    }


def test_years_are_rows_unless_asked_otherwise(read):
    held(40, date_edtf="2019")

    assert read("stats/attendance/") == read("stats/attendance/?group_by=year")


LABELS = [
    ("year", "en", ["Year not certain"]),
    ("year", "es", ["Año incierto"]),
    ("program", "en", ["Program", "No program stated"]),
    ("program", "es", ["Program", "Sin programa indicado"]),
    ("country", "en", ["Mexico", "No country stated"]),
    ("country", "es", ["México", "Sin país indicado"]),
    ("organization", "en", ["Body", "No organization stated"]),
    ("organization", "es", ["Body", "Sin organización indicada"]),
    ("event_type", "en", ["Workshop", "Type not stated"]),
    ("event_type", "es", ["Workshop (es)", "Tipo no indicado"]),
]


@pytest.mark.parametrize(("group_by", "language", "labels"), LABELS)
def test_keys_are_also_said_in_words(read, group_by, language, labels):
    event = recipes.event(event_type="workshop")
    recipes.event_program(event=event, program=recipes.program(name="Program"))
    mexico = recipes.country("mx", name_en="Mexico", name_es="México")
    recipes.event_place(event=event, place=recipes.place(parent=mexico))
    recipes.participation(event=event, organization=recipes.organization(name="Body"))
    recipes.event()

    page = read(f"stats/attendance/?group_by={group_by}&lang={language}")

    assert [row["label"] for row in page["results"]] == labels


def five_years():
    for value, date in ((40, "2019"), (None, "2018"), (7, "2017"), (40, "2016"), (9, "")):
        held(value, date_edtf=date)


@pytest.mark.parametrize(
    ("ordering", "keys"),
    [
        ("key", ["2016", "2017", "2018", "2019", None]),
        ("-key", ["2019", "2018", "2017", "2016", None]),
        ("reported", ["2017", None, "2016", "2019", "2018"]),
        ("-reported", ["2016", "2019", None, "2017", "2018"]),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_walk_meets_every_row_once_in_its_order_and_the_way_back_is_the_same(client, ordering, keys, size):
    five_years()

    pages, address = [], f"/api/v1/stats/attendance/?ordering={ordering}&page_size={size}"
    while address:
        pages.append(client.get(address).json())
        address = pages[-1]["next"]
    back, page = [], pages[-1]
    while page["previous"]:
        page = client.get(page["previous"]).json()
        back.append([row["key"] for row in page["results"]])

    ahead = [[row["key"] for row in page["results"]] for page in pages]
    assert [key for page in ahead for key in page] == keys
    assert back == ahead[-2::-1]
    assert {page["count"] for page in pages} == {5}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("group_by=", "group_by"),
        ("group_by=planet", "group_by"),
        ("group_by=year,country", "group_by"),
        ("ordering=date", "ordering"),
        ("colour=red", "colour"),
        ("fields=key", "fields"),
        ("expand=programs", "expand"),
        ("event_type=party", "event_type"),
        ("from=2020&to=2019", "from"),
        ("page_size=0", "page_size"),
        ("cursor=abc", "cursor"),
        ("format=xml", "format"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(read, query, name):
    recipes.event_type()

    (error,) = read(f"stats/attendance/?{query}", 400)["errors"]

    assert error["name"] == name


def test_a_cursor_belongs_to_its_rows_and_their_order(read):
    five_years()
    cursor = read("stats/attendance/?page_size=1")["next"].rpartition("cursor=")[2]

    for query in ("group_by=country", "ordering=-key"):
        assert read(f"stats/attendance/?{query}&cursor={cursor}", 400)["errors"][0]["name"] == "cursor"


def test_every_parameter_of_events_is_one_of_attendance():
    assert set(FILTERS["event"].known()) <= set(AttendanceViewSet(action="list", request=None).parameters())


# How the catalogue stands; the sum of all, what is left out, the rows (those of no record apart), and their labels.
QUERIES = {"year": 5, "event_type": 5, "program": 6, "country": 6, "organization": 6}


def everywhere():
    event = recipes.event(date_edtf="2019", event_type="workshop")
    recipes.figure(event=event)
    recipes.event_program(event=event)
    recipes.event_place(event=event, place=recipes.place(parent=recipes.country("mx")))
    recipes.participation(event=event)


@pytest.mark.parametrize(("group_by", "count"), QUERIES.items())
def test_three_rows_ask_no_more_than_one(client, django_assert_num_queries, group_by, count):
    assert set(QUERIES) == set(GROUPS)
    for _n in range(3):
        everywhere()
        with django_assert_num_queries(count):
            assert client.get(f"/api/v1/stats/attendance/?group_by={group_by}").status_code == 200
