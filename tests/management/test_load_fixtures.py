"""The catalogue fills itself once, leaves edits alone, and loads over them only when told to."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from activities.models import Article, Event, Name, Organization, Place, Term
from tests import recipes

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"
MOMENT = "2026-11-25T00:00:00Z"


def place(slug, **fields):
    return {
        "model": "activities.place",
        "fields": {"slug": slug, "name_en": slug.title(), "kind": "world_region", "created_at": MOMENT} | fields,
    }


def article(**fields):
    stated = {
        "slug": "workshop-reported",
        "headline": "Workshop reported",
        "url": "https://example.org/a",
        "language": "en",
        "state": "published",
        "published_at": MOMENT,
        "published_edtf": "2019-09",
        "published_basis": "stated",
        "body_sha256": "0" * 64,
    }
    return {"model": "activities.article", "fields": stated | fields}


@pytest.fixture
def load(tmp_path):
    """Write objects to a file a list, load the folder, and answer with the line the command says."""

    def run(*files, again=False):
        for number, items in enumerate(files, 1):
            text = items if isinstance(items, str) else json.dumps(items)
            (tmp_path / f"{number:02}_file.json").write_text(text, encoding="utf-8")
        out = StringIO()
        call_command("load_fixtures", folder=tmp_path, again=again, stdout=out)
        return out.getvalue().replace(str(tmp_path), "FOLDER")

    return run


def test_load_fixtures_fills_an_empty_catalogue_in_the_order_of_the_names(load):
    said = load([place("world")], [place("americas", parent=["world"])])
    assert said == "Loaded 2 objects from FOLDER.\n"
    assert list(Place.objects.order_by("pk").values_list("slug", "parent__slug")) == [
        ("world", None),
        ("americas", "world"),
    ]


def test_load_fixtures_works_out_what_follows_from_what_was_typed(load):
    load([place("mexico", name_en="México", text_key="wrong")], [article()])
    loaded = Article.objects.get()
    assert Place.objects.get().text_key == "mexico"
    assert (str(loaded.published_earliest), str(loaded.published_latest)) == ("2019-09-01", "2019-09-30")


def test_load_fixtures_finds_a_record_of_the_same_file_that_comes_later(load):
    load([place("americas", parent=["world"]), place("region", members=[["mexico"]]), place("world"), place("mexico")])
    assert Place.objects.get(slug="americas").parent.slug == "world"
    assert list(Place.objects.get(slug="region").members.values_list("slug", flat=True)) == ["mexico"]


def test_load_fixtures_leaves_a_catalogue_alone_that_holds_anything(load):
    kept = recipes.place(slug="world", name_en="Edited")
    said = load([place("world")], [place("americas")])
    kept.refresh_from_db()
    assert said == "The catalogue holds records already; the fixtures were not loaded.\n"
    assert (kept.name_en, Place.objects.count()) == ("Edited", 1)


def test_load_fixtures_again_sets_what_the_files_describe_and_keeps_the_rest(load):
    load([place("world", name_en="World"), place("americas", members=[["world"]])])
    edited = Place.objects.get(slug="world")
    edited.name_en, edited.kind = "Edited", "unknown"
    edited.save()
    Place.objects.get(slug="americas").members.clear()
    other = recipes.place(slug="other")
    load(again=True)
    edited.refresh_from_db()
    assert (edited.name_en, edited.kind, edited.version) == ("World", "world_region", 3)
    assert list(Place.objects.get(slug="americas").members.all()) == [edited]
    assert Place.objects.filter(pk=other.pk).exists()


def test_load_fixtures_again_takes_away_members_the_files_do_not_name(load):
    load([place("world"), place("americas")])
    Place.objects.get(slug="americas").members.add(Place.objects.get(slug="world"))
    load(again=True)
    assert not Place.objects.get(slug="americas").members.exists()


def test_load_fixtures_again_without_differences_changes_nothing(load):
    load([place("world", public_id="abcdefghjk", updated_at=MOMENT)], [article()])
    before = [list(model.objects.values()) for model in (Place, Article)]
    load(again=True)
    assert [list(model.objects.values()) for model in (Place, Article)] == before
    assert (Place.history.count(), Article.history.count()) == (1, 1)


def test_load_fixtures_again_keeps_the_words_and_accounts_that_no_file_holds(load):
    load([article()])
    person = get_user_model().objects.create(username="ada")
    Article.objects.update(body="Words of the article.", rights_note="Edited", updated_by=person)
    load(again=True)
    loaded = Article.objects.get()
    assert (loaded.body, loaded.rights_note, loaded.updated_by) == ("Words of the article.", "", person)


def test_load_fixtures_writes_where_each_record_came_from_into_its_history(load):
    load([place("world", name_en="World")])
    record = Place.objects.get()
    record.name_en = "Edited"
    record.save()
    load(again=True)
    history = record.history.order_by("history_id").values_list("history_type", "history_change_reason", "name_en")
    assert list(history) == [
        ("+", "Loaded from the fixtures", "World"),
        ("~", None, "Edited"),
        ("~", "Loaded from the fixtures", "World"),
    ]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("[{]", "02_file.json: Expecting property name"),
        ("{}", "02_file.json: a list of objects is expected"),
        ([7], "02_file.json, object 1, 7 …: an object has a model and its fields, and nothing else"),
        ([{"model": "activities.place", "pk": 1, "fields": {}}], "an object has a model and its fields"),
        ([{"model": "auth.user", "fields": {}}], "auth.user is no model of the catalogue"),
        ([place("x"), place("y", colour="red")], 'object 2, {"model": "activities.place", "fields": {"slug": "y"'),
        ([place("x", colour="red")], "Place has no field named 'colour'"),
        ([place("x", id=1)], "id has no place in a fixture"),
        ([place("x", parent=1)], "parent names a record by a list of words, not by 1"),
        ([place("x", parent=["nowhere"])], "Place matching query does not exist"),
        ([place("x", valid_until_edtf="yesterday")], "yesterday"),
        ([place("x", kind="planet")], "place_kind_is_known"),
        ([place("x", latitude="north")], "north"),
        ([article(body="Words of the article.")], "body has no place in a fixture"),
        ([article(created_by=["ada"])], "created_by has no place in a fixture"),
        ([{"model": "activities.name", "fields": {"text": "Nobody"}}], "name_belongs_to_one_record"),
    ],
)
def test_load_fixtures_names_what_is_wrong_and_loads_nothing(load, broken, told):
    with pytest.raises(CommandError) as refusal:
        load([place("world")], broken)
    assert told in str(refusal.value)
    assert not Place.objects.exists()


def test_load_fixtures_refuses_a_published_record_that_could_not_be_published(load):
    event_type = {"model": "activities.term", "fields": {"scheme": "event-type", "code": "workshop", "label_en": "W"}}
    event = {"slug": "workshop", "title_en": "Workshop", "event_type": ["event-type", "workshop"]}
    event |= {"state": "published", "published_at": MOMENT, "date_basis": "unknown"}
    with pytest.raises(CommandError, match="event workshop is published and needs a published article that covers it"):
        load([event_type], [{"model": "activities.event", "fields": event}])
    assert not Event.objects.exists()


def test_load_fixtures_needs_files(load):
    with pytest.raises(CommandError, match="There are no fixtures in "):
        load()


def test_load_fixtures_loads_what_loaddata_loads(tmp_path):
    """The files are Django's own: whoever loads them with the stock command gets the same catalogue."""
    call_command("loaddata", *sorted(FIXTURES.glob("*.json")), verbosity=0)
    call_command("write_fixtures", folder=tmp_path, stdout=StringIO())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in FIXTURES.iterdir()
    }
    assert {model.objects.count() > 0 for model in (Term, Place, Name, Organization, Article, Event)} == {True}
