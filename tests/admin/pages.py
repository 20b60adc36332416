"""Forms as a browser fills them in: what the page holds, sent back with some fields changed."""

from django.apps import apps
from django.contrib import admin
from django.contrib.messages import get_messages
from django.urls import reverse

OURS = [model for model in apps.get_app_config("activities").get_models() if admin.site.is_registered(model)]


def address(record, page="change"):
    return reverse(f"admin:activities_{record._meta.model_name}_{page}", args=[record.pk])


def listed(model, page="changelist"):
    return reverse(f"admin:activities_{model._meta.model_name}_{page}")


def filled(response):
    """What a browser would send back for the form of a page: its fields, its rows, its hidden version."""
    data = {}
    put(data, response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        put(data, formset.management_form)
        for form in formset.initial_forms:
            put(data, form)
    return data


def put(data, form):
    for bound in form:
        value = bound.value()
        if isinstance(value, list | tuple):
            data[bound.html_name] = [getattr(one, "pk", one) for one in value]
        elif value is True:
            data[bound.html_name] = "on"
        elif value is not None and value is not False:
            data[bound.html_name] = value


def add_row(data, prefix, **values):
    """Fill in one more row of the kind whose fields begin with `prefix`."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = number + 1
    data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data


def save(client, record, button="_continue", **values):
    """Open the form of a record, change some fields, and press a button."""
    data = filled(client.get(address(record))) | values | {button: "1"}
    return client.post(address(record), data)


def errors(response):
    """What a refused form says, field by field and row by row."""
    said = dict(response.context["adminform"].form.errors)
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            said |= {form.add_prefix(name): messages for name, messages in form.errors.items()}
        if inline.formset.non_form_errors():
            said[inline.formset.prefix] = inline.formset.non_form_errors()
    return said


def said(response):
    """The messages of the page that an answer leads to."""
    return [str(message) for message in get_messages(response.wsgi_request)]
