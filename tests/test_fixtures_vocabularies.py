"""The vocabularies and places of the fixtures: whole, coded as their sources code them, and no word invented."""

import json
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command

from activities import words
from activities.models import Place, Term

FIXTURES = settings.BASE_DIR / "fixtures"
OWN_SCHEMES = {"event-type", "organization-kind", "participation-role"}
# Schemes whose official Spanish words were read: the guiding principles, and one domain of the six.
READ_IN_SPANISH = {"gcm-guiding-principle": 10, "mgi-domain": 1}
CENTRAL_AMERICA = {"bz": 6, "cr": 7, "gt": 22, "hn": 18, "ni": 17, "pa": 14, "sv": 14}
LOCALITIES = {"mexico-city": "mx-cmx", "oaxaca-de-juarez": "mx-oax", "tijuana": "mx-bcn"}
CODES = {
    "event-type": (
        "workshop training-course seminar webinar meeting statutory-session public-consultation forum launch "
        "campaign visit other"
    ),
    "gcm-guiding-principle": (
        "people-centred international-cooperation national-sovereignty rule-of-law sustainable-development "
        "human-rights gender-responsive child-sensitive whole-of-government whole-of-society"
    ),
    "gcm-objective": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23",
    "iom-thematic-area": (
        "counter-trafficking intergovernmental-dialogue labour-migration migration-development "
        "migration-environment-climate migration-health border-management policy-legal-framework "
        "research-assessment return-reintegration"
    ),
    "migof": "MiGOF-P1 MiGOF-P2 MiGOF-P3 MiGOF-O1 MiGOF-O2 MiGOF-O3",
    "organization-kind": (
        "intergovernmental national-government subnational-government autonomous-public-body diplomatic-mission "
        "government-network ngo-international ngo-national academic private-sector media red-cross other"
    ),
    "participation-role": "organizer convener support funder facilitator participant observer collaborator",
    "program-pillar": "governance partnerships crisis c4d",
    "sdg-target": (
        "1.5 3.8 3.c 4.b 5.2 8.7 8.8 10.2 10.7 10.c 11.b 13.1 16.2 16.3 16.6 16.7 16.9 16.b 17.9 17.14 17.16 17.17 "
        "17.18"
    ),
    "mgi-domain": "1 2 3 4 5 6",
}
# South, west, north, east in degrees, a little wider than the mainland and the islands.
BOUNDS = {
    "bz": (15.8, -89.3, 18.6, -87.4),
    "cr": (5.4, -87.2, 11.3, -82.5),
    "gt": (13.6, -92.4, 17.9, -88.2),
    "hn": (12.9, -89.5, 17.5, -82.4),
    "mx": (14.5, -118.5, 32.8, -86.6),
    "ni": (10.6, -87.8, 15.1, -82.5),
    "pa": (7.1, -83.1, 9.7, -77.1),
    "sv": (13.1, -90.2, 14.5, -87.6),
}


def read(name, model):
    items = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return [item["fields"] for item in items if item["model"] == f"activities.{model}"]


TERMS = read("01_terms.json", "term")
PLACES = {place["slug"]: place for place in read("02_places.json", "place")}
NAMES = read("02_places.json", "name")


def codes(scheme):
    return [term["code"] for term in TERMS if term["scheme"] == scheme]


def slugs(kind):
    return {slug for slug, place in PLACES.items() if place["kind"] == kind}


def parent(slug):
    return PLACES[slug].get("parent", [None])[0]


def country(slug):
    return slug if PLACES[slug]["kind"] == "country" else country(parent(slug))


def test_terms_hold_the_codes_of_each_scheme_in_its_order():
    assert {scheme: " ".join(codes(scheme)) for scheme in {term["scheme"] for term in TERMS}} == CODES


def test_terms_stand_in_the_order_of_their_scheme():
    for scheme in {term["scheme"] for term in TERMS}:
        positions = [term["position"] for term in TERMS if term["scheme"] == scheme]
        assert positions == list(range(1, len(positions) + 1))


def test_terms_have_spanish_labels_only_where_they_were_read_or_are_our_own():
    in_spanish = Counter(term["scheme"] for term in TERMS if "label_es" in term)
    assert in_spanish == READ_IN_SPANISH | {scheme: len(codes(scheme)) for scheme in OWN_SCHEMES}


def test_terms_are_valid_from_the_day_their_scheme_was_adopted():
    days = {(term["scheme"], term["valid_from"]) for term in TERMS if "valid_from" in term}
    assert days == {
        ("gcm-guiding-principle", "2018-12-19"),
        ("gcm-objective", "2018-12-19"),
        ("sdg-target", "2015-09-25"),
    }
    assert all("valid_from" in term for term in TERMS if term["scheme"] in {scheme for scheme, _day in days})


def test_terms_of_the_indicators_lie_under_those_of_the_framework():
    above = [term["parent"] for term in TERMS if term["scheme"] == "mgi-domain"]
    assert above == [["migof", code] for code in codes("migof")]
    assert all("parent" not in term for term in TERMS if term["scheme"] != "mgi-domain")


