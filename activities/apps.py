"""How Django knows the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    """Name the app in the admin."""

    name = "activities"
    verbose_name = _("Catalogue")
