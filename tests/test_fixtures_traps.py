"""The 48 reading traps of the five documents, and that no record fell into one.

A trap is a place where a hasty reader takes one thing for another: a dateline for a venue, a statistic for a
head-count, one official for two. Each has its test here, named by its number. Some are traps of reading alone:
typography (T19, T41), white space (T40), blanked addresses and telephones (T38, T39), acronyms that are words
or that two bodies share (T42, T47), spelling (T45). What reads documents has to prove those on documents; here
it is shown that the records bear no trace of them.
"""

import datetime as dt
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from activities import dates, words
from activities.editorial.duplicates import undo
from activities.models import (
    Appearance,
    Article,
    Citation,
    Coverage,
    DuplicateDecision,
    Event,
    EventPlace,
    EventProgram,
    Figure,
    Membership,
    Name,
    Organization,
    Participation,
    Passage,
    Person,
    Place,
    Program,
    ProgramRole,
    Tag,
)
from activities.models.base import Keyed

pytestmark = pytest.mark.usefixtures("catalogue")

A000 = "offices-trained-on-migration-management-2019"
A001 = "state-and-consular-capacities-2019"
A002 = "holding-center-officials-2014"
A003 = "special-migration-program-evaluation-2018"
A004 = "development-plan-consultations-2019"

WORKSHOP = "conofam-workshop-2019"
MICIC = "micic-consular-workshop-2019"
INM = "inm-training-2014"
CONSULTATION = "special-migration-program-consultation-2018"
CITIES = {f"{CONSULTATION}-{city}" for city in ("mexico-city", "tijuana", "oaxaca")}
SESSION = "conofam-extraordinary-session-2018"
ZONE = "regional-meeting-central-zone-2019"

GASCON, CARMONA = "christopher-gascon", "jose-martin-carmona-flores"
LOPEZ_MAYA, GUTIERREZ = "rogelio-lopez-maya", "gustavo-gutierrez"
PROGRAM = "regional-migration-program"


def slugs(records: QuerySet[Any]) -> set[str]:
    return set(records.values_list("slug", flat=True))


def names(**owner: str) -> dict[str, set[str]]:
    """The written forms of a record, each with the articles that use it."""
    return {
        name.text: {citation.article.slug for citation in name.citations.select_related("article")}
        for name in Name.objects.filter(**owner)
    }


def roles(event: str) -> dict[tuple[str, str], str]:
    """Who took part in an event in what role -> how certain that is."""
    rows = Participation.objects.filter(event__slug=event)
    return {(org, role): sure for org, role, sure in rows.values_list("organization__slug", "role__code", "certainty")}


def places(event: str, kind: str) -> set[str]:
    return set(EventPlace.objects.filter(event__slug=event, kind=kind).values_list("place__slug", flat=True))


def links(event: str) -> dict[tuple[str, str], str]:
    """The programs of an event and what they were to it -> how certain that is."""
    rows = EventProgram.objects.filter(event__slug=event)
    return {(program, link): sure for program, link, sure in rows.values_list("program__slug", "link", "certainty")}


def every_text() -> set[str]:
    """Every text of the catalogue that is no code."""
    return {
        value
        for model in apps.get_app_config("activities").get_models()
        if issubclass(model, Keyed)
        for row in model.objects.all().values()
        for value in row.values()
        if isinstance(value, str)
    }


def test_t01_gascon_with_and_without_accent_is_one_person() -> None:
    assert slugs(Person.objects.filter(text_key__contains="gascon")) == {GASCON}
    assert names(person__slug=GASCON) == {
        "Christopher Gascón": {A000, A001},
        "Christopher Gascon": {A002},
        "Gascón": {A001},
    }


def test_t02_jose_carmona_is_carmona_flores_and_it_is_shown_why() -> None:
    assert slugs(Person.objects.filter(text_key__contains="carmona")) == {CARMONA}
    short = Name.objects.get(person__slug=CARMONA, text="José Carmona")
    assert (short.kind, short.certainty) == ("short", "inferred")
    assert [(citation.article.slug, bool(citation.note)) for citation in short.citations.all()] == [(A004, True)]


