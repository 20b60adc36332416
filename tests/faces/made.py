"""Records with a row of each kind, and what the framework makes of records."""

from django.utils.translation import override

from tests import recipes

ROOT = "https://host"


def represented(serializer, records, language):
    """What the framework makes of records, in the order of its keys."""
    made = serializer(context={"language": language, "root": ROOT})
    with override(language):
        return [ordered(made.to_representation(record)) for record in records]


def ordered(value):
    """The value with its dictionaries as pairs, so that an equal one has its keys in the same order."""
    if isinstance(value, dict):
        return [(name, ordered(inner)) for name, inner in value.items()]
    return list(map(ordered, value)) if isinstance(value, list | tuple) else value


def whole_event(**fields):
    """An event with a row of each kind, some of whose links lead to what is not public."""
    event = recipes.event(parent=recipes.event(is_series=True), event_type="workshop", languages="en,es", **fields)
    donor = recipes.organization(kind="government", acronym="D", parent=recipes.organization(state="draft"))
    recipes.participation(event=event, organization=donor, role="funder", note_es="Nota")
    recipes.participation(event=event, role="support", certainty="inferred")
    recipes.participation(event=event, organization=recipes.organization(state="draft"))
    program = recipes.program_role(organization=donor).program
    recipes.event_program(event=event, program=program, certainty="probable")
    recipes.event_place(event=event, place=recipes.place(latitude="19.4", longitude="-99.1", coordinates_basis="shape"))
    recipes.appearance(event=event, on_behalf_of=recipes.organization(state="draft"), title_as_given="Chief")
    article = recipes.article(published_edtf="2019-10", publisher=donor)
    recipes.coverage(event=event, article=article, is_primary=True)
    recipes.figure(event=event, article=recipes.article(state="draft"), of_en="officials")
    recipes.tag(event=event)
    recipes.identifier(event=event)
    recipes.membership(organization=donor, held_edtf="2017/..", post_title_es="Directora")
    recipes.name(organization=donor)
    recipes.citation(article=article, name=recipes.name(program=program))
    return event
