import pytest

from activities.models import Coverage, DuplicateDecision, Event
from tests import recipes
from tests.admin.pages import address, filled, listed, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    event = recipes.event(slug="workshop")
    recipes.coverage(event=event, is_primary=True)
    return recipes.duplicate_decision(event=event, article=recipes.coverage(event=event).article)


def press_undo(client, decision):
    return client.post(address(decision), filled(client.get(address(decision))) | {"_undo": "1"})


def test_reviewer_undoes_a_decision_and_lands_on_the_new_event(browse, decision):
    client = browse("reviewer")
    answer = press_undo(client, decision)
    new = Event.objects.get(slug="workshop-2")
    decision.refresh_from_db()
    assert answer["Location"] == address(new)
    assert (new.state, new.created_by, decision.undone_by) == ("draft", client.user, client.user)


def test_undone_decision_stays_as_it_was(browse, decision):
    client = browse("reviewer")
    press_undo(client, decision)
    assert client.get(address(decision)).context["has_change_permission"] is False
    assert client.post(address(decision), {"_undo": "1"}).status_code == 403


def test_editor_is_offered_no_way_back(browse, decision):
    page = browse("editor").get(address(decision)).content.decode()
    assert "_undo" not in page


def test_way_back_that_is_closed_is_told(browse, decision):
    Coverage.objects.filter(is_primary=True).delete()
    answer = press_undo(browse("reviewer"), decision)
    assert said(answer) == ["No other article covers the event: nothing would be left of it."]
    assert Event.objects.count() == 1


def test_decision_bears_the_name_of_who_made_it(browse):
    client = browse("editor")
    data = {
        "event": recipes.event().pk,
        "article": recipes.article().pk,
        "verdict": "different",
        "reason": "Two towns.",
    }
    client.post(listed(DuplicateDecision, "add"), data)
    assert DuplicateDecision.objects.get().decided_by == client.user
