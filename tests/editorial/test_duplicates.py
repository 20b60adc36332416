import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from activities.editorial import duplicates
from activities.editorial.checking import problems
from activities.models import Event
from tests import recipes

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.fixture
def ana():
    return get_user_model().objects.create(username="Ana")


@pytest.fixture
def decision():
    """One event that two articles report, by decision."""
    event = recipes.event(slug="workshop", title_en="Workshop", title_es="Taller", event_type="workshop")
    first, second = recipes.article(headline="First"), recipes.article(headline="Second")
    recipes.coverage(event=event, article=first, is_primary=True)
    recipes.coverage(event=event, article=second, certainty="probable")
    return recipes.duplicate_decision(event=event, article=second)


def first_article(decision):
    return decision.event.coverages.get(is_primary=True).article


def test_undone_decision_gives_the_article_a_draft_event_of_its_own(decision, ana):
    new = duplicates.undo(decision, by=ana, at=NOW)
    new.refresh_from_db()
    decision.refresh_from_db()
    event = decision.event
    assert (new.slug, new.title_en, new.title_es, new.event_type, new.state, new.created_by) == (
        "workshop-2",
        "Workshop",
        "Taller",
        event.event_type,
        "draft",
        ana,
    )
    assert [(row.article, row.is_primary, row.certainty) for row in new.coverages.all()] == [
        (decision.article, True, "stated")
    ]
    assert {row.article.headline for row in event.coverages.all()} == {"First"}
    assert (decision.undone_at, decision.undone_by) == (NOW, ana)


def test_rows_of_the_article_alone_move_and_the_others_stay(decision, ana):
    event, article = decision.event, decision.article
    moving = recipes.participation(event=event)
    staying = recipes.participation(event=event)
    unsaid = recipes.event_place(event=event)
    recipes.citation(participation=moving, article=article)
    recipes.citation(participation=staying, article=first_article(decision))
    figure = recipes.figure(event=event, article=article)
    new = duplicates.undo(decision, by=ana, at=NOW)
    assert set(new.participations.all()) == {moving}
    assert set(new.figures.all()) == {figure}
    assert (set(event.participations.all()), set(event.event_places.all())) == ({staying}, {unsaid})


def test_row_that_both_articles_carry_is_copied_with_the_citations_of_one(decision, ana):
    event, article = decision.event, decision.article
    row = recipes.participation(event=event, role="support", note_en="Both say so")
    mine = recipes.citation(participation=row, article=article)
    other = recipes.citation(participation=row, article=first_article(decision))
    new = duplicates.undo(decision, by=ana, at=NOW)
    copy = new.participations.get()
    assert (copy.organization, copy.role, copy.note_en) == (row.organization, row.role, "Both say so")
    assert (set(copy.citations.all()), set(row.citations.all())) == ({mine}, {other})


def test_columns_that_the_article_is_cited_for_are_copied_and_noted(decision, ana):
    event, article = decision.event, decision.article
    Event.objects.filter(pk=event.pk).update(
        date_edtf="2019-09", date_basis="relative", date_earliest=dt.date(2019, 9, 1), date_latest=dt.date(2019, 9, 30)
    )
    event.refresh_from_db()
    moving = recipes.citation(event=event, field="date", article=article)
    staying = recipes.citation(event=event, field="status", article=first_article(decision))
    new = duplicates.undo(decision, by=ana, at=NOW)
    new.refresh_from_db()
    event.refresh_from_db()
    assert (new.date_edtf, new.date_basis, new.date_latest) == ("2019-09", "relative", dt.date(2019, 9, 30))
    assert (set(new.citations.all()), set(event.citations.all())) == ({moving}, {staying})
    assert event.editor_note == "Without a citation since Second was split off: date."
    assert event.date_edtf == "2019-09"


def test_slug_of_the_new_event_is_the_next_free_one(decision, ana):
    recipes.event(slug="workshop-2")
    recipes.slug_redirect(slug="workshop-3", event=recipes.event())
    assert duplicates.undo(decision, by=ana, at=NOW).slug == "workshop-4"


def test_catalogue_is_sound_after_a_split(decision, ana):
    recipes.citation(event=decision.event, article=first_article(decision))
    recipes.participation(event=decision.event)
    duplicates.undo(decision, by=ana, at=NOW)
    assert [line for line in problems() if line.startswith(("duplicatedecision", "coverage", "event workshop-2"))] == []


def test_decision_is_undone_once(decision, ana):
    duplicates.undo(decision, by=ana, at=NOW)
    with pytest.raises(ValidationError, match="already undone"):
        duplicates.undo(decision, by=ana, at=NOW)


def test_decision_that_events_differ_has_nothing_to_undo(ana):
    decision = recipes.duplicate_decision(verdict="different")
    with pytest.raises(ValidationError, match="events differ"):
        duplicates.undo(decision, by=ana, at=NOW)


def test_only_article_of_an_event_is_not_split_off(ana):
    coverage = recipes.coverage()
    decision = recipes.duplicate_decision(event=coverage.event, article=coverage.article)
    with pytest.raises(ValidationError, match="nothing would be left"):
        duplicates.undo(decision, by=ana, at=NOW)


def test_article_that_does_not_cover_the_event_is_not_split_off(ana):
    with pytest.raises(ValidationError, match="does not cover"):
        duplicates.undo(recipes.duplicate_decision(), by=ana, at=NOW)
