"""A question about the real records finds the same in every format and on the page, and no format invents a day."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from activities.faces.formats import FORMATS, formats_of
from tests.documents import ATOM, NOUNS, addresses, content, lines, links, rows
from tests.html import Page

# The database of the tests is made only for tests that say they use one; a module's own fixture needs them to.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_fixtures")]

PAIRS = [(noun, made.name) for noun in NOUNS for made in formats_of(noun)]
COMPARED = ("csv", "ndjson", "jsonld", "geojson", "atom", "ics")


@pytest.fixture
def ask(client):
    """The answer of an address under /api/v1/, which must be there."""

    def ask(path, **headers):
        answer = client.get(f"/api/v1/{path}", headers={name.replace("_", "-"): text for name, text in headers.items()})
        assert answer.status_code == 200, (path, content(answer))
        return answer

    return ask


def record_of(ask, noun):
    """The path of a record of a noun."""
    return ask(f"{NOUNS[noun]}/?page_size=1").json()["results"][0]["url"].partition("/api/v1/")[2]


# Every format of every answer


@pytest.mark.parametrize(("noun", "name"), PAIRS)
def test_every_format_of_a_noun_answers_for_its_list_and_its_records(ask, noun, name):
    whole = f"{NOUNS[noun]}/"
    for path in [whole, record_of(ask, noun)] if FORMATS[name].has_records else [whole]:
        answer = ask(f"{path}?format={name}&lang=es")
        assert content(answer)
        assert answer.headers["Content-Type"] == FORMATS[name].content_type
        assert answer.headers["Content-Language"] == "es"
        assert answer.headers["Vary"] == "Accept, Accept-Language, Accept-Encoding"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_posts_held_on_a_day_say_how_far_sources_show_it_in_every_format(ask):
    question = "memberships/?on=2019-03-08&organization=conofam"
    expected = [row["match"] for row in ask(question).json()["results"]]

    assert "attested" in expected
    assert [row["match"] for row in rows(content(ask(f"{question}&format=csv")))] == expected
    assert [row["match"] for row in lines(content(ask(f"{question}&format=ndjson")))] == expected


def test_a_document_says_what_was_asked_and_where_it_is(ask):
    feed = etree.fromstring(content(ask("events/?organization=conofam&lang=es", Accept="application/atom+xml")))

    assert feed.findtext(f"{ATOM}title") == "Eventos: conofam"
    found = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert found["alternate"] == "http://testserver/es/events/?organization=conofam"
    assert found["self"] == "http://testserver/api/v1/events/?organization=conofam&lang=es&format=atom"


def test_nothing_new_sends_nothing_in_any_format(client):
    address = "/api/v1/events/?format=csv"
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})

    assert (again.status_code, content(again)) == (304, b"")
    assert client.get("/api/v1/events/?format=ndjson").headers["ETag"] != tag


def test_every_link_of_every_answer_answers(ask, client):
    for noun, plural in NOUNS.items():
        for path in (f"{plural}/?page_size=1", f"{plural}/?format=csv", record_of(ask, noun)):
            for address in links(ask(path)).values():
                assert client.get(address).status_code == 200, address


def test_a_record_links_to_its_other_formats_and_its_page(ask):
    found = links(ask("events/conofam-workshop-2019/?lang=es&format=jsonld"))

    here = "http://testserver/api/v1/events/conofam-workshop-2019/"
    assert found == {
        ("canonical", "text/html"): "http://testserver/es/events/conofam-workshop-2019/",
        ("alternate", "application/json"): f"{here}?lang=es",
        ("alternate", "text/csv"): f"{here}?lang=es&format=csv",
        ("alternate", "application/x-ndjson"): f"{here}?lang=es&format=ndjson",
        ("alternate", "application/geo+json"): f"{here}?lang=es&format=geojson",
        ("alternate", "text/calendar"): f"{here}?lang=es&format=ics",
    }


def test_what_has_no_page_of_its_own_links_to_none(ask):
    for noun in ("membership", "citation"):
        for path in (f"{NOUNS[noun]}/", record_of(ask, noun)):
            assert "text/html" not in {kind for _relation, kind in links(ask(path))}


# The same records

DAYS = st.sampled_from(["2014", "2014-06", "2018", "2019", "2019-03-08", "2019-09", "2019-10-10", "2020"])
BODIES = st.sampled_from(["iom", "conofam", "CONOFAM", "inm", "prm", "segob", "iom,inm"])
WORDS = st.sampled_from(["migration", "workshop", "talleres", "gascon", "mexico", "consulta", "a", "inm"])
ASKED = {
    "event": {
        "q": WORDS,
        "event_type": st.sampled_from(["workshop", "public-consultation", "workshop,training-course"]),
        "status": st.sampled_from(["held", "planned", "held,ongoing"]),
        "is_series": st.sampled_from(["true", "false"]),
        "year": st.sampled_from(["2014", "2018", "2019"]),
        "from": DAYS,
        "date_match": st.sampled_from(["possible", "certain"]),
        "undated": st.sampled_from(["true", "false"]),
        "organization": BODIES,
        "person": st.sampled_from(["christopher-gascon", "jose-martin-carmona-flores"]),
        "program": st.sampled_from(["regional-migration-program", "micic"]),
        "place": st.sampled_from(["MX", "MX-OAX", "mexico-city"]),
        "place_kind": st.sampled_from(["any", "venue", "dateline"]),
        "ordering": st.sampled_from(["date", "-date", "title", "-title", "updated_at", "-updated_at"]),
    },
    "organization": {
        "q": WORDS,
        "kind": st.sampled_from(["national-government", "igo", "autonomous-public-body"]),
        "is_collective": st.sampled_from(["true", "false"]),
        "existence": st.sampled_from(["existing", "proposed"]),
        "ordering": st.sampled_from(["name", "-name", "-updated_at"]),
    },
    "person": {"q": WORDS, "organization": BODIES, "ordering": st.sampled_from(["name", "-name"])},
    "program": {
        "q": WORDS,
        "kind": st.sampled_from(["tool", "cooperation", "tool,plan"]),
        "organization": BODIES,
        "ordering": st.sampled_from(["name", "-name"]),
    },
    "article": {
        "q": WORDS,
        "organization": BODIES,
        "publisher": st.just("iom"),
        "year": st.sampled_from(["2018", "2019"]),
        "language": st.sampled_from(["en", "es"]),
        "ordering": st.sampled_from(["published", "headline", "-headline"]),
    },
    "place": {"q": WORDS, "kind": st.sampled_from(["country", "locality"]), "parent": st.sampled_from(["mx", "hn"])},
    "term": {"q": WORDS, "scheme": st.sampled_from(["gcm-objective", "event-type", "sdg-target"])},
    "membership": {"person": st.just("jose-martin-carmona-flores"), "organization": BODIES, "on": DAYS},
    "citation": {
        "event": st.sampled_from(["conofam-workshop-2019", "inm-training-2014"]),
        "field": st.sampled_from(["title", "participants_total"]),
        "stance": st.sampled_from(["supports", "disputes"]),
    },
}


MOST_AT_ONCE = 3  # of so few records, more conditions seldom leave any


def questions(noun):
    """Questions about a noun, of few parameters."""
    names = st.lists(st.sampled_from(sorted(ASKED[noun])), unique=True, max_size=MOST_AT_ONCE)
    chosen = names.flatmap(lambda some: st.fixed_dictionaries({name: ASKED[noun][name] for name in some}))
    return chosen.map(lambda drawn: "&".join(f"{name}={value}" for name, value in drawn.items()))


def walked(client, noun, asked, size):
    """The addresses of the records that answer, page by page."""
    found, address = [], f"/api/v1/{NOUNS[noun]}/?{asked}&page_size={size}"
    while address:
        answer = client.get(address)
        if answer.status_code == 400:
            return None
        found += [row["url"] for row in answer.json()["results"]]
        address = answer.json()["next"]
    return found


def paged(client, noun, asked):
    """The slugs of the records on the pages of a list, in order, or None if the question is refused."""
    found, number = [], 1
    while True:
        shown = client.get(f"/{NOUNS[noun]}/?{asked}&page={number}")
        if shown.status_code == 400:
            return None
        found += [link for link in Page(shown).headed if link.startswith(f"/{NOUNS[noun]}/")]
        if 'rel="next"' not in shown.content.decode():
            return found
        number += 1


@pytest.mark.parametrize("noun", NOUNS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_question_finds_the_same_records_in_every_format(client, noun, data):
    asked = data.draw(questions(noun))
    expected = walked(client, noun, asked, data.draw(st.sampled_from([1, 2, 7, 100])) if noun in FEW else 100)
    for name in (made.name for made in formats_of(noun) if made.name in COMPARED):
        answer = client.get(f"/api/v1/{NOUNS[noun]}/?{asked}&format={name}")
        if expected is None:
            assert answer.status_code == 400
        elif name == "ics":
            text = content(answer)
            pages = [address.replace("/api/v1", "") for address in expected]
            shown = addresses(name, text, noun)
            assert [page for page in pages if page in shown] == shown
            assert f"X-LEFT-OUT:{len(expected) - len(shown)}\r\n".encode() in text
        else:
            assert addresses(name, content(answer), noun) == expected, name


FEW = {"event", "organization", "person", "program", "article"}


@pytest.mark.parametrize("noun", sorted(FEW))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_page_lists_what_the_api_lists(client, noun, data):
    asked = data.draw(questions(noun))
    expected = walked(client, noun, asked, 100)
    shown = paged(client, noun, asked)
    assert shown == (expected and [address.partition("/api/v1")[2] for address in expected] if expected != [] else [])


# No invented day

DAY = re.compile(r"(?<![\w-])((?:19|20)\d\d)(-?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![\w-])")
MONTHS = {
    month: number
    for names in (
        "January February March April May June July August September October November December",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, month in enumerate(names.split(), 1)
}
IN_WORDS = re.compile(rf"\b(\d\d?) (?:de )?({'|'.join(MONTHS)}) (?:de )?(\d{{4}})")
MOMENT = re.compile(r"\d{4}-?\d\d-?\d\dT\d\d:?\d\d:?\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
URL = re.compile(r"https?://[^\s\"'<>\\]+|/(?:[a-z0-9-]+/)+")


def days(text):
    """The days that a text shows in figures or words, moments of records and addresses apart."""
    shown = URL.sub(" ", MOMENT.sub(" ", text))
    in_figures = {f"{year}-{month}-{day}" for year, _hyphen, month, day in DAY.findall(shown)}
    return in_figures | {f"{year}-{MONTHS[month]:02}-{int(day):02}" for day, month, year in IN_WORDS.findall(shown)}


def told(value):
    """The days that the dates of the records are, as their sources give them: whole in their EDTF."""
    if isinstance(value, dict):
        own = [value[name] for name in EDTF if isinstance(value.get(name), str)]
        return {day for text in own for day in days(text)} | {day for part in value.values() for day in told(part)}
    if isinstance(value, list):
        return {day for part in value for day in (days(part) if isinstance(part, str) else told(part))}
    return set()


EDTF = ("edtf", "on", "from", "to", "held", "used", "valid_until", "valid_from", "period")


@pytest.fixture
def given_days(ask):
    """Every day that a source gives."""
    found = set()
    for noun in NOUNS.values():
        path = f"{noun}/?page_size=100"
        while path:
            answer = ask(path).json()
            found |= told(answer["results"])
            path = (answer["next"] or "").partition("/api/v1/")[2]
    return found


def test_days_are_found_in_figures_and_words_and_moments_are_none():
    text = "DATE:20190901 2019-03-08, el 5 de mayo de 2019; 30 September 2019 2014-2018 2026-11-25T00:00:00Z"
    assert days(text) == {"2019-09-01", "2019-03-08", "2019-05-05", "2019-09-30"}


def test_days_that_sources_give_are_few_and_known(given_days):
    assert {"2019-10-10", "2019-03-08"} <= given_days
    assert "2019-09-01" not in given_days


def bounds_apart(name, text):
    """The text of a document without what may hold a bound of a date, which is marked as such in each format."""
    if name == "csv":
        found = rows(text.encode())
        return "\n".join(cell for row in found for column, cell in row.items() if not column.endswith(BOUND))
    if name == "ics":
        return "".join(re.split(r"(BEGIN:VEVENT.*?END:VEVENT\r\n)", text, flags=re.DOTALL)[::2]) + "".join(
            block for block in re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r\n", text, re.DOTALL) if not is_month(block)
        )
    if name == "iati":
        return re.sub(r'(<activity-date iso-date=")[^"]*("[^>]*><narrative>[^<]*\.</narrative>)', r"\1\2", text)
    return BOUNDS.sub("", text)


BOUND = ("_earliest", "_latest")
BOUNDS = re.compile(r'"(?:earliest|latest)":"[^"]*"')


def is_month(block):
    """Whether an event of a calendar is a whole month, and says so."""
    return "TRANSP:TRANSPARENT" in block and re.search(r"X-EDTF:\d{4}-\d\d[~?%]?\r\n", block) is not None


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("noun", "name"), [*PAIRS, *((noun, "json") for noun in NOUNS)])
def test_no_format_shows_a_day_that_no_source_gives(ask, given_days, noun, name, language):
    shown = content(ask(f"{NOUNS[noun]}/?format={name}&lang={language}&{'page_size=100' if name == 'json' else ''}"))

    assert days(bounds_apart(name, shown.decode("utf-8-sig").replace("\r\n ", ""))) <= given_days


def test_no_document_of_one_event_shows_a_day_that_no_source_gives(ask, given_days):
    for row in ask("events/?page_size=100&fields=slug").json()["results"]:
        for name in ["json", *(made.name for made in formats_of("event") if made.has_records)]:
            shown = content(ask(f"events/{row['slug']}/?format={name}")).decode("utf-8-sig").replace("\r\n ", "")
            assert days(bounds_apart(name, shown)) <= given_days, (row["slug"], name)


@pytest.mark.parametrize("address", ["/events.atom", "/events.ics", "/articles.atom", "/es/events.ics"])
def test_no_feed_shows_a_day_that_no_source_gives(client, given_days, address):
    shown = content(client.get(address)).decode().replace("\r\n ", "")

    assert days(bounds_apart(address.rpartition(".")[2], shown)) <= given_days


@pytest.mark.parametrize("root", ["/", "/es/"])
def test_no_page_shows_a_day_that_no_source_gives(client, given_days, root):
    for noun in sorted(FEW):
        listed = Page(client.get(f"{root}{NOUNS[noun]}/"))
        records = [link for link in listed.headed if link.startswith(root)]
        assert records
        for address in [root, f"{root}{NOUNS[noun]}/", *records]:
            shown = client.get(address).content.decode()
            assert days(BOUNDS.sub("", shown).replace(EXAMPLE, "")) <= given_days, address


EXAMPLE = "2019-09-05"  # how a form says that a date is typed


def test_a_month_is_a_whole_transparent_span_in_a_calendar_and_says_so(client):
    text = content(client.get("/events.ics")).decode().replace("\r\n ", "")
    [block] = [one for one in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL) if "conofam-workshop" in one]

    for line in ("DTSTART;VALUE=DATE:20190901", "DTEND;VALUE=DATE:20191001", "TRANSP:TRANSPARENT", "X-EDTF:2019-09"):
        assert f"{line}\r\n" in block


def test_a_bound_in_json_stands_in_a_bound_alone(ask):
    shown = json.loads(content(ask("events/conofam-workshop-2019/?format=jsonld")))

    assert shown["startDate"] == "2019-09"
