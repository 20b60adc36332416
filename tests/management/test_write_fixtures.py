"""What staff edited becomes text again: the same bytes for the same records, and nothing private."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Place
from tests import recipes

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"


def run(command, folder, **options):
    out = StringIO()
    call_command(command, folder=folder, stdout=out, **options)
    return out.getvalue().replace(str(folder), "FOLDER")


def written(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def objects(folder):
    """The objects of each file, as `{file: [(model, fields), …]}`, without the empty files."""
    read = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.iterdir())}
    return {
        name: [(item["model"].removeprefix("activities."), item["fields"]) for item in items]
        for name, items in read.items()
        if items
    }


def models(folder):
    return {name: [model for model, _fields in items] for name, items in objects(folder).items()}


def test_write_fixtures_gives_back_the_files_byte_for_byte(tmp_path):
    run("load_fixtures", FIXTURES)
    said = run("write_fixtures", tmp_path / "new")
    assert written(tmp_path / "new") == written(FIXTURES)
    assert said == f"Wrote {sum(map(len, objects(FIXTURES).values()))} objects to FOLDER.\n"
    run("load_fixtures", FIXTURES, again=True)
    run("write_fixtures", tmp_path / "again")
    assert written(tmp_path / "again") == written(FIXTURES)


def test_write_fixtures_puts_a_row_into_the_file_of_the_last_noun_it_names(tmp_path):
    event = recipes.event(event_type=None)
    article = recipes.article(publisher=None)
    body = recipes.organization(kind=None)
    recipes.name(organization=body)
    recipes.figure(organization=body, event=None, article=article)
    recipes.coverage(event=event, article=article)
    recipes.citation(article=article, event=event, field="date")
    recipes.event_place(event=event, place=recipes.place())
    run("write_fixtures", tmp_path)
    assert models(tmp_path) == {
        "02_places.json": ["place"],
        "03_organizations.json": ["organization", "name"],
        "06_articles.json": ["article", "figure", "passage"],
        "07_events.json": ["event", "coverage", "eventplace"],
        "08_citations.json": ["citation"],
    }


def test_write_fixtures_names_a_record_before_those_that_name_it(tmp_path):
    first = recipes.place(slug="z-first")
    region = recipes.place(slug="a-region")
    child = recipes.place(slug="m-child", parent=first)
    region.members.add(child, first)
    run("write_fixtures", tmp_path)
    items = objects(tmp_path)["02_places.json"]
    assert [fields["slug"] for _model, fields in items] == ["z-first", "m-child", "a-region"]
    assert items[-1][1]["members"] == [["m-child"], ["z-first"]]


def test_write_fixtures_ends_where_records_name_one_another_in_a_circle(tmp_path):
    inner = recipes.place(slug="inner")
    outer = recipes.place(slug="outer", parent=inner)
    inner.members.add(outer)
    run("write_fixtures", tmp_path)
    assert [fields["slug"] for _model, fields in objects(tmp_path)["02_places.json"]] == ["inner", "outer"]


def test_write_fixtures_leaves_out_words_of_articles_and_accounts(tmp_path):
    account = get_user_model().objects.create(username="ada")
    article = recipes.article(
        body="The borrowed text of an article.", body_sha256="0" * 64, created_by=account, updated_by=account
    )
    passage = recipes.passage(article=article, start=0, end=17, text="The borrowed text")
    recipes.citation(
        article=article,
        passage=passage,
        start=4,
        end=12,
        exact="borrowed",
        prefix="the borrowed",
        suffix="borrowed text",
    )
    recipes.duplicate_decision(article=article, decided_by=account)
    run("write_fixtures", tmp_path)
    text = "".join(written(tmp_path).values())
    assert '"body_sha256"' in text
    assert [word for word in ("borrowed", "ada", "_by") if word in text] == []


def test_write_fixtures_leaves_out_what_is_there_by_default(tmp_path):
    recipes.term(scheme="event-type", code="workshop", label_en="Workshop", label_es="", position=0)
    run("write_fixtures", tmp_path)
    [[_model, fields]] = objects(tmp_path)["01_terms.json"]
    assert list(fields) == ["scheme", "code", "label_en", "text_key", "public_id", "created_at", "updated_at"]


def test_write_fixtures_keeps_moments_and_versions_whole(tmp_path):
    place = recipes.place(slug="world")
    place.name_es = "Mundo"
    place.save()
    before = Place.objects.values().get()
    run("write_fixtures", tmp_path)
    Place.objects.all().delete()
    run("load_fixtures", tmp_path)
    assert Place.objects.values().get() | {"id": None} == before | {"id": None}
    assert before["version"] == 2


def test_write_fixtures_lays_a_short_row_on_one_line_and_accents_as_they_are(tmp_path):
    recipes.name(place=recipes.place(slug="mx-mic"), text="Michoacán", lang="es", kind="short")
    run("write_fixtures", tmp_path)
    assert written(tmp_path)["02_places.json"].splitlines()[-2] == (
        '  {"model": "activities.name", "fields": {"place": ["mx-mic"], "text": "Michoacán", "lang": "es", '
        '"kind": "short", "text_key": "michoacan"}}'
    )


def test_write_fixtures_asks_no_more_questions_for_more_records(tmp_path):
    def count():
        with CaptureQueriesContext(connection) as queries:
            run("write_fixtures", tmp_path)
        return len(queries)

    recipes.citation(event=recipes.event(), field="date")
    first = count()
    for _n in range(2):
        recipes.citation(event=recipes.event(), field="date")
        recipes.participation()
    assert count() == first


def test_write_fixtures_does_not_empty_the_files_for_an_empty_catalogue(tmp_path):
    with pytest.raises(CommandError, match="The catalogue is empty: nothing was written"):
        run("write_fixtures", tmp_path)
    assert list(tmp_path.iterdir()) == []
