"""Bulk loading: what it refuses, it refuses wholly and says so; what is there already is brought up to date."""

import json
from functools import partial

import pytest

from activities.editorial import history, renewal
from activities.editorial.bulk.loading import FileError, load
from activities.editorial.bulk.reading import ORDER, plan_of
from activities.faces.lines import LINES, NOUNS
from activities.models import (
    Citation,
    Event,
    Figure,
    Name,
    Organization,
    Participation,
    Person,
    PublishedFace,
    SlugRedirect,
)
from tests import recipes
from tests.lines import event, lines_of, loaded, person, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    """Writes lines to a file, and gives its path."""
    return partial(written, tmp_path)


def test_loaded_records_enter_the_history_with_their_rows(write):
    organization = recipes.organization(slug="iom")
    line = event("workshop", participations=[{"organization": "iom", "role": recipes.role("organizer").code}])
    loaded(write(line))
    made = Event.objects.get(slug="workshop")

    [version] = history.versions(made)

    assert version.reason == "Loaded from an export"
    assert [change.what for change in version.changes] == ["Participation"]
    assert organization.participations.get().event == made


# What shows what was loaded


def test_faces_that_show_what_was_loaded_are_renewed(write):
    organization = recipes.organization(slug="iom")
    country = recipes.country("mx")
    city = recipes.place(slug="puebla", parent=country)
    role = recipes.role("organizer")
    renewal.rebuild()
    line = event(
        "workshop",
        participations=[{"organization": "iom", "role": role.code}],
        places=[{"place": city.slug, "kind": "venue"}],
    )

    loaded(write(line))

    counts = {
        face.slug: json.loads(face.en)["events_count"]
        for face in PublishedFace.objects.filter(noun__in=["organization", "place"])
    }
    assert counts == {organization.slug: 1, country.slug: 1, city.slug: 1}
    assert list(renewal.unequal()) == []


# What is there already


def test_a_newer_line_updates_the_record_and_its_rows(write):
    line = person("ana", names=[{"text": "Ana", "kind": "short"}, {"text": "Anita", "kind": "variant"}])
    loaded(write(line))
    cited = recipes.citation(name=Name.objects.get(text="Ana"))
    newer = line | {
        "version": 4,
        "name": "Ana María",
        "names": [{"text": "Ana", "kind": "official", "is_primary": True}, {"text": "A. M.", "kind": "short"}],
    }

    report, refused = loaded(write(newer))

    assert (report.updated["person"], refused) == (1, [])
    made = Person.objects.get(slug="ana")
    assert (made.name, made.text_key, made.version) == ("Ana María", "ana maria", 4)
    assert {(name.text, name.kind, name.is_primary) for name in made.names.all()} == {
        ("Ana", "official", True),
        ("A. M.", "short", False),
    }
    assert Citation.objects.get(pk=cited.pk).name.kind == "official"
    assert [version.number for version in history.versions(made)] == [4, 1]
    assert list(renewal.unequal()) == []


def test_an_older_line_leaves_the_record_alone(write):
    line = person("ana", version=3)
    loaded(write(line))

    report, refused = loaded(write(line | {"version": 2, "name": "Older"}))

    assert (report.known["person"], refused) == (1, [])
    assert Person.objects.get(slug="ana").name == line["name"]


def test_an_update_leaves_what_lines_never_hold(write):
    made = recipes.person(slug="ana", editor_note="For us.", version=1)

    loaded(write(person("ana", id=made.public_id, version=2)))

    made.refresh_from_db()
    assert (made.version, made.editor_note) == (2, "For us.")


def test_a_name_that_is_anothers_is_refused(write):
    recipes.person(slug="ana")
    other = recipes.person(slug="eva")
    SlugRedirect.objects.create(slug="once-eva", person=other)

    _report, refused = loaded(
        write(person("ana"), person("once-eva"), person("renamed", id=other.public_id, version=9), person("fresh"))
    )

    assert [(line, field) for _file, line, field, _why in refused] == [(1, "slug"), (2, "slug"), (3, "slug")]
    assert set(Person.objects.values_list("slug", flat=True)) == {"ana", "eva", "fresh"}


def test_a_record_that_was_withdrawn_here_stays_so(write):
    made = recipes.person(slug="ana", state="withdrawn")

    _report, refused = loaded(write(person("ana", id=made.public_id, version=9)))

    assert [(field, why) for _file, _line, field, why in refused] == [("id", "The record is here, but not published.")]
    made.refresh_from_db()
    assert made.state == "withdrawn"


# Order


@pytest.mark.parametrize("size", [1000, 1])
def test_lines_may_name_later_lines_of_their_file(write, size):
    lines = [event("session-b", parent="session"), event("session", parent="series"), event("series", is_series=True)]

    report, refused = loaded(write(*lines), size=size)

    assert (report.created["event"], refused) == (3, [])
    assert Event.objects.get(slug="session-b").parent.parent.slug == "series"


