"""Search entries: which public records search knows, and in what order it meets them."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

# What can be searched. A noun's place in the list is part of the numbers of its entries: new ones go to the end.
SEARCHED = ("event", "article", "organization", "person", "program", "place", "term")
ROW_BITS, NOUN_BITS = 37, 3


class SearchEntry(models.Model):
    """What search knows of one public record.

    The words themselves stand in the database's own index (`activities.search.postgresql`, `.sqlite`), which the
    migration makes: on PostgreSQL in a further column, on SQLite in a table whose rows have these numbers.
    """

    # A day, a noun and a row in one number: both databases walk their index from the newest entry on by it.
    id = models.BigIntegerField(primary_key=True)
    noun = models.CharField(max_length=12)
    row = models.PositiveBigIntegerField(help_text="The record's row number in the table of its noun.")

    objects = models.Manager["SearchEntry"]()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "row"],
                name="record_has_one_search_entry",
                violation_error_message=_("There is already an entry for this record."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.row}"


def entry_id(noun: str, row: int, day: dt.date) -> int:
    """The number of a record's entry: the newer its day the higher; on one day by noun and row."""
    return day.toordinal() << ROW_BITS + NOUN_BITS | SEARCHED.index(noun) << ROW_BITS | row


def record_of(entry: int) -> tuple[str, int]:
    """The noun and the row number of the record that an entry is about."""
    return SEARCHED[entry >> ROW_BITS & (1 << NOUN_BITS) - 1], entry & (1 << ROW_BITS) - 1
