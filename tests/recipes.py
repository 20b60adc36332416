"""Records and rows for tests, true to every constraint, published, and overridable field by field.

`event(slug="workshop", date_edtf="2019-09")` is an event the public sees; `event(state="draft")` is one
it does not. A row makes the records it needs when it is given none: `participation(event=conofam)`.
Roles, types and kinds may be given by their code: `participation(role="funder")`.
"""

import datetime as dt
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from model_bakery import baker

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
    Identifier,
    Membership,
    Name,
    Organization,
    Participation,
    Passage,
    Person,
    Place,
    Program,
    ProgramRole,
    SlugRedirect,
    Tag,
    Term,
)
from activities.models.citation import SUBJECTS
from activities.search import index

PUBLISHED_AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

_numbers = count(1)


def _made(model: Any, fields: dict[str, Any], **defaults: Any) -> Any:
    return baker.make(model, **defaults | fields)


def _record(model: Any, fields: dict[str, Any], **defaults: Any) -> Any:
    """A record with a slug of its own, in a state whose conditions are met."""
    slug = f"{model.noun}-{next(_numbers)}"
    state = fields.get("state") or ("withdrawn" if fields.get("merged_into") else "published")
    defaults |= {"slug": slug, "state": state}
    if state == "published":
        defaults["published_at"] = PUBLISHED_AT
    if state == "withdrawn":
        defaults["withdrawn_reason"] = "It was recorded by mistake."
    return _made(model, fields, **defaults)


def _owned(model: Any, owners: list[str], fields: dict[str, Any], default: Any, **defaults: Any) -> Any:
    """A row that belongs to exactly one record: the one that is given, or else a new one."""
    if not any(fields.get(owner) for owner in owners):
        fields = fields | {owners[0]: default()}
    return _made(model, fields, **defaults)


def _coded(fields: dict[str, Any], name: str, scheme: str) -> dict[str, Any]:
    """The fields, with the term for a code that stands where a term belongs."""
    code = fields.get(name)
    return fields | {name: term(scheme, code)} if isinstance(code, str) else fields


def _with_ground(fields: dict[str, Any], date: str, basis: str) -> dict[str, Any]:
    """The fields, with a ground for the date when there is a date and no ground."""
    return {basis: "stated"} | fields if fields.get(date) else fields


def indexed() -> None:
    """Let words find the records made so far, as they do once these are published."""
    index.rebuild()


def editor(**fields: Any) -> Any:
    """An account of staff, without permissions of its own."""
    return _made(get_user_model(), fields, username=f"editor-{next(_numbers)}", is_staff=True)


# Vocabularies and places --------------------------------------------------------------------------


def term(scheme: str, code: str, **fields: Any) -> Term:
    """The term of this scheme and code, made when it is not there yet."""
    found = Term.objects.filter(scheme=scheme, code=code).first()
    label = code.replace("-", " ").replace("_", " ").capitalize()
    return found or _made(Term, fields, scheme=scheme, code=code, label_en=label, label_es=f"{label} (es)")


def event_type(code: str = "workshop", **fields: Any) -> Term:
    return term("event-type", code, **fields)


def role(code: str = "participant", **fields: Any) -> Term:
    return term("participation-role", code, **fields)


def organization_kind(code: str = "government", **fields: Any) -> Term:
    return term("organization-kind", code, **fields)


def place(**fields: Any) -> Place:
    """A locality, unless told otherwise."""
    number = next(_numbers)
    return _made(Place, fields, slug=f"place-{number}", name_en=f"Place {number}", kind="locality")


def country(slug: str = "mx", **fields: Any) -> Place:
    """The country with this slug, its ISO code in small letters; made when it is not there yet."""
    found = Place.objects.filter(slug=slug).first()
    code = slug.upper()
    return found or _made(Place, fields, slug=slug, name_en=f"Country {code}", kind="country", iso_code=code)


def members(region: Place, *places: Place) -> None:
    """Make a region of these places, as the admin does."""
    region.members.set(places)
    Place.objects.relink()


# The five nouns -----------------------------------------------------------------------------------


def organization(**fields: Any) -> Organization:
    """A body; its kind may be given by code."""
    fields = _coded(fields, "kind", "organization-kind")
    return _record(Organization, fields, name=f"Organization {next(_numbers)}")


def person(**fields: Any) -> Person:
    return _record(Person, fields, name=f"Person {next(_numbers)}")


def program(**fields: Any) -> Program:
    return _record(Program, fields, name=f"Program {next(_numbers)}", kind="cooperation")


def event(**fields: Any) -> Event:
    """An event that was held; a date brings its ground along. Its type may be given by code."""
    fields = _with_ground(_coded(fields, "event_type", "event-type"), "date_edtf", "date_basis")
    return _record(Event, fields, title_en=f"Event {next(_numbers)}", status="held")


