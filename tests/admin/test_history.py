import pytest

from activities.models import Event
from tests import recipes
from tests.admin.pages import address, said, save

pytestmark = pytest.mark.django_db


def cells(page):
    """The texts of the table cells of the page's content."""
    content = page.partition('id="content-main"')[2]
    return [cell.rpartition(">")[2].strip() for cell in content.split("</td>")[:-1]]


def test_history_page_tells_who_changed_what_from_what_to_what(browse):
    client, person = browse("reviewer", "Ana"), recipes.person(name="Before")
    save(client, person, name="After")
    page = client.get(address(person, "history")).content.decode()
    assert cells(page)[:4] == ["This record", "Name", "Before", "After"]
    assert "Ana" in page


def test_history_page_tells_changes_of_rows(browse):
    client = browse("reviewer")
    row = recipes.membership(
        person=recipes.person(), organization=recipes.organization(name="A body"), post_title_en="Chief"
    )
    save(client, row.person, **{"memberships-0-post_title_es": "Jefe"})
    page = client.get(address(row.person, "history")).content.decode()
    assert cells(page)[:4] == ["Membership: A body · Chief", "Post (Spanish)", "–", "Jefe"]


def test_first_edit_of_a_record_that_has_no_history_has_its_before(browse):
    client, person = browse("reviewer"), recipes.person(name="As loaded")
    person.history.all().delete()
    save(client, person, name="As edited")
    assert cells(client.get(address(person, "history")).content.decode())[2:4] == ["As loaded", "As edited"]


def put_back(client, record, number, **values):
    page = client.get(address(record, "history"))
    version = page.context["page"].object_list[number]
    data = {"version": page.context["object"].version, "to": version.pk} | values
    return client.post(address(record, "history"), data)


def test_earlier_version_is_put_back(browse):
    client, event = browse("reviewer"), recipes.event(title_en="Before", state="draft")
    save(client, event, title_en="After")
    answer = put_back(client, event, -1)
    event.refresh_from_db()
    assert (event.title_en, event.updated_by) == ("Before", client.user)
    assert said(answer) == ["The version was put back."]


def test_version_is_not_put_back_over_a_change_nobody_saw(browse):
    client, event = browse("reviewer"), recipes.event(title_en="Before")
    save(client, event, title_en="After")
    answer = put_back(client, event, -1, version=1)
    event.refresh_from_db()
    assert event.title_en == "After"
    assert ["Somebody else has saved" in message for message in said(answer)] == [True]


@pytest.mark.parametrize("to", ["", "abc", "0", "9" * 30])
def test_version_that_does_not_exist_is_refused(browse, to):
    client, event = browse("reviewer"), recipes.event()
    answer = put_back(client, event, -1, to=to)
    assert said(answer) == ["This record has no such version."]


def test_editor_cannot_put_back_a_version_of_what_is_public(browse):
    client, event = browse("editor"), recipes.event(title_en="Now")
    assert client.get(address(event, "history")).context["can_restore"] is False
    assert put_back(client, event, -1).status_code == 403


def test_history_of_a_record_that_is_not_there_leads_to_the_list(browse):
    event = recipes.event()
    where = address(event, "history")
    Event.objects.all().delete()
    assert browse("editor").get(where).status_code == 302


@pytest.mark.parametrize("make", [recipes.place, lambda: recipes.term("event-type", "workshop")])
def test_places_and_terms_have_a_history_too(browse, make):
    client, thing = browse("reviewer"), make()
    field, name = ("name_es", "Name (Spanish)") if hasattr(thing, "name_es") else ("label_es", "Label (Spanish)")
    before = getattr(thing, field) or "–"
    save(client, thing, **{field: "De Ana"})
    page = client.get(address(thing, "history")).content.decode()
    assert cells(page)[:4] == ["This record", name, before, "De Ana"]


def test_citation_has_a_history_of_its_own(browse):
    client, citation = browse("reviewer"), recipes.citation()
    save(client, citation, note="See the second sentence")
    page = client.get(address(citation, "history")).content.decode()
    assert cells(page)[:4] == ["This record", "Note", "–", "See the second sentence"]


def test_long_history_has_pages(browse):
    event = recipes.event()
    for _number in range(30):
        event.save()
    client = browse("editor")
    assert len(client.get(address(event, "history")).context["page"]) == 25
    assert len(client.get(address(event, "history"), {"p": "2"}).context["page"]) == 6
    assert client.get(address(event, "history"), {"p": "x"}).status_code == 200


def test_save_that_changes_nothing_makes_no_version(browse):
    client, row = browse("reviewer"), recipes.membership(person=recipes.person())
    save(client, row.person)
    row.person.refresh_from_db()
    assert (row.person.version, row.person.history.count(), row.history.count()) == (1, 1, 1)


def test_save_of_rows_alone_makes_a_version_of_their_record(browse):
    client, row = browse("reviewer"), recipes.membership(person=recipes.person())
    save(client, row.person, **{"memberships-0-post_title_es": "Jefe"})
    row.person.refresh_from_db()
    assert (row.person.version, row.person.updated_by, row.history.count()) == (2, client.user, 2)
