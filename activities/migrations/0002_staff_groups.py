"""Make the three groups of staff: editor, reviewer, administrator (`docs/editing.md`)."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROWS = (
    "appearance citation coverage eventplace eventprogram figure identifier membership name participation passage "
    "programrole tag"
).split()
NOUNS = "article event organization person program".split()
VOCABULARIES = "place term".split()


def every(verbs, nouns):
    return {f"{verb}_{noun}" for verb in verbs.split() for noun in nouns}


EDITOR = (
    every("add change delete view", ROWS)
    | every("add change view", NOUNS)
    | every("add view", VOCABULARIES)
    | every("add view", ["duplicatedecision"])
)
REVIEWER = (
    EDITOR
    | every("delete publish", NOUNS)
    | every("change", [*VOCABULARIES, "duplicatedecision"])
)
ADMINISTRATOR = (
    REVIEWER
    | every("delete", [*VOCABULARIES, "duplicatedecision"])
    | {"change_official_term"}
    | every("add change view", ["user"])
    | every("view", ["group"])
)
GROUPS = {"editor": EDITOR, "reviewer": REVIEWER, "administrator": ADMINISTRATOR}


def make_groups(apps, schema_editor):
    """Give each group its permissions, which `migrate` itself would make only after the last migration."""
    for label in ("auth", "activities"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
        config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label__in=("auth", "activities")
    )
    for name, codes in GROUPS.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(permissions.filter(codename__in=codes))


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0001_the_nouns_and_their_rows"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
