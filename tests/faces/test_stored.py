"""What is kept of each public record, when it changes, and what stays of one that is public no more."""

import datetime as dt

import orjson
import pytest

from activities.faces import stored
from activities.models import Catalogue, Event, FaceFate, PublishedFace
from tests import recipes

pytestmark = pytest.mark.django_db


def keep(*records):
    return stored.store(records[0].noun, [record.pk for record in records], Catalogue.raised())


def kept(record):
    return PublishedFace.objects.get(noun=record._meta.model_name, row=record.pk)


def test_a_face_is_kept_in_both_languages():
    event = recipes.event(slug="workshop", title_en="Workshop", title_es="Taller")

    assert keep(event) == {event.pk}
    face = kept(event)
    assert [stored.opened(text)["title"] for text in (face.en, face.es)] == ["Workshop", "Taller"]
    assert (face.url, face.slug, face.public_id) == ("/api/v1/events/workshop/", "workshop", event.public_id)
    assert (face.fate, face.version) == (FaceFate.PUBLISHED, Catalogue.now().version)


def test_a_text_is_served_under_any_root_and_nothing_else_of_it_changes():
    note = 'quotes " and \\u0001 and \\'
    text = stored.text_of({"url": f"{stored.MARK}/a/", "note": note})

    assert orjson.loads(stored.served(text, "https://host")) == {"url": "https://host/a/", "note": note}
    assert stored.opened(text, stored.MARK) == {"url": f"{stored.MARK}/a/", "note": note}


def test_texts_come_in_the_order_of_their_records():
    events = [recipes.event(slug=slug) for slug in ("a", "b", "c")]
    keep(*events)
    ordered = Event.objects.order_by("-slug")

    slugs = [stored.opened(text)["slug"] for text in stored.texts(ordered, "en")]
    assert slugs == [stored.opened(text)["slug"] for text in stored.stream(ordered, "en", size=2)] == ["c", "b", "a"]


def test_texts_are_read_in_one_query(django_assert_num_queries):
    keep(recipes.event(), recipes.event())

    with django_assert_num_queries(1):
        assert len(stored.texts(Event.objects.published(), "en")) == 2


def test_what_was_never_rendered_is_rendered_when_it_is_asked_for():
    event = recipes.event(title_en="Workshop")

    assert stored.opened(stored.texts(Event.objects.all(), "en")[0])["title"] == "Workshop"
    assert not PublishedFace.objects.filter(row=event.pk).exists()


def test_a_draft_is_not_kept():
    assert keep(recipes.event(state="draft")) == set()
    assert not PublishedFace.objects.exists()


def test_what_says_nothing_new_is_not_kept_again():
    event = recipes.event()
    keep(event)
    before = kept(event)

    assert keep(event) == set()
    assert kept(event).version == before.version


def test_the_moment_of_the_record_follows_its_face():
    event = recipes.event(updated_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    keep(event)
    assert stored.opened(kept(event).en)["updated_at"] == "2020-01-01T00:00:00Z"

    recipes.participation(event=event)
    keep(event)
    event.refresh_from_db()
    face = kept(event)
    assert event.updated_at == face.changed_at == Catalogue.now().changed_at
    assert dt.datetime.fromisoformat(stored.opened(face.es)["updated_at"]) == event.updated_at


def test_a_record_that_was_saved_keeps_the_moment_of_its_saving():
    event = recipes.event()
    keep(event)
    event.title_en = "Renamed"
    event.save()
    saved = event.updated_at
    keep(event)

    event.refresh_from_db()
    assert event.updated_at == saved
    assert kept(event).changed_at > saved


def test_of_a_withdrawn_record_a_tombstone_stays():
    event = recipes.event()
    keep(event)
    Event.objects.update(state="withdrawn", withdrawn_reason="It was a mistake.")

    assert keep(event) == {event.pk}
    face = kept(event)
    assert (face.fate, face.reason, face.en, face.es, face.digest) == ("withdrawn", "It was a mistake.", "", "", "")
    assert keep(event) == set()


def test_the_tombstone_of_a_merged_record_names_the_last_survivor():
    last = recipes.organization(slug="last")
    survivor = recipes.organization(slug="survivor")
    merged = recipes.organization(slug="merged")
    keep(merged)
    for record, into in ((survivor, last), (merged, survivor)):
        record.state, record.merged_into, record.withdrawn_reason = "withdrawn", into, "The same."
        record.save()
    keep(merged)

    assert (kept(merged).fate, kept(merged).merged_into) == ("merged", "/api/v1/organizations/last/")


def test_a_deleted_place_leaves_a_tombstone():
    place = recipes.place(slug="nowhere")
    row = place.pk
    stored.store("place", [row], Catalogue.raised())
    place.delete()
    stored.store("place", [row], Catalogue.raised())

    face = PublishedFace.objects.get(noun="place", row=row)
    assert (face.fate, face.reason, face.url) == ("withdrawn", stored.REMOVED, "/api/v1/places/nowhere/")


def test_memberships_and_citations_say_whose_they_are():
    membership = recipes.membership(person=recipes.person(slug="somebody"))
    citation = recipes.citation(participation=recipes.participation(event=recipes.event(slug="workshop")))
    for row in (membership, citation):
        stored.store(row._meta.model_name, [row.pk], Catalogue.raised())

    assert (kept(membership).about, kept(citation).about) == ("/api/v1/people/somebody/", "/api/v1/events/workshop/")
