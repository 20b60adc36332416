"""What every admin of the catalogue does: guard a save with a version, keep the history, put a version back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from activities.admin.conflict import unsaved
from activities.admin.forms import CONFLICT, FormAdmin, VersionedForm
from activities.admin.lists import ListAdmin, is_row_number
from activities.editorial import history, renewal

VERSIONS_PER_PAGE = 25


class TrackedAdmin(FormAdmin, ListAdmin):
    """The admin of something with a version and a history."""

    form = VersionedForm
    save_on_top = False
    change_form_template = "admin/activities/change_form.html"

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The record; one that is about to change is locked, and its history begins before the change."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        history.lock(found)
        history.remember(found)
        return super().get_object(request, object_id, from_field)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store what was changed. A save that changes nothing makes no version."""
        if not change or form.changed_data:
            self.store(request, obj, form)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store the rows; where they alone were changed, the record gets its new version first.

        With the last row stored, the change reaches the public.
        """
        if change and not form.changed_data and any(formset.has_changed() for formset in formsets):
            self.store(request, form.instance, form)
        super().save_related(request, form, formsets, change)
        renewal.renew(*self.concerned(form.instance))

    def concerned(self, obj: Any) -> list[Any]:
        """The records whose faces change with this one; what shows them follows by itself."""
        return [obj]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete it, and all that the public saw of it."""
        ids = renewal.named(*self.concerned(obj))
        super().delete_model(request, obj)
        renewal.renew_rows(ids)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete them, and all that the public saw of them."""
        ids = renewal.named(*(record for obj in queryset for record in self.concerned(obj)))
        super().delete_queryset(request, queryset)
        renewal.renew_rows(ids)

    def store(self, request: HttpRequest, record: Any, form: Any) -> None:
        """Save the record itself, by this account."""
        history.save(record, _("Added") if record.pk is None else _("Edited"), request.user)

    @method_decorator(csrf_protect)
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; what only the database refuses, as when two people take one slug at once, is told as well."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            said = _("Nothing was saved: somebody else has just taken a name or an address that was given here.")
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    # Two editors ----------------------------------------------------------------------------------

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        form = context["adminform"].form
        if form.is_bound and form.has_error(NON_FIELD_ERRORS, CONFLICT):
            return self.conflict(request, context, form)
        return super().render_change_form(request, context, *args, **kwargs)

    def conflict(self, request: HttpRequest, context: dict[str, Any], form: forms.ModelForm) -> HttpResponse:
        """Tell the second of two editors, and show both texts; nothing of theirs was saved (HTTP 409)."""
        opened = form.cleaned_data.get("version")
        meanwhile = history.changes_since(context["original"], opened if opened is not None else 0)
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        shown = {"meanwhile": meanwhile, "unsaved": unsaved(form, formsets, meanwhile), "opts": self.opts}
        stored = self.model.objects.get(pk=context["original"].pk)
        title = {"title": _("Somebody else has saved this in the meantime"), "subtitle": str(stored)}
        return TemplateResponse(request, "admin/activities/conflict.html", {**context, **shown, **title}, status=409)

    # History --------------------------------------------------------------------------------------

    @method_decorator(csrf_protect)
    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What was changed, by whom, from what to what; a POST puts a version back."""
        with transaction.atomic():
            record = self.get_object(request, unquote(object_id))
            if record is None:
                return HttpResponseRedirect(reverse(f"admin:activities_{self.opts.model_name}_changelist"))
            if not self.has_view_or_change_permission(request, record):
                raise PermissionDenied
            if request.method == "POST":
                return self.restore(request, record)
        return self.render_history(request, record, extra_context or {})

    def render_history(self, request: HttpRequest, record: Any, extra: dict[str, Any]) -> HttpResponse:
        pages = Paginator(history.versions(record), VERSIONS_PER_PAGE)
        page = pages.get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change history: %s") % record,
            "subtitle": None,
            "module_name": self.opts.verbose_name_plural,
            "object": record,
            "opts": self.opts,
            "page": page,
            "can_restore": self.has_change_permission(request, record),
        }
        return TemplateResponse(request, "admin/activities/object_history.html", context | extra)

    def restore(self, request: HttpRequest, record: Any) -> HttpResponse:
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        chosen = request.POST.get("to", "")
        try:
            if request.POST.get("version") != str(record.version):
                raise ValidationError(_("Somebody else has saved this in the meantime. Look at the history again."))
            history.restore(record, int(chosen) if is_row_number(chosen) else 0, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, _("The version was put back."), messages.SUCCESS)
            self.after_change(request, record)
        return HttpResponseRedirect(request.path)

    def after_change(self, request: HttpRequest, record: Any) -> None:
        """What else is to be said once a change is saved."""
