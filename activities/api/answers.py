"""What every answer of the API shares: its language, its format, its headers, its documentation."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from activities.api.paging import Page
from activities.api.renderers import JSONRenderer, Negotiation
from activities.api.schema import AutoSchema
from activities.documents import root_of
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


def add_links(response: HttpResponseBase, links: Iterable[tuple[str, ...]]) -> None:
    """Add `Link` headers (RFC 8288); a link is an address, a relation and, if need be, a media type."""
    said = [
        "; ".join([f"<{url}>", *(f'{name}="{word}"' for name, word in zip(("rel", "type"), words, strict=False))])
        for url, *words in links
    ]
    if said:
        response.headers["Link"] = ", ".join(filter(None, [response.headers.get("Link"), *said]))


class AnswerViewSet(ViewSet):
    """A part of the API: it reads its parameters, answers in one language, and says when nothing is new."""

    http_method_names = ["get", "head", "options"]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = Negotiation
    schema = AutoSchema()

    @property
    def own(self) -> dict[str, Parameter]:
        """The parameters of every answer."""
        formats = [str(renderer.format) for renderer in self.get_renderers()]
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
        """Render at once, in the language of the answer."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Content-Language"] = self.language
        patch_vary_headers(response, ["Accept", "Accept-Language", "Accept-Encoding"])
        if isinstance(response, Response):
            response.render()
        return response


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

    def listing(self, page: Page, rows: Any, count: int, meta: dict[str, Any], **more: Any) -> Response:
        """The envelope of a list, with the same links in its headers (RFC 8288)."""
        links = {way: url for url, way in self.ways(page)}
        response = Response(
            {
                "count": count,
                "next": links.get("next"),
                "previous": links.get("prev"),
                "results": rows,
                **more,
                "meta": meta,
            }
        )
        add_links(response, self.ways(page))
        return response

    def ways(self, page: Page) -> list[tuple[str, str]]:
        """The links to the pages beside a page, as (address, relation)."""
        cursors = {"next": page.next, "prev": page.previous}
        return [(self.with_cursor(cursor), way) for way, cursor in cursors.items() if cursor]

    def with_cursor(self, cursor: str) -> str:
        """The address of this list at another cursor."""
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        return f"{root_of(self.request)}{self.request.path}?{query.urlencode(safe=',:')}"
