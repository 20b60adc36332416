"""The whole catalogue as files: the list of them, the files themselves, and the data set described (DCAT 3)."""

import hashlib
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import exceptions, serializers
from rest_framework.response import Response

from activities.api.answers import AnswerViewSet
from activities.api.renderers import JSONRenderer, Negotiation
from activities.api.schema import PROBLEM, REFUSALS, UNCHANGED, AutoSchema, refusal
from activities.documents import HEADINGS, root_of
from activities.faces import dumps
from activities.faces.dumps import Dump, File
from activities.faces.export import WRITERS
from activities.faces.formats import FORMATS
from activities.faces.formats.base import LICENSE
from activities.faces.lines import NOUNS
from activities.filters import Parameter

DESCRIPTION = "catalogue.jsonld"
NAMES = [f"{name}.{ending}" for name in NOUNS for ending in WRITERS]


class BeingWritten(exceptions.APIException):
    """The files of a large catalogue are on their way."""

    status_code = 503
    wait = 120  # seconds


def current() -> Dump:
    """The dump to serve; raises `BeingWritten` while there is none."""
    dump = dumps.current()
    if dump is None:
        raise BeingWritten(_("The files are being written. Please try again in a few minutes."))
    return dump


class FileSerializer(serializers.Serializer[Any]):
    """A file of the export."""

    name = serializers.CharField()
    noun = serializers.CharField(help_text="What it holds.")
    url = serializers.URLField()
    media_type = serializers.CharField()
    records = serializers.IntegerField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()


class ExportSerializer(serializers.Serializer[Any]):
    """The files that hold everything public, in both languages."""

    version = serializers.IntegerField(help_text="The version of the catalogue that they hold.")
    changed_at = serializers.DateTimeField(help_text="When the catalogue last changed before they were written.")
    license = serializers.URLField()
    description = serializers.URLField(help_text="The same in DCAT 3.")
    files = FileSerializer(many=True)


