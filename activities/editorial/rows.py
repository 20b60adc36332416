"""Which rows belong to which record, and which citations carry it: the one map that every rule here follows."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from activities.models import (
    Appearance,
    Article,
    Citation,
    Coverage,
    Event,
    EventPlace,
    EventProgram,
    Figure,
    Identifier,
    Membership,
    Name,
    Organization,
    Participation,
    Person,
    Place,
    Program,
    ProgramRole,
    Tag,
)
from activities.models.citation import SUBJECTS

# A row belongs to the record it is deleted with; the link bears the noun's name.
OWNED: dict[type[Any], tuple[type[Any], ...]] = {
    Event: (Coverage, Participation, EventPlace, EventProgram, Appearance, Figure, Tag, Identifier),
    Organization: (Name, Figure, Identifier),
    Person: (Name, Membership, Identifier),
    Program: (Name, ProgramRole, Figure, Tag, Identifier),
    Article: (Appearance, Tag, Identifier),
    Place: (Name, Identifier),
}

# Rows of other records that name this one, by their link to it.
NAMING: dict[type[Any], tuple[tuple[type[Any], str], ...]] = {
    Event: (),
    Organization: (
        (Participation, "organization"),
        (Membership, "organization"),
        (ProgramRole, "organization"),
        (Appearance, "on_behalf_of"),
    ),
    Person: ((Appearance, "person"),),
    Program: ((EventProgram, "program"),),
    Article: (),
}

# What a citation may support -> the name of its link there.
SUBJECT_OF: dict[Any, str] = {Citation._meta.get_field(name).related_model: name for name in SUBJECTS}


def link_to(owner: type[models.Model]) -> str:
    """The name of the link by which a row belongs to a record of this noun: “event”."""
    return str(owner._meta.model_name)


def rows_of(record: Any) -> Iterator[tuple[type[Any], QuerySet[Any]]]:
    """Each kind of row a record can own, with the rows it owns now."""
    for model in OWNED.get(type(record), ()):
        yield model, model.objects.filter(**{link_to(type(record)): record})


def owner_of(row: Any) -> Any:
    """The record a row or citation belongs to; for a record, itself."""
    if isinstance(row, Citation):
        return owner_of(row.subject)
    for owner, models_of_rows in OWNED.items():
        if type(row) in models_of_rows and getattr(row, f"{link_to(owner)}_id") is not None:
            return getattr(row, link_to(owner))
    return row


def citations_of(record: Any, *, naming: bool = False) -> QuerySet[Citation]:
    """The evidence for a record: for itself and its rows; with `naming`, also for the rows of others that name it."""
    owner = type(record)
    paths = [(model, link_to(owner)) for model in OWNED.get(owner, ())]
    paths += NAMING.get(owner, ()) if naming else ()
    asked = Q(**{SUBJECT_OF[owner]: record}) if owner in SUBJECT_OF else Q(pk=None)
    for model, link in paths:
        if model in SUBJECT_OF:
            asked |= Q(**{f"{SUBJECT_OF[model]}__{link}": record})
    found: QuerySet[Citation] = Citation.objects.filter(asked)
    return found
