"""The records of the fixtures: exactly these, every fact with its evidence, and the sums they give."""

import pytest
from django.db.models import Count, F, Q, Sum

from activities.editorial.checking import problems
from activities.models import (
    Appearance,
    Article,
    Citation,
    Coverage,
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
    Program,
    ProgramRole,
)

pytestmark = pytest.mark.usefixtures("catalogue")

WORKSHOP, MICIC, ZONE = "conofam-workshop-2019", "micic-consular-workshop-2019", "regional-meeting-central-zone-2019"
INM, CONSULTATION = "inm-training-2014", "special-migration-program-consultation-2018"
CITIES = {f"{CONSULTATION}-mexico-city", f"{CONSULTATION}-tijuana", f"{CONSULTATION}-oaxaca"}
SESSION = "conofam-extraordinary-session-2018"

RECORDS = {
    Event: {WORKSHOP, MICIC, ZONE, INM, f"{INM}-1", f"{INM}-2", f"{INM}-3", CONSULTATION, *CITIES, SESSION},
    Article: {
        "offices-trained-on-migration-management-2019",
        "state-and-consular-capacities-2019",
        "holding-center-officials-2014",
        "special-migration-program-evaluation-2018",
        "development-plan-consultations-2019",
    },
    Organization: {
        "iom",
        "iom-mexico",
        "iom-chile",
        "conofam",
        "ofam",
        "tamaulipas-institute-for-migrants",
        "inm",
        "inm-evaluation-center",
        "segob",
        "migration-policy-unit",
        "consulting-council-on-migratory-policy",
        "cndh",
        "dif",
        "us-department-of-state",
        "prm",
        "unhcr",
        "unicef",
        "honduran-consulates-in-mexico",
        "government-of-mexico",
        "national-academy-for-capacity-building-on-migration",
        "state-councils-for-protection-and-integration",
    },
    Person: {"christopher-gascon", "jose-martin-carmona-flores", "rogelio-lopez-maya", "gustavo-gutierrez"},
    Program: {
        "regional-migration-program",
        "micic",
        "special-migration-program-2014-2018",
        "national-development-plan-2019-2024",
        "national-migration-policy-program",
        "protection-and-integration-strategy",
        "mecal",
        "map",
        "migapp",
        "e-campus",
        "migrant-information-hubs",
    },
}
FACTS = [
    Appearance,
    Coverage,
    EventPlace,
    EventProgram,
    Figure,
    Membership,
    Participation,
    ProgramRole,
]

SET = {
    "date": ~Q(date_edtf=""),
    "ordinal": Q(ordinal__isnull=False),
    "parent": Q(parent__isnull=False),
    "country": Q(country__isnull=False),
    "is_series": Q(is_series=True),
    "is_collective": Q(is_collective=True),
    "duration_days": Q(duration_days__isnull=False),
    "duration_hours": Q(duration_hours__isnull=False),
    "dateline_text": ~Q(dateline_text=""),
    "published": ~Q(published_edtf=""),
    "publisher": Q(publisher__isnull=False),
    "credits": ~Q(credits=""),
}
# The fields of a record that state something; where a field can be silent, `SET` says when it speaks.
FIELDS = {
    Event: [
        "title",
        "event_type",
        "status",
        "date",
        "ordinal",
        "parent",
        "is_series",
        "duration_days",
        "duration_hours",
    ],
    Organization: ["existence", "parent", "country", "is_collective"],
    Program: ["kind", "date", "parent"],
    Article: ["headline", "language", "dateline_text", "published", "publisher", "credits"],
}


def slugs(records):
    return set(records.values_list("slug", flat=True))


@pytest.mark.parametrize("noun", RECORDS, ids=lambda noun: noun.noun)
def test_records_are_exactly_these_and_public(noun):
    assert slugs(noun.objects.all()) == RECORDS[noun]
    assert slugs(noun.objects.published()) == RECORDS[noun]


@pytest.mark.parametrize("noun", RECORDS, ids=lambda noun: noun.noun)
def test_records_have_a_summary_in_both_languages(noun):
    for record in noun.objects.all():
        sentences = [record.summary_en.count(". ") + 1, record.summary_es.count(". ") + 1]
        assert min(sentences) >= 2, record.slug
        assert record.summary_en[-1] == record.summary_es[-1] == ".", record.slug
        assert record.summary_en != record.summary_es, record.slug


