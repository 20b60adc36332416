"""What may be asked about places."""

from django.db.models import Q

from activities.filters.base import Filter
from activities.filters.reading import choice, linked
from activities.models import Place, PlaceKind


class PlaceFilter(Filter):
    """Places, by level and by what they lie in."""

    model = Place
    best_first = True
    parameters = {
        "kind": choice(PlaceKind, "Levels.", "kind__in"),
        "parent": linked("place", "The place it lies directly in.", "parent__in"),
        "country": linked("place", "The country it is or lies in.", kind="country"),
    }

    def of_country(self) -> Q | None:
        if "country" not in self.values:
            return None
        return Q(pk__in=Place.objects.filter(pk__in=self.values["country"]).with_inside().values("pk"))

    CONDITIONS = (of_country,)
