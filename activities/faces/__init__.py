"""What the public sees: each record's face, its public JSON, made by one serializer a noun.

`prepared` fetches all that faces show in a constant number of queries and leaves out linked records that
are not public; `face` renders one record, `faces` many. A face depends on the record, the language and
the root of its addresses alone, never on a request: it can be made when a record is published, and kept.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.db.models import QuerySet

from activities.faces.article import ArticleSerializer
from activities.faces.base import Face, FaceSerializer
from activities.faces.citation import CitationSerializer
from activities.faces.event import EventSerializer
from activities.faces.fetching import Step, fetched
from activities.faces.membership import MembershipSerializer
from activities.faces.organization import OrganizationSerializer
from activities.faces.person import PersonSerializer
from activities.faces.place import PlaceSerializer
from activities.faces.plain import LANGUAGES, Audience, Make, plain
from activities.faces.program import ProgramSerializer
from activities.faces.term import TermSerializer

__all__ = ["SERIALIZERS", "Face", "FaceSerializer", "face", "faces", "faces_in", "prepared"]

SERIALIZERS: dict[str, type[FaceSerializer]] = {
    serializer.model_name(): serializer
    for serializer in (
        EventSerializer,
        OrganizationSerializer,
        PersonSerializer,
        ProgramSerializer,
        ArticleSerializer,
        PlaceSerializer,
        TermSerializer,
        MembershipSerializer,
        CitationSerializer,
    )
}


def prepared(queryset: QuerySet[Any]) -> list[Any]:
    """The records, in their order, with all that their faces show."""
    noun = str(queryset.model._meta.model_name)
    return fetched(SERIALIZERS[noun].selected(queryset), steps_of(noun))


@cache
def steps_of(noun: str) -> list[Step]:
    """How what the faces of a noun show is fetched."""
    return SERIALIZERS[noun].steps()


def face(record: Any, language: str, root: str = "") -> Face:
    """The face of a record that came out of `prepared`; see `faces`."""
    return faces([record], language, root)[0]


def faces(records: Iterable[Any], language: str, root: str = "") -> list[Face]:
    """The faces of records of one noun that came out of `prepared`.

    `language` is "en" or "es"; `root` ("https://host") goes before `url` and `html_url`.
    """
    return [face for (face,) in faces_in(records, [language], root)]


def faces_in(
    records: Iterable[Any], languages: Iterable[str] = LANGUAGES, root: str = ""
) -> Iterator[tuple[Face, ...]]:
    """The faces of each record in these languages, record by record: a batch need not hold them all at once."""
    audiences = [Audience(language, root) for language in languages]
    make: list[Make] = []
    for record in records:
        make = make or [plain(serializer_of(record._meta.model_name), audience) for audience in audiences]
        yield tuple(one(record) for one in make)


@cache
def serializer_of(noun: str) -> FaceSerializer:
    """A serializer of a noun's faces, to be walked by `plain`."""
    return SERIALIZERS[noun]()
