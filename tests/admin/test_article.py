import hashlib

import pytest

from activities.models import Article, Passage
from tests import recipes
from tests.admin.pages import add_row, address, errors, filled, listed, save

pytestmark = pytest.mark.django_db

TEXT = "A headline\n\nA first paragraph."


def test_pasted_text_is_kept_with_line_feeds_and_its_hash(browse):
    client = browse("editor")
    data = filled(client.get(listed(Article, "add"))) | {
        "headline": "A headline",
        "slug": "a-headline",
        "url": "https://example.org/a",
        "language": "en",
        "body": TEXT.replace("\n", "\r\n"),
    }
    client.post(listed(Article, "add"), data)
    article = Article.objects.get()
    assert (article.body, article.body_sha256) == (TEXT, hashlib.sha256(TEXT.encode()).hexdigest())


def test_text_with_a_hash_no_longer_changes(browse):
    article = recipes.article(state="draft", body=TEXT)
    save(browse("editor"), article, body="Another text", body_sha256="0" * 64, credits="Photo: IOM")
    before = article.body_sha256
    article.refresh_from_db()
    assert (article.body, article.body_sha256, article.credits) == (TEXT, before, "Photo: IOM")


def test_staff_read_the_text_and_the_contact(browse):
    article = recipes.article(state="draft", body=TEXT)
    recipes.passage(article=article, start=0, end=10, kind="contact", text="A headline")
    page = browse("editor").get(address(article)).content.decode()
    assert "A first paragraph." in page
    assert "Contact, private" in page


def test_passage_takes_its_words_from_the_text(browse):
    article = recipes.article(state="draft", body=TEXT)
    client = browse("editor")
    data = add_row(filled(client.get(address(article))), "passages", ordinal=1, kind="body", start=12, end=30)
    assert client.post(address(article), data).status_code == 302
    assert Passage.objects.get().text == "A first paragraph."


def test_passage_beyond_the_text_is_refused(browse):
    article = recipes.article(state="draft", body=TEXT)
    client = browse("editor")
    data = add_row(filled(client.get(address(article))), "passages", ordinal=1, kind="body", start=12, end=300)
    answer = client.post(address(article), data)
    assert errors(answer) == {"passages-0-end": ["The text of the article has only 30 characters."]}


def test_people_are_quoted_in_articles_and_act_at_events(browse):
    client = browse("editor")
    offered = {}
    for record in (recipes.article(state="draft"), recipes.event(state="draft")):
        formsets = [inline.formset for inline in client.get(address(record)).context["inline_admin_formsets"]]
        [rows] = [formset for formset in formsets if formset.prefix == "appearances"]
        offered[record.noun] = [role for role, _label in rows.empty_form.fields["role"].choices]
    assert offered == {
        "article": ["", "quoted"],
        "event": ["", "opened", "spoke", "chaired", "facilitated", "attended"],
    }


def test_passage_leads_to_a_new_citation_of_it(browse):
    passage = recipes.passage(article=recipes.article(state="draft"))
    page = browse("editor").get(address(passage.article)).content.decode()
    assert f"/admin/activities/citation/add/?passage={passage.pk}&amp;article={passage.article_id}" in page


def test_text_that_is_in_the_catalogue_already_is_refused(browse):
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    recipes.article(body=TEXT, body_sha256=digest)
    client = browse("editor")
    data = filled(client.get(listed(Article, "add"))) | {
        "headline": "Twin",
        "slug": "twin",
        "url": "https://example.org/twin",
        "language": "en",
        "body": TEXT,
    }
    answer = client.post(listed(Article, "add"), data)
    assert errors(answer) == {"__all__": ["This very text is already in the catalogue."]}


@pytest.mark.parametrize("addresses", ['"https://example.org"', '["ftp://example.org"]', "[", "[1]"])
def test_other_addresses_must_be_a_list_of_addresses(browse, addresses):
    answer = save(browse("editor"), recipes.article(state="draft"), other_urls=addresses)
    assert set(errors(answer)) == {"other_urls"}
