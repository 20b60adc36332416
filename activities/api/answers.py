"""What every answer of the API shares: its language, its format, its headers, its documentation."""

import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from activities.api.paging import Page
from activities.api.renderers import JSONRenderer, Negotiation
from activities.api.schema import AutoSchema
from activities.filters import Parameter, Refused, Values, choice, read_all

PAGE_SIZE, MOST_ROWS = 20, 100
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def language_of(request: HttpRequest) -> str:
    """The language of the answer: `lang`, then the first of `Accept-Language` that we speak, then English."""
    if (asked := request.GET.get("lang")) in LANGUAGES:
        return str(asked)
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    spoken = (tag.split("-")[0] for tag, _weight in accepted)
    return next((code for code in spoken if code in LANGUAGES), LANGUAGES[0])


def root_of(request: Request) -> str:
    """The beginning of all addresses in an answer, such as https://host."""
    return f"{request.scheme}://{request.get_host()}"


class AnswerViewSet(ViewSet):
    """A part of the API: it reads its parameters, answers in one language, and says when nothing is new."""

    http_method_names = ["get", "head", "options"]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = Negotiation
    schema = AutoSchema()

    @property
    def own(self) -> dict[str, Parameter]:
        """The parameters of every answer."""
        formats = [renderer.format for renderer in self.renderer_classes]
        return {
            "lang": choice(LANGUAGES, "Language of the answer, before `Accept-Language`.", many=False),
            "format": choice(formats, "Format of the answer, before `Accept`.", many=False),
        }

    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters of this answer."""
        return self.own

    def answer(self) -> Any:
        """The answer as the schema documents it."""
        raise NotImplementedError

    def is_of_record(self) -> bool:
        """Whether the answer is about one record, which may be missing, moved or withdrawn."""
        return False

    def read(self) -> Values:
        """The values of the parameters; raises `QuestionError` for what cannot be answered."""
        return read_all(self.request.query_params, self.parameters())

    @property
    def language(self) -> str:
        return get_language() or LANGUAGES[0]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with override(language_of(request)):
            return super().dispatch(request, *args, **kwargs)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Render at once, in the language of the answer; send nothing where nothing is new.

        Only the strong ETag decides that: `Last-Modified` is the record's own, and a face may also change
        with a record it shows.
        """
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Content-Language"] = self.language
        patch_vary_headers(response, ["Accept", "Accept-Language", "Accept-Encoding"])
        if not isinstance(response, Response) or response.status_code != 200:  # noqa: PLR2004
            return response
        response.render()
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "public, no-cache"
        return get_conditional_response(request, etag=etag, response=response)


def read_page_size(text: str) -> int:
    """Read how many rows a page is to hold."""
    if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST_ROWS:  # noqa: PLR2004
        return int(text)
    raise Refused(_("A page holds 1 to %d rows.") % MOST_ROWS)


class ListViewSet(AnswerViewSet):
    """A list: so many rows, a page of them, and the ways to the pages beside it."""

    PAGING: ClassVar[Mapping[str, Parameter]] = {
        "page_size": Parameter(
            read_page_size,
            "Rows on a page.",
            many=False,
            schema={"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": PAGE_SIZE},
        ),
        "cursor": Parameter(str, "Where the page begins, as `next` and `previous` say.", many=False),
    }

    def listing(self, page: Page, rows: Any, count: int, meta: dict[str, Any]) -> Response:
        """The envelope of a list, with the same links in its headers (RFC 8288)."""
        ways = {"next": page.next, "prev": page.previous}
        links = {way: self.with_cursor(cursor) for way, cursor in ways.items() if cursor}
        return Response(
            {
                "count": count,
                "next": links.get("next"),
                "previous": links.get("prev"),
                "results": rows,
                "meta": meta,
            },
            headers={"Link": ", ".join(f'<{url}>; rel="{way}"' for way, url in links.items())} if links else None,
        )

    def with_cursor(self, cursor: str) -> str:
        """The address of this list at another cursor."""
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        return f"{root_of(self.request)}{self.request.path}?{query.urlencode(safe=',:')}"
