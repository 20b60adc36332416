"""What may come in and what goes out, whatever the address.

Coming in: no text that a database, a feed or a log cannot hold gets past `GuardMiddleware`.
Going out: `HeadersMiddleware` puts the same safe headers on every answer, and `problem` says what
went wrong, to programs as a problem document (RFC 9457) and to people as a page.
"""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.template.loader import select_template
from django.utils.html import escape
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities import memory
from activities.models import Catalogue

Respond = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger(__name__)

API_ROOT = "/api/"
ADMIN_ROOT = "/admin/"
FEED_TYPES = {"application/atom+xml", "text/calendar"}
READS = {"GET", "HEAD", "OPTIONS"}
RETRY_AFTER_SECONDS = 5

PATH_BYTES = 2_000
QUERY_BYTES = 8_000
JSON_LEVELS = 50

# Control characters, halves of surrogate pairs and the two noncharacters that XML forbids. Line
# breaks and tabs are control characters in an address and ordinary white space in a text.
IN_ADDRESS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
IN_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Django puts bytes that are not UTF-8 back into the path as percent signs. No address of ours
# holds a percent sign, so one that is still there was such a byte, or was encoded twice.
LEFT_ENCODED = re.compile("%[0-9A-Fa-f]{2}")


# Going out: words for what went wrong -------------------------------------------------------------

