"""What is not public comes out nowhere: neither as a record, nor beside one, nor by what a question finds."""

import re

import pytest
from django.db import transaction
from django.test import Client

from activities.api.urls import urlpatterns
from activities.editorial import renewal
from activities.faces import SERIALIZERS
from activities.faces.formats import formats_of
from activities.faces.joining import expandable
from tests import recipes
from tests.documents import NOUNS, content
from tests.html import Page

# The database of the tests is made only for tests that say they use one.
pytestmark = pytest.mark.django_db

CANARY = "zanahoria"
SECRETS = {"editor_note": CANARY}
HIDDEN = [{"state": "draft"}, {"state": "review"}, {"state": "withdrawn", "withdrawn_reason": "Twice."}, "merged"]


def hidden(noun, how, public):
    """A record that is not public, with the canary in all its words."""
    words = {
        "event": {"title_en": CANARY, "title_es": CANARY, "date_words": CANARY},
        "organization": {"name": CANARY, "acronym": CANARY.upper(), "website": f"https://{CANARY}.example"},
        "person": {"name": CANARY, "given_name": CANARY, "family_name": CANARY},
        "program": {"name": CANARY},
        "article": {"headline": CANARY, "credits": CANARY},
    }[noun]
    state = {"merged_into": public} if how == "merged" else how
    number = HIDDEN.index(how)
    common = {"slug": f"{CANARY}-{number}", "summary_en": CANARY, "summary_es": CANARY}
    return getattr(recipes, noun)(**common, **words, **state, **SECRETS)


def linked_to_all(public, secret):
    """Every link there can be between a public record and one that is not."""
    event, organization, person, program, article = (
        public[noun] for noun in ("event", "organization", "person", "program", "article")
    )
    for noun, owner in (("organization", secret), ("person", secret), ("program", secret)):
        recipes.name(**{noun: owner[noun]}, text=f"{CANARY} {noun} {owner[noun].pk}")
    recipes.participation(event=event, organization=secret["organization"], role="funder", note_en=CANARY)
    recipes.participation(event=secret["event"], organization=organization)
    recipes.appearance(event=event, person=secret["person"], title_as_given=CANARY)
    recipes.appearance(event=secret["event"], person=person, title_as_given=CANARY)
    recipes.appearance(article=article, person=secret["person"], role="quoted", title_as_given=CANARY)
    recipes.appearance(article=secret["article"], person=person, role="quoted", title_as_given=CANARY)
    recipes.event_program(event=event, program=secret["program"], link="supported")
    recipes.event_program(event=secret["event"], program=program)
    recipes.program_role(program=program, organization=secret["organization"])
    recipes.program_role(program=secret["program"], organization=organization)
    recipes.membership(person=person, organization=secret["organization"], post_title_en=CANARY)
    recipes.membership(person=secret["person"], organization=organization, post_title_en=CANARY)
    recipes.coverage(event=event, article=secret["article"])
    recipes.coverage(event=secret["event"], article=article)
    recipes.event_place(event=secret["event"], venue_name=CANARY)
    recipes.figure(event=secret["event"], of_en=CANARY)
    recipes.tag(event=secret["event"], term=f"secret-{secret['event'].pk}")


def evidence_of_all(public, secret):
    """Citations whose article, or whose fact, is not public."""
    article = public["article"]
    recipes.citation(article=secret["article"], event=public["event"], field="title", note=CANARY)
    recipes.citation(article=article, event=secret["event"], field="title", note=CANARY)
    recipes.citation(article=article, described_article=secret["article"], field="language", note=CANARY)
    for noun in ("organization", "person", "program"):
        form = recipes.name(**{noun: public[noun]}, text=f"Form {secret[noun].pk}")
        recipes.citation(article=secret["article"], name=form, note=CANARY)
        recipes.citation(article=article, name=secret[noun].names.first())
    for rows in (secret["event"].participations, secret["event"].appearances, secret["event"].figures):
        recipes.citation(article=article, **{rows.model._meta.model_name: rows.first()})
    recipes.citation(article=article, membership=secret["person"].memberships.first())


