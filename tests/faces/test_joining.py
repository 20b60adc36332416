"""How faces are cut and joined."""

import pytest

from activities.faces import face, prepared, stored
from activities.faces.joining import cut, expandable, field_names, join
from activities.models import Catalogue, Event, Program
from tests import recipes


def shown(event):
    return face(*prepared(Event.objects.filter(pk=event.pk)), "en")


def test_cut_keeps_the_fields_asked_for():
    assert cut({"slug": "a", "title": "A", "summary": None}, ["title", "slug"]) == {"slug": "a", "title": "A"}


def test_expandable_fields_are_those_that_hold_references():
    assert expandable("event", 1) == (
        "parent",
        "places",
        "participations",
        "appearances",
        "programs",
        "funding",
        "figures",
        "terms",
        "articles",
    )
    assert set(expandable("event", 1)) < set(field_names("event"))


def test_expandable_goes_two_levels_deep_and_no_further():
    assert "programs.roles" in expandable("event")
    assert [name for name in expandable("event") if name.count(".") > 1] == []


@pytest.mark.django_db
def test_join_puts_the_face_in_place_of_the_reference_and_keeps_what_the_row_says():
    link = recipes.event_program(link="supported", certainty="inferred")
    recipes.name(program=link.program, text="Other name")
    event = shown(link.event)

    join([event], "event", ["programs"], "en")

    (row,) = event["programs"]
    assert (row["link"], row["certainty"]) == ("supported", "inferred")
    assert [name["text"] for name in row["program"]["names"]] == ["Other name"]


@pytest.mark.django_db
def test_join_completes_the_references_of_what_it_joined():
    link = recipes.event_program()
    recipes.program_role(program=link.program, organization=recipes.organization(website="https://iom.int"))
    event = shown(link.event)

    join([event], "event", ["programs.roles"], "en")

    assert event["programs"][0]["program"]["roles"][0]["organization"]["website"] == "https://iom.int"


@pytest.mark.django_db
def test_join_adds_a_face_to_a_row_that_is_itself_a_reference():
    coverage = recipes.coverage(kind="mentions", certainty="probable", article=recipes.article(credits="Ours"))
    tag = recipes.tag(event=coverage.event, term="14")
    event = shown(coverage.event)

    join([event], "event", ["articles", "terms"], "en")

    (article,), (topic,) = event["articles"], event["terms"]
    assert (article["kind"], article["certainty"], article["credits"]) == ("mentions", "probable", "Ours")
    assert (topic["basis"], topic["events_count"], topic["id"]) == ("assigned", 1, tag.term.public_id)


@pytest.mark.django_db
def test_join_asks_once_a_noun_however_many_faces(django_assert_num_queries):
    for _n in range(3):
        recipes.event_program(program=recipes.program())
    stored.store("program", Program.objects.values_list("pk", flat=True), Catalogue.raised())
    faces = [shown(event) for event in Event.objects.all()]

    with django_assert_num_queries(1):
        join(faces, "event", ["programs"], "en")


@pytest.mark.django_db
def test_join_leaves_a_reference_to_what_is_public_no_more_as_it_is():
    link = recipes.event_program()
    event = shown(link.event)
    link.program.state = "draft"
    link.program.save()

    join([event], "event", ["programs"], "en")

    assert set(event["programs"][0]["program"]) == {"slug", "name", "url", "kind"}
