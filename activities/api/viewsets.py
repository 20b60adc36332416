"""The lists and records of the API: a question understood, rows found, their faces shown."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, TypeVar

import orjson
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from rest_framework.response import Response

from activities import memory
from activities.api.answers import PAGE_SIZE
from activities.api.errors import Withdrawn
from activities.api.formats import PAGED, FormatsViewSet
from activities.api.paging import paged
from activities.api.schema import listed
from activities.documents import reading, root_of, texts
from activities.faces import SERIALIZERS, stored
from activities.faces.joining import expandable, field_names
from activities.faces.partner import PartnerSerializer, partner_faces
from activities.faces.plain import path_words
from activities.filters import FILTERS, Parameter, Question, Values, choice, facets, partners_of
from activities.filters.counting import count_of
from activities.models import Record, State
from activities.models.slug_redirect import once_named, survivor

Texts = list[str]
Shown = list[Any]
Answer = TypeVar("Answer", bound=HttpResponseBase)


class NounViewSet(FormatsViewSet):
    """The published records of one noun, read only."""

    # What may be asked

    def parameters(self) -> Mapping[str, Parameter]:
        if self.action == "list":
            return {**FILTERS[self.noun].known(), **self.PAGING, **self.faceting(), **self.shaping(), **self.own}
        return {**self.shaping(), **self.own}

    def shaping(self) -> dict[str, Parameter]:
        """The parameters that cut and join faces."""
        return {
            "fields": choice(field_names(self.noun), "Only these fields (in `json`, `csv` and `ndjson`)."),
            "expand": choice(
                expandable(self.noun),
                "Linked records in full; after a dot, also those they link to (in `json` and `ndjson`).",
            ),
        }

    def faceting(self) -> dict[str, Parameter]:
        """The parameter that asks for counts, where a list has any."""
        names = facets.names_of(self.noun)
        help = "Counts of these parameters' values, each under all other parameters (in `json`)."  # noqa: A001
        return {"facets": choice(names, help)} if names else {}

    def answer(self) -> Any:
        serializer = SERIALIZERS[self.noun]
        return listed(serializer(many=True), self.noun.capitalize()) if self.action == "list" else serializer()

    def is_of_record(self) -> bool:
        return self.action != "list"

    # What is answered

    def list(self, request: Any) -> HttpResponseBase:
        """Published records that answer the question, in a total order."""
        values = self.read()
        question = FILTERS[self.noun](values).question()
        made = self.chosen
        if made and not PAGED & values.keys():
            return self.dated(self.whole(question, values, made), memory.catalogue().changed_at)
        read = reading(question, self.language)
        page = paged(question, read, values.get("page_size", PAGE_SIZE), values.get("cursor"))
        found = texts(question, page.rows, self.language)
        if made:
            return self.page(page, found, values, made)
        more, meta = facets_of(question, values.get("facets", []))
        listing = self.listing(page, self.shown(found, values), count_of(question), meta, **more)
        return self.dated(listing, memory.catalogue().changed_at)

    def retrieve(self, request: Any, **named: str) -> HttpResponseBase:
        """One published record. A renamed or merged one leads on, a withdrawn one gives its reason."""
        values = self.read()
        row = stored.first(self.published().filter(**named), self.language)
        if row is None:
            return self.elsewhere(**named)
        if self.chosen:
            return self.dated(self.single(row.text, values, self.chosen), row.updated_at)
        [face] = self.shown([row.text], values)
        return self.dated(Response(face), row.updated_at)

    def published(self) -> Any:
        """The records the public may see."""
        return FILTERS[self.noun]({}).published()

    def shown(self, texts: Texts, values: Values) -> Shown:
        """The faces of records as they are kept, or joined and cut as asked."""
        if {"fields", "expand"} & values.keys():
            return self.faces(texts, values)
        root = root_of(self.request)
        return [orjson.Fragment(stored.served(text, root)) for text in texts]

    def dated(self, response: Answer, moment: Any) -> Answer:
        """The response with the moment of the last change."""
        if moment is not None:
            response.headers["Last-Modified"] = http_date(moment.timestamp())
        return response

    def elsewhere(self, slug: str = "", **named: str) -> HttpResponse:
        """Answer for an address where nothing is public: moved, withdrawn, or never there."""
        record = self.once_at(slug) if slug else None
        if record is None:
            raise Http404(_("Nothing is published at this address."))
        if isinstance(record, Record) and record.state == State.WITHDRAWN:
            raise Withdrawn(record.withdrawn_reason)
        query = self.request.META.get("QUERY_STRING", "")
        view = "detail" if self.action == "retrieve" else self.action
        address = reverse(f"api:{self.noun}-{view}", args=path_words(record))
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

    def once_at(self, slug: str) -> Any:
        """The record, public or withdrawn, meant by an old slug, a merged one's, a public id or a code in capitals."""
        model: Any = SERIALIZERS[self.noun].model
        record = survivor(once_named(model, slug)) if issubclass(model, Record) else None
        if record is not None and (record.is_public or record.state == State.WITHDRAWN):
            return record
        return self.published().filter(Q(public_id=slug) | Q(slug=slug.lower())).first()


def facets_of(question: Question, names: Collection[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the counts asked for add to the envelope of a list, and its `meta`, which names those that were cut."""
    if not names:
        return {}, question.meta
    counted = facets.counted(question, names)
    cut = [name for name, facet in counted.items() if facet.is_cut]
    return {"facets": {name: facet.values for name, facet in counted.items()}}, question.meta | {"facets_cut": cut}


class EventViewSet(NounViewSet):
    """Events: workshops, trainings, consultations, meetings."""

    noun = "event"


class OrganizationViewSet(NounViewSet):
    """Organizations: bodies, their units, and classes of bodies."""

    noun = "organization"

    def parameters(self) -> Mapping[str, Parameter]:
        return {**self.PAGING, **self.own} if self.action == "partners" else super().parameters()

    def answer(self) -> Any:
        return listed(PartnerSerializer(many=True), "Partner") if self.action == "partners" else super().answer()

    def partners(self, request: Any, slug: str) -> HttpResponse:
        """The organizations it shares events with, most first: single events and sessions, none only planned."""
        values = self.read()
        organization = self.published().filter(slug=slug).first()
        if organization is None:
            return self.elsewhere(slug)
        question = partners_of(organization)
        prepare = partial(PartnerSerializer.prepared, organization=organization)
        page = paged(question, prepare, values.get("page_size", PAGE_SIZE), values.get("cursor"))
        rows = partner_faces(page.rows, self.language, root_of(self.request))
        return self.listing(page, rows, question.queryset.count(), question.meta)


class PersonViewSet(NounViewSet):
    """People: officials and speakers, with their posts and appearances."""

    noun = "person"


class ProgramViewSet(NounViewSet):
    """Programs: cooperation programmes, policies, plans, tools."""

    noun = "program"


class ArticleViewSet(NounViewSet):
    """Articles: where the facts come from."""

    noun = "article"


class PlaceViewSet(NounViewSet):
    """Places, and what lies in them."""

    noun = "place"


class TermViewSet(NounViewSet):
    """Terms of classification schemes."""

    noun = "term"


class MembershipViewSet(NounViewSet):
    """Memberships: who holds which post where, and which articles show it."""

    noun = "membership"


class CitationViewSet(NounViewSet):
    """Citations: which place of which article carries which fact."""

    noun = "citation"
