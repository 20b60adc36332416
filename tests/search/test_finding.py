"""Search across the five nouns: the same records in the same order on both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities import search
from activities.search import finding
from tests import recipes

pytestmark = pytest.mark.django_db


def found(text):
    """The nouns and row numbers found, best first, after all records made so far have their entries."""
    recipes.indexed()
    return [match.record for match in search.find(text).matches]


def record(made):
    return made.noun, made.pk


def test_search_finds_all_five_nouns_and_only_what_is_public():
    public = [
        recipes.event(title_en="Caravan"),
        recipes.organization(name="Caravan"),
        recipes.person(name="Caravan"),
        recipes.program(name="Caravan"),
        recipes.article(headline="Caravan"),
    ]
    recipes.event(title_en="Caravan", state="draft")
    recipes.person(name="Caravan", state="withdrawn")
    recipes.program(name="Caravan", state="review")
    recipes.organization(name="Caravan", merged_into=recipes.organization())
    recipes.article(headline="Caravan", state="draft")
    recipes.place(name_en="Caravan")
    recipes.term("scheme", "caravan")

    assert sorted(found("caravan")) == sorted(map(record, public))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Capacitaciones", "capacitación"),
        ("Capacitación", "CAPACITACIONES"),
        ("Workshop", "workshops"),
        ("Workshops", "workshop"),
        ("Reunión", "reunion"),
        ("Reunion", "reunión"),
        ("Niñez migrante", "ninez migrantes"),
        ("Mexico’s offices", "office Mexico's"),
        ("Consular training", "training  CONSULAR"),
    ],
)
def test_words_find_what_is_written_otherwise(title, text):
    event = recipes.event(title_en=title)
    recipes.event(title_en="Meeting")

    assert found(text) == [record(event)]


def test_every_word_must_be_held_wherever_it_stands():
    event = recipes.event(title_en="Workshop", title_es="Taller", summary_en="On capacity.", summary_es="Sobre redes.")
    recipes.participation(event=event, organization=recipes.organization(name="National Coordination"))

    assert found("capacity taller national redes") == [record(event)]
    assert found("capacity taller national redes nothing") == []


def test_small_words_are_passed_over_unless_in_quotes_or_alone():
    program = recipes.program(name="Policy on Migration")
    recipes.program(name="Migration Policy")

    assert len(found("the policy of migration")) == 2
    assert found('"policy on migration"') == [record(program)]
    assert found("on") == [record(program)]


def test_a_phrase_is_found_as_it_stands_and_not_across_names():
    phrase = recipes.program(name="National Migration Policy")
    apart = recipes.program(name="Policy for National Migration")
    recipes.name(program=apart, text="Policy")

    assert found('"migration policy"') == [record(phrase)]
    assert found("“Migration policies” national") == [record(phrase)]
    assert found('"national migration" policy "') == [record(phrase), record(apart)]


def test_names_lead_then_names_of_what_is_linked_then_our_text():
    body = recipes.organization(name="Coordination of Offices", acronym="CONOFAM")
    told = recipes.event(summary_en="With CONOFAM.", date_edtf="2020")
    linked = recipes.event(date_edtf="2010")
    recipes.participation(event=linked, organization=body)
    titled = recipes.event(title_en="Workshop of CONOFAM", date_edtf="2000")

    assert found("conofam") == [record(body), record(titled), record(linked), record(told)]


def test_an_exact_name_acronym_or_alias_leads_then_what_begins_so():
    holds = recipes.program(name="The Map of Roads")
    begins = recipes.program(name="Map of Roads")
    alias = recipes.program(name="Roads")
    recipes.name(program=alias, text="MAP")
    acronym = recipes.organization(name="Mutual Aid", acronym="Map")
    both = recipes.organization(name="Roads", acronym="map")
    exact = [record(both), record(acronym), record(alias)]

    assert sorted(found("map")[:3]) == sorted(exact)
    assert found("map")[3:] == [record(begins), record(holds)]
    assert found("roads map")[0] == record(both)


def test_words_side_by_side_in_a_name_come_before_words_apart():
    apart = recipes.person(name="Don Ana Eva Paz")
    together = recipes.person(name="Don Ana Paz")
    recipes.person(name="Ana")

    assert found("ana paz") == [record(together), record(apart)]


def test_among_equals_the_newest_come_first_and_undated_ones_last():
    dated = [recipes.event(title_en="Workshop", date_edtf=date) for date in ("2014", "2019-09", "[..2019-03-08]", "")]

    assert found("workshop") == [record(dated[index]) for index in (1, 2, 0, 3)]


def test_search_without_words_finds_nothing():
    recipes.event()

    assert [found(text) for text in ("", "  ", "%", "_", '"', "* ^ ~ =")] == [[]] * 6


def test_where_no_record_holds_the_words_those_come_whose_names_begin_so():
    person = recipes.person(name="Christopher Gascón")
    recipes.indexed()

    by_beginning, by_word = search.find("christo gasc"), search.find("gascon")

    assert [match.record for match in by_beginning.matches] == [record(person)]
    assert (by_beginning.by_beginnings, by_word.by_beginnings) == (True, False)


def test_a_slip_of_typing_is_answered_with_the_name_that_was_meant():
    recipes.name(person=recipes.person(name="Christopher Gascón"), text="Chris Gascón")
    recipes.name(person=recipes.person(name="Secretly Hidden", state="draft"), text="Hidden Name")
    recipes.indexed()

    meant = {
        text: search.find(text) for text in ("Cristofer Gascon", "chris gascn", "Secretely Hidden", "zzz", "zzz Gascon")
    }

    assert [one.matches for one in meant.values()] == [[]] * 5
    assert [one.did_you_mean for one in meant.values()] == ["Christopher Gascón", "Chris Gascón", None, None, None]
    assert search.find("gascon").did_you_mean is None


def test_search_ranks_only_so_many_of_the_newest_and_says_so(monkeypatch):
    monkeypatch.setattr(finding, "CANDIDATES", 2)
    for number in range(3):
        recipes.event(title_en="Ana Maria", date_edtf=f"201{number}")
    recipes.event(title_en="Eva")
    recipes.indexed()

    cut, whole = search.find("ana"), search.find("eva")

    assert (len(cut.matches), cut.is_complete) == (2, False)
    assert (len(whole.matches), whole.is_complete) == (1, True)


def test_an_exact_name_leads_although_many_newer_records_hold_it(monkeypatch):
    monkeypatch.setattr(finding, "CANDIDATES", 2)
    body = recipes.organization(name="Organization", acronym="IOM")
    for _n in range(3):
        recipes.participation(event=recipes.event(date_edtf="2999"), organization=body)

    assert found("iom")[0] == record(body)
    assert len(found("iom")) == 2


def test_suggestions_are_names_whose_words_begin_like_all_those_typed():
    exact = recipes.organization(name="Nat")
    begins = recipes.organization(name="National Institute")
    holds = recipes.event(title_es="Reunión Nacional")
    recipes.event(title_en="Meeting", summary_en="National.")
    recipes.person(name="Internat")
    recipes.indexed()

    def suggested(text):
        return [match.record for match in search.suggest(text).matches]

    assert suggested("nat") == [record(exact), record(begins)]
    assert suggested("inst") == [record(begins)]
    assert suggested("instit nat") == [record(begins)]
    assert suggested("NACIÓN") == [record(holds)]
    assert suggested("nationals") == []
    assert suggested("reunion nacio") == [record(holds)]
    assert suggested("") == suggested("%") == []


def test_search_asks_the_same_number_of_questions_for_one_match_and_for_three(django_assert_num_queries):
    for _n in range(3):
        recipes.person(name="Ana")
        recipes.indexed()
        with django_assert_num_queries(1):
            assert search.find("ana").matches
        with django_assert_num_queries(1):
            assert search.suggest("an").matches


texts = st.one_of(
    st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"])),
    st.text(alphabet="aZñ 0\"'*^~=_:(){}-+&|!<>\\%,.«»“”\u00b4’\u0301\u00a0\ufeffﷺ"),
    st.lists(st.sampled_from(["AND", "OR", "NOT", "NEAR(", "a*", "col:", '"a', 'b"', "'s", "<->", "map"])).map(
        " ".join
    ),
)


@given(text=texts)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_search(text, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        search.find(text)
        search.suggest(text)


@given(text=texts)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_record_is_called_its_name_finds_it(text, django_assert_max_num_queries):
    person = recipes.person(name=text[:200].strip() or "?")
    recipes.indexed()
    is_word = bool(search.finding.understood(person.name))

    assert (record(person) in [match.record for match in search.find(person.name).matches]) == is_word
    assert (record(person) in [match.record for match in search.suggest(person.name).matches]) == is_word
    person.delete()