def test_records_have_their_titles_and_notes_in_both_languages():
    assert not Event.objects.filter(Q(title_en="") | Q(title_es="")).exists()
    for rows, name in ((Event, "date_note"), (Participation, "note"), (Figure, "of"), (Membership, "post_title")):
        alone = Q(**{f"{name}_en": ""}) ^ Q(**{f"{name}_es": ""})
        assert not rows.objects.filter(alone).exists(), rows


def test_check_records_finds_no_problem():
    assert list(problems()) == []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_every_row_has_evidence(fact):
    assert fact.objects.exists()
    assert not fact.objects.filter(citations__isnull=True).exists()


def test_every_name_has_evidence_and_a_record_its_own_name():
    forms = Name.objects.filter(place__isnull=True)
    assert not forms.filter(citations__isnull=True).exists()
    for noun in (Organization, Person, Program):
        for record in noun.objects.all():
            assert forms.filter(text=record.name, is_primary=True, **{noun.noun: record}).count() == 1, record.slug


def test_every_acronym_is_a_name():
    for body in Organization.objects.exclude(acronym=""):
        assert body.names.filter(text=body.acronym, kind="acronym").exists(), body.slug


@pytest.mark.parametrize(("noun", "field"), [(noun, field) for noun in FIELDS for field in FIELDS[noun]])
def test_every_field_that_speaks_has_evidence(noun, field):
    link = "described_article" if noun is Article else noun.noun
    cited = Citation.objects.filter(field=field).values(link)
    speaking = noun.objects.filter(SET.get(field, Q()))
    assert slugs(speaking.exclude(pk__in=cited.filter(**{f"{link}__isnull": False}))) == set()


def test_what_is_stated_rests_on_words_that_state_it():
    for rows in (*FACTS, Name):
        stated = rows.objects.filter(certainty="stated", citations__isnull=False)
        assert not stated.exclude(citations__certainty="stated").exists(), rows


def test_rows_name_the_article_that_is_cited_for_them():
    for rows in (Coverage, Figure):
        assert not rows.objects.exclude(citations__article=F("article")).exists()
    quoted = Appearance.objects.filter(article__isnull=False)
    assert quoted.exists()
    assert not quoted.exclude(citations__article=F("article")).exists()


def test_citations_lie_inside_their_passage():
    assert Citation.objects.exists()
    outside = Q(start__lt=F("passage__start")) | Q(end__gt=F("passage__end")) | ~Q(article=F("passage__article"))
    assert not Citation.objects.filter(outside | Q(passage__isnull=True)).exists()
    assert not Citation.objects.filter(end__gt=F("start") + 300).exists()
    assert set(Citation.objects.values_list("passage__kind", flat=True)) == {
        "title",
        "dateline",
        "body",
        "list",
        "quote",
    }


def test_passages_are_numbered_from_the_title_on():
    for article in Article.objects.all():
        assert [p.ordinal for p in article.passages.all()] == list(range(1, article.passages.count() + 1)), article.slug
        assert [p.kind for p in article.passages.all() if p.ordinal == 1] == ["title"], article.slug
    assert dict(Article.objects.annotate(n=Count("passages")).values_list("slug", "n")) == {
        "offices-trained-on-migration-management-2019": 9,
        "state-and-consular-capacities-2019": 9,
        "holding-center-officials-2014": 13,
        "special-migration-program-evaluation-2018": 10,
        "development-plan-consultations-2019": 9,
    }


def test_the_words_of_the_articles_are_not_held():
    assert not Article.objects.exclude(body="", may_quote=False).exists()
    assert not Article.objects.filter(body_sha256="").exists()
    assert not Passage.objects.exclude(text="").exists()
    assert not Citation.objects.exclude(exact="", prefix="", suffix="").exists()


def test_every_event_has_one_primary_article():
    primary = Coverage.objects.filter(is_primary=True)
    assert slugs(Event.objects.filter(pk__in=primary.values("event"))) == RECORDS[Event]
    assert set(Coverage.objects.exclude(kind="reports").values_list("event__slug", "kind")) == {
        (f"{INM}-1", "mentions"),
        (f"{INM}-3", "announces"),
    }


