import pytest

from activities.models import Citation
from tests import recipes
from tests.admin.pages import address, errors, filled, listed, save

pytestmark = pytest.mark.django_db

BODY = "IOM trained officials.\n\nThe workshop was held this September. The workshop had 40 participants."


@pytest.fixture
def source():
    """An article whose text is held, with its second passage."""
    article = recipes.article(body=BODY)
    recipes.passage(article=article, start=0, end=22, text=BODY[:22])
    return recipes.passage(article=article, start=24, end=len(BODY), text=BODY[24:])


def add(client, subject, passage, **values):
    where = f"{listed(Citation, 'add')}?{subject[0]}={subject[1].pk}"
    data = filled(client.get(where)) | {"article": passage.article_id, "passage": passage.pk}
    return client.post(where, data | values)


def test_words_are_found_in_their_passage(browse, source):
    row = recipes.figure(event=recipes.event(state="draft"))
    add(browse("editor"), ("figure", row), source, exact="40 participants")
    citation = Citation.objects.get()
    start = BODY.index("40 participants")
    assert (citation.figure, citation.start, citation.end) == (row, start, start + 15)
    assert (citation.prefix, citation.suffix) == (BODY[start - 40 : start], ".")


def test_place_of_words_gives_the_words(browse, source):
    event = recipes.event(state="draft")
    start = BODY.index("this September")
    add(browse("editor"), ("event", event), source, start=start, end=start + 14, field="date")
    citation = Citation.objects.get()
    assert (citation.event, citation.field, citation.exact) == (event, "date", "this September")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("50 participants", "These words do not stand in the passage."),
        ("trained", "These words do not stand in the passage."),
        ("The workshop", "These words stand 2 times in the passage: quote more of them, or give their place."),
    ],
)
def test_words_without_one_place_are_refused(browse, source, words, said):
    row = recipes.figure(event=recipes.event(state="draft"))
    answer = add(browse("editor"), ("figure", row), source, exact=words)
    assert errors(answer)["exact"] == [said]
    assert Citation.objects.count() == 0


def test_citation_that_comes_to_mean_the_whole_article_keeps_no_words(browse, source):
    citation = recipes.citation(event=recipes.event(state="draft"), passage=source, exact=BODY[24:34], prefix="…")
    answer = save(browse("editor"), citation, passage="", start="", end="", exact="")
    citation.refresh_from_db()
    assert (answer.status_code, citation.passage, citation.exact, citation.prefix) == (302, None, "", "")


def test_passage_of_another_article_is_refused(browse, source):
    row = recipes.figure(event=recipes.event(state="draft"))
    answer = add(browse("editor"), ("figure", row), source, article=recipes.article().pk, start=24, end=30)
    assert errors(answer) == {"passage": ["The passage belongs to another article."]}


def test_article_without_its_text_takes_the_place_as_given(browse):
    row = recipes.figure(event=recipes.event(state="draft"))
    passage = recipes.passage()
    add(browse("editor"), ("figure", row), passage, start=5, end=10)
    citation = Citation.objects.get()
    assert (citation.start, citation.end, citation.exact) == (5, 10, "")


def test_whole_article_can_be_cited(browse):
    row = recipes.figure(event=recipes.event(state="draft"))
    client, article = browse("editor"), recipes.article()
    where = f"{listed(Citation, 'add')}?figure={row.pk}"
    client.post(where, filled(client.get(where)) | {"article": article.pk})
    assert Citation.objects.get().article == article


@pytest.mark.parametrize("given", [[], ["event", "person"]])
def test_citation_is_for_exactly_one_thing(browse, given):
    client = browse("editor")
    subjects = {name: getattr(recipes, name)(state="draft").pk for name in given} | {
        "field": "summary" if given else ""
    }
    data = filled(client.get(listed(Citation, "add"))) | {"article": recipes.article().pk} | subjects
    answer = client.post(listed(Citation, "add"), data)
    assert errors(answer) == {"__all__": ["A citation supports exactly one fact: name one."]}


def test_form_for_a_row_says_which_row_it_is(browse):
    row = recipes.participation(
        event=recipes.event(title_en="Workshop"), organization=recipes.organization(name="A body"), role="funder"
    )
    page = browse("editor").get(f"{listed(Citation, 'add')}?participation={row.pk}").content.decode()
    assert "A body · Funder – Workshop" in page


@pytest.mark.parametrize("number", ["0", "abc", "9" * 40])
def test_form_for_a_row_that_is_not_there_saves_nothing(browse, number):
    client = browse("editor")
    where = f"{listed(Citation, 'add')}?participation={number}"
    assert client.get(where).status_code == 200
    data = {"participation": number, "article": recipes.article().pk, "stance": "supports", "certainty": "stated"}
    assert client.post(where, data).status_code == 200
    assert Citation.objects.count() == 0


def test_subject_of_a_citation_stays(browse):
    citation = recipes.citation()
    save(browse("reviewer"), citation, event=recipes.event().pk, note="After")
    before = citation.event
    citation.refresh_from_db()
    assert (citation.event, citation.note) == (before, "After")


def test_citation_gives_its_record_a_new_version(browse):
    row = recipes.participation()
    citation = recipes.citation(participation=row)
    client = browse("reviewer")
    save(client, citation, note="After")
    client.post(address(citation, "delete"), {"post": "yes"})
    row.event.refresh_from_db()
    assert (row.event.version, row.event.updated_by) == (3, client.user)
    assert [copy.history_change_reason for copy in row.event.history.all()][:2] == [
        "Citation deleted",
        "Citation edited",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_citation_form_asks_as_often_however_many_there_are(browse, django_assert_num_queries, count):
    client = browse("administrator")
    citations = [recipes.citation(participation=recipes.participation()) for _number in range(count)]
    client.get(address(citations[0]))
    with django_assert_num_queries(5):
        client.get(address(citations[0]))
