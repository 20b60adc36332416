"""Export lines and tables: everything public of a record, once and in both languages."""

import csv
import json
import re
from pathlib import Path

import pytest

from activities.editorial import renewal
from activities.faces import SERIALIZERS
from activities.faces.export import columns, csv_table, entries, ndjson
from activities.faces.lines import LINES, NOUNS, Rows, Text, Value
from tests import recipes

pytestmark = pytest.mark.django_db


def lines(noun):
    """The lines of a noun, after everything was rendered."""
    renewal.rebuild()
    return [entry.line for entry in entries(noun)]


def one(noun):
    [line] = lines(noun)
    return line


def table(noun):
    """The rows of a noun's table."""
    renewal.rebuild()
    head, write = csv_table(noun)
    text = (head + b"".join(map(write, entries(noun)))).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_every_noun_has_lines_and_tables():
    assert set(LINES) == set(NOUNS.values()) == set(SERIALIZERS)
    assert all(columns(noun) for noun in LINES)


def test_event_line_holds_its_facts_and_names_others_by_slug():
    event = recipes.event(
        slug="workshop",
        title_en="Workshop",
        title_es="Taller",
        event_type="workshop",
        parent=recipes.event(slug="series", is_series=True),
        ordinal=2,
        date_edtf="2019-09",
        date_words="this September",
        languages="es,en",
        summary_en="In English.",
    )
    recipes.participation(event=event, organization=recipes.organization(slug="iom"), role="organizer", note_es="Nota")
    recipes.event_place(event=event, place=recipes.country("mx"), venue_name="Hall")
    recipes.figure(event=event, of_en="officials", of_es="funcionarios", article=recipes.article(slug="release"))
    recipes.tag(event=event, term="7")

    [line] = [line for line in lines("event") if line["slug"] == "workshop"]

    assert {name: line.pop(name) for name in ("id", "created_at", "updated_at", "version")} == {
        "id": event.public_id,
        "created_at": event.created_at.isoformat().replace("+00:00", "Z"),
        "updated_at": event.updated_at.isoformat().replace("+00:00", "Z"),
        "version": 1,
    }
    assert line == {
        "noun": "event",
        "slug": "workshop",
        "title": {"en": "Workshop", "es": "Taller"},
        "event_type": "workshop",
        "status": "held",
        "is_series": False,
        "parent": "series",
        "ordinal": 2,
        "date": {"edtf": "2019-09", "basis": "stated", "words": "this September", "note": {"en": None, "es": None}},
        "duration_days": None,
        "duration_hours": None,
        "attendance_mode": "unknown",
        "languages": ["es", "en"],
        "summary": {"en": "In English.", "es": None},
        "places": [{"place": "mx", "kind": "venue", "basis": "stated", "venue_name": "Hall", "certainty": "stated"}],
        "participations": [
            {"organization": "iom", "role": "organizer", "note": {"en": None, "es": "Nota"}, "certainty": "stated"}
        ],
        "appearances": [],
        "programs": [],
        "figures": [
            {
                "measure": "participants_total",
                "value": 40,
                "qualifier": "exact",
                "status": "actual",
                "of": {"en": "officials", "es": "funcionarios"},
                "period": None,
                "is_preferred": True,
                "article": "release",
                "certainty": "stated",
            }
        ],
        "terms": [{"term": "gcm-objective:7", "basis": "assigned", "certainty": "stated"}],
        "articles": [],
        "identifiers": [],
    }


@pytest.mark.parametrize(
    ("noun", "fields", "name"),
    [
        ("event", {"title_en": "", "title_es": "Taller"}, "title"),
        ("event", {"date_edtf": "2019", "date_note_es": "Taller"}, "date.note"),
        ("person", {"summary_es": "Taller"}, "summary"),
        ("membership", {"post_title_en": "", "post_title_es": "Taller"}, "post_title"),
    ],
)
def test_text_that_is_written_in_one_language_is_not_borrowed_by_the_other(noun, fields, name):
    getattr(recipes, noun)(**fields)
    found = one(noun)
    for step in name.split("."):
        found = found[step]

    assert found == {"en": None, "es": "Taller"}


