"""How codes, addresses and languages are said on pages. Presentation only: nothing here asks the database."""

import datetime as dt
import json
from typing import Any

from django import template
from django.db.models import TextChoices
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse, translate_url
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from activities import dates, models
from activities.models.term import SCHEMES

register = template.Library()

# What a page calls the lists of codes that records are described with.
VOCABULARIES: dict[str, type[TextChoices]] = {
    "appearance": models.AppearanceRole,
    "attendance": models.EventAttendanceMode,
    "basis": models.Basis,
    "certainty": models.Certainty,
    "coverage": models.CoverageKind,
    "date_basis": models.EventDateBasis,
    "event_place": models.EventPlaceKind,
    "event_program": models.EventProgramLink,
    "event_status": models.EventStatus,
    "existence": models.OrganizationExistence,
    "figure_status": models.FigureStatus,
    "identifier": models.IdentifierScheme,
    "measure": models.FigureMeasure,
    "name_kind": models.NameKind,
    "place_kind": models.PlaceKind,
    "program_kind": models.ProgramKind,
    "program_role": models.ProgramRoleKind,
    "program_status": models.ProgramStatus,
    "published_basis": models.ArticlePublishedBasis,
    "qualifier": models.FigureQualifier,
    "tag_basis": models.TagBasis,
}

NOUNS: dict[str, str | Promise] = {
    "event": _("Event"),
    "organization": _("Organization"),
    "person": _("Person"),
    "program": _("Program"),
    "article": _("Article"),
}

LANGUAGES: dict[str, str | Promise] = {
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "pt": _("Portuguese"),
}


# What a fact is called that a citation carries: by the field of a record, or by the kind of a row.
FACTS: dict[str, str | Promise] = {
    "acronym": _("Acronym"),
    "attendance_mode": _("Attendance"),
    "country": _("Country"),
    "credits": _("Credits"),
    "date": _("Date"),
    "dateline_text": _("Dateline"),
    "family_name": _("Family name"),
    "given_name": _("Given name"),
    "duration_days": _("Duration"),
    "duration_hours": _("Duration"),
    "event_type": _("Type"),
    "existence": _("Existence"),
    "founded": _("Founded"),
    "headline": _("Headline"),
    "is_collective": _("Class of bodies"),
    "is_series": _("Series"),
    "kind": _("Kind"),
    "language": _("Language"),
    "languages": _("Languages"),
    "name": _("Name"),
    "ordinal": _("Number in the series"),
    "parent": _("What it is part of"),
    "post": _("Post"),
    "published": _("Date of publication"),
    "publisher": _("Publisher"),
    "seat": _("Seat"),
    "status": _("Status"),
    "summary": _("Summary"),
    "title": _("Title"),
    "website": _("Website"),
}
ROWS: dict[str, tuple[str | Promise, str]] = {
    "appearance": (_("Appearance"), "appearance"),
    "coverage": (_("The article"), "coverage"),
    "event_place": (_("Place"), "event_place"),
    "event_program": (_("Program"), "event_program"),
    "figure": (_("Figure"), "measure"),
    "name": (_("Name"), "name_kind"),
    "program_role": (_("Role in the program"), "program_role"),
}


@register.filter
def said(code: str | None, vocabulary: str) -> str:
    """Say a code of one of `VOCABULARIES` in the reader's language: `{{ event.status|said:"event_status" }}`."""
    labels: dict[str, str | Promise] = dict(VOCABULARIES[vocabulary].choices)
    return str(labels.get(code or "", code or ""))


@register.filter
def scheme_name(scheme: str) -> str:
    """Name a classification scheme; one without a name of its own is shown by its code."""
    return str(SCHEMES.get(scheme, scheme))


@register.filter
def noun_name(noun: str) -> str:
    """Name one of the five nouns."""
    return str(NOUNS[noun])


@register.filter
def language_said(tag: str) -> str:
    """Name the language of a BCP 47 tag, such as es-MX; one not known here is shown as its tag."""
    return str(LANGUAGES.get(tag.split("-", maxsplit=1)[0], tag))


@register.filter
def date_label(date: str | dt.date) -> str:
    """Say a date, as EDTF text or as a day, in the reader's language and never finer than it is."""
    text = date.isoformat() if isinstance(date, dt.date) else date
    return dates.label(text, get_language() or "en")


@register.filter
def fact(supports: dict[str, Any], roles: dict[str, str]) -> str:
    """Name the fact that a citation carries, from the `supports` of its face; `roles` names roles in events."""
    kind, field = supports["type"], supports["field"] or ""
    if kind in ROWS:
        name, vocabulary = ROWS[kind]
        return f"{name}: {said(field, vocabulary)}" if field else str(name)
    if kind == "participation":
        return gettext("Role of an organization") + f": {roles.get(field, field)}"
    return str(FACTS.get(field, field)) or gettext("The record itself")


@register.simple_tag
def record_page(noun: str, slug: str) -> str:
    """Give the address of a record's page in the reader's language; a term's slug is `scheme:code`."""
    return reverse(f"activities:{noun}-detail", args=slug.split(":"))


@register.simple_tag(takes_context=True)
def page_in(context: Context, language: str, address: str = "") -> str:
    """Give the address of this page, or of another, in a language; the front page's where that is not known."""
    request: HttpRequest | None = context.get("request")
    here = address or (request.get_full_path() if request else "")
    there = translate_url(here, language)
    if there != here or (here and language == get_language()):
        return there
    with override(language):
        return reverse("activities:home")


@register.simple_tag(takes_context=True)
def absolute(context: Context, address: str) -> str:
    """Give an address with its host, as canonical links want it."""
    request: HttpRequest | None = context.get("request")
    return request.build_absolute_uri(address) if request else address


@register.simple_tag
def data_block(document: dict[str, Any]) -> str:
    """Put a JSON-LD document into the page: data for machines, which no browser runs and no text can end."""
    said = json.dumps(document, ensure_ascii=False).translate(IN_DATA)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(said))  # noqa: S308


IN_DATA = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.filter
def bodies(participations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the organizations that took part, each once, in the order of their roles."""
    return list({row["organization"]["slug"]: row["organization"] for row in participations}.values())


@register.filter
def by(rows: list[dict[str, Any]], name_and_value: str) -> list[dict[str, Any]]:
    """Keep the rows whose field has one of some values: `{{ event.places|by:"kind=venue,target" }}`."""
    name, _equals, values = name_and_value.partition("=")
    return [row for row in rows if str(row.get(name)) in values.split(",")]
