"""Reported attendance: what is added up, by what, and what is left out."""

import pytest
from django.http import QueryDict

from activities.filters import FILTERS, read_all
from activities.filters.attendance import GROUPS, attendance
from activities.models import EventStatus
from tests import recipes

pytestmark = pytest.mark.django_db


def asked(query="", group_by="year"):
    return attendance(read_all(QueryDict(query), FILTERS["event"].known()), group_by)


def rows(query="", group_by="year"):
    """Of each key: participants, events with a number, events without one."""
    found = asked(query, group_by).rows
    assert len({row["key"] for row in found}) == len(found)
    return {row["key"]: (row["reported"], row["from_events"], row["events_without_number"]) for row in found}


def held(value=None, **fields):
    """An event that was held, with a number of participants if one is given."""
    event = recipes.event(**fields)
    if value is not None:
        recipes.figure(event=event, value=value)
    return event


# What counts


def test_numbers_are_added_up_and_events_without_one_are_counted_beside_them():
    held(40, date_edtf="2019-09")
    held(0, date_edtf="2019")
    held(date_edtf="2019-01-02")
    held(date_edtf="0999-05")

    assert rows() == {"2019": (40, 2, 1), "0999": (None, 0, 1)}
    assert asked().totals == {
        "events": 4,
        "reported": 40,
        "from_events": 2,
        "events_without_number": 2,
        "sex_known_in": 0,
    }


@pytest.mark.parametrize("date", ["", "2018/2019", "[..2019-03-08]", "2019/..", "201X", "2018-24"])
def test_an_event_whose_year_is_not_certain_has_none(date):
    held(40, date_edtf=date)

    assert rows() == {None: (40, 1, 0)}


@pytest.mark.parametrize(
    "figure",
    [
        {"status": "target"},
        {"status": "context"},
        {"measure": "participants_female"},
        {"measure": "institutions"},
        {"measure": "hours"},
    ],
)
def test_only_actual_numbers_of_participants_are_added(figure):
    recipes.figure(event=held(40), value=1000, **figure)
    recipes.figure(event=held(), value=1000, **figure)

    assert rows() == {None: (40, 1, 1)}


def test_figures_of_organizations_and_programs_are_nobodys_attendance():
    recipes.figure(organization=recipes.organization())
    recipes.figure(program=recipes.program())

    assert asked().rows == []


def test_where_sources_disagree_the_preferred_number_counts():
    event = held(40)
    recipes.figure(event=event, value=50, article=recipes.article(), is_preferred=False)

    assert rows() == {None: (40, 1, 0)}


def test_an_event_with_numbers_none_of_which_is_preferred_is_left_out_and_said_to_be():
    event = recipes.event()
    for value in (40, 50):
        recipes.figure(event=event, value=value, article=recipes.article(), is_preferred=False)
    held(7)

    assert rows() == {None: (7, 1, 0)}
    assert asked().left_out["disputed"] == 1


@pytest.mark.parametrize("measure", ["participants_female", "participants_male", "participants_other"])
def test_sex_is_known_where_a_source_gives_a_number_of_either(measure):
    recipes.figure(event=held(40), value=20, measure=measure)
    recipes.figure(event=held(30), value=20, measure=measure, status="target")
    event = held(20)
    for one in ("participants_female", "participants_male"):
        recipes.figure(event=event, value=10, measure=one)

    (row,) = asked().rows
    assert row == {
        "key": None,
        "reported": 90,
        "from_events": 3,
        "events_without_number": 0,
        "sex_known_in": 2,
    }


def test_neither_a_series_nor_what_was_not_held_counts_and_each_is_said_to_be_left_out():
    series = recipes.event(is_series=True)
    held(40, parent=series)
    for status in EventStatus.values:
        held(1, status=status)
    recipes.event(is_series=True, status="planned")
    held(1000, state="draft")

    found = asked()

    assert rows() == {None: (42, 3, 0)}
    assert found.left_out == {
        "series": 2,
        "planned": 1,
        "postponed": 1,
        "cancelled": 1,
        "unknown": 1,
        "disputed": 0,
    }


