"""Every public address, in reading order.

`plain` holds addresses that are the same in every language and speak to programs; `pages` holds
what people read, served in English without a prefix and in Spanish under `/es/`.
"""

from django.urls import URLPattern, URLResolver, path

from activities.views.health import livez, readyz

plain: list[URLPattern | URLResolver] = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
]

pages: list[URLPattern | URLResolver] = []