@pytest.mark.parametrize("size", [1000, 1])
def test_lines_that_name_nothing_are_refused_with_those_that_name_them(write, size):
    lines = [event("b", parent="a"), event("a", parent="nowhere"), event("c")]

    report, refused = loaded(write(*lines), size=size)

    assert report.created["event"] == 1
    assert sorted(refused) == [
        ("event.ndjson", 1, "parent", "There is no event “a”."),
        ("event.ndjson", 2, "parent", "There is no event “nowhere”."),
    ]


def test_a_body_and_the_article_that_counts_it_may_name_each_other(write):
    figure = {"measure": "institutions", "value": 30, "article": "release"}
    paths = [
        write(lines_of("organization", slug="ofam", figures=[figure])[0]),
        write(lines_of("article", slug="release", publisher="ofam", passages=[], dateline={})[0]),
    ]

    _report, refused = loaded(*paths)

    assert refused == []
    assert Figure.objects.get().article.publisher == Organization.objects.get(figures__value=30)
    assert list(renewal.unequal()) == []


def test_a_figure_whose_article_never_comes_is_told(write):
    figure = {"measure": "institutions", "value": 30, "article": "nowhere"}

    _report, refused = loaded(write(lines_of("organization", slug="ofam", figures=[figure])[0]))

    assert refused == [
        (
            "organization.ndjson",
            1,
            "figures.article",
            "There is no article “nowhere”; the organization is in without it.",
        )
    ]


# Refusals


REFUSED = [
    ("no JSON", "{", "", "It is no JSON"),
    ("no object", "[]", "", "It is no JSON object."),
    ("another noun", {"noun": "event"}, "noun", "A line of this file is of the noun “person”, not 'event'."),
    ("an unknown field", {"email": "x"}, "email", "There is no such field."),
    ("an unknown inner field", {"summary": {"fr": "x"}}, "summary", "It must be an object of en, es."),
    ("an unknown field of a row", {"names": [{"text": "A", "email": "x"}]}, "names.email", "There is no such field."),
    ("no list", {"names": {}}, "names", "It must be a list of objects."),
    ("a number for a text", {"name": 3}, "name", "It must be a text."),
    ("nothing where something must be", {"name": None}, "name", "It is missing."),
    ("no moment", {"updated_at": "today"}, "updated_at", "It must be a moment such as 2026-01-31T12:00:00Z."),
    ("a moment nowhere", {"updated_at": "2026-01-31T12:00:00"}, "updated_at", "It must name its time zone."),
    ("a long text", {"name": "x" * 201}, "name", "It is longer than 200 characters."),
    ("no slug", {"slug": "A b"}, "slug", "Small letters, digits and single hyphens only"),
    ("an address", {"slug": "export"}, "slug", "“export” is an address of the site"),
    ("an unknown code", {"names": [{"text": "A", "kind": "nick"}]}, "names.kind", "“nick” is none of: acronym,"),
    ("a wrong flag", {"names": [{"text": "A", "is_primary": 1}]}, "names.is_primary", "It must be true or false."),
    ("a wrong date", {"names": [{"text": "A", "used": "2019-13"}]}, "names.used", "'2019-13' cannot be read as a date"),
    ("a control character", {"name": "a\x01b"}, "", "It holds a character that no text may hold."),
    ("an escape of one", '{"noun": "person", "name": "a\\u0000"}', "", "It holds a character that no text may hold."),
    ("a version of none", {"version": -1}, "version", "Ensure this value is greater than or equal to 0."),
    ("a name twice", {"names": [{"text": "A"}, {"text": "A"}]}, "", "This form is already there in this language."),
]


