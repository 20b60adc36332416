"""A program that reads the API."""

import pytest


@pytest.fixture
def read(client):
    """The JSON that an address under /api/v1/ answers, its status checked."""

    def read(path, status=200, **headers):
        answer = client.get(f"/api/v1/{path}", headers={name.replace("_", "-"): text for name, text in headers.items()})
        assert answer.status_code == status, answer.content
        return answer.json()

    return read
