from django.db import migrations, models

from activities.search.engines import ENGINES


def create_index(apps, schema_editor):
    """Make the index of words in the way of the database at hand."""
    for statement in ENGINES[schema_editor.connection.vendor].creation:
        schema_editor.execute(statement)


def remove_index(apps, schema_editor):
    """Take it away; a column of it goes with the table."""
    for statement in ENGINES[schema_editor.connection.vendor].removal:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0004_trees'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('noun', models.CharField(max_length=12)),
                ('row', models.PositiveBigIntegerField(help_text="The record's row number in the table of its noun.")),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'constraints': [models.UniqueConstraint(fields=('noun', 'row'), name='record_has_one_search_entry', violation_error_message='There is already an entry for this record.')],
            },
        ),
        migrations.RunPython(create_index, remove_index),
    ]
