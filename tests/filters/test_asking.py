"""How a question is read: what is refused, with which hint, and in what order the answer comes."""

import pytest
from django.http import QueryDict

from activities.filters import FILTERS, QuestionError, ask
from tests import recipes

pytestmark = pytest.mark.django_db


def refusals(noun, query, also=()):
    with pytest.raises(QuestionError) as refused:
        ask(noun, QueryDict(query), also)
    return [(error.name, error.did_you_mean) for error in refused.value.errors]


def slugs(noun, query=""):
    return [record.slug for record in ask(noun, QueryDict(query)).queryset]


# Refused


def test_unknown_parameters_are_refused_by_name_with_a_hint():
    assert refusals("event", "organisation=iom&colour=red") == [("organisation", "organization"), ("colour", None)]


def test_parameters_of_the_caller_are_left_alone_and_hinted_at():
    ask("event", QueryDict("page=2&view=map"), ("page", "view"))

    assert refusals("event", "pages=2", ("page", "view")) == [("pages", "page")]


@pytest.mark.parametrize("noun", FILTERS)
@pytest.mark.parametrize("name", ["ordering", "modified_since"])
def test_an_empty_value_is_refused(noun, name):
    assert refusals(noun, f"{name}=") == [(name, None)]


def test_no_words_ask_nothing():
    recipes.person(slug="ana")

    assert slugs("person", "q=") == ["ana"]


def test_an_empty_value_among_several_is_refused():
    recipes.event()

    assert refusals("event", "status=held,") == [("status", None)]


def test_a_parameter_with_one_value_may_not_be_given_twice():
    assert refusals("event", "date_match=certain&date_match=possible") == [("date_match", None)]


def test_too_many_values_are_refused():
    assert refusals("event", "status=" + ",".join(f"v{n}" for n in range(101))) == [("status", None)]


def test_too_many_words_are_refused():
    assert refusals("event", "q=" + "+".join(f"word{n}" for n in range(21))) == [("q", None)]


