"""What may be asked about all nouns but events."""

import pytest
from django.http import QueryDict

from activities.filters import ask, partners_of
from tests import recipes

pytestmark = pytest.mark.django_db


def slugs(noun, query):
    return {record.slug for record in ask(noun, QueryDict(query)).queryset}


def test_organizations():
    mexico = recipes.country("mx")
    top = recipes.organization(slug="top", kind="government", country=mexico, acronym="TOP")
    recipes.organization(slug="unit", parent=top, existence="proposed")
    offices = recipes.organization(slug="offices", is_collective=True)
    recipes.name(organization=offices, text="ÓFAM", kind="acronym")

    assert slugs("organization", "kind=government") == slugs("organization", "country=MX") == {"top"}
    assert slugs("organization", "parent=TOP") == slugs("organization", "existence=proposed") == {"unit"}
    assert slugs("organization", "is_collective=true") == {"offices"}
    assert slugs("organization", "is_collective=false") == {"top", "unit"}
    assert slugs("organization", "acronym=top,ofam") == {"top", "offices"}
    assert slugs("organization", "acronym=none") == set()


@pytest.fixture
def posts():
    """Ana is shown at IOM on 8 March and 5 November 2019; Eva, on no day."""
    iom = recipes.organization(slug="iom")
    post = recipes.membership(person=recipes.person(slug="ana"), organization=iom)
    for day in ("2019-03-08", "2019-11-05"):
        recipes.citation(article=recipes.article(published_edtf=day), membership=post)
    recipes.membership(person=recipes.person(slug="eva"), organization=iom)


@pytest.mark.parametrize(
    ("day", "match"),
    [
        ("2019-03-08", "attested"),
        ("2019-03", "attested"),
        ("2019-06-01", "bracketed"),
        ("2016-01-01", "unknown"),
        ("2020-01-01", "unknown"),
    ],
)
def test_who_held_a_post_on_a_day_is_attested_bracketed_or_unknown(posts, day, match):
    rows = ask("membership", QueryDict(f"organization=iom&on={day}")).queryset
    people = slugs("person", f"organization=iom&on={day}")

    assert {row.person.slug: row.match for row in rows} == {"ana": match, "eva": "unknown"}
    assert people == ({"ana"} if match != "unknown" else set())


def test_a_post_that_a_source_dates_is_bracketed_by_its_dates():
    recipes.membership(person=recipes.person(slug="ana"), held_edtf="2017/2019")

    assert [row.match for row in ask("membership", QueryDict("on=2018")).queryset] == ["bracketed"]
    assert [row.match for row in ask("membership", QueryDict("on=2020")).queryset] == ["unknown"]


def test_an_article_that_is_not_public_or_disputes_attests_nothing():
    post = recipes.membership()
    day = {"published_edtf": "2019-03-08"}
    recipes.citation(article=recipes.article(state="draft", **day), membership=post)
    recipes.citation(article=recipes.article(**day), membership=post, stance="disputes")

    assert [row.match for row in ask("membership", QueryDict("on=2019-03-08")).queryset] == ["unknown"]


def test_memberships_by_person_certainty_and_words(posts):
    recipes.membership(person=recipes.person(name="Ana Gascón"), certainty="inferred", post_title_en="Chief")

    def people(query):
        return [row.person.slug for row in ask("membership", QueryDict(query)).queryset]

    assert people("person=ana") == ["ana"]
    assert len(people("certainty=inferred")) == len(people("q=gascon chief")) == 1
    assert people("q=nobody") == people("q=%25") == []


def test_memberships_of_what_is_not_public_are_not_there():
    recipes.membership(person=recipes.person(state="draft"))
    recipes.membership(organization=recipes.organization(state="withdrawn"))

    assert ask("membership", QueryDict("")).queryset.count() == 0


def test_people_by_what_they_did():
    recipes.appearance(person=recipes.person(slug="ana"), role="opened")
    recipes.appearance(person=recipes.person(slug="eva"), role="opened", event=recipes.event(state="draft"))

    assert slugs("person", "role=opened") == {"ana"}


def test_programs():
    role = recipes.program_role(
        program=recipes.program(slug="policy", kind="public_policy"), organization=recipes.organization(slug="iom")
    )
    recipes.program_role(program=role.program, role="owner")
    recipes.tag(program=recipes.program(slug="tool", kind="tool"), term="14")

    assert slugs("program", "kind=public_policy,plan") == {"policy"}
    assert slugs("program", "organization=iom&role=funder") == slugs("program", "role=owner") == {"policy"}
    assert slugs("program", "organization=iom&role=owner") == set()
    assert slugs("program", "term=gcm-objective:14") == {"tool"}


