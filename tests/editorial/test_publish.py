import datetime as dt

import pytest
from django.contrib.auth import get_user_model

from activities.editorial import publish
from activities.models import Event
from tests import recipes

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
TYPE = "a type"
DATE = "a date with its ground, or “the source does not say” as the ground of no date"
ARTICLE = "a published article that covers it"
CITATION = "a citation of a published article"
ORGANIZATION = "a published organization that takes part in it, or in its published series"


def ready_event(**fields):
    """A draft event that lacks nothing."""
    event = recipes.event(**{"state": "draft", "event_type": "workshop", "date_edtf": "2019-09"} | fields)
    article = recipes.article()
    recipes.coverage(event=event, article=article)
    recipes.citation(event=event, article=article, field="date")
    recipes.participation(event=event)
    return event


@pytest.fixture
def staff():
    return get_user_model().objects.create(username="staff")


# What is missing ----------------------------------------------------------------------------------


def test_bare_event_misses_each_thing_by_name():
    event = recipes.event(state="draft")
    assert publish.missing_for_publication(event) == [TYPE, DATE, ARTICLE, CITATION, ORGANIZATION]


def test_event_with_everything_misses_nothing():
    assert publish.missing_for_publication(ready_event()) == []


def test_unknown_date_with_its_ground_is_enough():
    event = ready_event(date_edtf="", date_basis="unknown")
    assert publish.missing_for_publication(event) == []


def test_draft_article_is_no_source():
    event = recipes.event(event_type="workshop", date_edtf="2019")
    article = recipes.article(state="draft")
    recipes.coverage(event=event, article=article)
    recipes.citation(event=event, article=article)
    recipes.participation(event=event)
    assert publish.missing_for_publication(event) == [ARTICLE, CITATION]


def test_citation_of_a_row_counts_for_its_event():
    event = recipes.event(event_type="workshop", date_edtf="2019")
    article = recipes.article()
    recipes.coverage(event=event, article=article)
    recipes.citation(participation=recipes.participation(event=event), article=article)
    assert publish.missing_for_publication(event) == []


def test_organization_of_a_published_series_is_enough():
    series = recipes.event(is_series=True)
    recipes.participation(event=series)
    session = recipes.event(event_type="workshop", date_edtf="2019", parent=series)
    recipes.citation(event=session, article=recipes.coverage(event=session).article)
    assert publish.missing_for_publication(session) == []


@pytest.mark.parametrize("draft", ["series", "organization"])
def test_organization_that_nobody_can_see_is_not_enough(draft):
    series = recipes.event(is_series=True, state="draft" if draft == "series" else "published")
    body = recipes.organization(state="draft" if draft == "organization" else "published")
    recipes.participation(event=series, organization=body)
    session = recipes.event(event_type="workshop", date_edtf="2019", parent=series)
    recipes.citation(event=session, article=recipes.coverage(event=session).article)
    assert publish.missing_for_publication(session) == [ORGANIZATION]


@pytest.mark.parametrize("make", [recipes.organization, recipes.program])
def test_bodies_and_programs_need_a_citation(make):
    assert publish.missing_for_publication(make(state="draft")) == [CITATION]


def test_organization_is_cited_where_a_row_of_an_event_names_it():
    row = recipes.participation()
    recipes.citation(participation=row)
    assert publish.missing_for_publication(row.organization) == []


def test_person_needs_a_citation_and_a_part():
    person = recipes.person(state="draft")
    assert publish.missing_for_publication(person) == [CITATION, "a post, or a part in an event or article"]


def test_person_with_a_cited_post_is_ready():
    row = recipes.membership()
    recipes.citation(membership=row)
    assert publish.missing_for_publication(row.person) == []


def test_article_needs_a_date_or_the_word_that_there_is_none():
    article = recipes.article(state="draft")
    [missing] = publish.missing_for_publication(article)
    article.published_basis = "unknown"
    assert missing.startswith("a date of publication")
    assert publish.missing_for_publication(article) == []


# Moves --------------------------------------------------------------------------------------------


def test_event_goes_from_draft_over_review_to_the_public(staff):
    event = ready_event()
    publish.submit(event, by=staff)
    publish.publish(event, by=staff, at=NOW)
    event.refresh_from_db()
    assert (event.state, event.published_at, event.updated_by, event.version) == ("published", NOW, staff, 3)
    assert [(copy.state, copy.history_change_reason, copy.history_user) for copy in event.history.all()][:2] == [
        ("published", "Published", staff),
        ("review", "Submitted for review", staff),
    ]


def test_publishing_is_refused_with_all_that_is_missing(staff):
    event = recipes.event(state="draft", event_type="workshop")
    with pytest.raises(publish.MoveError) as refused:
        publish.publish(event, by=staff, at=NOW)
    needs = f"{DATE}; {ARTICLE}; {CITATION}; {ORGANIZATION}"
    assert refused.value.messages == [f"It cannot be published yet. It needs: {needs}."]
    assert Event.objects.get().state == "draft"


def test_withdrawn_record_says_why_and_can_come_back(staff):
    event = ready_event()
    publish.publish(event, by=staff, at=NOW)
    publish.withdraw(event, " It never took place. ", by=staff)
    assert (event.state, event.withdrawn_reason) == ("withdrawn", "It never took place.")
    publish.return_to_draft(event, "It did after all", by=staff)
    publish.publish(event, by=staff, at=NOW + dt.timedelta(days=1))
    event.refresh_from_db()
    assert (event.state, event.withdrawn_reason, event.published_at) == ("published", "", NOW)
    assert [copy.history_change_reason for copy in event.history.all()][1:3] == [
        "Returned to draft: It did after all",
        "Withdrawn: It never took place.",
    ]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_withdrawal_needs_a_reason_of_fitting_length(staff, reason):
    event = recipes.event()
    with pytest.raises(publish.MoveError, match="needs a reason"):
        publish.withdraw(event, reason, by=staff)
    assert Event.objects.get().state == "published"


def test_longest_reason_is_kept_whole(staff):
    event = recipes.event()
    publish.withdraw(event, "x" * 300, by=staff)
    assert Event.objects.get().withdrawn_reason == "x" * 300


MOVES = {
    "submit": (lambda event, by: publish.submit(event, by=by), {"draft"}),
    "publish": (lambda event, by: publish.publish(event, by=by, at=NOW), {"draft", "review"}),
    "withdraw": (lambda event, by: publish.withdraw(event, "Why", by=by), {"published"}),
    "return": (lambda event, by: publish.return_to_draft(event, by=by), {"review", "withdrawn"}),
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("state", ["draft", "review", "published", "withdrawn"])
def test_each_move_starts_from_its_own_states_only(staff, name, state):
    move, allowed = MOVES[name]
    event = ready_event(state=state, **({"published_at": NOW} if state == "published" else {}))
    if state in allowed:
        move(event, staff)
        assert Event.objects.get().state != state
    else:
        with pytest.raises(publish.MoveError, match="cannot be done"):
            move(event, staff)
        assert Event.objects.get().state == state


def test_move_of_a_record_changed_in_the_meantime_is_refused(staff):
    event = recipes.event(state="draft")
    Event.objects.get().save()
    with pytest.raises(publish.MoveError, match="has just changed"):
        publish.submit(event, by=staff)


def test_merged_record_does_not_come_back_by_itself(staff):
    event = recipes.event(merged_into=recipes.event(title_en="The other"))
    with pytest.raises(publish.MoveError, match="merged into “The other”"):
        publish.return_to_draft(event, by=staff)
