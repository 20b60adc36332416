"""What may be asked about people."""

from typing import Any

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
        return has(self.posts(), "person", self.among("organization", "organization"))

    def posts(self) -> Any:
        """The posts that count: held on the day asked for, as far as sources show."""
        posts = Membership.objects.published()
        if "on" not in self.values:
            return posts
        return posts.annotate(match=match_on(*self.values["on"])).filter(match__in=MATCHED)

    def of_role(self) -> Exists | None:
        if "role" not in self.values:
            return None
        return has(self.appearances(), "person", self.among("role", "role"))

    def appearances(self) -> Any:
        """What people did where the public may see it."""
        return Appearance.objects.filter(public("event") | public("article"))

    CONDITIONS = (of_post, of_role)
