from django.test import Client


def test_livez_answers_without_a_database(client: Client):
    answer = client.get("/livez")
    assert (answer.status_code, answer.content) == (200, b"live\n")