def test_equal_texts_in_both_languages_stay_both():
    recipes.place(slug="chile", name_en="Chile", name_es="Chile")
    recipes.place(slug="peru", name_en="Perú", name_es="")

    assert [line["name"] for line in lines("place")] == [{"en": "Chile", "es": "Chile"}, {"en": "Perú", "es": None}]


def test_term_line_tells_its_short_labels_from_its_whole_ones():
    recipes.term("gcm-objective", "7", label_en="Whole", label_es="", short_en="", short_es="Corta", position=3)

    line = one("term")

    assert (line["label"], line["short"]) == ({"en": "Whole", "es": None}, {"en": None, "es": "Corta"})
    assert line["position"] == 3


def test_article_line_says_where_its_passages_stand_but_no_contact():
    article = recipes.article(slug="release")
    recipes.passage(article=article, kind="title", start=0)
    recipes.passage(article=article, kind="contact")

    assert one("article")["passages"] == [{"ordinal": 1, "kind": "title", "start": 0, "end": 100}]


def test_what_is_not_public_is_in_no_line():
    recipes.event(state="draft")
    event = recipes.event(slug="public")
    recipes.participation(event=event, organization=recipes.organization(slug="hidden", state="draft"))

    assert [(line["slug"], line["participations"]) for line in lines("event")] == [("public", [])]
    assert lines("organization") == []


def test_lines_are_in_row_order_whatever_their_number(monkeypatch):
    monkeypatch.setattr("activities.faces.export.CHUNK", 2)
    slugs = [recipes.person(slug=slug).slug for slug in ("d", "b", "e", "a", "c")]

    assert [line["slug"] for line in lines("person")] == slugs


def test_line_of_ndjson_is_json_on_a_line_of_its_own():
    recipes.person(name="José\nMartín")
    line = one("person")
    _head, write = ndjson("person")
    [entry] = entries("person")

    assert write(entry).count(b"\n") == 1
    assert json.loads(write(entry)) == line


def test_table_has_a_column_a_language_and_no_addresses():
    recipes.event(slug="workshop", title_en="Workshop", title_es="", date_edtf="2019-09")

    [row] = table("event")

    assert (row["title_en"], row["title_es"]) == ("Workshop", "")
    assert (row["date_edtf"], row["date_label_en"], row["date_label_es"]) == (
        "2019-09",
        "September 2019",
        "septiembre de 2019",
    )
    assert {"url", "html_url", "title", "date_label"} & row.keys() == set()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_table_holds_no_formula(sign):
    recipes.event(title_en=f"{sign}cmd", title_es=f"{sign}SUM(A1)", summary_es=f"{sign}1")

    [row] = table("event")

    assert (row["title_en"], row["title_es"], row["summary_es"]) == (f"'{sign}cmd", f"'{sign}SUM(A1)", f"'{sign}1")


DOCUMENTED = Path(__file__).parents[2] / "docs" / "exports.md"


def names_of(noun):
    """The fields of a noun's lines, inside ones after a dot, those of rows after two."""
    found = {"noun", "id", "version", "created_at", "updated_at"}
    for part in LINES[noun]:
        values = part.values if isinstance(part, Rows) else [part]
        before = f"{part.name}.." if isinstance(part, Rows) else ""
        found |= {f"{before}{name}" for value in values for name in names_of_value(value)}
    return found


def names_of_value(value):
    assert isinstance(value, Value)
    return {f"{value.name}.en", f"{value.name}.es"} if isinstance(value, Text) else {value.name}


def names_in(line):
    found = set()
    for name, value in line.items():
        if isinstance(value, dict) and name != "row":
            found |= {f"{name}.{inner}" for inner in names_in(value)}
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            found |= {f"{name}..{inner}" for inner in names_in(value[0])}
        else:
            found.add(name)
    return found


def test_documented_lines_are_those_that_are_written():
    shown = [json.loads(line) for line in re.findall(r'^\{"noun".*\}$', DOCUMENTED.read_text(), re.MULTILINE)]

    assert [line["noun"] for line in shown] == list(NOUNS.values())
    for line in shown:
        empty = {name for name, value in line.items() if value == []}
        expected = {name for name in names_of(line["noun"]) if name.partition("..")[0] not in empty}
        assert names_in(line) - empty == expected - empty, line["noun"]
