"""The lists and records of the API: a question understood, rows found, their faces shown."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import Count, Max, Q
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from rest_framework.response import Response

from activities.api.answers import PAGE_SIZE, ListViewSet, root_of
from activities.api.errors import Withdrawn
from activities.api.paging import paged
from activities.api.schema import listed
from activities.faces import SERIALIZERS, Face, faces, prepared
from activities.faces.plain import path_words
from activities.faces.joining import cut, expandable, field_names, join
from activities.faces.partner import PartnerSerializer
from activities.filters import FILTERS, Parameter, Values, choice, partners_of
from activities.models import Record, State
from activities.models.slug_redirect import once_named, survivor

Records = list[Any]
Faces = list[Face]


class NounViewSet(ListViewSet):
    """The published records of one noun, read only."""

    noun: ClassVar[str]

    # What may be asked

    def parameters(self) -> Mapping[str, Parameter]:
        if self.action == "list":
            return {**FILTERS[self.noun].known(), **self.PAGING, **self.shaping(), **self.own}
        return {**self.shaping(), **self.own}

    def shaping(self) -> dict[str, Parameter]:
        """The parameters that cut and join faces."""
        return {
            "fields": choice(field_names(self.noun), "Only these fields."),
            "expand": choice(expandable(self.noun), "Linked records in full; after a dot, also those they link to."),
        }

    def answer(self) -> Any:
        serializer = SERIALIZERS[self.noun]
        return listed(serializer(many=True), self.noun.capitalize()) if self.action == "list" else serializer()

    def is_of_record(self) -> bool:
        return self.action != "list"

    # What is answered

    def list(self, request: Any) -> Response:
        """Published records that answer the question, in a total order."""
        values = self.read()
        question = FILTERS[self.noun](values).question()
        page = paged(question, prepared(question.queryset), values.get("page_size", PAGE_SIZE), values.get("cursor"))
        whole = question.queryset.aggregate(count=Count("pk"), newest=Max("updated_at"))
        return self.dated(
            self.listing(page, self.shown(page.rows, values), whole["count"], question.meta), whole["newest"]
        )

    def retrieve(self, request: Any, **named: str) -> HttpResponse:
        """One published record. A renamed or merged one leads on, a withdrawn one gives its reason."""
        values = self.read()
        record = prepared(self.published()).filter(**named).first()
        if record is None:
            return self.elsewhere(**named)
        return self.dated(Response(self.shown([record], values)[0]), record.updated_at)

    def published(self) -> Any:
        """The records the public may see."""
        return FILTERS[self.noun]({}).published()

    def shown(self, records: Records, values: Values) -> Faces:
        """The faces of records, joined and cut as asked."""
        root = root_of(self.request)
        shown = faces(records, self.language, root)
        join(shown, self.noun, values.get("expand", []), self.language, root)
        return [cut(face, values["fields"]) for face in shown] if "fields" in values else shown

    def dated(self, response: Response, moment: Any) -> Response:
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
        queryset = PartnerSerializer.prepared(question.queryset, organization)
        page = paged(question, queryset, values.get("page_size", PAGE_SIZE), values.get("cursor"))
        context = {"language": self.language, "root": root_of(self.request)}
        rows = PartnerSerializer(page.rows, many=True, context=context).data
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
