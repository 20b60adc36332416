"""The root of the API, its schema, and the schema as a page."""

from typing import Any

from csp.decorators import csp_update
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from drf_spectacular.renderers import OpenApiJsonRenderer2, OpenApiYamlRenderer2
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework import serializers
from rest_framework.response import Response

from activities.api.answers import AnswerViewSet
from activities.api.renderers import Negotiation
from activities.documents import root_of

VERSION = "1"
LICENSE = {
    "name": "Creative Commons Attribution 4.0 International",
    "identifier": "CC-BY-4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}
# What the root lists: the name of each part, and the name of its address.
PARTS = {
    "events": "event-list",
    "organizations": "organization-list",
    "people": "person-list",
    "programs": "program-list",
    "articles": "article-list",
    "places": "place-list",
    "terms": "term-list",
    "memberships": "membership-list",
    "citations": "citation-list",
    "search": "search-list",
    "search/suggest": "suggest-list",
    "stats/attendance": "attendance-list",
    "gaps": "gaps-list",
    "changes": "changes-list",
    "export": "export-list",
    "schema": "schema",
    "docs": "docs",
}


class LicenseSerializer(serializers.Serializer[Any]):
    """Under what terms the records may be used."""

    name = serializers.CharField()
    identifier = serializers.CharField(help_text="SPDX.")
    url = serializers.URLField()


class RootSerializer(serializers.Serializer[Any]):
    """What the API offers."""

    title = serializers.CharField()
    version = serializers.CharField()
    license = LicenseSerializer()
    attribution = serializers.CharField()
    resources = serializers.DictField(child=serializers.URLField())


class RootViewSet(AnswerViewSet):
    """What the API offers, and under what terms."""

    def answer(self) -> Any:
        return RootSerializer()

    def list(self, request: Any) -> Response:
        """The parts of the API with their addresses, and the licence."""
        self.read()
        root = root_of(self.request)
        return Response(
            {
                "title": _("Catalogue of migration-governance activities"),
                "version": VERSION,
                "license": LICENSE,
                "attribution": _("The articles' own texts belong to their publishers and are not part of the data."),
                "resources": {part: f"{root}{reverse(f'api:{name}')}" for part, name in PARTS.items()},
            }
        )


class SchemaView(SpectacularAPIView):
    """The OpenAPI document; JSON unless YAML is asked for."""

    renderer_classes = [OpenApiJsonRenderer2, OpenApiYamlRenderer2]
    content_negotiation_class = Negotiation


# Swagger's own styles need the one exception to the policy; the page holds no record and no form of ours.
@method_decorator(csp_update({"style-src": ["'self'", "'unsafe-inline'"]}), name="dispatch")
class DocsView(SpectacularSwaggerSplitView):
    """The schema as a page, served from here."""
