"""Write the catalogue back to fixtures, so that what staff edited can be kept and compared as text."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from activities.editorial import fixtures


class Command(BaseCommand):
    """`write_fixtures`: the whole catalogue, drafts included, without the articles' words and without accounts."""

    help = "Write the whole catalogue, drafts included, to fixtures; never the words of articles, never accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", dest="folder", type=Path, default=settings.BASE_DIR / "fixtures", metavar="DIR")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        try:
            count = fixtures.write(folder)
        except fixtures.FixtureError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Wrote {count} objects to {folder}.")
