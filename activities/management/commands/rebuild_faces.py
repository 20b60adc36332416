"""Make the public faces of records anew, and prove that they are what they should be."""

from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from activities.editorial import renewal

NAMED = 20


class Command(BaseCommand):
    """`rebuild_faces`: after a change of their shape, or to end what a stopped process left undone."""

    help = (
        "Make the face and search entry of every public record anew, then compare each with what it would be now. "
        "Broken off, it is ended with --stale."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--stale", action="store_true", help="renew only what shows something that has changed")
        choice.add_argument("--check", action="store_true", help="change nothing, only compare")

    def handle(self, *_args: Any, stale: bool, check: bool, **_options: Any) -> None:
        if not check:
            renewed = (renewal.renew_stale if stale else renewal.rebuild)(self.tell)
            self.stdout.write(f"{renewed} faces were made anew.")
        self.prove()

    def tell(self, done: int) -> None:
        self.stderr.write(f"{done} …")

    def prove(self) -> None:
        """Fail when a face is not what it would be if it were made now."""
        unequal = renewal.unequal()
        if named := list(islice(unequal, NAMED)):
            more = sum(1 for _address in unequal)
            raise CommandError("\n".join(["Not as they would be made now:", *named, f"and {more} more." * bool(more)]))
        self.stdout.write("Every face is as it would be made now.")
