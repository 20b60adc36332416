"""The Spanish words of the pages: all there, with their placeholders, and compiled as they are written."""

import ast
import gettext
import re
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import ngettext, override
from django.utils.translation.template import templatize

from activities.models.term import SCHEMES
from activities.templatetags.catalogue import FACTS, LANGUAGES, NOUNS, ROWS, VOCABULARIES

WORDS = Path(settings.LOCALE_PATHS[0]) / "es" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")
# What readers of pages and of the API meet, apart from the records themselves.
PUBLIC = ["border.py", "api", "documents.py", "feeds.py", "filters", "sitemaps.py", "templatetags", "views"]


def written():
    """The entries of django.po: a text, or a text and its plural, to what they are in Spanish."""
    entries = {}
    for block in (WORDS / "django.po").read_text(encoding="utf-8").split("\n\n"):
        found: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            start = re.match(r'(msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$', line)
            name, text = start.groups() if start else (name, line)
            if text.startswith('"'):
                found[name] = found.get(name, "") + ast.literal_eval(text)
        if "msgid_plural" in found:
            plurals = {int(key[7]): text for key, text in found.items() if key.startswith("msgstr[")}
            entries |= {(found["msgid"], number): text for number, text in plurals.items()}
        elif "msgid" in found:
            entries[found["msgid"]] = found["msgstr"]
    return entries


@pytest.fixture(scope="module")
def compiled():
    with (WORDS / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog  # noqa: SLF001 - there is no public way to see it whole


def test_compiled_words_are_those_written(compiled):
    assert compiled == written()


def test_no_word_is_left_empty_or_marked_as_a_guess():
    assert [said for said, words in written().items() if not words] == []
    assert "fuzzy" not in (WORDS / "django.po").read_text(encoding="utf-8")


def test_placeholders_are_the_same_in_both_languages():
    for said, words in written().items():
        english = said[0] if isinstance(said, tuple) else said
        if english:
            assert sorted(PLACEHOLDER.findall(english)) == sorted(PLACEHOLDER.findall(words)), english


def of_templates():
    """Every text that the public templates have translated."""
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        if "admin" not in path.parts:
            calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            for quoted in re.findall(r"gettext\((?:u)?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", calls):
                yield ast.literal_eval(quoted)


def of_code():
    """Every text that the code behind pages and API has translated."""
    app = settings.BASE_DIR / "activities"
    files = [[app / name] if name.endswith(".py") else (app / name).rglob("*.py") for name in PUBLIC]
    for path in chain.from_iterable(files):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATING:
                assert isinstance(node.args[0], ast.Constant), (path, node.lineno)
                yield node.args[0].value


TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext"}


@pytest.mark.parametrize("texts", [of_templates, of_code])
def test_every_text_of_pages_and_api_has_spanish_words(texts):
    known = {said[0] if isinstance(said, tuple) else said for said in written()}
    found = {text for text in texts() if text.strip()}
    assert len(found) > 50
    assert found - known == set()


def test_every_code_has_spanish_words():
    labels = [label for choices in VOCABULARIES.values() for label in choices.labels]
    labels += [label for names in (SCHEMES, FACTS, LANGUAGES, NOUNS) for label in names.values()]
    labels += [name for name, _vocabulary in ROWS.values()]
    known = written()
    with override("en"):
        english = {str(label) for label in labels}
    names = {"IATI organization", "IATI activity", "ReliefWeb source", "OECD DAC channel", "Wikidata", "ROR", "URL"}
    assert {label for label in english - names if label not in known} == set()


def test_plurals_count_in_spanish():
    with override("es"):
        said = [ngettext("%(counter)s event", "%(counter)s events", n) % {"counter": n} for n in (0, 1, 2)]
    assert said == ["0 eventos", "1 evento", "2 eventos"]
