"""The public faces of all nouns but events: what is particular to each."""

import pytest

from activities.faces import SERIALIZERS, face, prepared
from activities.faces.joining import field_names
from tests import recipes

pytestmark = pytest.mark.django_db


def shown(record, language="en"):
    return face(*prepared(type(record).objects.filter(pk=record.pk)), language)


def slugs(references):
    return [reference["slug"] for reference in references]


def test_every_noun_has_a_face():
    assert set(SERIALIZERS) == {
        "event",
        "organization",
        "person",
        "program",
        "article",
        "place",
        "term",
        "membership",
        "citation",
    }


PRIVATE = ["editor_note", "state", "created_by", "updated_by", "withdrawn_reason", "body", "note", "text_key", "email"]


@pytest.mark.parametrize("noun", SERIALIZERS)
def test_no_face_has_a_field_that_is_for_staff(noun):
    assert set(field_names(noun)) & set(PRIVATE) == set()


# Organizations


def test_organization_path_runs_from_the_top_down_past_what_is_not_public():
    top = recipes.organization(slug="top")
    hidden = recipes.organization(slug="hidden", parent=top, state="draft")
    unit = recipes.organization(slug="unit", parent=hidden)
    office = recipes.organization(slug="office", parent=unit)

    assert slugs(shown(office)["path"]) == ["top", "unit"]
    assert shown(unit)["parent"] is None


def test_organization_path_has_no_limit():
    unit = recipes.organization(slug="level-0")
    for level in range(1, 8):
        unit = recipes.organization(slug=f"level-{level}", parent=unit)

    assert slugs(shown(unit)["path"]) == [f"level-{level}" for level in range(7)]


def test_organization_counts_each_public_event_and_unit_once():
    organization = recipes.organization()
    event = recipes.event()
    recipes.participation(organization=organization, event=event, role="support")
    recipes.participation(organization=organization, event=event, role="participant")
    recipes.participation(organization=organization, event=recipes.event(state="draft"))
    recipes.organization(parent=organization)
    recipes.organization(parent=organization, state="review")

    assert (shown(organization)["events_count"], shown(organization)["units_count"]) == (1, 1)


def test_name_shows_each_public_article_that_writes_it_once():
    name = recipes.name(text="OIM", kind="acronym", lang="es")
    article = recipes.article(slug="release")
    recipes.citation(article=article, name=name)
    recipes.citation(article=article, name=name)
    recipes.citation(article=recipes.article(state="draft"), name=name)
    recipes.citation(name=name, stance="disputes")

    (form,) = shown(name.organization)["names"]

    assert slugs(form.pop("articles")) == ["release"]
    assert form == {
        "text": "OIM",
        "kind": "acronym",
        "lang": "es",
        "used": None,
        "is_primary": False,
        "certainty": "stated",
    }


def test_what_is_not_known_is_null():
    face = shown(recipes.organization())

    assert [face[name] for name in ("acronym", "kind", "kind_label", "parent", "country", "website", "summary")] == [
        None
    ] * 7
    assert face["founded"]["label"] == "date not stated"


# People


def test_person_posts_are_attested_by_the_public_articles_that_show_them():
    membership = recipes.membership(held_edtf="2017/..", post_title_en="Director", post_title_es="Directora")
    for published in ("2019-11-05", "2019-03-08"):
        recipes.citation(article=recipes.article(published_edtf=published), membership=membership)
    recipes.citation(article=recipes.article(), membership=membership)
    recipes.citation(article=recipes.article(published_edtf="2018-01-01", state="draft"), membership=membership)

    (post,) = shown(membership.person, "es")["memberships"]

    assert post.pop("organization")["slug"] == membership.organization.slug
    assert post == {
        "post_title": "Directora",
        "held": "2017/..",
        "attested_on": ["2019-03-08", "2019-11-05"],
        "from": "2017",
        "to": None,
        "certainty": "stated",
    }


def test_person_appears_at_public_events_and_in_public_articles():
    person = recipes.person()
    recipes.appearance(person=person, event=recipes.event(slug="workshop"), role="opened")
    recipes.appearance(person=person, article=recipes.article(slug="release"), role="quoted")
    recipes.appearance(person=person, event=recipes.event(state="draft"))
    recipes.appearance(person=person, article=recipes.article(state="withdrawn"), role="quoted")

    found = {
        (row["role"], row["event"] and row["event"]["slug"], row["article"] and row["article"]["slug"])
        for row in shown(person)["appearances"]
    }

    assert found == {("opened", "workshop", None), ("quoted", None, "release")}


