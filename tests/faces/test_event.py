"""The public face of an event."""

import pytest

from activities.faces import face, prepared
from activities.models import Event
from tests import recipes

pytestmark = pytest.mark.django_db


def shown(event, language="en", root=""):
    return face(*prepared(Event.objects.filter(pk=event.pk)), language, root)


def test_event_face_holds_exactly_what_the_api_promises():
    assert list(shown(recipes.event())) == [
        "id",
        "url",
        "html_url",
        "slug",
        "summary",
        "summary_language",
        "title",
        "event_type",
        "event_type_label",
        "status",
        "is_series",
        "ordinal",
        "parent",
        "children_count",
        "date",
        "duration_days",
        "duration_hours",
        "attendance_mode",
        "languages",
        "places",
        "participations",
        "appearances",
        "programs",
        "funding",
        "figures",
        "terms",
        "articles",
        "identifiers",
        "version",
        "created_at",
        "updated_at",
    ]


def test_event_addresses_begin_with_the_root_and_follow_the_language():
    event = recipes.event(slug="workshop")

    assert shown(event)["url"] == "/api/v1/events/workshop/"
    assert shown(event)["html_url"] == "/events/workshop/"
    assert shown(event, "es", "https://host")["url"] == "https://host/api/v1/events/workshop/"
    assert shown(event, "es", "https://host")["html_url"] == "https://host/es/events/workshop/"


@pytest.mark.parametrize(
    ("edtf", "form", "precision", "earliest", "latest", "label"),
    [
        ("2019-09", "point", "month", "2019-09-01", "2019-09-30", "September 2019"),
        ("2018-10-22/2018-10-24", "span", "day", "2018-10-22", "2018-10-24", "22–24 October 2018"),
        ("[..2019-03-08]", "range", "unknown", None, "2019-03-08", "on or before 8 March 2019"),
        ("[2014-06..2014-12]", "range", "unknown", "2014-06-01", "2014-12-31", "between June and December 2014"),
    ],
)
def test_event_date_says_no_more_than_its_source(edtf, form, precision, earliest, latest, label):
    date = shown(recipes.event(date_edtf=edtf, date_basis="inferred"))["date"]

    assert date == {
        "edtf": edtf,
        "form": form,
        "precision": precision,
        "earliest": earliest,
        "latest": latest,
        "approximate": False,
        "uncertain": False,
        "label": label,
        "basis": "inferred",
        "words": None,
        "note": None,
    }


def test_event_date_that_no_source_states_is_told_from_one_nobody_looked_for():
    unknown = shown(recipes.event(date_basis="unknown"))["date"]
    unseen = shown(recipes.event())["date"]

    assert (unknown["edtf"], unknown["form"], unknown["basis"]) == (None, "unknown", "unknown")
    assert (unseen["edtf"], unseen["form"], unseen["basis"]) == (None, "unknown", None)
    assert shown(recipes.event(), "es")["date"]["label"] == "fecha no indicada"


def test_event_texts_are_in_the_language_asked_or_the_other_one():
    event = recipes.event(title_en="Workshop", title_es="Taller", summary_en="Held once.", date_note_es="Leída.")
    recipes.participation(event=event, note_en="Its staff.", note_es="Su personal.")

    english, spanish = shown(event), shown(event, "es")

    assert (english["title"], spanish["title"]) == ("Workshop", "Taller")
    assert (english["summary"], spanish["summary"]) == ("Held once.", "Held once.")
    assert (english["date"]["note"], spanish["date"]["note"]) == ("Leída.", "Leída.")
    assert spanish["participations"][0]["note"] == "Su personal."


