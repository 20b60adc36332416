"""GeoJSON: where events were held, as far as sources say (RFC 7946).

An event has a feature for each of its venues below country level, at a point inside that place. Every
other event is one feature without geometry, so that a map and a list hold the same records: a country
has no point, and a dateline, an origin or a scope is no venue.
"""

from collections.abc import Iterable, Iterator

from activities.faces.base import Face
from activities.faces.formats.base import LICENSE, Listing, json_list

BELOW_COUNTRY = ("admin1", "locality")


def write(faces: Iterable[Face], listing: Listing) -> Iterator[bytes]:
    """The feature collection, feature by feature."""
    head = {"type": "FeatureCollection", "title": listing.title, "license": LICENSE}
    return json_list(head, "features", (feature for face in faces for feature in features(face)))


def features(face: Face) -> list[Face]:
    """The features of one event: one at least."""
    return [feature(face, venue) for venue in face["places"] if is_shown(venue)] or [feature(face)]


def is_shown(place: Face) -> bool:
    """Whether a place of an event is a venue narrower than a country."""
    return place["kind"] == "venue" and place["place"]["kind"] in BELOW_COUNTRY


def feature(face: Face, venue: Face | None = None) -> Face:
    """An event at one of its venues, or nowhere."""
    when = face["date"]
    return {
        "type": "Feature",
        "id": f"{face['id']}-{venue['place']['slug']}" if venue else face["id"],
        "geometry": point(venue["place"]) if venue else None,
        "properties": {
            **{name: face[name] for name in ("id", "slug", "url", "html_url", "title", "event_type", "status")},
            "date": {name: when[name] for name in ("edtf", "form", "precision", "earliest", "latest", "label")},
            "venue": venue,
        },
    }


def point(place: Face) -> Face | None:
    """A point inside the place, longitude first (RFC 7946, 3.1.1); None where none is known."""
    longitude, latitude = place.get("longitude"), place.get("latitude")
    if longitude is None or latitude is None:
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}
