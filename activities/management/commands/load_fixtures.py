"""Fill an empty catalogue from its fixtures."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from activities.editorial import fixtures


class Command(BaseCommand):
    """`load_fixtures`: safe to run at every start, as it leaves alone what people have edited."""

    help = "Fill an empty catalogue from its fixtures. One that holds anything is left as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="folder", type=Path, default=settings.BASE_DIR / "fixtures", metavar="DIR")
        parser.add_argument(
            "--again", action="store_true", help="load over what is there, edits of these records included"
        )

    def handle(self, *_args: Any, folder: Path, again: bool, **_options: Any) -> None:
        try:
            count = fixtures.load(folder, again=again)
        except fixtures.FixtureError as error:
            raise CommandError(str(error)) from error
        untouched = "The catalogue holds records already; the fixtures were not loaded."
        self.stdout.write(untouched if count is None else f"Loaded {count} objects from {folder}.")
