import pytest

from activities.editorial.rows import OWNED, rows_of
from activities.models import Coverage, Event, Figure, Organization, Person
from tests import recipes
from tests.admin.pages import OURS, add_row, address, errors, filled, listed, said, save

pytestmark = pytest.mark.django_db


# Dates --------------------------------------------------------------------------------------------


def test_form_says_what_its_date_means(browse):
    page = browse("editor").get(address(recipes.event(date_edtf="[2014-06..2014-12]", state="draft"))).content.decode()
    assert '<span class="date-label">between June and December 2014</span>' in page


def test_date_of_a_row_says_what_it_means(browse):
    row = recipes.membership(person=recipes.person(state="draft"), held_edtf="2017/2019")
    page = browse("editor").get(address(row.person)).content.decode()
    assert '<span class="date-label">from 2017 to 2019</span>' in page


def test_date_that_cannot_be_read_is_refused_with_the_accepted_forms(browse):
    event = recipes.event(state="draft")
    answer = save(browse("editor"), event, date_edtf="September 2019", date_basis="stated")
    [message] = errors(answer)["date_edtf"]
    assert "'September 2019' cannot be read as a date" in message
    assert "2019-09" in message


def test_date_without_its_ground_is_refused(browse):
    event = recipes.event(state="draft")
    answer = save(browse("editor"), event, date_edtf="2019-09", date_basis="")
    [message] = errors(answer)["__all__"]
    assert message.startswith("A date needs its ground (stated, relative, inferred or publication bound)")
    assert '<span class="date-label">September 2019</span>' in answer.content.decode()


def test_saved_date_has_its_bounds(browse):
    event = recipes.event(state="draft")
    save(browse("editor"), event, date_edtf="2019-09", date_basis="stated")
    event.refresh_from_db()
    assert (str(event.date_earliest), str(event.date_latest)) == ("2019-09-01", "2019-09-30")


# Links --------------------------------------------------------------------------------------------


def longest_drop_down(page):
    """The number of choices of the longest drop-down that a page brings along."""
    found = [part.partition("</select>")[0].count("<option") for part in page.split("<select")[1:]]
    return max(found, default=0)


@pytest.mark.parametrize("model", OURS)
def test_no_drop_down_is_longer_than_fifty_rows(browse, model):
    for number in range(60):
        recipes.term("event-type", f"type-{number}")
        recipes.term("participation-role", f"role-{number}")
        recipes.organization()
        recipes.place()
    assert longest_drop_down(browse("administrator").get(listed(model, "add")).content.decode()) <= 50


def test_form_shows_the_labels_of_what_it_links_to(browse):
    event = recipes.event(
        state="draft", event_type="workshop", parent=recipes.event(title_en="A course", is_series=True)
    )
    recipes.participation(event=event, organization=recipes.organization(name="A body"), role="funder")
    page = browse("editor").get(address(event)).content.decode()
    for label in ("Workshop", "A course", "A body", "Funder"):
        assert f"selected>{label}</option>" in page


def test_refused_form_still_shows_the_labels_of_what_was_chosen(browse):
    event = recipes.event(state="draft")
    body = recipes.organization(name="A body")
    client = browse("editor")
    data = add_row(filled(client.get(address(event))), "participations", organization=body.pk, certainty="stated")
    answer = client.post(address(event), data)
    assert errors(answer) == {"participations-0-role": ["This field is required."]}
    assert "selected>A body</option>" in answer.content.decode()


def test_link_to_another_list_is_refused(browse):
    event = recipes.event(state="draft")
    answer = save(browse("editor"), event, event_type=recipes.term("gcm-objective", "7").pk)
    assert set(errors(answer)) == {"event_type"}


# Rows ---------------------------------------------------------------------------------------------


def test_row_of_every_kind_is_saved_with_its_record(browse):
    event = recipes.event(state="draft")
    client = browse("editor")
    data = filled(client.get(address(event)))
    add_row(data, "coverages", article=recipes.article().pk, kind="reports", certainty="stated")
    add_row(data, "participations", organization=recipes.organization().pk, role=recipes.role().pk, certainty="stated")
    add_row(data, "event_places", place=recipes.place().pk, kind="venue", basis="stated", certainty="stated")
    add_row(data, "event_programs", program=recipes.program().pk, link="framework", certainty="stated")
    add_row(data, "appearances", person=recipes.person().pk, role="opened", certainty="stated")
    add_row(
        data, "figures", measure="participants_total", value=40, qualifier="exact", status="actual", certainty="stated"
    )
    add_row(data, "tags", term=recipes.term("gcm-objective", "7").pk, basis="assigned", certainty="stated")
    add_row(data, "identifiers", scheme="wikidata", value="Q1", certainty="stated")
    answer = client.post(address(event), data)
    assert answer.status_code == 302
    assert [(model, rows.count()) for model, rows in rows_of(event)] == [(model, 1) for model in OWNED[Event]]


def test_two_primary_articles_in_one_save_are_refused_with_words(browse):
    event = recipes.event(state="draft")
    client = browse("editor")
    data = filled(client.get(address(event)))
    for _number in range(2):
        add_row(data, "coverages", article=recipes.article().pk, kind="reports", is_primary="on", certainty="stated")
    answer = client.post(address(event), data)
    assert errors(answer) == {"coverages": ["The event already has a primary article."]}
    assert Coverage.objects.count() == 0


def test_same_row_twice_in_one_save_is_refused_with_words(browse):
    event, person = recipes.event(state="draft"), recipes.person()
    client = browse("editor")
    data = filled(client.get(address(event)))
    for _number in range(2):
        add_row(data, "appearances", person=person.pk, role="opened", certainty="stated")
    assert errors(client.post(address(event), data)) == {
        "appearances": ["This person already has this role at the event."]
    }


