"""The admin of the five nouns: states and who moves them, addresses, accounts, and rows inside the form."""

from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from activities.admin.forms import VersionedForm
from activities.admin.tracked import TrackedAdmin
from activities.editorial import publish
from activities.editorial.rename import change_slug, refuse_taken_slug
from activities.editorial.rows import SUBJECT_OF
from activities.models import State

ONCE_PUBLIC = (State.PUBLISHED, State.WITHDRAWN)


def may_publish(user: Any, noun: str) -> bool:
    """Whether an account may publish and withdraw records of this noun, and change what is public."""
    return bool(user.has_perm(f"activities.publish_{noun}"))


class Move(NamedTuple):
    """A button of the form: it saves, then moves the record to another state."""

    label: Promise
    since: tuple[str, ...]
    is_for_reviewers: bool
    run: Callable[[Any, HttpRequest], None]
    done: Promise
    has_reason: bool = False


def _reason(request: HttpRequest) -> str:
    return request.POST.get("_reason", "")


MOVES: dict[str, Move] = {
    "_submit": Move(
        _lazy("Save and submit for review"),
        (State.DRAFT,),
        False,
        lambda record, request: publish.submit(record, by=request.user),
        _lazy("“%s” was submitted for review."),
    ),
    "_publish": Move(
        _lazy("Save and publish"),
        (State.DRAFT, State.REVIEW),
        True,
        lambda record, request: publish.publish(record, by=request.user, at=timezone.now()),
        _lazy("“%s” was published."),
    ),
    "_withdraw": Move(
        _lazy("Save and withdraw"),
        (State.PUBLISHED,),
        True,
        lambda record, request: publish.withdraw(record, _reason(request), by=request.user),
        _lazy("“%s” was withdrawn."),
        has_reason=True,
    ),
    "_return": Move(
        _lazy("Save and return to draft"),
        (State.REVIEW, State.WITHDRAWN),
        True,
        lambda record, request: publish.return_to_draft(record, _reason(request), by=request.user),
        _lazy("“%s” was returned to draft."),
        has_reason=True,
    ),
}


def evidence_addresses(record: Any) -> dict[str, str]:
    """Where the citations of a record and its rows are listed, and where a new one of the record is added."""
    subject = SUBJECT_OF[type(record)]
    listed, new = reverse("admin:activities_citation_changelist"), reverse("admin:activities_citation_add")
    return {"evidence_url": f"{listed}?of=all-{subject}:{record.pk}", "cite_url": f"{new}?{subject}={record.pk}"}


class RecordForm(VersionedForm):
    """A form that also refuses a slug that is, or once was, another record's."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "slug" in self.changed_data and cleaned.get("slug"):
            refuse_taken_slug(self.instance, cleaned["slug"])
        return cleaned


class RecordAdmin(TrackedAdmin):
    """The admin of a noun. What is public is changed by those who may publish it."""

    form = RecordForm
    actions = ("submit_chosen", "publish_chosen")
    readonly_fields = ("state_label", "public_id", "created", "updated")
    list_filter: ClassVar[Any] = ("state",)
    colleagues: Any = (
        _lazy("For colleagues"),
        {"fields": ("editor_note", "public_id", "created", "updated")},
    )

    @admin.display(description=_lazy("state"), ordering="state")
    def state_label(self, record: Any) -> str:
        return str(record.get_state_display())

    @admin.display(description=_lazy("added"))
    def created(self, record: Any) -> str:
        return f"{timezone.localtime(record.created_at):%Y-%m-%d %H:%M} {record.created_by or ''}"

    @admin.display(description=_lazy("last changed"))
    def updated(self, record: Any) -> str:
        return f"{timezone.localtime(record.updated_at):%Y-%m-%d %H:%M} {record.updated_by or ''}"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("created_by", "updated_by", "merged_into")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return dict(super().get_prepopulated_fields(request, obj)) if obj is None else {}

    def view_on_site(self, obj: Any) -> str | None:
        return obj.get_absolute_url() if obj.is_public else None

    # Who may --------------------------------------------------------------------------------------

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Asked by Django for actions that name the permission “publish”."""
        return may_publish(request.user, self.model.noun)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_open = obj is None or obj.state not in ONCE_PUBLIC or self.has_publish_permission(request)
        return is_open and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was public is withdrawn and answers for ever; only what never was can be deleted."""
        was_public = obj is not None and obj.published_at is not None
        return not was_public and super().has_delete_permission(request, obj)

    # Saving ---------------------------------------------------------------------------------------

    def store(self, request: HttpRequest, record: Any, form: Any) -> None:
        if record.pk is None:
            record.created_by = request.user
        if record.pk is not None and "slug" in form.changed_data:
            change_slug(record, record.slug, by=request.user)
        else:
            super().store(request, record, form)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        for name, move in self.moves(request, obj).items():
            if name in request.POST:
                self.move(request, obj, move)
                return HttpResponseRedirect(request.path)
        self.after_change(request, obj)
        return super().response_change(request, obj)

    def after_change(self, request: HttpRequest, record: Any) -> None:
        if record.is_public:
            for need in publish.missing_for_publication(record):
                said = _("It is public, and now lacks %s. Mend it or withdraw it.") % need
                self.message_user(request, said, messages.WARNING)

    # Moving ---------------------------------------------------------------------------------------

    def moves(self, request: HttpRequest, record: Any) -> dict[str, Move]:
        """The buttons for a record in its state and for this account, by their names in the form."""
        return {
            name: move
            for name, move in MOVES.items()
            if record.state in move.since
            and record.merged_into_id is None
            and (not move.is_for_reviewers or self.has_publish_permission(request))
        }

    def move(self, request: HttpRequest, record: Any, move: Move) -> None:
        try:
            move.run(record, request)
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, f"{record}: {message}", messages.ERROR)
        else:
            self.message_user(request, str(move.done) % record, messages.SUCCESS)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        record = context["original"]
        if record is not None:
            context |= evidence_addresses(record)
        if record is not None and self.has_change_permission(request, record):
            context["moves"] = self.moves(request, record)
        if record is not None and not record.is_public and record.merged_into_id is None:
            context["missing"] = publish.missing_for_publication(record)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description=_lazy("Submit for review"), permissions=["change"])
    def submit_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.move_chosen(request, queryset, MOVES["_submit"])

    @admin.action(description=_lazy("Publish"), permissions=["publish"])
    def publish_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.move_chosen(request, queryset, MOVES["_publish"])

    def move_chosen(self, request: HttpRequest, queryset: QuerySet[Any], move: Move) -> None:
        """Move each record by itself: one that is refused says why and keeps nobody else back."""
        for record in queryset:
            with transaction.atomic():
                self.move(request, record, move)
