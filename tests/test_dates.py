import json
import re
import warnings
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from activities import dates

VECTORS = json.loads(Path(__file__).with_name("data").joinpath("edtf_vectors.json").read_text())

# ---- the grammar as strategies ---------------------------------------------------------------

# From 1000 on a year cannot be taken for a day; 9999 has a winter the calendar does not.
years = st.integers(1000, 9998).map("{:04}".format)
months = st.tuples(years, st.integers(1, 12)).map(lambda parts: "{}-{:02}".format(*parts))
days = st.dates(date(1000, 1, 1), date(9998, 12, 31)).map(date.isoformat)
plain = st.one_of(years, months, days)
seasons = st.tuples(years, st.integers(21, 24)).map(lambda parts: "{}-{}".format(*parts))
other_parts = st.tuples(years, st.sampled_from([33, 34, 35, 36, 40, 41])).map(lambda parts: "{}-{}".format(*parts))
unspecified = st.one_of(
    years.map("{}-XX".format),
    years.map("{}-XX-XX".format),
    months.map("{}-XX".format),
    st.integers(100, 999).map("{}X".format),
)
marks = st.sampled_from(["", "?", "~", "%"])
marked = st.tuples(st.one_of(plain, other_parts, unspecified), marks).map("".join)
points = st.one_of(marked, seasons)
pairs = st.tuples(points, points).map(
    lambda pair: sorted(pair, key=lambda text: dates.parse(text).earliest or date.min)
)
spans = st.one_of(pairs.map("/".join), points.map("{}/..".format), points.map("../{}".format))
ranges = st.one_of(pairs.map(lambda pair: "[{}..{}]".format(*pair)), points.map("[..{}]".format))
texts = st.one_of(points, spans, ranges)
bounds = st.one_of(st.none(), st.dates())


# ---- parse -----------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", VECTORS["items"], ids=lambda vector: vector["code"])
def test_parse_reads_every_vector(vector):
    when = dates.parse(vector["code"])
    found = {
        "code": when.text,
        "form": when.form,
        "precision": when.precision,
        "earliest": when.earliest and when.earliest.isoformat(),
        "latest": when.latest and when.latest.isoformat(),
    }
    assert found == {name: vector[name] for name in found}


def test_vectors_are_all_there():
    assert (len(VECTORS["items"]), len(VECTORS["must_reject"])) == (20, 8)


