"""Lists: their envelope, their pages, the faces in them."""

import pytest

from activities.models import Event
from tests import recipes

pytestmark = pytest.mark.django_db

NOUNS = ["events", "organizations", "people", "programs", "articles", "places", "terms", "memberships", "citations"]


def one_of_each():
    """One public record of every noun, or a few."""
    recipes.citation(membership=recipes.membership())
    recipes.event_place(event=recipes.event(event_type="workshop"))
    recipes.program()


def walk(client, path, way="next"):
    """The slugs of a list, page by page."""
    address = f"/api/v1/{path}"
    while address:
        page = client.get(address).json()
        yield [row["slug"] for row in page["results"]]
        address = page[way]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_lists_in_one_envelope(read, noun):
    one_of_each()

    page = read(f"{noun}/")

    assert set(page) == {"count", "next", "previous", "results", "meta"}
    assert page["count"] == len(page["results"]) > 0
    assert (page["next"], page["previous"]) == (None, None)
    assert page["results"][0]["url"].startswith(f"http://testserver/api/v1/{noun}/")


def test_a_list_answers_the_question_and_says_how(read):
    recipes.event(slug="held", date_edtf="2019-09")
    recipes.event(slug="planned", date_edtf="2019-09", status="planned")
    recipes.event(slug="undated")

    page = read("events/?year=2019&status=held")

    assert [row["slug"] for row in page["results"]] == ["held"]
    assert (page["count"], page["meta"]["undated_left_out"]) == (1, 1)


def test_the_same_links_stand_in_the_body_and_in_the_headers(client):
    for _n in range(3):
        recipes.event()

    first = client.get("/api/v1/events/?page_size=1")
    second = client.get(first.json()["next"])
    page = second.json()

    assert first.headers["Link"].startswith(f'<{first.json()["next"]}>; rel="next", <')
    assert second.headers["Link"].startswith(f'<{page["next"]}>; rel="next", <{page["previous"]}>; rel="prev", <')


def test_links_keep_the_question(client):
    for _n in range(2):
        recipes.event(status="held", title_es="Taller")

    following = client.get("/api/v1/events/?status=held,planned&page_size=1&lang=es").json()["next"]

    assert "?status=held,planned&page_size=1&lang=es&cursor=" in following


@pytest.mark.parametrize("ordering", ["-date", "date", "title", "-title", "updated_at", "-updated_at"])
def test_a_walk_meets_every_event_once_and_the_way_back_is_the_same(client, ordering):
    for date in ("2019-09", "2019", "[..2019-03-08]", "2014-06/..", "", "", "2019-09"):
        recipes.event(date_edtf=date, title_en="Workshop")
    whole = next(walk(client, f"events/?ordering={ordering}"))

    ahead = list(walk(client, f"events/?ordering={ordering}&page_size=2"))
    last = client.get(f"/api/v1/events/?ordering={ordering}&page_size=2").json()
    while last["next"]:
        last = client.get(last["next"]).json()
    before = last["previous"].partition("/api/v1/")[2]
    back = [[row["slug"] for row in last["results"]], *walk(client, before, "previous")]

    assert [len(page) for page in ahead] == [2, 2, 2, 1]
    assert [slug for page in ahead for slug in page] == whole
    assert back == list(reversed(ahead))


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_can_be_walked(client, noun):
    for _n in range(2):
        recipes.citation(membership=recipes.membership())
        recipes.event_place(event=recipes.event(event_type="workshop"))
        recipes.program()
        recipes.tag(term=f"code-{_n}")

    seen, address = [], f"/api/v1/{noun}/?page_size=1"
    while address:
        page = client.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]

    assert len(seen) == len(set(seen)) == page["count"] > 1


def test_a_walk_of_the_best_first_meets_every_record_once(client):
    for name in ("Map of Roads", "Map", "The Map", "Map of Roads"):
        recipes.program(name=name)
    recipes.indexed()

    pages = list(walk(client, "programs/?q=map&page_size=1"))

    assert len({slug for page in pages for slug in page}) == len(pages) == 4