@pytest.mark.parametrize(
    ("noun", "query", "hint"),
    [
        ("event", "event_type=workshops", "workshop"),
        ("event", "status=hold", "held"),
        ("event", "is_series=maybe", None),
        ("event", "year=99999", None),
        ("event", "year=0000", None),
        ("event", "year=-1", None),
        ("event", "year=1e3", None),
        ("event", "from=2019-13-01", None),
        ("event", "from=yesterday", None),
        ("event", "from=2024-01-01T25:00", None),
        ("event", "from=2026-02-01&to=2026-01-01", None),
        ("event", "fiscal_year=us:20x9", None),
        ("event", "fiscal_year=xx:2019", None),
        ("event", "date_match=maybe", None),
        ("event", "organization=aim", None),
        ("event", "organization=iomm", "iom"),
        ("event", "place=MX-ZZZ", None),
        ("event", "country=city", None),
        ("event", "term=nonsense", None),
        ("event", "term=:", None),
        ("event", "term=gcm-objectives:14", "gcm-objective"),
        ("event", "term=gcm-objective:41", None),
        ("event", "language=es_MX", None),
        ("event", "has=venues", "venue"),
        ("event", "ordering=password", None),
        ("event", "ordering=-", None),
        ("event", "ordering=tilte", "title"),
        ("event", "ordering=relevance", None),
        ("event", "modified_since=yesterday", None),
        ("event", "modified_since=0001-01-01T00:00:00%2B14:00", None),
        ("term", "scheme=gcm-objectiv", "gcm-objective"),
        ("membership", "on=2019-13-01", None),
        ("citation", "event=no-such", None),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_and_what_was_meant_is_guessed(noun, query, hint):
    recipes.event_type("workshop")
    recipes.organization(slug="iom", acronym="IOM")
    recipes.place(slug="city")
    recipes.term("gcm-objective", "14")

    assert refusals(noun, query) == [(query.partition("=")[0], hint)]


def test_every_fault_is_told_at_once():
    assert [name for name, _hint in refusals("event", "year=x&status=y&z=1")] == ["year", "status", "z"]


# Naming linked records


@pytest.mark.parametrize("name", ["iom", "IOM", "oim", "XM-DAC-47066", "iati-org:XM-DAC-47066", "old-iom", "merged"])
def test_an_organization_is_named_by_slug_acronym_identifier_and_by_what_it_was_called_before(name):
    iom = recipes.organization(slug="iom", acronym="IOM")
    recipes.name(organization=iom, text="OIM", kind="acronym", lang="es")
    recipes.identifier(organization=iom, scheme="iati-org", value="XM-DAC-47066")
    recipes.slug_redirect(organization=iom, slug="old-iom")
    recipes.organization(slug="merged", merged_into=iom)
    recipes.participation(organization=iom, event=recipes.event(slug="workshop"))
    recipes.participation()

    assert slugs("event", f"organization={name}") == ["workshop"]


def test_every_record_is_named_by_its_public_id():
    participation = recipes.participation()

    assert slugs("event", f"organization={participation.organization.public_id}") == [participation.event.slug]


def test_an_acronym_two_bodies_share_is_refused_with_both_slugs():
    recipes.organization(slug="prm-bureau", acronym="PRM")
    recipes.organization(slug="prm-program", acronym="PRM")

    with pytest.raises(QuestionError) as refused:
        ask("event", QueryDict("organization=PRM"))

    assert "prm-bureau prm-program" in refused.value.errors[0].detail


def test_a_slug_comes_before_an_acronym():
    recipes.organization(slug="prm")
    recipes.organization(slug="other", acronym="prm")

    assert slugs("event", "organization=prm") == []


@pytest.mark.parametrize("name", ["mx", "MX", "484"])
def test_a_place_is_named_by_slug_iso_code_or_m49(name):
    recipes.event_place(event=recipes.event(slug="workshop"), place=recipes.country("mx", m49="484"))

    assert slugs("event", f"place={name}") == ["workshop"]


@pytest.mark.parametrize("state", ["draft", "review", "withdrawn"])
def test_a_record_that_is_not_public_is_as_unknown_as_one_that_never_was(state):
    recipes.organization(slug="secret-body", state=state, acronym="SECRET")

    assert refusals("event", "organization=secret-body") == [("organization", None)]
    assert refusals("event", "organization=SECRET") == [("organization", None)]
    assert refusals("event", "organization=secret-bodi") == [("organization", None)]


# Order


@pytest.mark.parametrize("noun", FILTERS)
def test_every_order_is_total(noun):
    filter_ = FILTERS[noun]

    assert all(keys[-1].expression.name == "pk" for keys in filter_.orders.values())
    assert {f"-{name}".replace("--", "") for name in filter_.orders} == set(filter_.orders)


def test_events_come_newest_first_and_undated_ones_last_either_way():
    recipes.event(slug="late", date_edtf="2019-09")
    recipes.event(slug="by", date_edtf="[..2019-03-08]", date_basis="publication_bound")
    recipes.event(slug="early", date_edtf="2014")
    recipes.event(slug="undated")

    assert slugs("event") == ["late", "by", "early", "undated"]
    assert slugs("event", "ordering=date") == ["early", "by", "late", "undated"]


def test_events_of_one_date_come_by_title_either_way():
    recipes.event(slug="b", title_en="B", date_edtf="2019")
    recipes.event(slug="a", title_en="A", date_edtf="2019")

    assert slugs("event") == slugs("event", "ordering=date") == ["a", "b"]
    assert slugs("event", "ordering=-title") == ["b", "a"]


def test_names_come_in_order_and_best_first_when_words_are_sought():
    recipes.organization(slug="z", name="Coordination")
    recipes.organization(slug="b", name="National Coordination")
    recipes.organization(slug="a", name="Coordination of Offices")
    recipes.indexed()

    assert slugs("organization") == ["z", "a", "b"]
    assert slugs("organization", "q=coordination") == ["z", "a", "b"]
    assert slugs("organization", "q=national coordination") == ["b"]
    assert slugs("organization", "q=coordination&ordering=-name") == ["b", "a", "z"]


def test_words_leave_events_in_their_own_order_unless_relevance_is_asked():
    recipes.event(slug="recent", title_en="On a workshop", date_edtf="2019")
    recipes.event(slug="old", title_en="Workshop", date_edtf="2014")
    recipes.indexed()

    assert slugs("event", "q=workshop") == ["recent", "old"]
    assert slugs("event", "q=workshop&ordering=relevance") == ["old", "recent"]


def test_terms_come_in_their_schemes_own_order():
    for position, code in enumerate(["b", "a"]):
        recipes.term("gcm-objective", code, position=position)

    assert [term.code for term in ask("term", QueryDict("")).queryset] == ["b", "a"]


@pytest.mark.parametrize("noun", FILTERS)
def test_every_noun_can_be_asked_for_words_and_changes_in_every_order(noun):
    for order in FILTERS[noun].known()["ordering"].schema["enum"]:
        query = QueryDict(f"q=word&modified_since=2026-01-01T00:00:00Z&ordering={order}")
        assert list(ask(noun, query).queryset) == []


def test_changes_are_found_from_a_moment_on():
    event = recipes.event(slug="workshop")
    moment = event.updated_at.isoformat().replace("+00:00", "Z")

    assert slugs("event", f"modified_since={moment}") == ["workshop"]
    assert slugs("event", "modified_since=9999-01-01") == []
