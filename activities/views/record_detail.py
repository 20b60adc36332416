"""What the pages of single records share: a face, what hangs on it, and where a record went that is not here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse

from activities.border import problem
from activities.documents import root_of
from activities.faces import Face, stored
from activities.faces.formats import jsonld
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
        kept = stored.first(ask(self.noun, QueryDict()).queryset.filter(**names), language())
        if kept is None:
            return elsewhere(request, self.noun, **names)
        shown = self.shown(stored.opened(kept.text)) | {"data": self.data(kept.text)}
        edited = edit_address(request, self.noun, kept.pk)
        return self.render_to_response(self.get_context_data(edit_address=edited, **shown))

    def data(self, text: str) -> Face:
        """The record as machines read it out of a page; its addresses are whole, as they go with it."""
        return jsonld.document(stored.opened(text, root_of(self.request)), self.noun, language())

    def shown(self, record: Face) -> dict[str, Any]:
        """What the template is given: the face, and the answers to the questions about it."""
        answers = {name: related.listing(record) for name, related in self.related.items()}
        name = next(record[key] for key in ("title", "headline", "name") if key in record)
        return {"record": record, "name": name, "api_address": record["url"], "roles": roles()} | answers


def edit_address(request: HttpRequest, noun: str, row: int) -> str:
    """Where somebody of the staff edits the record; nothing for everybody else."""
    user: Any = request.user
    if not (user.is_staff and user.has_perm(f"activities.view_{noun}")):
        return ""
    return reverse(f"admin:activities_{noun}_change", args=[row])


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