def test_rows_added_during_a_walk_are_met_once_or_not_at_all(client):
    old = [recipes.event(date_edtf=f"20{number}").slug for number in range(10, 16)]

    seen, address = [], "/api/v1/events/?page_size=2"
    while address:
        page = client.get(address).json()
        seen += [row["slug"] for row in page["results"]]
        recipes.event(date_edtf="2019"), recipes.event(date_edtf="2012-01")
        address = page["next"] if len(seen) < 50 else None

    assert len(seen) == len(set(seen))
    assert set(old) <= set(seen)


def test_a_row_taken_away_does_not_break_the_walk(client):
    for number in range(10, 14):
        recipes.event(date_edtf=f"20{number}", slug=f"event-{number}")

    first = client.get("/api/v1/events/?page_size=2").json()
    Event.objects.filter(slug="event-12").delete()

    assert [row["slug"] for row in client.get(first["next"]).json()["results"]] == ["event-11", "event-10"]


@pytest.mark.parametrize(
    "address",
    [
        "events/?page_size=1&ordering=title&cursor={}",
        "events/?page_size=1&ordering=date&cursor={}",
        "articles/?cursor={}",
        "people/?cursor={}",
        "search/?q=a&cursor={}",
        "events/?cursor={}x",
        "events/?cursor=x{}",
        "events/?cursor=abc",
        "events/?cursor=",
    ],
)
def test_a_cursor_that_was_changed_or_made_for_another_list_is_refused(client, read, address):
    recipes.event(), recipes.event()
    following = read("events/?page_size=1")["next"]

    problem = read(address.format(following.rpartition("cursor=")[2]), 400)

    assert [error["name"] for error in problem["errors"]] == ["cursor"]


@pytest.mark.parametrize("size", ["0", "-5", "101", "1.5", "abc", "", "1e1", "٣"])
def test_an_impossible_page_size_is_refused(read, size):
    assert read(f"events/?page_size={size}", 400)["errors"][0]["name"] == "page_size"


def test_a_page_holds_twenty_rows_or_as_many_as_asked(read):
    for _n in range(21):
        recipes.person()

    assert len(read("people/")["results"]) == 20
    assert len(read("people/?page_size=100")["results"]) == 21


def test_fields_cut_faces(read):
    recipes.event(slug="workshop", title_en="Workshop")

    assert read("events/?fields=slug,title")["results"] == [{"slug": "workshop", "title": "Workshop"}]
    assert read("events/workshop/?fields=title") == {"title": "Workshop"}


def test_expand_puts_linked_records_in_full(read):
    link = recipes.event_program()
    role = recipes.program_role(program=link.program)

    (event,) = read("events/?expand=programs.roles,programs")["results"]

    program = event["programs"][0]["program"]
    assert program["id"] == link.program.public_id
    assert program["roles"][0]["organization"]["id"] == role.organization.public_id
    assert program["html_url"] == f"http://testserver/programs/{link.program.slug}/"


def test_a_field_may_be_expanded_and_kept(read):
    link = recipes.event_program()

    (event,) = read("events/?expand=programs&fields=programs")["results"]

    assert event["programs"][0]["program"]["id"] == link.program.public_id


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("fields=password", None),
        ("fields=titel", "title"),
        ("fields=slug,", None),
        ("expand=editor_note", None),
        ("expand=program", "programs"),
        ("expand=programs.roles.organization", None),
        ("lang=fr", None),
        ("format=xml", None),
        ("format=jsn", "json"),
        ("facets=title", None),
    ],
)
def test_what_no_face_has_is_refused(read, query, hint):
    (error,) = read(f"events/?{query}", 400)["errors"]

    assert (error["name"], error["did_you_mean"]) == (query.partition("=")[0], hint)
