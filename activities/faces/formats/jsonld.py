"""JSON-LD: records as schema.org describes them (version 30.0), citations as W3C Web Annotations.

A record is one object, not a graph; a list is an ItemList. `startDate`, `endDate` and `datePublished`
stand only where the date is a plain ISO 8601 day, month or year, or a span of such: no day is added.
The context stands in the document itself, so that it reads the same without the network.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from activities import dates
from activities.faces.base import Face
from activities.faces.formats.base import Listing, at, json_list, without_empty

SCHEMA = "https://schema.org/"
ADDRESSES = ("url", "sameAs", "mainEntityOfPage", "eventStatus", "eventAttendanceMode")
CONTEXT: Face = {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in ADDRESSES}}
ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"

EDUCATION = ("workshop", "training-course", "seminar", "webinar")
STATUS = {  # schema.org has no word for what was held: an event stays scheduled unless it was called off
    "planned": "EventScheduled",
    "ongoing": "EventScheduled",
    "held": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}
ATTENDANCE = {
    "offline": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "mixed": "MixedEventAttendanceMode",
}
PART = {"organizer": "organizer", "convener": "organizer", "participant": "attendee", "observer": "attendee"}
ORGANIZATION = {
    "national-government": "GovernmentOrganization",
    "subnational-government": "GovernmentOrganization",
    "autonomous-public-body": "GovernmentOrganization",
    "diplomatic-mission": "GovernmentOrganization",
    "ngo-international": "NGO",
    "ngo-national": "NGO",
    "red-cross": "NGO",
}
PROGRAM_ROLE = {"funder": "funder", "owner": "parentOrganization"}
WORK_ROLE = {"funder": "funder", "owner": "creator", "implementer": "contributor", "partner": "contributor"}
PROJECTS = ("cooperation", "initiative", "training_programme")
PLACE = {"country": "Country", "admin1": "AdministrativeArea", "locality": "City"}

# What no property says: that a body does not exist, or is a class of bodies.
CAUTION = {
    "en": {"proposed": "proposed body", "former": "former body", "collective": "class of bodies"},
    "es": {"proposed": "organismo propuesto", "former": "organismo extinto", "collective": "conjunto de organismos"},
}


def write(faces: Iterable[Face], listing: Listing) -> Iterator[bytes]:
    """One record as an object, or the list of them."""
    if listing.is_single:
        yield from (orjson.dumps(document(face, listing.noun, listing.language)) for face in faces)
    else:
        yield from json_list(list_head(listing), *list_items(faces, listing))


def document(face: Face, noun: str, language: str = "en") -> Face:
    """A record as a JSON-LD document of its own, such as a page holds."""
    return {"@context": ANNOTATION_CONTEXT if noun == "citation" else CONTEXT} | thing(face, noun, language)


def list_head(listing: Listing) -> Face:
    """What a list says of itself."""
    if listing.noun == "citation":
        return {"@context": ANNOTATION_CONTEXT, "id": listing.address, "type": "AnnotationPage"}
    about = {"name": listing.title, "url": listing.page}
    return {"@context": CONTEXT, "@type": "ItemList", "@id": listing.address} | about


def list_items(faces: Iterable[Face], listing: Listing) -> tuple[str, Iterator[Face]]:
    """The name of the list's members, and the members."""
    name = "items" if listing.noun == "citation" else "itemListElement"
    return name, (thing(face, listing.noun, listing.language) for face in faces)


def thing(face: Face, noun: str, language: str = "en") -> Face:
    """A record in the terms of schema.org (a citation: of Web Annotation), without context."""
    return without_empty(THINGS[noun](face, language))


# Pieces --------------------------------------------------------------------------------------------


def identity(face: Face, kind: str | None) -> Face:
    """What every thing has."""
    return {"@type": kind, "@id": face["url"], "url": face["html_url"], "identifier": identifiers(face)}


def identifiers(face: Face) -> list[Any]:
    """The lasting identifier, and those of other registers."""
    others = [row for row in face.get("identifiers", []) if row["scheme"] != "url"]
    return [face["id"], *(property_value(row["scheme"], row["value"]) for row in others)]


def property_value(name: str, value: str) -> Face:
    """A code in a named register."""
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def same_as(face: Face) -> list[str]:
    """Other addresses of the same thing."""
    urls = [row["value"] for row in face.get("identifiers", []) if row["scheme"] == "url"]
    return list(filter(None, [face.get("website"), *urls]))


def reference(linked: Face | None, kind: str) -> Face | None:
    """A linked record in short."""
    return linked and {"@type": kind, "@id": linked["url"], "name": linked["name"]}


def other_names(face: Face) -> list[str]:
    """Every name but the one that leads."""
    names = dict.fromkeys([face.get("acronym"), *(row["text"] for row in face["names"])])
    return [name for name in names if name and name != face["name"]]


