"""Export lines for tests: written, loaded, and compared with what the public saw before."""

import copy
import json
from pathlib import Path

from django.apps import apps
from django.db import connection

from activities.editorial import renewal
from activities.editorial.bulk.loading import load
from activities.faces import dumps
from activities.models import FaceFate, Place, PublishedFace

DOCUMENTED = Path(__file__).parents[1] / "docs" / "exports.md"


def faces():
    """All that the public sees, whatever the row numbers."""
    shown = PublishedFace.objects.filter(fate=FaceFate.PUBLISHED)
    return sorted(shown.values_list("noun", "public_id", "slug", "url", "about", "en", "es"))


def exported(folder):
    """Files of everything public, everything rendered before."""
    renewal.rebuild()
    dumps.write_to(folder)
    return sorted(folder.glob("*.ndjson"), reverse=True)  # not in the order of loading


def emptied():
    """Take everything out of the database but accounts."""
    with connection.cursor() as cursor:
        for model in (*apps.get_app_config("activities").get_models(), Place.members.through):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608


def loaded(*paths, size=1000, is_dry=False):
    """The report of a load, and the refusals as (file, line, field, why)."""
    refused = []
    report = load(paths, size=size, is_dry=is_dry, tell=lambda *_done: None, refuse=refused.append)
    return report, [(Path(one.file).name, one.line, one.field, one.why) for one in refused]


def lines_of(noun, **fields):
    """The example of a noun in the documentation, without rows and links, and with these fields."""
    shown = [json.loads(line) for line in DOCUMENTED.read_text().splitlines() if line.startswith('{"noun"')]
    line = copy.deepcopy(next(line for line in shown if line["noun"] == noun))
    empty = {name: [] for name, value in line.items() if isinstance(value, list)}
    alone = {"parent": None, "publisher": None, "kind": None, "country": None, "event_type": None}
    kept = {name: value for name, value in alone.items() if name in line and noun not in {"place", "program"}}
    return [line | empty | kept | fields]


def person(slug, **fields):
    return lines_of("person", slug=slug, id=fields.pop("id", f"{slug:x<10}"[:10]), **fields)[0]


def event(slug, **fields):
    return lines_of("event", slug=slug, id=fields.pop("id", f"{slug:x<10}"[:10]), **fields)[0]


def written(folder, *lines):
    """A file of these lines: objects, or texts as they are."""
    path = folder / f"{lines[0]['noun']}.ndjson"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts))
    return path
