"""What of a record words can find, and how the index follows the records."""

import pytest
from django.db import connection

from activities import search
from activities.models import SearchEntry
from activities.models.search_entry import entry_id, record_of
from activities.search import index
from activities.search.engines import engine
from tests import recipes

pytestmark = pytest.mark.django_db


def found(text):
    return [match.record for match in search.find(text).matches if not search.find(text).by_beginnings]


def record(made):
    return made.noun, made.pk


@pytest.fixture
def event():
    """An event linked to a record of each noun in every way that is searched, each under names of its own."""
    event = recipes.event(title_en="Titleen", title_es="Titlees", summary_en="Summaryen", summary_es="Summaryes")
    event.event_type = recipes.term("event-type", "typed", label_en="Typeen", label_es="Typees")
    event.save()
    body = recipes.participation(
        event=event, organization=recipes.organization(name="Body", acronym="BDY")
    ).organization
    recipes.name(organization=body, text="Bodyalias")
    who = recipes.appearance(event=event, person=recipes.person(name="Who")).person
    recipes.name(person=who, text="Whoalias")
    plan = recipes.event_program(event=event, program=recipes.program(name="Plan")).program
    recipes.name(program=plan, text="Planalias")
    where = recipes.event_place(event=event, place=recipes.place(name_en="Whereen", name_es="Wherees")).place
    recipes.name(place=where, text="Wherealias")
    return event


EVENT = "titleen titlees summaryen summaryes typeen typees body bdy bodyalias who whoalias plan planalias whereen"


@pytest.mark.parametrize("word", [*EVENT.split(), "wherees", "wherealias"])
def test_an_event_is_found_by_its_words_and_those_of_whom_it_is_linked_to(event, word):
    index.write("event", [event.pk])

    assert found(word) == [record(event)]


def test_an_article_is_found_by_its_publisher_its_people_and_its_events():
    article = recipes.article(headline="Head", summary_en="Ours", publisher=recipes.organization(name="Press"))
    recipes.appearance(article=article, role="quoted", person=recipes.person(name="Quoted"))
    recipes.coverage(article=article, event=recipes.event(title_en="Happening"))
    index.write("article", [article.pk])

    assert [found(word) for word in ("head", "ours", "press", "quoted", "happening")] == [[record(article)]] * 5


def test_an_organization_is_found_by_name_acronym_alias_and_our_text():
    body = recipes.organization(name="Body", acronym="BDY", summary_en="Ours", summary_es="Nuestro")
    recipes.name(organization=body, text="Alias")
    index.write("organization", [body.pk])

    assert [found(word) for word in ("body", "bdy", "alias", "ours", "nuestro")] == [[record(body)]] * 5


def test_notes_and_texts_of_articles_are_never_found():
    secret = {"editor_note": "canary"}
    event, article = recipes.event(**secret), recipes.article(body="canary", credits="canary", **secret)
    recipes.passage(article=article, text="canary".ljust(100))
    recipes.participation(event=event, organization=recipes.organization(**secret), note_en="canary")
    recipes.person(**secret)
    recipes.program(**secret)
    recipes.indexed()

    assert found("canary") == []


def test_names_of_linked_records_that_are_not_public_find_nothing():
    event, article = recipes.event(), recipes.article(publisher=recipes.organization(name="Canary", state="draft"))
    recipes.name(organization=article.publisher, text="Canary too")
    recipes.participation(event=event, organization=recipes.organization(name="Canary", state="withdrawn"))
    recipes.appearance(event=event, person=recipes.person(name="Canary", state="review"))
    recipes.event_program(event=event, program=recipes.program(name="Canary", merged_into=recipes.program()))
    recipes.coverage(article=article, event=recipes.event(title_en="Canary", state="draft"))
    recipes.indexed()

    assert found("canary") == []


def test_an_entry_follows_its_record():
    person = recipes.person(name="Before")
    index.write("person", [person.pk])
    person.name = "After"
    person.save()
    index.write("person", [person.pk])

    assert (found("before"), found("after")) == ([], [record(person)])


def test_what_is_public_no_more_loses_its_entry():
    withdrawn, removed, kept = (recipes.person(name="Ana") for _n in range(3))
    recipes.indexed()
    withdrawn.state, withdrawn.withdrawn_reason = "withdrawn", "Twice."
    withdrawn.save()
    index.write("person", [withdrawn.pk])
    index.remove("person", [removed.pk])

    assert found("ana") == [record(kept)]
    assert [entry.row for entry in SearchEntry.objects.all()] == [kept.pk]


def test_rebuilding_finds_what_was_missed_and_forgets_what_is_gone():
    missed, gone = recipes.event(title_en="Missed"), recipes.event(title_en="Gone")
    index.write("event", [gone.pk])
    gone_row = gone.pk
    gone.delete()

    assert index.rebuild() == 1
    assert (found("missed"), found("gone")) == ([record(missed)], [])
    assert not SearchEntry.objects.filter(row=gone_row, noun="event").exists()


def test_nouns_that_are_not_searched_are_passed_over(django_assert_num_queries):
    with django_assert_num_queries(0):
        index.write("membership", [1])
        index.write("citation", [1])


def test_a_batch_asks_the_same_number_of_questions_for_one_record_and_for_three(event, django_assert_num_queries):
    count = 19 if connection.vendor == "postgresql" else 20
    with django_assert_num_queries(count):
        index.write("event", [event.pk])
    again = [event.pk]
    for _n in range(2):
        other = recipes.event(event_type=event.event_type)
        for row in (recipes.participation, recipes.appearance, recipes.event_program, recipes.event_place):
            row(event=other)
        again.append(other.pk)
    with django_assert_num_queries(count):
        index.write("event", again)


def test_a_long_record_is_found_by_its_beginning_and_breaks_nothing():
    many = " ".join(f"word{number}" for number in range(5000))
    person = recipes.person(name="Ana", summary_en=f"first {'again ' * 300} {'x' * 70_000} {many}", summary_es=many)
    recipes.indexed()

    assert found("first ana") == found("word1 again") == [record(person)]
    assert found("word4999") == []


def test_the_number_of_an_entry_tells_its_record_and_sorts_by_its_day():
    event, person = recipes.event(date_edtf="2019-09"), recipes.person()
    recipes.indexed()
    entries = {(entry.noun, entry.row): entry.id for entry in SearchEntry.objects.all()}

    assert entries.keys() == {record(event), record(person)}
    assert {record_of(number) for number in entries.values()} == entries.keys()
    assert entries[record(event)] == entry_id("event", event.pk, event.date_latest)
    assert entries[record(event)] < entries[record(person)]


def test_the_index_can_be_unmade_and_made_again():
    words = engine()
    again = ["ALTER TABLE activities_searchentry DROP COLUMN index"] if connection.vendor == "postgresql" else []
    with connection.cursor() as cursor:
        for statement in (*words.removal, *again, *words.creation):
            cursor.execute(statement)
    person = recipes.person(name="Ana")
    recipes.indexed()

    assert found("ana") == [record(person)]
