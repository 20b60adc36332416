"""Every named constraint of every model: what it lets pass, what it refuses, and the words it has for staff."""

import datetime as dt
from collections.abc import Callable
from copy import copy
from itertools import count
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from activities.models import Catalogue, PublishedFace, SearchEntry
from tests import recipes

pytestmark = pytest.mark.django_db

NOUNS = ["organization", "person", "program", "event", "article"]
ROWS = {
    "appearance": recipes.appearance,
    "citation": recipes.citation,
    "coverage": recipes.coverage,
    "eventplace": recipes.event_place,
    "eventprogram": recipes.event_program,
    "figure": recipes.figure,
    "identifier": recipes.identifier,
    "membership": recipes.membership,
    "name": recipes.name,
    "participation": recipes.participation,
    "programrole": recipes.program_role,
    "tag": recipes.tag,
}

CODES = count(1)

Fields = dict[str, Any] | Callable[..., dict[str, Any]]


class Check(NamedTuple):
    """A rule of one row: what makes a row that passes, and the changes to it that are refused."""

    make: Callable[..., models.Model]
    passing: Fields
    refused: list[Fields]


class Twins(NamedTuple):
    """A rule of two rows: what they may share, and what must differ between them."""

    make: Callable[..., models.Model]
    shared: Fields
    differing: dict[str, Any]


def a_term(**fields: Any) -> models.Model:
    return recipes.term("scheme", f"code-{next(CODES)}", **fields)


def a_face(**fields: Any) -> models.Model:
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    named = {"noun": "event", "row": next(CODES), "public_id": "a", "slug": "a", "url": "/a/"}
    said = {"en": "{}", "es": "{}", "version": 1, "changed_at": moment}
    return PublishedFace.objects.create(**named | said | fields)


def check(make: Callable[..., models.Model], passing: Fields, *refused: Fields) -> Check:
    return Check(make, passing, list(refused))


def is_known(make: Callable[..., models.Model], field: str) -> Check:
    return check(make, {}, {field: "elsewhere"})


def exactly_one(make: Callable[..., models.Model], given: str, other: str) -> Check:
    """None is refused, and so are two."""
    maker = getattr(recipes, other)
    return check(make, {}, {f"{given}_id": None}, lambda _row: {f"{other}_id": maker().pk})


def of_a_noun(noun: str) -> dict[str, Check]:
    """The rules that all five nouns keep."""
    make = getattr(recipes, noun)
    return {
        f"{noun}_state_is_known": check(make, {}, {"state": "public"}),
        f"{noun}_is_not_merged_into_itself": check(
            make, {"state": "withdrawn"}, lambda row: {"merged_into_id": row.pk}
        ),
        f"{noun}_merged_is_withdrawn": check(
            make,
            lambda: {"merged_into": make()},
            {"state": "draft", "withdrawn_reason": ""},
            {"state": "review", "withdrawn_reason": ""},
            {"state": "published", "withdrawn_reason": "", "published_at": recipes.PUBLISHED_AT},
        ),
        f"{noun}_published_has_its_moment": check(make, {}, {"published_at": None}),
        f"{noun}_withdrawn_has_its_reason": check(make, {"state": "withdrawn"}, {"withdrawn_reason": ""}),
        f"{noun}_reason_goes_with_a_withdrawal": check(make, {}, {"withdrawn_reason": "It was a mistake."}),
        f"{noun}_slug_is_well_formed": slug_is_well_formed(make),
        f"{noun}_slug_is_no_address_of_the_site": slug_is_no_address(make),
    }


def slug_is_well_formed(make: Callable[..., models.Model]) -> Check:
    bad = ["", "Oaxaca", "two--hyphens", "-first", "last-", "two words", "año", "a/b", "line\n"]
    return check(make, {"slug": "oaxaca-2019"}, *({"slug": slug} for slug in bad))


def slug_is_no_address(make: Callable[..., models.Model]) -> Check:
    return check(make, {"slug": "search-and-export"}, {"slug": "search"}, {"slug": "export"})