def test_classes_of_bodies_are_told_apart():
    assert slugs(Organization.objects.filter(is_collective=True)) == {
        "ofam",
        "honduran-consulates-in-mexico",
        "state-councils-for-protection-and-integration",
    }


def test_units_lie_under_their_bodies():
    under = Organization.objects.filter(parent__isnull=False)
    assert set(under.values_list("slug", "parent__slug", "parent_certainty")) == {
        ("iom-mexico", "iom", "inferred"),
        ("iom-chile", "iom", "inferred"),
        ("ofam", "conofam", "inferred"),
        ("inm-evaluation-center", "inm", "stated"),
        ("national-academy-for-capacity-building-on-migration", "inm", "inferred"),
        ("migration-policy-unit", "segob", "stated"),
        ("segob", "government-of-mexico", "inferred"),
        ("prm", "us-department-of-state", "stated"),
    }


def test_programs_have_owners_as_surely_as_the_articles_say():
    assert set(ProgramRole.objects.values_list("program__slug", "role", "organization__slug", "certainty")) == {
        ("regional-migration-program", "funder", "prm", "stated"),
        ("regional-migration-program", "owner", "iom", "inferred"),
        ("special-migration-program-2014-2018", "owner", "government-of-mexico", "inferred"),
        ("national-development-plan-2019-2024", "owner", "government-of-mexico", "inferred"),
        ("national-migration-policy-program", "owner", "government-of-mexico", "stated"),
        ("protection-and-integration-strategy", "owner", "migration-policy-unit", "probable"),
        ("migapp", "owner", "iom", "inferred"),
        ("e-campus", "owner", "iom", "inferred"),
        ("migrant-information-hubs", "owner", "iom", "inferred"),
    }


def test_people_act_at_three_events_and_are_quoted_in_three_articles():
    acted = Appearance.objects.filter(event__isnull=False)
    assert set(acted.values_list("event__slug", "person__slug", "role", "on_behalf_of__slug", "certainty")) == {
        (WORKSHOP, "christopher-gascon", "opened", "iom-mexico", "stated"),
        (MICIC, "christopher-gascon", "opened", "iom-mexico", "stated"),
        (ZONE, "jose-martin-carmona-flores", "spoke", "conofam", "inferred"),
    }
    assert set(Appearance.objects.filter(role="quoted").values_list("article__slug", "person__slug")) == {
        ("offices-trained-on-migration-management-2019", "christopher-gascon"),
        ("offices-trained-on-migration-management-2019", "jose-martin-carmona-flores"),
        ("state-and-consular-capacities-2019", "christopher-gascon"),
        ("holding-center-officials-2014", "christopher-gascon"),
        ("holding-center-officials-2014", "rogelio-lopez-maya"),
    }


def reported():
    """Single events held or under way: what may be counted."""
    return Event.objects.published().leaves().filter(status__in=["held", "ongoing"])


def test_attendance_adds_up_to_76_from_two_of_nine_events():
    counted = Figure.objects.filter(event__in=reported(), measure="participants_total", status="actual")
    assert reported().count() == 9
    assert counted.aggregate(sum=Sum("value"), events=Count("event", distinct=True)) == {"sum": 76, "events": 2}
    assert not Figure.objects.filter(measure__in=["participants_female", "participants_male"]).exists()


def test_what_is_missing_is_known():
    precise = Q(kind="venue", place__kind__in=["admin1", "locality"])
    with_venue = EventPlace.objects.filter(precise).values("event")
    with_number = Figure.objects.filter(measure="participants_total").values("event")
    assert slugs(Event.objects.leaves().exclude(pk__in=with_venue)) == {
        WORKSHOP,
        MICIC,
        f"{INM}-1",
        f"{INM}-2",
        f"{INM}-3",
        ZONE,
    }
    assert slugs(reported().exclude(pk__in=with_number)) == {MICIC, f"{INM}-1", *CITIES, SESSION, ZONE}
    assert slugs(Event.objects.leaves().filter(date_edtf="")) == {f"{INM}-1"}
    assert {a.slug for a in Article.objects.all() if a.published_on is None} == {"holding-center-officials-2014"}
