"""Pages of articles, the sources."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.faces import Face
from activities.views import fields
from activities.views.fields import Choice, Field
from activities.views.record_detail import MANY, RecordDetail, Related
from activities.views.record_list import RecordList


def _orders() -> list[Choice]:
    return [
        Choice("published", str(_("Oldest first"))),
        Choice("headline", str(_("By headline"))),
    ]


def _languages() -> list[Choice]:
    return [Choice("en", str(_("English"))), Choice("es", str(_("Spanish")))]


class ArticleList(RecordList):
    """Articles by publisher, year and language, and by what they are about."""

    noun = "article"
    heading = _("Articles")
    lead = _("Releases and news: the sources of the catalogue. Their texts stand with their publishers.")
    fields = (
        Field("q", _("Words in the headline")),
        Field("publisher", _("Publisher"), "suggest", fields.publishers, noun="organization"),
        Field("year", _("Year"), "choice", fields.years_of_articles),
        Field("language", _("Language"), "choice", _languages),
        Field("organization", _("Organization"), "suggest", fields.organizations, noun="organization"),
        Field("program", _("Program"), "suggest", fields.programs, noun="program"),
        Field("person", _("Person"), "suggest", fields.people, noun="person"),
        Field("ordering", _("Order"), "choice", _orders, blank=_("Newest first")),
    )


class ArticleDetail(RecordDetail):
    """One article: who published it and when, where the original stands, and what it says of whom."""

    noun = "article"
    related = {"evidence": Related("citation", {"article": "{slug}"}, MANY)}

    def shown(self, record: Face) -> dict[str, Any]:
        shown = super().shown(record)
        quoted = {row["person"]["slug"] for row in record["appearances"]}
        named = cited(shown["evidence"].rows)
        named["person"] = [row for row in named["person"] if row["slug"] not in quoted]
        return shown | {"cited": named, "titles": CITED}


CITED = {
    "organization": _("Organizations it names"),
    "person": _("Other people it names"),
    "program": _("Programs it names"),
    "place": _("Places it names"),
}


def cited(evidence: list[Face]) -> dict[str, list[Face]]:
    """The records that the citations are about, once each, by noun and in the order of their names."""
    records = {(row["noun"], row["slug"]): row for row in (citation["supports"] for citation in evidence)}
    ordered = sorted(records.values(), key=lambda row: row["name"].casefold())
    return {noun: [row for row in ordered if row["noun"] == noun] for noun in CITED}
