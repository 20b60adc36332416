import pytest
from django.core.management import CommandError, call_command

from tests import recipes


def test_fixtures_have_no_problems(catalogue, capsys):
    call_command("check_records")
    assert capsys.readouterr().out == "No problems found.\n"


@pytest.mark.django_db
def test_each_problem_is_a_line_and_the_command_fails(capsys):
    recipes.event(slug="workshop", state="draft", summary_en="Write to a@example.org.")
    recipes.event(slug="meeting", state="draft", summary_es="Escriba a a@example.org.")
    with pytest.raises(CommandError, match="2 problems found"):
        call_command("check_records")
    assert capsys.readouterr().out.splitlines() == [
        "event workshop: summary_en holds an e-mail address or a telephone number.",
        "event meeting: summary_es holds an e-mail address or a telephone number.",
    ]
