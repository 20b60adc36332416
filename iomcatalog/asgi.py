"""The entry point of a ASGI server."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomcatalog.settings")

application = get_asgi_application()
