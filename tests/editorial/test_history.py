import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from activities.editorial import history
from activities.models import Citation, Event, Participation
from tests import recipes

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return get_user_model().objects.create(username="Ana")


def changed(version):
    return [(change.what, change.field, change.before, change.after) for change in version.changes]


# Reading ------------------------------------------------------------------------------------------


def test_changed_field_is_told_with_before_after_who_when_and_why(ana):
    event = recipes.event(title_en="Before")
    event.title_en = "After"
    start = dt.datetime.now(dt.UTC)
    history.save(event, "Spelling", ana)
    newest, oldest = history.versions(event)
    assert changed(newest) == [("", "Title (English)", "Before", "After")]
    assert (newest.by, newest.reason, newest.number, oldest.number) == ("Ana", "Spelling", 2, 1)
    assert start <= newest.at <= dt.datetime.now(dt.UTC)
    assert changed(oldest) == []


def test_links_choices_and_marks_are_told_in_words(ana):
    body = recipes.organization(name="A body", is_collective=False, existence="existing")
    body.parent = recipes.organization(name="Its parent")
    body.is_collective, body.existence, body.founded_edtf = True, "former", "1951"
    history.save(body, "", ana)
    assert sorted(changed(history.versions(body)[0])) == [
        ("", "Existence", "Existing", "Former"),
        ("", "Founded", "", "1951"),
        ("", "Is collective", "No", "Yes"),
        ("", "Parent", "", "Its parent"),
    ]


def test_added_changed_and_deleted_rows_belong_to_the_version_of_their_record(ana):
    event = recipes.event()
    row = recipes.participation(event=event, organization=recipes.organization(name="A body"), role="funder")
    event.save()
    row.certainty = "probable"
    row.save()
    event.save()
    row.delete()
    last, middle, first = history.versions(event)
    whole = "organization: A body · role: Funder"
    assert changed(first) == [("Participation", "", "", f"{whole} · certainty: stated")]
    assert changed(middle) == [("Participation: A body · Funder", "Certainty", "stated", "probable")]
    assert changed(last) == [("Participation", "", f"{whole} · certainty: probable", "")]


def test_row_that_goes_to_another_record_leaves_one_history_and_enters_the_other(ana):
    row = recipes.participation(organization=recipes.organization(name="A body"))
    old, new = row.event, recipes.event()
    row.event = new
    row.save()
    whole = "organization: A body · role: Participant · certainty: stated"
    assert changed(history.versions(old)[0]) == [("Participation", "", "", whole), ("Participation", "", whole, "")]
    assert changed(history.versions(new)[0]) == [("Participation", "", "", whole)]


def test_citation_of_a_row_is_told_with_its_record():
    row = recipes.participation()
    citation = recipes.citation(participation=row)
    citation.stance = "disputes"
    citation.save()
    [version] = history.versions(row.event)
    assert [change.field for change in version.changes if change.what.startswith("Citation:")] == ["Stance"]


def test_history_of_another_record_is_not_told():
    mine, other = recipes.event(), recipes.participation(event=recipes.event())
    other.certainty = "probable"
    other.save()
    [version] = history.versions(mine)
    assert changed(version) == []


def test_name_of_a_linked_record_that_is_gone_is_told_by_its_number(ana):
    parent = recipes.organization()
    number = parent.pk
    body = recipes.organization(parent=parent)
    body.parent = None
    history.save(body, "", ana)
    parent.delete()
    assert changed(history.versions(body)[0]) == [("", "Parent", f"organization {number}", "")]


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_grow_with_the_history(django_assert_num_queries, count):
    event = recipes.event()
    for _number in range(count):
        recipes.citation(participation=recipes.participation(event=event))
        event.save()
    with django_assert_num_queries(16):
        history.versions(event)


def test_changes_since_a_version_are_the_later_ones(ana):
    event = recipes.event()
    for title in ("One", "Two"):
        event.title_en = title
        history.save(event, title, ana)
    assert [version.reason for version in history.changes_since(event, 2)] == ["Two"]