def test_articles_by_day_publisher_and_language():
    recipes.article(
        slug="a",
        published_edtf="2019-10-10",
        publisher=recipes.organization(slug="iom", name="Órgano"),
        language="es-MX",
    )
    recipes.article(slug="b", published_edtf="[2014-06..2014-12]", headline="Holding centers")
    recipes.article(slug="c")
    recipes.indexed()

    assert (
        slugs("article", "year=2019") == slugs("article", "publisher=iom") == slugs("article", "language=es") == {"a"}
    )
    assert slugs("article", "to=2014") == slugs("article", "q=holding") == {"b"}
    assert slugs("article", "undated=true") == {"c"}
    assert slugs("article", "q=organo") == {"a"}
    assert ask("article", QueryDict("year=2019")).meta["undated_left_out"] == 1


def test_articles_by_what_they_tell_about():
    told = recipes.article(slug="told")
    event = recipes.coverage(article=told, event=recipes.event(slug="workshop")).event
    recipes.participation(event=event, organization=recipes.organization(slug="iom"))
    recipes.appearance(event=event, person=recipes.person(slug="ana"))
    recipes.event_program(event=event, program=recipes.program(slug="program"))
    cited = recipes.article(slug="cited")
    recipes.citation(article=cited, name=recipes.name(organization=recipes.organization(slug="inm")))
    recipes.article(slug="other")

    assert slugs("article", "event=workshop") == {"told"}
    for query in ("organization=iom", "person=ana", "program=program"):
        assert slugs("article", query) == {"told"}, query
    assert slugs("article", "organization=inm,iom") == {"told", "cited"}


def test_places_and_terms():
    mexico = recipes.country("mx")
    recipes.place(slug="mx-oax", kind="admin1", parent=mexico)
    recipes.country("gt")
    recipes.term("sdg-target", "10.7", parent=recipes.term("sdg-target", "10"))

    assert slugs("place", "kind=country") == {"mx", "gt"}
    assert slugs("place", "parent=MX") == {"mx-oax"}
    assert slugs("place", "country=mx") == {"mx", "mx-oax"}
    assert [term.code for term in ask("term", QueryDict("parent=sdg-target:10")).queryset] == ["10.7"]
    assert ask("term", QueryDict("scheme=sdg-target")).queryset.count() == 2


# Citations


@pytest.fixture
def evidence():
    event = recipes.event(slug="workshop")
    article = recipes.article(slug="release", headline="On a workshop")
    recipes.citation(article=article, event=event, field="date")
    recipes.citation(article=article, figure=recipes.figure(event=event), certainty="inferred")
    recipes.citation(
        article=article,
        stance="disputes",
        participation=recipes.participation(event=event, organization=recipes.organization(slug="iom"), role="support"),
    )
    recipes.citation(article=article, membership=recipes.membership(person=recipes.person(slug="ana")))
    recipes.citation(article=article, program_role=recipes.program_role(program=recipes.program(slug="program")))
    recipes.citation()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 6),
        ("article=release", 5),
        ("event=workshop", 3),
        ("event=workshop&field=participants_total", 1),
        ("event=workshop&field=date,support", 2),
        ("field=post", 1),
        ("field=funder", 1),
        ("field=nothing", 0),
        ("organization=iom", 1),
        ("organization=iom&event=workshop", 1),
        ("person=ana", 1),
        ("program=program", 1),
        ("stance=disputes", 1),
        ("certainty=inferred", 1),
        ("q=workshop", 5),
    ],
)
def test_citations_of_a_record_include_those_of_its_rows(evidence, query, count):
    assert ask("citation", QueryDict(query)).queryset.count() == count


def test_citations_of_what_is_not_public_are_not_there():
    hidden = {"state": "draft"}
    recipes.citation(article=recipes.article(**hidden))
    recipes.citation(event=recipes.event(**hidden), field="title")
    recipes.citation(participation=recipes.participation(organization=recipes.organization(**hidden)))
    recipes.citation(participation=recipes.participation(event=recipes.event(**hidden)))
    recipes.citation(name=recipes.name(organization=recipes.organization(**hidden)))
    recipes.citation(appearance=recipes.appearance(person=recipes.person(**hidden)))
    recipes.citation(program_role=recipes.program_role(program=recipes.program(**hidden)))
    recipes.citation(described_article=recipes.article(**hidden), field="language")
    recipes.citation(name=recipes.name(place=recipes.place()))

    (shown,) = ask("citation", QueryDict("")).queryset
    assert shown.subject_name == "name"


# Partners


def test_partners_share_single_events_that_were_not_only_planned():
    one, most, other = (recipes.organization(slug=slug) for slug in ("one", "most", "other"))
    series = recipes.event(is_series=True)
    shared = [recipes.event(), recipes.event(parent=series)]
    for event in shared:
        recipes.participation(event=event, organization=one)
        recipes.participation(event=event, organization=most)
        recipes.participation(event=event, organization=most, role="support")
    recipes.participation(event=shared[0], organization=other)
    for event in (series, recipes.event(status="planned"), recipes.event(state="draft")):
        recipes.participation(event=event, organization=one)
        recipes.participation(event=event, organization=other)
    recipes.participation(event=shared[0], organization=recipes.organization(state="draft"))

    partners = partners_of(one).queryset

    assert [(partner.slug, partner.shared_events_count) for partner in partners] == [("most", 2), ("other", 1)]
