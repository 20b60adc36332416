"""Documents: what answers a question, or one record, as bytes in a format; for the API and for feeds.

A document is sent while it is made. Its records are found chunk by chunk, each chunk by the keys where the one
before ended and with a statement of its own: a million rows take no more memory than a chunk, hold no lock, and
no statement outruns its time. Each record is shown as it stands when its chunk is read.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict, StreamingHttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from activities import memory
from activities.faces import Face, stored
from activities.faces.formats import Format, Listing
from activities.filters import Question

CHUNK = 200
TITLE_LETTERS = 200
# What says how an answer is shown, not which records it holds.
SHAPING = ("format", "lang", "fields", "expand", "facets", "ordering", "page_size", "cursor", "page", "view")

HEADINGS: dict[str, str | Promise] = {
    "event": _("Events"),
    "organization": _("Organizations"),
    "person": _("People"),
    "program": _("Programs"),
    "article": _("Articles"),
    "place": _("Places"),
    "term": _("Topics"),
    "membership": _("Memberships"),
    "citation": _("Citations"),
}


# Records -------------------------------------------------------------------------------------------


def reading(question: Question, language: str) -> Callable[[QuerySet[Any]], QuerySet[Any]]:
    """How rows of a question's records are read: kept text, what the question adds, and the keys of the order."""
    columns = ["pk", "text", *question.adds, *question.order.columns]
    return lambda queryset: stored.with_text(queryset, language).values_list(*columns, named=True)


def texts(question: Question, rows: list[Any], language: str) -> list[str]:
    """The texts of rows read so, with what the question adds to each."""
    texts = stored.completed(question.queryset.model, [row[:2] for row in rows], language)
    if not question.adds:
        return texts
    added = ({name: getattr(row, name) for name in question.adds} for row in rows)
    return [stored.text_of(stored.opened(text, stored.MARK) | more) for text, more in zip(texts, added, strict=True)]


def walk(question: Question, language: str, size: int = CHUNK) -> Iterator[list[str]]:
    """The texts of all that answers a question, in its order, chunk by chunk."""
    read = reading(question, language)
    rows = list(read(question.queryset)[:size])
    while rows:
        yield texts(question, rows, language)
        last = question.order.keys_of(rows[-1])
        rows = question.order.next_rows(question.queryset, last, size, read) if len(rows) == size else []


def faces_of(question: Question, language: str, root: str) -> Iterator[Face]:
    """The faces of all that answers a question, one by one."""
    for chunk in walk(question, language):
        yield from (stored.opened(text, root) for text in chunk)


# Documents -----------------------------------------------------------------------------------------


def document(
    request: HttpRequest, made: Format, faces: Iterable[Face], about: Listing, name: str
) -> StreamingHttpResponse:
    """An answer that is sent while it is made. Its beginning is made at once, so that what fails fails as a whole.

    `name` is the name of the file without its ending. Tables and lines are files to keep; the rest is shown
    by whatever can show it.
    """
    pieces = made.write(faces, about) if request.method != "HEAD" else iter(())
    answer = StreamingHttpResponse(chain(list(islice(pieces, 1)), pieces), content_type=made.content_type)
    way = "attachment" if made.is_flat else "inline"
    answer.headers["Content-Disposition"] = f'{way}; filename="{name}.{made.extension}"'
    answer.headers["Content-Language"] = about.language
    return answer


def about_list(request: HttpRequest, noun: str, address: str, language: str, fields: Iterable[str] = ()) -> Listing:
    """What a list says of itself; `address` is its own, with the host."""
    root = root_of(request)
    return Listing(
        noun=noun,
        title=title_of(noun, request.GET),
        address=address,
        page=root + page_of(noun, request.GET),
        root=root,
        updated=memory.catalogue().changed_at,
        language=language,
        fields=frozenset(fields),
    )


def about_record(request: HttpRequest, noun: str, face: Face, language: str, fields: Iterable[str] = ()) -> Listing:
    """What a document of one record says of itself; `face` is whole."""
    return Listing(
        noun=noun,
        title=next((face[key] for key in ("title", "headline", "name") if face.get(key)), face["id"]),
        address=face["url"],
        page=face["html_url"],
        root=root_of(request),
        updated=memory.catalogue().changed_at,
        language=language,
        fields=frozenset(fields),
        is_single=True,
    )


def root_of(request: HttpRequest) -> str:
    """The beginning of all addresses in an answer, such as https://host."""
    return f"{request.scheme}://{request.get_host()}"


def file_name(noun: str) -> str:
    """What a file of a noun's records is called: the plural, as in addresses."""
    return reverse(f"api:{noun}-list").strip("/").rpartition("/")[2]


def title_of(noun: str, query: QueryDict) -> str:
    """A list in words: its noun, and the values that choose among the records."""
    values = [value for name, values in asked(query).lists() for value in values]
    return ": ".join(filter(None, [str(HEADINGS[noun]), ", ".join(values)]))[:TITLE_LETTERS]


def page_of(noun: str, query: QueryDict) -> str:
    """The path of the page with the same question; of what has no pages, that of the API."""
    try:
        path = reverse(f"activities:{noun}-list")
    except NoReverseMatch:
        path = reverse(f"api:{noun}-list")
    return address(path, asked(query))


def asked(query: QueryDict, *also: str) -> QueryDict:
    """The question without what only shapes its answer or asks nothing, but with the parameters in `also`."""
    kept = stated(query)
    for name in SHAPING:
        if name not in also:
            kept.pop(name, None)
    return kept


def stated(query: QueryDict) -> QueryDict:
    """Drop the parameters left empty: a plain form sends all its fields, and an empty one asks nothing."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if filled := [value for value in values if value.strip()]:
            kept.setlist(name, filled)
    return kept


def address(path: str, query: QueryDict) -> str:
    """Join a path and a question."""
    said = query.urlencode(safe=":,")
    return f"{path}?{said}" if said else path