def test_t03_two_surnames_stay_together() -> None:
    people = dict(Person.objects.values_list("slug", "family_name"))
    assert (people[LOPEZ_MAYA], people[CARMONA]) == ("López Maya", "Carmona Flores")
    assert names(person__slug=LOPEZ_MAYA) == {"Rogelio López Maya": {A002}, "López Maya": {A002}}


def test_t04_two_national_coordinators_are_two_people() -> None:
    posts = Membership.objects.filter(post_title_en__startswith="National Coordinator")
    assert set(posts.values_list("person__slug", "organization__slug")) == {
        (CARMONA, "conofam"),
        (GUTIERREZ, "iom-mexico"),
    }


def test_t05_carmona_holds_two_posts() -> None:
    posts = Membership.objects.filter(person__slug=CARMONA)
    assert set(posts.values_list("organization__slug", "post_title_en")) == {
        ("tamaulipas-institute-for-migrants", "Director General"),
        ("conofam", "National Coordinator"),
    }


def test_t06_the_offices_are_not_their_coordination() -> None:
    offices = Organization.objects.get(slug="ofam")
    assert (offices.is_collective, offices.parent.slug, offices.parent_certainty) == (True, "conofam", "inferred")
    assert not Organization.objects.get(slug="conofam").is_collective
    assert not set(names(organization__slug="ofam")) & set(names(organization__slug="conofam"))


def test_t07_three_renderings_of_conofam_are_one_record() -> None:
    assert names(organization__slug="conofam") == {
        "National Coordination of State Migrant Assistance Offices": {A000},
        "Coordination of State Migrant Assistance Offices": {A000, A001},
        "National Coordination of State Offices for Assistance to Migrants": {A003},
        "CONOFAM": {A000, A001, A003},
    }


def test_t08_the_interior_is_one_mexican_ministry() -> None:
    assert names(organization__slug="segob") == {
        "Mexican Ministry of Interior": {A002},
        "Department of the Interior": {A003},
        "SEGOB": {A004},
    }
    assert Organization.objects.get(slug="segob").country.iso_code == "MX"


def test_t09_segob_in_brackets_is_the_parent_of_the_unit() -> None:
    unit = Organization.objects.get(slug="migration-policy-unit")
    assert (unit.acronym, unit.parent.slug) == ("", "segob")
    assert "SEGOB" not in names(organization__slug="migration-policy-unit")


def test_t10_the_brackets_hold_another_name_of_the_program() -> None:
    forms = Name.objects.filter(program__slug=PROGRAM)
    assert not forms.filter(kind="acronym").exists()
    assert not forms.filter(text__contains="(").exists()


def test_t11_the_acronym_of_the_institute_is_three_letters() -> None:
    assert Organization.objects.get(slug="inm").acronym == "INM"
    assert set(names(organization__slug="inm")) == {"National Migration Institute", "INM"}


def test_t12_the_department_of_migration_policy_is_probably_the_unit() -> None:
    form = Name.objects.get(text="Department of Migration Policy")
    assert (form.organization.slug, form.certainty) == ("migration-policy-unit", "probable")


def test_t13_four_written_names_are_one_program() -> None:
    assert names(program__slug=PROGRAM) == {
        "Regional Migration Program: Mesoamerica-The Caribbean": {A000, A001},
        "Regional Migration Program: Mesoamerica - The Caribbean": {A004},
        "Mesoamerica Program": {A003, A004},
        "Western Hemisphere Migration Program": {A003},
    }
    inferred = Name.objects.filter(program__slug=PROGRAM, certainty="inferred")
    assert set(inferred.values_list("text", flat=True)) == {
        "Mesoamerica Program",
        "Western Hemisphere Migration Program",
    }


def test_t14_government_programs_are_not_aid() -> None:
    assert slugs(Program.objects.filter(kind="cooperation")) == {PROGRAM}
    assert slugs(Program.objects.filter(kind="public_policy")) == {
        "special-migration-program-2014-2018",
        "national-migration-policy-program",
    }
    assert links(CONSULTATION)["special-migration-program-2014-2018", "about"] == "stated"


