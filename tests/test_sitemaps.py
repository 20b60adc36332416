"""What search engines and browsers ask for: sitemaps, robots.txt, OpenSearch; and what pages say to machines."""

import json
import re

import pytest
from django.utils.translation import override
from lxml import etree

from activities.faces.formats import jsonld
from tests import recipes
from tests.html import Page

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
ROOT = "http://testserver"
NOUNS = ["events", "organizations", "people", "programs", "articles", "places", "terms"]


def locations(client, address, status=200):
    """The addresses that a sitemap or an index names."""
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/xml"
    return [one.text for one in etree.fromstring(answer.content).iter(f"{MAP}loc")]


def test_the_index_names_a_sitemap_of_every_noun(client):
    expected = [f"{ROOT}/sitemap-{name}.xml" for name in ("pages", *NOUNS)]

    assert locations(client, "/sitemap.xml") == expected
    for address in expected:
        locations(client, address)


def test_every_public_page_is_in_a_sitemap_and_no_other(client):
    event = recipes.event(slug="workshop")
    recipes.event(slug="draft", state="draft")
    recipes.event(slug="gone", state="withdrawn", withdrawn_reason="Twice.")
    recipes.event(slug="loser", merged_into=event)
    recipes.term("gcm-objective", "23")

    assert locations(client, "/sitemap-events.xml") == [f"{ROOT}/events/workshop/", f"{ROOT}/es/events/workshop/"]
    assert f"{ROOT}/es/terms/gcm-objective/23/" in locations(client, "/sitemap-terms.xml")
    lists = locations(client, "/sitemap-pages.xml")
    assert {f"{ROOT}/", f"{ROOT}/es/", f"{ROOT}/events/", f"{ROOT}/es/terms/"} <= set(lists)
    assert len(lists) == 2 * (1 + len(NOUNS))
    for address in lists:
        assert client.get(address).status_code == 200, address


def test_a_page_is_listed_with_its_change_and_with_those_in_other_languages(client):
    event = recipes.event(slug="workshop")
    event.refresh_from_db()

    for url in etree.fromstring(client.get("/sitemap-events.xml").content):
        assert url.findtext(f"{MAP}lastmod") == event.updated_at.date().isoformat()
        assert {link.get("hreflang"): link.get("href") for link in url.iter(LINK)} == {
            "en": f"{ROOT}/events/workshop/",
            "es": f"{ROOT}/es/events/workshop/",
            "x-default": f"{ROOT}/events/workshop/",
        }


def test_sitemaps_are_cut_into_files_between_records(client, monkeypatch):
    monkeypatch.setattr("activities.sitemaps.Records.limit", 4)
    slugs = [recipes.person(slug=f"person-{number}").slug for number in range(5)]
    files = [address for address in locations(client, "/sitemap.xml") if "people" in address]

    assert files == [f"{ROOT}/sitemap-people.xml", *(f"{ROOT}/sitemap-people.xml?p={page}" for page in (2, 3))]
    found = [locations(client, address) for address in files]
    assert [len(one) for one in found] == [4, 4, 2]
    assert found[2] == [f"{ROOT}/people/person-4/", f"{ROOT}/es/people/person-4/"]
    assert {address.split("/")[-2] for one in found for address in one} == set(slugs)


@pytest.mark.parametrize("address", ["/sitemap-people.xml?p=9", "/sitemap-people.xml?p=x", "/sitemap-secrets.xml"])
def test_a_sitemap_that_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_sitemaps_ask_the_same_however_many_records(client, django_assert_num_queries):
    for _n in range(3):
        recipes.person()
        with django_assert_num_queries(3):
            locations(client, "/sitemap-people.xml")
        with django_assert_num_queries(15):
            locations(client, "/sitemap.xml")


def test_robots_may_read_everything_public(client):
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines == ["User-agent: *", "Disallow: /admin/", "Allow: /", "", f"Sitemap: {ROOT}/sitemap.xml"]


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/sitemap-events.xml", "/opensearch.xml"])
def test_what_machines_ask_for_is_only_read(client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


@pytest.mark.parametrize(("root", "languages"), [("", ["", "/es"]), ("/es", ["/es", ""])])
def test_browsers_learn_how_to_search_here(client, root, languages):
    answer = client.get(f"{root}/opensearch.xml")
    described = etree.fromstring(answer.content)
    names = {"": "http://a9.com/-/spec/opensearch/1.1/"}

    assert answer.headers["Content-Type"] == "application/opensearchdescription+xml"
    assert 0 < len(described.findtext("ShortName", namespaces=names)) <= 16
    urls = [(url.get("type"), url.get("template")) for url in described.findall("Url", namespaces=names)]
    assert urls[:2] == [("text/html", f"{ROOT}{one}/search/?q={{searchTerms}}") for one in languages]
    language = root.strip("/") or "en"
    assert urls[2] == (
        "application/json",
        f"{ROOT}/api/v1/search/suggest/?q={{searchTerms}}&lang={language}",
    )
    assert urls[3] == ("application/opensearchdescription+xml", f"{ROOT}{root}/opensearch.xml")


@pytest.mark.parametrize("root", ["/", "/es/"])
def test_every_page_leads_to_how_to_search(client, root):
    [link] = Page(client.get(root)).all("link", rel="search")

    assert link["href"] == f"{root}opensearch.xml"
    assert link["type"] == "application/opensearchdescription+xml"


# Pages for machines


def data_of(answer):
    """The data block of a page."""
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.content.decode(), re.DOTALL)
    return json.loads(block)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("noun", ["event", "organization", "person", "program", "article", "place", "term"])
def test_a_record_page_carries_its_record_as_linked_data(client, noun, language):
    record = recipes.term("gcm-objective", "23") if noun == "term" else getattr(recipes, noun)()
    with override("en"):
        in_english = record.get_absolute_url()
    path = in_english if language == "en" else f"/es{in_english}"

    answer = client.get(path)
    page = Page(answer)
    [api] = [link["href"] for link in page.all("link", rel="alternate") if "type" in link]
    face = client.get(f"{api}?lang={language}").json()

    assert data_of(answer) == json.loads(json.dumps(jsonld.document(face, noun, language)))
    assert data_of(answer)["@id"] == f"{ROOT}{api}"
    assert [link["href"] for link in page.all("link", rel="canonical")] == [f"{ROOT}{path}"]
    alternates = {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate") if "hreflang" in link}
    english = f"{ROOT}{in_english}"
    assert alternates == {"en": english, "es": english.replace(ROOT, f"{ROOT}/es"), "x-default": english}


def test_no_text_ends_the_data_block(client):
    hostile = "</script><script>alert(1)</script><!-- & \u2028 '\""
    recipes.event(slug="workshop", title_en=hostile)

    answer = client.get("/events/workshop/")

    assert "<script>alert" not in answer.content.decode()
    assert data_of(answer)["name"] == hostile