@pytest.mark.parametrize("text", VECTORS["must_reject"])
def test_parse_refuses_every_vector_to_refuse(text):
    with pytest.raises(dates.DateError):
        dates.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *["2019-02-29", "2019-04-31", "2019-09-00", "2019-00", "0000", "000X", "9999-24"],
        *["2019-20", "2019-25", "2019-37", "2019-42", "2019-21-01", "2019-XX-05", "201X-05"],
        *["20XX", "2019-09-XX-XX", "2019-xx", "201x", "2019?-09", "?2019", "2019??", "2018-24%"],
        *["/2014", "2014/", "/", "../..", "2014/2015/2016", "2018-21~/2019", "[2014/2015]"],
        *["[..]", "[2014..]", "[2014]", "[2014, 2015]", "{2014..2015}", "[2015..2014]", "[..2014"],
        *["2014..2015", "2019-03-09/2019-03-08", "2020/201X", "12019", "Y12019", "-2019", "19"],
        *["2019-09-24T10:00", "2019-09-24 ", " 2019", "2019\n", "2019\N{EN DASH}20", "٢٠١٩", "2019\x00"],
    ],
)
def test_parse_refuses_what_lies_outside_the_grammar(text):
    with pytest.raises(dates.DateError):
        dates.parse(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29)),
        ("2019-24", date(2019, 12, 1), date(2020, 2, 29)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("001X", date(10, 1, 1), date(19, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("2019-09-15/2019-09", date(2019, 9, 15), date(2019, 9, 30)),
    ],
)
def test_parse_bounds_the_edges_of_the_calendar(text, earliest, latest):
    when = dates.parse(text)
    assert (when.earliest, when.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        ("21", "2019-03-01", "2019-05-31"),
        ("22", "2019-06-01", "2019-08-31"),
        ("23", "2019-09-01", "2019-11-30"),
        ("24", "2019-12-01", "2020-02-29"),
        ("33", "2019-01-01", "2019-03-31"),
        ("34", "2019-04-01", "2019-06-30"),
        ("35", "2019-07-01", "2019-09-30"),
        ("36", "2019-10-01", "2019-12-31"),
        ("40", "2019-01-01", "2019-06-30"),
        ("41", "2019-07-01", "2019-12-31"),
    ],
)
def test_parse_bounds_every_season_quarter_and_half_year(part, first, last):
    when = dates.parse(f"2019-{part}")
    assert (when.earliest, when.latest) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2014", False, False),
        ("2014~", True, False),
        ("2014?", False, True),
        ("2014%", True, True),
        ("2018-21", True, False),
        ("2019-33", False, False),
        ("2014~/2015", True, False),
        ("2014/2015?", False, True),
        ("[2014?..2015~]", True, True),
        ("../2018-22", True, False),
    ],
)
def test_parse_sets_the_flags_of_qualifiers_and_seasons(text, approximate, uncertain):
    when = dates.parse(text)
    assert (when.approximate, when.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "precision", "is_day"),
    [
        ("2019-10-10", "day", True),
        ("2018-10-22/2018-10-24", "day", True),
        ("2018-10-22/..", "day", True),
        ("2018-10-22/2018-11", "month", False),
        ("2018/2018-11-05", "year", False),
        ("2018-21/2018-09", "season", False),
        ("201X/2024-33", "decade", False),
        ("2019-09-XX", "month", False),
        ("[..2019-03-08]", "unknown", False),
        ("[2019-03-01..2019-03-08]", "unknown", False),
    ],
)
def test_precision_is_that_of_the_coarser_end(text, precision, is_day):
    when = dates.parse(text)
    assert (when.precision, when.is_day) == (precision, is_day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        ("March 2019", "it is not one of the accepted forms"),
        ("2019-13", "it is not one of the accepted forms"),
        ("2019-02-30", "the calendar has no such date (years run from 0001 to 9999)"),
        ("2019/2018", "it ends before it starts"),
    ],
)
def test_refusal_names_the_text_the_reason_and_the_accepted_forms(text, reason):
    with pytest.raises(dates.DateError) as refusal:
        dates.parse(text)
    said = f"{text!r} cannot be read as a date: {reason}. Accepted: {dates.ACCEPTED_FORMS}."
    assert str(refusal.value) == said


def test_refusal_shows_only_the_beginning_of_a_long_text():
    with pytest.raises(dates.DateError, match=r"^'9{40}…' cannot be read"):
        dates.parse("9" * 100_000)


@given(texts)
@example("201X/..")
def test_parse_reads_every_text_of_the_grammar_and_orders_its_bounds(text):
    when = dates.parse(text)
    assert when.text == text
    assert when.earliest or when.latest
    assert not (when.earliest and when.latest) or when.earliest <= when.latest


@given(points)
def test_an_open_end_is_the_only_missing_bound(point):
    known = dates.parse(point)
    begun, ended, by = (dates.parse(text) for text in (f"{point}/..", f"../{point}", f"[..{point}]"))
    assert (begun.earliest, begun.latest) == (known.earliest, None)
    assert (ended.earliest, ended.latest) == (by.earliest, by.latest) == (None, known.latest)


@given(st.one_of(st.text(), st.text(alphabet="0123456789X-/.[]?~%", max_size=30)))
def test_any_other_text_is_refused_with_a_date_error(text):
    try:
        read = dates.parse(text).text
    except dates.DateError:
        read = ""
    assert read in {text, ""}
    assert read or dates.iso_ends(text) == (None, None)


