"""GeoJSON: points for venues below country level, and nobody lost."""

import json

import pytest

from tests.faces.formats.samples import HOSTILE, event, event_place, place_reference, written


def features(*faces):
    return json.loads(written("geojson", *faces))["features"]


def test_collection_says_what_it_is():
    collection = json.loads(written("geojson", title=HOSTILE))
    assert collection == {
        "type": "FeatureCollection",
        "title": HOSTILE,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "features": [],
    }


def test_a_venue_is_a_point_with_longitude_first():
    face = event(places=[event_place()])
    (feature,) = features(face)
    assert (feature["type"], feature["id"]) == ("Feature", "workshop-id-tijuana")
    assert feature["geometry"] == {"type": "Point", "coordinates": [-117.0, 32.5]}
    assert feature["properties"]["venue"] == face["places"][0]
    assert feature["properties"]["date"] == {
        "edtf": "2019-09",
        "form": "point",
        "precision": "month",
        "earliest": "2019-09-01",
        "latest": "2019-09-30",
        "label": "September 2019",
    }


def test_an_event_has_a_feature_a_venue():
    oaxaca = event_place(place=place_reference("mx-oax", "admin1", latitude=17.0, longitude=-96.5))
    found = features(event(places=[event_place(), oaxaca, event_place("origin")]))
    assert [feature["id"] for feature in found] == ["workshop-id-tijuana", "workshop-id-mx-oax"]
    assert [feature["geometry"]["coordinates"] for feature in found] == [[-117.0, 32.5], [-96.5, 17.0]]


@pytest.mark.parametrize(
    "places",
    [
        [],
        [event_place("dateline")],
        [event_place("origin"), event_place("target")],
        [event_place(place=place_reference("mx", "country", latitude=23.0, longitude=-102.0))],
        [event_place(place=place_reference("mesoamerica", "local_region", latitude=15.0, longitude=-90.0))],
        [event_place(place=place_reference("puebla", "unknown", latitude=19.0, longitude=-98.0))],
    ],
)
def test_other_events_are_one_feature_without_geometry(places):
    (feature,) = features(event(places=places))
    assert (feature["id"], feature["geometry"], feature["properties"]["venue"]) == ("workshop-id", None, None)


def test_a_venue_without_coordinates_has_no_geometry_but_is_named():
    (feature,) = features(event(places=[event_place(place=place_reference(latitude=None, longitude=None))]))
    assert (feature["geometry"], feature["properties"]["venue"]["place"]["slug"]) == (None, "tijuana")
