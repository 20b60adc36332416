"""Write everything public to files: the same that the API serves, or into a folder of one's own."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from activities.faces import dumps


class Command(BaseCommand):
    """`export_catalogue [--to=DIR]`: see `docs/exports.md`."""

    help = "Write everything public to files: those that the API serves, or with --to into a folder of one's own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", dest="folder", type=Path, metavar="DIR")

    def handle(self, *_args: Any, folder: Path | None, **_options: Any) -> None:
        dump = dumps.write_to(folder) if folder else dumps.write()
        records = sum(file.records for file in dump.files.values() if file.name.endswith(".ndjson"))
        self.stdout.write(f"Wrote {records} records, version {dump.version} of the catalogue, to {dump.folder}.")