def _oracle(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf import parse_edtf  # noqa: PLC0415  (slow to import, and warns while it is)

        read = parse_edtf(text)
        return date(*read.lower_strict()[:3]), date(*read.upper_strict()[:3])


ordered = st.tuples(plain, plain).map(sorted).map("/".join)


@given(st.one_of(plain, ordered, unspecified, other_parts))
def test_parse_agrees_with_the_edtf_package(text):
    when = dates.parse(text)
    assert (when.earliest, when.latest) == _oracle(text)


# ---- label -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("", "date not stated", "fecha no indicada"),
        ("2019", "2019", "2019"),
        ("0987", "987", "987"),
        ("2019-09", "September 2019", "septiembre de 2019"),
        ("2019-11-05", "5 November 2019", "5 de noviembre de 2019"),
        ("201X", "2010s", "década de 2010"),
        ("2014-XX", "2014 (month not stated)", "2014 (mes no indicado)"),
        ("2014-XX-XX", "2014 (month and day not stated)", "2014 (mes y día no indicados)"),
        ("2019-09-XX", "September 2019 (day not stated)", "septiembre de 2019 (día no indicado)"),
        ("2018-21", "spring 2018", "primavera de 2018"),
        ("2018-24", "winter 2018\N{EN DASH}2019", "invierno de 2018\N{EN DASH}2019"),
        ("2019-33", "first quarter of 2019", "primer trimestre de 2019"),
        ("2019-41", "second half of 2019", "segundo semestre de 2019"),
        ("2019-09~", "about September 2019", "hacia septiembre de 2019"),
        ("2019-11-05?", "perhaps 5 November 2019", "quizá el 5 de noviembre de 2019"),
        ("2014%", "perhaps about 2014", "quizá hacia 2014"),
        ("201X~", "about the 2010s", "hacia la década de 2010"),
        ("2018-10-22/2018-10-24", "22\N{EN DASH}24 October 2018", "del 22 al 24 de octubre de 2018"),
        (
            "2018-10-22/2018-11-05",
            "from 22 October to 5 November 2018",
            "del 22 de octubre al 5 de noviembre de 2018",
        ),
        (
            "2018-12-20/2019-01-05",
            "from 20 December 2018 to 5 January 2019",
            "del 20 de diciembre de 2018 al 5 de enero de 2019",
        ),
        (
            "2018-10-22/2019-10-24",
            "from 22 October 2018 to 24 October 2019",
            "del 22 de octubre de 2018 al 24 de octubre de 2019",
        ),
        ("2014/2018", "from 2014 to 2018", "de 2014 a 2018"),
        ("2019-02/2019-03", "from February to March 2019", "de febrero a marzo de 2019"),
        (
            "2019-02/2019-03-08",
            "from February to 8 March 2019",
            "de febrero al 8 de marzo de 2019",
        ),
        ("2018-21/2018-23", "from spring to autumn 2018", "de primavera a otoño de 2018"),
        (
            "2019-40/2019-09-30",
            "from the first half of 2019 to 30 September 2019",
            "del primer semestre de 2019 al 30 de septiembre de 2019",
        ),
        (
            "2019-02-03~/2019-02-05?",
            "from about 3 to perhaps 5 February 2019",
            "del 3 (fecha aproximada) al 5 de febrero de 2019 (fecha incierta)",
        ),
        (
            "2019-09-XX/2019-10",
            "from September (day not stated) to October 2019",
            "de septiembre (día no indicado) a octubre de 2019",
        ),
        ("2019-09/2019-09", "September 2019", "septiembre de 2019"),
        (
            "2018-10-22/..",
            "from 22 October 2018 (end not stated)",
            "desde el 22 de octubre de 2018 (fin no indicado)",
        ),
        (
            "../2018-12-05",
            "until 5 December 2018 (start not stated)",
            "hasta el 5 de diciembre de 2018 (inicio no indicado)",
        ),
        ("[..2019-03-08]", "on or before 8 March 2019", "a más tardar el 8 de marzo de 2019"),
        ("[..2019-03]", "in or before March 2019", "a más tardar en marzo de 2019"),
        (
            "[..2019-34]",
            "in or before the second quarter of 2019",
            "a más tardar en el segundo trimestre de 2019",
        ),
        (
            "[2014-06..2014-12]",
            "between June and December 2014",
            "entre junio y diciembre de 2014",
        ),
        (
            "[2019-03-03..2019-03-08]",
            "between 3 and 8 March 2019",
            "entre el 3 y el 8 de marzo de 2019",
        ),
        (
            "[201X..2021%]",
            "between the 2010s and perhaps about 2021",
            "entre la década de 2010 y 2021 (fecha aproximada e incierta)",
        ),
    ],
)
def test_label_says_a_date_in_both_languages(text, english, spanish):
    assert (dates.label(text), dates.label(text, "es")) == (english, spanish)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        *[(tag, "septiembre de 2019") for tag in ("es", "es-MX", "es_MX", "ES-419")],
        *[(tag, "September 2019") for tag in ("en", "en-GB", "fr", "est", "", "*")],
    ],
)
def test_label_falls_to_english_for_every_language_but_spanish(language, said):
    assert dates.label("2019-09", language) == said


