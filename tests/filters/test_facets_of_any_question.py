"""Whatever is asked, a facet's count of a value is what the list would count with it: over the fixtures and more."""

import random

import pytest
from django.http import QueryDict

from activities.filters import FILTERS, QuestionError, ask, facets
from activities.models import Organization, Place, Program, Term
from tests import recipes

pytestmark = pytest.mark.django_db

WITH_FACETS = [noun for noun in FILTERS if facets.names_of(noun)]


def asked(noun, params):
    query = QueryDict(mutable=True)
    query.update(params)
    return ask(noun, query)


ASKED = {
    "event": {
        "year": ["2014", "2018", "2019", "2013,2019", "1990"],
        "from": ["2014-06", "2018-12-05"],
        "to": ["2019", "2019-09-15"],
        "fiscal_year": ["us:2019", "us:2014,us:2018"],
        "date_match": ["certain", "possible"],
        "undated": ["true", "false"],
        "event_type": ["workshop", "training,workshop", "consultation"],
        "status": ["held", "held,planned", "ongoing"],
        "is_series": ["true", "false"],
        "organization": ["iom", "iom-mexico", "inm", "segob,inm"],
        "units": ["true", "false"],
        "role": ["organizer", "participant", "support,funder"],
        "person_role": ["spoke", "opened,chaired"],
        "program": ["regional-migration-program", "micic,mecal"],
        "program_link": ["any", "presented", "framework", "supported,about"],
        "funder": ["prm", "us-department-of-state"],
        "funding_basis": ["stated", "via_program", "not_stated"],
        "place": ["mx", "mesoamerica", "mexico-city"],
        "place_kind": ["any", "venue", "target", "origin", "dateline,venue"],
        "country": ["mx", "hn,mx", "us"],
        "origin": ["mx", "mx-oax"],
        "term": ["event-type:workshop", "gcm-objective:23"],
        "has": ["date", "venue", "funder", "participants"],
        "lacks": ["venue", "participants", "date"],
        "certainty": ["stated", "inferred", "stated,probable"],
        "modified_since": ["2000-01-01"],
    },
    "organization": {
        "kind": ["government", "international"],
        "country": ["mx", "us,mx"],
        "existence": ["existing", "proposed"],
        "is_collective": ["true", "false"],
        "parent": ["iom", "segob"],
    },
    "person": {"organization": ["iom", "iom-mexico"], "on": ["2019-10", "2014"], "role": ["spoke", "quoted"]},
    "program": {
        "kind": ["plan", "cooperation,tool"],
        "organization": ["iom", "prm"],
        "role": ["funder", "owner,implementer"],
    },
    "article": {
        "year": ["2019", "2014,2018"],
        "from": ["2018"],
        "undated": ["false", "true"],
        "publisher": ["iom", "inm"],
        "language": ["en", "es"],
        "organization": ["iom", "inm"],
    },
    "place": {"kind": ["country", "admin1,locality"], "country": ["mx"], "parent": ["mx"]},
    "term": {"scheme": ["event-type", "gcm-objective"]},
}


def readable(noun, name, values):
    """Those values that this catalogue can be asked for."""
    for value in values:
        try:
            asked(noun, {name: value})
        except QuestionError:
            continue
        yield value


def a_question(chance, noun):
    """A random question about a noun, that may have no answer."""
    names = chance.sample(sorted(ASKED[noun]), chance.randint(0, min(3, len(ASKED[noun]))))
    pools = {name: list(readable(noun, name, ASKED[noun][name])) for name in names}
    return {name: chance.choice(pool) for name, pool in pools.items() if pool}


def candidates(noun, name):
    """Values that may be asked for, found or not."""
    if name == "year":
        return [f"{year}" for year in range(2010, 2023)]
    if name == "language":
        return ["en", "es", "es-mx", "fr"]
    model, columns = {
        "organization": (Organization.objects.published(), "slug"),
        "publisher": (Organization.objects.published(), "slug"),
        "program": (Program.objects.published(), "slug"),
        "country": (Place.objects.filter(kind="country", iso_code__in=["MX", "HN", "US", "CA", "GT"]), "slug"),
    }.get(name, (None, None))
    if model is not None:
        return list(model.values_list(columns, flat=True))
    if name == "term":
        return [f"{term.scheme}:{term.code}" for term in Term.objects.exclude(scheme="sdg-target")[:80]]
    return FILTERS[noun].known()[name].schema.get("enum") or list(
        Term.objects.of({"event_type": "event-type", "kind": "organization-kind"}[name]).values_list("code", flat=True)
        if name != "scheme"
        else Term.objects.order_by().values_list("scheme", flat=True).distinct()
    )


@pytest.fixture
def varied(catalogue):
    """The fixtures, and records that differ from them in what facets may stumble over."""
    chance = random.Random(7)  # noqa: S311 - the same records every time
    unit = recipes.organization(slug="unit", parent=Organization.objects.get(slug="inm"), kind="government")
    hidden = recipes.organization(slug="hidden", state="draft", parent=unit)
    bodies = [unit, hidden, recipes.organization(parent=hidden), *Organization.objects.published()[:4]]
    programs = [recipes.program(state="draft"), *Program.objects.published()[:3]]
    places = list(Place.objects.filter(slug__in=["mx", "mx-oax", "tijuana", "mesoamerica", "hn", "us", "puebla"]))
    terms = [Term.objects.get(scheme="event-type", code="workshop"), *Term.objects.filter(scheme="sdg-target")[:5]]
    dates = ["", "2018", "2018-12/2019-01", "[..2019-12-31]", "[..2020-01-01]", "2016-02-29/..", "201X", "2019-06-01"]
    for number, date in enumerate(dates * 3):
        event = recipes.event(
            date_edtf=date,
            state=chance.choice(["published"] * 4 + ["draft"]),
            event_type=chance.choice(["workshop", "training", None]),
            status=chance.choice(["held", "planned"]),
        )
        for role in chance.sample(["organizer", "participant", "funder"], 2):
            body, certainty = chance.choice(bodies), chance.choice(["stated", "inferred"])
            recipes.participation(event=event, organization=body, role=role, certainty=certainty)
        for place in chance.sample(places, 2):
            kind = chance.choice(["venue", "target", "origin"])
            recipes.event_place(event=event, place=place, kind=kind, certainty=chance.choice(["stated", "probable"]))
        recipes.event_program(event=event, program=chance.choice(programs), link=chance.choice(["presented", "about"]))
        for term in chance.sample(terms, 2):
            recipes.tag(event=event, term=term)
        article = recipes.article(
            published_edtf=date, language=chance.choice(["es-MX", "es", "fr"]), publisher=chance.choice(bodies)
        )
        recipes.coverage(event=event, article=article, certainty=chance.choice(["stated", "probable"]))
        if number % 5 == 0:
            recipes.appearance(event=event, role=chance.choice(["spoke", "chaired"]))


@pytest.mark.parametrize("noun", WITH_FACETS)
def test_every_count_is_what_the_list_would_count_whatever_else_is_asked(varied, noun):
    chance = random.Random(noun)  # noqa: S311 - the same questions every time
    for _n in range(40 if noun == "event" else 12):
        question = a_question(chance, noun)
        found = facets.counted(asked(noun, question), facets.names_of(noun))
        for name, facet in found.items():
            told = {row["value"]: row["count"] for row in facet.values}
            others = [value for value in candidates(noun, name) if value not in told]
            for value in [*told, *chance.sample(others, min(4, len(others)))]:
                count = asked(noun, question | {name: value}).queryset.count()
                assert (question, name, value, told.get(value, 0)) == (question, name, value, count)
