"""What the API says when it cannot answer: always a problem document (RFC 9457)."""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponse
from rest_framework import exceptions

from activities.border import problem
from activities.filters import QuestionError


class Withdrawn(exceptions.APIException):
    """The record was public once and is no more; the detail is the reason."""

    status_code = 410


def exception_handler(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The problem document for an error that the API expects; None for any other, which is a fault of ours."""
    request = context["request"]
    if isinstance(error, QuestionError):
        return problem(request, 400, str(error), errors=[asdict(refusal) for refusal in error.errors])
    if isinstance(error, Http404):
        error = exceptions.NotFound(*error.args)
    if isinstance(error, exceptions.APIException):
        return problem(request, error.status_code, str(error.detail), headers=headers(error))
    return None


def headers(error: exceptions.APIException) -> dict[str, str]:
    """When a throttled caller may come again."""
    wait = getattr(error, "wait", None)
    return {"Retry-After": str(int(wait) + 1)} if wait is not None else {}
