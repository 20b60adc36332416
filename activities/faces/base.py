"""What faces are made of: identity, references, dates, addresses. What is not known is null, never an empty text."""

from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Any, ClassVar, get_args

from django.db.models import QuerySet
from rest_framework import serializers

from activities import dates
from activities.faces.fetching import Step
from activities.faces.plain import Audience, Make, Plain, Written, every, once, parts
from activities.faces.plain import rows as plain_rows
from activities.models import (
    Certainty,
    FigureMeasure,
    FigureQualifier,
    FigureStatus,
    IdentifierScheme,
    NameKind,
    TagBasis,
)

Face = dict[str, Any]


# Fields --------------------------------------------------------------------------------------------


class Text(Written, serializers.CharField):
    """A text or a code; null where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("allow_null", True)
        super().__init__(read_only=True, **kwargs)


class Told(Plain, serializers.CharField):
    """A text that is worked out; null where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("allow_null", True)
        super().__init__(read_only=True, **kwargs)


class Words(Told):
    """Our own words in the language of the face, or in the other where they are missing there."""

    def __init__(self, name: str = "", **kwargs: Any) -> None:
        self.name = name
        kwargs.setdefault("source", "*")
        super().__init__(**kwargs)

    def plain(self, audience: Audience) -> Make:
        name = self.name or self.field_name
        ours, others = (attrgetter(f"{name}_{code}") for code in audience.languages)
        return lambda record: ours(record) or others(record) or None


