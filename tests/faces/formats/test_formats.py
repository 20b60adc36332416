"""What holds of every format: its shape, its memory, and that none invents a day."""

import csv
import io
import json
import re
import tracemalloc

import pytest
from lxml import etree

from activities.faces import SERIALIZERS, faces, prepared
from activities.faces.formats import FORMATS, base, formats_of, ics
from activities.models import Event
from tests.faces.formats.samples import HOSTILE, ROOT, SAMPLES, event, listing, person, program, program_role, written

PAIRS = [(made.name, noun) for made in FORMATS.values() for noun in sorted(made.nouns)]
DAY = re.compile(r"\b2019-?\d\d-?\d\d\b")

# Every sort of date that is vaguer than a day.
VAGUE = [
    "2019", "2019-09", "2019-XX", "2019-09-XX", "2019-XX-XX", "201X", "2019-21", "2019-33", "2019-40", "2019-09~",
    "2019-09?", "2019-06/2019-09", "2019-06/..", "../2019-09", "[2019-06..2019-09]", "[..2019-09]",
]  # fmt: skip


@pytest.mark.parametrize("noun", SAMPLES)
def test_samples_have_the_shape_of_faces(noun):
    assert set(SAMPLES[noun]()) == set(SERIALIZERS[noun](context={"language": "en"}).fields)


def test_formats_serve_the_nouns_that_are_promised():
    every = {"article", "citation", "event", "membership", "organization", "person", "place", "program", "term"}
    assert {name: set(made.nouns) for name, made in FORMATS.items()} == {
        "csv": every,
        "ndjson": every,
        "jsonld": every,
        "geojson": {"event"},
        "ics": {"event"},
        "atom": {"article", "event"},
        "popolo": {"event", "membership", "organization", "person"},
        "iati": {"program"},
    }


def test_formats_of_a_noun_are_those_that_serve_it():
    assert [made.name for made in formats_of("program")] == ["csv", "ndjson", "jsonld", "iati"]


def test_content_type_names_the_encoding_where_the_media_type_does_not():
    assert {name: made.content_type for name, made in FORMATS.items()} == {
        "csv": "text/csv; charset=utf-8",
        "ndjson": "application/x-ndjson",
        "jsonld": "application/ld+json",
        "geojson": "application/geo+json",
        "ics": "text/calendar; charset=utf-8",
        "atom": "application/atom+xml; charset=utf-8",
        "popolo": "application/json",
        "iati": "application/xml; charset=utf-8",
    }