BAD_ADDRESSES = ["javascript:alert(1)", "ftp://example.org/", "example.org", "https://example.org/a b"]
BAD_TAGS = ["EN", "english", "en_US", "e", "en-", "en\n"]

CHECKS: dict[str, Check] = {
    **{name: rule for noun in NOUNS for name, rule in of_a_noun(noun).items()},
    **{f"{row}_certainty_is_known": is_known(make, "certainty") for row, make in ROWS.items()},
    # The published face
    "there_is_one_catalogue": check(Catalogue.objects.create, {"id": 1, "stamp": "a"}, {"id": 2}),
    "face_fate_is_known": check(a_face, {}, {"fate": "lost", "en": "", "es": ""}),
    "face_has_texts_while_it_is_public": check(
        a_face, {}, {"en": "", "es": ""}, {"fate": "withdrawn"}, {"fate": "merged", "merged_into": "/a/"}
    ),
    "merged_face_names_survivor": check(
        a_face,
        {"fate": "merged", "merged_into": "/a/", "en": "", "es": ""},
        {"merged_into": ""},
        {"fate": "withdrawn"},
    ),
    # Organizations
    "organization_is_not_its_own_parent": check(recipes.organization, {}, lambda row: {"parent_id": row.pk}),
    "organization_existence_is_known": is_known(recipes.organization, "existence"),
    "organization_parent_certainty_is_known": is_known(recipes.organization, "parent_certainty"),
    "organization_has_a_name": check(recipes.organization, {}, {"name": ""}),
    "organization_website_is_a_web_address": check(
        recipes.organization, {"website": "https://example.org/"}, *({"website": url} for url in BAD_ADDRESSES)
    ),
    # People
    "person_has_a_name": check(recipes.person, {}, {"name": ""}),
    # Programs
    "program_is_not_its_own_parent": check(recipes.program, {}, lambda row: {"parent_id": row.pk}),
    "program_kind_is_known": check(recipes.program, {}, {"kind": "elsewhere"}, {"kind": ""}),
    "program_status_is_known": check(recipes.program, {"status": "2"}, {"status": "0"}, {"status": "7"}),
    "program_has_a_name": check(recipes.program, {}, {"name": ""}),
    "program_bounds_follow_its_date": check(
        recipes.program, {"date_edtf": "2014/.."}, {"date_earliest": None}, {"date_edtf": ""}
    ),
    "program_ends_on_or_after_it_starts": check(
        recipes.program, {"date_edtf": "2019-01-01"}, {"date_latest": "2018-12-31"}
    ),
    "program_dac_purpose_has_five_digits": check(
        recipes.program,
        {"dac_purpose": "15190"},
        {"dac_purpose": "1519"},
        {"dac_purpose": "1519O"},
        {"dac_purpose": "١٥١٩٠"},
    ),
    # Events
    "event_is_not_its_own_parent": check(recipes.event, {}, lambda row: {"parent_id": row.pk}),
    "event_status_is_known": is_known(recipes.event, "status"),
    "event_attendance_mode_is_known": is_known(recipes.event, "attendance_mode"),
    "event_bounds_follow_its_date": check(
        recipes.event,
        {"date_edtf": "2019-09"},
        {"date_earliest": None, "date_latest": None},
        {"date_edtf": "", "date_basis": ""},
    ),
    "event_ends_on_or_after_it_starts": check(
        recipes.event, {"date_edtf": "2019-01-01"}, {"date_latest": "2018-12-31"}
    ),
    "event_has_a_title": check(recipes.event, {"title_en": "", "title_es": "Taller"}, {"title_es": ""}),
    "event_date_stands_on_its_basis": check(
        recipes.event,
        {"date_edtf": "2019-09", "date_basis": "relative"},
        {"date_basis": ""},
        {"date_basis": "unknown"},
        {"date_basis": "elsewhere"},
        {"date_edtf": "", "date_earliest": None, "date_latest": None},
    ),
    "event_ordinal_counts_from_one": check(recipes.event, {"ordinal": 1}, {"ordinal": 0}),
    "event_duration_counts_from_one": check(
        recipes.event, {"duration_days": 1, "duration_hours": 100}, {"duration_days": 0}, {"duration_hours": 0}
    ),
    "event_date_words_are_eight_at_most": check(
        recipes.event,
        {"date_words": "one two three four five six seven eight"},
        {"date_words": "one two three four five six seven eight nine"},
    ),
    "event_languages_are_tags": check(
        recipes.event,
        {"languages": "es,es-MX,en"},
        {"languages": "Spanish"},
        {"languages": "es, en"},
        {"languages": "es,"},
    ),
    # Articles
    "article_bounds_follow_its_date": check(
        recipes.article,
        {"published_edtf": "2019-09"},
        {"published_earliest": None, "published_latest": None},
        {"published_edtf": "", "published_basis": ""},
    ),
    "article_published_bounds_are_in_order": check(
        recipes.article, {"published_edtf": "2019-01-01"}, {"published_latest": "2018-12-31"}
    ),
    "article_publisher_certainty_is_known": is_known(recipes.article, "publisher_certainty"),
    "article_has_a_headline": check(recipes.article, {}, {"headline": ""}),
    "article_is_not_its_own_translation": check(recipes.article, {}, lambda row: {"translation_of_id": row.pk}),
    "article_text_has_its_hash": check(recipes.article, {"body": "Mexico City"}, {"body_sha256": ""}),
    "article_date_stands_on_its_basis": check(
        recipes.article,
        {"published_edtf": "2019-10-10"},
        {"published_basis": ""},
        {"published_basis": "unknown"},
        {"published_edtf": "", "published_earliest": None, "published_latest": None},
    ),
    "article_url_is_a_web_address": check(
        recipes.article, {"url": "http://example.org/a?b=ñ"}, {"url": ""}, *({"url": url} for url in BAD_ADDRESSES)
    ),
    "article_language_is_a_tag": check(
        recipes.article, {"language": "es-MX"}, {"language": ""}, *({"language": tag} for tag in BAD_TAGS)
    ),
    "article_hash_is_a_sha_256": check(
        recipes.article, {"body_sha256": "a" * 64}, {"body_sha256": "a" * 63}, {"body_sha256": "G" * 64}
    ),
    "passage_kind_is_known": is_known(recipes.passage, "kind"),
    "passages_count_from_one": check(recipes.passage, {"ordinal": 1}, {"ordinal": 0}),
    "passage_ends_after_it_starts": check(
        recipes.passage, {"start": 10, "end": 11}, {"start": 11}, {"start": 12, "end": 11}
    ),
    "passage_text_fills_its_span": check(
        recipes.passage,
        lambda: {"text": "Gascón", "start": 0, "end": 6, "article": recipes.article(body="Gascón opened")},
        {"text": "Gascó"},
        {"end": 7},
    ),
    # Places and terms
    "place_is_not_its_own_parent": check(recipes.place, {}, lambda row: {"parent_id": row.pk}),
    "place_kind_is_known": is_known(recipes.place, "kind"),
    "place_slug_is_well_formed": slug_is_well_formed(recipes.place),
    "place_slug_is_no_address_of_the_site": slug_is_no_address(recipes.place),
    "place_has_a_name": check(recipes.place, {}, {"name_en": ""}),
    "first_level_division_lies_in_a_country": check(
        recipes.place, lambda: {"kind": "admin1", "parent": recipes.country()}, {"parent_id": None}
    ),
    "place_iso_code_is_well_formed": check(
        recipes.place, {"iso_code": "MX-OAX"}, *({"iso_code": code} for code in ["", "mx", "MX-", "MEX", "mx-oax"])
    ),
    "place_m49_code_has_three_digits": check(recipes.place, {"m49": "013"}, {"m49": ""}, {"m49": "13"}, {"m49": "0I3"}),
    "place_has_a_whole_point_with_its_basis_or_none": check(
        recipes.place,
        {"latitude": "17.06", "longitude": "-96.72", "coordinates_basis": "gazetteer"},
        {"latitude": None},
        {"longitude": None},
        {"coordinates_basis": ""},
        {"coordinates_basis": "elsewhere"},
        {"latitude": None, "longitude": None},
    ),
    "place_point_lies_on_earth": check(
        recipes.place,
        {"latitude": "-90", "longitude": "180", "coordinates_basis": "shape"},
        {"latitude": "-90.1"},
        {"latitude": "90.1"},
        {"longitude": "180.1"},
        {"longitude": "-180.1"},
    ),
    "term_is_not_its_own_parent": check(a_term, {}, lambda row: {"parent_id": row.pk}),
    "term_has_a_label": check(a_term, {}, {"label_en": ""}),
    "term_scheme_is_well_formed": check(
        a_term,
        {},
        *({"scheme": scheme} for scheme in ["", "SDG", "sdg target", "sdg:target"]),
    ),
    "term_code_is_well_formed": check(
        a_term,
        {},
        *({"code": code} for code in ["", "10,7", "10/7", ".7", "ñ"]),
    ),
    "term_uri_is_a_web_address": check(
        a_term,
        {"uri": "https://example.org/10.7"},
        *({"uri": url} for url in BAD_ADDRESSES),
    ),
    # Rows
    "appearance_role_is_known": is_known(recipes.appearance, "role"),
    "appearance_is_at_an_event_or_in_an_article": check(
        recipes.appearance, {}, lambda _row: {"article_id": recipes.article().pk}
    ),
    "person_is_quoted_in_an_article_and_acts_at_an_event": check(
        recipes.appearance,
        lambda: {"article": recipes.article(), "role": "quoted"},
        {"role": "spoke"},
        lambda _row: {"article_id": None, "event_id": recipes.event().pk},
    ),
    "coverage_kind_is_known": is_known(recipes.coverage, "kind"),
    "event_place_kind_is_known": is_known(recipes.event_place, "kind"),
    "event_place_basis_is_known": is_known(recipes.event_place, "basis"),
    "only_a_venue_has_a_venue_name": check(
        recipes.event_place, {"venue_name": "Town hall"}, {"kind": "origin"}, {"kind": "dateline"}
    ),
    "event_program_link_is_known": is_known(recipes.event_program, "link"),
    "figure_measure_is_known": is_known(recipes.figure, "measure"),
    "figure_qualifier_is_known": is_known(recipes.figure, "qualifier"),
    "figure_status_is_known": is_known(recipes.figure, "status"),
    "figure_belongs_to_one_record": exactly_one(recipes.figure, "event", "program"),
    "figure_is_not_negative": check(recipes.figure, {"value": 0}, {"value": -1}),
    "context_statistic_has_context_status": check(
        recipes.figure, {"measure": "context_stat", "status": "context"}, {"status": "actual"}, {"status": "target"}
    ),
    "identifier_scheme_is_known": is_known(recipes.identifier, "scheme"),
    "identifier_belongs_to_one_record": exactly_one(recipes.identifier, "organization", "place"),
    "identifier_is_not_empty": check(recipes.identifier, {}, {"value": ""}),
    "identifier_of_scheme_url_is_a_web_address": check(
        recipes.identifier,
        {"scheme": "url", "value": "https://example.org/"},
        *({"value": url} for url in BAD_ADDRESSES),
    ),
    "membership_bounds_follow_its_date": check(
        recipes.membership, {"held_edtf": "2019/.."}, {"held_earliest": None}, {"held_edtf": ""}
    ),
    "membership_ends_on_or_after_it_starts": check(
        recipes.membership, {"held_edtf": "2019-01-01"}, {"held_latest": "2018-12-31"}
    ),
    "membership_names_its_post": check(
        recipes.membership, {"post_title_en": "", "post_title_es": "Directora"}, {"post_title_es": ""}
    ),
    "name_kind_is_known": is_known(recipes.name, "kind"),
    "name_belongs_to_one_record": exactly_one(recipes.name, "organization", "person"),
    "name_is_not_empty": check(recipes.name, {}, {"text": ""}),
    "name_language_is_a_tag": check(recipes.name, {"lang": ""}, *({"lang": tag} for tag in BAD_TAGS)),
    "program_role_is_known": is_known(recipes.program_role, "role"),
    "tag_basis_is_known": is_known(recipes.tag, "basis"),
    "tag_belongs_to_one_record": exactly_one(recipes.tag, "event", "article"),
    "old_slug_leads_to_one_record": exactly_one(recipes.slug_redirect, "event", "program"),
    "slugredirect_slug_is_well_formed": slug_is_well_formed(recipes.slug_redirect),
    "duplicate_decision_verdict_is_known": is_known(recipes.duplicate_decision, "verdict"),
    "duplicate_decision_has_a_reason": check(recipes.duplicate_decision, {}, {"reason": ""}),
    "undone_decision_has_its_moment": check(
        recipes.duplicate_decision,
        lambda: {"undone_by": recipes.editor(), "undone_at": recipes.PUBLISHED_AT},
        {"undone_at": None},
    ),
    # Evidence
    "citation_stance_is_known": is_known(recipes.citation, "stance"),
    "citation_supports_one_fact": check(
        recipes.citation, {}, {"event_id": None}, lambda _row: {"figure_id": recipes.figure().pk}
    ),
    "citation_has_a_whole_span_or_none": check(
        recipes.citation, {"start": 5, "end": 6}, {"end": 5}, {"end": 4}, {"end": None}
    ),
    "citation_of_a_passage_has_its_span": check(
        recipes.citation, {}, {"passage_id": None}, {"start": None, "end": None}
    ),
    "citation_words_fill_their_span": check(
        recipes.citation,
        lambda: {
            "passage": recipes.passage(article=recipes.article(body="á" * 400), end=400),
            "start": 0,
            "end": 300,
            "exact": "á" * 300,
        },
        {"exact": "á" * 299},
        {"end": 299},
    ),
    "citation_context_goes_with_its_words": check(
        recipes.citation,
        lambda: {
            "passage": recipes.passage(article=recipes.article(body="x" * 100)),
            "exact": "x" * 10,
            "suffix": "xx",
        },
        {"exact": ""},
    ),
    "citation_of_a_record_names_its_field": check(recipes.citation, {}, {"field": ""}),
}


