"""Look for problems in every record and row."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from activities.editorial.checking import problems


class Command(BaseCommand):
    """`check_records`: one line a problem, and exit code 1 when there is any."""

    help = "Look for problems in every record and row: one line a problem, and exit code 1 when there is any."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = 0
        for count, problem in enumerate(problems(), 1):  # noqa: B007 - counted to the end
            self.stdout.write(problem)
        if count:
            raise CommandError(f"{count} problems found.")
        self.stdout.write("No problems found.")