def test_label_names_every_month_in_both_languages():
    english, spanish = (
        " ".join(dates.label(f"2019-{month:02}", language).split()[0] for month in range(1, 13))
        for language in ("en", "es")
    )
    assert english == "January February March April May June July August September October November December"
    assert spanish == "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"


def test_label_refuses_what_parse_refuses():
    with pytest.raises(dates.DateError):
        dates.label("March 2019")


@given(texts, st.sampled_from(["en", "es"]))
def test_label_shows_exactly_the_days_that_the_text_gives(text, language):
    given_days = {int(day) for day in re.findall(r"\d{4}-\d\d-(\d\d)", text)}
    numbers = {int(number) for number in re.findall(r"\d+", dates.label(text, language))}
    assert {number for number in numbers if number < 1000} == given_days


@given(texts, st.sampled_from(["en", "es"]))
def test_label_is_words_and_never_the_text_itself_but_for_a_year(text, language):
    said = dates.label(text, language)
    is_year = re.fullmatch(r"(\d{4})(/\1)?|\[(\d{4})\.\.\3\]", text)
    assert (said in text) == bool(is_year)
    assert not set(said) & set("[]/~?%{}X")


# ---- ISO 8601 --------------------------------------------------------------------------------


@given(plain)
def test_iso_date_gives_back_a_plain_date(text):
    assert dates.iso_date(text) == text


@given(st.one_of(spans, ranges, seasons, other_parts, unspecified, plain.map("{}~".format)))
@example("2019/2019")
@example("2019-21")
def test_iso_date_has_nothing_for_what_iso_cannot_say(text):
    assert dates.iso_date(text) is None


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2019-09", ("2019-09", "2019-09")),
        ("2018-10-22/2018-11", ("2018-10-22", "2018-11")),
        ("2018-10-22/..", ("2018-10-22", None)),
        ("../2018", (None, "2018")),
        ("2018-21/2019", (None, "2019")),
        ("0987/1001", ("0987", "1001")),
        ("2018~/2019-XX", (None, None)),
        ("[2014-06..2014-12]", (None, None)),
        ("", (None, None)),
        ("soon", (None, None)),
    ],
)
def test_iso_ends_never_add_to_what_is_given(text, ends):
    assert dates.iso_ends(text) == ends


# ---- windows ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-03-08", date(2019, 3, 8), date(2019, 3, 8)),
    ],
)
def test_period_is_the_first_and_last_day(text, first, last):
    assert dates.period(text) == (first, last)


