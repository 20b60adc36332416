"""The groups that the migration makes."""

import pytest
from django.contrib.auth.models import Group, Permission

from activities.editorial.rows import OWNED

pytestmark = pytest.mark.django_db


def codes(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def test_groups_are_the_three():
    assert set(Group.objects.values_list("name", flat=True)) == {"editor", "reviewer", "administrator"}


def test_each_group_may_do_what_the_one_before_it_may():
    assert codes("editor") < codes("reviewer") < codes("administrator")


def test_reviewers_publish_and_editors_do_not():
    publishing = set(Permission.objects.filter(codename__startswith="publish_").values_list("codename", flat=True))
    assert len(publishing) == 5
    assert publishing <= codes("reviewer")
    assert not publishing & codes("editor")


def test_editors_edit_every_row():
    rows = {model._meta.model_name for models in OWNED.values() for model in models} | {"citation", "passage"}
    assert {f"{verb}_{row}" for verb in ("add", "change", "delete", "view") for row in rows} <= codes("editor")


def test_no_group_changes_histories_or_what_a_group_may_do():
    everything = codes("administrator")
    assert not {code for code in everything if "historical" in code}
    assert {code for code in everything if code.endswith(("_group", "_permission"))} == {"view_group"}
