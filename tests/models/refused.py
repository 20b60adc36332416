"""What `full_clean` says about a record, for tests to compare with."""

from django.core.exceptions import ValidationError
from django.db import models


def refused(record: models.Model) -> dict[str, list[str]]:
    """The words for staff by field; empty when the record may stand as it is."""
    try:
        record.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}