def with_article(**fields: Any) -> models.Model:
    return recipes.figure(**{"article": recipes.article()} | fields)


def figures_of(owner: str) -> dict[str, Twins]:
    """The rules for figures of one kind of owner."""
    make = getattr(recipes, owner)
    return {
        f"{owner}_has_a_figure_once_in_an_article": Twins(
            recipes.figure,
            lambda: {owner: make(), "article": recipes.article(), "is_preferred": False},
            {"status": "target"},
        ),
        f"{owner}_has_a_figure_once_without_article": Twins(
            recipes.figure, lambda: {owner: make(), "is_preferred": False}, {"status": "target"}
        ),
        f"{owner}_has_one_preferred_figure": Twins(
            with_article, lambda: {owner: make(), "is_preferred": True}, {"is_preferred": False}
        ),
    }


def names_of(owner: str) -> dict[str, Twins]:
    """The rules for names of one kind of owner."""
    make = getattr(recipes, owner)
    return {
        f"{owner}_has_one_primary_name_in_a_language": Twins(
            recipes.name, lambda: {owner: make(), "is_primary": True}, {"lang": "es"}
        ),
        f"{owner}_has_a_name_once_in_a_language": Twins(
            recipes.name, lambda: {owner: make(), "text": "OIM"}, {"lang": "es"}
        ),
    }