def test_first_change_of_a_record_without_history_has_its_before(ana):
    event = recipes.event(title_en="As loaded")
    row = recipes.participation(event=event)
    for model in (Event, Participation):
        model.history.all().delete()
    history.remember(event)
    event.title_en = "As edited"
    history.save(event, "", ana)
    newest, oldest = history.versions(event)
    assert changed(newest) == [("", "Title (English)", "As loaded", "As edited")]
    assert (oldest.by, oldest.reason) == ("", history.FOUND)
    assert row.history.count() == 1


def test_remembering_twice_enters_nothing_twice():
    event = recipes.event()
    history.remember(event)
    assert event.history.count() == 1


# Going back ---------------------------------------------------------------------------------------


def test_version_comes_back_with_its_rows_and_their_citations(ana):
    event = recipes.event(title_en="Before", date_edtf="2019-09")
    kept = recipes.participation(event=event, note_en="Before")
    lost = recipes.figure(event=event, value=40)
    number = lost.pk
    citation = recipes.citation(figure=lost)
    event.title_en, event.date_edtf = "After", "2020"
    history.save(event, "", ana)
    kept.note_en = "After"
    kept.save()
    lost.delete()
    newer = recipes.participation(event=event)
    first = history.versions(event)[-1]
    history.restore(event, first.pk, by=ana)
    event.refresh_from_db()
    assert (event.title_en, event.date_edtf, event.date_latest) == ("Before", "2019-09", dt.date(2019, 9, 30))
    assert list(event.participations.values_list("pk", "note_en")) == [(kept.pk, "Before")]
    assert list(event.figures.values_list("pk", "value")) == [(number, 40)]
    assert list(Citation.objects.values_list("pk", "figure", "article")) == [(citation.pk, number, citation.article_id)]
    assert not Participation.objects.filter(pk=newer.pk).exists()
    assert history.versions(event)[0].reason.startswith("Back to the version of ")


def test_restored_version_can_itself_be_undone(ana):
    event = recipes.event(title_en="Before")
    event.title_en = "After"
    history.save(event, "", ana)
    recipes.participation(event=event)
    after, before = history.versions(event)
    history.restore(event, before.pk, by=ana)
    history.restore(event, after.pk, by=ana)
    event.refresh_from_db()
    assert (event.title_en, event.participations.count()) == ("After", 1)


def test_state_and_address_stay_when_a_version_comes_back(ana):
    event = recipes.event(title_en="Before", state="draft", slug="old")
    event.state, event.slug, event.published_at = "published", "newer", dt.datetime.now(dt.UTC)
    event.title_en = "After"
    history.save(event, "", ana)
    history.restore(event, history.versions(event)[-1].pk, by=ana)
    event.refresh_from_db()
    assert (event.title_en, event.state, event.slug) == ("Before", "published", "newer")


def test_marks_change_places_again(ana):
    event = recipes.event()
    first, second = recipes.coverage(event=event, is_primary=True), recipes.coverage(event=event)
    history.save(event, "", ana)
    first.is_primary = False
    first.save()
    second.is_primary = True
    second.save()
    history.restore(event, history.versions(event)[-1].pk, by=ana)
    assert set(event.coverages.values_list("pk", "is_primary")) == {(first.pk, True), (second.pk, False)}


def test_version_of_another_record_is_refused(ana):
    other = history.versions(recipes.event())[0]
    with pytest.raises(ValidationError, match="no such version"):
        history.restore(recipes.event(), other.pk, by=ana)


def test_version_that_can_no_longer_stand_is_refused_as_a_whole(ana):
    event = recipes.event(title_en="Before")
    row = recipes.participation(event=event)
    body = row.organization
    history.save(event, "", ana)
    event.title_en = "After"
    event.save()
    row.delete()
    body.delete()
    with pytest.raises(ValidationError):
        history.restore(event, history.versions(event)[-1].pk, by=ana)
    event.refresh_from_db()
    assert event.title_en == "After"
