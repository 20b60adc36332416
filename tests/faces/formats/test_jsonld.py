"""JSON-LD: the terms of schema.org and Web Annotation, proved by an RDF reader without the network."""

import json

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF

from activities.faces.formats.jsonld import document
from tests.faces.formats.samples import (
    HOSTILE,
    ROOT,
    SAMPLES,
    article,
    article_event,
    citation,
    event,
    event_article,
    event_place,
    funding,
    membership,
    name,
    organization,
    organization_reference,
    participation,
    person,
    place,
    place_reference,
    post,
    program,
    program_role,
    published,
    reference,
    term,
    topic,
    when,
    written,
)

# rdflib's own JSON-LD parser still uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")

# The part of http://www.w3.org/ns/anno.jsonld that our annotations use.
ANNOTATION = {
    "oa": str(OA),
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdf": str(RDF),
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    **{kind: f"oa:{kind}" for kind in ("Annotation", "SpecificResource", "FragmentSelector")},
    **{kind: f"oa:{kind}" for kind in ("TextQuoteSelector", "TextPositionSelector", "linking", "questioning")},
    "AnnotationPage": "as:OrderedCollectionPage",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "value": "rdf:value",
    "exact": "oa:exact",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "modified": {"@id": "dcterms:modified", "@type": "xsd:dateTime"},
}


def single(noun, face, **values):
    return json.loads(written("jsonld", face, noun=noun, is_single=True, **values))


def graph(made):
    if made["@context"] == "http://www.w3.org/ns/anno.jsonld":
        made = made | {"@context": ANNOTATION}
    return Graph().parse(data=json.dumps(made), format="json-ld")


def keys(value):
    """Every key of a JSON value, at any depth."""
    if isinstance(value, list):
        return {key for part in value for key in keys(part)}
    return {*value, *(key for part in value.values() for key in keys(part))} if isinstance(value, dict) else set()


@pytest.mark.parametrize("noun", SAMPLES)
def test_a_record_is_one_object_and_a_list_holds_such_objects(noun):
    face = SAMPLES[noun]()
    alone = single(noun, face)
    listed = json.loads(written("jsonld", face, face, noun=noun))
    assert "@graph" not in alone
    assert alone == document(face, noun)
    bare = {name: value for name, value in alone.items() if name != "@context"}
    assert listed["items" if noun == "citation" else "itemListElement"] == [bare, bare]
    assert listed["@context"] == alone["@context"]


@pytest.mark.parametrize("noun", SAMPLES)
def test_every_noun_is_read_as_rdf_with_a_type_and_its_address(noun):
    made = single(noun, SAMPLES[noun]())
    subject = URIRef(made.get("@id") or made["id"])
    found = graph(made)
    kind = made.get("@type") or made["type"]
    assert found.value(subject, RDF.type) == (OA if noun == "citation" else SCHEMA)[kind]
    assert len(found) > 3


def test_lists_are_read_as_rdf():
    found = graph(json.loads(written("jsonld", event(), noun="event")))
    here = URIRef(f"{ROOT}/api/v1/list/")
    assert found.value(here, RDF.type) == SCHEMA.ItemList
    assert found.value(here, SCHEMA.itemListElement) == URIRef(f"{ROOT}/api/v1/events/workshop/")


