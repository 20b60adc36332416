"""Gaps: of which records which fields are missing or disputed."""

import pytest

from activities.filters.attendance import attendance
from activities.filters.gaps import FIELDS, GAPS, gaps_of, rows_of
from activities.models import EventStatus
from tests import recipes

pytestmark = pytest.mark.django_db

ALL = 1000


def gaps(noun, field, why="missing"):
    """The slugs of the records with a gap."""
    (gap,) = (gap for gap in gaps_of([noun], [field]) if gap.why == why)
    found = [record.slug for _gap, record in rows_of([gap], ALL)]
    assert len(found) == gap.count()
    return set(found)


# Missing


def whole_event(**fields):
    """An event of which everything is known."""
    event = recipes.event(date_edtf="2019-09", **fields)
    recipes.event_place(event=event)
    recipes.figure(event=event)
    recipes.participation(event=event, role="funder")
    recipes.event_program(event=event)
    recipes.citation(event=event)
    return event


@pytest.mark.parametrize("field", FIELDS["event"])
def test_an_event_lacks_what_nobody_has_recorded(field):
    whole_event()
    recipes.event(slug="bare")
    recipes.event(slug="hidden", state="draft")

    assert gaps("event", field) == {"bare"}


def test_a_country_or_a_dateline_is_no_venue():
    recipes.event_place(event=recipes.event(slug="somewhere"), place=recipes.country("mx"))
    recipes.event_place(event=recipes.event(slug="filed"), kind="dateline")

    assert gaps("event", "venue") == {"somewhere", "filed"}


def test_a_series_is_not_asked_and_its_sessions_are():
    series = recipes.event(is_series=True, slug="series")
    recipes.event(parent=series, slug="session")

    assert [gaps("event", field) for field in FIELDS["event"]] == [{"session"}] * len(FIELDS["event"])


def test_only_what_took_place_lacks_a_number_of_participants():
    for status in EventStatus.values:
        recipes.event(slug=status, status=status)

    assert gaps("event", "participants") == {"held", "ongoing"}
    assert gaps("event", "venue") == set(EventStatus.values)
    assert attendance({}, "year").totals["events_without_number"] == 2


def test_a_number_that_was_aimed_at_is_not_one_of_participants():
    recipes.figure(event=recipes.event(slug="aimed"), status="target")

    assert gaps("event", "participants") == {"aimed"}


@pytest.mark.parametrize(
    ("date", "is_gap"),
    [("2019-09-05", False), ("2019-09", True), ("[2014-06..2014-12]", True), ("[..2019-03-08]", True), ("", True)],
)
def test_an_article_lacks_its_publication_until_its_day_is_known(date, is_gap):
    recipes.article(slug="article", published_edtf=date)

    assert gaps("article", "published") == ({"article"} if is_gap else set())


def test_an_article_lacks_a_dateline_and_a_language_where_none_can_be_told():
    recipes.article(slug="bare", language="und")
    recipes.article(dateline_text="Puebla, Mexico –")
    recipes.article(dateline_place=recipes.place())

    assert (gaps("article", "dateline"), gaps("article", "language")) == ({"bare"}, {"bare"})


def test_a_person_lacks_a_post_at_a_body_that_is_public():
    recipes.membership()
    recipes.person(slug="bare")
    recipes.membership(person=recipes.person(slug="secret"), organization=recipes.organization(state="draft"))

    assert gaps("person", "post") == {"bare", "secret"}


def test_an_organization_lacks_its_kind_and_its_country():
    recipes.organization(kind="government", slug="kind")
    recipes.organization(country=recipes.country("mx"), slug="country")

    assert (gaps("organization", "kind"), gaps("organization", "country")) == ({"country"}, {"kind"})


def test_a_program_lacks_its_funder_and_its_date():
    recipes.program_role(program=recipes.program(slug="funded"))
    recipes.program_role(program=recipes.program(slug="owned", date_edtf="2019/.."), role="owner")
    recipes.program_role(program=recipes.program(slug="secret"), organization=recipes.organization(state="draft"))

    assert gaps("program", "funder") == {"owned", "secret"}
    assert gaps("program", "date") == {"funded", "secret"}


# Disputed


