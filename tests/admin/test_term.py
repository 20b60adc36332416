import pytest

from activities.admin.term import OFFICIAL
from activities.models import Term
from tests import recipes
from tests.admin.pages import errors, filled, listed, save

pytestmark = pytest.mark.django_db


def add(client, scheme):
    data = {"scheme": scheme, "code": "new-one", "label_en": "A new one", "position": 1}
    return client.post(listed(Term, "add"), filled(client.get(listed(Term, "add"))) | data)


@pytest.mark.parametrize("scheme", sorted(OFFICIAL))
def test_official_scheme_is_extended_by_administrators_only(browse, scheme):
    assert errors(add(browse("reviewer"), scheme)) == {"scheme": ["Only an administrator adds to an official scheme."]}
    assert add(browse("administrator"), scheme).status_code == 302
    assert Term.objects.filter(scheme=scheme).count() == 1


def test_own_list_is_extended_by_editors(browse):
    assert add(browse("editor"), "event-type").status_code == 302
    assert Term.objects.get().label_en == "A new one"


def test_own_term_is_not_moved_into_an_official_scheme(browse):
    term = recipes.term("event-type", "workshop")
    assert set(errors(save(browse("reviewer"), term, scheme="sdg-target"))) == {"scheme"}
