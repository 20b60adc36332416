"""Citations: each finds the fact it supports, and the passage it stands in."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from activities.editorial.bulk.batch import Batch, Draft, Key, Outcome
from activities.editorial.bulk.reading import Refused
from activities.faces.citation import KINDS, MARKS
from activities.models import Citation, Passage
from activities.models.citation import SUBJECTS

COLUMNS = {KINDS.get(name, name): name for name in SUBJECTS}
OWNERS = ("event", "organization", "person", "program", "article", "place")
Marks = tuple[Any, ...]
Asked = tuple[str, str, int]  # the kind of row, the noun it belongs to, the record's row number


class CitationBatch(Batch):
    """Writes citations."""

    def linked(self, drafts: list[Draft], outcome: Outcome, *, is_last: bool) -> list[Draft]:
        self.known.look_up(owner_of(draft) for draft in drafts)
        self.known.look_up(draft.read.links["article_id"] for draft in drafts)
        passages, rows = self.passages(drafts), self.rows(drafts)
        found = []
        for draft in drafts:
            try:
                self.place(draft, passages)
                self.support(draft, rows)
                found.append(draft)
            except Refused as refused:
                outcome.refuse(draft, refused.field, refused.why)
        return super().linked(found, outcome, is_last=is_last) if found else []

    # Where it stands

    def passages(self, drafts: Iterable[Draft]) -> dict[tuple[int, int], tuple[int, int, int]]:
        """The passages of the articles by article and number: their row numbers, starts and ends."""
        articles = {self.known.get(draft.read.links["article_id"]) for draft in drafts}
        rows = Passage.objects.filter(article__in=articles - {None})
        return {(row[0], row[1]): row[2:] for row in rows.values_list("article", "ordinal", "pk", "start", "end")}

    def place(self, draft: Draft, passages: dict[tuple[int, int], tuple[int, int, int]]) -> None:
        """Set the passage."""
        ordinal, article = draft.line.get("passage"), self.known.get(draft.read.links["article_id"])
        if ordinal is None or article is None:  # a link that leads nowhere is refused as such
            return
        found = passages.get((article, ordinal))
        if found is None:
            raise Refused("passage", f"The article has no passage {ordinal!r}.")
        pk, start, end = found
        values = draft.read.values
        if None not in (values["start"], values["end"]) and not start <= values["start"] <= values["end"] <= end:
            raise Refused("start", "The span lies outside its passage.")
        values["passage_id"] = pk

    # What it supports

    def rows(self, drafts: list[Draft]) -> dict[tuple[Asked, Marks], int]:
        """The rows that these may support, by their records and what tells them apart."""
        asked: dict[tuple[str, str], set[int]] = defaultdict(set)
        for draft in drafts:
            kind, noun, pk = self.asked(draft)
            if kind in MARKS and pk:
                asked[kind, noun].add(pk)
        found: dict[tuple[Asked, Marks], int] = {}
        for (kind, noun), owners in asked.items():
            model: Any = Citation._meta.get_field(COLUMNS[kind]).related_model
            paths = [path_of(model, path) for path in MARKS[kind].values()]
            for owner, pk, *marks in model.objects.filter(**{f"{noun}__in": owners}).values_list(noun, "pk", *paths):
                found[(kind, noun, owner), tuple(mark or None for mark in marks)] = pk
        return found

    def asked(self, draft: Draft) -> Asked:
        """The kind of row, the noun and the row number of the record that a citation is about."""
        (noun, _narrow), _slug = key = owner_of(draft)
        return str(supports_of(draft).get("type")), noun, self.known.get(key) or 0

    def support(self, draft: Draft, rows: dict[tuple[Asked, Marks], int]) -> None:
        """Set the link to what it supports."""
        supports, values = supports_of(draft), draft.read.values
        kind, noun, owner = asked = self.asked(draft)
        if kind not in COLUMNS or (kind not in MARKS and kind != noun):
            raise Refused("supports.type", f"{kind!r} is nothing that a citation supports.")
        if not owner:
            raise Refused("supports.slug", f"There is no {noun} “{supports.get('slug')}”.")
        if kind not in MARKS:
            values[f"{COLUMNS[kind]}_id"], values["field"] = owner, supports.get("field") or ""
            return
        marks = supports.get("row")
        if not isinstance(marks, dict) or marks.keys() != MARKS[kind].keys():
            raise Refused("supports.row", f"It must be an object of {', '.join(MARKS[kind])}.")
        found = rows.get((asked, tuple(marks[name] or None for name in MARKS[kind])))
        if found is None:
            raise Refused("supports.row", f"The {noun} has no such {kind}.")
        values[f"{COLUMNS[kind]}_id"] = found


def supports_of(draft: Draft) -> dict[str, Any]:
    """What a line says of the fact; nothing where it is no object."""
    supports = draft.line.get("supports")
    return supports if isinstance(supports, dict) else {}


def owner_of(draft: Draft) -> Key:
    """The record that a citation is about."""
    supports = supports_of(draft)
    noun, slug = supports.get("noun"), supports.get("slug")
    return ((noun, ""), slug) if noun in OWNERS and isinstance(slug, str) else (("event", ""), "")


def path_of(model: Any, path: str) -> str:
    """How a query reaches a mark of a row; of a linked record, its slug."""
    return f"{path}__slug" if "__" not in path and model._meta.get_field(path).is_relation else path
