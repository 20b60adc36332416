"""What was answered before is answered from memory, for as long as the catalogue stands as it does."""

import pytest
from django.contrib.auth import get_user_model

from activities import memory
from activities.editorial import renewal
from activities.models import Catalogue, Event
from tests import recipes

pytestmark = pytest.mark.django_db

LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "memory under test"}
ADDRESSES = ["/events/", "/events/workshop/", "/es/events/", "/api/v1/events/", "/api/v1/events/workshop/", "/"]


@pytest.fixture(autouse=True)
def remembering(settings):
    settings.CACHES = settings.CACHES | {"answers": LOCAL}
    memory.kept().clear()
    yield
    memory.kept().clear()


@pytest.fixture
def event():
    event = recipes.event(slug="workshop", title_en="Workshop", title_es="Taller")
    renewal.renew(event)
    return event


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_second_answer_takes_one_query_and_is_the_same(client, event, django_assert_num_queries, address):
    first = client.get(address)
    with django_assert_num_queries(1):
        second = client.get(address)

    assert (second.status_code, second.content) == (200, first.content)
    assert dict(second.items()) == dict(first.items())


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_new_is_told_after_one_query(client, event, django_assert_num_queries, address):
    first = client.get(address)
    memory.kept().clear()
    with django_assert_num_queries(1):
        second = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (second.status_code, second.content) == (304, b"")
    assert {name: second.headers[name] for name in ("ETag", "Cache-Control", "Vary")} == {
        name: first.headers[name] for name in ("ETag", "Cache-Control", "Vary")
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_publication_is_seen_at_once(client, event, address):
    first = client.get(address)
    Event.objects.filter(pk=event.pk).update(title_en="Renamed", title_es="Renamed")
    renewal.renew(event)
    second = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert second.status_code == 200
    assert b"Renamed" in second.content
    assert second.headers["ETag"] != first.headers["ETag"]


def test_the_tag_is_strong_and_of_everything_the_answer_depends_on(client, event):
    asked = [
        client.get("/api/v1/events/"),
        client.get("/api/v1/events/?page_size=5"),
        client.get("/api/v1/events/", headers={"Accept-Language": "es"}),
        client.get("/api/v1/events/", headers={"Accept": "*/*"}),
        client.get("/api/v1/events/", headers={"Host": "localhost"}),
        client.get("/api/v1/events/workshop/"),
        client.get("/api/v1/events/", secure=True),
    ]

    tags = {answer.headers["ETag"] for answer in asked}
    assert len(tags) == len(asked)
    assert all(tag.startswith('"') for tag in tags)


def test_head_has_the_tag_of_get(client, event):
    assert client.head("/api/v1/events/").headers["ETag"] == client.get("/api/v1/events/").headers["ETag"]


@pytest.mark.parametrize(
    ("address", "status"), [("/nothing/", 404), ("/api/v1/events/?colour=red", 400), ("/api/v1/events/none/", 404)]
)
def test_what_is_no_answer_has_no_tag_and_is_not_kept(client, event, address, status):
    for _time in range(2):
        answer = client.get(address)
        assert answer.status_code == status
        assert "ETag" not in answer.headers


def test_staff_are_answered_by_themselves(client, event):
    user = get_user_model().objects.create_superuser("ana", password="x")
    client.force_login(user)
    mine = client.get("/events/workshop/")
    assert b"Edit this record" in mine.content
    assert (mine.headers["Cache-Control"], "ETag" in mine.headers) == ("private, no-store", False)

    client.logout()
    client.cookies.clear()
    assert b"Edit this record" not in client.get("/events/workshop/").content


def test_what_a_token_shows_is_not_kept(client, event):
    client.get("/api/v1/events/", headers={"Authorization": "Token secret"})
    assert "ETag" not in client.get("/api/v1/events/", headers={"Authorization": "Token secret"}).headers


def test_a_long_answer_is_not_kept(client, event, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("activities.border.KEPT_BYTES", 10)
    client.get("/api/v1/events/")
    with django_assert_max_num_queries(20) as queries:
        assert client.get("/api/v1/events/").status_code == 200
    assert len(queries) > 1


def test_a_question_is_worked_out_once_while_the_catalogue_stands():
    asked = []

    def make():
        asked.append(1)
        return len(asked)

    catalogue = Catalogue.raised()
    with memory.standing(catalogue):
        assert [memory.remembered(make, "count", "a"), memory.remembered(make, "count", "a")] == [1, 1]
        assert memory.remembered(make, "count", "b") == 2
    with memory.standing(Catalogue.raised()):
        assert memory.remembered(make, "count", "a") == 3
    assert memory.remembered(make, "count", "a") == 4


def test_nothing_at_all_is_remembered_too():
    asked = []
    with memory.standing(Catalogue.raised()):
        for _time in range(2):
            assert memory.remembered(lambda: asked.append(1), "nothing") is None
    assert len(asked) == 1


def test_another_program_has_other_keys(monkeypatch):
    before = memory.key("a")
    monkeypatch.setattr(memory, "PROGRAM", "another")
    assert memory.key("a") != before
