"""What may be asked about people."""

from django.db.models import Exists

from activities.filters.base import Filter, has
from activities.filters.membership import MATCHED, match_on
from activities.filters.reading import Parameter, choice, linked, read_period
from activities.models import Appearance, AppearanceRole, Membership, Person
from activities.models.base import public


class PersonFilter(Filter):
    """People, by the bodies they hold posts at, when, and what they do."""

    model = Person
    best_first = True
    parameters = {
        "organization": linked("organization", "Organizations they hold or held a post at."),
        "on": Parameter(
            read_period, "A day on which an article shows the post, or articles before and after do.", many=False
        ),
        "role": choice(AppearanceRole, "What they did at an event or in an article."),
    }

    def of_post(self) -> Exists | None:
        if not self.given("organization", "on"):
            return None
        posts = Membership.objects.published()
        if "on" in self.values:
            posts = posts.annotate(match=match_on(*self.values["on"])).filter(match__in=MATCHED)
        return has(posts, "person", self.among("organization", "organization"))

    def of_role(self) -> Exists | None:
        if "role" not in self.values:
            return None
        seen = Appearance.objects.filter(public("event") | public("article"), role__in=self.values["role"])
        return has(seen, "person")

    CONDITIONS = (of_post, of_role)