def test_t15_what_is_proposed_or_planned_says_so() -> None:
    assert slugs(Organization.objects.filter(existence="proposed")) == {
        "national-academy-for-capacity-building-on-migration",
        "state-councils-for-protection-and-integration",
    }
    assert slugs(Event.objects.filter(status="planned")) == {f"{INM}-3"}
    assert not Participation.objects.filter(organization__existence="proposed").exists()


def test_t16_the_workshop_is_one_event_by_a_decision_that_can_be_undone() -> None:
    covered = Coverage.objects.filter(event__slug=WORKSHOP)
    assert set(covered.values_list("article__slug", "is_primary", "certainty")) == {
        (A001, True, "stated"),
        (A000, False, "probable"),
    }
    decision = DuplicateDecision.objects.standing().get()
    assert (decision.event.slug, decision.article.slug) == (WORKSHOP, A000)
    assert (decision.verdict, decision.shared_words) == ("same", 40)
    with transaction.atomic():
        other = undo(decision, by=None, at=dt.datetime(2026, 11, 25, tzinfo=dt.UTC))
        assert (other.date_edtf, set(other.coverages.values_list("article__slug", flat=True))) == ("", {A000})
        assert not other.figures.exists()
        assert not other.appearances.exists()
        transaction.set_rollback(True)


@pytest.mark.parametrize("fact", ["date", "participants", "opened"])
def test_t16_month_number_and_opening_rest_on_one_article_alone(fact: str) -> None:
    evidence = {
        "date": Citation.objects.filter(event__slug=WORKSHOP, field="date"),
        "participants": Citation.objects.filter(figure__event__slug=WORKSHOP),
        "opened": Citation.objects.filter(appearance__event__slug=WORKSHOP),
    }
    assert set(evidence[fact].values_list("article__slug", flat=True)) == {A001}


def test_t17_the_twice_printed_quotation_stays_with_each_article() -> None:
    quoted = Appearance.objects.filter(person__slug=GASCON, role="quoted")
    assert set(quoted.values_list("article__slug", flat=True)) == {A000, A001, A002}
    assert not quoted.filter(event__isnull=False).exists()


def test_t18_a_dateline_is_no_venue() -> None:
    assert (places(WORKSHOP, "dateline"), places(WORKSHOP, "venue")) == ({"mexico-city"}, {"mx"})
    assert (places(ZONE, "dateline"), places(ZONE, "venue")) == ({"puebla"}, {"mx"})
    assert set(EventPlace.objects.filter(event__slug=ZONE, kind="venue").values_list("basis", "certainty")) == {
        ("inferred", "inferred")
    }
    assert places(CONSULTATION, "venue") == {"mx"}


def test_t19_datelines_stand_as_printed() -> None:
    assert set(Article.objects.values_list("slug", "dateline_text", "dateline_place__slug")) == {
        (A000, "Mexico City\u2013", "mexico-city"),
        (A001, "Mexico.", "mx"),
        (A002, "Mexico -", "mx"),
        (A003, "Mexico City\u2014", "mexico-city"),
        (A004, "Puebla, Mexico \u2013", "puebla"),
    }


def test_t20_the_undated_article_has_inferred_bounds_and_no_day() -> None:
    article = Article.objects.get(slug=A002)
    assert (article.published_on, article.published_basis) == (None, "inferred")
    assert article.published_edtf == "[2014-06..2014-12]"
    certainties = Citation.objects.filter(described_article=article, field="published").values_list("certainty")
    assert set(certainties) == {("inferred",)}


def test_t21_this_september_is_a_month() -> None:
    for slug in (WORKSHOP, MICIC):
        event = Event.objects.get(slug=slug)
        assert (event.date_edtf, event.date_basis, event.date_words) == ("2019-09", "relative", "This September")
        assert dates.parse(event.date_edtf).precision == "month"