def topics(face: Face) -> list[Face]:
    """What a record is about."""
    return [
        {
            "@type": "DefinedTerm",
            "@id": term["url"],
            "name": term["label"],
            "termCode": term["code"],
            "inDefinedTermSet": {"@type": "DefinedTermSet", "name": term["scheme"]},
        }
        for term in face["terms"]
    ]


def grouped(pairs: Iterable[tuple[str | None, Any]]) -> Face:
    """Values by the property they belong to; pairs without a property are left out."""
    groups: dict[str, list[Any]] = {}
    for name, value in pairs:
        if name and value not in groups.setdefault(name, []):
            groups[name].append(value)
    return groups


def enumerated(words: dict[str, str], code: str) -> str | None:
    """A value of one of schema.org's lists, as its address."""
    return SCHEMA + words[code] if code in words else None


def iso(edtf: str | None) -> str | None:
    """A date that schema.org can hold: a plain year, month or day."""
    return dates.iso_date(edtf or "")


def period(when: Face) -> tuple[str | None, str | None]:
    """Start and end as plain ISO 8601; a point has a start alone."""
    start, end = dates.iso_ends(when["edtf"] or "")
    return start, end if when["form"] == "span" else None


# Nouns ---------------------------------------------------------------------------------------------


def event(face: Face, language: str) -> Face:
    """Event or EducationEvent. Money only where it is stated for the event itself."""
    start, end = period(face["date"])
    parts = ((PART.get(row["role"], "contributor"), row) for row in face["participations"] if row["role"] != "funder")
    paid = (("funder", row) for row in face["funding"] if row["basis"] == "stated")
    return {
        **identity(face, "EducationEvent" if face["event_type"] in EDUCATION else "Event"),
        "name": face["title"],
        "description": face["summary"],
        "startDate": start,
        "endDate": end,
        "eventStatus": enumerated(STATUS, face["status"]),
        "eventAttendanceMode": enumerated(ATTENDANCE, face["attendance_mode"]),
        "location": [venue(row) for row in face["places"] if row["kind"] == "venue"],
        **grouped((name, reference(row["organization"], "Organization")) for name, row in [*parts, *paid]),
        "superEvent": reference(face["parent"], "Event"),
        "about": topics(face),
        "keywords": face["event_type_label"],
        "inLanguage": face["languages"],
        "sameAs": same_as(face),
        "subjectOf": [source(row) for row in face["articles"]],
    }


def venue(row: Face) -> Face:
    """Where an event was held; a named house lies inside its place."""
    place = place_reference(row["place"])
    return {"@type": "Place", "name": row["venue_name"], "containedInPlace": place} if row["venue_name"] else place


def place_reference(place: Face) -> Face:
    """A place in short."""
    kind = PLACE.get(place["kind"], "Place")
    return without_empty({"@type": kind, "@id": place["url"], "name": place["name"], "identifier": place["iso_code"]})


def source(row: Face) -> Face:
    """An article about an event."""
    published = {"datePublished": row["published"]["on"] or iso(row["published"]["edtf"])}
    about = {"@type": "NewsArticle", "@id": row["url"], "headline": row["headline"], "url": row["source_url"]}
    return about | without_empty(published | {"publisher": reference(row["publisher"], "Organization")})


def organization(face: Face, language: str) -> Face:
    """Organization, GovernmentOrganization or NGO."""
    words = CAUTION[language]
    cautions = [words.get(face["existence"]), words["collective"] if face["is_collective"] else None]
    return {
        **identity(face, ORGANIZATION.get(face["kind"], "Organization")),
        "name": face["name"],
        "alternateName": other_names(face),
        "description": face["summary"],
        "disambiguatingDescription": ", ".join(filter(None, cautions)),
        "parentOrganization": reference(face["parent"], "Organization"),
        "location": [place_reference(place) for place in [face.get("seat") or face["country"]] if place],
        "foundingDate": iso(at(face, "founded.edtf")),
        "dissolutionDate": iso(at(face, "dissolved.edtf")),
        "sameAs": same_as(face),
    }


def person(face: Face, language: str) -> Face:
    """Person, with posts as roles. No contact, no birth."""
    return {
        **identity(face, "Person"),
        "name": face["name"],
        "alternateName": other_names(face),
        "givenName": face["given_name"],
        "familyName": face["family_name"],
        "description": face["summary"],
        "memberOf": [role(row) for row in face["memberships"]],
        "sameAs": same_as(face),
    }


def role(row: Face) -> Face:
    """A post at an organization."""
    return without_empty(
        {
            "@type": "OrganizationRole",
            "roleName": row["post_title"],
            "startDate": iso(row["from"]),
            "endDate": iso(row["to"]),
            "memberOf": reference(row["organization"], "Organization"),
        }
    )