def test_event_shows_its_rows_with_references_and_certainty():
    event, place = recipes.event(), recipes.country("mx", name_en="Mexico")
    organization = recipes.organization(slug="iom", name="International", acronym="IOM")
    recipes.participation(event=event, organization=organization, role="support", certainty="inferred")
    recipes.event_place(event=event, place=place, kind="target", basis="inferred")
    person = recipes.person(slug="ana", name="Ana")
    recipes.appearance(event=event, person=person, role="opened", on_behalf_of=organization, title_as_given="Chief")

    face = shown(event)
    reference = {"slug": "iom", "name": "International", "url": "/api/v1/organizations/iom/", "acronym": "IOM"}

    assert face["participations"] == [
        {
            "organization": reference,
            "role": "support",
            "role_label": "Support",
            "note": None,
            "certainty": "inferred",
        }
    ]
    assert face["places"] == [
        {
            "place": {
                "slug": "mx",
                "name": "Mexico",
                "url": "/api/v1/places/mx/",
                "iso_code": "MX",
                "kind": "country",
                "latitude": None,
                "longitude": None,
                "coordinates_basis": None,
            },
            "kind": "target",
            "basis": "inferred",
            "venue_name": None,
            "certainty": "stated",
        }
    ]
    assert face["appearances"] == [
        {
            "person": {"slug": "ana", "name": "Ana", "url": "/api/v1/people/ana/"},
            "role": "opened",
            "on_behalf_of": reference,
            "title_as_given": "Chief",
            "certainty": "stated",
        }
    ]


def test_event_articles_and_figures_name_their_source():
    event = recipes.event()
    publisher = recipes.organization(slug="iom")
    article = recipes.article(
        slug="release",
        headline="A workshop",
        published_edtf="2019-10",
        publisher=publisher,
        url="https://example.org/1",
    )
    recipes.coverage(event=event, article=article, is_primary=True, certainty="probable")
    recipes.figure(event=event, article=article, value=40, of_en="officials")

    face = shown(event)
    (told,), (figure,) = face["articles"], face["figures"]

    assert told.pop("publisher")["slug"] == "iom"
    assert told == {
        "slug": "release",
        "headline": "A workshop",
        "name": "A workshop",
        "url": "/api/v1/articles/release/",
        "published": {"on": None, "edtf": "2019-10", "basis": "stated", "label": "October 2019"},
        "source_url": "https://example.org/1",
        "kind": "reports",
        "is_primary": True,
        "certainty": "probable",
    }
    assert (figure["value"], figure["of"], figure["article"]["slug"]) == (40, "officials", "release")


def test_event_counts_its_public_sessions_only():
    series = recipes.event(is_series=True)
    recipes.event(parent=series)
    recipes.event(parent=series, state="draft")

    assert shown(series)["children_count"] == 1


def funding(event):
    return [
        (row["organization"]["slug"], row["basis"], row["program"] and row["program"]["slug"], row["certainty"])
        for row in shown(event)["funding"]
    ]


def test_event_funding_through_a_program_is_stated_only_where_an_article_about_the_event_says_so():
    donor, program = recipes.organization(slug="donor"), recipes.program(slug="program")
    role = recipes.program_role(program=program, organization=donor)
    told, untold = recipes.event(), recipes.event()
    for event in (told, untold):
        recipes.event_program(event=event, program=program, link="supported")
    article = recipes.article()
    recipes.coverage(event=told, article=article)
    recipes.coverage(event=untold)
    recipes.citation(article=article, program_role=role)

    assert funding(told) == [("donor", "via_program", "program", "stated")]
    assert funding(untold) == [("donor", "via_program", "program", "inferred")]


def test_event_funding_is_never_surer_than_the_facts_it_rests_on():
    role = recipes.program_role(certainty="probable")
    event = recipes.event()
    recipes.event_program(event=event, program=role.program)

    assert [certainty for *_rest, certainty in funding(event)] == ["probable"]


@pytest.mark.parametrize("link", ["presented", "about"])
def test_event_that_only_speaks_of_a_program_is_not_funded_by_it(link):
    role = recipes.program_role()
    event = recipes.event()
    recipes.event_program(event=event, program=role.program, link=link)

    assert funding(event) == []


def test_event_funding_that_a_source_states_comes_first():
    donor = recipes.organization(slug="donor")
    event = recipes.event()
    recipes.participation(event=event, organization=donor, role="funder")
    recipes.event_program(event=event, program=recipes.program_role(organization=donor).program)

    assert [basis for _slug, basis, *_rest in funding(event)] == ["stated", "via_program"]
