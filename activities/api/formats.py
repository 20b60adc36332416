"""The lists and records of a noun in other formats than JSON, and the links between them.

JSON goes page by page. In any other format a list is the whole answer to its question, sent while it is made;
or one page of it, with the links to the pages beside it, if `page_size` or `cursor` is given.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, ClassVar

from django.http import HttpResponseBase, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from activities import documents
from activities.api.answers import ListViewSet, add_links
from activities.api.paging import Page
from activities.api.renderers import FormatRenderer, JSONRenderer
from activities.faces import Face, stored
from activities.faces.formats import Format, formats_of
from activities.faces.joining import cut, join
from activities.filters import Question, QuestionError, Refusal, Values

PAGED = {"page_size", "cursor"}


class FormatsViewSet(ListViewSet):
    """Answers about one noun in every format that serves it."""

    noun: ClassVar[str]

    # Which format

    def formats(self) -> list[Format]:
        """The formats of this answer beside JSON."""
        served = {"list": formats_of(self.noun), "retrieve": [one for one in formats_of(self.noun) if one.has_records]}
        return served.get(self.action or "", [])

    def get_renderers(self) -> list[BaseRenderer]:
        return [JSONRenderer(), *map(FormatRenderer, self.formats())]

    @property
    def chosen(self) -> Format | None:
        """The format asked for; none is JSON."""
        return getattr(self.request.accepted_renderer, "made", None)

    def read(self) -> Values:
        values = super().read()
        if self.chosen is not None:
            refuse_shaping(values, self.chosen)
        return values

    # Documents

    def whole(self, question: Question, values: Values, made: Format) -> HttpResponseBase:
        """All that answers a question."""
        faces = (face for texts in documents.walk(question, self.language) for face in self.faces(texts, values, made))
        return self.listed(faces, values, made)

    def page(self, page: Page, texts: list[str], values: Values, made: Format) -> HttpResponseBase:
        """A page of what answers a question, with links to those beside it."""
        answer = self.listed(self.faces(texts, values, made), values, made)
        add_links(answer, self.ways(page))
        return answer

    def listed(self, faces: Iterable[Face], values: Values, made: Format) -> HttpResponseBase:
        """Faces as a list."""
        root = documents.root_of(self.request)
        address = root + documents.address(self.request.path, self.in_format(made, *PAGED, "fields", "expand"))
        fields = values.get("fields", [])
        about = documents.about_list(self.request, self.noun, address, self.language, fields)
        return documents.document(self.request, made, faces, about, documents.file_name(self.noun))

    def single(self, text: str, values: Values, made: Format) -> HttpResponseBase:
        """One record."""
        whole = stored.opened(text, documents.root_of(self.request))
        about = documents.about_record(self.request, self.noun, whole, self.language, values.get("fields", []))
        name = str(whole.get("slug") or whole["id"]).replace(":", "-")
        return documents.document(self.request, made, self.faces([text], values, made), about, name)

    def faces(self, texts: Iterable[str], values: Values, made: Format | None = None) -> list[Face]:
        """The faces that texts hold, joined and cut as asked; a table is cut by its columns instead."""
        root = documents.root_of(self.request)
        shown = [stored.opened(text, root) for text in texts]
        join(shown, self.noun, values.get("expand", []), self.language, root)
        is_cut = "fields" in values and not (made and made.name == "csv")
        return [cut(face, values["fields"]) for face in shown] if is_cut else shown

    # Links

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """The answer with links to the same in every other format, and to its page."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200 and self.action in ("list", "retrieve"):  # noqa: PLR2004
            add_links(response, self.alternates())
        return response

    def alternates(self) -> Iterator[tuple[str, str, str]]:
        """The other formats of this answer that a media type tells, and its page: (address, relation, media type)."""
        root, path = documents.root_of(self.request), self.request.path
        for made in self.formats():
            if made.has_own_type and made != self.chosen:
                query = self.in_format(made, *(["fields"] if made.is_flat else []))
                yield f"{root}{documents.address(path, query)}", "alternate", made.media_type
        if self.chosen:
            json = documents.address(path, documents.asked(self.request.query_params, *SHAPING_JSON))
            yield f"{root}{json}", "alternate", JSONRenderer.media_type
        if page := self.page_address():
            yield f"{root}{page}", "canonical" if self.action == "retrieve" else "alternate", "text/html"

    def in_format(self, made: Format, *also: str) -> QueryDict:
        """The question with another format, and those of its other parameters that shape an answer in it."""
        query = documents.asked(self.request.query_params, "lang", "ordering", *also)
        query["format"] = made.name
        return query

    def page_address(self) -> str:
        """The path of the page that shows the same; nothing where there is none."""
        try:
            if self.action == "list":
                reverse(f"activities:{self.noun}-list")
                return documents.page_of(self.noun, self.request.query_params)
            return reverse(f"activities:{self.noun}-detail", kwargs=self.kwargs)
        except NoReverseMatch:
            return ""


SHAPING_JSON = ("lang", "ordering", "fields")


def refuse_shaping(values: Values, made: Format) -> None:
    """Raise `QuestionError` for parameters that the format cannot follow, rather than pass over them."""
    known: dict[str, Collection[str]] = {
        "fields": ("csv", "ndjson"),
        "expand": ("ndjson",),
        "facets": (),
    }
    refused = [
        Refusal(name, ",".join(map(str, values[name]))[:200], _("It can be asked in these formats only: %s.") % said)
        for name, names in known.items()
        if name in values and made.name not in names
        for said in [", ".join(["json", *names])]
    ]
    if refused:
        raise QuestionError(refused)
