"""Dumps: files of one state of the catalogue, written once, whole, and told truly."""

import datetime as dt
import hashlib

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.editorial import publish, renewal
from activities.faces import dumps
from activities.faces.lines import NOUNS
from tests import recipes

pytestmark = pytest.mark.django_db

NAMES = {f"{name}.{ending}" for name in NOUNS for ending in ("csv", "ndjson")}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EXPORTS_DIR = tmp_path / "exports"
    return settings.EXPORTS_DIR


@pytest.fixture
def large(monkeypatch):
    """A catalogue that is not written while somebody waits, and the writing that was ordered."""
    ordered = []
    monkeypatch.setattr(dumps, "AT_ONCE", 0)
    monkeypatch.setattr(dumps, "write_in_background", lambda: ordered.append("dump"))
    return ordered


def event(**fields):
    made = recipes.event(**fields)
    renewal.renew(made)
    return made


def test_dump_has_every_file_with_its_true_size_and_sum():
    event(title_es="Reunión")

    dump = dumps.current()

    assert set(dump.files) == NAMES
    for file in dump.files.values():
        content = (dump.folder / file.name).read_bytes()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert {file.name for file in dump.files.values() if file.records} == {"events.csv", "events.ndjson"}


def test_dump_of_nothing_has_empty_files():
    dump = dumps.current()

    assert (dump.version, set(dump.files)) == (0, NAMES)
    assert {file.records for file in dump.files.values()} == {0}


def test_dump_is_written_once_for_each_state_of_the_catalogue():
    event()
    first = dumps.current()
    assert dumps.current() == first

    event()
    second = dumps.current()

    assert second.version > first.version
    assert second.files["events.ndjson"].records == 2


def test_dumps_of_one_state_are_equal_whenever_they_are_written(folder):
    event(title_es="Reunión")
    first = dumps.current()
    (first.folder / dumps.ABOUT).unlink()
    first.folder.rename(folder.parent / "away")

    assert dumps.write().files == first.files


def test_only_the_last_two_dumps_stay(folder):
    for _n in range(4):
        event()
        last = dumps.current()

    kept = sorted(path.name for path in folder.iterdir() if path.is_dir())

    assert len(kept) == 2
    assert last.folder.name in kept


def test_large_catalogue_is_written_in_the_background(large):
    event()

    assert dumps.current() is None
    assert large == ["dump"]


def test_large_catalogue_serves_its_newest_dump_and_renews_it_after_an_hour(large):
    event()
    written = dumps.write()
    event()

    assert dumps.current() == written
    assert large == []
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=61)):
        assert dumps.current() == written
    assert large == ["dump"]


def test_large_catalogue_serves_no_dump_that_holds_what_was_withdrawn(large):
    made = event()
    event(slug="stays")
    dumps.write()
    publish.withdraw(made, "It was recorded by mistake.", by=recipes.editor())

    assert dumps.current() is None


def test_dump_can_be_written_to_a_folder_of_ones_own(tmp_path, folder):
    event()

    dump = dumps.write_to(tmp_path / "mine")

    assert {path.name for path in (tmp_path / "mine").iterdir()} == NAMES | {dumps.ABOUT}
    assert dump.files == dumps.current().files


ALONE = {
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "sqlite": "BEGIN DEFERRED",  # a read transaction sees one state to its end (sqlite.org/isolation.html)
}


@pytest.mark.django_db(transaction=True)
def test_dump_is_of_one_moment():
    event()

    with CaptureQueriesContext(connection) as asked:
        dumps.write()

    begun = [query["sql"] for query in asked.captured_queries]
    at = begun.index(ALONE[connection.vendor])
    assert "activities_" not in " ".join(begun[:at])
    assert not connection.in_atomic_block
    assert begun[-1] == "COMMIT"
