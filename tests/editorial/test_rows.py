import pytest
from django.apps import apps
from django.db import models

from activities.editorial.rows import NAMING, OWNED, citations_of, link_to, owner_of, rows_of
from activities.models import Citation, Record, Row
from tests import recipes


def row_links():
    """Every link from a row to a record: (row, record, link, whether the row goes with the record)."""
    for model in apps.get_app_config("activities").get_models():
        if model is Citation or not issubclass(model, Row):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model in OWNED:
                yield model, field.related_model, field.name, field.remote_field.on_delete is models.CASCADE


def test_every_row_is_owned_by_what_it_is_deleted_with():
    owned = {(model, owner) for owner, rows in OWNED.items() for model in rows}
    assert owned == {(model, owner) for model, owner, _link, goes_along in row_links() if goes_along}
    assert {link for _m, owner, link, goes in row_links() if goes} == {link_to(owner) for owner in OWNED}


def test_every_row_that_names_a_record_with_citations_is_known():
    naming = {(model, owner, link) for owner, rows in NAMING.items() for model, link in rows}
    known = {
        (model, owner, link)
        for model, owner, link, goes_along in row_links()
        if not goes_along and issubclass(owner, Record) and model.__name__ not in {"Coverage", "Figure", "Tag"}
    }
    assert naming == known


@pytest.mark.django_db
def test_rows_of_an_event_are_its_own():
    event = recipes.event()
    mine = {recipes.participation(event=event), recipes.figure(event=event), recipes.tag(event=event)}
    recipes.participation()
    assert {row for _model, rows in rows_of(event) for row in rows} == mine


@pytest.mark.django_db
@pytest.mark.parametrize("noun", ["organization", "person", "program", "place"])
def test_owner_of_a_name_is_the_record_that_has_it(noun):
    record = getattr(recipes, noun)()
    assert owner_of(recipes.name(**{noun: record})) == record


@pytest.mark.django_db
def test_owner_of_a_citation_is_the_record_of_its_row():
    row = recipes.participation()
    article = recipes.article()
    assert owner_of(recipes.citation(participation=row)) == row.event
    assert owner_of(recipes.citation(described_article=article)) == article
    assert owner_of(article) == article


@pytest.mark.django_db
def test_citations_of_a_record_are_those_of_it_and_its_rows():
    row = recipes.participation()
    own = {recipes.citation(event=row.event), recipes.citation(participation=row)}
    recipes.citation()
    recipes.citation(organization=row.organization)
    assert set(citations_of(row.event)) == own
    assert set(citations_of(row.event, naming=True)) == own


@pytest.mark.django_db
def test_citations_that_name_a_record_are_those_of_the_rows_of_others():
    row = recipes.participation()
    other = recipes.citation(participation=row)
    own = recipes.citation(name=recipes.name(organization=row.organization))
    assert set(citations_of(row.organization)) == {own}
    assert set(citations_of(row.organization, naming=True)) == {own, other}
