"""Links between events and programs, each with what the link means."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.base import NaturalKeyQuerySet, Row, in_choices


class EventProgramQuerySet(NaturalKeyQuerySet):
    """Links between events and programs."""


class EventProgramLink(models.TextChoices):
    """What a program was to an event."""

    FRAMEWORK = "framework", _("held within its framework")
    SUPPORTED = "supported", _("supported by it")
    PARTICIPATED = "participated", _("it took part")
    PRESENTED = "presented", _("presented there")
    ABOUT = "about", _("about it")


class EventProgram(Row):
    """An event and a program: part of it, supported by it, presented there. An event may have several."""

    NATURAL_KEY = ("event__slug", "program__slug", "link")

    event = models.ForeignKey(
        "activities.Event", on_delete=models.CASCADE, related_name="event_programs", db_index=False
    )
    program = models.ForeignKey(
        "activities.Program", on_delete=models.PROTECT, related_name="event_programs", db_index=False
    )
    link = models.CharField(
        max_length=12,
        choices=EventProgramLink,
        help_text=_("“Presented there” is a mention, no support; it carries no funding."),
    )

    objects = EventProgramQuerySet.as_manager()

    class Meta(Row.Meta):
        ordering = ["event", "link", "program__text_key"]
        verbose_name = _("link to a program")
        verbose_name_plural = _("links to programs")
        indexes = [models.Index(fields=["program", "link", "event"], name="event_program_by_program")]
        constraints = [
            *Row.Meta.constraints,
            in_choices("link", EventProgramLink, constraint="event_program_link_is_known"),
            models.UniqueConstraint(
                fields=["event", "program", "link"],
                name="event_links_to_a_program_once_in_a_way",
                violation_error_message=_("The event already has this link to the program."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} · {self.get_link_display()}"