def test_terms_name_their_schema_org_type_in_our_own_schemes_alone():
    assert {term["scheme"] for term in TERMS if "schema_org" in term} == OWN_SCHEMES
    assert {term["schema_org"] for term in TERMS if term["scheme"] == "event-type"} == {"EducationEvent", "Event"}


def test_places_hold_the_regions_countries_and_divisions():
    assert Counter(place["kind"] for place in PLACES.values()) == {
        "admin1": 32 + 98,
        "country": 13,
        "local_region": 2,
        "locality": 3,
        "unknown": 1,
        "world_region": 7,
    }
    assert Counter(country(slug) for slug in slugs("admin1")) == CENTRAL_AMERICA | {"mx": 32}


def test_places_are_addressed_by_their_iso_code():
    coded = {slug: place.get("iso_code") for slug, place in PLACES.items() if place["kind"] in {"admin1", "country"}}
    assert coded == {slug: slug.upper() for slug in coded}
    assert all("iso_code" not in place for slug, place in PLACES.items() if slug not in coded)


def test_places_lie_directly_in_the_country_of_their_code():
    assert {slug: parent(slug) for slug in slugs("admin1")} == {slug: slug[:2] for slug in slugs("admin1")}


def test_places_lie_in_the_regions_of_m49():
    assert {slug: parent(slug) for slug in slugs("world_region")} == {
        "world": None,
        "americas": "world",
        "latin-america-and-the-caribbean": "americas",
        "northern-america": "americas",
        "caribbean": "latin-america-and-the-caribbean",
        "central-america": "latin-america-and-the-caribbean",
        "south-america": "latin-america-and-the-caribbean",
    }
    assert {slug for slug in slugs("country") if parent(slug) == "central-america"} == CENTRAL_AMERICA.keys() | {"mx"}
    assert {slug: parent(slug) for slug in ("us", "ca", "do", "ht", "cl")} == {
        "us": "northern-america",
        "ca": "northern-america",
        "do": "caribbean",
        "ht": "caribbean",
        "cl": "south-america",
    }
    with_code = {slug for slug, place in PLACES.items() if "m49" in place}
    assert with_code == slugs("country") | slugs("world_region")


def test_places_tell_the_city_from_the_division_and_leave_open_what_was_not_stated():
    assert {slug: parent(slug) for slug in slugs("locality")} == LOCALITIES
    assert (PLACES["puebla"]["kind"], parent("puebla")) == ("unknown", "mx")
    assert (PLACES["mx-pue"]["kind"], parent("mx-pue")) == ("admin1", "mx")
    assert parent("central-zone-mexico") == "mx"


def test_places_make_mesoamerica_of_mexico_and_the_seven():
    assert PLACES["mesoamerica"]["members"] == [[slug] for slug in sorted({*CENTRAL_AMERICA, "mx"})]
    assert parent("mesoamerica") is None


def test_places_have_points_where_a_shape_or_a_gazetteer_gives_one():
    basis = {slug: place["coordinates_basis"] for slug, place in PLACES.items() if "latitude" in place}
    assert {slug for slug, given in basis.items() if given == "gazetteer"} == slugs("locality")
    assert {slug for slug, given in basis.items() if given == "shape"} == slugs("admin1") - {"pa-10", "pa-nt"}


def test_places_have_their_points_inside_their_country():
    for slug, place in PLACES.items():
        if "latitude" in place:
            south, west, north, east = BOUNDS[country(slug)]
            assert south < float(place["latitude"]) < north, slug
            assert west < float(place["longitude"]) < east, slug


def test_places_have_points_of_their_own():
    points = Counter((place["latitude"], place["longitude"]) for place in PLACES.values() if "latitude" in place)
    assert set(points.values()) == {1}


def test_names_of_places_are_forms_that_their_own_names_do_not_find():
    assert {(name["place"][0], name["text"], name["kind"]) for name in NAMES if name["place"] == ["mx-cmx"]} >= {
        ("mx-cmx", "Distrito Federal", "former"),
        ("mx-cmx", "CDMX", "acronym"),
    }
    for name in NAMES:
        place = PLACES[name["place"][0]]
        forms = [place.get("name_es", "")] if name["lang"] == "es" else [place["name_en"]]
        assert words.key(name["text"]) not in map(words.key, forms)


@pytest.mark.django_db
def test_places_and_terms_of_the_fixtures_answer_the_questions_of_the_catalogue():
    call_command("loaddata", FIXTURES / "01_terms.json", FIXTURES / "02_places.json", verbosity=0)
    Place.objects.relink()
    assert Place.objects.filter(slug="mx-cmx").with_inside().count() == 2
    assert Place.objects.filter(slug="mx").with_inside().count() == 1 + 32 + len(LOCALITIES) + 2
    assert Place.objects.filter(slug="mesoamerica").with_inside().count() == 1 + 8 + 130 + len(LOCALITIES) + 2
    assert Term.objects.get(scheme="gcm-objective", code="14").short_en == "Consular protection"
    for record in [*Term.objects.all(), *Place.objects.all()]:
        record.full_clean()
