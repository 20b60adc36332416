"""A constant answer of 20 kB from Django without middleware, and from bare WSGI: what a request costs at least."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = b'{"constant": "' + b"x" * 20_000 + b'"}'


def constant(request: HttpRequest) -> HttpResponse:
    """Answer always the same."""
    return HttpResponse(BODY, content_type="application/json")


urlpatterns = [path("", constant)]

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="of no use", MIDDLEWARE=[])  # noqa: S106
django = get_wsgi_application()


def bare(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The same without Django."""
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(BODY)))])
    return [BODY]