class WordsLanguage(Told):
    """The language that our own words in the columns `of` are in; null where there are none."""

    def __init__(self, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(source="*", **kwargs)

    def plain(self, audience: Audience) -> Make:
        texts = [(code, attrgetter(f"{self.of}_{code}")) for code in audience.languages]
        return lambda record: next((code for code, text in texts if text(record)), None)


class Address(Plain, serializers.URLField):
    """The address of the record itself: in the API, or of its page in the language of the face."""

    namespace = "api"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("source", "*")
        super().__init__(read_only=True, **kwargs)

    def plain(self, audience: Audience) -> Make:
        def address(record: Any) -> str:
            return audience.address(self.namespace, record)

        return address if self.source == "*" else once(address)


class PageAddress(Address):
    """The address of a record's page, or of the page of the record at `source` that shows it."""

    namespace = "activities"


class Shown(serializers.Serializer[Any]):
    """A part of a face; the fields named in `LAST` stand at its end."""

    LAST: ClassVar[tuple[str, ...]] = ()

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields() | self.more_fields()
        return fields | {name: fields.pop(name) for name in self.LAST if name in fields}

    def more_fields(self) -> dict[str, Any]:
        """Fields whose names Python could not declare."""
        return {}


class FaceSerializer(Shown):
    """What every record's face begins and ends with."""

    model: ClassVar[Any]
    LAST: ClassVar[tuple[str, ...]] = ("certainty", "version", "created_at", "updated_at")

    id = Text(source="public_id", allow_null=False, help_text="A lasting public identifier.")
    url = Address(help_text="The record in this API.")
    html_url = PageAddress(help_text="The record as a page.")
    version = serializers.IntegerField(read_only=True, help_text="Rises with every change.")
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)

    @classmethod
    def model_name(cls) -> str:
        """The noun in lower case."""
        return str(cls.model._meta.model_name)

    @classmethod
    def selected(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The records with the columns that the face shows."""
        return queryset

    @classmethod
    def steps(cls) -> list[Step]:
        """How what else the face shows is fetched."""
        return []


class RecordSerializer(FaceSerializer):
    """What the faces of the five nouns share."""

    slug = Text(allow_null=False, help_text="The record's word in addresses; it may change, and the old one redirects.")
    summary = Words(help_text="Two or three sentences in our own words.")
    summary_language = WordsLanguage("summary", help_text="The language of the summary: it may exist in one alone.")


# References ----------------------------------------------------------------------------------------


class Rows(Plain, serializers.ListSerializer[Any]):
    """Rows of a face, found in a record by `rows_of`; linked records that the public may not see are left out."""

    def plain(self, audience: Audience) -> Make:
        return plain_rows(self.child, audience, self.rows_of)

    def rows_of(self, value: Any) -> Iterable[Any]:
        """The rows, out of the value of the field."""
        return every(value)


class ReferenceSerializer(Plain, serializers.Serializer[Any]):
    """A linked record in short; null when the public may not see it, whatever was fetched.

    `noun` says what is linked: a face joined for `expand` finds its place by it.
    """

    noun: ClassVar[str] = ""

    class Meta:
        list_serializer_class = Rows

    slug = Text(allow_null=False)
    name: Any = Text(allow_null=False)
    url = Address()

    def plain(self, audience: Audience) -> Make:
        """One function for all fields that refer to a noun alike: what they share is made once."""
        if type(self) not in audience.references:
            audience.references[type(self)] = self.short(audience)
        return audience.references[type(self)]

    def short(self, audience: Audience) -> Make:
        """The function that makes a reference; a copy for each place, for `expand` puts the whole face there."""
        made = parts(self, audience)
        known = once(lambda record: made(record) if getattr(record, "is_public", True) else None)
        return lambda record: (reference := known(record)) and reference.copy()


class EventReferenceSerializer(ReferenceSerializer):
    """An event in short."""

    noun = "event"
    name = Words("title", allow_null=False)


class OrganizationReferenceSerializer(ReferenceSerializer):
    """An organization in short."""

    noun = "organization"
    acronym = Text()


class PersonReferenceSerializer(ReferenceSerializer):
    """A person in short."""

    noun = "person"


class ProgramReferenceSerializer(ReferenceSerializer):
    """A program in short."""

    noun = "program"
    kind = Text(allow_null=False)


class ArticleReferenceSerializer(ReferenceSerializer):
    """An article in short."""

    noun = "article"
    name = Text(source="headline", allow_null=False)


class PlaceReferenceSerializer(ReferenceSerializer):
    """A place in short."""

    noun = "place"
    name = Words(allow_null=False)
    iso_code = Text()
    kind = Text(allow_null=False)


class TermSlug(Told):
    """How filters name a term: its scheme and code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("source", "*")
        super().__init__(allow_null=False, help_text="scheme:code", **kwargs)

    def plain(self, audience: Audience) -> Make:
        return lambda term: f"{term.scheme}:{term.code}"


class TermName(Told):
    """What the term at `source` is called in short, in the language of the face."""

    def plain(self, audience: Audience) -> Make:
        short, label = Words("short").plain(audience), Words("label").plain(audience)
        return once(lambda term: short(term) or label(term))


class TermReferenceSerializer(ReferenceSerializer):
    """A term in short."""

    noun = "term"
    slug = TermSlug()  # type: ignore[assignment]
    name = TermName(source="*", allow_null=False)


# Parts ---------------------------------------------------------------------------------------------


class Code(Written, serializers.ChoiceField):
    """A value out of a closed list; null where there is none."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(choices, read_only=True, **kwargs)


class PartSerializer(Shown):
    """A row of a record: a fact, and how surely a source carries it."""

    LAST: ClassVar[tuple[str, ...]] = ("certainty",)

    certainty = Code(Certainty.choices)


class TopicSerializer(PartSerializer):
    """A topic of a record, and who put it there."""

    noun: ClassVar[str] = "term"

    slug = TermSlug(source="term")
    scheme = Text(source="term.scheme", allow_null=False)
    code = Text(source="term.code", allow_null=False)
    label = TermName(source="term", allow_null=False)  # type: ignore[assignment]
    url = Address(source="term")
    basis = Code(TagBasis.choices)


class Citing(Rows):
    """The articles cited for a row, each once."""

    def rows_of(self, value: Any) -> Iterable[Any]:
        return {citation.article_id: citation.article for citation in value.shown_citations}.values()


class CitingArticleSerializer(ArticleReferenceSerializer):
    """An article cited for a row, in short."""

    class Meta:
        list_serializer_class = Citing


class NameSerializer(PartSerializer):
    """A form of a name as sources write it, and the articles that do."""

    text = Text(allow_null=False)
    kind = Code(NameKind.choices)
    lang = Text(help_text="BCP 47 tag of the form's language.")
    used = Text(source="used_edtf", help_text="When it was used, EDTF, if a source says.")
    is_primary = serializers.BooleanField(read_only=True)
    articles = CitingArticleSerializer(many=True, source="*", help_text="The articles that write it so.")


class IdentifierSerializer(serializers.Serializer[Any]):
    """The record in another register."""

    scheme = Code(IdentifierScheme.choices)
    value = Text(allow_null=False)


class FigureSerializer(PartSerializer):
    """A number a source gives, of what, and whether it was reached, planned or is context."""

    measure = Code(FigureMeasure.choices)
    value = serializers.IntegerField(read_only=True)
    qualifier = Code(FigureQualifier.choices)
    status = Code(FigureStatus.choices)
    of = Words(help_text="What is counted.")
    period = Text(source="period_edtf", help_text="What a context statistic covers, EDTF.")
    is_preferred = serializers.BooleanField(read_only=True, help_text="Shown first where sources disagree.")
    article = ArticleReferenceSerializer(allow_null=True)


# Dates ---------------------------------------------------------------------------------------------


class DateSerializer(Plain, serializers.Serializer[Any]):
    """A date as far as its source says. `earliest` and `latest` are bounds, never the date itself."""

    edtf = Text(help_text="The date itself, as Extended Date/Time Format; null when not known.")
    form = Code(["point", "span", "range", "unknown"])
    precision = Code([*get_args(dates.Precision)])
    earliest = serializers.DateField(read_only=True, allow_null=True)
    latest = serializers.DateField(read_only=True, allow_null=True)
    approximate = serializers.BooleanField(read_only=True)
    uncertain = serializers.BooleanField(read_only=True)
    label = Text(  # type: ignore[assignment]
        allow_null=False, help_text="The date in words, in the language of the answer."
    )

    def plain(self, audience: Audience) -> Make:
        return lambda edtf: date_shown(edtf, audience.language).copy()


@lru_cache(maxsize=16384)
def date_shown(edtf: str, language: str) -> Face:
    """A date in a face; the empty text is one that is not known."""
    label = dates.label(edtf, language)
    if not edtf:
        return UNKNOWN_DATE | {"label": label}
    date = dates.parse(edtf)
    return {
        "edtf": edtf,
        "form": date.form,
        "precision": date.precision,
        "earliest": date.earliest and date.earliest.isoformat(),
        "latest": date.latest and date.latest.isoformat(),
        "approximate": date.approximate,
        "uncertain": date.uncertain,
        "label": label,
    }


UNKNOWN_DATE: Face = {
    "edtf": None,
    "form": "unknown",
    "precision": "unknown",
    "earliest": None,
    "latest": None,
    "approximate": False,
    "uncertain": False,
}


def ends(edtf: str) -> tuple[str | None, str | None]:
    """Beginning and end of a period as EDTF; None for an end that is open or not stated."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return None, None
    return start if start != ".." else None, end if end != ".." else None