@pytest.mark.parametrize("query", ["", "status=held,planned", "is_series=true", "year=2019"])
def test_every_event_asked_for_is_in_the_totals_or_said_to_be_left_out(query):
    recipes.event(is_series=True, date_edtf="2019")
    for status in EventStatus.values:
        held(1, status=status, date_edtf="2019")
        recipes.figure(event=recipes.event(status=status), is_preferred=False)
    found = asked(query)

    events = FILTERS["event"](read_all(QueryDict(query), FILTERS["event"].known())).question().queryset.count()
    assert found.totals["events"] + sum(found.left_out.values()) == events
    assert found.totals["events"] == found.totals["from_events"] + found.totals["events_without_number"]


def test_only_the_events_asked_for_count():
    held(40, event_type="workshop")
    held(30, event_type="training")

    assert rows("event_type=workshop") == {None: (40, 1, 0)}


# By what


def test_an_event_counts_in_the_row_of_each_organization_once_whatever_its_roles():
    one, other = recipes.organization(slug="one"), recipes.organization(slug="other")
    event = held(40)
    for body, role in ((one, "host"), (one, "organizer"), (one, "participant"), (other, "participant")):
        recipes.participation(event=event, organization=body, role=role)
    recipes.participation(event=held(), organization=one)
    held(7)

    assert rows("", "organization") == {"one": (40, 1, 1), "other": (40, 1, 0), None: (7, 1, 0)}
    assert asked("", "organization").totals["reported"] == 47


def test_organizations_are_those_in_the_role_asked_for():
    event = held(40)
    recipes.participation(event=event, organization=recipes.organization(slug="host"), role="host")
    recipes.participation(event=event, role="participant")

    assert rows("role=host", "organization") == {"host": (40, 1, 0)}


@pytest.mark.parametrize("hidden", [{"state": "draft"}, {"state": "withdrawn"}])
def test_no_row_is_of_what_is_not_public(hidden):
    event = held(40)
    recipes.participation(event=event, organization=recipes.organization(**hidden))
    recipes.event_program(event=event, program=recipes.program(**hidden))

    assert rows("", "organization") == rows("", "program") == {None: (40, 1, 0)}


def test_programs_are_those_that_did_more_than_be_presented_unless_asked_otherwise():
    program = recipes.program(slug="program")
    recipes.event_program(event=held(40), program=program, link="supported")
    recipes.event_program(event=held(30), program=program, link="presented")

    assert rows("", "program") == {"program": (40, 1, 0), None: (30, 1, 0)}
    assert rows("program_link=presented", "program") == {"program": (30, 1, 0)}
    assert rows("program_link=any", "program") == {"program": (70, 2, 0)}


def test_countries_are_those_that_venues_and_targets_lie_in():
    mexico, honduras = recipes.country("mx"), recipes.country("hn")
    state = recipes.place(kind="admin1", parent=mexico)
    city = recipes.place(parent=state)
    both = held(40)
    for place in (city, state, honduras):
        recipes.event_place(event=both, place=place)
    recipes.event_place(event=held(5), place=mexico, kind="target")
    recipes.event_place(event=held(6), place=mexico, kind="origin")
    recipes.event_place(event=held(7), place=recipes.place(kind="local_region"))

    assert rows("", "country") == {"mx": (45, 2, 0), "hn": (40, 1, 0), None: (13, 2, 0)}
    assert rows("place_kind=origin", "country") == {"mx": (6, 1, 0)}


def test_types_of_events_are_named_by_their_code():
    held(40, event_type="workshop")
    held(30)

    assert rows("", "event_type") == {"workshop": (40, 1, 0), None: (30, 1, 0)}


@pytest.mark.parametrize("group_by", GROUPS)
def test_without_events_there_are_no_rows(group_by):
    found = asked("", group_by)

    assert (found.rows, found.totals["events"], found.totals["reported"]) == ([], 0, None)