def membership(face: Face, language: str) -> Face:
    """OrganizationRole between a person and an organization."""
    return {**identity(face, None), **role(face), "member": reference(face["person"], "Person")}


def program(face: Face, language: str) -> Face:
    """Project for what is carried out, CreativeWork for policies, plans, strategies and tools."""
    is_project = face["kind"] in PROJECTS
    start, end = period(face["date"])
    roles = PROGRAM_ROLE if is_project else WORK_ROLE
    return {
        **identity(face, "Project" if is_project else "CreativeWork"),
        "name": face["name"],
        "alternateName": other_names(face),
        "description": face["summary"],
        **({"foundingDate": start, "dissolutionDate": end} if is_project else {"temporalCoverage": coverage(face)}),
        **grouped((roles.get(row["role"]), reference(row["organization"], "Organization")) for row in face["roles"]),
        ("keywords" if is_project else "about"): topics(face),
        **({} if is_project else {"isPartOf": reference(face["parent"], "CreativeWork")}),
        "sameAs": same_as(face),
    }


def coverage(face: Face) -> str | None:
    """The period of a policy as an ISO 8601 year, month, day or interval, ".." for an open end."""
    when = face["date"]
    start, end = dates.iso_ends(when["edtf"] or "")
    if when["form"] != "span":
        return start
    return when["edtf"] if when["edtf"] == f"{start or '..'}/{end or '..'}" else None


def article(face: Face, language: str) -> Face:
    """NewsArticle. Its text belongs to its publisher and is not here; the abstract is ours."""
    return {
        **identity(face, "NewsArticle"),
        "url": face["source_url"],
        "mainEntityOfPage": face["html_url"],
        "headline": face["headline"],
        "abstract": face["summary"],
        "datePublished": at(face, "published.on") or iso(at(face, "published.edtf")),
        "dateline": at(face, "dateline.text"),
        "inLanguage": face["language"],
        "publisher": reference(face["publisher"], "Organization"),
        **grouped((COVERS[row["kind"]], reference(row, "Event")) for row in face["events"]),
        "keywords": topics(face),
        "translationOfWork": reference(face["translation_of"], "NewsArticle"),
        "workTranslation": [reference(row, "NewsArticle") for row in face["translations"]],
        "sameAs": [*face["other_urls"], *same_as(face)],
    }


COVERS = {"reports": "about", "announces": "about", "mentions": "mentions"}


def place(face: Face, language: str) -> Face:
    """Country, AdministrativeArea, City or Place."""
    codes = [property_value(name, face[key]) for name, key in CODES.items() if face[key]]
    made = {**identity(face, PLACE.get(face["kind"], "Place")), "name": face["name"]}
    return made | {
        "identifier": [face["id"], *codes],
        "alternateName": other_names(face),
        "containedInPlace": face["parent"] and place_reference(face["parent"]),
        "containsPlace": [place_reference(member) for member in face["members"]],
        "geo": point(face),
        "sameAs": same_as(face),
    }


CODES = {"ISO 3166": "iso_code", "UN M49": "m49"}


def point(face: Face) -> Face | None:
    """A point inside the place."""
    if face["latitude"] is None or face["longitude"] is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": face["latitude"], "longitude": face["longitude"]}


def term(face: Face, language: str) -> Face:
    """DefinedTerm of a DefinedTermSet."""
    return {
        **identity(face, "DefinedTerm"),
        "name": face["label"],
        "alternateName": face["name"] if face["name"] != face["label"] else None,
        "termCode": face["code"],
        "inDefinedTermSet": {"@type": "DefinedTermSet", "name": face["scheme"]},
        "sameAs": face["uri"],
    }


# Citations -----------------------------------------------------------------------------------------


def citation(face: Face, language: str) -> Face:
    """A Web Annotation on the article: which fact its words carry, and where they stand.

    Positions count code points of the text as received. The words themselves stand here only where
    the article may be quoted.
    """
    fact = face["supports"]
    return {
        "id": face["url"],
        "type": "Annotation",
        "motivation": "questioning" if face["stance"] == "disputes" else "linking",
        "created": face["created_at"],
        "modified": face["updated_at"],
        "body": without_empty(
            {"type": "SpecificResource", "source": fact["url"], "selector": fact_selector(fact["field"])}
        ),
        "target": without_empty({"source": face["article"]["url"], "selector": list(selectors(face))}),
    }


def fact_selector(field: str | None) -> Face | None:
    """Which fact of a record is meant."""
    return {"type": "FragmentSelector", "value": field} if field else None


def selectors(face: Face) -> Iterator[Face]:
    """Where the words stand: the words first, because positions are brittle."""
    if face["exact"]:
        yield {"type": "TextQuoteSelector", "exact": face["exact"]}
    if face["start"] is not None:
        yield {"type": "TextPositionSelector", "start": face["start"], "end": face["end"]}


THINGS: dict[str, Callable[[Face, str], Face]] = {
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
