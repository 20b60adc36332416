import datetime as dt

import pytest
from django.db.models import ProtectedError

from activities.models import Article, Passage
from tests import recipes
from tests.models.refused import refused

pytestmark = pytest.mark.django_db

BODY = "CONOFAM met.\n\nChristopher Gascón opened."


def test_translation_is_in_another_language_than_its_original():
    original = recipes.article(language="en")
    assert refused(recipes.article(language="es", translation_of=original)) == {}
    assert refused(recipes.article(language="en-US", translation_of=original)) == {
        "language": ["A translation is in another language than its original."]
    }


def test_original_may_not_take_the_language_of_its_translation():
    original = recipes.article(language="en")
    recipes.article(language="es", translation_of=original)
    original.language = "es-MX"
    assert refused(original) == {"language": ["A translation is in another language than its original."]}


def test_translation_names_the_original_itself():
    original = recipes.article(language="en")
    spanish = recipes.article(language="es", translation_of=original)
    assert refused(recipes.article(language="pt", translation_of=spanish)) == {
        "translation_of": ["Name the original: that article is itself a translation."]
    }


def test_article_with_translations_is_an_original():
    original = recipes.article(language="en")
    recipes.article(language="es", translation_of=original)
    original.translation_of = recipes.article(language="pt")
    assert refused(original) == {"translation_of": ["An article that has translations is an original itself."]}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-10-10", dt.date(2019, 10, 10)),
        ("2019-10", None),
        ("2019-10-10/2019-10-10", None),
        ("[..2019-10-10]", None),
        ("", None),
    ],
)
def test_published_on_is_a_day_only_where_the_article_gives_one(text, day):
    assert recipes.article(published_edtf=text).published_on == day


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "English"),
        ("language", ""),
        ("url", "javascript:alert(1)"),
        ("url", ""),
        ("body_sha256", "abc"),
        ("other_urls", "https://example.org/"),
        ("other_urls", ["example.org"]),
        ("other_urls", [1]),
        ("headline", ""),
    ],
)
def test_article_refuses_a_value_with_the_name_of_its_field(field, value):
    article = recipes.article(other_urls=["https://example.org/other"])
    assert refused(article) == {}
    setattr(article, field, value)
    assert list(refused(article)) == [field]


def test_article_is_called_by_its_headline():
    assert str(recipes.article(headline="IOM trains")) == "IOM trains"


def test_article_that_is_cited_cannot_be_deleted():
    citation = recipes.citation()
    with pytest.raises(ProtectedError):
        citation.article.delete()


# ---- passages ----------------------------------------------------------------------------------


def test_passage_without_text_may_stand_where_no_text_is_held():
    assert refused(recipes.passage(start=0, end=12)) == {}


def test_passage_text_stands_at_its_place_in_the_article():
    article = recipes.article(body=BODY)
    passage = recipes.passage(article=article, start=14, end=40, text="Christopher Gascón opened.")
    assert refused(passage) == {}
    passage.start, passage.end = 13, 39
    assert refused(passage) == {"text": ["The words do not stand at this place of the article's text."]}


def test_passage_text_needs_the_text_of_its_article():
    passage = recipes.passage(start=0, end=2, text="CO")
    assert refused(passage) == {"text": ["The words do not stand at this place of the article's text."]}


def test_passage_without_an_article_is_refused_and_nothing_breaks():
    assert list(refused(Passage(ordinal=1, start=0, end=2, text="CO"))) == ["article"]


def test_passages_stand_in_their_order_and_bear_their_number():
    article = recipes.article(headline="IOM trains")
    second = recipes.passage(article=article, ordinal=2)
    first = recipes.passage(article=article, ordinal=1)
    assert list(article.passages.all()) == [first, second]
    assert str(second) == "IOM trains ¶ 2"


def test_articles_are_of_one_text_each_and_many_without():
    recipes.article()
    recipes.article()
    assert Article.objects.filter(body_sha256="").count() == 2