def test_event_says_who_did_what_where_and_which_article_says_so():
    face = event(
        parent=reference("events", "series"),
        status="cancelled",
        attendance_mode="online",
        languages=["es", "en"],
        places=[
            event_place(),
            event_place(venue_name="Casa Lamm", place=place_reference("mx-cmx", "admin1")),
            event_place("dateline", place_reference("puebla")),
        ],
        participations=[
            participation("iom", "organizer"),
            participation("inm", "convener"),
            participation("cndh", "support"),
            participation("dif", "participant"),
            participation("unhcr", "observer"),
            participation("us", "funder"),
            participation("iom", "convener"),
        ],
        funding=[funding("us", "stated"), funding("prm", "via_program")],
        terms=[topic()],
        articles=[event_article(), event_article("other", "")],
        identifiers=[{"scheme": "wikidata", "value": "Q1"}, {"scheme": "url", "value": "https://same.example/"}],
    )

    def organizations(*slugs):
        base = f"{ROOT}/api/v1/organizations/"
        return [{"@type": "Organization", "@id": f"{base}{slug}/", "name": slug.upper()} for slug in slugs]

    places = f"{ROOT}/api/v1/places"
    made = single("event", face)
    assert made == {
        "@context": made["@context"],
        "@type": "EducationEvent",
        "@id": face["url"],
        "url": face["html_url"],
        "identifier": ["workshop-id", {"@type": "PropertyValue", "propertyID": "wikidata", "value": "Q1"}],
        "name": "A workshop",
        "startDate": "2019-09",
        "eventStatus": "https://schema.org/EventCancelled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": [
            {"@type": "City", "@id": f"{places}/tijuana/", "name": "TIJUANA"},
            {
                "@type": "Place",
                "name": "Casa Lamm",
                "containedInPlace": {"@type": "AdministrativeArea", "@id": f"{places}/mx-cmx/", "name": "MX-CMX"},
            },
        ],
        "organizer": organizations("iom", "inm"),
        "contributor": organizations("cndh"),
        "attendee": organizations("dif", "unhcr"),
        "funder": organizations("us"),
        "superEvent": {"@type": "Event", "@id": f"{ROOT}/api/v1/events/series/", "name": "SERIES"},
        "about": [
            {
                "@type": "DefinedTerm",
                "@id": f"{ROOT}/api/v1/terms/gcm-objective/23/",
                "name": "Cooperation",
                "termCode": "23",
                "inDefinedTermSet": {"@type": "DefinedTermSet", "name": "gcm-objective"},
            }
        ],
        "keywords": "Workshop",
        "inLanguage": ["es", "en"],
        "sameAs": ["https://same.example/"],
        "subjectOf": [
            {
                "@type": "NewsArticle",
                "@id": f"{ROOT}/api/v1/articles/release/",
                "headline": "A release",
                "url": "https://news.example/1?a=b&c=d",
                "datePublished": "2019-10-10",
                "publisher": organizations("iom")[0],
            },
            {
                "@type": "NewsArticle",
                "@id": f"{ROOT}/api/v1/articles/other/",
                "headline": "A release",
                "url": "https://news.example/1?a=b&c=d",
                "publisher": organizations("iom")[0],
            },
        ],
    }
    subject = URIRef(face["url"])
    found = graph(made)
    assert found.value(subject, SCHEMA.eventStatus) == SCHEMA.EventCancelled
    assert found.value(subject, SCHEMA.startDate) == Literal("2019-09")
    assert found.value(subject, SCHEMA.url) == URIRef(face["html_url"])


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("", None, None),
        ("2019", "2019", None),
        ("2019-09", "2019-09", None),
        ("2019-09-05", "2019-09-05", None),
        ("2018-10-22/2018-10-24", "2018-10-22", "2018-10-24"),
        ("2014/2018", "2014", "2018"),
        ("2019-06/..", "2019-06", None),
        ("../2019-06", None, "2019-06"),
        ("2019-09~", None, None),
        ("2019-33", None, None),
        ("201X", None, None),
        ("[..2019-03-08]", None, None),
        ("[2014-06..2014-12]", None, None),
    ],
)
def test_event_has_the_ends_that_are_plain_iso_dates_and_no_others(edtf, start, end):
    made = single("event", event(edtf))
    assert (made.get("startDate"), made.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    ("kind", "expected"), [("workshop", "EducationEvent"), ("meeting", "Event"), (None, "Event"), ("new", "Event")]
)
def test_event_is_of_education_when_it_teaches(kind, expected):
    assert single("event", event(event_type=kind))["@type"] == expected


def test_event_of_unknown_status_and_mode_claims_none():
    assert not {"eventStatus", "eventAttendanceMode"} & set(single("event", event(status="unknown")))


