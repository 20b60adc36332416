"""Faces and listings made by hand, in the shape of the serializers (`test_formats.py` holds them to it)."""

import datetime as dt
from typing import Any

from activities.faces.base import DateSerializer, Face
from activities.faces.formats import FORMATS, Listing

ROOT = "https://catalogue.example"
MADE, CHANGED = "2001-02-03T04:05:06Z", "2002-03-04T05:06:07Z"
UPDATED = dt.datetime(2020, 6, 1, 12, tzinfo=dt.UTC)

# A formula, the signs of every syntax, line ends of every kind, right-to-left text, an emoji, controls.
HOSTILE = (
    '=1+1,"q";\'a\r\nEND:VEVENT\rX-EVIL:1\n]]></b><b>&amp;\\n '
    "\u202e\u05e9\u05dc\u05d5\u05dd\u202c 🛂\x00\x0b\x1f\u2028\ufffe\x7f"
)


def listing(noun: str = "event", **values: Any) -> Listing:
    values = {"address": f"{ROOT}/api/v1/list/", "page": f"{ROOT}/list/", "title": "A list"} | values
    return Listing(**{"noun": noun, "root": ROOT, "updated": UPDATED} | values)


def written(name: str, *faces: Face, **values: Any) -> str:
    """The document of a format, as text."""
    return b"".join(FORMATS[name].write(iter(faces), listing(**values))).decode()


def when(edtf: str = "", language: str = "en") -> Face:
    return DateSerializer(context={"language": language}).to_representation(edtf)


def record(plural: str, slug: str, /, **fields: Any) -> Face:
    return {
        "id": f"{slug}-id",
        "slug": slug,
        "url": f"{ROOT}/api/v1/{plural}/{slug}/",
        "html_url": f"{ROOT}/{plural}/{slug}/",
        "summary": None,
        "summary_language": None,
        "version": 1,
        "created_at": MADE,
        "updated_at": CHANGED,
    } | fields


OWN_WORDS = ("summary", "summary_language")  # which only the five nouns have


def reference(plural: str, slug: str, **fields: Any) -> Face:
    return {"slug": slug, "name": slug.upper(), "url": f"{ROOT}/api/v1/{plural}/{slug}/"} | fields


def organization_reference(slug: str = "iom") -> Face:
    return reference("organizations", slug, acronym=None)


def place_reference(slug: str = "tijuana", kind: str = "locality", **fields: Any) -> Face:
    return reference("places", slug, kind=kind, iso_code=None) | fields


def event(edtf: str = "2019-09", **fields: Any) -> Face:
    bare: Face = {
        "title": "A workshop",
        "event_type": "workshop",
        "event_type_label": "Workshop",
        "status": "held",
        "is_series": False,
        "ordinal": None,
        "parent": None,
        "children_count": 0,
        "date": when(edtf) | {"basis": "stated" if edtf else None, "words": None, "note": None},
        "duration_days": None,
        "duration_hours": None,
        "attendance_mode": "unknown",
        "languages": [],
    }
    rows = ("places", "participations", "appearances", "programs", "funding", "figures", "terms", "articles")
    return record("events", "workshop", **bare | {name: [] for name in (*rows, "identifiers")} | fields)


def event_place(kind: str = "venue", place: Face | None = None, **fields: Any) -> Face:
    located = {"latitude": 32.5, "longitude": -117.0, "coordinates_basis": "gazetteer"}
    place = located | (place or place_reference())
    return {"place": place, "kind": kind, "basis": "stated", "venue_name": None, "certainty": "stated"} | fields


def participation(slug: str, role: str) -> Face:
    organization = organization_reference(slug)
    return {"organization": organization, "role": role, "role_label": role, "note": None, "certainty": "stated"}


def funding(slug: str, basis: str) -> Face:
    program = reference("programs", "map", kind="tool") if basis == "via_program" else None
    return {"organization": organization_reference(slug), "basis": basis, "program": program, "certainty": "stated"}


def appearance(slug: str, role: str, **fields: Any) -> Face:
    person = reference("people", slug)
    return {
        "person": person,
        "role": role,
        "on_behalf_of": None,
        "title_as_given": None,
        "certainty": "stated",
    } | fields


def topic(scheme: str = "gcm-objective", code: str = "23", label: str = "Cooperation") -> Face:
    url = f"{ROOT}/api/v1/terms/{scheme}/{code}/"
    return {"scheme": scheme, "code": code, "label": label, "url": url, "basis": "assigned", "certainty": "stated"}


def event_article(slug: str = "release", edtf: str = "2019-10-10") -> Face:
    return reference("articles", slug) | {
        "headline": "A release",
        "published": published(edtf),
        "publisher": organization_reference(),
        "source_url": "https://news.example/1?a=b&c=d",
        "kind": "reports",
        "is_primary": True,
        "certainty": "stated",
    }


