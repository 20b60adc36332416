"""Bytes out of faces, and the choice of a format. JSON is the first of the formats."""

from collections.abc import Iterable
from typing import Any

import orjson
from django.utils.translation import gettext as _
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from activities.filters import QuestionError, Refusal, nearest


class JSONRenderer(BaseRenderer):
    """JSON in UTF-8."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=str)


class Negotiation(DefaultContentNegotiation):
    """The format by `format=`, which is refused by name when there is no such, then by `Accept`."""

    def filter_renderers(self, renderers: Iterable[Any], format: str) -> list[Any]:  # noqa: A002
        renderers = list(renderers)
        chosen = [renderer for renderer in renderers if renderer.format == format]
        if not chosen:
            known = [renderer.format for renderer in renderers]
            detail = _("It must be one of: %s.") % ", ".join(known)
            raise QuestionError([Refusal("format", format, detail, nearest(format, known))])
        return chosen
