"""What may be asked about programs."""

from typing import Any

from django.db.models import Exists

from activities.filters.base import Filter, has
from activities.filters.reading import Parameter, choice, linked, read_term
from activities.models import Program, ProgramKind, ProgramRole, ProgramRoleKind, Tag
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
        return has(self.roles(), "program", self.among("organization", "organization"))

    def roles(self) -> Any:
        """The roles of public organizations that are asked for."""
        return ProgramRole.objects.filter(public("organization"), self.among("role", "role"))

    def of_term(self) -> Exists | None:
        if "term" not in self.values:
            return None
        return has(self.tags(), "program", self.among("term", "term__ancestry__ancestor"))

    def tags(self) -> Any:
        """The topics of programs."""
        return Tag.objects.filter(program__isnull=False)

    CONDITIONS = (of_organization, of_term)
