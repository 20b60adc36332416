"""The addresses of the API, version 1, in reading order."""

from typing import Any

from django.urls import URLPattern, path

from activities.api import viewsets
from activities.api.attendance import AttendanceViewSet
from activities.api.changes import ChangesViewSet
from activities.api.exports import ExportViewSet, FileViewSet
from activities.api.gaps import GapsViewSet
from activities.api.root import DocsView, RootViewSet, SchemaView
from activities.api.search import SearchViewSet, SuggestViewSet

app_name = "api"


def listing(address: str, viewset: Any, noun: str) -> URLPattern:
    """The address of a list."""
    return path(address, viewset.as_view({"get": "list"}, basename=noun), name=f"{noun}-list")


def record(address: str, viewset: Any, noun: str) -> URLPattern:
    """The address of one record."""
    return path(address, viewset.as_view({"get": "retrieve"}, basename=noun, detail=True), name=f"{noun}-detail")


def noun(address: str, viewset: Any, named: str = "<str:slug>") -> list[URLPattern]:
    """The addresses of a noun: its list, and each record."""
    return [
        listing(f"{address}/", viewset, viewset.noun),
        record(f"{address}/{named}/", viewset, viewset.noun),
    ]


urlpatterns = [
    path("", RootViewSet.as_view({"get": "list"}, basename="root"), name="root"),
    *noun("events", viewsets.EventViewSet),
    *noun("organizations", viewsets.OrganizationViewSet),
    path(
        "organizations/<str:slug>/partners/",
        viewsets.OrganizationViewSet.as_view({"get": "partners"}, basename="organization", detail=True),
        name="organization-partners",
    ),
    *noun("people", viewsets.PersonViewSet),
    *noun("programs", viewsets.ProgramViewSet),
    *noun("articles", viewsets.ArticleViewSet),
    *noun("places", viewsets.PlaceViewSet),
    *noun("terms", viewsets.TermViewSet, "<str:scheme>/<str:code>"),
    *noun("memberships", viewsets.MembershipViewSet, "<str:public_id>"),
    *noun("citations", viewsets.CitationViewSet, "<str:public_id>"),
    listing("search/", SearchViewSet, "search"),
    listing("search/suggest/", SuggestViewSet, "suggest"),
    listing("stats/attendance/", AttendanceViewSet, "attendance"),
    listing("gaps/", GapsViewSet, "gaps"),
    listing("changes/", ChangesViewSet, "changes"),
    listing("export/", ExportViewSet, "export"),
    path("export/<str:name>", FileViewSet.as_view({"get": "retrieve"}, basename="export"), name="export-file"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(url_name="api:schema"), name="docs"),
]
