"""CSV: rows, columns, and nothing that runs."""

import csv
import io

import pytest

from activities.faces.formats.csv import COLUMNS
from tests.faces.formats.samples import (
    HOSTILE,
    ROOT,
    SAMPLES,
    appearance,
    event,
    event_article,
    event_place,
    funding,
    membership,
    name,
    organization,
    participation,
    person,
    place,
    place_reference,
    published,
    topic,
    written,
)


def rows(noun, *faces, **values):
    return list(csv.DictReader(io.StringIO(written("csv", *faces, noun=noun, **values).removeprefix("\ufeff"))))


def test_csv_is_a_head_and_a_row_a_record_in_settled_order():
    text = written("csv", membership("2017/2019"), noun="membership")
    assert text == (
        "\ufeffid,url,html_url,person,organization,post_title,held,from,to,attested_on,match,certainty,"
        "created_at,updated_at,version\r\n"
        f"post-id,{ROOT}/api/v1/memberships/post/,{ROOT}/memberships/post/,ana-ruiz,iom,Head,2017/2019,2017,2019,2019-10-10,,"
        "stated,2001-02-03T04:05:06Z,2002-03-04T05:06:07Z,1\r\n"
    )


def test_csv_of_an_event_joins_its_lists():
    face = event(
        "[..2019-03-08]",
        is_series=True,
        places=[event_place(), event_place(place=place_reference("mx", "country")), event_place("dateline")],
        participations=[participation("iom", "support"), participation("inm", "participant")],
        funding=[funding("prm", "via_program"), funding("us", "stated")],
        terms=[topic()],
        articles=[event_article(), event_article("other", "")],
        languages=["es", "en"],
    )
    (row,) = rows("event", face)
    shown = {
        "is_series": "true",
        "parent": "",
        "children_count": "0",
        "date_edtf": "[..2019-03-08]",
        "date_form": "range",
        "date_precision": "unknown",
        "date_earliest": "",
        "date_latest": "2019-03-08",
        "date_approximate": "false",
        "date_uncertain": "false",
        "date_label": "on or before 8 March 2019",
        "venues": "tijuana:stated; mx:stated",
        "datelines": "tijuana:stated",
        "origins": "",
        "participations": "iom:support; inm:participant",
        "funding_stated": "us",
        "funding_via_program": "prm:map:stated",
        "terms": "gcm-objective:23:assigned",
        "articles": "release:reports; other:reports",
        "source_urls": "https://news.example/1?a=b&c=d; https://news.example/1?a=b&c=d",
        "languages": "es; en",
    }
    assert {column: row[column] for column in shown} == shown


def test_csv_tells_appearances_at_events_from_those_in_articles():
    at_event = appearance("ana-ruiz", "spoke") | {"event": {"slug": "workshop"}, "article": None}
    in_article = appearance("ana-ruiz", "quoted") | {"event": None, "article": {"slug": "release"}}
    (row,) = rows("person", person(appearances=[at_event, in_article]))
    assert row["appearances_at_events"] == "workshop:spoke"
    assert row["appearances_in_articles"] == "release:quoted"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff20"])
def test_csv_escapes_what_would_run_as_a_formula(start):
    hostile = f"{start}1+1"
    (row,) = rows("organization", organization(name=hostile, names=[name(hostile)], summary=f"a{hostile}"))
    assert row["name"] == row["names"] == f"'{hostile}"
    assert row["summary"] == f"a{hostile}"


def test_csv_keeps_hostile_text_in_its_cell():
    (row,) = rows("organization", organization(name=HOSTILE, acronym=f"x{HOSTILE}"))
    assert row["name"] == f"'{HOSTILE}"
    assert row["acronym"] == f"x{HOSTILE}"
    assert row["version"] == "1"


def test_csv_leaves_numbers_alone():
    (row,) = rows("place", place(longitude=-117.0))
    assert row["longitude"] == "-117.0"


def test_csv_cuts_columns_to_the_fields_that_are_asked_for():
    assert rows("event", event(), fields=frozenset({"slug", "date"})) == [
        {
            "slug": "workshop",
            "date_edtf": "2019-09",
            "date_form": "point",
            "date_precision": "month",
            "date_earliest": "2019-09-01",
            "date_latest": "2019-09-30",
            "date_approximate": "false",
            "date_uncertain": "false",
            "date_label": "September 2019",
            "date_basis": "stated",
            "date_note": "",
        }
    ]


@pytest.mark.parametrize("noun", SAMPLES)
def test_columns_are_drawn_from_fields_of_the_face_and_each_says_what_it_holds(noun):
    columns = COLUMNS[noun]
    assert len({column.name for column in columns}) == len(columns)
    assert {column.field for column in columns} <= set(SAMPLES[noun]())
    assert all(column.about.endswith(".") for column in columns)


@pytest.mark.parametrize(("edtf", "on"), [("2019-10-10", "2019-10-10"), ("2019-10", ""), ("", "")])
def test_csv_holds_a_day_of_publication_only_where_there_is_one(edtf, on):
    (row,) = rows("article", SAMPLES["article"](published=published(edtf)))
    assert (row["published_on"], row["published_edtf"]) == (on, edtf)