class Tagged(AnswerViewSet):
    """An answer out of the dump, which may be older than the catalogue: it has an ETag of its own."""

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
            response.headers["Cache-Control"] = "public, no-cache"
        if response.status_code != HTTPStatus.OK or response.streaming:
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()}"'
        response.headers["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response)


class ExportViewSet(Tagged):
    """The files that hold everything public."""

    def answer(self) -> Any:
        return ExportSerializer()

    def list(self, request: Any) -> Response:
        """The files with their sizes and sums."""
        self.read()
        dump, root = current(), root_of(self.request)
        return Response(
            {
                "version": dump.version,
                "changed_at": moment_of(dump),
                "license": LICENSE,
                "description": root + reverse("api:export-file", args=[DESCRIPTION]),
                "files": [
                    {
                        "name": file.name,
                        "noun": file.noun,
                        "url": address(file, root),
                        "media_type": file.media_type,
                        "records": file.records,
                        "size": file.size,
                        "sha256": file.sha256,
                    }
                    for file in dump.files.values()
                ],
            }
        )


def address(file: File, root: str) -> str:
    """Where a file is served."""
    return root + reverse("api:export-file", args=[file.name])


class AsItIs(Negotiation):
    """A file has one format, whatever is asked for."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type


class FileSchema(AutoSchema):
    """An address that answers with one of several files."""

    def get_override_parameters(self) -> list[Any]:
        names = [*NAMES, DESCRIPTION]
        return [OpenApiParameter("name", str, OpenApiParameter.PATH, enum=names, description="The file.")]

    def get_response_serializers(self) -> Any:
        types = [FORMATS[ending].media_type for ending in WRITERS]
        files: dict[Any, Any] = {(200, one): OpenApiResponse(OpenApiTypes.BINARY, "The file.") for one in types}
        described = {(200, JSONLDRenderer.media_type): OpenApiResponse(OpenApiTypes.OBJECT, "The data set in DCAT 3.")}
        return {**files, **described, 304: UNCHANGED, (404, PROBLEM): refusal("There is no such file."), **REFUSALS}


class JSONLDRenderer(JSONRenderer):
    """JSON-LD in UTF-8."""

    media_type = "application/ld+json"
    format = "jsonld"


class FileViewSet(Tagged):
    """One file of the export, or the description of all."""

    renderer_classes = [JSONLDRenderer]
    content_negotiation_class = AsItIs
    schema = FileSchema()

    def parameters(self) -> Mapping[str, Parameter]:
        return {}

    def retrieve(self, request: Any, name: str) -> HttpResponseBase:
        """A table or lines of everything public of a noun; or the data set described in DCAT 3 (JSON-LD)."""
        self.read()
        if name == DESCRIPTION:
            return Response(description(current(), root_of(self.request)), content_type=JSONLDRenderer.media_type)
        if name not in NAMES:
            raise Http404(_("There is no such file."))
        dump = current()
        file = dump.files[name]
        unchanged = get_conditional_response(request, etag=tag(file))
        return unchanged or self.file(dump, file)

    def file(self, dump: Dump, file: File) -> HttpResponseBase:
        """A file as it was written, known by its sum."""
        try:
            stream = (dump.folder / file.name).open("rb")
        except FileNotFoundError as error:  # written anew twice while we looked
            raise BeingWritten(_("The files are being written. Please try again in a few minutes.")) from error
        content_type = FORMATS[file.name.rpartition(".")[2]].content_type
        response = FileResponse(stream, as_attachment=True, filename=file.name, content_type=content_type)
        response.headers["Last-Modified"] = http_date(dump.changed_at.timestamp())
        response.headers["ETag"] = tag(file)
        return response


def tag(file: File) -> str:
    """The strong ETag of a file."""
    return f'"{file.sha256}"'


# The data set --------------------------------------------------------------------------------------

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
# The languages of the European Union's vocabulary, as DCAT-AP asks.
TONGUES = {
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
    "es": "http://publications.europa.eu/resource/authority/language/SPA",
}


def description(dump: Dump, root: str) -> dict[str, Any]:
    """The data set and its files in DCAT 3 (w3.org/TR/vocab-dcat-3), as JSON-LD."""
    address_of_all = root + reverse("api:export-list")
    with override(settings.LANGUAGES[0][0]):
        home = reverse("activities:home")
    return {
        "@context": CONTEXT,
        "@id": f"{address_of_all}#dataset",
        "@type": "dcat:Dataset",
        "dct:title": in_words(lambda: _("Catalogue of migration-governance activities")),
        "dct:description": in_words(
            lambda: _("Everything published in the catalogue, record by record, in English and Spanish.")
        ),
        "dct:language": [{"@id": TONGUES[code]} for code, _name in settings.LANGUAGES],
        "dct:license": {"@id": LICENSE},
        "dct:modified": moment(dump),
        "dcat:version": str(dump.version),
        "dcat:landingPage": {"@id": root + home},
        "dcat:distribution": [distribution(dump, file, root) for file in dump.files.values()],
    }


def distribution(dump: Dump, file: File, root: str) -> dict[str, Any]:
    """One file of the data set."""
    url = address(file, root)
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": in_words(lambda: f"{HEADINGS[file.noun]} ({file.name.rpartition('.')[2].upper()})"),
        "dct:license": {"@id": LICENSE},
        "dct:modified": moment(dump),
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
        "dcat:mediaType": {"@id": MEDIA_TYPES + file.media_type},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": SHA256},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": file.sha256},
        },
    }


def moment(dump: Dump) -> dict[str, str]:
    """When the catalogue last changed before the dump was written."""
    return {"@type": "xsd:dateTime", "@value": moment_of(dump)}


def moment_of(dump: Dump) -> str:
    """The same as text, in UTC."""
    return str(serializers.DateTimeField().to_representation(dump.changed_at))


def in_words(say: Callable[[], str]) -> list[dict[str, str]]:
    """Words in every language."""
    return [worded(say, code) for code, _name in settings.LANGUAGES]


def worded(say: Callable[[], str], code: str) -> dict[str, str]:
    """Words in one language."""
    with override(code):
        return {"@language": code, "@value": say()}
