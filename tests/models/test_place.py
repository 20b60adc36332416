import pytest
from django.utils import translation

from activities.models import Place
from tests import recipes
from tests.models.refused import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def mesoamerica():
    """Two countries under Central America, a local region across the tree, and a country outside both."""
    central_america = recipes.place(slug="central-america", kind="world_region", m49="013")
    mexico = recipes.country("mx", parent=central_america)
    honduras = recipes.country("hn", parent=central_america)
    dominican_republic = recipes.country("do")
    recipes.country("us")
    oaxaca = recipes.place(slug="mx-oax", kind="admin1", iso_code="MX-OAX", parent=mexico)
    recipes.place(slug="oaxaca-de-juarez", parent=oaxaca)
    region = recipes.place(slug="mesoamerica", kind="local_region")
    recipes.members(region, mexico, honduras, dominican_republic)
    zone = recipes.place(slug="southern-zone-mexico", kind="local_region", parent=mexico)
    recipes.members(zone, oaxaca)


def inside(slug):
    return set(Place.objects.filter(slug=slug).with_inside().values_list("slug", flat=True))


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("oaxaca-de-juarez", {"oaxaca-de-juarez"}),
        ("mx-oax", {"mx-oax", "oaxaca-de-juarez"}),
        ("southern-zone-mexico", {"southern-zone-mexico", "mx-oax", "oaxaca-de-juarez"}),
        ("mx", {"mx", "mx-oax", "oaxaca-de-juarez", "southern-zone-mexico"}),
        ("central-america", {"central-america", "mx", "hn", "mx-oax", "oaxaca-de-juarez", "southern-zone-mexico"}),
        ("mesoamerica", {"mesoamerica", "mx", "hn", "do", "mx-oax", "oaxaca-de-juarez", "southern-zone-mexico"}),
    ],
)
def test_place_with_inside_holds_what_lies_in_it_by_tree_and_by_membership(mesoamerica, slug, expected):
    assert inside(slug) == expected


def test_regions_that_hold_one_another_are_walked_once():
    first, second = recipes.place(slug="a", kind="local_region"), recipes.place(slug="b", kind="local_region")
    recipes.members(first, second)
    recipes.members(second, first)
    assert inside("a") == {"a", "b"}


def test_place_cannot_lie_inside_its_own_part():
    mexico = recipes.country("mx")
    oaxaca = recipes.place(kind="admin1", parent=mexico)
    mexico.parent = oaxaca
    assert refused(mexico) == {"parent": ["A place cannot lie inside one of its own parts."]}


def test_first_level_division_lies_in_a_country():
    division = recipes.place(kind="admin1", parent=recipes.country())
    assert refused(division) == {}
    division.parent = recipes.place(kind="world_region")
    assert refused(division) == {"parent": ["A first-level division lies in a country."]}
    division.parent = None
    assert refused(division) == {"__all__": ["A first-level division needs the country it lies in."]}


def test_place_path_runs_from_the_widest_in():
    mexico = recipes.country("mx")
    oaxaca = recipes.place(kind="admin1", parent=mexico)
    city = recipes.place(parent=oaxaca)
    assert (city.path(), mexico.path()) == ([mexico, oaxaca], [])


def test_place_is_called_by_its_name_in_the_language_of_the_moment():
    place = recipes.place(name_en="Mexico City", name_es="Ciudad de México")
    assert str(place) == "Mexico City"
    with translation.override("es"):
        assert str(place) == "Ciudad de México"


@pytest.mark.parametrize(
    ("field", "value"),
    [("iso_code", "mx"), ("iso_code", "MEX"), ("m49", "13"), ("latitude", "91"), ("longitude", "-181")],
)
def test_place_refuses_a_code_or_point_with_the_name_of_its_field(field, value):
    place = recipes.place(latitude="19.4", longitude="-99.1", coordinates_basis="gazetteer")
    assert refused(place) == {}
    setattr(place, field, value)
    assert list(refused(place)) == [field]


def test_places_without_codes_do_not_collide():
    recipes.place()
    assert refused(recipes.place()) == {}


def test_place_is_addressed_by_its_slug():
    assert recipes.place(slug="mx-oax").get_absolute_url().endswith("/mx-oax/")
