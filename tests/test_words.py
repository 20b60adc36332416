import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from activities import words

languages = st.sampled_from(["", "en", "es", "es-MX", "fr"])


# ---- fold ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Christopher Gascón", "christopher gascon"),
        ("Gasco\u0301n", "gascon"),
        ("Niñez en Michoacán", "ninez en michoacan"),
        ("STRASSE straße", "strasse strasse"),
        ("\uff29\uff2f\uff2d №1", "iom no1"),
        ("Mexico\u2019s \u201cnew\u201d \u00abplan\u00bb", 'mexico\'s "new" "plan"'),
        ("Mexico\u00b4s", "mexico's"),
        ("2014\u20132018 \u2014 \u2212 \u2011", "2014-2018 - - -"),
        ("  Mesoamerica\u00a0\u202f\n\tCaribbean\u2003", "mesoamerica caribbean"),
        ("migra\u00adtion\u200b \ufeffpolicy", "migration policy"),
        ("A.C., S.A.", "a.c., s.a."),
    ],
)
def test_fold_takes_away_what_is_only_looks(text, folded):
    assert words.fold(text) == folded


@given(st.text())
@example("\u0149 \u0345 \u2034 \u0130")
def test_fold_is_idempotent(text):
    folded = words.fold(text)
    assert words.fold(folded) == folded


def test_fold_is_idempotent_for_every_letter_that_it_changes():
    letters = (chr(code) for code in range(0x30000))
    changed = {letter: words.fold(letter) for letter in letters if words.fold(letter) != letter}
    assert len(changed) > 1000
    assert {letter for letter, folded in changed.items() if words.fold(folded) != folded} == set()


@given(st.text())
def test_fold_leaves_no_accent_and_no_white_space_but_single_blanks(text):
    folded = words.fold(text)
    assert not any(unicodedata.combining(letter) for letter in folded)
    assert folded == " ".join(folded.split())


# ---- key and tokens --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Mesoamerica - The Caribbean", "mesoamerica the caribbean"),
        ("Mesoamerica\u2013The Caribbean", "mesoamerica the caribbean"),
        ("“Mesoamerica”\u00a0—\u00a0the Caribbean!", "mesoamerica the caribbean"),
        ("Special Migration Program 2014-2018", "special migration program 2014 2018"),
        ("snake_case", "snake case"),
        ("¿¡…!?", ""),
        ("", ""),
    ],
)
def test_key_keeps_letters_and_digits_only(text, key):
    assert words.key(text) == key
    assert words.tokens(text) == key.split()


@given(st.text())
def test_key_is_idempotent_and_blind_to_folding(text):
    key = words.key(text)
    assert words.key(key) == key == words.key(words.fold(text))
    assert re.fullmatch(r"([^\W_]+( [^\W_]+)*)?", key)


# ---- stems -----------------------------------------------------------------------------------

SPANISH = [
    "capacitación capacitaciones capacitacion CAPACITACIÓN",
    "taller talleres",
    "mujer mujeres",
    "joven jóvenes",
    "país países pais",
    "región regiones",
    "comisión comisiones comision",
    "migratorio migratoria migratorias",
    "consulado consulados",
    "autoridad autoridades",
    "federal federales",
    "policía policías policia",
    "niño niños",
    "migrante migrantes",
]
ENGLISH = [
    "workshop workshops Workshop's",
    "programme programmes program programs",
    "centre centres center centers",
    "organisation organisations organization organizations",
    "labour labor",
    "defence defense",
    "regularisation regularization",
    "Mexico Mexico\u2019s",
    "border borders",
    "policy policies",
    "agency agencies",
    "training trained trains",
    "child children",
    "woman women",
    "crisis crises",
    "migrant migrants",
]


@pytest.mark.parametrize("language", ["", "es", "es-MX", "ES_mx"])
@pytest.mark.parametrize("family", SPANISH)
def test_stems_of_a_spanish_family_are_one(family, language):
    assert len(set(words.stems(family, language))) == 1


@pytest.mark.parametrize("language", ["", "en", "EN-gb"])
@pytest.mark.parametrize("family", ENGLISH)
def test_stems_of_an_english_family_are_one(family, language):
    assert len(set(words.stems(family, language))) == 1


def test_stems_of_different_words_differ_in_every_language():
    different = "taller mujer joven frontera consulado capacidad migrante migración workshop women"
    for language in ("", "en", "es"):
        assert len(set(words.stems(different, language))) == len(different.split())


@pytest.mark.parametrize(
    ("language", "stems"),
    [
        ("", ["institut", "nacion", "migracion", "workshop"]),
        ("es", ["institut", "nacional", "migracion", "workshops"]),
        ("ES-mx", ["institut", "nacional", "migracion", "workshops"]),
        ("en", ["instituto", "nacion", "migracion", "workshop"]),
        ("est", ["institut", "nacion", "migracion", "workshop"]),
    ],
)
def test_stems_keep_the_order_of_the_words(language, stems):
    assert words.stems("Instituto Nacional: Migración, Workshops", language) == stems


@given(st.text(), languages)
@example("9" * 10_000, "")
def test_stems_are_one_for_each_word_and_never_empty(text, language):
    stems = words.stems(text, language)
    assert all(stems)
    assert len(stems) <= len(words.tokens(text))


@given(st.text(alphabet="abcdeéiíñnoórsyz", min_size=1), languages)
def test_stems_do_not_depend_on_accents_or_case(word, language):
    assert words.stems(word.upper(), language) == words.stems(words.fold(word), language)


def test_stems_leave_a_run_of_letters_that_is_no_word():
    assert words.stems("workshops" * 1000) == ["workshops" * 1000]


# ---- similarity ------------------------------------------------------------------------------


def test_similarity_is_high_for_slips_of_typing_in_any_order():
    assert words.similarity("Christopher Gascón", "Gascon, Cristopher") == pytest.approx(0.97, abs=0.005)
    assert words.similarity("Rogelio López Maya", "ROGELIO LOPEZ MAYA") == 1.0


def test_similarity_is_low_for_other_names():
    assert words.similarity("Christopher Gascón", "Gustavo Gutiérrez") < 0.6


@pytest.mark.parametrize(("first", "second"), [("", ""), ("", "IOM"), ("!", "…")])
def test_similarity_of_an_empty_name_is_none(first, second):
    assert words.similarity(first, second) == 0.0


@given(st.text(), st.text())
def test_similarity_is_symmetric_and_between_none_and_whole(first, second):
    alike = words.similarity(first, second)
    assert 0.0 <= alike <= 1.0
    assert alike == words.similarity(second, first)