TITLES = {
    400: gettext_lazy("The request cannot be answered"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    410: gettext_lazy("Withdrawn"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something went wrong"),
    503: gettext_lazy("Not available just now"),
}


def problem(
    request: HttpRequest,
    status: int,
    detail: str = "",
    *,
    title: str = "",
    errors: Iterable[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Say what went wrong: a problem document (RFC 9457) under `/api/`, a page elsewhere.

    `detail` is a sentence for the reader, `errors` the faults one by one as
    `{name, value, detail, did_you_mean}`, `name` being the parameter or field. `title` is the
    status in words and seldom needs to be given.
    """
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": title or str(TITLES.get(status, HTTPStatus(status).phrase)),
        "status": status,
        "detail": detail or HTTPStatus(status).description,
        "instance": quote(request.path[:PATH_BYTES], safe="/%", errors="replace"),
    }
    listed = [dict(error) for error in errors]
    if listed:
        said["errors"] = listed
    answer = _document(said) if is_api(request) else _page(request, said)
    for name, value in (headers or {}).items():
        answer.headers[name] = value
    return answer


def _document(said: Mapping[str, Any]) -> HttpResponse:
    # ASCII only: whatever an error quotes, it can be sent.
    return HttpResponse(
        json.dumps(said, default=str),
        status=said["status"],
        content_type="application/problem+json",
    )


def _page(request: HttpRequest, said: Mapping[str, Any]) -> HttpResponse:
    status = said["status"]
    # A page that reports a failure of the server must not ask that server for anything.
    asked = None if status >= HTTPStatus.INTERNAL_SERVER_ERROR else request
    try:
        html = select_template([f"{status}.html", "error.html"]).render({"problem": said}, asked)
    except Exception:
        log.exception("The page that says what went wrong went wrong itself.")
        html = f"<!doctype html><title>{status}</title><p>{escape(said['detail'])}</p>"
    return HttpResponse(html, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django itself refused to read (`handler400`)."""
    return problem(request, 400, _("The request cannot be read as it was sent."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody who may not do what they asked (`handler403`)."""
    return problem(request, 403, _("Your account may not do this."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came from elsewhere, or whose page was open too long."""
    return problem(request, 403, _("This form is no longer valid. Go back, reload the page and send it again."))


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """Answer somebody who has tried too many passwords (`AXES_LOCKOUT_CALLABLE`)."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    return problem(
        request,
        429,
        _("Too many wrong passwords. Please try again in %d minutes.") % (seconds // 60),
        headers={"Retry-After": str(seconds)},
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere (`handler404`)."""
    return problem(request, 404, _("Nothing is published at this address."))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the fault is ours (`handler500`), or when the database is away."""
    if is_outage(sys.exc_info()[1]):
        return _unavailable(request)
    return problem(request, 500, _("The fault is ours, not yours. It has been recorded."))


def is_outage(error: BaseException | None) -> bool:
    """Tell a database that cannot answer now (stopped, locked, too slow) from a wrong statement.

    SQLite reports both as OperationalError and tells them apart by its code only.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    code: int | None = getattr(error.__cause__, "sqlite_errorcode", None)
    return code is None or code & 0xFF != _SQLITE_ERROR


_SQLITE_ERROR = 1  # https://www.sqlite.org/rescode.html#error: "SQL error or missing database"


def _unavailable(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        503,
        _("The catalogue cannot answer just now. Please try again in a moment."),
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
    )


class OutageMiddleware:
    """Answer 503, not 500, when the database is away or a question outruns its time."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return _unavailable(request) if is_outage(exception) else None


# Going out: headers -------------------------------------------------------------------------------


class HeadersMiddleware:
    """Put the headers that keep a reader safe on every answer, of every status, from every layer.

    The content security policy is django-csp's, from settings; HSTS is Django's, behind TLS.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = _preflight() if _is_preflight(request) else self.get_response(request)
        for name, value in _safe_headers().items():
            answer.headers.setdefault(name, value)
        is_open = is_api(request) or answer.headers.get("Content-Type", "").split(";")[0] in FEED_TYPES
        if is_open:
            answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if is_api(request) and request.method in READS:
            for name, value in CORS.items():
                answer.headers[name] = value
        if not is_open and _is_private(request):
            answer.headers["Cache-Control"] = "private, no-store"
        return answer


CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Last-Modified, Link, Retry-After",
}


def _safe_headers() -> dict[str, str]:
    return {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    }


def is_api(request: HttpRequest) -> bool:
    """Say whether a program is being answered, by the address alone."""
    return request.path_info.startswith(API_ROOT)


def _is_private(request: HttpRequest) -> bool:
    # Only staff have a session: whoever shows its cookie may be shown what others must not see.
    is_file = request.path_info.startswith(settings.STATIC_URL)
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.path_info.startswith(ADMIN_ROOT) or (has_session and not is_file)


def _is_preflight(request: HttpRequest) -> bool:
    asks = "Access-Control-Request-Method" in request.headers
    return request.method == "OPTIONS" and asks and is_api(request)


def _preflight() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
            "Access-Control-Allow-Headers": "Accept, Accept-Language, If-Modified-Since, If-None-Match",
            "Access-Control-Max-Age": "86400",
        },
    )


# Going out: what was answered before ---------------------------------------------------------------


class AnswersMiddleware:
    """Answer from memory what was asked before, and send nothing where nothing is new.

    All that is public follows from the catalogue as it stands: one look at its version tells whether an
    answer is still true. So the strong ETag is known before the answer is, and a kept answer is never stale.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_public_read(request):
            return self.get_response(request)
        catalogue = Catalogue.now()
        with memory.standing(catalogue):
            is_staff = settings.SESSION_COOKIE_NAME in request.COOKIES and not is_api(request)
            return self.get_response(request) if is_staff else self.answer(request, _tag(request, catalogue))

    def answer(self, request: HttpRequest, tag: str) -> HttpResponse:
        """The answer to somebody unknown; `tag` tells it from any other."""
        if tag in parse_etags(request.headers.get("If-None-Match", "")):
            return _fresh(request, HttpResponse(status=304), tag)
        known = memory.kept().get(tag)
        if known is not None:
            content, headers = known
            return HttpResponse(content, headers=headers)
        answer = self.get_response(request)
        if "ETag" in answer.headers:  # a file knows its own
            return answer
        if answer.status_code == HTTPStatus.OK and "no-store" not in answer.headers.get("Cache-Control", ""):
            _fresh(request, answer, tag)
            if request.method == "GET" and not answer.streaming and len(answer.content) <= KEPT_BYTES:
                memory.kept().set(tag, (answer.content, dict(answer.items())), memory.DAY)
        return answer


KEPT_BYTES = 200_000  # what is longer is not kept; settings say how many answers are


def _is_public_read(request: HttpRequest) -> bool:
    is_private = "Authorization" in request.headers or request.path_info.startswith(NEVER_KEPT)
    return request.method in {"GET", "HEAD"} and not is_private


ASKED = ("HTTP_HOST", "QUERY_STRING", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE")
NEVER_KEPT = (ADMIN_ROOT, settings.STATIC_URL, "/livez", "/readyz")


def _tag(request: HttpRequest, catalogue: Catalogue) -> str:
    """The strong ETag of an answer. Its secret keeps a client from claiming to hold what was never sent."""
    asked = [
        request.META.get(name, "") for name in ("HTTP_HOST", "QUERY_STRING", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE")
    ]
    return f'"{memory.key(settings.SECRET_KEY, catalogue.stamp, request.scheme, request.path_info, *asked)[:32]}"'


def _fresh(request: HttpRequest, answer: HttpResponse, tag: str) -> HttpResponse:
    """The answer with what lets others keep it, as long as they ask whether it is still true."""
    answer.headers["ETag"] = tag
    answer.headers.setdefault("Cache-Control", "public, no-cache")
    answer.headers["Vary"] = (
        "Accept, Accept-Language, Accept-Encoding" if is_api(request) else "Accept-Language, Cookie"
    )
    return answer


# Coming in ----------------------------------------------------------------------------------------


def client_address(request: HttpRequest) -> str:
    """Say from where a request comes, counted from our side as often as PROXIES says.

    What stands further left in X-Forwarded-For was written by the client and proves nothing.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    seen = hops[-settings.PROXIES :][0].strip() if settings.PROXIES else peer
    try:
        return str(ip_address(seen))
    except ValueError:
        return peer


@dataclass(frozen=True)
class Fault:
    """Why a request is refused; `name` is the parameter or field at fault, if there is one."""

    detail: str
    name: str = ""


class GuardMiddleware:
    """Refuse, with 400, text that cannot be stored or shown, before anything reads it.

    The query, the cookies and the fields of a form or of JSON are looked at; the content of files
    is the business of whoever reads them.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        fault = next(_faults(request), None)
        if fault is None:
            return self.get_response(request)
        # The value is not sent back: it is what cannot be shown.
        error = {"name": fault.name, "value": None, "detail": fault.detail, "did_you_mean": None}
        return problem(request, 400, fault.detail, errors=[error] if fault.name else [])


def _faults(request: HttpRequest) -> Iterator[Fault]:
    yield from _path_faults(request.path_info)
    yield from _query_faults(request.META.get("QUERY_STRING", ""))
    yield from _field_faults(request.COOKIES.items(), IN_ADDRESS)
    yield from _body_faults(request)


def _path_faults(path: str) -> Iterator[Fault]:
    if len(path.encode(errors="surrogatepass")) > PATH_BYTES:
        yield Fault(_("The path is longer than %d bytes.") % PATH_BYTES)
    if IN_ADDRESS.search(path):
        yield Fault(_("The path holds a control character."))
    if LEFT_ENCODED.search(path):
        yield Fault(_("The path holds bytes that are not UTF-8."))


def _query_faults(query: str) -> Iterator[Fault]:
    sent = query.encode("latin-1", errors="replace")  # as WSGI hands bytes over (PEP 3333)
    if len(sent) > QUERY_BYTES:
        yield Fault(_("The query is longer than %d bytes.") % QUERY_BYTES)
        return
    yield from _pair_faults(sent, IN_ADDRESS)


def _pair_faults(sent: bytes, forbidden: re.Pattern[str]) -> Iterator[Fault]:
    for pair in sent.split(b"&"):
        name, _equals, value = (unquote_to_bytes(part) for part in pair.partition(b"="))
        shown = name.decode(errors="replace")
        try:
            yield from _field_faults([(name.decode(), value.decode())], forbidden)
        except UnicodeDecodeError:
            yield Fault(_("“%s” holds bytes that are not UTF-8.") % _visible(shown), _visible(shown))


def _field_faults(fields: Iterable[tuple[str, object]], forbidden: re.Pattern[str]) -> Iterator[Fault]:
    for name, value in fields:
        if forbidden.search(name) or (isinstance(value, str) and forbidden.search(value)):
            shown = _visible(name)
            yield Fault(_("“%s” holds a character that no text may hold.") % shown, shown)


def _visible(name: str) -> str:
    return IN_ADDRESS.sub("\ufffd", name)[:100]


def _body_faults(request: HttpRequest) -> Iterator[Fault]:
    kind = request.content_type or ""
    try:
        if kind == "application/x-www-form-urlencoded":
            yield from _pair_faults(request.body, IN_TEXT)
        elif kind == "multipart/form-data":
            yield from _form_faults(request)
        elif kind == "application/json" or kind.endswith("+json"):
            yield from _json_faults(request.body)
    except UnreadablePostError:
        yield Fault(_("The request ended before its body did."))


def _form_faults(request: HttpRequest) -> Iterator[Fault]:
    for name, values in request.POST.lists():
        yield from _field_faults(((name, value) for value in values), IN_TEXT)


def _json_faults(body: bytes) -> Iterator[Fault]:
    if not body:
        return
    try:
        data = json.loads(body)
    except RecursionError:
        yield _too_deep()
    except ValueError as error:
        yield Fault(_("The body is not JSON: %s.") % error)
    else:
        yield from _value_faults(data)


def _value_faults(data: object) -> Iterator[Fault]:
    left: list[tuple[int, str, object]] = [(0, "body", data)]
    while left:
        level, name, value = left.pop()
        yield from _field_faults([(name, value)], IN_TEXT)
        inner = list(_inside(name, value))
        if inner and level == JSON_LEVELS:
            yield _too_deep()
            return
        left.extend((level + 1, key, item) for key, item in inner)


def _inside(name: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((name, item) for item in value)


def _too_deep() -> Fault:
    return Fault(_("The body is nested deeper than %d levels.") % JSON_LEVELS)
