import pytest

from activities.models import Person
from tests import recipes
from tests.models.refused import refused

pytestmark = pytest.mark.django_db

PRIVATE_WORDS = ("mail", "phone", "birth", "nationality", "address", "contact")


def test_person_is_called_by_the_full_name_and_found_without_accents():
    person = recipes.person(name="José Martín Carmona Flores", family_name="Carmona Flores")
    assert (str(person), person.text_key) == ("José Martín Carmona Flores", "jose martin carmona flores")
    assert refused(person) == {}


def test_person_has_no_column_for_private_data():
    columns = [field.name for field in Person._meta.get_fields()]
    assert [name for name in columns if any(word in name for word in PRIVATE_WORDS)] == []


def test_person_may_hold_two_posts_at_once():
    person = recipes.person()
    recipes.membership(person=person, post_title_en="Director General")
    assert refused(recipes.membership(person=person, post_title_en="National Coordinator")) == {}
    assert person.memberships.count() == 2
