import json
import sqlite3
from urllib.parse import unquote

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path
from hypothesis import given
from hypothesis import strategies as st

from activities import border
from iomcatalog import urls as root

RAISED = {
    "broken": ZeroDivisionError("a secret of ours"),
    "forbidden": PermissionDenied("a secret of ours"),
    "gone": OperationalError("server closed the connection unexpectedly"),
    "missing": Http404("a secret of ours"),
    "suspicious": SuspiciousOperation("a secret of ours"),
}
BY_NAME = {"broken": 500, "forbidden": 403, "gone": 503, "missing": 404, "suspicious": 400}


def fail(request: HttpRequest, name: str) -> HttpResponse:
    raise RAISED[name]


def echo(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"query": request.GET.dict(), "form": request.POST.dict(), "files": list(request.FILES)})


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={"Cache-Control": "public, max-age=60"})


def feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(content_type="application/atom+xml; charset=utf-8")


# The catalogue's own addresses, and some at which a test decides what happens.
probes = [path("echo/", echo), path("private/", private), path("feed/", feed), path("fail/<name>/", fail)]
urlpatterns = [path("", include(probes)), path("api/probe/", include(probes)), *root.urlpatterns]
handler400, handler403 = root.handler400, root.handler403
handler404, handler500 = root.handler404, root.handler500

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def raw(client: Client, address: str, **extra):
    """Ask for an address as it stands, without the tidying of the test client."""
    where, _, query = address.partition("?")
    return client.generic("GET", where, QUERY_STRING=query.encode().decode("latin-1"), **extra)


# Problem documents --------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "status"), BY_NAME.items())
def test_problem_is_a_document_for_programs(client, name, status):
    answer = client.get(f"/api/probe/fail/{name}/")
    said = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert set(said) == {"type", "title", "status", "detail", "instance"}
    assert (said["status"], said["instance"]) == (status, f"/api/probe/fail/{name}/")
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize(("name", "status"), BY_NAME.items())
def test_problem_is_a_page_for_people(client, name, status):
    answer = client.get(f"/fail/{name}/")
    text = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert "<h1>" in text
    assert "secret" not in text


def test_problem_speaks_the_language_of_the_page(client):
    assert 'lang="es"' in client.get("/es/no/such/page/").content.decode()


def test_problem_lists_errors_by_name():
    request = RequestFactory().get("/api/v1/events/")
    errors = [{"name": "year", "value": "\ud800", "detail": "Not a year.", "did_you_mean": None}]
    answer = border.problem(request, 400, "One parameter is wrong.", title="Bad", errors=errors)
    assert json.loads(answer.content) == {
        "type": "about:blank",
        "title": "Bad",
        "status": 400,
        "detail": "One parameter is wrong.",
        "instance": "/api/v1/events/",
        "errors": errors,
    }


@pytest.mark.parametrize("status", [405, 406, 415, 418])
def test_problem_finds_words_for_every_status(status):
    said = json.loads(border.problem(RequestFactory().get("/api/"), status).content)
    assert said["title"]
    assert said["detail"]


def test_problem_escapes_what_it_quotes():
    answer = border.problem(RequestFactory().get("/"), 404, "<script>alert(1)</script>")
    assert b"<script>" not in answer.content


def test_problem_needs_no_template(settings):
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [], "APP_DIRS": False}]
    answer = border.problem(RequestFactory().get("/"), 500, "Nothing <here>.")
    assert answer.content == b"<!doctype html><title>500</title><p>Nothing &lt;here&gt;.</p>"


def test_csrf_failure_is_a_page_of_ours(client):
    answer = Client(enforce_csrf_checks=True).post("/echo/", {"name": "x"})
    assert (answer.status_code, b"reload the page" in answer.content) == (403, True)
    assert b"style=" not in answer.content


# A database that is away --------------------------------------------------------------------------


def test_outage_asks_to_come_again(client):
    assert client.get("/api/probe/fail/gone/")["Retry-After"] == "5"


def test_outage_in_a_middleware_is_an_outage_too():
    try:
        raise RAISED["gone"]
    except OperationalError:
        assert border.server_error(RequestFactory().get("/api/")).status_code == 503


def sqlite_error(code: int) -> OperationalError:
    cause = sqlite3.OperationalError("as SQLite says")
    cause.sqlite_errorcode = code
    error = OperationalError("as Django says")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OperationalError("canceling statement due to statement timeout"), True),
        (InterfaceError("connection already closed"), True),
        (sqlite_error(sqlite3.SQLITE_BUSY), True),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), True),
        (sqlite_error(sqlite3.SQLITE_ERROR), False),
        (DataError("integer out of range"), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_is_outage(error, expected):
    assert border.is_outage(error) is expected


# Headers ------------------------------------------------------------------------------------------

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
EVERYWHERE = [
    ("/livez", 200),
    ("/admin/login/", 200),
    ("/admin/", 302),
    ("/no/such/page/", 404),
    ("/no/such/page", 404),
    ("/echo", 301),
    ("/echo/?q=%00", 400),
    ("/fail/broken/", 500),
    ("/fail/gone/", 503),
    ("/api/v1/no/such/", 404),
    ("/api/probe/echo/", 200),
    ("/api/probe/echo/?q=%00", 400),
    ("/api/probe/fail/broken/", 500),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), EVERYWHERE)
