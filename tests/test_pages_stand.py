"""Every page of the real records, in both languages: well made, linked on, as vague as the sources."""

import gettext
import re
from collections import Counter
from itertools import pairwise

import pytest
from django.conf import settings
from django.test import Client

from tests.html import Page

LEVEL = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
# A day in words that stands in no source: events of the documents are dated by months and by bounds alone.
INVENTED = re.compile(r"\b1 September 2019|\b30 September 2019|1 de septiembre de 2019|\b1 June 2014|31 December 2014")


# The database of the tests is made only for tests that say they use one; these do when their pages are fetched.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pages(loaded_fixtures):
    """The pages that can be reached from the two front pages, by address; of what is no page, the status.

    Of the many places and topics, and of the filters, only the first in each language.
    """
    client, found, left, met = Client(), {}, ["/", "/es/"], Counter()
    while left:
        address = left.pop(0)
        answer = client.get(address)
        found[address] = Page(answer) if "text/html" in answer.headers["Content-Type"] else answer.status_code
        for link in getattr(found[address], "links", []):
            there = link.partition("#")[0]
            if there.startswith("/") and there not in found and there not in left:
                kind = MANY.match(there)
                met[kind and kind[0]] += 1
                left += [there] if not kind or met[kind[0]] <= ENOUGH else []
    return found


MANY = re.compile(r"/(es/)?((places|terms)/(?=\w)|\w+/\?)|/api/")
ENOUGH = 5


@pytest.fixture(scope="module")
def written(pages):
    return {address: page for address, page in pages.items() if isinstance(page, Page)}


def test_every_link_of_every_page_answers(pages):
    statuses = {address: getattr(page, "status", page) for address, page in pages.items()}
    assert {address: status for address, status in statuses.items() if status != 200} == {}


def test_walk_meets_every_record_in_both_languages(written):
    for prefix in ("", "/es"):
        records = [re.match(rf"^{prefix}/(\w+)/[\w-]+/$", address) for address in written]
        counts = Counter(match[1] for match in records if match)
        nouns = {noun: counts[noun] for noun in ("events", "organizations", "people", "programs", "articles")}
        assert nouns == {"events": 12, "organizations": 21, "people": 4, "programs": 11, "articles": 5}


def test_no_page_is_a_dead_end(written):
    for address, page in written.items():
        inside = {link for link in page.links if link.startswith("/") and link != address}
        assert len(inside) > 10, address


def test_every_page_has_one_heading_that_the_others_follow(written):
    for address, page in written.items():
        levels = [LEVEL[tag] for tag, _attributes in page.elements if tag in LEVEL]
        assert (levels[0], levels.count(1)) == (1, 1), address
        steps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
        assert steps == [], address


def test_every_page_has_its_landmarks_and_a_way_to_skip_to_the_content(written):
    for address, page in written.items():
        counts = Counter(tag for tag, _attributes in page.elements)
        assert (counts["main"], counts["header"], counts["footer"]) == (1, 1, 1), address
        names = [nav.get("aria-label") for nav in page.all("nav")]
        assert all(names), address
        assert len(names) == len(set(names)), address
        assert page.links[0] == "#main", address
        assert page.all("main", id="main"), address


def test_every_page_is_balanced_with_ids_of_its_own(written):
    for address, page in written.items():
        assert (page.unbalanced, page.open) == ([], []), address
        ids = [attributes["id"] for _tag, attributes in page.elements if "id" in attributes]
        assert [one for one, count in Counter(ids).items() if count > 1] == [], address
        named = [attributes[name] for _tag, attributes in page.elements for name in REFERENCES if name in attributes]
        assert {one for names in named for one in names.split()} <= set(ids), address


REFERENCES = ("aria-labelledby", "aria-describedby", "list", "for")


def test_every_field_has_its_label(written):
    for address, page in written.items():
        labelled = {label["for"] for label in page.all("label")}
        fields = [field for tag in ("input", "select") for field in page.all(tag) if field.get("type") != "hidden"]
        assert {field["id"] for field in fields} <= labelled, address


def test_no_page_needs_a_script_or_carries_a_style(written):
    for address, page in written.items():
        data = [attributes for attributes in page.all("script") if attributes == {"type": "application/ld+json"}]
        assert len(page.all("script")) == len(data), address
        tags = {tag for tag, _attributes in page.elements}
        assert tags & {"style", "iframe", "img"} == set(), address
        names = {name for _tag, attributes in page.elements for name in attributes}
        assert [name for name in names if name == "style" or name.startswith("on")] == [], address


def test_every_page_has_a_title_of_its_own_and_says_its_language(written):
    for language, root in (("en", "/"), ("es", "/es/")):
        ours = {one: page for one, page in written.items() if one.startswith("/es/") == (language == "es")}
        assert root in ours
        assert {page.all("html")[0]["lang"] for page in ours.values()} == {language}
        titles = Counter(page.words[0] for address, page in ours.items() if "?" not in address)
        assert [title for title, count in titles.items() if count > 1] == []


def test_no_page_shows_a_day_that_no_source_gives(written):
    assert {address for address, page in written.items() if INVENTED.search(page.text)} == set()
    assert "September 2019" in written["/events/conofam-workshop-2019/"].text
    assert "septiembre de 2019" in written["/es/events/conofam-workshop-2019/"].text


def test_no_page_mixes_its_words_with_the_other_language(written):
    """None of our own English words stands on a Spanish page, or the other way round."""
    catalog = gettext.translation("django", settings.LOCALE_PATHS[0], ["es"])._catalog  # noqa: SLF001
    pairs = {(said, words) for said, words in catalog.items() if isinstance(said, str) and said != words}
    english, spanish = {said for said, _words in pairs}, {words for _said, words in pairs}
    for address, page in written.items():
        other, own = (english, spanish) if address.startswith("/es/") else (spanish, english)
        shown = Counter(page.words) - Counter(["English", "Español"])  # the switch names each in its own words
        assert {words for words in shown if words in other and words not in own} == set(), address
