"""How words find rows by the names of what they link: memberships and citations, which have no entries of their own."""

import pytest
from django.db.models import Exists

from activities.models import Membership, Person
from activities.search.names import forms, holds
from tests import recipes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", [["gascon"], ["gasc"], ["christo", "gasc"]])
def test_words_find_a_name_by_the_beginnings_of_its_words(text):
    recipes.person(slug="gascon", name="Christopher Gascón")
    recipes.person(slug="other", name="Rogelio López Maya")

    assert [person.slug for person in Person.objects.filter(holds("text_key", text))] == ["gascon"]


@pytest.mark.parametrize("text", [["ascon"], ["gascon", "lopez"], ["%"], ["_"]])
def test_words_that_a_name_does_not_hold_find_nothing(text):
    recipes.person(name="Christopher Gascón")

    assert not Person.objects.filter(holds("text_key", text)).exists()


def test_other_forms_of_a_linked_record_are_looked_at():
    post = recipes.membership()
    recipes.name(person=post.person, text="Ana Peña")
    recipes.membership()

    assert (
        Membership.objects.filter(Exists(forms("person", "person").filter(holds("text_key", ["pena"])))).get() == post
    )