def article(**fields: Any) -> Article:
    """An English article without text; a date of publication brings its ground along, a text its hash."""
    number = next(_numbers)
    fields = _with_ground(fields, "published_edtf", "published_basis")
    if fields.get("body"):
        fields = {"body_sha256": f"{number:064x}"} | fields
    url = f"https://example.org/news/{number}"
    return _record(Article, fields, headline=f"Article {number}", url=url, language="en")


# Rows ---------------------------------------------------------------------------------------------


def participation(**fields: Any) -> Participation:
    """A participant; the role may be given by code."""
    fields = {"role": "participant"} | fields
    fields = _coded(fields, "role", "participation-role")
    return _made(
        Participation,
        fields,
        event=fields.get("event") or event(),
        organization=fields.get("organization") or organization(),
    )


def appearance(**fields: Any) -> Appearance:
    """Somebody who spoke, at a new event unless an event or an article is given."""
    who = fields.get("person") or person()
    return _owned(Appearance, ["event", "article"], fields, event, person=who, role="spoke")


def membership(**fields: Any) -> Membership:
    return _made(
        Membership,
        fields,
        person=fields.get("person") or person(),
        organization=fields.get("organization") or organization(),
        post_title_en=f"Post {next(_numbers)}",
    )


def program_role(**fields: Any) -> ProgramRole:
    """A funder, unless told otherwise."""
    return _made(
        ProgramRole,
        fields,
        program=fields.get("program") or program(),
        organization=fields.get("organization") or organization(),
        role="funder",
    )


def event_program(**fields: Any) -> EventProgram:
    return _made(
        EventProgram,
        fields,
        event=fields.get("event") or event(),
        program=fields.get("program") or program(),
        link="framework",
    )


def event_place(**fields: Any) -> EventPlace:
    """A venue, unless told otherwise."""
    return _made(
        EventPlace,
        fields,
        event=fields.get("event") or event(),
        place=fields.get("place") or place(),
        kind="venue",
    )


def coverage(**fields: Any) -> Coverage:
    return _made(
        Coverage,
        fields,
        article=fields.get("article") or article(),
        event=fields.get("event") or event(),
    )


def figure(**fields: Any) -> Figure:
    """Forty participants, unless told otherwise."""
    owners = ["event", "organization", "program"]
    return _owned(Figure, owners, fields, event, measure="participants_total", value=40)


def tag(**fields: Any) -> Tag:
    """A topic; a code is one of a GCM objective."""
    fields = _coded({"term": "23"} | fields, "term", "gcm-objective")
    return _owned(Tag, ["event", "program", "article"], fields, event)


def name(**fields: Any) -> Name:
    owners = ["organization", "person", "program", "place"]
    return _owned(Name, owners, fields, organization, text=f"Name {next(_numbers)}", lang="en")


def identifier(**fields: Any) -> Identifier:
    owners = ["organization", "person", "program", "event", "article", "place"]
    return _owned(Identifier, owners, fields, organization, scheme="wikidata", value=f"Q{next(_numbers)}")


def slug_redirect(**fields: Any) -> SlugRedirect:
    owners = ["event", "organization", "person", "program", "article"]
    return _owned(SlugRedirect, owners, fields, event, slug=f"old-slug-{next(_numbers)}")


def duplicate_decision(**fields: Any) -> DuplicateDecision:
    return _made(
        DuplicateDecision,
        fields,
        event=fields.get("event") or event(),
        article=fields.get("article") or article(),
        reason="The two accounts share a quotation.",
    )


# Evidence -----------------------------------------------------------------------------------------


def passage(**fields: Any) -> Passage:
    """The next passage of its article, without its words: 100 code points after the last one."""
    source = fields.get("article") or article()
    last = source.passages.order_by("ordinal").last()
    ordinal, start = (last.ordinal + 1, last.end + 2) if last else (1, 0)
    start = fields.get("start", start)
    return _made(Passage, fields, article=source, ordinal=ordinal, start=start, end=start + 100)


CITED_FIELDS = {
    "event": "date",
    "organization": "name",
    "person": "name",
    "program": "name",
    "described_article": "headline",
}


def citation(**fields: Any) -> Citation:
    """Ten code points at the head of a passage, in support of a new event's date unless a subject is given.

    `passage=None` cites the whole article.
    """
    if "passage" in fields and fields["passage"] is None:
        where = {"article": fields.get("article") or article()}
    else:
        cited = fields.get("passage") or passage(article=fields.get("article") or article())
        start = fields.get("start", cited.start)
        where = {"article": cited.article, "passage": cited, "start": start, "end": start + 10}
    subject = next((name for name in SUBJECTS if fields.get(name)), "event")
    return _owned(Citation, ["event", *SUBJECTS], fields, event, field=CITED_FIELDS.get(subject, ""), **where)
