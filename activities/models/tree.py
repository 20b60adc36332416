"""Trees: records that lie inside one another, stored with all they lie inside, so that one condition asks for all."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connections, models, router, transaction
from django.utils.translation import gettext_lazy as _

# What the parents say: each of some records, and of all below them, with every record it lies inside, itself first.
WALK = """
WITH RECURSIVE
  link (inner_id, outer_id) AS NOT MATERIALIZED ({links}),
  moved (id) AS (
    {records} UNION SELECT link.inner_id FROM moved JOIN link ON link.outer_id = moved.id
  ),
  walked (record_id, ancestor_id) AS (
    SELECT id, id FROM moved
    UNION SELECT walked.record_id, link.outer_id FROM walked JOIN link ON link.inner_id = walked.ancestor_id
  )
"""
FORGET = """
DELETE FROM {ancestry} WHERE record_id IN (SELECT id FROM moved) AND NOT EXISTS (
  SELECT 1 FROM walked
  WHERE walked.record_id = {ancestry}.record_id AND walked.ancestor_id = {ancestry}.ancestor_id
)
"""
STORE = """
INSERT INTO {ancestry} (record_id, ancestor_id)
SELECT record_id, ancestor_id FROM walked
WHERE NOT EXISTS (
  SELECT 1 FROM {ancestry} AS known
  WHERE known.record_id = walked.record_id AND known.ancestor_id = walked.ancestor_id
)
"""


class Ancestry(models.Model):
    """A record and one that it lies inside, at whatever depth; every record lies inside itself as well.

    Nobody types these rows: `relink` makes them equal to what the records' parents say.
    """

    class Meta:
        abstract = True
        verbose_name = _("what a record lies inside")
        verbose_name_plural = _("what records lie inside")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "ancestor"],
                name="%(class)s_holds_a_pair_once",
                violation_error_message=_("That one lies inside the other is stored already."),
            )
        ]
        indexes = [models.Index(fields=["ancestor", "record"], name="%(class)s_by_outer")]

    def __str__(self) -> str:
        return f"{self.record_id} ⊂ {self.ancestor_id}"  # type: ignore[attr-defined]


def inner(model: str) -> Any:
    """The link of an ancestry to the record that lies inside another."""
    return models.ForeignKey(model, on_delete=models.CASCADE, related_name="ancestry", db_index=False)


def outer(model: str) -> Any:
    """The link of an ancestry to the record that holds another."""
    return models.ForeignKey(model, on_delete=models.CASCADE, related_name="descent", db_index=False)


class TreeQueries:
    """Questions of a QuerySet whose records lie inside one another."""

    model: Any

    def with_descendants(self: Any) -> Any:
        """These records and everything inside them."""
        return self.model.objects.filter(pk__in=self.ancestry().filter(ancestor__in=self).values("record"))

    def ancestry(self) -> Any:
        """Which record lies inside which."""
        return self.model._meta.get_field("ancestry").related_model.objects.all()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        made = super().bulk_create(objs, *args, **kwargs)  # type: ignore[misc]
        self.relink([one.pk for one in made if one.pk])
        return made

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def relink(self, ids: Collection[int] | None = None) -> None:
        """Store what these records (by default all), and all inside them, lie inside, as their parents say it.

        For whoever changes parents or members other than by `save` and `bulk_create`. Writes only what differs.
        """
        if ids is not None and not ids:
            return
        ids = [] if ids is None else list(ids)
        walk = WALK.format(links=self.links(), records=self.records(len(ids)))
        ancestry = self.ancestry().model._meta.db_table
        with transaction.atomic(), connections[router.db_for_write(self.model)].cursor() as cursor:
            for change in (FORGET, STORE):
                cursor.execute(walk + change.format(ancestry=ancestry), ids)

    relink.alters_data = True  # type: ignore[attr-defined]

    def records(self, number: int) -> str:
        """The SQL that gives so many records by their row numbers, or all for 0."""
        where = f" WHERE id IN ({', '.join(['%s'] * number)})" if number else ""
        return f"SELECT id FROM {self.model._meta.db_table}{where}"  # noqa: S608 - the names are ours

    def links(self) -> str:
        """The SQL of which record lies directly inside which: pairs of row numbers, the inner one first."""
        return f"SELECT id, parent_id FROM {self.model._meta.db_table} WHERE parent_id IS NOT NULL"  # noqa: S608


class Nested(models.Model):
    """A record that may lie inside another of its kind, its `parent`."""

    parent_id: int | None

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        records: Any = type(self).objects  # type: ignore[attr-defined]
        with transaction.atomic():
            was = None if self._state.adding else records.filter(pk=self.pk).values_list("parent", flat=True).first()
            is_new = self._state.adding
            super().save(*args, **kwargs)
            if is_new or was != self.parent_id:
                records.relink([self.pk])
