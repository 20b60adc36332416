"""The root of all addresses: the staff's, the programs', and the pages in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from activities import urls

handler400 = "activities.border.bad_request"
handler403 = "activities.border.permission_denied"
handler404 = "activities.border.page_not_found"
handler500 = "activities.border.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include(urls.plain)),
    path("api/v1/", include("activities.api.urls")),
    *i18n_patterns(path("", include((urls.pages, "activities"))), prefix_default_language=False),
]
