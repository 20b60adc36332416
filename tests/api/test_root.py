"""The root, the schema and its page."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from activities.api import root
from activities.api.urls import urlpatterns
from activities.filters import FILTERS
from tests.api.test_lists import NOUNS, one_of_each

pytestmark = pytest.mark.django_db


def test_the_root_names_every_part_and_the_licence(read):
    page = read("")

    assert list(page["resources"]) == [
        *NOUNS,
        *("search", "search/suggest", "stats/attendance", "gaps", "changes", "export", "schema", "docs"),
    ]
    assert page["resources"]["people"] == "http://testserver/api/v1/people/"
    assert page["license"]["identifier"] == "CC-BY-4.0"


@pytest.fixture(scope="module")
def schema(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return Client().get("/api/v1/schema/?format=json").json()


def test_the_schema_is_valid_and_made_without_a_warning(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml"))


def test_the_schema_knows_every_address_but_its_own(schema):
    ours = {re.sub(r"<str:(\w+)>", r"{\1}", f"/api/v1/{pattern.pattern}") for pattern in urlpatterns}

    assert schema["openapi"].startswith("3.1")
    assert set(schema["paths"]) == ours - {reverse("api:schema"), reverse("api:docs")}


def test_the_schema_names_every_parameter_of_a_list(schema):
    operation = schema["paths"]["/api/v1/events/"]["get"]
    own = {"page_size", "cursor", "facets", "fields", "expand", "lang", "format"}

    assert {parameter["name"] for parameter in operation["parameters"]} == {*FILTERS["event"].known(), *own}
    assert set(operation["responses"]) == {"200", "304", "400", "406", "429", "503"}


def test_the_schema_of_a_record_says_where_it_may_have_gone(schema):
    operation = schema["paths"]["/api/v1/events/{slug}/"]["get"]

    assert set(operation["responses"]) == {"200", "301", "304", "400", "404", "406", "410", "429", "503"}


@pytest.mark.django_db
@pytest.mark.parametrize("noun", NOUNS)
def test_faces_are_as_the_schema_says(read, schema, noun):
    one_of_each()
    operation = schema["paths"][f"/api/v1/{noun}/"]["get"]
    envelope = resolved(schema, operation["responses"]["200"]["content"]["application/json"]["schema"])
    row = resolved(schema, envelope["properties"]["results"]["items"])

    for face in read(f"{noun}/")["results"]:
        assert set(face) == set(row["properties"])


def resolved(schema, part):
    part = part.get("anyOf", [part])[0]  # the others are of other formats
    return schema["components"]["schemas"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part


def test_the_schema_can_be_had_as_yaml(client):
    answer = client.get("/api/v1/schema/?format=yaml")

    assert (answer.status_code, answer.content[:8]) == (200, b"openapi:")


def test_the_page_of_the_schema_is_served_from_here_alone(client):
    page = client.get("/api/v1/docs/")
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.content.decode())

    assert page.status_code == 200
    assert [address for address in addresses if not address.startswith("/")] == []
    assert client.get("/api/v1/docs/?script=").headers["Content-Type"] == "application/javascript"


def test_only_the_page_of_the_schema_may_use_styles_of_its_own(client):
    def policy(path):
        rules = client.get(f"/api/v1/{path}").headers["Content-Security-Policy"].split("; ")
        return next(rule for rule in rules if rule.startswith("style-src"))

    assert policy("docs/") == "style-src 'self' 'unsafe-inline'"
    assert policy("") == "style-src 'self'"


def test_the_licence_is_that_of_the_schema(schema):
    assert schema["info"]["license"]["identifier"] == root.LICENSE["identifier"]