def parents_of_all(secret):
    """Public records that lie in, translate, or speak for what is not public."""
    series = secret["event"]
    event = recipes.event(parent=series)
    recipes.organization(parent=secret["organization"])
    recipes.program(parent=secret["program"])
    recipes.article(publisher=secret["organization"], translation_of=secret["article"], language="es")
    recipes.figure(event=event, article=secret["article"])
    recipes.appearance(event=event, on_behalf_of=secret["organization"])


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """A catalogue where every public record is linked to what is not public, in every way and every state."""
    with django_db_blocker.unblock(), transaction.atomic():
        public = {noun: getattr(recipes, noun)(slug=f"public-{noun}", **SECRETS) for noun in list(NOUNS)[:5]}
        recipes.participation(event=public["event"], organization=public["organization"])
        recipes.event_program(event=public["event"], program=public["program"])
        recipes.coverage(event=public["event"], article=public["article"])
        recipes.citation(event=public["event"], field="title", note=CANARY)
        recipes.membership(person=public["person"], organization=public["organization"])
        for how in HIDDEN:
            secret = {noun: hidden(noun, how, public[noun]) for noun in public}
            linked_to_all(public, secret)
            evidence_of_all(public, secret)
            parents_of_all(secret)
        renewal.rebuild()
        yield public
        transaction.set_rollback(True)


def text_of(path):
    """Every page of an answer, as one text."""
    text, client = "", Client()
    while path:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.content)
        text += answer.content.decode()
        path = answer.json().get("next")
    return text.lower()


@pytest.mark.parametrize("noun", NOUNS)
def test_no_list_holds_what_is_not_public(told, noun):
    assert CANARY not in text_of(f"/api/v1/{NOUNS[noun]}/?page_size=100")


@pytest.mark.parametrize("noun", NOUNS)
def test_no_record_holds_what_is_not_public(told, noun):
    rows = Client().get(f"/api/v1/{NOUNS[noun]}/?page_size=100").json()["results"]

    assert rows
    for row in rows:
        assert CANARY not in text_of(row["url"])


@pytest.mark.parametrize("noun", NOUNS)
def test_no_link_leads_to_what_is_not_public(told, noun):
    expand = expandable(noun)
    for start in range(0, len(expand), 20):
        assert CANARY not in text_of(f"/api/v1/{NOUNS[noun]}/?expand={','.join(expand[start : start + 20])}")


UNSEARCHED = ["changes/", "changes/?expand=record", "gaps/", "stats/attendance/?group_by=organization"]


@pytest.mark.parametrize("path", UNSEARCHED)
def test_no_list_beside_the_nouns_holds_what_is_not_public(told, path):
    assert CANARY not in text_of(f"/api/v1/{path}")


@pytest.mark.parametrize("path", ["search/", "search/suggest/", *(f"{address}/" for address in NOUNS.values())])
def test_no_words_find_what_is_not_public(told, path):
    page = Client().get(f"/api/v1/{path}?q={CANARY}").json()

    assert (page["count"], page["results"]) == (0, [])


def test_no_partner_is_told_that_is_not_public(told):
    assert CANARY not in text_of("/api/v1/organizations/public-organization/partners/")


@pytest.mark.parametrize("noun", list(NOUNS)[:5])
@pytest.mark.parametrize("number", range(3))
def test_no_address_and_no_filter_knows_what_is_not_public(told, noun, number):
    client = Client()
    asked = {"event": "parent", "article": "article"}.get(noun, noun)

    assert client.get(f"/api/v1/{NOUNS[noun]}/{CANARY}-{number}/").status_code == (410 if number == 2 else 404)
    problem = client.get(f"/api/v1/events/?{asked}={CANARY}-{number}x")
    assert problem.status_code == 400
    assert [error["did_you_mean"] for error in problem.json()["errors"]] == [None]
    assert client.get(f"/api/v1/events/?{asked}={CANARY}-{number}").status_code == 400


