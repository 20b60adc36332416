#!/usr/bin/env python
"""Run one of the catalogue's administrative commands; `manage.py help` lists them."""

import os
import sys


def main() -> None:
    """Hand the command line to Django, with the catalogue's settings unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomcatalog.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