# Programs


def test_program_counts_events_it_was_more_than_presented_at():
    program = recipes.program()
    event = recipes.event()
    recipes.event_program(program=program, event=event, link="supported")
    recipes.event_program(program=program, event=event, link="framework")
    recipes.event_program(program=program, link="presented")

    assert shown(program)["events_count"] == 1


# Articles


def test_article_says_on_which_day_it_was_published_only_where_it_gives_one():
    day = shown(recipes.article(published_edtf="2019-10-10"))["published"]
    vague = shown(recipes.article(published_edtf="[2014-06..2014-12]", published_basis="inferred"))["published"]

    assert day == {"on": "2019-10-10", "edtf": "2019-10-10", "basis": "stated", "label": "10 October 2019"}
    assert (vague["on"], vague["basis"], vague["label"]) == (None, "inferred", "between June and December 2014")


def test_article_shows_its_events_its_dateline_and_who_it_quotes():
    article = recipes.article(
        dateline_text="Puebla, Mexico –", dateline_place=recipes.place(slug="puebla"), language="en"
    )
    recipes.coverage(article=article, event=recipes.event(slug="meeting", title_en="Meeting", date_edtf="2019-03"))
    recipes.appearance(article=article, person=recipes.person(slug="ana"), role="quoted")
    recipes.article(slug="traducido", language="es", translation_of=article)

    face = shown(article)
    (told,) = face["events"]

    assert (told["slug"], told["title"], told["url"]) == ("meeting", "Meeting", "/api/v1/events/meeting/")
    assert told["date"]["label"] == "March 2019"
    assert (face["dateline"]["text"], face["dateline"]["place"]["slug"]) == ("Puebla, Mexico –", "puebla")
    assert [row["person"]["slug"] for row in face["appearances"]] == ["ana"]
    assert slugs(face["translations"]) == ["traducido"]


# Places and terms


def test_place_counts_events_held_in_it_or_anywhere_inside_it_or_a_member_of_it():
    country = recipes.country("mx")
    state = recipes.place(slug="mx-oax", kind="admin1", parent=country)
    city = recipes.place(slug="oaxaca", parent=state)
    region = recipes.place(slug="region", kind="local_region")
    recipes.members(region, country)
    event = recipes.event()
    recipes.event_place(event=event, place=city)
    recipes.event_place(event=event, place=state)
    recipes.event_place(place=city, kind="dateline")
    recipes.event_place(place=city, event=recipes.event(state="draft"))

    assert [shown(place)["events_count"] for place in (city, state, country, region)] == [1, 1, 1, 1]
    assert slugs(shown(city)["path"]) == ["mx", "mx-oax"]
    assert slugs(shown(region)["members"]) == ["mx"]


def test_place_and_term_are_named_in_the_language_asked():
    place = recipes.place(name_en="Mexico City", name_es="Ciudad de México")
    term = recipes.term("gcm-objective", "14", label_en="Enhance", label_es="Mejorar", short_en="Consular", short_es="")

    assert (shown(place)["name"], shown(place, "es")["name"]) == ("Mexico City", "Ciudad de México")
    assert (shown(term)["name"], shown(term)["label"]) == ("Consular", "Enhance")
    assert (shown(term)["slug"], shown(term)["url"]) == ("gcm-objective:14", "/api/v1/terms/gcm-objective/14/")


def test_term_counts_events_with_it_a_narrower_one_or_that_type():
    goal = recipes.term("sdg-target", "10")
    target = recipes.term("sdg-target", "10.7", parent=goal)
    event = recipes.event(event_type="workshop")
    recipes.tag(term=target, event=event)
    recipes.tag(term=target, event=recipes.event(state="draft"))
    recipes.tag(term=target, program=recipes.program())

    assert [shown(term)["events_count"] for term in (goal, target, event.event_type)] == [1, 1, 1]


# Memberships and citations


def test_membership_stands_on_the_page_of_its_person():
    membership = recipes.membership(held_edtf="2017/2019")
    face = shown(membership)

    assert face["url"] == f"/api/v1/memberships/{membership.public_id}/"
    assert face["html_url"] == f"/people/{membership.person.slug}/"
    assert (face["from"], face["to"], face["match"]) == ("2017", "2019", None)


