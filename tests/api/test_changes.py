"""What changed since: each record once, where it last changed, and never before a point already read."""

import datetime as dt
from urllib.parse import urlsplit

import pytest

from activities.editorial import renewal
from activities.models import Catalogue, Event, PublishedFace
from tests import recipes

pytestmark = pytest.mark.django_db


def walk(read, path="changes/?page_size=3"):
    """All changes from an address on, and the point where they end."""
    rows, until = [], None
    while path:
        page = read(path)
        rows += page["results"]
        until = page["meta"]["until"]
        path = page["next"] and page["next"].removeprefix("http://testserver/api/v1/")
    return rows, until


def test_a_row_says_what_became_of_which_record(read):
    event = recipes.event(slug="workshop")
    renewal.renew(event)
    [row] = read("changes/?noun=event")["results"]

    moment = dt.datetime.fromisoformat(row.pop("changed_at"))
    assert moment == Catalogue.now().changed_at
    assert row == {
        "noun": "event",
        "id": event.public_id,
        "slug": "workshop",
        "url": "http://testserver/api/v1/events/workshop/",
        "change": "changed",
        "merged_into": None,
        "reason": None,
        "version": Catalogue.now().version,
    }


def test_what_changes_again_moves_to_the_end(read):
    first, second = recipes.event(slug="first"), recipes.event(slug="second")
    renewal.renew(first)
    renewal.renew(second)
    _rows, until = walk(read)
    Event.objects.filter(pk=first.pk).update(title_en="Renamed")
    renewal.renew(first)

    assert [row["slug"] for row in walk(read, f"changes/?since={until}&noun=event")[0]] == ["first"]
    assert [row["slug"] for row in walk(read, "changes/?noun=event")[0]] == ["second", "first"]


def test_a_walk_meets_every_change_while_there_are_new_ones(read):
    events = [recipes.event(slug=f"event-{number}") for number in range(5)]
    renewal.renew(*events)
    page = read("changes/?page_size=2&noun=event")
    seen = [row["slug"] for row in page["results"]]
    again = Event.objects.get(slug=seen[0])
    Event.objects.filter(pk=again.pk).update(title_en="Renamed")
    renewal.renew(again)
    rows, _until = walk(read, page["next"].removeprefix("http://testserver/api/v1/"))

    assert sorted(seen + [row["slug"] for row in rows]) == sorted([*(event.slug for event in events), seen[0]])


def test_since_is_a_moment_a_point_or_an_address(read):
    renewal.renew(recipes.event(slug="old"))
    PublishedFace.objects.update(changed_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    page = read("changes/?page_size=1&noun=event")
    until = page["meta"]["until"]
    renewal.renew(recipes.event(slug="newer"))

    for since in ("2021-01-01", "2021-01-01T00:00:00Z", until, f"http://testserver/api/v1/changes/%3Fsince={until}"):
        assert [row["slug"] for row in read(f"changes/?noun=event&since={since}")["results"]] == ["newer"]
    assert read("changes/?noun=event&since=2020-01-01")["count"] == 2


def test_where_nothing_changed_the_point_stays(read):
    renewal.renew(recipes.event())
    _rows, until = walk(read)
    page = read(f"changes/?since={until}")

    assert (page["count"], page["results"], page["next"], page["meta"]["until"]) == (0, [], None, until)


@pytest.mark.parametrize("since", ["yesterday", "99999999999999999999", "2019-13-01", "WzEsMl0:bad", "1"])
def test_a_since_that_is_none_is_refused(read, since):
    [error] = read(f"changes/?since={since}", 400)["errors"]

    assert error["name"] == "since"


def test_a_point_of_a_future_that_was_taken_back_is_refused(read):
    renewal.renew(recipes.event())
    _rows, until = walk(read)
    Catalogue.objects.update(version=0)

    [error] = read(f"changes/?since={until}", 400)["errors"]
    assert "earlier state" in error["detail"]


def test_the_next_page_is_linked(client, read):
    renewal.renew(recipes.event(), recipes.event())
    answer = client.get("/api/v1/changes/?page_size=1&noun=event&lang=es")
    further = answer.json()["next"]

    assert answer.headers["Link"] == f'<{further}>; rel="next"'
    assert "noun=event" in urlsplit(further).query


@pytest.mark.parametrize("page_size", [1, 3])
def test_a_page_of_changes_takes_three_queries(client, django_assert_num_queries, page_size):
    renewal.renew(*(recipes.event() for _number in range(4)))

    with django_assert_num_queries(3):  # the version, the changes, their count
        assert client.get(f"/api/v1/changes/?page_size={page_size}&expand=record").status_code == 200
