"""Load export lines into the catalogue: of another catalogue, of a backup, or of any program that writes them."""

import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from activities.editorial.bulk.loading import FileError, Refusal, Report, load

NAMED = 20  # refused lines that are shown; all of them are in the report
WIDTH = 30  # characters of the bar


class Command(BaseCommand):
    """`import_catalogue FILE.ndjson …`: see `docs/exports.md`."""

    help = (
        "Load files of export lines (NDJSON), in any order. What is there in the same or a later version is left "
        "alone: a load that was broken off is ended by another. Exit code 1 when any line was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", dest="is_dry", help="check everything, write nothing")
        parser.add_argument("--batch", type=int, default=1000, metavar="N", help="lines in a transaction (1000)")
        parser.add_argument("--report", type=Path, metavar="FILE", help="where refused lines go, as NDJSON")

    def handle(
        self, *_args: Any, files: list[Path], is_dry: bool, batch: int, report: Path | None, **_options: Any
    ) -> None:
        if batch < 1:
            raise CommandError("--batch must be 1 or more.")
        self.refused = 0
        try:
            with (report or Path("/dev/null")).open("wb") as stream:
                done = load(files, size=batch, is_dry=is_dry, tell=self.tell, refuse=lambda one: self.note(one, stream))
        except (FileError, OSError) as error:
            raise CommandError(str(error)) from error
        self.say(done, is_dry=is_dry)

    def tell(self, what: str, done: int, total: int) -> None:
        """Draw how far it is, where somebody looks."""
        if sys.stderr.isatty():
            share = done / total if total else 1
            bar = f"[{'#' * int(share * WIDTH):<{WIDTH}}] {share:4.0%}" if total else f"{done:,}"
            self.stderr.write(f"\r{bar} {what:<30}", ending="")

    def note(self, refusal: Refusal, stream: Any) -> None:
        """Report a refused line."""
        self.refused += 1
        stream.write(orjson.dumps(asdict(refusal), option=orjson.OPT_APPEND_NEWLINE))
        if self.refused <= NAMED:
            self.stderr.write(f"{refusal.file}:{refusal.line}: {refusal.field}: {refusal.why}".replace(": :", ":"))

    def say(self, done: Report, *, is_dry: bool) -> None:
        """Sum up; fail when a line was refused."""
        if sys.stderr.isatty():
            self.stderr.write("")
        for noun in [*done.created | done.updated | done.known | done.refused]:
            counts = {name: getattr(done, name)[noun] for name in ("created", "updated", "known", "refused")}
            self.stdout.write(f"{noun}: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
        self.stdout.write("Nothing was written." if is_dry else f"{done.faces} faces were made.")
        if self.refused:
            raise CommandError(f"{self.refused} lines were refused.")
