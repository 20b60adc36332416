"""Popolo: people, organizations, memberships and events for tools of civic data (popoloproject.com).

Identifiers are slugs, which redirect for ever, because records refer to each other by them; the
lasting identifier stands among `identifiers`. Dates are whole or truncated ISO 8601 as Popolo allows:
what they cannot say is left out, never rounded.
"""

from collections.abc import Iterable, Iterator

import orjson

from activities import dates
from activities.faces.base import Face
from activities.faces.formats.base import Listing, at, json_list, without_empty

SCHEME = "migration-governance-activities"

# The Open Civic Data words for how far an event had got.
STATUS = {
    "planned": "tentative",
    "ongoing": "confirmed",
    "held": "passed",
    "postponed": "tentative",
    "cancelled": "cancelled",
}
PRESENT = ("opened", "spoke", "chaired", "facilitated", "attended")


def write(faces: Iterable[Face], listing: Listing) -> Iterator[bytes]:
    """One record as it is, or an object with the list of them."""
    plural, made = NOUNS[listing.noun]
    if listing.is_single:
        yield from (orjson.dumps(made(face)) for face in faces)
    else:
        yield from json_list({}, plural, map(made, faces))


def person(face: Face) -> Face:
    """A Popolo person. No contact details, no birth date: the catalogue holds none."""
    return named(face) | without_empty(
        {
            "given_name": face["given_name"],
            "family_name": face["family_name"],
            "sort_name": face["sort_name"],
            "honorific_prefix": face["honorific"],
            "summary": face["summary"],
            "memberships": [post(row, face, row["organization"]) for row in face["memberships"]],
        }
    )


def organization(face: Face) -> Face:
    """A Popolo organization."""
    return named(face) | without_empty(
        {
            "classification": face["kind"],
            "parent_id": at(face, "parent.slug"),
            "area_id": at(face, "country.slug"),
            "abstract": face["summary"],
            "founding_date": iso(at(face, "founded.edtf")),
            "dissolution_date": iso(at(face, "dissolved.edtf")),
        }
    )


def membership(face: Face) -> Face:
    """A Popolo membership, with the dates of the articles that show it."""
    about = {"id": face["id"], "created_at": face["created_at"], "updated_at": face["updated_at"]}
    return about | post(face, face["person"], face["organization"])


def event(face: Face) -> Face:
    """A Popolo event. Those attend who did something there, not those an article quotes."""
    start, end = dates.iso_ends(face["date"]["edtf"] or "")
    present = {row["person"]["slug"]: row["person"]["name"] for row in face["appearances"] if row["role"] in PRESENT}
    return identified(face) | without_empty(
        {
            "name": face["title"],
            "description": face["summary"],
            "classification": face["event_type"],
            "start_date": start,
            "end_date": end if face["date"]["form"] == "span" else None,
            "date_edtf": face["date"]["edtf"],
            "location": "; ".join(row["place"]["name"] for row in face["places"] if row["kind"] == "venue"),
            "status": STATUS.get(face["status"]),
            "parent_id": at(face, "parent.slug"),
            "attendees": [{"id": slug, "name": name} for slug, name in present.items()],
            "sources": [{"url": row["source_url"], "note": row["headline"]} for row in face["articles"]],
        }
    )


def identified(face: Face) -> Face:
    """What every Popolo record has."""
    return {
        "id": face["slug"],
        "identifiers": [{"scheme": SCHEME, "identifier": face["id"]}]
        + [{"scheme": row["scheme"], "identifier": row["value"]} for row in face["identifiers"]],
        "links": [{"url": face["html_url"], "note": "catalogue"}]
        + [{"url": url, "note": "website"} for url in [face.get("website")] if url],
        "created_at": face["created_at"],
        "updated_at": face["updated_at"],
    }


def named(face: Face) -> Face:
    """What people and organizations have: also their other names."""
    forms = [{"text": face.get("acronym"), "kind": "acronym", "used": None}, *face["names"]]
    others = {row["text"]: other_name(row) for row in reversed(forms) if row["text"] not in (None, face["name"])}
    return identified(face) | {"name": face["name"]} | without_empty({"other_names": list(reversed(others.values()))})


def other_name(row: Face) -> Face:
    """A form of a name, and when it was used, if a source says."""
    start, end = dates.iso_ends(row["used"] or "")
    return {"name": row["text"]} | without_empty({"note": row["kind"], "start_date": start, "end_date": end})


def post(row: Face, person: Face, organization: Face) -> Face:
    """Who holds which post where."""
    return without_empty(
        {
            "role": row["post_title"],
            "person_id": person["slug"],
            "organization_id": organization["slug"],
            "start_date": iso(row["from"]),
            "end_date": iso(row["to"]),
            "attested_on": row["attested_on"],
            "certainty": row["certainty"],
        }
    )


def iso(edtf: str | None) -> str | None:
    """A date that Popolo can hold: a plain year, month or day."""
    return dates.iso_date(edtf or "")


NOUNS = {
    "person": ("persons", person),
    "organization": ("organizations", organization),
    "membership": ("memberships", membership),
    "event": ("events", event),
}
