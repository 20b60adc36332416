import pytest

from activities.models import Citation
from activities.models.citation import SUBJECTS
from tests import recipes
from tests.models.refused import refused

pytestmark = pytest.mark.django_db

BODY = "Forty representatives of CONOFAM met in September."


def quoted(**fields):
    """A citation of the first five code points of a text that is held."""
    article = recipes.article(body=BODY, **fields)
    return recipes.citation(passage=recipes.passage(article=article, end=len(BODY)), end=5, exact="Forty")


@pytest.mark.parametrize("name", SUBJECTS)
def test_citation_supports_any_kind_of_fact_and_knows_which(name):
    make = getattr(recipes, {"described_article": "article"}.get(name, name))
    subject = make()
    citation = recipes.citation(**{name: subject})
    assert refused(citation) == {}
    assert (citation.subject_name, citation.subject) == (name, subject)
    assert list(subject.citations.all()) == [citation]


@pytest.mark.parametrize(
    ("subject", "field", "known"),
    [
        ("event", "date", True),
        ("event", "title", True),
        ("event", "event_type", True),
        ("event", "parent", True),
        ("event", "duration_hours", True),
        ("event", "participants_total", False),
        ("event", "dates", False),
        ("event", "figures", False),
        ("described_article", "published", True),
        ("described_article", "headline", True),
        ("organization", "is_collective", True),
        ("organization", "acronyms", False),
        ("membership", "held", True),
        ("membership", "", True),
    ],
)
def test_citation_names_a_field_that_its_subject_has(subject, field, known):
    make = getattr(recipes, {"described_article": "article"}.get(subject, subject))
    words = {} if known else {"field": ["What is cited for has no such field."]}
    assert refused(recipes.citation(**{subject: make()}, field=field)) == words


def test_citation_stands_inside_its_passage():
    passage = recipes.passage(start=100, end=200)
    assert refused(recipes.citation(passage=passage, start=100, end=200)) == {}
    for start, end in [(99, 150), (150, 201), (0, 50)]:
        words = {"start": ["The span lies outside its passage."]}
        assert refused(recipes.citation(passage=passage, start=start, end=end)) == words


def test_citation_of_a_passage_says_where_in_it():
    citation = recipes.citation()
    citation.start = citation.end = None
    assert refused(citation) == {"__all__": ["A passage and a span go together."]}


def test_citation_names_a_passage_of_its_own_article():
    citation = recipes.citation()
    citation.article = recipes.article()
    assert refused(citation) == {"passage": ["The passage belongs to another article."]}


def test_citation_never_rests_on_a_contact_passage():
    citation = recipes.citation(passage=recipes.passage(kind="contact"))
    assert refused(citation) == {"passage": ["A contact passage is private and carries no fact."]}


def test_citation_words_stand_at_their_place_in_the_text():
    citation = quoted()
    assert refused(citation) == {}
    citation.exact = "forty"
    assert refused(citation) == {"exact": ["The words do not stand at this place of the article's text."]}


def test_citation_words_need_a_text_that_is_held():
    citation = recipes.citation(end=5, exact="Forty")
    assert refused(citation) == {"exact": ["The words do not stand at this place of the article's text."]}


def test_citation_of_a_whole_article_has_neither_passage_nor_span_nor_words():
    whole = recipes.citation(article=recipes.article(body=BODY), passage=None)
    assert (whole.start, whole.end, refused(whole)) == (None, None, {})
    whole.exact = "Forty"
    words = "A citation has a start before its end, or, for the whole article, neither and no words."
    assert refused(whole) == {"__all__": [words]}


def test_citation_without_an_article_is_refused_and_nothing_breaks():
    citation = recipes.citation()
    assert "article" in refused(Citation(passage=citation.passage, start=0, end=5, exact="Forty", field="date"))


@pytest.mark.parametrize(("may_quote", "shown"), [(False, None), (True, "Forty")])
def test_citation_words_are_public_only_where_the_article_may_be_quoted(may_quote, shown):
    assert quoted(may_quote=may_quote).public_exact == shown


def test_citation_without_words_shows_none_even_where_it_might():
    assert recipes.citation(article=recipes.article(may_quote=True)).public_exact is None


def test_published_citations_are_those_of_public_articles():
    public = recipes.citation()
    for fields in [{"state": "draft"}, {"state": "withdrawn"}, {"merged_into": public.article}]:
        recipes.citation(article=recipes.article(**fields))
    assert list(Citation.objects.published()) == [public]


def test_citation_says_where_it_stands():
    article = recipes.article(headline="IOM trains")
    passage = recipes.passage(article=article, start=100)
    assert str(recipes.citation(passage=passage)) == "IOM trains [100:110]"
