"""What an export writes, an import reads: through an empty catalogue to the same public faces."""

import pytest
from django.apps import apps

from activities.editorial import renewal
from activities.models import Catalogue, Event, Place
from tests import recipes
from tests.lines import emptied, exported, faces, loaded


def rich():
    """What the fixtures lack: texts in one language, words that may be shown, funders out of order, equal names."""
    press = recipes.organization(slug="press", name="Press")
    release = recipes.article(
        slug="own-release", publisher=press, body="Forty took part.", may_quote=True, other_urls=["https://a.example/b"]
    )
    recipes.article(slug="nota-propia", language="es", translation_of=release, published_edtf="2019-10")
    passage = recipes.passage(article=release, start=0, kind="title")
    recipes.figure(organization=press, article=release, of_es="personas", measure="hours", value=3)
    recipes.figure(organization=press, measure="days", value=2, is_preferred=False, qualifier="about")
    program = recipes.program(slug="own-program", date_edtf="2014/..", iati_identifier="XM-DAC-1", dac_purpose="15190")
    for slug in ("zeta", "alpha"):
        role = recipes.program_role(program=program, organization=recipes.organization(slug=slug, name=slug))
        recipes.citation(article=release, program_role=role)
    recipes.figure(program=program, article=release, measure="sessions", status="target", value=9)
    series = recipes.event(slug="own-series", is_series=True, title_en="", title_es="Serie")
    workshop = recipes.event(
        slug="own-workshop",
        parent=series,
        title_es="Taller",
        date_edtf="2019-09",
        date_note_es="Nota",
        languages="es,en",
    )
    recipes.coverage(event=workshop, article=release, is_primary=True)
    recipes.event_program(event=workshop, program=program, certainty="inferred")
    row = recipes.participation(event=workshop, organization=press, role="organizer", note_es="Solo en español")
    recipes.participation(event=workshop, organization=press, role="funder", note_en="In English alone")
    recipes.citation(passage=passage, participation=row, exact="Forty took", stance="disputes")
    recipes.event_place(event=workshop, place=recipes.country("mx"), venue_name="Hall", basis="inferred")
    recipes.tag(event=workshop, term="7", basis="stated")
    recipes.identifier(event=workshop, scheme="url", value="https://events.example/1")
    speaker = recipes.person(slug="speaker", honorific="Dr.", summary_en="Only in English.")
    recipes.name(
        person=speaker, text="The Speaker", lang="", used_edtf="2014/2018", kind="former", certainty="probable"
    )
    for slug in ("b-news", "a-news"):
        recipes.appearance(article=recipes.article(slug=slug), person=speaker, role="quoted", title_as_given="Head")
    recipes.appearance(event=workshop, person=speaker, role="opened", on_behalf_of=press)
    post = recipes.membership(
        person=speaker, organization=press, post_title_en="", post_title_es="Jefa", held_edtf="2019/.."
    )
    recipes.citation(article=release, membership=post, passage=None, certainty="inferred")
    recipes.citation(article=release, described_article=release, field="headline")
    recipes.event(state="draft", slug="not-told")


@pytest.mark.parametrize("size", [1000, 3])
def test_an_export_loaded_into_an_empty_catalogue_gives_the_same_faces(catalogue, tmp_path, size):
    rich()
    paths = exported(tmp_path)
    before = faces()
    emptied()

    report, refused = loaded(*paths, size=size)

    assert refused == []
    assert faces() == before
    assert report.created.total() == len(before) == report.faces
    assert list(renewal.unequal()) == []


def test_an_export_of_what_was_loaded_is_the_same_bytes(catalogue, tmp_path):
    rich()
    paths = exported(tmp_path / "first")
    emptied()
    loaded(*paths)
    exported(tmp_path / "second")

    for path in paths:
        assert (tmp_path / "second" / path.name).read_bytes() == path.read_bytes()


def test_loaded_rows_keep_their_derived_columns_and_trees(catalogue, tmp_path):
    paths = exported(tmp_path)
    columns = ("public_id", "text_key", "date_earliest", "date_latest", "published_at", "created_at")
    before = set(Event.objects.published().values_list(*columns[:4]))
    inside = {(one.record.slug, one.ancestor.slug) for one in Place.objects.all().ancestry().select_related()}
    emptied()
    loaded(*paths)

    assert set(Event.objects.values_list(*columns[:4])) == before
    assert {(one.record.slug, one.ancestor.slug) for one in Place.objects.all().ancestry().select_related()} == inside
    for made in Event.objects.all():
        assert (made.state, made.published_at) == ("published", made.created_at)


def test_loading_again_changes_nothing(catalogue, tmp_path):
    paths = exported(tmp_path)
    before, version = faces(), Catalogue.now().version

    report, refused = loaded(*paths)

    assert (report.created.total(), report.updated.total(), refused) == (0, 0, [])
    assert report.known.total() == len(before)
    assert (faces(), Catalogue.now().version) == (before, version)


def test_a_load_that_was_broken_off_is_ended_by_another(catalogue, tmp_path, monkeypatch):
    rich()
    paths = exported(tmp_path)
    before = faces()
    emptied()

    def broken(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("activities.editorial.bulk.citations.CitationBatch.insert", broken)
        patch.setattr("activities.editorial.bulk.loading.load_late", broken)
        with pytest.raises(KeyboardInterrupt):
            loaded(*paths, size=3)
    report, refused = loaded(*paths)

    assert refused == []
    assert report.known["event"] == Event.objects.count()
    assert faces() == before


def test_a_dry_run_writes_nothing(catalogue, tmp_path):
    paths = exported(tmp_path)
    count = len(faces())
    emptied()

    report, refused = loaded(*paths, size=3, is_dry=True)

    assert (report.created.total(), refused) == (count, [])
    assert {model.objects.count() for model in apps.get_app_config("activities").get_models()} == {0}