@pytest.mark.parametrize(("name", "noun"), PAIRS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_noun_is_written_in_every_language_the_same_each_time(name, noun, language):
    once = written(name, SAMPLES[noun](), noun=noun, language=language)
    assert once
    assert once == written(name, SAMPLES[noun](), noun=noun, language=language)


@pytest.mark.parametrize(("name", "noun"), PAIRS)
def test_a_list_of_nothing_is_a_whole_document(name, noun):
    text = written(name, noun=noun)
    if name in ("jsonld", "geojson", "popolo"):
        assert [] in json.loads(text).values()
    elif name in ("atom", "iati"):
        etree.fromstring(text.encode())
    elif name == "ics":
        assert (text.count("BEGIN:"), text.count("END:")) == (1, 1)
    else:
        assert len(text.splitlines()) == {"csv": 1, "ndjson": 0}[name]


# Memory --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"ics"}))
def test_a_piece_is_given_before_the_list_is_read_to_its_end(name):
    read = 0

    def faces():
        nonlocal read
        for _n in range(10_000):
            read += 1
            yield program("2019", roles=[program_role("iom", "owner")]) if name == "iati" else event()

    pieces = FORMATS[name].write(faces(), listing("program" if name == "iati" else "event"))
    assert read == 0
    assert len(next(pieces)) < 2 * base.CHUNK
    assert 0 < read < 1_000


def test_a_calendar_waits_for_its_last_event_in_a_file_and_not_in_memory(monkeypatch):
    monkeypatch.setattr(ics, "IN_MEMORY", 10_000)
    faces = (event(id=f"event-{n}") for n in range(1_500))
    tracemalloc.start()
    size = sum(map(len, FORMATS["ics"].write(faces, listing())))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 600_000
    assert peak < 400_000


def test_pieces_are_gathered_and_nothing_is_lost():
    pieces = [b"a" * 3, b"b" * 3, b"", b"c" * 9, b"d"]
    assert list(base.in_chunks(pieces, size=5)) == [b"aaabbb", b"c" * 9, b"d"]


# Days ----------------------------------------------------------------------------------------------


def days_by_key(value, key=""):
    """The keys under which a JSON value holds a day."""
    if isinstance(value, dict):
        return {found for name, part in value.items() for found in days_by_key(part, name)}
    if isinstance(value, list):
        return {found for part in value for found in days_by_key(part, key)}
    return {key} if DAY.search(str(value)) else set()


@pytest.mark.parametrize("edtf", VAGUE)
def test_a_vague_date_holds_a_day_only_in_its_bounds(edtf):
    face = event(edtf)
    for name in ("ndjson", "geojson"):
        assert days_by_key(json.loads(written(name, face))) <= {"earliest", "latest"}
    row = next(csv.DictReader(io.StringIO(written("csv", face))))
    assert {column for column, cell in row.items() if DAY.search(cell)} <= {"date_earliest", "date_latest"}
    for name in ("jsonld", "popolo", "atom"):
        assert not DAY.search(written(name, face))


@pytest.mark.parametrize("edtf", VAGUE)
def test_a_vague_date_is_no_day_in_a_calendar_but_a_whole_month(edtf):
    text = written("ics", event(edtf))
    whole_month = edtf in ("2019-09", "2019-09-XX", "2019-09~", "2019-09?")
    assert set(DAY.findall(text)) == ({"20190901", "20191001"} if whole_month else set())
    assert ("TRANSP:TRANSPARENT" in text) == whole_month
    assert (f"X-EDTF:{edtf}" in text) == whole_month


@pytest.mark.parametrize("edtf", VAGUE)
def test_a_vague_date_is_said_in_words_beside_each_day_of_an_iati_activity(edtf):
    text = written("iati", program(edtf, roles=[program_role("iom", "owner")]), noun="program")
    root = etree.fromstring(text.encode())
    told = [(date.get("iso-date"), date.findtext("narrative")) for date in root.iter("activity-date")]
    assert told
    assert all(said.startswith(f"{edtf}: ") and said.endswith("is a bound, not a date.") for _day, said in told)


# Hostile text --------------------------------------------------------------------------------------


def test_unprintable_text_is_cleaned_and_lines_are_kept():
    assert base.printable("a\r\nb\rc\x00\x1f\x7f\ud800\ufffed\té 🛂") == "a\nb\ncd\té 🛂"
    assert base.one_line(" a\r\nb\u2028 c\t") == "a b c"


@pytest.mark.parametrize("name", ["jsonld", "popolo", "ndjson"])
def test_hostile_names_come_back_whole_from_json(name):
    text = written(name, person(name=HOSTILE), noun="person", is_single=True)
    assert json.loads(text)["name"] == HOSTILE


def test_identity_is_the_same_wherever_the_catalogue_is_served():
    assert base.lasting_id("event", "fbhdrj9t5s") == base.lasting_id("event", "fbhdrj9t5s")
    assert base.lasting_id("event", "fbhdrj9t5s") != base.lasting_id("article", "fbhdrj9t5s")


# The catalogue itself ------------------------------------------------------------------------------


def slugs(name, text):
    """The slugs of the events in a document."""
    if name == "csv":
        return [row["slug"] for row in csv.DictReader(io.StringIO(text))]
    found = re.findall(rf"{ROOT}/(?:es/)?events/([a-z0-9-]+)/", text.replace("\r\n ", ""))
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_catalogue_holds_the_same_events_in_every_format(catalogue, language):
    events = faces(prepared(Event.objects.published()), language, ROOT)
    texts = {made.name: written(made.name, *events, language=language) for made in formats_of("event")}
    expected = [event["slug"] for event in events]
    assert len(expected) == 12
    assert {name: slugs(name, text) == expected for name, text in texts.items()} == {
        name: name != "ics" for name in texts
    }
    assert slugs("ics", texts["ics"]) == ["micic-consular-workshop-2019", "conofam-workshop-2019"]
    assert "X-LEFT-OUT:10" in texts["ics"]


@pytest.mark.parametrize("noun", SERIALIZERS)
def test_the_catalogue_is_written_whole_in_every_format(catalogue, noun):
    model = SERIALIZERS[noun].model
    records = model.objects.published() if hasattr(model.objects, "published") else model.objects.all()
    every = faces(prepared(records), "en", ROOT)
    assert every
    for made in formats_of(noun):
        text = written(made.name, *every, noun=noun)
        left_out = sum(map(int, re.findall(r"(?:X-LEFT-OUT:|demands: )(\d+)", text)))
        marks = {"csv": "\r\n", "ndjson": "\n", "jsonld": '"modified":' if noun == "citation" else '"identifier":["'}
        marks |= {"geojson": '"Feature"', "ics": "BEGIN:VEVENT", "atom": "<entry>", "iati": "<iati-activity "}
        marks |= {"popolo": '"updated_at"'}
        assert text.count(marks[made.name]) == len(every) - left_out + (made.name == "csv"), made.name