def test_deleted_row_makes_room_for_its_like(browse):
    coverage = recipes.coverage(event=recipes.event(state="draft"), is_primary=False)
    client = browse("editor")
    data = filled(client.get(address(coverage.event))) | {"coverages-0-DELETE": "on"}
    add_row(data, "coverages", article=recipes.article().pk, kind="reports", is_primary="on", certainty="stated")
    assert client.post(address(coverage.event), data).status_code == 302
    assert list(Coverage.objects.values_list("is_primary", flat=True)) == [True]


def test_two_figures_without_article_may_measure_different_things(browse):
    event = recipes.event(state="draft")
    client = browse("editor")
    data = filled(client.get(address(event)))
    for measure in ("hours", "days"):
        add_row(
            data,
            "figures",
            measure=measure,
            value=1,
            qualifier="exact",
            status="actual",
            is_preferred="on",
            certainty="stated",
        )
    client.post(address(event), data)
    assert Figure.objects.count() == 2


def test_row_leads_to_its_citations_and_to_a_new_one(browse):
    row = recipes.participation(event=recipes.event(state="draft"))
    recipes.citation(participation=row)
    page = browse("editor").get(address(row.event)).content.decode()
    assert f'<a href="/admin/activities/citation/?of=participation:{row.pk}">1</a>' in page
    assert f'<a href="/admin/activities/citation/add/?participation={row.pk}">cite</a>' in page


def test_record_leads_to_all_its_citations(browse):
    event = recipes.event(state="draft")
    page = browse("editor").get(address(event)).content.decode()
    assert f'href="/admin/activities/citation/?of=all-event:{event.pk}"' in page
    assert f'href="/admin/activities/citation/add/?event={event.pk}"' in page


def test_value_taken_in_the_same_moment_is_told_and_nothing_is_saved(browse, monkeypatch):
    recipes.person(slug="taken")
    monkeypatch.setattr("activities.admin.record.refuse_taken_slug", lambda *_args: None)
    monkeypatch.setattr(Person, "validate_unique", lambda *_args, **_kwargs: None)
    client = browse("editor")
    data = filled(client.get(listed(Person, "add"))) | {"name": "New", "slug": "taken"}
    answer = client.post(listed(Person, "add"), data)
    assert said(answer) == ["Nothing was saved: somebody else has just taken a name or an address that was given here."]
    assert Person.objects.count() == 1


# Queries ------------------------------------------------------------------------------------------


def fill_event(event):
    recipes.citation(participation=recipes.participation(event=event, role="funder"))
    recipes.coverage(event=event)
    recipes.event_place(event=event)
    recipes.event_program(event=event)
    recipes.appearance(event=event, on_behalf_of=recipes.organization())
    recipes.figure(event=event, article=recipes.article(), is_preferred=False)
    recipes.tag(event=event, term=recipes.term("gcm-objective", str(event.tags.count())))
    recipes.identifier(event=event)


def fill_person(person):
    recipes.name(person=person)
    recipes.citation(membership=recipes.membership(person=person))


def fill_organization(organization):
    recipes.name(organization=organization)
    recipes.figure(organization=organization, article=recipes.article(), is_preferred=False)


def fill_program(program):
    recipes.name(program=program)
    recipes.program_role(program=program)
    recipes.tag(program=program, term=recipes.term("gcm-objective", str(program.tags.count())))


def fill_article(article):
    recipes.citation(passage=recipes.passage(article=article), event=recipes.event())
    recipes.appearance(article=article, role="quoted")


def fill_place(place):
    recipes.name(place=place)
    place.members.add(recipes.place())


FORMS = {
    "event": (16, fill_event),
    "person": (10, fill_person),
    "organization": (9, fill_organization),
    "program": (11, fill_program),
    "article": (9, fill_article),
    "place": (9, fill_place),
}


@pytest.mark.parametrize("noun", FORMS)
@pytest.mark.parametrize("count", [1, 3])
def test_form_asks_the_database_as_often_for_three_rows_as_for_one(browse, django_assert_num_queries, noun, count):
    queries, fill = FORMS[noun]
    record = getattr(recipes, noun)(**({} if noun == "place" else {"state": "draft"}))
    for _number in range(count):
        fill(record)
    client = browse("administrator")
    client.get(address(record))
    with django_assert_num_queries(queries):
        client.get(address(record))


@pytest.mark.parametrize("model", OURS)
def test_forms_are_free_of_inline_scripts_and_styles(browse, model):
    page = browse("administrator").get(listed(model, "add")).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page


def test_pages_about_a_record_are_free_of_inline_scripts_and_styles(browse):
    client = browse("reviewer")
    row = recipes.participation(event=recipes.event(state="draft"))
    opened = filled(client.get(address(row.event)))
    save(client, row.event, title_en="After")
    pages = [
        client.get(address(row.event)),
        client.get(address(row.event, "history")),
        client.get(address(row.event, "delete")),
        client.get(listed(Event)),
        client.post(address(row.event), opened | {"title_en": "Mine"}),
    ]
    assert [page.status_code for page in pages] == [200, 200, 200, 200, 409]
    for page in pages:
        text = page.content.decode()
        assert ("<style" in text, " style=" in text, " onclick=" in text, "<script>" in text) == (False,) * 4
        assert "'unsafe" not in page["Content-Security-Policy"]


def test_organization_form_teaches(browse):
    page = browse("editor").get(listed(Organization, "add")).content.decode()
    assert "Proposed: a source speaks of creating it. Such a body is never counted as existing." in page
