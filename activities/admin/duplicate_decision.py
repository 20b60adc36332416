"""Decisions about look-alikes in the admin: why two accounts are one event, and the way back."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.admin.forms import FormAdmin, KnowingForm
from activities.admin.lists import ListAdmin
from activities.admin.record import may_publish
from activities.editorial import duplicates
from activities.models import DuplicateDecision, DuplicateDecisionVerdict


@admin.register(DuplicateDecision)
class DuplicateDecisionAdmin(FormAdmin, ListAdmin):
    """An undone decision stays as it was; only reviewers undo, as that changes a public event."""

    form = KnowingForm
    change_form_template = "admin/activities/change_form.html"
    list_display = ("event", "article", "verdict", "shared_words", "decided_at", "undone_at")
    list_filter = ("verdict",)
    search_fields = ("reason",)
    fields = ("event", "article", "verdict", "reason", "shared_words", "decided_at", "decided_by", "undone_at")
    readonly_fields = ("decided_at", "decided_by", "undone_at")

    def matching(self, word: str) -> Q:
        return Q(event__text_key__contains=word) | Q(article__text_key__contains=word)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_standing = obj is None or obj.undone_at is None
        return is_standing and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.decided_by = obj.decided_by or request.user
        super().save_model(request, obj, form, change)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        decision = context["original"]
        if decision is not None and self.may_undo(request, decision):
            context["moves"] = {"_undo": {"label": _("Save, undo and split the event")}}
        return super().render_change_form(request, context, *args, **kwargs)

    def may_undo(self, request: HttpRequest, decision: DuplicateDecision) -> bool:
        is_same = decision.verdict == DuplicateDecisionVerdict.SAME and decision.undone_at is None
        return is_same and self.has_change_permission(request, decision) and may_publish(request.user, "event")

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if "_undo" not in request.POST or not self.may_undo(request, obj):
            return super().response_change(request, obj)
        try:
            with transaction.atomic():
                event = duplicates.undo(obj, by=request.user, at=timezone.now())
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.path)
        self.message_user(request, _("The article has an event of its own again, a draft: “%s”.") % event)
        return HttpResponseRedirect(reverse("admin:activities_event_change", args=[event.pk]))
