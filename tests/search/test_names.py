"""How words find records by their names."""

import pytest

from activities.models import Organization, Person, Term
from activities.search.names import BEGINS, EXACT, HOLDS, fit, named
from tests import recipes

pytestmark = pytest.mark.django_db


def found(model, noun, text):
    return {record.slug for record in model.objects.filter(named(noun, text))}


@pytest.mark.parametrize("text", ["Gascon", "gascón", "GASCÓN", "  Christopher   Gascón ", "gasc", "christo gasc"])
def test_words_find_a_name_whatever_the_case_the_accents_and_the_rest_of_the_word(text):
    recipes.person(slug="gascon", name="Christopher Gascón")
    recipes.person(slug="other", name="Rogelio López Maya")

    assert found(Person, "person", text) == {"gascon"}


@pytest.mark.parametrize("text", ["ascon", "Gascón López", "%", "_", "***", "\\"])
def test_words_that_a_name_does_not_hold_find_nothing(text):
    recipes.person(name="Christopher Gascón")

    assert found(Person, "person", text) == set()


def test_all_words_must_stand_in_one_form_of_the_name():
    body = recipes.organization(slug="unit", name="Migration Policy Unit")
    recipes.name(organization=body, text="Unidad de Política Migratoria")

    assert found(Organization, "organization", "politica migratoria") == {"unit"}
    assert found(Organization, "organization", "policy migratoria") == set()


def test_a_term_is_found_by_its_code():
    recipes.term("sdg-target", "10.7")

    assert [term.code for term in Term.objects.filter(named("term", "10.7"))] == ["10.7"]


def fits(text, **fields):
    body = recipes.organization(**fields)
    return Organization.objects.filter(pk=body.pk).annotate(fit=fit("organization", text)).get().fit


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("National Institute", EXACT),
        ("INM", EXACT),
        ("inm", EXACT),
        ("National Institute INM", EXACT),
        ("National", BEGINS),
        ("Institute", HOLDS),
    ],
)
def test_a_name_or_acronym_that_is_just_what_was_asked_fits_best(text, how):
    assert fits(text, name="National Institute", acronym="INM") == how


def test_an_alias_that_is_just_what_was_asked_fits_as_well_as_a_name():
    body = recipes.organization(name="National Institute")
    recipes.name(organization=body, text="Instituto Nacional")

    ranked = Organization.objects.annotate(fit=fit("organization", "instituto nacional"))
    assert ranked.get().fit == EXACT
