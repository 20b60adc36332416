"""`import_catalogue`: files in, one line a noun out, exit code 1 for any refused line."""

import json

import pytest
from django.core.management import CommandError, call_command

from activities.models import Person
from tests.lines import person, written

pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    """What the command says, and how it fails."""
    error = None
    try:
        call_command("import_catalogue", *map(str, arguments))
    except CommandError as failed:
        error = str(failed)
    said = capsys.readouterr()
    return said.out, said.err, error


def test_import_loads_files_and_counts(capsys, tmp_path):
    out, err, error = run(capsys, written(tmp_path, person("ana"), person("eva")))

    assert out == "person: 2 created, 0 updated, 0 known, 0 refused\n2 faces were made.\n"
    assert (err, error) == ("", None)
    assert set(Person.objects.values_list("slug", flat=True)) == {"ana", "eva"}


def test_import_names_refused_lines_and_fails(capsys, tmp_path):
    path = written(tmp_path, person("ana"), person("B"))

    out, err, error = run(capsys, path, "--report", tmp_path / "report.ndjson")

    assert out.startswith("person: 1 created, 0 updated, 0 known, 1 refused\n")
    assert err.startswith(f"{path}:2: slug: Small letters")
    assert error == "1 lines were refused."
    [told] = (tmp_path / "report.ndjson").read_text().splitlines()
    assert json.loads(told) == {
        "file": str(path),
        "line": 2,
        "field": "slug",
        "why": "Small letters, digits and single hyphens only, such as “iom-mexico”.",
    }


def test_import_shows_the_first_refused_lines_and_reports_all(capsys, tmp_path):
    path = written(tmp_path, person("ana"), *[person("B") for _n in range(30)])

    _out, err, error = run(capsys, path, "--report", tmp_path / "report.ndjson")

    assert len(err.splitlines()) == 20
    assert len((tmp_path / "report.ndjson").read_text().splitlines()) == 30
    assert error == "30 lines were refused."


def test_import_writes_nothing_in_a_dry_run(capsys, tmp_path):
    out, _err, error = run(capsys, written(tmp_path, person("ana")), "--dry-run")

    assert out == "person: 1 created, 0 updated, 0 known, 0 refused\nNothing was written.\n"
    assert error is None
    assert Person.objects.count() == 0


@pytest.mark.parametrize("arguments", [["missing.ndjson"], ["missing.ndjson", "--batch", "0"]])
def test_import_says_what_it_cannot_use(capsys, arguments):
    _out, _err, error = run(capsys, *arguments)

    assert error in {"missing.ndjson cannot be read: No such file or directory.", "--batch must be 1 or more."}


def test_import_draws_a_bar_where_somebody_looks(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)

    _out, err, _error = run(capsys, written(tmp_path, person("ana"), person("eva")), "--batch", "1")

    assert "[###############               ]  50% person.ndjson" in err
    assert "[##############################] 100% person.ndjson" in err
