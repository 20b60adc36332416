import pytest

from activities.models import Organization
from tests import recipes
from tests.models.refused import refused

pytestmark = pytest.mark.django_db


def test_organization_with_units_holds_units_of_units_and_no_sister():
    iom = recipes.organization(slug="iom")
    mexico = recipes.organization(slug="iom-mexico", parent=iom)
    office = recipes.organization(slug="iom-mexico-office", parent=mexico)
    recipes.organization(slug="conofam")
    assert set(Organization.objects.filter(slug="iom").with_units()) == {iom, mexico, office}
    assert set(Organization.objects.filter(slug="iom-mexico").with_units()) == {mexico, office}


def test_organization_with_units_is_a_queryset_that_can_be_asked_on():
    iom = recipes.organization(slug="iom")
    recipes.organization(slug="iom-mexico", parent=iom, state="draft")
    assert list(Organization.objects.filter(slug="iom").with_units().published()) == [iom]


def test_organization_path_runs_from_the_top_down():
    top = recipes.organization()
    middle = recipes.organization(parent=top)
    low = recipes.organization(parent=middle)
    assert low.path() == [top, middle]
    assert top.path() == []


def test_organization_path_ends_even_where_the_tree_is_broken():
    first = recipes.organization()
    second = recipes.organization(parent=first)
    Organization.objects.filter(pk=first.pk).update(parent=second)
    assert len(Organization.objects.get(pk=first.pk).path()) == 2


def test_organization_cannot_be_a_unit_of_its_own_unit():
    top = recipes.organization()
    middle = recipes.organization(parent=top)
    low = recipes.organization(parent=middle)
    top.parent = low
    assert refused(top) == {"parent": ["A body cannot be a unit of one of its own units."]}
    low.parent = Organization.objects.get(pk=top.pk)
    assert refused(low) == {}


def test_collective_has_no_memberships_seen_from_the_organization():
    body = recipes.organization()
    recipes.membership(organization=body)
    body.is_collective = True
    assert refused(body) == {"is_collective": ["A class of bodies has no posts: move its memberships first."]}


def test_collective_has_no_memberships_seen_from_the_membership():
    membership = recipes.membership()
    membership.organization = recipes.organization(is_collective=True)
    assert refused(membership) == {"organization": ["A class of bodies has no posts: name the body itself."]}


def test_collective_without_memberships_may_stand():
    assert refused(recipes.organization(is_collective=True)) == {}
    assert refused(Organization(slug="ofam", name="OFAM", is_collective=True)) == {}


def test_organization_is_not_dissolved_before_it_is_founded():
    body = recipes.organization(founded_edtf="1993-10", dissolved_edtf="1993")
    assert refused(body) == {}
    body.dissolved_edtf = "1992"
    assert refused(body) == {"dissolved_edtf": ["A body cannot be dissolved before it is founded."]}


@pytest.mark.parametrize("field", ["kind", "country"])
def test_organization_takes_a_term_or_place_of_the_right_sort_only(field):
    body = recipes.organization(kind="government", country=recipes.country())
    assert refused(body) == {}
    setattr(body, field, {"kind": recipes.event_type(), "country": recipes.place()}[field])
    assert list(refused(body)) == [field]


def test_organizations_stand_in_the_order_of_their_names_without_accents():
    for name in ["Zacatecas", "Órgano", "Oficina", "álamo"]:
        recipes.organization(name=name)
    assert list(Organization.objects.values_list("name", flat=True)) == ["álamo", "Oficina", "Órgano", "Zacatecas"]


def test_organization_is_called_by_its_name():
    assert str(recipes.organization(name="CONOFAM")) == "CONOFAM"
