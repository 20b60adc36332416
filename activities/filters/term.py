"""What may be asked about terms."""

from django.db.models import F

from activities.filters.base import CHANGED, Filter, Key, both_ways, whole_number
from activities.filters.reading import Parameter, one_of, read_term
from activities.models import Term


def read_scheme(text: str) -> str:
    """Read the name of a scheme in use."""
    return one_of(Term.objects.order_by("scheme").values_list("scheme", flat=True).distinct())(text)


class TermFilter(Filter):
    """Terms, by scheme and by the broader term; in each scheme's own order."""

    model = Term
    best_first = True
    orders = both_ways("name", Key(F("scheme")), Key(F("position"), read=whole_number), Key(F("code"))) | both_ways(
        "updated_at", CHANGED
    )
    parameters = {
        "scheme": Parameter(read_scheme, "Schemes, such as gcm-objective.", "scheme__in"),
        "parent": Parameter(read_term, "The broader term, as scheme:code.", "parent__in"),
    }
