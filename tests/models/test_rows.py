"""The rows that state facts: what links them, what they are called, and what only other rows can tell."""

import datetime as dt

import pytest
from django.db.models import ProtectedError
from django.utils import translation

from activities.models import DuplicateDecision, Membership
from activities.models.slug_redirect import once_named, survivor
from tests import recipes
from tests.models.refused import refused

pytestmark = pytest.mark.django_db

GCM_ADOPTED = dt.date(2018, 12, 10)


# ---- what a row is called ----------------------------------------------------------------------


def test_rows_are_called_by_what_they_state():
    iom = recipes.organization(name="IOM")
    gascon = recipes.person(name="Gascón")
    event = recipes.event(title_en="Workshop")
    article = recipes.article(headline="IOM trains")
    assert [
        str(row)
        for row in [
            recipes.participation(organization=iom, role="funder"),
            recipes.appearance(person=gascon, role="opened"),
            recipes.membership(person=gascon, organization=iom, post_title_en="Chief of Mission"),
            recipes.program_role(organization=iom),
            recipes.event_program(program=recipes.program(name="MICIC")),
            recipes.event_place(place=recipes.place(name_en="Tijuana")),
            recipes.coverage(article=article),
            recipes.figure(value=36, of_en="officials"),
            recipes.figure(value=100, measure="hours"),
            recipes.tag(term="23"),
            recipes.name(text="OIM"),
            recipes.identifier(scheme="wikidata", value="Q42"),
            recipes.slug_redirect(slug="old"),
            recipes.duplicate_decision(event=event, article=article),
        ]
    ] == [
        "IOM · Funder",
        "Gascón · opened",
        "Gascón, Chief of Mission, IOM",
        "IOM · Funder",
        "MICIC · held within its framework",
        "Tijuana · Venue",
        "IOM trains · reports",
        "36 officials",
        "100 Hours",
        "23",
        "OIM",
        "wikidata: Q42",
        "old",
        "Workshop / IOM trains: the same event",
    ]


def test_rows_speak_the_language_of_the_moment_where_they_have_it():
    membership = recipes.membership(post_title_en="Director", post_title_es="Directora")
    participation = recipes.participation(note_en="as a partner", note_es="")
    with translation.override("es"):
        assert (membership.post_title, participation.note) == ("Directora", "as a partner")


# ---- what only other rows can tell -------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "fields"),
    [
        ("event", {"date_edtf": "2014"}),
        ("article", {"published_edtf": "2018-12-05"}),
        ("program", {"date_edtf": "2010/2014"}),
    ],
)
def test_topic_of_something_older_than_its_scheme_is_assigned_never_stated(subject, fields):
    term = recipes.term("gcm-objective", "23", valid_from=GCM_ADOPTED)
    tag = recipes.tag(term=term, **{subject: getattr(recipes, subject)(**fields)})
    assert refused(tag) == {}
    tag.basis = "stated"
    assert refused(tag) == {"basis": ["The record is older than this scheme: the topic can only be assigned."]}


@pytest.mark.parametrize("date", ["2018-12-10", "2018", "2019-09", "2014/..", ""])
def test_topic_of_something_not_surely_older_than_its_scheme_may_be_stated(date):
    term = recipes.term("gcm-objective", "23", valid_from=GCM_ADOPTED)
    assert refused(recipes.tag(term=term, event=recipes.event(date_edtf=date), basis="stated")) == {}


def test_topic_of_a_scheme_without_a_day_may_be_stated():
    tag = recipes.tag(term="23", event=recipes.event(date_edtf="1990"), basis="stated")
    assert refused(tag) == {}


def test_role_of_a_participation_is_a_term_of_its_own_scheme():
    row = recipes.participation(role="organizer")
    assert refused(row) == {}
    row.role = recipes.event_type("workshop")
    assert list(refused(row)) == ["role"]


def test_post_may_be_held_again_and_named_in_spanish_alone():
    person, body = recipes.person(), recipes.organization()
    recipes.membership(person=person, organization=body, post_title_en="Director", held_edtf="2010/2012")
    for fields in [
        {"post_title_en": "Director", "held_edtf": "2016/2018"},
        {"post_title_en": "", "post_title_es": "Directora"},
        {"post_title_en": "", "post_title_es": "Coordinadora"},
    ]:
        assert refused(recipes.membership(person=person, organization=body, **fields)) == {}


def test_published_memberships_are_those_of_public_people_at_public_bodies():
    public = recipes.membership()
    for state in ["draft", "review", "withdrawn"]:
        recipes.membership(person=recipes.person(state=state))
        recipes.membership(organization=recipes.organization(state=state))
    recipes.membership(person=recipes.person(merged_into=public.person))
    recipes.membership(organization=recipes.organization(merged_into=public.organization))
    assert list(Membership.objects.published()) == [public]


def test_names_are_found_by_their_folded_form():
    name = recipes.name(text="Christopher Gascón")
    assert name.text_key == "christopher gascon"


def test_figures_of_two_articles_may_disagree_and_one_is_preferred():
    event = recipes.event()
    first = recipes.figure(event=event, article=recipes.article(), value=40)
    second = recipes.figure(event=event, article=recipes.article(), value=42, is_preferred=False)
    assert (refused(first), refused(second)) == ({}, {})
    assert list(event.figures.all()) == [first, second]


# ---- what goes with what -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "owner"),
    [
        (recipes.participation, "event"),
        (recipes.appearance, "event"),
        (recipes.coverage, "event"),
        (recipes.event_place, "event"),
        (recipes.event_program, "event"),
        (recipes.figure, "event"),
        (recipes.tag, "event"),
        (recipes.name, "organization"),
        (recipes.identifier, "organization"),
        (recipes.membership, "person"),
        (recipes.program_role, "program"),
        (recipes.passage, "article"),
    ],
)
def test_row_goes_with_the_record_it_belongs_to(make, owner):
    row = make()
    getattr(row, owner).delete()
    assert not type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (recipes.participation, "organization"),
        (recipes.participation, "role"),
        (recipes.appearance, "person"),
        (recipes.coverage, "article"),
        (recipes.event_place, "place"),
        (recipes.event_program, "program"),
        (recipes.tag, "term"),
        (recipes.membership, "organization"),
        (recipes.program_role, "organization"),
    ],
)
def test_record_that_a_fact_of_another_names_cannot_be_deleted(make, named):
    row = make()
    with pytest.raises(ProtectedError):
        getattr(row, named).delete()


# ---- old slugs and decisions -------------------------------------------------------------------


def test_once_named_finds_a_record_by_its_slug_or_an_old_one_of_its_noun():
    event = recipes.event(slug="present")
    recipes.slug_redirect(event=event, slug="old")
    recipes.slug_redirect(event=None, organization=recipes.organization(), slug="other")
    assert [once_named(type(event), slug) for slug in ["present", "old", "other", "never"]] == [
        event,
        event,
        None,
        None,
    ]


def test_survivor_is_where_a_chain_of_merges_ends():
    last = recipes.event()
    middle = recipes.event(merged_into=last)
    first = recipes.event(merged_into=middle)
    assert [survivor(record) for record in [first, middle, last, None]] == [last, last, last, None]


def test_standing_decisions_are_those_nobody_has_undone():
    standing = recipes.duplicate_decision()
    recipes.duplicate_decision(undone_at=recipes.PUBLISHED_AT)
    assert list(DuplicateDecision.objects.standing()) == [standing]
