"""The page of a place: what it lies in, what lies in it, and what happened there, role by role."""

import pytest

from tests import recipes
from tests.html import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def oaxaca():
    mexico = recipes.country("mx", name_en="Mexico", name_es="México")
    return recipes.place(slug="mx-oax", name_en="Oaxaca", kind="admin1", iso_code="MX-OAX", parent=mexico)


def test_place_stands_in_its_path_with_its_codes(client, oaxaca):
    recipes.place(slug="city", name_en="Oaxaca de Juárez", parent=oaxaca)
    shown = page(client, "/places/mx-oax/")
    assert "Start Places Mexico Oaxaca Level First-level division Lies in Mexico ISO code MX-OAX" in shown.text
    assert {"/places/mx/", "/places/city/"} <= set(shown.links)
    assert "Inicio Lugares México Oaxaca" in page(client, "/es/places/mx-oax/").text


def test_place_keeps_venue_origin_and_dateline_apart(client, oaxaca):
    for kind in ("venue", "target", "origin", "dateline"):
        recipes.event_place(place=oaxaca, kind=kind, event=recipes.event(title_en=f"The {kind} event"))
    text = page(client, "/places/mx-oax/").text
    here, _, rest = text.partition("Events whose participants came from here")
    origin, _, dateline = rest.partition("Events reported from here")
    assert ("The venue event" in here, "The target event" in here) == (True, True)
    assert "The origin event" in origin
    assert "The dateline event" in dateline
    assert "no source says that the event was held here" in dateline


def test_place_shows_events_inside_it(client, oaxaca):
    city = recipes.place(parent=oaxaca)
    recipes.event_place(place=city, event=recipes.event(slug="inside"))
    assert page(client, "/places/mx/").slugs("events") == ["inside"]


def test_country_shows_its_organizations(client, oaxaca):
    recipes.organization(slug="segob", country=oaxaca.parent)
    assert page(client, "/places/mx/").slugs("organizations") == ["segob"]
    assert page(client, "/places/mx-oax/").slugs("organizations") == []


def test_region_shows_what_it_is_made_of(client, oaxaca):
    region = recipes.place(slug="mesoamerica", kind="local_region")
    recipes.members(region, oaxaca.parent)
    assert "Made of Mexico" in page(client, "/places/mesoamerica/").text


def test_place_that_is_not_there_is_not_found(client):
    assert client.get("/places/atlantis/").status_code == 404


def test_places_are_filtered(client, oaxaca):
    recipes.place(slug="elsewhere")
    assert page(client, "/places/?kind=admin1").slugs("places") == ["mx-oax", "mx"]
    assert set(page(client, "/places/?country=mx").slugs("places")) == {"mx-oax", "mx"}