def facts():
    """Of each field that can be disputed a fact, by the noun and field: the record, and what a citation is given."""
    event, article, person = recipes.event(), recipes.article(), recipes.person()
    organization, program = recipes.organization(), recipes.program()
    funder = recipes.participation(event=event, role="funder")
    return {
        ("event", "date"): {"event": event, "field": "date"},
        ("event", "venue"): {"event_place": recipes.event_place(event=event)},
        ("event", "participants"): {"figure": recipes.figure(event=event)},
        ("event", "organization"): {"participation": recipes.participation(event=event, organization=organization)},
        ("event", "program"): {"event_program": recipes.event_program(event=event, program=program)},
        ("event", "funder"): {"participation": funder},
        ("article", "published"): {"described_article": article, "field": "published"},
        ("article", "dateline"): {"described_article": article, "field": "dateline_text"},
        ("article", "language"): {"described_article": article, "field": "language"},
        ("person", "post"): {"membership": recipes.membership(person=person)},
        ("organization", "kind"): {"organization": organization, "field": "kind"},
        ("organization", "country"): {"organization": organization, "field": "country"},
        ("program", "funder"): {"program_role": recipes.program_role(program=program)},
        ("program", "date"): {"program": program, "field": "date"},
    }


DISPUTABLE = [(gap.noun, gap.field) for gap in GAPS if gap.why == "disputed"]
# Who paid also took part: a word against the one is a word against the other.
ALSO = {("event", "funder"): {("event", "organization")}}


def disputed():
    return {fact for fact in DISPUTABLE if gaps(*fact, "disputed")}


@pytest.mark.parametrize("fact", DISPUTABLE)
def test_a_fact_is_disputed_by_words_against_it_and_by_no_others(fact):
    given = facts()
    assert set(given) == set(DISPUTABLE)
    for one in given.values():
        recipes.citation(**one, stance="supports")
    assert disputed() == set()

    recipes.citation(**given[fact], stance="disputes")

    assert disputed() == {fact} | ALSO.get(fact, set())


@pytest.mark.parametrize("fact", DISPUTABLE)
def test_words_that_are_not_public_dispute_nothing(fact):
    recipes.citation(**facts()[fact], stance="disputes", article=recipes.article(state="draft"))

    assert disputed() == set()


def test_what_is_told_of_a_hidden_body_is_not_disputed():
    row = recipes.participation(organization=recipes.organization(state="draft"))
    recipes.citation(participation=row, stance="disputes")

    assert disputed() == set()


def test_a_number_is_disputed_where_sources_give_different_ones():
    for slug, values in {"same": (40, 40), "apart": (40, 50)}.items():
        event = recipes.event(slug=slug)
        for number, value in enumerate(values):
            recipes.figure(event=event, value=value, article=recipes.article(), is_preferred=number == 0)
    planned = recipes.event()
    recipes.figure(event=planned, value=40)
    recipes.figure(event=planned, value=60, status="target")

    assert gaps("event", "participants", "disputed") == {"apart"}


# In what order


def test_a_record_stands_in_each_of_its_gaps_in_the_order_of_the_fields():
    event = recipes.event()
    recipes.citation(event=event, stance="disputes")

    found = [(gap.field, gap.why) for gap, _record in rows_of(gaps_of(["event"]), ALL)]

    assert found == [
        ("date", "missing"),
        ("date", "disputed"),
        ("venue", "missing"),
        ("participants", "missing"),
        ("organization", "missing"),
        ("program", "missing"),
        ("funder", "missing"),
    ]


def test_gaps_are_numbered_as_they_stand():
    assert [gap.number for gap in GAPS] == list(range(len(GAPS)))
    assert gaps_of() == GAPS
    assert {(gap.noun, gap.field) for gap in gaps_of(["program", "event"], ["date"])} == {
        ("program", "date"),
        ("event", "date"),
    }


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_rows_go_on_after_any_row_and_back_before_it(size):
    for _n in range(3):
        recipes.event(), recipes.person()
    whole = rows_of(GAPS, ALL)

    for place, (gap, record) in enumerate(whole):
        at = [gap.number, record.pk]
        assert rows_of(GAPS, size, at) == whole[place + 1 :][:size]
        assert rows_of(GAPS, size, at, backward=True) == whole[:place][::-1][:size]
