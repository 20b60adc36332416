import pytest

from activities.models import Participation
from tests import recipes
from tests.admin.pages import add_row, address, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(browse):
    return browse("reviewer", "Ana"), browse("reviewer", "Luis")


def test_second_editor_is_told_and_shown_both_texts(both):
    first, second = both
    event = recipes.event(title_en="Workshop", summary_en="Old words.")
    opened_first, opened_second = filled(first.get(address(event))), filled(second.get(address(event)))
    first.post(address(event), opened_first | {"summary_en": "What Ana wrote."})
    answer = second.post(address(event), opened_second | {"summary_en": "What Luis wrote."})
    page = answer.content.decode()
    event.refresh_from_db()
    assert (answer.status_code, event.summary_en) == (409, "What Ana wrote.")
    assert "Ana" in page
    assert {"What Ana wrote.", "What Luis wrote."} <= set(page.replace("<", ">").split(">"))


def test_second_editor_is_not_shown_as_theirs_what_the_first_changed(both):
    first, second = both
    event = recipes.event(title_en="Workshop", summary_en="Old words.")
    opened_first, opened_second = filled(first.get(address(event))), filled(second.get(address(event)))
    first.post(address(event), opened_first | {"summary_en": "What Ana wrote."})
    answer = second.post(address(event), opened_second | {"title_es": "Taller"})
    found = [(one.what, one.field, one.typed, one.stored) for one in answer.context["unsaved"]]
    assert found == [("", "Title (Spanish)", "Taller", "")]


def test_second_editor_is_told_when_only_rows_were_changed(both):
    first, second = both
    event = recipes.event()
    one, other = recipes.organization(name="One body"), recipes.organization(name="Other body")
    role = recipes.role()
    data = [filled(client.get(address(event))) for client in both]
    add_row(data[0], "participations", organization=one.pk, role=role.pk, certainty="stated")
    add_row(data[1], "participations", organization=other.pk, role=role.pk, certainty="stated")
    assert first.post(address(event), data[0]).status_code == 302
    answer = second.post(address(event), data[1])
    assert answer.status_code == 409
    assert list(Participation.objects.values_list("organization__name", flat=True)) == ["One body"]
    assert [change.after for version in answer.context["meanwhile"] for change in version.changes] == [
        "organization: One body · role: Participant · certainty: stated"
    ]
    assert [(one.field, one.typed) for one in answer.context["unsaved"]] == [
        ("Organization", "Other body"),
        ("Role", "Participant"),
    ]


def test_second_editor_is_told_when_a_row_they_changed_was_deleted(both):
    first, second = both
    row = recipes.participation(note_en="Before")
    data = [filled(client.get(address(row.event))) for client in both]
    first.post(address(row.event), data[0] | {"participations-0-DELETE": "on"})
    answer = second.post(address(row.event), data[1] | {"participations-0-note_en": "Mine"})
    assert answer.status_code == 409
    assert Participation.objects.count() == 0
    assert ("Participation 1", "Note (English)", "Mine") in [
        (one.what, one.field, one.typed) for one in answer.context["unsaved"]
    ]


def test_second_editor_is_told_when_a_citation_was_added(both):
    first, second = both
    row = recipes.participation()
    article = recipes.article()
    opened = filled(second.get(address(row.event)))
    data = {"participation": row.pk, "article": article.pk, "stance": "supports", "certainty": "stated"}
    first.post(f"/admin/activities/citation/add/?participation={row.pk}", data)
    answer = second.post(address(row.event), opened)
    assert answer.status_code == 409
    assert row.citations.count() == 1


def test_second_editor_may_save_after_opening_the_record_again(both):
    first, second = both
    event = recipes.event(title_en="Workshop")
    first.post(address(event), filled(first.get(address(event))) | {"summary_en": "What Ana wrote."})
    second.post(address(event), filled(second.get(address(event))) | {"title_es": "Taller"})
    event.refresh_from_db()
    assert (event.summary_en, event.title_es) == ("What Ana wrote.", "Taller")


@pytest.mark.parametrize("version", ["", "0", "99", "abc"])
def test_form_without_its_true_version_saves_nothing(browse, version):
    client = browse("reviewer")
    event = recipes.event(title_en="Workshop")
    answer = client.post(address(event), filled(client.get(address(event))) | {"title_en": "X", "version": version})
    event.refresh_from_db()
    assert answer.status_code in {200, 409}
    assert event.title_en == "Workshop"


@pytest.mark.parametrize("make", [recipes.place, lambda: recipes.term("event-type", "workshop")])
def test_places_and_terms_are_guarded_too(both, make):
    first, second = both
    thing = make()
    field = "name_es" if hasattr(thing, "name_es") else "label_es"
    opened = filled(second.get(address(thing)))
    first.post(address(thing), filled(first.get(address(thing))) | {field: "De Ana"})
    answer = second.post(address(thing), opened | {field: "De Luis"})
    thing.refresh_from_db()
    assert (answer.status_code, getattr(thing, field)) == (409, "De Ana")