def test_headers_are_on_every_answer(client, address, status):
    answer = raw(client, address)
    assert answer.status_code == status
    assert {name: answer[name] for name in SAFE} == SAFE
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    is_api = address.startswith("/api/")
    assert answer["Cross-Origin-Resource-Policy"] == ("cross-origin" if is_api else "same-origin")
    assert answer.get("Access-Control-Allow-Origin") == ("*" if is_api else None)
    assert "Access-Control-Allow-Credentials" not in answer


def test_headers_are_on_an_answer_to_a_wrong_host(client):
    answer = client.get("/echo/", HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert {name: answer[name] for name in SAFE} == SAFE
    assert "Content-Security-Policy" in answer


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=60)
def test_headers_are_on_the_redirect_to_tls_and_behind_it(client):
    moved, served = client.get("/echo/"), client.get("/echo/", secure=True)
    assert (moved.status_code, moved["Location"]) == (301, "https://testserver/echo/")
    assert {name: moved[name] for name in SAFE} == SAFE
    assert served["Strict-Transport-Security"].startswith("max-age=60")


@override_settings(SECURE_SSL_REDIRECT=True)
def test_health_is_asked_without_tls(client):
    assert client.get("/livez").status_code == 200


def test_feeds_may_be_read_from_elsewhere(client):
    assert client.get("/feed/")["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_origins_may_read_only(client, method):
    assert "Access-Control-Allow-Origin" not in client.generic(method, "/api/probe/echo/")


def test_preflight_allows_conditional_reads(client):
    asked = {"HTTP_ORIGIN": "https://notebook.example", "HTTP_ACCESS_CONTROL_REQUEST_METHOD": "GET"}
    answer = client.options("/api/v1/events/", **asked)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (204, "*")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
    assert "Content-Security-Policy" in answer


@pytest.mark.django_db
def test_what_staff_are_shown_is_kept_nowhere(client):
    assert client.get("/private/")["Cache-Control"] == "public, max-age=60"
    client.force_login(get_user_model().objects.create_user("editor"))
    assert client.get("/private/")["Cache-Control"] == "private, no-store"
    assert client.get("/api/probe/private/")["Cache-Control"] == "public, max-age=60"


def test_the_door_of_the_admin_is_kept_nowhere(client):
    assert client.get("/admin/login/")["Cache-Control"] == "private, no-store"


# What may come in ---------------------------------------------------------------------------------

CONTROL = ["%00", "%01", "%08", "%0A", "%0D%0ASet-Cookie:x=1", "%1F", "%7F", "%C2%80", "%C2%9F", "%EF%BF%BF"]
NOT_UTF8 = ["%FF", "%F0%28%8C%28", "%C0%80", "%ED%A0%80", "%80", "%E2%28"]
FINE = ["gesti%C3%B3n", "gestión", "%25_%5C", "a+OR+%22b", "%F0%9F%98%80", "NEAR(", "%E2%80%AF", "<script>"]


@pytest.mark.parametrize("text", CONTROL + NOT_UTF8)
@pytest.mark.parametrize("address", ["/echo/?q=a{}b", "/echo/?{}=1", "/echo/?a=1&q={}", "/a{}b/", "/{}"])
@pytest.mark.parametrize("prefix", ["", "/api/probe", "/es"])
def test_guard_refuses_in_path_and_query(client, prefix, address, text):
    answer = raw(client, prefix + address.format(text))
    assert answer.status_code == 400
    assert "Location" not in answer
    assert answer["Content-Type"].startswith("application/problem+json" if "api" in prefix else "text/html")


@pytest.mark.parametrize("text", FINE)
def test_guard_lets_honest_queries_through(client, text):
    assert raw(client, f"/echo/?q={text}").status_code == 200


def test_guard_names_the_parameter(client):
    said = raw(client, "/api/probe/echo/?year=2019&q=a%00b").json()
    assert said["detail"] == "“q” holds a character that no text may hold."
    assert said["errors"] == [{"name": "q", "value": None, "detail": said["detail"], "did_you_mean": None}]


def test_guard_shows_a_wrong_name_without_its_wrong_letters(client):
    said = raw(client, "/api/probe/echo/?%00%FFq=1").json()
    assert [error["name"] for error in said["errors"]] == ["\ufffd\ufffdq"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/echo/?q=" + "x" * (border.QUERY_BYTES - 2), 200),
        ("/echo/?q=" + "x" * (border.QUERY_BYTES - 1), 400),
        ("/" + "x" * (border.PATH_BYTES - 2) + "/", 404),
        ("/" + "x" * (border.PATH_BYTES - 1) + "/", 400),
    ],
)
def test_guard_bounds_the_length_of_an_address(client, address, status):
    assert raw(client, address).status_code == status


