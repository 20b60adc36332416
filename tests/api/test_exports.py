"""The whole catalogue as files, and the data set described."""

import csv
import hashlib
import json

import pytest
from django.test import Client
from rdflib import DCAT, DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef

from activities.editorial import renewal
from activities.faces import dumps
from activities.faces.lines import NOUNS
from tests import recipes

# rdflib's own reader of JSON-LD uses what rdflib is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

EXPORT = "/api/v1/export/"
ROOT = "http://testserver"
SPDX = Namespace("http://spdx.org/rdf/terms#")
FILES = [f"{name}.{ending}" for name in NOUNS for ending in ("ndjson", "csv")]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EXPORTS_DIR = tmp_path


def get(name="", **headers):
    return Client().get(EXPORT + name, headers=headers)


def content(name):
    answer = get(name)
    assert answer.status_code == 200
    return b"".join(answer)


def test_export_lists_every_file_with_what_is_served(catalogue):
    said = get().json()

    assert [file["name"] for file in said["files"]] == FILES
    for file in said["files"]:
        served = content(file["name"])
        assert (file["size"], file["sha256"]) == (len(served), hashlib.sha256(served).hexdigest())
        assert file["url"] == f"{ROOT}{EXPORT}{file['name']}"
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["description"] == f"{ROOT}{EXPORT}catalogue.jsonld"


@pytest.mark.parametrize(("name", "noun"), NOUNS.items())
def test_files_hold_what_the_list_holds(catalogue, name, noun):
    ids, path = [], f"/api/v1/{name}/?page_size=100"
    while path:
        page = Client().get(path).json()
        ids += [record["id"] for record in page["results"]]
        path = page["next"]
    lines = [json.loads(line) for line in content(f"{name}.ndjson").splitlines()]
    rows = list(csv.DictReader(content(f"{name}.csv").decode("utf-8-sig").splitlines(keepends=True)))

    assert ids
    assert sorted(line["id"] for line in lines) == sorted(ids)
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert {line["noun"] for line in lines} == {noun}


def test_file_is_known_by_its_sum_and_not_sent_twice(catalogue):
    answer = get("events.csv")
    etag = answer.headers["ETag"]
    fresh = get("events.csv", if_none_match='"another"')

    assert etag == f'"{hashlib.sha256(b"".join(answer)).hexdigest()}"'
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="events.csv"'
    assert get("events.csv", if_none_match=etag).status_code == 304
    assert b"".join(fresh)


@pytest.mark.parametrize("name", ["", "catalogue.jsonld"])
def test_descriptions_are_not_sent_twice(catalogue, name):
    etag = get(name).headers["ETag"]

    assert get(name, if_none_match=etag).status_code == 304
    renewal.renew(recipes.event())
    assert get(name, if_none_match=etag).status_code == 200


@pytest.mark.parametrize("accept", ["text/csv", "application/x-ndjson", "text/html", "*/*"])
def test_file_comes_whatever_is_accepted(catalogue, accept):
    answer = get("terms.ndjson", accept=accept)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/x-ndjson")
    assert b"".join(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["events.xml", "nothing.csv", "event.csv", "events", "files.json", "..%2Fsecret_key"])
def test_there_is_no_other_file(name):
    answer = get(name)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["lang=es", "format=csv", "page_size=3"])
def test_files_have_no_parameters(query):
    answer = get(f"events.csv?{query}")

    assert answer.status_code == 400
    assert [error["name"] for error in answer.json()["errors"]] == [query.partition("=")[0]]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "events.csv", "catalogue.jsonld"])
def test_files_that_are_not_written_yet_can_be_had_later(monkeypatch, name):
    monkeypatch.setattr(dumps, "current", lambda: None)

    answer = get(name)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "121")


def test_data_set_is_described_in_dcat(catalogue):
    said = get().json()
    graph = Graph().parse(data=get("catalogue.jsonld").content, format="json-ld")
    [data_set] = graph.subjects(RDF.type, DCAT.Dataset)

    assert graph.value(data_set, URIRef(f"{DCAT}version")) == Literal(str(said["version"]))
    assert graph.value(data_set, DCTERMS.license) == URIRef(said["license"])
    assert graph.value(data_set, DCTERMS.modified) == Literal(said["changed_at"], datatype=XSD.dateTime)
    assert {title.language for title in graph.objects(data_set, DCTERMS.title)} == {"en", "es"}
    assert {str(language)[-3:] for language in graph.objects(data_set, DCTERMS.language)} == {"ENG", "SPA"}


def test_data_set_names_its_files_with_size_and_sum(catalogue):
    said = get().json()
    graph = Graph().parse(data=get("catalogue.jsonld").content, format="json-ld")
    found = {}
    for one in graph.subjects(RDF.type, DCAT.Distribution):
        checksum = graph.value(one, SPDX.checksum)
        assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        found[str(graph.value(one, DCAT.downloadURL))] = (
            int(graph.value(one, DCAT.byteSize)),
            str(graph.value(checksum, SPDX.checksumValue)).lower(),
            str(graph.value(one, DCAT.mediaType)).partition("media-types/")[2],
        )

    assert found == {file["url"]: (file["size"], file["sha256"], file["media_type"]) for file in said["files"]}


def test_description_speaks_both_languages_whatever_is_asked(catalogue):
    assert get("catalogue.jsonld", accept_language="es").json() == get("catalogue.jsonld").json()


def test_root_leads_to_the_files(catalogue):
    assert Client().get("/api/v1/").json()["resources"]["export"] == f"{ROOT}{EXPORT}"
