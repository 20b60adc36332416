import pytest
from django.db.models import ProtectedError

from activities.models import Event
from tests import recipes
from tests.models.refused import refused

pytestmark = pytest.mark.django_db

TOO_DEEP = {"parent": ["Series are at most three levels deep."]}


def series(**fields):
    return recipes.event(is_series=True, **fields)


def test_event_may_be_a_session_of_a_session():
    low = recipes.event(parent=series(parent=series()))
    assert refused(low) == {}
    assert (low.depth(), low.parent.depth(), low.parent.parent.depth()) == (3, 2, 1)


def test_event_may_not_lie_four_levels_deep():
    assert refused(recipes.event(parent=series(parent=series(parent=series())))) == TOO_DEEP


def test_series_may_not_push_its_sessions_four_levels_deep():
    top = series()
    middle = series(parent=top)
    recipes.event(parent=middle)
    assert refused(top) == {}
    top.parent = series()
    assert refused(top) == TOO_DEEP


def test_event_cannot_be_a_session_of_its_own_session():
    top = series()
    middle = series(parent=top)
    top.parent = middle
    assert refused(top) == {"parent": ["An event cannot be a session of one of its own sessions."]}


def test_only_a_series_has_sessions_seen_from_the_session():
    assert refused(recipes.event(parent=recipes.event())) == {
        "parent": ["Only a series has sessions: mark the parent as a series first."]
    }


def test_only_a_series_has_sessions_seen_from_the_series():
    parent = series()
    recipes.event(parent=parent)
    parent.is_series = False
    assert refused(parent) == {"is_series": ["Only a series has sessions: it has some already."]}


@pytest.mark.parametrize("measure", ["participants_total", "participants_female"])
def test_series_takes_no_head_count_seen_from_the_series(measure):
    event = recipes.event()
    recipes.figure(event=event, measure=measure)
    event.is_series = True
    assert refused(event) == {"is_series": ["A series takes no head-count of its own: its sessions do."]}


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("participants_total", {"measure": ["A series takes no head-count of its own: give it to its session."]}),
        ("participants_other", {"measure": ["A series takes no head-count of its own: give it to its session."]}),
        ("sessions", {}),
        ("hours", {}),
    ],
)
def test_series_takes_no_head_count_seen_from_the_figure(measure, words):
    assert refused(recipes.figure(event=series(), measure=measure)) == words


def test_series_may_count_its_sessions():
    event = series()
    recipes.figure(event=event, measure="sessions", value=3)
    assert refused(event) == {}


def test_leaves_are_single_events_and_sessions():
    parent = series()
    session, single = recipes.event(parent=parent), recipes.event()
    assert set(Event.objects.leaves()) == {session, single}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date_words", "one two three four five six seven eight nine"),
        ("languages", "Spanish"),
        ("languages", "es, en"),
        ("status", "done"),
        ("attendance_mode", "zoom"),
        ("date_basis", "guessed"),
    ],
)
def test_event_refuses_a_value_with_the_name_of_its_field(field, value):
    event = recipes.event()
    setattr(event, field, value)
    assert list(refused(event)) == [field]


def test_event_date_needs_its_ground_and_no_ground_stands_without_a_date():
    words = (
        "A date needs its ground (stated, relative, inferred or publication bound); without a date the ground is "
        "“the source does not say” or empty."
    )
    dated = recipes.event(date_edtf="2019-09")
    dated.date_basis = ""
    assert refused(dated) == {"__all__": [words]}
    undated = recipes.event(date_basis="unknown")
    assert refused(undated) == {}
    undated.date_basis = "stated"
    assert refused(undated) == {"__all__": [words]}


def test_event_type_is_a_term_of_its_own_scheme():
    event = recipes.event(event_type="workshop")
    assert refused(event) == {}
    event.event_type = recipes.role("participant")
    assert list(refused(event)) == ["event_type"]


def test_event_with_one_title_of_two_is_named_by_it():
    assert str(recipes.event(title_en="", title_es="Taller")) == "Taller"


def test_event_that_has_sessions_cannot_be_deleted():
    parent = series()
    recipes.event(parent=parent)
    with pytest.raises(ProtectedError):
        parent.delete()
