"""What lies inside what, as it is stored, is what the parents and members say."""

import random

import pytest

from activities.models import Organization, OrganizationAncestry, Place, PlaceAncestry, Term, TermAncestry
from tests import recipes

pytestmark = pytest.mark.django_db

TREES = {
    Organization: (OrganizationAncestry, recipes.organization),
    Place: (PlaceAncestry, recipes.place),
    Term: (TermAncestry, lambda **fields: recipes.term("sdg-target", f"{Term.objects.count() + 1}", **fields)),
}
EDITS = 40


def stored(model):
    return set(TREES[model][0].objects.values_list("record", "ancestor"))


def walked(model):
    """The pairs that following parents and regions gives, from every record up."""
    return {(record.pk, above) for record in model.objects.all() for above in outwards(record)}


def outwards(record):
    found, waiting = set(), [record]
    while waiting:
        step = waiting.pop()
        if step.pk not in found:
            found.add(step.pk)
            waiting += [step.parent] if step.parent else []
            waiting += step.regions.all() if isinstance(step, Place) else []
    return found


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("model", TREES)
def test_what_is_stored_is_what_walking_gives_after_any_edits(model, seed):
    chance = random.Random(seed)  # noqa: S311 - the same edits every time
    for _n in range(EDITS):
        edit(model, chance)
        assert stored(model) == walked(model)


def edit(model, chance):
    """Add a record, move one, change the members of a region, or delete one that nothing is directly inside of."""
    records = list(model.objects.all())
    draw = chance.random()
    if draw < 0.4 or not records:
        TREES[model][1](parent=chance.choice([None, *records]))
    elif draw < 0.75:
        record, parent = chance.choice(records), chance.choice([None, *records])
        if parent is None or record.pk not in outwards(parent):
            record.parent = parent
            record.save()
    elif draw < 0.9 and model is Place:
        region, *places = chance.sample(records, chance.randint(1, min(4, len(records))))
        recipes.members(region, *places)
    else:
        lone = chance.choice([record for record in records if not model.objects.filter(parent=record).exists()])
        chance.choice([lone, model.objects.filter(pk=lone.pk)]).delete()


def test_a_record_saved_without_a_new_parent_writes_no_ancestry(django_assert_num_queries):
    unit = recipes.organization(parent=recipes.organization())
    pairs = set(OrganizationAncestry.objects.values_list("pk", flat=True))
    unit.name = "Another name"
    unit.save()
    unit.save(update_fields=["name"])
    Organization.objects.relink()
    assert set(OrganizationAncestry.objects.values_list("pk", flat=True)) == pairs


def test_a_parent_saved_alone_moves_the_record_with_its_units():
    top, unit = recipes.organization(), recipes.organization()
    office = recipes.organization(parent=unit)
    unit.parent = top
    unit.save(update_fields=["parent"])
    assert set(Organization.objects.filter(pk=top.pk).with_units()) == {top, unit, office}


def test_records_made_in_bulk_are_stored_with_what_they_lie_inside():
    top = recipes.term("sdg-target", "10")
    Term.objects.bulk_create([Term(scheme="sdg-target", code=f"10.{n}", label_en=str(n), parent=top) for n in range(3)])
    assert stored(Term) == walked(Term)
    assert Term.objects.filter(pk=top.pk).with_descendants().count() == 4


def test_relink_mends_whatever_was_changed_behind_its_back():
    top, unit = recipes.organization(), recipes.organization()
    office = recipes.organization(parent=unit)
    Organization.objects.filter(pk=unit.pk).update(parent=top)
    OrganizationAncestry.objects.filter(record=office).delete()
    OrganizationAncestry.objects.create(record=top, ancestor=office)
    Organization.objects.relink()
    assert stored(Organization) == walked(Organization)


def test_relink_of_some_leaves_others_alone():
    top, unit, other = recipes.organization(), recipes.organization(), recipes.organization()
    Organization.objects.update(parent=None)
    Organization.objects.filter(pk__in=[unit.pk, other.pk]).update(parent=top)
    Organization.objects.relink([unit.pk])
    assert stored(Organization) == walked(Organization) - {(other.pk, top.pk)}
    Organization.objects.relink([])
    assert (other.pk, top.pk) not in stored(Organization)


@pytest.mark.parametrize("model", TREES)
def test_with_descendants_is_one_query_however_deep(model, django_assert_num_queries):
    _ancestry, make = TREES[model]
    top = make()
    middle = make(parent=top)
    low = [make(parent=middle) for _n in range(3)]
    make()
    with django_assert_num_queries(1):
        found = set(model.objects.filter(pk=top.pk).with_descendants())
    assert found == {top, middle, *low}


def test_a_broken_tree_is_walked_once():
    first = recipes.organization()
    second = recipes.organization(parent=first)
    Organization.objects.filter(pk=first.pk).update(parent=second)
    Organization.objects.relink()
    assert set(Organization.objects.filter(pk=first.pk).with_descendants()) == {first, second}