def published(edtf: str) -> Face:
    day = edtf if len(edtf) == len("2019-10-10") else None
    return {"on": day, "edtf": edtf or None, "basis": "stated" if edtf else None, "label": when(edtf)["label"]}


def name(text: str, kind: str = "variant", used: str | None = None) -> Face:
    return {
        "text": text,
        "kind": kind,
        "lang": "en",
        "used": used,
        "is_primary": False,
        "articles": [],
        "certainty": "stated",
    }


def organization(**fields: Any) -> Face:
    bare: Face = {
        "name": "A body",
        "acronym": None,
        "kind": None,
        "kind_label": None,
        "existence": "existing",
        "is_collective": False,
        "parent": None,
        "parent_certainty": "stated",
        "country": None,
        "seat": None,
        "founded": when(),
        "dissolved": when(),
        "website": None,
        "units_count": 0,
        "events_count": 0,
    }
    lists = {row: [] for row in ("names", "path", "identifiers", "figures")}
    return record("organizations", "body", **bare | lists | fields)


def person(**fields: Any) -> Face:
    bare = {"name": "Ana Ruiz", "given_name": "Ana", "family_name": "Ruiz", "sort_name": None, "honorific": None}
    lists: Face = {row: [] for row in ("names", "memberships", "appearances", "identifiers")}
    return record("people", "ana-ruiz", **bare | lists | fields)


def post(held: str | None = None, **fields: Any) -> Face:
    start, _slash, end = (held or "/").partition("/")
    return {
        "organization": organization_reference(),
        "post_title": "Head",
        "held": held,
        "from": start or None,
        "to": end or None,
        "attested_on": ["2019-10-10"],
        "certainty": "stated",
    } | fields


def membership(held: str | None = None, **fields: Any) -> Face:
    row = record("memberships", "post", **post(held), person=reference("people", "ana-ruiz"), match=None)
    return {name: value for name, value in row.items() if name not in ("slug", *OWN_WORDS)} | fields


def program(edtf: str = "", **fields: Any) -> Face:
    bare: Face = {
        "name": "A program",
        "kind": "cooperation",
        "parent": None,
        "date": when(edtf),
        "status": None,
        "dac_purpose": None,
        "iati_identifier": None,
        "events_count": 0,
    }
    lists = {row: [] for row in ("names", "roles", "identifiers", "terms", "figures")}
    return record("programs", "program", **bare | lists | fields)


def program_role(slug: str, role: str) -> Face:
    return {"organization": organization_reference(slug), "role": role, "held": None, "certainty": "stated"}


def article(edtf: str = "2019-10-10", **fields: Any) -> Face:
    bare: Face = {
        "headline": "A release",
        "source_url": "https://news.example/1",
        "publisher": organization_reference(),
        "publisher_certainty": "stated",
        "published": published(edtf),
        "dateline": {"text": None, "place": None},
        "language": "en",
        "translation_of": None,
        "credits": None,
    }
    lists = {row: [] for row in ("other_urls", "translations", "events", "appearances", "terms", "identifiers")}
    return record("articles", "release", **bare | lists | fields)


def article_event(kind: str = "reports") -> Face:
    row = {"title": "A workshop", "date": when("2019-09"), "kind": kind, "is_primary": False, "certainty": "stated"}
    return reference("events", kind) | row


def place(**fields: Any) -> Face:
    bare: Face = {
        "name": "Tijuana",
        "kind": "locality",
        "iso_code": None,
        "m49": None,
        "parent": None,
        "valid_until": None,
        "latitude": 32.5,
        "longitude": -117.0,
        "coordinates_basis": "gazetteer",
        "events_count": 1,
    }
    row = record("places", "tijuana", **bare | {name: [] for name in ("names", "path", "members")} | fields)
    return {name: value for name, value in row.items() if name not in OWN_WORDS}


def term(**fields: Any) -> Face:
    bare: Face = {
        "scheme": "gcm-objective",
        "code": "23",
        "name": "Cooperation",
        "label": "Strengthen cooperation",
        "parent": None,
        "valid_from": None,
        "uri": None,
        "schema_org": None,
        "events_count": 0,
    }
    row = record("terms", "gcm-objective/23", **bare | fields) | {"slug": "gcm-objective:23"}
    return {name: value for name, value in row.items() if name not in OWN_WORDS}


def citation(**fields: Any) -> Face:
    supports = reference("events", "workshop") | {"type": "figure", "noun": "event", "field": "participants_total"}
    row = record("citations", "citation", html_url=f"{ROOT}/articles/release/")
    row |= {
        "article": reference("articles", "release"),
        "passage": 3,
        "start": 120,
        "end": 150,
        "exact": None,
        "supports": supports,
        "stance": "supports",
        "certainty": "stated",
    }
    return {name: value for name, value in row.items() if name not in ("slug", *OWN_WORDS)} | fields


SAMPLES = {
    "event": event,
    "organization": organization,
    "person": person,
    "program": program,
    "article": article,
    "place": place,
    "term": term,
    "membership": membership,
    "citation": citation,
}