def test_organization_says_what_it_is_under_all_its_names():
    face = organization(
        kind="national-government",
        acronym="INM",
        names=[name("A body"), name("Instituto"), name("INM", "acronym")],
        parent=organization_reference("segob"),
        country=place_reference("mx", "country", iso_code="MX"),
        founded=when("1993-10"),
        dissolved=when("201X"),
        website="https://body.example/",
    )
    made = single("organization", face)
    assert made.pop("@context")
    assert made == {
        "@type": "GovernmentOrganization",
        "@id": face["url"],
        "url": face["html_url"],
        "identifier": ["body-id"],
        "name": "A body",
        "alternateName": ["INM", "Instituto"],
        "parentOrganization": {
            "@type": "Organization",
            "@id": f"{ROOT}/api/v1/organizations/segob/",
            "name": "SEGOB",
        },
        "location": [{"@type": "Country", "@id": f"{ROOT}/api/v1/places/mx/", "name": "MX", "identifier": "MX"}],
        "foundingDate": "1993-10",
        "sameAs": ["https://body.example/"],
    }


def test_organization_that_does_not_exist_as_one_body_says_so():
    face = organization(existence="proposed", is_collective=True)
    assert single("organization", face)["disambiguatingDescription"] == "proposed body, class of bodies"
    spanish = single("organization", face, language="es")
    assert spanish["disambiguatingDescription"] == "organismo propuesto, conjunto de organismos"


def test_person_has_posts_as_roles_and_nothing_private():
    made = single("person", person(names=[name("A. Ruiz")], memberships=[post("2017/2019-03"), post("2016?/..")]))
    iom = {"@type": "Organization", "@id": f"{ROOT}/api/v1/organizations/iom/", "name": "IOM"}
    role = {"@type": "OrganizationRole", "roleName": "Head", "memberOf": iom}
    assert made["memberOf"] == [role | {"startDate": "2017", "endDate": "2019-03"}, role]
    assert set(made) == {
        "@context", "@type", "@id", "url", "identifier", "name", "alternateName", "givenName", "familyName", "memberOf",
    }  # fmt: skip


def test_membership_joins_a_person_and_an_organization():
    made = single("membership", membership("2017/.."))
    assert (made["@type"], made["roleName"], made["startDate"]) == ("OrganizationRole", "Head", "2017")
    found = graph(made)
    subject = URIRef(made["@id"])
    assert found.value(subject, SCHEMA.member) == URIRef(f"{ROOT}/api/v1/people/ana-ruiz/")
    assert found.value(subject, SCHEMA.memberOf) == URIRef(f"{ROOT}/api/v1/organizations/iom/")


ROLES = [program_role(role, role) for role in ("funder", "implementer", "owner", "partner")]


@pytest.mark.parametrize(
    ("kind", "expected", "roles"),
    [
        ("cooperation", "Project", {"funder": ["FUNDER"], "parentOrganization": ["OWNER"]}),
        (
            "public_policy",
            "CreativeWork",
            {"funder": ["FUNDER"], "creator": ["OWNER"], "contributor": ["IMPLEMENTER", "PARTNER"]},
        ),
        (
            "tool",
            "CreativeWork",
            {"funder": ["FUNDER"], "creator": ["OWNER"], "contributor": ["IMPLEMENTER", "PARTNER"]},
        ),
    ],
)
def test_program_is_a_project_or_a_work(kind, expected, roles):
    made = single("program", program(kind=kind, roles=ROLES))
    assert made["@type"] == expected
    names = {"funder", "parentOrganization", "creator", "contributor"}
    assert {name: [row["name"] for row in made[name]] for name in names & set(made)} == roles


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2014/2018", "2014/2018"),
        ("2019/..", "2019/.."),
        ("2014", "2014"),
        ("2014~/2018", None),
        ("[2014..2018]", None),
        ("", None),
    ],
)
def test_policy_covers_the_period_it_is_for(edtf, expected):
    assert single("program", program(edtf, kind="plan")).get("temporalCoverage") == expected


def test_project_has_its_beginning_and_end():
    made = single("program", program("2010/2018-06"))
    assert (made["foundingDate"], made["dissolutionDate"]) == ("2010", "2018-06")