@pytest.mark.parametrize(("line", "field", "why"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
@pytest.mark.parametrize("size", [1000, 1])
def test_a_line_is_refused_with_its_number_and_the_rest_goes_on(write, size, line, field, why):
    wrong = line if isinstance(line, str) else person("wrong") | line
    path = write(person("first"), "", wrong, person("last"))

    report, refused = loaded(path, size=size)

    [(file, number, at, said)] = refused
    assert (file, number) == ("person.ndjson", 3)
    assert said.startswith(why)
    assert at == field or (not field and "name" in at)
    assert set(Person.objects.values_list("slug", flat=True)) == {"first", "last"}
    assert Name.objects.count() == 0
    assert (report.created["person"], report.refused["person"]) == (2, 1)


EVENTS = [
    ({"participations": [{"organization": "nobody", "role": "organizer"}]}, "participations.organization"),
    ({"participations": [{"organization": "iom", "role": "king"}]}, "participations.role"),
    ({"terms": [{"term": "gcm-objective:99"}]}, "terms.term"),
    ({"event_type": "organizer"}, "event_type"),
    ({"date": {"edtf": "September 2019", "basis": "stated"}}, "date.edtf"),
    ({"date": {"edtf": "2019-09", "basis": None, "words": None, "note": {}}}, "event_date_stands_on_its_basis"),
    ({"ordinal": 0}, "event_ordinal_counts_from_one"),
    ({"title": {"en": None, "es": None}}, "event_has_a_title"),
    ({"status": "over"}, "status"),
    ({"languages": "es"}, "languages"),
    ({"languages": ["Spanish"]}, "languages"),
    ({"places": [{"place": "mx", "kind": "target", "venue_name": "Hall"}]}, "only_a_venue_has_a_venue_name"),
    ({"is_series": True, "figures": [{"measure": "participants_total", "value": 4}]}, "figures"),
    ({"figures": [{"measure": "hours", "value": 2**70}]}, "figures.value"),
]


@pytest.mark.parametrize(("fields", "field"), EVENTS)
def test_an_event_is_wholly_in_or_out(write, fields, field):
    recipes.organization(slug="iom")
    recipes.role("organizer")
    recipes.country("mx")
    good = {"organization": "iom", "role": "organizer", "note": {"en": "There", "es": None}}
    wrong = event("wrong", participations=[good]) | fields

    _report, refused = loaded(write(event("first", participations=[good]), wrong, event("last")))

    assert [(line, at) for _file, line, at, _why in refused] == [(2, field)]
    assert set(Event.objects.values_list("slug", flat=True)) == {"first", "last"}
    assert [row.event.slug for row in Participation.objects.all()] == ["first"]


def test_a_country_must_be_one(write):
    recipes.place(slug="puebla")

    _report, refused = loaded(write(lines_of("organization", country="puebla")[0]))

    assert refused == [("organization.ndjson", 1, "country", "There is no country “puebla”.")]


CITATIONS = [
    ({"passage": 9}, "passage"),
    ({"end": 4000}, "start"),
    ({"article": "nowhere"}, "article"),
    ({"supports": {"type": "event", "noun": "event", "slug": "nowhere", "field": "date"}}, "supports.slug"),
    ({"supports": {"type": "song", "noun": "event", "slug": "workshop", "field": "date"}}, "supports.type"),
    ({"supports": {"type": "event_place", "noun": "event", "slug": "workshop", "row": {}}}, "supports.row"),
    (
        {"supports": {"type": "participation", "noun": "event", "slug": "workshop",
                      "row": {"organization": "iom", "role": "funder"}}},
        "supports.row",
    ),
    ({"supports": {"type": "event", "noun": "event", "slug": "workshop"}}, "citation_of_a_record_names_its_field"),
    ({"supports": None}, "supports.type"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "field"), CITATIONS)
def test_a_citation_of_what_is_not_there_is_refused(write, fields, field):
    workshop = recipes.event(slug="workshop")
    recipes.participation(event=workshop, organization=recipes.organization(slug="iom"), role="organizer")
    recipes.passage(article=recipes.article(slug="release"), start=0)
    supports = {"type": "participation", "noun": "event", "slug": "workshop", "field": None}
    supports["row"] = {"organization": "iom", "role": "organizer"}
    good = lines_of("citation", article="release", passage=1, start=5, end=20, supports=supports)[0]

    _report, refused = loaded(write(good, good | {"id": "anotherone"} | fields))

    assert [(line, at) for _file, line, at, _why in refused] == [(2, field)]
    assert Citation.objects.get().participation.event == workshop


def test_files_that_are_no_export_are_refused(tmp_path, write):
    other = tmp_path / "other.ndjson"
    other.write_text('{"type": "Feature"}\n')

    for path in (tmp_path / "missing.ndjson", other):
        with pytest.raises(FileError, match=path.name):
            loaded(write(person("ana")), path)
    assert Person.objects.count() == 0


def test_memory_holds_no_more_than_a_batch(write, monkeypatch):
    sizes = []
    monkeypatch.setattr(
        "activities.editorial.bulk.batch.Batch.write",
        lambda self, drafts, outcome, *, is_last: sizes.append(len(drafts)),
    )

    loaded(write(*[person(f"p{number}") for number in range(7)]), size=3)

    assert sizes == [3, 3, 1]


def test_a_batch_asks_the_same_number_of_questions_whatever_its_size(write, django_assert_max_num_queries):
    recipes.organization(slug="iom")
    recipes.role("organizer")
    rows = [{"organization": "iom", "role": "organizer"}]

    def asked(*lines):
        with django_assert_max_num_queries(200) as questions:
            load([write(*lines)], size=100, is_dry=True, tell=lambda *_done: None, refuse=pytest.fail)
        return len(questions)

    few = asked(event("a", participations=rows))
    many = asked(*[event(f"e{number}", participations=rows) for number in range(30)])

    assert few == many


def test_every_noun_of_an_export_can_be_read():
    assert set(ORDER) == set(LINES) == set(NOUNS.values())
    for noun in LINES:
        assert plan_of(noun).record.columns
