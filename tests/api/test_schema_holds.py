"""What the schema says is what the API does, whatever is sent: every answer is documented, and none is a failure."""

import gc

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS, load_all_checks

SCHEMA = "/api/v1/schema/?format=json"
EXAMPLES = 5  # of each operation
load_all_checks()
# A slug may be well formed and name nothing: that is refused, as every wrong question is.
LEFT_OUT = [CHECKS.get_one("positive_data_acceptance")]


@pytest.fixture
def one_connection():
    """The connection of the test, kept open over the requests of a server that would close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def operations(catalogue, one_connection):
    """The operations that the schema tells of, asked in this process and over the records of the fixtures."""
    schema = schemathesis.openapi.from_wsgi(SCHEMA, get_wsgi_application())
    return [found.ok() for found in schema.get_all_operations()]


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # the asking client closes no file it is sent
def test_every_answer_is_as_the_schema_says(operations):
    assert len(operations) > 20
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            deadline=None,
            database=None,
        )
        def ask(case):
            case.call_and_validate(excluded_checks=LEFT_OUT)

        ask()
    gc.collect()
