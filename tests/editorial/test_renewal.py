"""A change reaches the public: what was changed, and everything that shows it, at once or in the background."""

import pytest
from django.db import transaction

from activities.editorial import publish, renewal
from activities.editorial.history import restore
from activities.editorial.rename import change_slug
from activities.faces.stored import opened
from activities.models import Catalogue, Event, Organization, Person, Place, PublishedFace, Term
from tests import recipes

pytestmark = pytest.mark.django_db


def face(record, language="en"):
    return opened(getattr(PublishedFace.objects.get(noun=record._meta.model_name, row=record.pk), language))


@pytest.fixture
def workshop(catalogue):
    return Event.objects.get(slug="conofam-workshop-2019")


def test_the_fixtures_come_with_all_their_faces(catalogue):
    assert list(renewal.unequal()) == []
    assert PublishedFace.objects.count() > 700


def test_a_new_name_is_seen_wherever_the_record_is_named(workshop):
    iom = Organization.objects.get(slug="iom")
    iom.name = "Renamed"
    iom.save()
    renewal.renew(iom)

    assert [
        row["organization"]["name"] for row in face(workshop)["participations"] if row["organization"]["slug"] == "iom"
    ] == ["Renamed"]
    assert list(renewal.unequal()) == []


def test_a_new_row_is_counted_by_all_that_count(workshop):
    honduras = Place.objects.get(slug="hn")
    before = face(honduras)["events_count"]
    recipes.event_place(event=workshop, place=honduras, kind="venue")
    renewal.renew(workshop)

    assert face(honduras)["events_count"] == before + 1
    assert list(renewal.unequal()) == []


def test_a_deleted_row_is_counted_no_more(workshop):
    only = recipes.participation(event=workshop)
    renewal.renew(workshop)
    assert face(only.organization)["events_count"] == 1
    only.delete()
    renewal.renew(workshop)

    assert face(only.organization)["events_count"] == 0
    assert list(renewal.unequal()) == []


def test_what_is_withdrawn_disappears_from_what_showed_it(workshop):
    publish.withdraw(workshop, "It never took place.", by=None)

    tombstone = PublishedFace.objects.get(noun="event", row=workshop.pk)
    assert (tombstone.fate, tombstone.reason) == ("withdrawn", "It never took place.")
    assert "conofam-workshop-2019" not in str([face.en for face in PublishedFace.objects.all()])
    assert list(renewal.unequal()) == []


def test_what_comes_back_is_shown_again(workshop):
    publish.withdraw(workshop, "By mistake.", by=None)
    publish.return_to_draft(workshop, by=None)
    publish.publish(workshop, by=None, at=workshop.published_at)

    assert face(workshop)["slug"] == "conofam-workshop-2019"
    assert list(renewal.unequal()) == []


def test_a_changed_draft_does_not_raise_the_version(catalogue):
    before = Catalogue.now()
    draft = recipes.event(state="draft")
    recipes.participation(event=draft)
    renewal.renew(draft)

    assert Catalogue.now().version == before.version


def test_a_published_draft_appears_with_its_rows(catalogue):
    iom = Organization.objects.get(slug="iom")
    before = face(iom)["events_count"]
    draft = recipes.event(state="draft")
    recipes.participation(event=draft, organization=iom)
    Event.objects.filter(pk=draft.pk).update(state="published", published_at=draft.created_at)
    renewal.renew(draft)

    assert face(iom)["events_count"] == before + 1
    assert list(renewal.unequal()) == []


def test_a_new_slug_is_seen_at_once(workshop):
    change_slug(workshop, "another-word")

    assert face(workshop)["url"].endswith("/events/another-word/")
    assert list(renewal.unequal()) == []


def test_a_version_put_back_is_seen_at_once(workshop):
    first = workshop.history.last().history_id
    workshop.title_en = "Renamed"
    workshop.save()
    renewal.renew(workshop)
    restore(workshop, first, by=None)

    assert face(workshop)["title"] != "Renamed"
    assert list(renewal.unequal()) == []


def test_a_changed_term_and_place_are_seen_in_what_they_describe(catalogue):
    for record, column in (
        (Term.objects.get(scheme="event-type", code="workshop"), "label_en"),
        (Place.objects.get(slug="mx"), "name_en"),
    ):
        setattr(record, column, "Renamed")
        record.save()
        renewal.renew(record)

        assert list(renewal.unequal()) == []


def test_a_deleted_post_is_gone(catalogue):
    person = Person.objects.get(slug="jose-martin-carmona-flores")
    post = person.memberships.first()
    row = post.pk
    post.delete()
    renewal.renew(person)

    assert PublishedFace.objects.get(noun="membership", row=row).fate == "withdrawn"
    assert list(renewal.unequal()) == []


def test_each_change_raises_the_version_once(workshop):
    before = Catalogue.now()
    renewal.renew(workshop)

    after = Catalogue.now()
    assert after.version == before.version + 1
    assert after.stamp != before.stamp


def test_what_is_undone_reaches_nobody(workshop):
    before, title = Catalogue.now(), face(workshop)["title"]
    with transaction.atomic():
        workshop.title_en = "Renamed"
        workshop.save()
        renewal.renew(workshop)
        transaction.set_rollback(True)

    assert (Catalogue.now().stamp, face(workshop)["title"]) == (before.stamp, title)


# Many


@pytest.fixture
def few(monkeypatch):
    """As if two faces were many."""
    monkeypatch.setattr(renewal, "FEW", 1)
    monkeypatch.setattr(renewal, "BATCH", 2)


def test_many_faces_are_marked_and_renewed_batch_by_batch(catalogue, few, django_capture_on_commit_callbacks):
    iom = Organization.objects.get(slug="iom")
    iom.name = "Renamed"
    iom.save()
    with django_capture_on_commit_callbacks() as later:
        renewal.renew(iom)

    assert later == [renewal.renew_in_background]
    assert face(iom)["name"] == "Renamed"
    stale = PublishedFace.objects.filter(is_stale=True).count()
    assert stale > 2
    heard = []
    assert renewal.renew_stale(heard.append) == stale
    assert heard == [*range(2, stale, 2), stale]
    assert list(renewal.unequal()) == []


def test_of_many_those_without_a_face_are_made_at_once(catalogue, few):
    iom = Organization.objects.get(slug="iom")
    newcomer = recipes.event()
    recipes.participation(event=newcomer, organization=iom)
    renewal.renew(iom)

    assert face(newcomer)["participations"][0]["organization"]["slug"] == "iom"


# Everything


def test_a_rebuilding_that_was_broken_off_is_ended(catalogue, monkeypatch):
    monkeypatch.setattr(renewal, "BATCH", 100)
    Event.objects.filter(slug="conofam-workshop-2019").update(title_en="Renamed")
    recipes.event(slug="newcomer")
    calls = []

    def die(done):
        calls.append(done)
        if len(calls) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renewal.rebuild(die)
    assert PublishedFace.objects.filter(is_stale=True).exists()
    renewal.renew_stale()
    assert list(renewal.unequal()) == []


def test_what_is_not_as_it_would_be_now_is_named(catalogue):
    Event.objects.filter(slug="conofam-workshop-2019").update(title_en="Renamed")
    recipes.event(slug="newcomer")
    PublishedFace.objects.filter(slug="tijuana").update(en="{}")
    gone = recipes.place(slug="gone")
    renewal.renew(gone)
    gone.delete()

    assert {address.split("/")[-2] for address in renewal.unequal()} >= {
        "conofam-workshop-2019",
        "newcomer",
        "tijuana",
        "gone",
    }
