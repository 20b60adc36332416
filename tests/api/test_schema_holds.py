"""What the schema says is what the API does, whatever is sent: every answer is documented, and none is a failure.

A quick run stands in the suite; `make fuzz` asks many more questions.
"""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings

SCHEMA = "/api/v1/schema/?format=json"


@pytest.fixture(scope="module")
def documented(loaded_fixtures, django_db_blocker):
    """The schema as the API tells it, and the API itself, in this process and over the records of the fixtures."""
    with django_db_blocker.unblock():
        yield schemathesis.openapi.from_wsgi(SCHEMA, get_wsgi_application())


schema = schemathesis.pytest.from_fixture("documented")


@pytest.mark.usefixtures("catalogue")
@schema.parametrize()
@settings(suppress_health_check=list(HealthCheck), deadline=None)
def test_every_answer_is_as_the_schema_says(case):
    case.call_and_validate()