@pytest.mark.parametrize("noun", NOUNS)
def test_no_format_holds_what_is_not_public(told, noun):
    client = Client()
    rows = client.get(f"/api/v1/{NOUNS[noun]}/?page_size=100").json()["results"]
    for made in formats_of(noun):
        records = [row["url"] for row in rows] if made.has_records else []
        for address in [f"/api/v1/{NOUNS[noun]}/", *records]:
            text = content(client.get(f"{address}?format={made.name}"))
            assert text
            assert CANARY not in text.decode().lower(), (address, made.name)


@pytest.mark.parametrize("root", ["", "/es"])
def test_no_feed_holds_what_is_not_public(told, root):
    for name in ("events.atom", "events.ics", "articles.atom"):
        text = content(Client().get(f"{root}/{name}")).decode().lower()
        assert "public-" in text or "x-left-out" in text
        assert CANARY not in text


def test_no_sitemap_holds_what_is_not_public(told):
    client, left, seen = Client(), ["/sitemap.xml"], ""
    while left:
        text = client.get(left.pop()).content.decode()
        left += [address for address in re.findall("<loc>([^<]+)", text) if ".xml" in address]
        seen += text
    assert {noun for noun in told if f"/{NOUNS[noun]}/public-{noun}/" in seen} == set(told)
    assert CANARY not in seen.lower()


def test_no_file_of_the_export_holds_what_is_not_public(told):
    renewal.rebuild()
    client = Client()
    said = client.get("/api/v1/export/").json()
    for file in said["files"]:
        text = b"".join(client.get(file["url"])).decode().lower()
        assert "public-" in text or file["noun"] in {"place", "term"}, file["name"]
        assert CANARY not in text, file["name"]
    assert CANARY not in client.get(said["description"]).content.decode().lower()
    assert {file["noun"] for file in said["files"] if file["records"]} == set(NOUNS)


def test_every_address_of_the_api_is_looked_at_here():
    ours = (
        {f"{address}/" for address in NOUNS.values()}
        | {"", "search/", "search/suggest/", "schema/", "docs/"}
        | {"export/", "changes/", "gaps/", "stats/attendance/"}
    )
    records = {pattern for pattern in map(str, (one.pattern for one in urlpatterns)) if "<" in pattern}

    assert {str(one.pattern) for one in urlpatterns} - records == ours
    assert {record.partition("/")[0] for record in records} == set(NOUNS.values()) | {"export"}
    assert set(SERIALIZERS) == set(NOUNS)


# Pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("root", ["/", "/es/"])
def test_no_page_holds_or_leads_to_what_is_not_public(told, root):
    client, seen, left = Client(), set(), [root]
    while left:
        address = left.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        seen.add(address)
        if answer.streaming:
            assert CANARY not in content(answer).decode().lower(), address
            continue
        shown = Page(answer)
        assert CANARY not in shown.source.lower(), address
        links = {link.partition("#")[0] for link in shown.links if link.startswith(root) and "/api/" not in link}
        left += [link for link in links - seen - set(left) if link.startswith("/es/") == (root == "/es/")]
    assert {f"{root}{NOUNS[noun]}/public-{noun}/" for noun in told} <= seen


@pytest.mark.parametrize("noun", list(NOUNS)[:5])
def test_no_page_is_made_of_what_is_not_public(told, noun):
    client = Client()
    statuses = [client.get(f"/{NOUNS[noun]}/{CANARY}-{number}/").status_code for number in range(len(HIDDEN))]
    assert statuses == [404, 404, 410, 301]
    assert CANARY not in client.get(f"/{NOUNS[noun]}/{CANARY}-2/").content.decode().lower().replace(f"{CANARY}-2", "")


def test_no_words_on_pages_find_or_hint_at_what_is_not_public(told):
    client = Client()
    for address in ["search", *list(NOUNS.values())[:7]]:
        assert Page(client.get(f"/{address}/?q={CANARY}")).headed == [], address
    for noun in ("organization", "program", "person"):
        refused = Page(client.get(f"/events/?{noun}={CANARY}"))
        assert (refused.status, [link for link in refused.links if f"={CANARY}-" in link]) == (400, [])
