import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from activities.views import health


def test_livez_answers_without_a_database(client: Client):
    # No `db` fixture: any use of the database fails this test.
    answer = client.get("/livez")
    assert (answer.status_code, answer.content) == (200, b"live\n")


@pytest.mark.django_db
def test_readyz_answers_when_the_database_does(client: Client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_readyz_counts_migrations_that_are_not_applied(client: Client, monkeypatch):
    known = health.known_migrations()
    monkeypatch.setattr(health, "known_migrations", lambda: known | {("activities", "9999_later")})
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"migrations not applied: 1\n")


def test_readyz_knows_the_migrations_of_every_app():
    assert ("auth", "0001_initial") in health.known_migrations()


def test_readyz_says_when_the_database_is_gone_and_when_it_is_back(client: Client, db, monkeypatch):
    def gone(self):
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as outage:
        outage.setattr(MigrationRecorder, "applied_migrations", gone)
        answer = client.get("/readyz")
        assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")
    assert client.get("/readyz").status_code == 200


def test_health_is_read_only(client: Client):
    assert client.post("/livez").status_code == 405


def test_probe_of_a_server_is_closed_after_use(db):
    with health.probe() as database:
        database.ensure_connection()
        is_own = database is not connection
        assert is_own == (connection.vendor == "postgresql")
    assert (database.connection is None) == is_own
