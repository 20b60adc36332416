"""What the pages of single records share: a face, what hangs on it, and where a record went that is not here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse

from activities.border import problem
from activities.faces import Face, face, prepared
from activities.filters import ask
from activities.models import State, Term
from activities.models.slug_redirect import once_named, survivor
from activities.views.base import PAGE_SIZE, Listing, Page, language, listing

MANY = 200  # rows that a detail shows because they have no page of their own
NOUNS = ("event", "organization", "person", "program", "article")


@dataclass(frozen=True)
class Related:
    """A question about what hangs on a record; `{slug}` in a parameter is filled from the record's face."""

    noun: str
    parameters: Mapping[str, str]
    limit: int = PAGE_SIZE

    def listing(self, of: Face) -> Listing:
        """Ask it of one record."""
        filled = {name: value.format(**of) for name, value in self.parameters.items()}
        return listing(self.noun, filled, self.limit)


class RecordDetail(Page):
    """One record: its face, and what hangs on it. A merged one leads on, a withdrawn one gives its reason."""

    related: ClassVar[Mapping[str, Related]] = {}

    def get_template_names(self) -> list[str]:
        return [f"activities/{self.noun}_detail.html"]

    def get(self, request: HttpRequest, *args: Any, **names: str) -> HttpResponse:
        record = prepared(ask(self.noun, QueryDict()).queryset).filter(**names).first()
        if record is None:
            return elsewhere(request, self.noun, **names)
        shown = self.shown(face(record, language())) | {"summary_language": summary_language(record)}
        return self.render_to_response(self.get_context_data(edit_address=edit_address(request, record), **shown))

    def shown(self, record: Face) -> dict[str, Any]:
        """What the template is given: the face, and the answers to the questions about it."""
        answers = {name: related.listing(record) for name, related in self.related.items()}
        name = next(record[key] for key in ("title", "headline", "name") if key in record)
        return {"record": record, "name": name, "api_address": record["url"], "roles": roles()} | answers


def edit_address(request: HttpRequest, record: Any) -> str:
    """Where somebody of the staff edits the record; nothing for everybody else."""
    user: Any = request.user
    permission = f"activities.view_{record._meta.model_name}"
    if not (user.is_staff and user.has_perm(permission)):
        return ""
    return reverse(f"admin:activities_{record._meta.model_name}_change", args=[record.pk])


def summary_language(record: Any) -> str:
    """The language the summary is in when it is not that of the page; else nothing."""
    here = language()
    other = "en" if here == "es" else "es"
    texts = [getattr(record, f"summary_{code}", "") for code in (here, other)]
    return other if texts[1] and not texts[0] else ""


def roles() -> dict[str, str]:
    """What the roles of organizations in events are called, by code."""
    return {term.code: term.short for term in Term.objects.of("participation-role")}


def elsewhere(request: HttpRequest, noun: str, slug: str = "", **names: str) -> HttpResponse:
    """Answer for an address where nothing is public: moved (301), withdrawn (410), or never there (404)."""
    if noun not in NOUNS:  # places and terms have no states and never move
        raise Http404
    record = survivor(once_named(apps.get_model("activities", noun), slug))
    if record is not None and record.is_public:
        return HttpResponsePermanentRedirect(record.get_absolute_url())
    if record is not None and record.state == State.WITHDRAWN:
        return problem(request, 410, record.withdrawn_reason)
    raise Http404