def test_t22_the_day_of_publication_is_no_date_of_an_event() -> None:
    printed = set(Article.objects.filter(published_basis="stated").values_list("published_edtf", flat=True))
    assert not printed & set(Event.objects.values_list("date_edtf", flat=True))
    bounded = Event.objects.filter(date_basis="publication_bound")
    assert set(bounded.values_list("slug", "date_edtf", "date_earliest")) == {
        *((slug, "[..2018-12-05]", None) for slug in {CONSULTATION, *CITIES, SESSION}),
        (ZONE, "[..2019-03-08]", None),
    }


def test_t23_before_the_end_of_the_year_is_a_bound_with_its_ground() -> None:
    event = Event.objects.get(slug=f"{INM}-3")
    assert (event.date_edtf, event.date_basis) == ("[2014-06..2014-12]", "inferred")
    assert event.date_words == "before the end of the year"
    assert event.date_note_en
    assert event.date_note_es


def test_t24_only_forty_and_thirty_six_are_head_counts() -> None:
    counted = Figure.objects.filter(measure__startswith="participants")
    assert set(counted.values_list("event__slug", "value", "status")) == {
        (WORKSHOP, 40, "actual"),
        (f"{INM}-2", 36, "actual"),
    }


def test_t24_every_other_number_is_what_it_is() -> None:
    others = Figure.objects.exclude(measure__startswith="participants")
    found = others.values_list("measure", "value", "status", "event__slug", "organization__slug")
    assert set(found) == {
        ("institutions", 30, "actual", None, "ofam"),
        ("institutions", 5, "actual", None, "honduran-consulates-in-mexico"),
        ("institutions", 5, "actual", MICIC, None),
        ("hours", 100, "actual", f"{INM}-2", None),
        ("context_stat", 43863, "context", f"{INM}-2", None),
        ("sessions", 3, "actual", CONSULTATION, None),
    }
    assert Figure.objects.get(measure="context_stat").period_edtf == "2014-01/2014-05"


def test_t25_fifteen_entities_are_origins() -> None:
    origins = set(EventPlace.objects.filter(kind="origin").values_list("event__slug", "place__iso_code"))
    codes = ["AGU", "CAM", "CHH", "COA", "COL", "CMX", "JAL", "MIC", "PUE", "SLP", "SIN", "SON", "TAB", "TAM", "ZAC"]
    assert origins == {(f"{INM}-2", f"MX-{code}") for code in codes}
    assert places(f"{INM}-2", "venue") == {"mx"}


def test_t26_puebla_is_a_state_in_one_article_and_open_in_the_other() -> None:
    assert (Place.objects.get(slug="mx-pue").kind, Place.objects.get(slug="puebla").kind) == ("admin1", "unknown")
    assert "mx-pue" in places(f"{INM}-2", "origin")
    assert "mx-pue" not in places(ZONE, "dateline")


def test_t26_oaxaca_is_the_city_in_the_state() -> None:
    assert places(f"{CONSULTATION}-oaxaca", "venue") == {"oaxaca-de-juarez"}
    assert Place.objects.get(slug="oaxaca-de-juarez").parent.iso_code == "MX-OAX"


def test_t27_distrito_federal_is_the_mexico_city_of_today() -> None:
    form = Name.objects.get(place__isnull=False, text="Distrito Federal")
    assert (form.place.iso_code, form.kind) == ("MX-CMX", "former")
    assert Place.objects.get(slug="mexico-city").parent == form.place
    assert not Place.objects.filter(name_en__icontains="federal").exists()


def test_t28_the_three_cities_have_no_region() -> None:
    for slug in CITIES:
        assert not places(slug, "target"), slug
        assert len(places(slug, "venue")) == 1, slug
    assert not Place.objects.filter(name_en__iregex="north|south").filter(kind="local_region").exists()


def test_t29_ordinals_are_kept_with_their_series() -> None:
    numbered = Event.objects.filter(ordinal__isnull=False)
    assert set(numbered.values_list("slug", "parent__slug", "ordinal")) == {
        (f"{INM}-1", INM, 1),
        (f"{INM}-2", INM, 2),
        (f"{INM}-3", INM, 3),
        (f"{CONSULTATION}-oaxaca", CONSULTATION, 3),
        (ZONE, None, 1),
    }


