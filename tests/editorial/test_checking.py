import datetime as dt
from contextlib import contextmanager

import pytest
from django.db import connection

from activities.editorial.checking import problems
from activities.models import Citation, Coverage, Event, Name, Organization, Participation, Passage, SlugRedirect
from tests import recipes

pytestmark = pytest.mark.django_db


def ready_event(**fields):
    """A published event, with all it leans on, of which nothing is to be said."""
    article = recipes.article(published_edtf="2019-10-10", summary_en="A release.")
    event = recipes.event(**{"event_type": "workshop", "date_edtf": "2019-09", "summary_en": "A workshop."} | fields)
    body = recipes.organization(summary_en="A body.")
    row = recipes.participation(event=event, organization=body)
    recipes.coverage(event=event, article=article)
    recipes.citation(participation=row, passage=recipes.passage(article=article, kind="body"))
    return event


@contextmanager
def without_rule(table, name):
    """The database without one of its rules."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def found(about=""):
    return [line for line in problems() if about in line]


def test_sound_catalogue_has_no_problems():
    ready_event()
    assert found() == []


def test_bounds_that_are_not_their_texts_are_found():
    event = ready_event(slug="workshop")
    Event.objects.filter(pk=event.pk).update(date_latest=dt.date(2020, 1, 1))
    assert found() == ["event workshop: date_edtf is not what its text says."]


def test_missing_bound_is_found():
    event = ready_event(slug="workshop")
    Event.objects.filter(pk=event.pk).update(date_earliest=None)
    assert found() == ["event workshop: date_edtf is not what its text says."]


def test_key_that_is_not_its_names_is_found():
    name = recipes.name(organization=recipes.organization(slug="iom", state="draft"), text="OIM")
    Name.objects.filter(pk=name.pk).update(text_key="oim mexico")
    assert found() == ["name iom OIM en: text_key is not what its text says."]


def test_value_that_a_form_would_refuse_is_found():
    event = ready_event(slug="workshop")
    Event.objects.filter(pk=event.pk).update(date_edtf="September 2019")
    [line] = found()
    assert line.startswith("event workshop: date_edtf: ")
    assert "September 2019" in line


def test_rule_between_rows_is_checked():
    series = ready_event(is_series=True)
    session = ready_event(slug="session", parent=series, ordinal=1)
    Event.objects.filter(pk=series.pk).update(is_series=False)
    assert found() == [
        f"event {series.slug}: is_series: Only a series has sessions: it has some already.",
        f"event {session.slug}: parent: Only a series has sessions: mark the parent as a series first.",
    ]


def test_role_from_another_list_is_found():
    event = ready_event(slug="workshop")
    Participation.objects.update(role=recipes.term("gcm-objective", "7"))
    body = Organization.objects.get()
    assert found() == [f"participation {event.slug} {body.slug} 7: role: “7” is not of its list."]


def test_rule_of_the_database_that_was_switched_off_is_checked():
    event = ready_event(slug="workshop")
    with without_rule("activities_event", "event_ordinal_counts_from_one"):
        Event.objects.filter(pk=event.pk).update(ordinal=0)
    assert found() == ["event workshop: the database's rule event_ordinal_counts_from_one does not hold."]


def test_passages_that_overlap_are_found():
    article = recipes.article(slug="release", state="draft")
    recipes.passage(article=article, start=0, end=100)
    recipes.passage(article=article, start=90, end=150)
    assert found() == ["passage release 2: it begins before passage 1 ends."]


def test_passage_beyond_the_text_is_found():
    article = recipes.article(slug="release", state="draft", body="Short.")
    recipes.passage(article=article, start=0, end=100)
    assert found() == ["passage release 1: it ends beyond the text of its article."]


def test_citation_outside_its_passage_is_found():
    citation = recipes.citation(event=ready_event())
    Passage.objects.filter(pk=citation.passage_id).update(start=citation.start + 1)
    assert found("citation") == [f"citation {citation.public_id}: start: The span lies outside its passage."]


def test_citation_of_a_contact_is_found():
    citation = recipes.citation(event=ready_event(), passage=recipes.passage(kind="contact"))
    assert found("citation") == [
        f"citation {citation.public_id}: passage: A contact passage is private and carries no fact."
    ]


def test_published_record_that_lost_what_it_leans_on_is_found():
    ready_event(slug="workshop")
    Citation.objects.all().delete()
    Coverage.objects.all().delete()
    assert found("event workshop") == [
        "event workshop: it is published and needs a published article that covers it.",
        "event workshop: it is published and needs a citation of a published article.",
    ]


def test_published_record_without_a_summary_is_found():
    ready_event(slug="workshop", summary_en="")
    assert found() == ["event workshop: it is published without a summary in English or Spanish."]


def test_draft_may_lack_everything():
    recipes.event(state="draft")
    assert found() == []


def test_published_record_inside_a_draft_is_found():
    series = recipes.event(is_series=True, state="draft", title_en="A course")
    ready_event(slug="session", parent=series)
    assert found() == ["event session: it is published inside “A course”, which is not."]


@pytest.mark.parametrize(
    ("words", "is_private"),
    [
        ("Write to press@example.org.", True),
        ("Call +52 55 5555 1234.", True),
        ("Call (55) 5555-1234-5.", True),
        ("In 2014-2018 and on 2019-03-08, 43,863 people", False),
        ("Resolution A/RES/73/195 of 2018", False),
    ],
)
def test_addresses_and_numbers_of_people_are_found(words, is_private):
    ready_event(slug="workshop", summary_en=words)
    expected = ["event workshop: summary_en holds an e-mail address or a telephone number."]
    assert found() == (expected if is_private else [])


def test_note_for_colleagues_may_hold_an_address():
    ready_event(editor_note="Asked press@example.org.")
    assert found() == []


def test_old_slug_that_is_a_present_one_is_found():
    recipes.event(slug="taken", state="draft")
    redirect = SlugRedirect(slug="taken", event=recipes.event(slug="other", state="draft"))
    redirect.save()
    assert found() == ["slugredirect other taken: this old slug is the present one of a record."]


def test_chain_of_merges_is_found():
    last = recipes.event(slug="last", state="draft")
    middle = recipes.event(slug="middle", merged_into=last)
    recipes.event(slug="first", merged_into=middle)
    assert found() == ["event first: it is merged into a record that is itself merged."]


def test_decision_that_the_coverage_contradicts_is_found():
    event, article = recipes.event(slug="workshop", state="draft"), recipes.article(slug="release", state="draft")
    recipes.duplicate_decision(event=event, article=article)
    assert found() == ["duplicatedecision workshop release: the coverage of the event says otherwise."]


def test_undone_decision_says_nothing():
    event, article = recipes.event(state="draft"), recipes.article(state="draft")
    recipes.duplicate_decision(event=event, article=article, undone_at=dt.datetime.now(dt.UTC))
    assert found() == []