def test_citation_names_its_place_and_what_it_supports():
    figure = recipes.figure(event=recipes.event(slug="workshop", title_en="Workshop"))
    citation = recipes.citation(passage=recipes.passage(article=recipes.article(slug="release")), figure=figure)

    face = shown(citation)

    assert (face["article"]["slug"], face["passage"], face["start"], face["end"]) == ("release", 1, 0, 10)
    assert face["supports"] == {
        "type": "figure",
        "noun": "event",
        "slug": "workshop",
        "name": "Workshop",
        "url": "/api/v1/events/workshop/",
        "field": "participants_total",
        "row": {"measure": "participants_total", "status": "actual", "article": None},
    }
    assert (face["exact"], face["stance"]) == (None, "supports")


SUBJECTS = [
    (lambda: {"event": recipes.event(), "field": "date"}, "event", "event", "date"),
    (lambda: {"described_article": recipes.article(), "field": "language"}, "article", "article", "language"),
    (lambda: {"name": recipes.name(kind="former")}, "name", "organization", "former"),
    (lambda: {"coverage": recipes.coverage(kind="mentions")}, "coverage", "event", "mentions"),
    (lambda: {"participation": recipes.participation(role="support")}, "participation", "event", "support"),
    (lambda: {"membership": recipes.membership()}, "membership", "person", "post"),
    (lambda: {"appearance": recipes.appearance(role="opened")}, "appearance", "event", "opened"),
    (lambda: {"program_role": recipes.program_role()}, "program_role", "program", "funder"),
    (lambda: {"event_program": recipes.event_program(link="about")}, "event_program", "event", "about"),
    (lambda: {"event_place": recipes.event_place(kind="origin")}, "event_place", "event", "origin"),
]


@pytest.mark.parametrize(("subject", "type_", "noun", "field"), SUBJECTS)
def test_citation_says_which_fact_of_which_record_it_carries(subject, type_, noun, field):
    supports = shown(recipes.citation(**subject()))["supports"]

    assert (supports["type"], supports["noun"], supports["field"]) == (type_, noun, field)


def test_citation_tells_the_row_it_supports_from_its_sisters():
    iom = recipes.organization(slug="iom")
    post = recipes.membership(organization=iom)
    rows = {
        "name": recipes.name(organization=iom, text="OIM", lang="es"),
        "coverage": recipes.coverage(article=recipes.article(slug="release")),
        "participation": recipes.participation(organization=iom, role="support"),
        "membership": post,
        "appearance": recipes.appearance(person=recipes.person(slug="speaker"), role="opened"),
        "program_role": recipes.program_role(organization=iom),
        "event_program": recipes.event_program(program=recipes.program(slug="plan"), link="about"),
        "event_place": recipes.event_place(place=recipes.place(slug="puebla"), kind="origin"),
        "figure": recipes.figure(article=recipes.article(slug="source"), status="target"),
    }

    assert {kind: shown(recipes.citation(**{kind: row}))["supports"]["row"] for kind, row in rows.items()} == {
        "name": {"text": "OIM", "lang": "es"},
        "coverage": {"article": "release"},
        "participation": {"organization": "iom", "role": "support"},
        "membership": {"id": post.public_id},
        "appearance": {"person": "speaker", "role": "opened"},
        "program_role": {"organization": "iom", "role": "funder"},
        "event_program": {"program": "plan", "link": "about"},
        "event_place": {"place": "puebla", "kind": "origin"},
        "figure": {"measure": "participants_total", "status": "target", "article": "source"},
    }
    assert shown(recipes.citation(event=recipes.event(), field="date"))["supports"]["row"] is None


def test_citation_names_no_article_of_a_figure_that_is_not_public():
    figure = recipes.figure(article=recipes.article(slug="draft", state="draft"))

    assert shown(recipes.citation(figure=figure))["supports"]["row"]["article"] is None


def test_citation_shows_the_words_only_where_the_article_may_be_quoted():
    body = "Forty officials took part."
    quoted = recipes.article(body=body, may_quote=True)
    silent = recipes.article(body=body, body_sha256="b" * 64)
    words = {"start": 0, "exact": body[:10]}

    assert shown(recipes.citation(article=quoted, **words))["exact"] == "Forty offi"
    assert shown(recipes.citation(article=silent, **words))["exact"] is None
