"""What all records share: derived columns, identity, states, windows of time, natural keys, history."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers import deserialize, serialize
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities import dates
from activities.models import Article, Event, Organization, State, base
from activities.models.base import EdtfField, Keyed, KeyField, make_public_id
from tests import recipes

pytestmark = pytest.mark.django_db

NOUNS = ["organization", "person", "program", "event", "article"]
MODELS = [model for model in apps.get_app_config("activities").get_models() if issubclass(model, Keyed)]
MAKERS = {
    "slugredirect": recipes.slug_redirect,
    "duplicatedecision": recipes.duplicate_decision,
    "programrole": recipes.program_role,
    "eventprogram": recipes.event_program,
    "eventplace": recipes.event_place,
    "term": lambda: recipes.term("gcm-objective", "23"),
}


def make(model):
    name = model._meta.model_name
    return MAKERS.get(name, getattr(recipes, name, None))()


def bounds(event):
    stored = Event.objects.get(pk=event.pk)
    return stored.date_earliest, stored.date_latest


SEPTEMBER = (dt.date(2019, 9, 1), dt.date(2019, 9, 30))


# ---- dates as text, with their bounds ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2019-09", *SEPTEMBER),
        ("2019-09-05", dt.date(2019, 9, 5), dt.date(2019, 9, 5)),
        ("[..2018-12-05]", None, dt.date(2018, 12, 5)),
        ("2014/..", dt.date(2014, 1, 1), None),
        ("[2014-06..2014-12]", dt.date(2014, 6, 1), dt.date(2014, 12, 31)),
        ("", None, None),
    ],
)
def test_date_bounds_are_written_when_an_event_is_saved(text, earliest, latest):
    assert bounds(recipes.event(date_edtf=text)) == (earliest, latest)


def test_date_bounds_are_written_when_many_events_are_made_at_once():
    events = [Event(slug=f"e-{year}", title_en="E", date_edtf=str(year), date_basis="stated") for year in (2014, 2019)]
    Event.objects.bulk_create(events)
    assert set(Event.objects.values_list("date_earliest", "date_latest")) == {
        (dt.date(2014, 1, 1), dt.date(2014, 12, 31)),
        (dt.date(2019, 1, 1), dt.date(2019, 12, 31)),
    }


def test_date_bounds_follow_a_changed_and_a_removed_date():
    event = recipes.event(date_edtf="2014")
    event.date_edtf = "2019-09"
    event.save()
    assert bounds(event) == SEPTEMBER
    event.date_edtf = event.date_basis = ""
    event.save()
    assert bounds(event) == (None, None)


def test_date_bounds_are_saved_with_the_date_even_when_only_the_date_is():
    event = recipes.event(date_edtf="2014")
    event.date_edtf = "2019-09"
    event.save(update_fields=["date_edtf"])
    assert bounds(event) == SEPTEMBER


def test_date_bounds_are_there_for_the_constraints_when_a_form_cleans():
    event = recipes.event(date_edtf="2014")
    event.date_edtf = event.date_basis = ""
    event.full_clean()
    assert (event.date_earliest, event.date_latest) == (None, None)


@pytest.mark.parametrize("text", ["Sept 2019", "2019/2018", "2019-13", "2019-09-05T10:00", "../.."])
def test_date_that_cannot_be_read_is_refused_with_the_accepted_forms(text):
    event = recipes.event()
    event.date_edtf, event.date_basis = text, "stated"
    with pytest.raises(ValidationError) as caught:
        event.full_clean()
    assert list(caught.value.message_dict) == ["date_edtf"]
    assert dates.ACCEPTED_FORMS in caught.value.message_dict["date_edtf"][0]


def test_date_that_cannot_be_read_is_never_saved():
    event = recipes.event(date_edtf="2019-09")
    event.date_edtf = "soon"
    with pytest.raises(ValidationError), transaction.atomic():
        event.save()
    assert Event.objects.get(pk=event.pk).date_edtf == "2019-09"


def test_date_without_bounds_is_read_as_well():
    with pytest.raises(ValidationError):
        recipes.organization(founded_edtf="soon")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_date_field_names_bounds_that_stand_behind_it(model):
    names = [field.name for field in model._meta.concrete_fields]
    for field in model._meta.concrete_fields:
        if isinstance(field, EdtfField) and field.earliest:
            assert names.index(field.name) < names.index(field.earliest) < names.index(field.latest)


# ---- names as keys -----------------------------------------------------------------------------


def test_text_key_is_the_folded_name_after_every_save():
    organization = recipes.organization(name="Organización Internacional", acronym="OIM")
    assert organization.text_key == "organizacion internacional oim"
    organization.name = "Coordinación"
    organization.save(update_fields=["name"])
    assert Organization.objects.get(pk=organization.pk).text_key == "coordinacion oim"


def test_text_key_is_written_when_many_are_made_at_once():
    Organization.objects.bulk_create([Organization(slug="oim", name="Gascón")])
    assert Organization.objects.get().text_key == "gascon"


def test_text_key_is_cut_where_its_column_ends():
    key = KeyField(source=["name"], max_length=4).key_of(Organization(name="Coordinación"))
    assert key == "coor"


# ---- identity ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make_one",
    [*(getattr(recipes, noun) for noun in NOUNS), recipes.place, recipes.membership, recipes.citation],
)
def test_version_and_moment_rise_with_every_save_and_the_public_id_stays(make_one):
    record = make_one()
    public_id, version, moment = record.public_id, record.version, record.updated_at
    assert version == 1
    record.save()
    record.save(update_fields=["certainty" if hasattr(record, "certainty") else "slug"])
    stored = type(record).objects.get(pk=record.pk)
    assert (stored.public_id, stored.version) == (public_id, 3)
    assert stored.updated_at > moment
    assert stored.created_at == record.created_at


def test_version_stays_when_fixtures_are_loaded():
    event = recipes.event(version=7, updated_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
    [loaded] = deserialize("json", serialize("json", [event]))
    loaded.save()
    stored = Event.objects.get(pk=event.pk)
    assert (stored.version, stored.updated_at) == (7, event.updated_at)


def test_public_id_has_ten_letters_and_digits_that_are_hard_to_confuse():
    made = {make_public_id() for _n in range(200)}
    assert len(made) == 200
    assert {len(public_id) for public_id in made} == {10}
    assert set("".join(made)) <= set("23456789abcdefghjkmnpqrstvwxyz")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_natural_key_leads_back_to_its_row_and_to_no_other(model):
    row, _other = make(model), make(model)
    assert model.objects.get_by_natural_key(*row.natural_key()) == row


OWNED = [
    *((recipes.name, owner) for owner in ["organization", "person", "program", "place"]),
    *((recipes.identifier, owner) for owner in ["organization", "person", "program", "event", "article", "place"]),
    *((recipes.slug_redirect, owner) for owner in NOUNS),
    *((recipes.figure, owner) for owner in ["event", "organization", "program"]),
    *((recipes.tag, owner) for owner in ["event", "program", "article"]),
]


@pytest.mark.parametrize(("make_row", "owner"), OWNED)
def test_natural_key_tells_owners_apart_by_what_is_empty(make_row, owner):
    row = make_row(**{owner: getattr(recipes, owner)(slug="shared")})
    assert type(row).objects.get_by_natural_key(*row.natural_key()) == row
    if "shared" in row.natural_key():
        assert row.natural_key().count(None) >= 1


def test_natural_key_of_an_appearance_in_an_article_names_no_event():
    appearance = recipes.appearance(
        article=recipes.article(slug="a"), role="quoted", person=recipes.person(slug="carmona")
    )
    assert appearance.natural_key() == (None, "a", "carmona", "quoted")
    assert type(appearance).objects.get_by_natural_key(None, "a", "carmona", "quoted") == appearance


def test_natural_key_of_a_figure_without_article_is_not_that_of_one_with():
    event = recipes.event(slug="e")
    bare = recipes.figure(event=event)
    sourced = recipes.figure(event=event, article=recipes.article(slug="a"), is_preferred=False)
    for figure in (bare, sourced):
        assert type(figure).objects.get_by_natural_key(*figure.natural_key()) == figure


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_record_survives_a_round_trip_through_a_fixture(model):
    row = make(model)
    before = model.objects.filter(pk=row.pk).values().get()
    written = serialize("python", [row], use_natural_foreign_keys=True, use_natural_primary_keys=True)
    for loaded in deserialize("python", written):
        loaded.save()
    assert model.objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("noun", [*NOUNS, "place"])
@pytest.mark.parametrize("slug", ["Oaxaca", "two words", "año", "a--b", "-a", "a/b", "", "search", "export"])
def test_slug_that_cannot_stand_in_an_address_is_refused_with_words(noun, slug):
    record = getattr(recipes, noun)()
    record.slug = slug
    with pytest.raises(ValidationError) as caught:
        record.full_clean()
    assert list(caught.value.message_dict) == ["slug"]


@pytest.mark.parametrize("noun", NOUNS)
def test_record_is_addressed_by_its_noun_and_slug(noun):
    assert getattr(recipes, noun)(slug="one").get_absolute_url().endswith("/one/")


# ---- states ------------------------------------------------------------------------------------


@pytest.mark.parametrize("noun", NOUNS)
def test_published_holds_published_records_that_were_not_merged_and_no_other(noun):
    make_one = getattr(recipes, noun)
    public = make_one()
    hidden = [make_one(state=state) for state in State.values if state != State.PUBLISHED]
    hidden.append(make_one(merged_into=public))
    assert list(type(public).objects.published()) == [public]
    assert [record.is_public for record in [public, *hidden]] == [True] + [False] * len(hidden)


@pytest.mark.parametrize("noun", NOUNS)
def test_record_is_a_draft_unless_told_otherwise(noun):
    model = apps.get_model("activities", noun)
    assert (model().state, model().published_at, model().is_public) == ("draft", None, False)


# ---- windows of time ---------------------------------------------------------------------------

days = st.one_of(
    st.dates(dt.date(2012, 1, 1), dt.date(2021, 12, 31)),
    st.sampled_from([dt.date.min, dt.date(1, 12, 31), dt.date(9999, 1, 1), dt.date.max]),
)
ends = st.one_of(
    days.map(dt.date.isoformat), days.map(lambda day: f"{day:%Y}".zfill(4)), days.map(lambda day: day.isoformat()[:7])
)
texts = st.one_of(
    ends,
    st.tuples(ends, ends).map("/".join),
    st.tuples(ends, ends).map(lambda pair: "[{}..{}]".format(*pair)),
    ends.map("{}/..".format),
    ends.map("../{}".format),
    ends.map("[..{}]".format),
    st.just(""),
)


def readable(text):
    try:
        return not text or bool(dates.parse(text))
    except dates.DateError:
        return False


some_texts = st.lists(texts.filter(readable), min_size=1, max_size=12)
windows = st.tuples(days, days).map(sorted)
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def stored(texts):
    """Events with these dates and nothing else in the table."""
    Event.objects.all().delete()
    return Event.objects.bulk_create(
        Event(slug=f"e-{n}", title_en=f"E {n}", date_edtf=text, date_basis="stated" if text else "")
        for n, text in enumerate(texts)
    )


@many
@given(some_texts, windows)
def test_certainly_within_finds_what_the_dates_say(texts, window):
    events = stored(texts)
    expected = {event.slug for event in events if dates.surely_within(event.date_earliest, event.date_latest, *window)}
    assert {event.slug for event in Event.objects.certainly_within(*window)} == expected


@many
@given(some_texts, windows, st.sampled_from([0, 1, dates.OPEN_WINDOW_DAYS, 4_000_000]))
def test_possibly_within_finds_what_the_dates_say(texts, window, open_days):
    events = stored(texts)
    expected = {
        event.slug
        for event in events
        if dates.possibly_within(event.date_earliest, event.date_latest, *window, open_days)
    }
    assert {event.slug for event in Event.objects.possibly_within(*window, open_days)} == expected


@many
@given(some_texts)
def test_undated_are_those_without_a_date_and_no_window_holds_them(texts):
    stored(texts)
    undated = {f"e-{n}" for n, text in enumerate(texts) if not text}
    whole = (dt.date.min, dt.date.max)
    assert {event.slug for event in Event.objects.undated()} == undated
    assert not undated & {event.slug for event in Event.objects.possibly_within(*whole)}


YEAR_2019 = (dt.date(2019, 1, 1), dt.date(2019, 12, 31))


@pytest.mark.parametrize(
    ("text", "certain", "possible"),
    [
        ("2019-09", True, True),
        ("2019", True, True),
        ("2018-12/2019-01", False, True),
        ("[..2019-03-08]", False, True),
        ("[..2020-12-30]", False, True),  # 365 days before its only bound is the window's last day
        ("[..2020-12-31]", False, False),
        ("2018-01-01/..", False, True),  # 365 days after its only bound is the window's first day
        ("2017-12-31/..", False, False),
        ("2014", False, False),
        ("", False, False),
    ],
)
def test_window_of_2019_holds_an_event_for_certain_possibly_or_not(text, certain, possible):
    recipes.event(date_edtf=text)
    assert Event.objects.certainly_within(*YEAR_2019).exists() is certain
    assert Event.objects.possibly_within(*YEAR_2019).exists() is possible


def test_meeting_known_only_to_lie_before_2019_is_not_found_in_2014():
    recipes.event(date_edtf="[..2019-03-08]")
    assert not Event.objects.possibly_within(dt.date(2014, 1, 1), dt.date(2014, 12, 31)).exists()


def test_window_asks_articles_for_the_day_they_were_published():
    article = recipes.article(published_edtf="2019-10-10")
    recipes.article()
    assert list(Article.objects.certainly_within(*YEAR_2019)) == [article]
    assert list(Article.objects.possibly_within(*YEAR_2019)) == [article]
    assert Article.objects.undated().count() == 1


def test_newest_first_goes_by_the_latest_bound_then_the_earliest_and_ends_with_the_undated():
    texts = ["", "[..2019-10-31]", "2019-11", "[2019-06..2019-10]", "2020/..", "2019-10-10/2019-10-31"]
    stored(texts)
    newest = Event.objects.order_by(*(key.desc() for key in base.newest_first("date_earliest", "date_latest")), "slug")
    assert [event.date_edtf for event in newest] == [
        "2020/..",
        "2019-11",
        "2019-10-10/2019-10-31",
        "[2019-06..2019-10]",
        "[..2019-10-31]",
        "",
    ]


def test_oldest_first_goes_by_the_earliest_bound_and_ends_with_the_undated():
    stored(["", "2019-11", "[..2019-10-31]", "2018/..", "2019-10-10/2019-10-31"])
    oldest = Event.objects.order_by(base.oldest_first("date_earliest", "date_latest").asc(), "slug")
    assert [event.date_edtf for event in oldest] == [
        "2018/..",
        "2019-10-10/2019-10-31",
        "[..2019-10-31]",
        "2019-11",
        "",
    ]


@pytest.mark.parametrize(("make_one", "date"), [(recipes.event, "date_edtf"), (recipes.article, "published_edtf")])
def test_records_stand_newest_first_and_the_undated_last(make_one, date):
    for text in ["", "2018", "2019-11", "[..2019-10-31]"]:
        make_one(**{date: text})
    model = type(make_one())
    assert list(model.objects.values_list(date, flat=True)) == ["2019-11", "[..2019-10-31]", "2018", "", ""]


# ---- trees, languages, history -----------------------------------------------------------------


def test_a_cycle_of_parents_is_noticed():
    first = recipes.organization()
    second = recipes.organization(parent=first)
    Organization.objects.filter(pk=first.pk).update(parent=second)
    assert base.parent_cycle(Organization.objects.get(pk=first.pk))


@pytest.mark.parametrize(
    ("english", "spanish", "asked", "shown"),
    [
        ("Workshop", "Taller", "en", "Workshop"),
        ("Workshop", "Taller", "es", "Taller"),
        ("Workshop", "Taller", "es-mx", "Taller"),
        ("Workshop", "", "es", "Workshop"),
        ("", "Taller", "en", "Taller"),
    ],
)
def test_text_is_shown_in_the_language_asked_for_or_in_the_other(english, spanish, asked, shown):
    event = Event(title_en=english, title_es=spanish)
    assert base.in_language(event, "title", asked) == shown
    with translation.override(asked):
        assert (event.title, str(event)) == (shown, shown)


@pytest.mark.parametrize("model", [model for model in MODELS if hasattr(model, "history")])
def test_history_keeps_a_row_for_every_save_and_for_the_end(model):
    row = make(model)
    row.save()
    assert [entry.history_type for entry in row.history.order_by("history_id")] == ["+", "~"]
    pk = row.pk
    row.delete()
    assert model.history.filter(id=pk).order_by("history_id").last().history_type == "-"


def test_history_keeps_what_was_before():
    event = recipes.event(title_en="Workshop", date_edtf="2019-09")
    event.title_en, event.date_edtf = "Training", "2019-10"
    event.save()
    after, before = event.history.order_by("-history_id")
    changed = {(change.field, change.old, change.new) for change in after.diff_against(before).changes}
    assert {change for change in changed if change[0] in {"title_en", "date_edtf"}} == {
        ("title_en", "Workshop", "Training"),
        ("date_edtf", "2019-09", "2019-10"),
    }


def test_history_is_kept_of_all_that_states_a_fact():
    untracked = {model._meta.model_name for model in MODELS if not hasattr(model, "history")}
    assert untracked == {"passage", "slugredirect"}


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("1951", "2018", False),
        ("2018-06", "2018", False),
        ("2018-06-01", "2018-06-01", False),
        ("2019", "2018", True),
        ("", "2018", False),
        ("2019", "", False),
        ("2019", "soon", False),
        ("../2019", "2018", False),
        ("2019", "2018/..", False),
    ],
)
def test_two_dates_are_in_the_wrong_order_only_where_that_is_sure(start, end, wrong):
    assert base.ends_before_it_starts(start, end) is wrong
