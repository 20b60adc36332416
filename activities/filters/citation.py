"""What may be asked about citations: the evidence for a record and its rows, fact by fact."""

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from activities import words
from activities.faces.citation import FIELDS, POST
from activities.filters.base import CHANGED, Filter, Key, both_ways, whole_number
from activities.filters.reading import Parameter, choice, linked
from activities.models import Certainty, Citation, CitationStance
from activities.models.citation import CONCERNED
from activities.search.names import holds


class CitationFilter(Filter):
    """Citations, by article, by the record they are about, by the fact they carry."""

    model = Citation
    is_ranked = False
    orders = both_ways("name", Key(F("article__text_key")), Key(Coalesce("start", 0), read=whole_number)) | both_ways(
        "updated_at", CHANGED
    )
    parameters = {
        "article": linked("article", "The articles cited.", "article__in"),
        **{
            noun: linked(noun, f"Records whose facts, rows included, are carried ({noun}).")
            for noun in ("event", "organization", "person", "program")
        },
        "field": Parameter(str, "A field of a record; for a row its role, link, kind or measure; for a post: post."),
        "stance": choice(CitationStance, "For or against.", "stance__in"),
        "certainty": choice(Certainty, "How surely the words carry it.", "certainty__in"),
    }

    def found_by_words(self) -> Q:
        """The words in the headline of the article."""
        sought = words.tokens(self.text)
        return holds("article__text_key", sought) if sought else Q(pk__in=[])

    def of_records(self) -> Q | None:
        """That the fact is about the records asked for, of every noun asked."""
        condition = Q()
        for noun in set(CONCERNED) & set(self.values) - {"article"}:
            about = Q()
            for path in CONCERNED[noun]:
                about |= Q(**{f"{path}__in": self.values[noun]})
            condition &= about
        return condition or None

    def of_field(self) -> Q | None:
        if "field" not in self.values:
            return None
        condition = Q(field__in=self.values["field"])
        for row, path in FIELDS.items():
            condition |= Q(**{f"{row}__{path}__in": self.values["field"]})
        return condition | Q(membership__isnull=False) if POST in self.values["field"] else condition

    CONDITIONS = (of_records, of_field)
