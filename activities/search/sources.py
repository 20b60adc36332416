"""What of a record is searched: its own names, the names of what it is linked to, our own text about it.

Never a note of an editor, never the text of an article, and of linked records only what is public.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from activities.models import (
    Appearance,
    Article,
    Coverage,
    Event,
    EventPlace,
    EventProgram,
    Name,
    Organization,
    Participation,
    Person,
    Place,
    Program,
    Record,
    Term,
)
from activities.models.base import BEFORE_ALL
from activities.models.name import OWNERS
from activities.models.search_entry import entry_id
from activities.search.engine import GAP, Row
from activities.search.engines import engine
from activities.search.tokens import joined, stems_of, whole, words_of

MODELS: dict[str, Any] = {
    str(model._meta.model_name): model for model in (Event, Article, Organization, Person, Program, Place, Term)
}
# The columns that hold a record's names. The name and the acronym of an organization together are a name as well.
NAMES: dict[str, list[str]] = {
    "event": ["title_en", "title_es"],
    "article": ["headline"],
    "organization": ["name", "acronym"],
    "person": ["name"],
    "program": ["name"],
    "place": ["name_en", "name_es", "iso_code"],
    "term": ["label_en", "label_es", "short_en", "short_es", "code"],
}
# The records that an event or an article is linked to by name: where the link stands, its two ends, and their noun.
LINKS: dict[str, list[tuple[Any, str, str, str]]] = {
    "event": [
        (Participation, "event", "organization", "organization"),
        (Appearance, "event", "person", "person"),
        (EventProgram, "event", "program", "program"),
        (EventPlace, "event", "place", "place"),
        (Event, "pk", "event_type", "term"),
    ],
    "article": [
        (Article, "pk", "publisher", "organization"),
        (Appearance, "article", "person", "person"),
        (Coverage, "article", "event", "event"),
    ],
}
# The day an entry is as new as: of what is dated that of its list, newest first, and else of its last change.
DAYS: dict[str, list[str]] = {
    "event": ["date_latest", "date_earliest"],
    "article": ["published_latest", "published_earliest"],
}
SUMMARIES = ["summary_en", "summary_es"]

Forms = dict[int, list[str]]


def rows(noun: str, ids: Collection[int]) -> Iterator[Row]:
    """The entries of those of these records that are public. A settled number of queries, however many there are."""
    days = DAYS.get(noun, ["updated_at"])
    texts = SUMMARIES if issubclass(MODELS[noun], Record) else []
    names, told = NAMES[noun], dict(columns_of(noun, ids, [*NAMES[noun], *days, *texts]))
    forms = with_other_forms(noun, {row: values[: len(names)] for row, values in told.items()})
    linked = linked_to(noun, told.keys())
    for row, values in told.items():
        day, ours = newest(values[len(names) :][: len(days)]), values[len(names) + len(days) :]
        parts = (stems_of(forms[row]), joined(linked[row]), stems_of(ours), words_part(noun, forms[row]))
        yield Row(entry_id(noun, row, day), noun, row, parts)


def columns_of(noun: str, ids: Collection[int], columns: list[str]) -> Iterator[tuple[int, list[Any]]]:
    """Columns of those of these records that are public, by row number."""
    found = public(noun).filter(pk__in=engine().these(ids)).order_by("pk").values_list("pk", *columns)
    return ((row, values) for row, *values in found)


def newest(days: list[dt.date | dt.datetime | None]) -> dt.date:
    """The first day that is known; what has none is older than all."""
    day = next(filter(None, days), BEFORE_ALL)
    return day.date() if isinstance(day, dt.datetime) else day


def with_other_forms(noun: str, names: dict[int, list[str | None]]) -> Forms:
    """The names of records, some of them empty, with the other forms that their sources use."""
    forms = {row: [name or "" for name in own] for row, own in names.items()}
    if forms and noun in OWNERS:
        others = Name.objects.filter(**{f"{noun}__in": engine().these(forms)}).order_by("pk")
        for row, form in others.values_list(noun, "text"):
            forms[row].append(form)
    return forms


def words_part(noun: str, names: list[str]) -> str:
    """The words of a record's names; of what is asked for by name also each name as one token, to be found at once."""
    if noun == "organization":
        names = [*names, " ".join(names[:2])]
    part = words_of(names)
    return part if noun in LINKS else part + "".join(f"{token} " for token in dict.fromkeys(map(whole, names)))


def linked_to(noun: str, ids: Collection[int]) -> dict[int, list[str]]:
    """The names of the public records that these are linked to, as stems, by record."""
    linked: dict[int, list[str]] = defaultdict(list)
    for model, owner, path, other in LINKS.get(noun, []):
        ends = model.objects.filter(**{f"{owner}__in": engine().these(ids), f"{path}__isnull": False})
        pairs = list(ends.order_by("pk").values_list(owner, path))
        # The names of one record come again with many: they are cut to stems once.
        stems = stems_by_record(other, {number for _row, number in pairs})
        for row, number in pairs:
            linked[row] += [stems[number]] if number in stems else []
    return linked


def stems_by_record(noun: str, ids: Collection[int]) -> dict[int, str]:
    """The names of those of these records that are public, cut to stems."""
    forms = with_other_forms(noun, dict(columns_of(noun, ids, NAMES[noun])))
    return {row: stems_of(names).strip(f" {GAP}") for row, names in forms.items()}


def public(noun: str) -> Any:
    """The records of a noun that the public may see."""
    manager = MODELS[noun].objects
    return manager.published() if hasattr(manager, "published") else manager.all()