TWINS: dict[str, Twins] = {
    **{name: rule for owner in ["event", "organization", "program"] for name, rule in figures_of(owner).items()},
    **{
        name: rule for owner in ["organization", "person", "program", "place"] for name, rule in names_of(owner).items()
    },
    **{
        f"{owner}_has_a_topic_once": Twins(
            recipes.tag,
            lambda owner=owner: {owner: getattr(recipes, owner)(), "term": "23"},
            {"term": "7"},
        )
        for owner in ["event", "program", "article"]
    },
    **{
        f"old_{noun}_slug_leads_to_one_place": Twins(
            lambda noun=noun, **fields: recipes.slug_redirect(**{noun: getattr(recipes, noun)()} | fields),
            {"slug": "once"},
            {"slug": "twice"},
        )
        for noun in NOUNS
    },
    "one_article_per_text": Twins(recipes.article, {"body_sha256": "a" * 64}, {"body_sha256": "b" * 64}),
    "passages_of_an_article_are_numbered_apart": Twins(
        recipes.passage, lambda: {"article": recipes.article(), "ordinal": 1}, {"ordinal": 2}
    ),
    "program_iati_identifier_is_its_own": Twins(
        recipes.program, {"iati_identifier": "XM-DAC-1"}, {"iati_identifier": "XM-DAC-2"}
    ),
    "term_code_is_unique_in_its_scheme": Twins(
        lambda scheme, **fields: recipes.term(scheme, "1", **fields), {"scheme": "one"}, {"scheme": "two"}
    ),
    "person_appears_once_in_a_role_at_an_event": Twins(
        recipes.appearance, lambda: {"event": recipes.event(), "person": recipes.person()}, {"role": "opened"}
    ),
    "person_appears_once_in_a_role_in_an_article": Twins(
        recipes.appearance,
        lambda: {"article": recipes.article(), "role": "quoted", "person": recipes.person()},
        {"person": recipes.person},
    ),
    "article_covers_an_event_once": Twins(
        recipes.coverage, lambda: {"article": recipes.article(), "event": recipes.event()}, {"event": recipes.event}
    ),
    "event_has_one_primary_article": Twins(
        recipes.coverage, lambda: {"event": recipes.event(), "is_primary": True}, {"is_primary": False}
    ),
    "one_duplicate_decision_for_event_and_article": Twins(
        recipes.duplicate_decision,
        lambda: {"article": recipes.article(), "event": recipes.event()},
        {"event": recipes.event},
    ),
    "event_has_a_place_once_in_a_role": Twins(
        recipes.event_place, lambda: {"event": recipes.event(), "place": recipes.place()}, {"kind": "origin"}
    ),
    "event_links_to_a_program_once_in_a_way": Twins(
        recipes.event_program, lambda: {"event": recipes.event(), "program": recipes.program()}, {"link": "about"}
    ),
    "record_has_one_search_entry": Twins(
        lambda **fields: SearchEntry.objects.create(id=next(CODES), **fields), {"noun": "event", "row": 1}, {"row": 2}
    ),
    "record_has_one_face": Twins(a_face, {"row": 1}, {"row": 2}),
    "identifier_is_unique_in_its_scheme": Twins(recipes.identifier, {"value": "Q1"}, {"value": "Q2"}),
    "person_holds_a_post_once_at_a_time": Twins(
        recipes.membership,
        lambda: {"person": recipes.person(), "organization": recipes.organization(), "post_title_en": "Director"},
        {"held_edtf": "2016/2018", "held_earliest": None, "held_latest": None},
    ),
    "organization_takes_part_once_in_a_role": Twins(
        recipes.participation,
        lambda: {"event": recipes.event(), "organization": recipes.organization(), "role": "organizer"},
        {"role": "participant"},
    ),
    "organization_has_a_program_role_once": Twins(
        recipes.program_role,
        lambda: {"program": recipes.program(), "organization": recipes.organization()},
        {"role": "owner"},
    ),
    **{
        f"{noun}ancestry_holds_a_pair_once": Twins(
            apps.get_model("activities", f"{noun}ancestry").objects.create,
            lambda make=make: {"record": make(), "ancestor": make()},
            {"ancestor": make},
        )
        for noun, make in {"place": recipes.place, "term": a_term, "organization": recipes.organization}.items()
    },
}


CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_app_config("activities").get_models()
    for constraint in model._meta.constraints
}
UNIQUE_COLUMNS = [
    (model, field.name)
    for model in apps.get_app_config("activities").get_models()
    for field in model._meta.concrete_fields
    if field.unique and not field.primary_key
]


def test_constraints_all_have_a_case():
    assert {*CHECKS, *TWINS} == set(CONSTRAINTS)


def test_constraints_all_have_words_of_their_own():
    silent = [
        name
        for name, (_model, constraint) in CONSTRAINTS.items()
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert silent == []


def resolved(fields: Fields, *given: Any) -> dict[str, Any]:
    return fields(*given) if callable(fields) else fields


def refusal(instance: models.Model, fields: dict[str, Any]) -> str:
    """What the database says when it is told to store these values past all Python."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        type(instance).objects.filter(pk=instance.pk).update(**fields)
    return diagnosis(caught.value)


def diagnosis(error: IntegrityError) -> str:
    """The constraint's name on PostgreSQL; on SQLite its name, or the columns of a unique one."""
    if connection.vendor == "postgresql":
        return str(error.__cause__.diag.constraint_name)
    return str(error)


def expected(name: str) -> str:
    model, constraint = CONSTRAINTS[name]
    if connection.vendor == "postgresql":
        return name
    if isinstance(constraint, models.CheckConstraint):
        return f"CHECK constraint failed: {name}"
    columns = [model._meta.get_field(field).column for field in constraint.fields]
    return "UNIQUE constraint failed: " + ", ".join(f"{model._meta.db_table}.{column}" for column in columns)


def words(instance: models.Model, fields: dict[str, Any]) -> dict[str, list[str]]:
    """What the constraints say to staff who type these values."""
    typed = copy(instance)
    for name, value in fields.items():
        setattr(typed, name, value)
    with pytest.raises(ValidationError) as caught:
        typed.validate_constraints()
    return caught.value.message_dict


def words_of(name: str) -> dict[str, list[str]]:
    return {"__all__": [CONSTRAINTS[name][1].get_violation_error_message()]}


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_check_lets_a_good_row_pass_and_refuses_bad_ones(name):
    rule = CHECKS[name]
    instance = rule.make(**resolved(rule.passing))
    instance.full_clean()
    for refused in rule.refused:
        bad = resolved(refused, instance)
        assert (bad, refusal(instance, bad)) == (bad, expected(name))
        assert (bad, words(instance, bad)) == (bad, words_of(name))


@pytest.mark.parametrize("name", sorted(TWINS))
def test_unique_rule_lets_two_that_differ_pass_and_refuses_twins(name):
    rule = TWINS[name]
    shared = resolved(rule.shared)
    first = rule.make(**shared)
    second = rule.make(**shared | {field: resolved(value) for field, value in rule.differing.items()})
    second.full_clean()
    copied = {field: getattr(first, field) for field in rule.differing}
    assert refusal(second, copied) == expected(name)
    assert words(second, copied) == words_of(name)


CODES_OF_A_PLACE = {"iso_code": "MX", "m49": "484"}


@pytest.mark.parametrize(("model", "name"), UNIQUE_COLUMNS, ids=lambda value: getattr(value, "__name__", value))
def test_unique_column_refuses_twins_in_the_database_and_in_words(model, name):
    make = a_term if model.__name__ == "Term" else getattr(recipes, model._meta.model_name)
    codes = {name: CODES_OF_A_PLACE[name]} if name in CODES_OF_A_PLACE else {}
    first, second = make(**codes), make()
    table = model._meta.db_table
    said = refusal(second, {name: getattr(first, name)})
    if connection.vendor == "postgresql":
        assert said.startswith(f"{table}_{name}_")
    else:
        assert said == f"UNIQUE constraint failed: {table}.{name}"
    setattr(second, name, getattr(first, name))
    with pytest.raises(ValidationError) as caught:
        second.validate_unique()
    assert list(caught.value.message_dict) == [name]