@pytest.mark.parametrize("text", ["", "2019-21", "2019-XX", "2019~", "2018/2019", "[..2019]", "x"])
def test_period_refuses_everything_vaguer(text):
    with pytest.raises(dates.DateError) as refusal:
        dates.period(text)
    assert repr(text) in str(refusal.value)
    assert dates.ACCEPTED_PERIODS in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("us:2019", date(2018, 10, 1), date(2019, 9, 30)),
        ("us:0002", date(1, 10, 1), date(2, 9, 30)),
        ("mx:2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("un:9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_fiscal_year_is_named_for_the_year_it_ends_in(text, first, last):
    assert dates.fiscal_year(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "us", "us:", "us:20x9", "us:19", "us:٢٠١٩", "fr:2019", "US:2019", "2019", "us:2019 "]
)
def test_fiscal_year_refusal_names_the_text_and_the_known_budgets(text):
    with pytest.raises(dates.DateError) as refusal:
        dates.fiscal_year(text)
    assert repr(text) in str(refusal.value)
    assert str(refusal.value).endswith("Accepted: mx:2019, un:2019, us:2019.")


@pytest.mark.parametrize("text", ["us:0000", "us:0001", "mx:0000"])
def test_fiscal_year_refuses_years_the_calendar_does_not_have(text):
    with pytest.raises(dates.DateError, match="the calendar has no such date"):
        dates.fiscal_year(text)


def _found(text, start, end):
    when = dates.parse(text)
    window = (when.earliest, when.latest, date.fromisoformat(start), date.fromisoformat(end))
    return dates.surely_within(*window), dates.possibly_within(*window)


@pytest.mark.parametrize(
    ("text", "start", "end", "surely", "possibly"),
    [
        ("2019-09", "2019-01-01", "2019-12-31", True, True),
        ("2019-09", "2019-09-01", "2019-09-30", True, True),
        ("2019-09", "2019-09-02", "2019-09-30", False, True),
        ("2019-09", "2019-09-30", "2020-12-31", False, True),
        ("2019-09", "2019-10-01", "2020-12-31", False, False),
        ("[..2019-03-08]", "2019-01-01", "2019-12-31", False, True),
        ("[..2019-03-08]", "2018-01-01", "2018-03-08", False, True),
        ("[..2019-03-08]", "2018-01-01", "2018-03-07", False, False),
        ("[..2019-03-08]", "2014-01-01", "2014-12-31", False, False),
        ("[..2019-03-08]", "2019-03-09", "2019-12-31", False, False),
        ("2018-10-22/..", "2019-10-22", "2019-12-31", False, True),
        ("2018-10-22/..", "2019-10-23", "2019-12-31", False, False),
        ("2018-10-22/..", "2018-01-01", "2018-10-21", False, False),
    ],
)
def test_windows_find_what_is_surely_and_what_is_possibly_inside(text, start, end, surely, possibly):
    assert _found(text, start, end) == (surely, possibly)


@given(st.dates(), st.dates())
def test_windows_never_find_what_is_undated(start, end):
    assert not dates.surely_within(None, None, start, end)
    assert not dates.possibly_within(None, None, start, end)
    assert dates.reach(None, None) is None


@given(bounds, bounds, st.dates(), st.dates())
def test_what_is_surely_inside_a_window_is_possibly_inside(earliest, latest, start, end):
    if earliest and latest and earliest > latest:
        earliest, latest = latest, earliest
    if dates.surely_within(earliest, latest, start, end):
        assert dates.possibly_within(earliest, latest, start, end)


def test_reach_goes_one_year_beyond_the_known_bound_and_stays_in_the_calendar():
    day, year = date(2019, 3, 8), timedelta(days=365)
    assert dates.reach(None, day) == (day - year, day)
    assert dates.reach(day, None) == (day, day + year)
    assert dates.reach(day, day, 10) == (day, day)
    assert dates.reach(day, None, 10) == (day, date(2019, 3, 18))
    assert dates.reach(None, date(1, 2, 3)) == (date.min, date(1, 2, 3))
    assert dates.reach(date(9999, 2, 3), None) == (date(9999, 2, 3), date.max)
