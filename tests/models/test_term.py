import pytest
from django.utils import translation

from activities.models import Term
from tests import recipes
from tests.models.refused import refused

pytestmark = pytest.mark.django_db


def test_terms_of_a_scheme_stand_in_its_own_order():
    second = recipes.term("gcm-objective", "10", position=10)
    first = recipes.term("gcm-objective", "2", position=2)
    recipes.term("sdg-target", "10.7")
    assert list(Term.objects.of("gcm-objective")) == [first, second]


def test_term_label_and_short_label_are_shown_in_the_language_of_the_moment():
    term = recipes.term("gcm-objective", "7", label_en="Address vulnerabilities", label_es="", short_en="Vulnerability")
    assert (str(term), term.short) == ("Address vulnerabilities", "Vulnerability")
    with translation.override("es"):
        assert (str(term), term.short) == ("Address vulnerabilities", "Vulnerability")
    assert recipes.term("gcm-objective", "8", label_en="Save lives").short == "Save lives"


def test_term_cannot_lie_under_its_own_narrower_term():
    broad = recipes.term("migof", "1")
    narrow = recipes.term("mgi-domain", "1", parent=broad)
    broad.parent = narrow
    assert refused(broad) == {"parent": ["A term cannot lie under one of its own narrower terms."]}
    assert set(Term.objects.filter(pk=broad.pk).with_descendants()) == {broad, narrow}


@pytest.mark.parametrize(
    ("field", "value"), [("scheme", "SDG"), ("code", "10/7"), ("code", ""), ("label_en", ""), ("uri", "urn:x")]
)
def test_term_refuses_a_value_with_the_name_of_its_field(field, value):
    term = recipes.term("sdg-target", "10.7")
    assert refused(term) == {}
    setattr(term, field, value)
    assert list(refused(term)) == [field]


def test_term_is_addressed_by_scheme_and_code():
    assert recipes.term("sdg-target", "10.7").get_absolute_url().endswith("/sdg-target/10.7/")