def test_t30_money_hangs_on_the_program() -> None:
    assert not Participation.objects.filter(role__code="funder").exists()
    funders = ProgramRole.objects.filter(role="funder")
    assert set(funders.values_list("program__slug", "organization__slug", "certainty")) == {(PROGRAM, "prm", "stated")}


def test_t31_the_funder_is_stated_by_two_articles_alone() -> None:
    cited = Citation.objects.filter(program_role__role="funder")
    assert set(cited.values_list("article__slug", flat=True)) == {A000, A001}
    through = EventProgram.objects.filter(program__slug=PROGRAM, link__in=["supported", "participated"])
    assert set(through.values_list("event__slug", "certainty")) == {
        (slug, "inferred") for slug in {CONSULTATION, *CITIES, ZONE}
    }
    assert not EventProgram.objects.filter(event__slug__startswith=INM).exists()


def test_t32_the_organizer_of_the_regional_meeting_is_no_more_than_probable() -> None:
    organizers = Participation.objects.filter(event__slug=ZONE, role__code="organizer")
    (row,) = organizers.values("organization__slug", "certainty", "note_en", "note_es")
    assert (row["organization__slug"], row["certainty"]) == ("migration-policy-unit", "probable")
    assert row["note_en"]
    assert row["note_es"]


def test_t33_partners_named_in_a_speech_organized_nothing() -> None:
    assert roles(f"{INM}-2") == {
        ("iom", "organizer"): "stated",
        ("inm", "organizer"): "stated",
        ("cndh", "collaborator"): "probable",
        ("dif", "collaborator"): "probable",
        ("unhcr", "collaborator"): "probable",
        ("unicef", "collaborator"): "probable",
    }


def test_t34_the_consular_workshop_belongs_to_two_programs() -> None:
    assert links(MICIC) == {("micic", "framework"): "stated", (PROGRAM, "framework"): "stated"}


def test_t35_the_kind_of_an_event_is_that_of_the_body() -> None:
    assert set(Event.objects.values_list("slug", "event_type__code")) == {
        (WORKSHOP, "workshop"),
        (MICIC, "workshop"),
        *((slug, "training-course") for slug in (INM, f"{INM}-1", f"{INM}-2", f"{INM}-3")),
        *((slug, "public-consultation") for slug in {CONSULTATION, *CITIES}),
        (SESSION, "statutory-session"),
        (ZONE, "meeting"),
    }


def test_t36_nothing_comes_from_page_furniture() -> None:
    furniture = Passage.objects.get(kind="boilerplate")
    assert (furniture.article.slug, furniture.start, furniture.citations.count()) == (A002, 0, 0)
    assert "1951" not in " ".join(every_text())
    assert not Figure.objects.filter(value__in=[171, 175, 1951, 2030]).exists()
    assert not Organization.objects.filter(name__contains="United Nations").exists()
    assert Organization.objects.get(slug="iom").parent is None


def test_t37_press_contacts_are_nobody() -> None:
    assert slugs(Person.objects.all()) == {GASCON, CARMONA, LOPEZ_MAYA, GUTIERREZ}
    assert not Appearance.objects.filter(person__slug=GUTIERREZ).exists()
    assert not Citation.objects.filter(passage__kind="contact").exists()
    contacts = Passage.objects.filter(kind="contact")
    assert set(contacts.values_list("article__slug", "start", "end")) == {
        (A002, 3426, 3535),
        (A004, 2172, 2201),
        (A004, 2304, 2448),
    }


def test_t37_a_public_post_is_read_out_of_the_contact_line() -> None:
    (post,) = Membership.objects.filter(person__slug=GUTIERREZ)
    assert (post.organization.slug, post.certainty) == ("iom-mexico", "inferred")
    assert {(c.start, c.end) for c in post.citations.all()} == {(2202, 2304)}


