"""Records: one face, or where it has gone."""

import pytest

from tests import recipes

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "organization": "organizations",
    "person": "people",
    "program": "programs",
    "event": "events",
    "article": "articles",
}
nouns = pytest.mark.parametrize("noun", ADDRESSES)


def made(noun, **fields):
    return getattr(recipes, noun)(**fields)


@nouns
def test_a_record_is_the_face_its_list_shows(read, noun):
    record = made(noun)

    assert read(f"{ADDRESSES[noun]}/{record.slug}/") == read(f"{ADDRESSES[noun]}/")["results"][0]


def test_places_terms_memberships_and_citations_have_addresses_too(read):
    place, term = recipes.country("mx"), recipes.term("sdg-target", "10.7")
    membership, citation = recipes.membership(), recipes.citation()

    assert read("places/mx/")["id"] == place.public_id
    assert read("terms/sdg-target/10.7/")["id"] == term.public_id
    assert read(f"memberships/{membership.public_id}/")["id"] == membership.public_id
    assert read(f"citations/{citation.public_id}/")["id"] == citation.public_id


def leads_to(client, path):
    answer = client.get(f"/api/v1/{path}")
    return answer.status_code, answer.headers.get("Location")


@nouns
def test_a_merged_record_leads_to_its_survivor(client, noun):
    last = made(noun, slug="last")
    middle = made(noun, slug="middle", merged_into=last)
    made(noun, slug="first", merged_into=middle)

    assert leads_to(client, f"{ADDRESSES[noun]}/first/") == (301, f"/api/v1/{ADDRESSES[noun]}/last/")


@nouns
def test_an_old_slug_leads_to_the_record_and_keeps_the_question(client, noun):
    recipes.slug_redirect(slug="before", **{noun: made(noun, slug="now")})

    assert leads_to(client, f"{ADDRESSES[noun]}/before/?lang=es") == (301, f"/api/v1/{ADDRESSES[noun]}/now/?lang=es")


def test_a_public_id_and_a_code_in_capitals_lead_to_the_record(client):
    event = recipes.event(slug="workshop")
    recipes.country("mx")

    assert leads_to(client, f"events/{event.public_id}/") == (301, "/api/v1/events/workshop/")
    assert leads_to(client, "places/MX/") == (301, "/api/v1/places/mx/")


@nouns
def test_a_withdrawn_record_gives_its_reason(client, noun):
    record = made(noun, state="withdrawn", withdrawn_reason="It was recorded twice.")

    answer = client.get(f"/api/v1/{ADDRESSES[noun]}/{record.slug}/")

    assert (answer.status_code, answer.headers["Content-Type"]) == (410, "application/problem+json")
    assert answer.json()["detail"] == "It was recorded twice."


@nouns
def test_a_record_merged_into_a_withdrawn_one_is_withdrawn(client, noun):
    gone = made(noun, state="withdrawn")
    made(noun, slug="first", merged_into=gone)

    assert leads_to(client, f"{ADDRESSES[noun]}/first/") == (410, None)


@nouns
@pytest.mark.parametrize("state", ["draft", "review"])
def test_a_record_that_is_not_public_was_never_there(client, noun, state):
    record = made(noun, state=state)
    made(noun, slug="first", merged_into=record)

    for slug in (record.slug, record.public_id, "first", "no-such-record", "-1"):
        assert leads_to(client, f"{ADDRESSES[noun]}/{slug}/") == (404, None)


@pytest.mark.parametrize(
    "path", ["places/nowhere/", "terms/none/0/", "memberships/none/", "citations/none/", "organizations/none/partners/"]
)
def test_what_is_not_there_is_a_problem_document(client, path):
    answer = client.get(f"/api/v1/{path}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_record_takes_no_parameters_of_lists(read):
    recipes.event(slug="workshop")

    assert read("events/workshop/?page_size=1", 400)["errors"][0]["name"] == "page_size"


def test_memberships_say_how_far_a_day_is_attested_only_when_asked(read):
    membership = recipes.membership()
    recipes.citation(article=recipes.article(published_edtf="2019-03-08"), membership=membership)

    assert [row["match"] for row in read("memberships/?on=2019-03-08")["results"]] == ["attested"]
    assert [row["match"] for row in read("memberships/")["results"]] == [None]


def test_partners_are_organizations_with_the_events_they_share(read):
    one, other = recipes.organization(slug="one"), recipes.organization(slug="other")
    for slug in ("first", "second"):
        for organization in (one, other):
            recipes.participation(event=recipes.event(slug=f"{slug}-{organization.slug}"), organization=organization)
    shared = recipes.event(slug="shared", title_en="Shared")
    recipes.participation(event=shared, organization=one)
    recipes.participation(event=shared, organization=other)

    page = read("organizations/one/partners/")

    assert (page["count"], page["next"]) == (1, None)
    (row,) = page["results"]
    assert (row["organization"]["slug"], row["shared_events_count"]) == ("other", 1)
    assert row["events"] == [{"slug": "shared", "name": "Shared", "url": "http://testserver/api/v1/events/shared/"}]


def test_partners_can_be_walked(client):
    one = recipes.organization(slug="one")
    event = recipes.event()
    for organization in (one, recipes.organization(), recipes.organization()):
        recipes.participation(event=event, organization=organization)

    first = client.get("/api/v1/organizations/one/partners/?page_size=1").json()
    second = client.get(first["next"]).json()

    found = [row["organization"]["slug"] for page in (first, second) for row in page["results"]]
    assert len(set(found)) == 2
    assert (second["next"], client.get(second["previous"]).json()["results"]) == (None, first["results"])


def test_partners_of_a_merged_body_are_those_of_its_survivor(client):
    recipes.organization(slug="old", merged_into=recipes.organization(slug="one"))

    assert leads_to(client, "organizations/old/partners/") == (301, "/api/v1/organizations/one/partners/")
