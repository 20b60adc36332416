"""What may be asked about programs."""

from django.db.models import Exists

from activities.filters.base import Filter, has
from activities.filters.reading import Parameter, choice, linked, read_term
from activities.models import Program, ProgramKind, ProgramRole, ProgramRoleKind, Tag, Term
from activities.models.base import public


class ProgramFilter(Filter):
    """Programs, by kind, by the organizations behind them, and by topic."""

    model = Program
    best_first = True
    parameters = {
        "kind": choice(ProgramKind, "What it is.", "kind__in"),
        "organization": linked("organization", "Organizations with a role in it."),
        "role": choice(ProgramRoleKind, "The role of the organization."),
        "term": Parameter(read_term, "Topics, as scheme:code, with narrower ones."),
    }

    def of_organization(self) -> Exists | None:
        if not self.given("organization", "role"):
            return None
        bodies = self.among("organization", "organization") & public("organization")
        return has(ProgramRole.objects.all(), "program", bodies, self.among("role", "role"))

    def of_term(self) -> Exists | None:
        if "term" not in self.values:
            return None
        terms = Term.objects.filter(pk__in=self.values["term"]).with_descendants()
        return has(Tag.objects.filter(term__in=terms), "program")

    CONDITIONS = (of_organization, of_term)
