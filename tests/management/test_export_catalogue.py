"""`export_catalogue`: the files of the API, written by hand."""

import pytest
from django.core.management import call_command

from activities.editorial import renewal
from activities.faces import dumps
from tests import recipes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EXPORTS_DIR = tmp_path / "exports"
    return settings.EXPORTS_DIR


def test_export_writes_what_the_api_serves(capsys):
    renewal.renew(recipes.event())

    call_command("export_catalogue")

    dump = dumps.current()
    assert capsys.readouterr().out == f"Wrote 1 records, version {dump.version} of the catalogue, to {dump.folder}.\n"


def test_export_writes_to_a_folder_of_ones_own(capsys, tmp_path, folder):
    renewal.renew(recipes.event())

    call_command("export_catalogue", "--to", str(tmp_path / "mine"))

    assert (tmp_path / "mine" / "events.csv").read_bytes()
    assert not folder.exists()