@pytest.mark.parametrize("address", ["/echo/%2500/", "/static/%252e%252e/manage.py"])
def test_guard_refuses_what_is_encoded_twice(client, address):
    assert raw(client, address).status_code == 400


@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "//evil.example", "/%2F/evil.example", "/\\evil.example", "/es//evil.example/"],
)
def test_no_address_leads_elsewhere(client, address):
    # The test client takes what follows two slashes for a host and drops it; a server does not.
    answer = raw(client, address, PATH_INFO=unquote(address))
    assert answer.status_code == 404
    assert "Location" not in answer


@pytest.mark.parametrize(
    "address", ["/static/%2e%2e/manage.py", "/static/../manage.py", "/.git/config", "/var/secret_key"]
)
def test_no_address_serves_our_files(client, address):
    assert raw(client, address).status_code == 404


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "other"])
def test_guard_refuses_in_cookies(client, name):
    assert client.get("/echo/", HTTP_COOKIE=f'{name}="\\000abcdefgh"').status_code == 400


@pytest.mark.parametrize("body", ["title=a%00b", "a%00b=1", "title=%ED%A0%80", "title=%FF", "a=1&title=%0B"])
def test_guard_refuses_in_forms(client, body):
    answer = client.generic("POST", "/echo/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


@pytest.mark.parametrize("field", [{"title": "a\x00b"}, {"a\x07b": "1"}, {"title": ["fine", "a\x0cb"]}])
def test_guard_refuses_in_forms_with_files(client, field):
    assert client.post("/echo/", field).status_code == 400


def test_guard_leaves_lines_and_files_alone(client):
    document = SimpleUploadedFile("release.bin", b"\x00\xff\x07")
    answer = client.post("/echo/", {"summary": "one\r\n\ttwo\u0085", "document": document})
    assert answer.json() == {"query": {}, "form": {"summary": "one\r\n\ttwo\u0085"}, "files": ["document"]}


def test_a_form_may_hold_a_record_with_many_rows(client):
    assert len(client.post("/echo/", {f"row-{number}": "x" for number in range(5_000)}).json()["form"]) == 5_000


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 200),
        ('{"title": "gestión\\n", "parts": [{"a": null}, 1.5, true]}', 200),
        (nested(border.JSON_LEVELS), 200),
        (nested(border.JSON_LEVELS + 2), 400),
        (nested(5_000), 400),
        (nested(200_000), 400),
        ('{"title": "a\\u0000b"}', 400),
        ('{"title": "\\ud800"}', 400),
        ('{"parts": [{"deep": ["\\udc00"]}]}', 400),
        ('{"a\\u0000b": 1}', 400),
        ('{"title": ', 400),
        ("9" * 5_000, 400),
        (b'{"title": "\xff"}', 400),
    ],
)
@pytest.mark.parametrize("kind", ["application/json", "application/ld+json"])
def test_guard_reads_json(client, kind, body, status):
    assert client.generic("POST", "/api/probe/echo/", body, content_type=kind).status_code == status


def test_guard_bounds_the_length_of_a_body(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    body = json.dumps("x" * 1_000)
    answer = client.generic("POST", "/api/probe/echo/", body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


class Broken:
    def read(self, *_: object) -> bytes:
        raise OSError("the client went away")

    readline = read


def test_guard_survives_a_body_that_breaks_off(client):
    extra = {"wsgi.input": Broken(), "CONTENT_LENGTH": "10", "CONTENT_TYPE": "application/json"}
    answer = client.generic("POST", "/api/probe/echo/", **extra)
    assert answer.status_code == 400


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=4))
def test_guard_answers_any_text(fields):
    answer = Client().post("/api/probe/echo/", json.dumps(fields), content_type="application/json")
    is_fine = not any(border.IN_TEXT.search(text) for pair in fields.items() for text in pair)
    assert answer.status_code == (200 if is_fine else 400)


# Who is asking ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "", "192.0.2.1"),
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (3, "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (1, "", "192.0.2.1"),
        (1, "x'; --", "192.0.2.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_client_address(settings, proxies, forwarded, expected):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert border.client_address(request) == expected


@pytest.mark.django_db
def test_the_door_closes_after_ten_wrong_passwords(client, settings):
    settings.AXES_ENABLED = True
    get_user_model().objects.create_user("editor", password="right", is_staff=True)
    wrong = [client.post("/admin/login/", {"username": "editor", "password": str(n)}) for n in range(10)]
    assert [answer.status_code for answer in wrong] == [200] * 9 + [429]
    right = client.post("/admin/login/", {"username": "editor", "password": "right"})
    assert (right.status_code, right["Retry-After"]) == (429, "900")
    other = client.post("/admin/login/", {"username": "editor", "password": "right"}, REMOTE_ADDR="192.0.2.9")
    assert other.status_code == 302
