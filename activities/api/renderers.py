"""JSON out of faces, and the choice among the formats of an answer."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import orjson
from django.http.request import MediaType
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from activities.faces.formats import Format
from activities.filters import QuestionError, Refusal, nearest


class JSONRenderer(BaseRenderer):
    """JSON in UTF-8."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=str)


class FormatRenderer(BaseRenderer):
    """Another format, to be chosen; what is written in it is written by the format itself, while it is sent."""

    def __init__(self, made: Format) -> None:
        self.made, self.format, self.media_type = made, made.name, made.media_type


class Negotiation(DefaultContentNegotiation):
    """The format by `format=`, which is refused by name when there is no such; else by `Accept`, JSON before others."""

    def select_renderer(
        self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None
    ) -> tuple[Any, str]:
        renderers = list(renderers)
        if asked := request.query_params.get("format"):
            chosen = self.filter_renderers(renderers, asked)[0]
        else:
            chosen = preferred(request.headers.get("Accept", ""), renderers)
        return chosen, chosen.media_type

    def filter_renderers(self, renderers: Iterable[Any], format: str) -> list[Any]:  # noqa: A002
        renderers = list(renderers)
        chosen = [renderer for renderer in renderers if renderer.format == format]
        if not chosen:
            known = [renderer.format for renderer in renderers]
            detail = _("It must be one of: %s.") % ", ".join(known)
            raise QuestionError([Refusal("format", format, detail, nearest(format, known))])
        return chosen


def preferred(header: str, renderers: Sequence[Any]) -> Any:
    """The format that an `Accept` header wants most, the first of those it wants alike; raises `NotAcceptable`."""
    accepted = list(ranges(header.strip() or "*/*"))
    offered = [one for one in renderers if getattr(one, "made", None) is None or one.made.has_own_type]
    best = max(offered, key=lambda one: quality(one.media_type, accepted))
    if not quality(best.media_type, accepted):
        raise NotAcceptable(_("There is no such format. There are: %s.") % ", ".join(one.media_type for one in offered))
    return best


def ranges(header: str) -> Iterator[MediaType]:
    """The media ranges of an `Accept` header; one that cannot be read is passed over."""
    for part in header.split(","):
        with suppress(ValueError):
            yield MediaType(part)


def quality(media_type: str, accepted: list[MediaType]) -> float:
    """How much a media type is wanted, from 0 to 1: as the most specific range says that it fits (RFC 9110, 12.5.1)."""
    fitting = [one for one in accepted if one.match(media_type)]
    return max(fitting, key=lambda one: one.specificity).quality if fitting else 0
