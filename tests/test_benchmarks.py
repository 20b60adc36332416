"""The benchmarks' catalogue: the same at every call, and such that the loader takes every line."""

import json
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from activities import dates, words
from activities.models import Event, Organization, PublishedFace
from benchmarks.client import Answer
from benchmarks.generate import Catalogue, write
from benchmarks.goals import Goal
from benchmarks.questions import Samples
from benchmarks.vocabulary import sought, vocabulary

SMALL = Catalogue(30)


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_catalogue_is_the_same_at_every_call(tmp_path):
    first, second = write(SMALL, tmp_path / "first"), write(SMALL, tmp_path / "second")

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert [path.name for path in first] == [
        "terms.ndjson",
        "places.ndjson",
        "organizations.ndjson",
        "people.ndjson",
        "programs.ndjson",
        "articles.ndjson",
        "events.ndjson",
    ]


def test_record_of_a_number_is_the_line_of_that_number(tmp_path):
    events = lines(write(SMALL, tmp_path)[-1])

    assert events == json.loads(json.dumps([SMALL.record("event", number) for number in range(30)]))


def test_catalogue_has_records_in_proportion():
    counts = Catalogue(100_000).counts

    assert counts == {"organization": 2000, "person": 5000, "program": 200, "article": 100_000, "event": 100_000}


def test_dates_are_vague_in_every_way():
    events = [Catalogue(1000).record("event", number) for number in range(1000)]
    texts = [event["date"]["edtf"] for event in events]
    known = [dates.parse(text) for text in texts if text]

    assert {date.form for date in known} == {"point", "span", "range"}
    assert {date.precision for date in known} >= {"day", "month", "season", "quarter", "semester", "year", "decade"}
    assert 30 <= texts.count(None) <= 70
    assert all((date.latest or date.earliest).year >= 1990 for date in known)


def test_what_is_frequent_is_skewed():
    events = [Catalogue(10_000).record("event", number) for number in range(1000)]
    bodies = Counter(row["organization"] for event in events for row in event["participations"])
    ordered = [count for _body, count in bodies.most_common()]

    assert ordered[0] > 5 * ordered[len(ordered) // 2]


def test_words_sought_are_found_by_themselves_alone():
    others = [word for language in ("en", "es", "names") for word in vocabulary(language)]

    assert len(sought(25, 80)) > 30
    for word in sought(25, 80):
        assert words.stems(word) == [word]
        assert [other for other in others if word in other] == [word]


def test_samples_are_values_of_records():
    samples = Samples(SMALL)
    slugs = {event["slug"] for event in SMALL.records("event")}
    kinds = {event["event_type"] for event in SMALL.records("event")}

    assert set(samples.slugs) == slugs
    assert {one["event_type"] for one in samples.filters} <= kinds
    assert samples.offsets == []  # half of it leaves no whole page


@pytest.mark.django_db
def test_loader_takes_every_line(tmp_path):
    call_command("import_catalogue", *map(str, write(SMALL, tmp_path)), stdout=StringIO(), stderr=StringIO())

    assert Event.objects.published().count() == 30
    assert Organization.objects.published().count() == 20
    assert PublishedFace.objects.filter(noun="event").count() == 30
    assert set(Event.objects.values_list("slug", flat=True)) == {event["slug"] for event in SMALL.records("event")}


@pytest.mark.parametrize("cut", [1, 30, 60, 75, 1000])
@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
    ],
)
def test_client_takes_an_answer_in_any_pieces(answer, cut):
    taken = Answer()
    pieces = [answer[start : start + cut] for start in range(0, len(answer), cut)]

    assert [taken.takes(piece) for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert (taken.status, taken.content) == (200, b"hello world")


def test_client_waits_for_no_body_where_nothing_is_new():
    taken = Answer()

    assert taken.takes(b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n')
    assert (taken.status, taken.header("etag"), taken.content) == (304, '"a"', b"")


def test_goal_tells_what_is_met():
    most, least = Goal("wait", lambda _found: 1.0, 2), Goal("rate", lambda _found: 1.0, 2, is_least=True)

    assert (most.said, most.is_met(2.0), most.is_met(2.1)) == ("wait ≤ 2×", True, False)
    assert (least.said, least.is_met(2.0), least.is_met(1.9)) == ("rate ≥ 2×", True, False)
