"""What is shown of what was found."""

import pytest

from activities import search
from activities.search.hits import snippet
from activities.search.sought import understood

pytestmark = pytest.mark.django_db


def shown(text, summary):
    return str(snippet({"summary": summary}, understood(text)))


@pytest.mark.parametrize(
    ("text", "summary", "expected"),
    [
        ("workshops", "A workshop was held.", "A <mark>workshop</mark> was held."),
        ("capacitacion", "Las capacitaciones.", "Las <mark>capacitaciones</mark>."),
        ("gascon", "Con Gasco\u0301n.", "Con <mark>Gasco\u0301n</mark>."),
        ("mexico", "In Mexico’s south", "In <mark>Mexico’s</mark> south"),
        ("a b", "<b> & a", "&lt;<mark>b</mark>&gt; &amp; a"),
        ("script", "<script>alert(1)</script>", "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"),
        ("policy of", "Of policy.", "Of <mark>policy</mark>."),
        ("nothing", "Ours.", "Ours."),
        ("nothing", None, ""),
    ],
)
def test_a_snippet_marks_the_words_found_and_escapes_all_else(text, summary, expected):
    assert shown(text, summary) == expected


def test_a_snippet_lies_around_the_first_word_found_and_is_cut_at_blanks():
    before, after = "one two " * 30, " three four" * 30
    found = shown("middle", f"{before}middle{after}")

    assert found.startswith("… ")
    assert found.endswith(" …")
    assert "<mark>middle</mark>" in found
    plain = found.replace("<mark>", "").replace("</mark>", "")
    assert len(plain) <= 204
    assert set(plain.split()) == {"…", "one", "two", "middle", "three", "four"}


def test_a_snippet_of_a_long_text_without_the_words_is_its_beginning():
    assert shown("nothing", "word " * 60) == ("word " * 40).strip() + " …"
    assert shown("nothing", "x" * 300) == "x" * 200 + " …"
    assert shown("end", "word " * 60 + "end") == "… " + "word " * 38 + "word <mark>end</mark>"


def hit(text, name, *others, acronym=None):
    found = search.finding.Found(understood(text), [search.Match(0, -1)])
    face = {"name": name, "acronym": acronym, "names": [{"text": other} for other in others], "summary": None}
    return search.hits(found, found.matches, {found.matches[0].record: face})[0]


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("mesoamerica program", "Mesoamerica Program"),
        ("MESOAMÉRICA programs", "Mesoamerica Program"),
        ("regional program", None),
        ("rmp", None),
        ("programa regional", "Programa Regional de Migración"),
        ("migración", "Programa Regional de Migración"),
        ("nothing", None),
    ],
)
def test_the_alias_is_named_only_where_it_fits_better_than_the_name(text, matched):
    found = hit(
        text, "Regional Program: Mesoamerica", "Mesoamerica Program", "Programa Regional de Migración", acronym="RMP"
    )

    assert found.matched_name == matched


def test_a_match_without_a_face_is_not_shown():
    found = search.finding.Found(understood("ana"), [search.Match(0, -1)])

    assert search.hits(found, found.matches, {}) == []
