"""How words narrow a list, and how well each record fits."""

import pytest

from activities.models import Event, Organization, Person, Term
from activities.search.lists import BEGINS, EXACT, HOLDS, answering, fit
from tests import recipes

pytestmark = pytest.mark.django_db


def people(text):
    return {person.slug for person in Person.objects.filter(answering("person", text, by_name=True))}


@pytest.mark.parametrize(
    "text", ["Gascon", "gascón", "GASCÓN", "  Christopher   Gascón ", "gasc", "christo gasc", '"christopher gascón"']
)
def test_words_find_a_name_whatever_the_case_the_accents_and_the_rest_of_the_word(text):
    recipes.person(slug="gascon", name="Christopher Gascón")
    recipes.person(slug="other", name="Rogelio López Maya")
    recipes.indexed()

    assert people(text) == {"gascon"}


@pytest.mark.parametrize("text", ["ascon", "Gascón López", "%", "_", "***", "\\", '"gascón christopher"', "ours"])
def test_words_that_a_name_does_not_hold_find_nothing(text):
    recipes.person(name="Christopher Gascón", summary_en="Ours.")
    recipes.indexed()

    assert people(text) == set()


def test_words_may_stand_in_different_forms_of_the_name_and_are_cut_to_stems():
    body = recipes.organization(slug="unit", name="Migration Policy Unit")
    recipes.name(organization=body, text="Unidad de Política Migratoria")
    recipes.organization(name="Unit")
    recipes.indexed()

    for text in ("politica migratoria", "unidades politicas", "policy unidad"):
        assert [one.slug for one in Organization.objects.filter(answering("organization", text, by_name=True))] == [
            "unit"
        ], text


def test_a_term_is_found_by_its_code():
    recipes.term("sdg-target", "10.7")
    recipes.indexed()

    assert [term.code for term in Term.objects.filter(answering("term", "10.7", by_name=True))] == ["10.7"]


def test_records_of_one_noun_do_not_find_those_of_another_with_their_number():
    event = recipes.event(title_en="Ana")
    recipes.person(pk=event.pk, name="Eva")
    recipes.indexed()

    assert people("ana") == set()
    assert [one.pk for one in Event.objects.filter(answering("event", "ana"))] == [event.pk]


def fits(text, **fields):
    body = recipes.organization(**fields)
    recipes.name(organization=body, text="Instituto Nacional")
    recipes.indexed()
    return Organization.objects.annotate(fit=fit("organization", text)).get(pk=body.pk).fit


def test_a_name_and_an_alias_together_are_no_name():
    assert fits("Coordination Instituto Nacional", name="Coordination") == HOLDS


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("National Institute", EXACT),
        ("INM", EXACT),
        ("inm", EXACT),
        ("National Institute INM", EXACT),
        ("instituto nacional", EXACT),
        ("National", BEGINS),
        ("Nat", BEGINS),
        ("institut", BEGINS),
        ("Institute", HOLDS),
        ("%", HOLDS),
    ],
)
def test_a_name_or_acronym_that_is_just_what_was_asked_fits_best(text, how):
    assert fits(text, name="National Institute", acronym="INM") == how
