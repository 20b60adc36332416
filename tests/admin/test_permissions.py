"""Who may open what: every page of the admin, for every role, with the answer it must give."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from activities.models import Citation, Event
from tests import recipes
from tests.admin.pages import OURS, address, filled, listed, save

pytestmark = pytest.mark.django_db

ROLES = ("editor", "reviewer", "administrator")
NOUNS = ("event", "organization", "person", "program", "article")
RECORDS = {
    **{f"draft {noun}": lambda noun=noun: getattr(recipes, noun)(state="draft") for noun in NOUNS},
    **{f"public {noun}": lambda noun=noun: getattr(recipes, noun)() for noun in NOUNS},
    "place": recipes.place,
    "own term": lambda: recipes.term("event-type", "workshop"),
    "official term": lambda: recipes.term("gcm-objective", "7"),
    "citation of a draft": lambda: recipes.citation(event=recipes.event(state="draft")),
    "citation of what is public": recipes.citation,
    "standing decision": recipes.duplicate_decision,
    "account": lambda: get_user_model().objects.create(username="somebody", is_staff=True),
    "superuser": lambda: get_user_model().objects.create(username="root", is_staff=True, is_superuser=True),
    "group": lambda: Group.objects.get(name="editor"),
    "permission": Permission.objects.first,
    "passage": recipes.passage,
}
# What each role may do with each: (v)iew, (c)hange, (d)elete. Nothing stands for no entry at all.
MAY = {
    **{f"draft {noun}": ("vc", "vcd", "vcd") for noun in NOUNS},
    **{f"public {noun}": ("v", "vc", "vc") for noun in NOUNS},
    "place": ("v", "vc", "vcd"),
    "own term": ("v", "vc", "vcd"),
    "official term": ("v", "v", "vcd"),
    "citation of a draft": ("vcd", "vcd", "vcd"),
    "citation of what is public": ("v", "vcd", "vcd"),
    "standing decision": ("v", "vc", "vcd"),
    "account": ("", "", "vc"),
    "superuser": ("", "", "v"),
    "group": ("", "", "v"),
    "permission": ("", "", ""),
    "passage": ("v", "v", "v"),
}


REGISTERED = [*OURS, get_user_model(), Group, Permission]


def test_every_kind_of_record_has_an_expectation(db):
    assert RECORDS.keys() == MAY.keys()
    assert {type(make()) for make in RECORDS.values()} == set(REGISTERED)
    assert {model._meta.model_name for model in REGISTERED} == ADD.keys()
    assert set(apps.get_app_config("auth").get_models()) < set(REGISTERED)


def page(record, name):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{name}", args=[record.pk])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", RECORDS)
def test_role_may_view_change_and_delete_what_is_its_business(browse, name, role):
    record, client, may = RECORDS[name](), browse(role), MAY[name][ROLES.index(role)]
    before = type(record).objects.filter(pk=record.pk).values().get()
    pages = {shown: client.get(page(record, shown)).status_code for shown in ("change", "history", "delete")}
    assert pages == {
        "change": 200 if "v" in may else 403,
        "history": 200 if "v" in may else 403,
        "delete": 200 if "d" in may else 403,
    }
    assert (client.post(page(record, "change"), {}).status_code == 403) == ("c" not in may)
    if "d" not in may:
        assert client.post(page(record, "delete"), {"post": "yes"}).status_code == 403
    assert type(record).objects.filter(pk=record.pk).values().get() == before


ADD = {
    **dict.fromkeys([*NOUNS, "place", "term", "citation", "duplicatedecision"], ROLES),
    "user": ("administrator",),
    "group": (),
    "permission": (),
    "passage": (),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", REGISTERED)
def test_role_may_list_and_add_what_is_its_business(browse, model, role):
    name, client = model._meta.model_name, browse(role)
    root = f"admin:{model._meta.app_label}_{name}"
    is_listed = name not in {"user", "group", "permission"} or (role == "administrator" and name != "permission")
    assert client.get(reverse(f"{root}_changelist")).status_code == (200 if is_listed else 403)
    assert client.get(reverse(f"{root}_add")).status_code == (200 if role in ADD[name] else 403)


@pytest.mark.parametrize("is_staff", [False, None])
def test_nobody_else_enters(db, is_staff):
    client = Client()
    if is_staff is not None:
        client.force_login(get_user_model().objects.create(username="visitor", is_staff=is_staff))
    event = recipes.event()
    for where in ("/admin/", listed(Event), address(event), address(event, "history"), address(event, "delete")):
        assert client.get(where)["Location"].startswith("/admin/login/?next=")
    assert client.get("/admin/autocomplete/").status_code == 302


def test_staff_without_a_group_open_nothing(db):
    client = Client()
    client.force_login(get_user_model().objects.create(username="new", is_staff=True))
    assert client.get(listed(Event)).status_code == 403
    assert client.get(address(recipes.event())).status_code == 403
    question = {"app_label": "activities", "model_name": "participation", "field_name": "organization"}
    assert client.get("/admin/autocomplete/", question).status_code == 403


def test_editor_changes_rows_of_a_draft(browse):
    row = recipes.participation(event=recipes.event(state="draft"))
    answer = save(browse("editor"), row.event, **{"participations-0-note_en": "After"})
    row.refresh_from_db()
    assert (answer.status_code, row.note_en) == (302, "After")


def test_editor_changes_no_rows_of_what_is_public(browse):
    row = recipes.participation(note_en="Before")
    data = filled(browse("reviewer").get(address(row.event))) | {"participations-0-note_en": "After"}
    answer = browse("editor").post(address(row.event), data)
    row.refresh_from_db()
    assert (answer.status_code, row.note_en) == (403, "Before")


def test_editor_adds_no_citation_to_what_is_public(browse):
    client, article = browse("editor"), recipes.article()
    public, draft = recipes.participation(), recipes.participation(event=recipes.event(state="draft"))
    for row in (public, draft):
        data = {"participation": row.pk, "article": article.pk, "stance": "supports", "certainty": "stated"}
        client.post(f"/admin/activities/citation/add/?participation={row.pk}", data)
    assert list(Citation.objects.values_list("participation", flat=True)) == [draft.pk]


# Accounts -----------------------------------------------------------------------------------------


JOINED = {"date_joined_0": "2026-01-01", "date_joined_1": "12:00:00"}


def account(role="administrator"):
    user = get_user_model().objects.create(username="somebody", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def test_administrator_gives_people_their_groups(browse):
    user, client = account("editor"), browse("administrator")
    where = page(user, "change")
    data = filled(client.get(where)) | JOINED | {"groups": [Group.objects.get(name="reviewer").pk]}
    assert client.post(where, data).status_code == 302
    assert list(user.groups.values_list("name", flat=True)) == ["reviewer"]


def test_administrator_makes_nobody_a_superuser(browse):
    client = browse("administrator")
    where = page(client.user, "change")
    more = Permission.objects.get(codename="delete_user")
    data = filled(client.get(where)) | JOINED | {"is_superuser": "on", "user_permissions": [more.pk]}
    assert client.post(where, data).status_code == 302
    client.user.refresh_from_db()
    assert (client.user.is_superuser, client.user.user_permissions.count()) == (False, 0)


def test_administrator_does_not_change_the_password_of_a_superuser(browse):
    root = get_user_model().objects.create(username="root", is_staff=True, is_superuser=True)
    client = browse("administrator")
    assert client.get(reverse("admin:auth_user_password_change", args=[root.pk])).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=[account().pk])).status_code == 200


def test_superuser_does_everything(db):
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root"))
    for make in RECORDS.values():
        record = make() if make is not RECORDS["superuser"] else get_user_model().objects.get(username="root")
        assert client.get(page(record, "change")).status_code == 200
    event = recipes.event(state="draft")
    assert save(client, event, title_en="After").status_code == 302