def test_article_points_to_its_publisher_and_never_holds_its_text():
    face = article(
        summary="Ours.",
        dateline={"text": "Puebla –", "place": place_reference("puebla")},
        events=[article_event("reports"), article_event("mentions")],
        translation_of=reference("articles", "original"),
        translations=[reference("articles", "translated")],
        other_urls=["https://mirror.example/1"],
    )
    made = single("article", face)
    assert set(made) == {
        "@context", "@type", "@id", "url", "mainEntityOfPage", "identifier", "headline", "abstract", "datePublished",
        "dateline", "inLanguage", "publisher", "about", "mentions", "translationOfWork", "workTranslation", "sameAs",
    }  # fmt: skip
    assert (made["url"], made["datePublished"], made["dateline"]) == (face["source_url"], "2019-10-10", "Puebla –")
    assert [row["name"] for row in made["about"] + made["mentions"]] == ["REPORTS", "MENTIONS"]


@pytest.mark.parametrize(
    ("edtf", "expected"), [("2014", "2014"), ("2014~", None), ("[2014-06..2014-12]", None), ("", None)]
)
def test_article_has_a_date_only_where_it_is_plain(edtf, expected):
    assert single("article", article(published=published(edtf))).get("datePublished") == expected


def test_place_and_term_are_described():
    made = single("place", place(iso_code="MX-BCN", kind="admin1", parent=place_reference("mx", "country")))
    assert (made["@type"], made["containedInPlace"]["@type"]) == ("AdministrativeArea", "Country")
    assert made["identifier"] == ["tijuana-id", {"@type": "PropertyValue", "propertyID": "ISO 3166", "value": "MX-BCN"}]
    assert made["geo"] == {"@type": "GeoCoordinates", "latitude": 32.5, "longitude": -117.0}
    assert "geo" not in single("place", place(latitude=None, longitude=None))
    described = single("term", term(uri="https://un.example/23"))
    assert (described["name"], described["alternateName"]) == ("Strengthen cooperation", "Cooperation")
    assert (described["termCode"], described["sameAs"]) == ("23", "https://un.example/23")


def test_citation_is_an_annotation_of_positions_when_its_words_are_not_public():
    made = single("citation", citation())
    assert made == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{ROOT}/api/v1/citations/citation/",
        "type": "Annotation",
        "motivation": "linking",
        "created": "2001-02-03T04:05:06Z",
        "modified": "2002-03-04T05:06:07Z",
        "body": {
            "type": "SpecificResource",
            "source": f"{ROOT}/api/v1/events/workshop/",
            "selector": {"type": "FragmentSelector", "value": "participants_total"},
        },
        "target": {
            "source": f"{ROOT}/api/v1/articles/release/",
            "selector": [{"type": "TextPositionSelector", "start": 120, "end": 150}],
        },
    }


def test_citation_is_read_as_a_web_annotation_with_its_public_words():
    found = graph(single("citation", citation(exact="forty people", stance="disputes")))
    here = URIRef(f"{ROOT}/api/v1/citations/citation/")
    assert found.value(here, RDF.type) == OA.Annotation
    assert found.value(here, OA.motivatedBy) == OA.questioning
    target = found.value(here, OA.hasTarget)
    assert found.value(target, OA.hasSource) == URIRef(f"{ROOT}/api/v1/articles/release/")
    kinds = {found.value(selector, RDF.type): selector for selector in found.objects(target, OA.hasSelector)}
    assert set(kinds) == {OA.TextQuoteSelector, OA.TextPositionSelector}
    assert found.value(kinds[OA.TextQuoteSelector], OA.exact) == Literal("forty people")
    assert found.value(kinds[OA.TextPositionSelector], OA.start).toPython() == 120


def test_citation_of_a_whole_article_selects_nothing():
    made = single("citation", citation(start=None, end=None, passage=None))
    assert made["target"] == {"source": f"{ROOT}/api/v1/articles/release/"}


def test_no_noun_has_private_or_republished_properties():
    forbidden = {"email", "telephone", "birthDate", "articleBody", "text", "faxNumber", "contactPoint"}
    made = [single(noun, sample()) for noun, sample in SAMPLES.items()]
    assert not forbidden & keys(made)


def test_hostile_text_is_a_literal():
    made = single("event", event(title=HOSTILE, summary=HOSTILE, terms=[topic(label=HOSTILE)]))
    found = graph(made)
    assert found.value(URIRef(made["@id"]), SCHEMA.name) == Literal(HOSTILE)