def test_t38_a_blanked_address_left_nothing_behind() -> None:
    texts = every_text()
    assert not [text for text in texts if "@" in text]
    assert not [text for text in texts if re.search(r"e-?mail\s*:", text, re.IGNORECASE)]


def test_t39_no_telephone_is_kept_or_completed() -> None:
    written = re.compile(r"\+\s*\d[\d\s]{6,}|\b\d{2}([\s-]\d{2,4}){3,}|\bext\.", re.IGNORECASE)
    assert not [text for text in every_text() if written.search(text)]


def test_t40_names_have_plain_blanks_and_spans_keep_those_of_the_file() -> None:
    assert not [text for text in every_text() if re.search("[\u00a0\u202f]", text)]
    spans = {
        "Migrant Information Hubs": (A004, 1231, 1255),
        "Migration Policy Unit": (A004, 434, 455),
        "Regional Migration Program: Mesoamerica - The Caribbean": (A004, 2249, 2304),
    }
    for text, span in spans.items():
        cited = Citation.objects.filter(name__text=text).values_list("article__slug", "start", "end")
        assert span in set(cited), text


def test_t41_typography_makes_no_second_title_or_name() -> None:
    headlines = [words.fold(headline) for headline in Article.objects.values_list("headline", flat=True)]
    assert len(set(headlines)) == 5
    owners: dict[str, set[tuple[Any, ...]]] = {}
    for form in Name.objects.filter(place__isnull=True):
        owners.setdefault(form.text_key, set()).add((form.organization_id, form.person_id, form.program_id))
    assert not {key for key, found in owners.items() if len(found) > 1}


def test_t42_map_is_linked_where_it_is_written_in_capitals() -> None:
    assert names(program__slug="map") == {"MAP": {A001}}
    assert set(EventProgram.objects.filter(program__slug="map").values_list("event__slug", "link")) == {
        (WORKSHOP, "about")
    }


def test_t43_consulates_of_other_countries_took_no_part() -> None:
    assert roles(MICIC) == {("iom", "support"): "stated", ("honduran-consulates-in-mexico", "participant"): "stated"}
    consulates = Organization.objects.filter(text_key__contains="consulate")
    assert set(consulates.values_list("slug", "country__iso_code")) == {("honduran-consulates-in-mexico", "HN")}


def test_t44_the_photographer_is_credit_and_nothing_else() -> None:
    credited = Article.objects.exclude(credits="")
    assert slugs(credited) == {A000}
    name = credited.get().credits
    assert name.count(" ") == 1
    assert not [text for text in every_text() if text != name and words.key(name) in words.key(text)]


def test_t45_names_keep_the_spelling_of_their_source() -> None:
    assert names(organization__slug="inm-evaluation-center") == {"Center for Evaluation and Trust Control": {A002}}
    assert words.stems("programmes centres") == words.stems("program center")


def test_t46_missions_are_units_of_iom() -> None:
    assert slugs(Organization.objects.filter(parent__slug="iom")) == {"iom-mexico", "iom-chile"}
    assert set(names(organization__slug="iom-mexico")) == {"IOM Mexico", "IOM in Mexico", "IOM for Mexico"}
    assert set(Membership.objects.filter(person__slug=GASCON).values_list("organization__slug")) == {("iom-mexico",)}
    assert set(names(organization__slug="iom")) == {"International Organization for Migration", "IOM"}


def test_t47_prm_is_the_bureau_and_no_program() -> None:
    bearers = Name.objects.filter(text_key="prm")
    assert set(bearers.values_list("organization__slug", "program__slug")) == {("prm", None)}
    assert Organization.objects.get(slug="prm").parent.slug == "us-department-of-state"


def test_t48_mistranslations_from_elsewhere_stayed_outside() -> None:
    texts = " ".join(words.key(text) for text in every_text())
    for outside in ("police", "confidence", "upmrip", "weiss", "development fund", "1035"):
        assert outside not in texts.replace("whole development of the family", ""), outside


def test_topics_are_assigned_by_us() -> None:
    assert set(Tag.objects.values_list("basis", flat=True)) == {"assigned"}
