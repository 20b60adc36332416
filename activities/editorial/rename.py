"""Changing the word a record has in addresses, so that its old address answers for ever."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.editorial import history, renewal
from activities.editorial.rows import link_to
from activities.models import SlugRedirect


def refuse_taken_slug(record: Any, slug: str) -> None:
    """Raise `ValidationError` when `slug` is, or once was, the word of another record of the noun.

    An old address keeps leading to the record that had it: it never comes to mean another one.
    """
    noun = link_to(type(record))
    others = type(record).objects.exclude(pk=record.pk)
    if others.filter(slug=slug).exists():
        raise ValidationError({"slug": _("Another record has the slug “%s”.") % slug})
    old = SlugRedirect.objects.filter(slug=slug, **{f"{noun}__isnull": False}).exclude(**{f"{noun}_id": record.pk})
    if old.exists():
        raise ValidationError({"slug": _("“%s” is an old address of another record and stays so.") % slug})


@transaction.atomic
def change_slug(record: Any, slug: str, *, by: Any = None) -> None:
    """Save a record under a new slug; its present one becomes an old one that leads to it.

    A record may take back a slug of its own. Raises `ValidationError` naming `slug` when it is no slug or
    not free. Other unsaved values of the record are saved with it.
    """
    model, link = type(record), link_to(type(record))
    present = model.objects.values_list("slug", flat=True).get(pk=record.pk)
    if slug == present:
        return
    record.slug = slug
    record.clean_fields(exclude=[column.name for column in model._meta.fields if column.name != "slug"])
    refuse_taken_slug(record, slug)
    history.remember(record)
    SlugRedirect.objects.filter(slug=slug, **{link: record}).delete()
    history.save(record, _("Renamed from %s") % present, by)
    SlugRedirect.objects.create(slug=present, **{link: record})
    renewal.renew(record)
