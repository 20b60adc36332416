import pytest

from tests import recipes
from tests.models.refused import refused

pytestmark = pytest.mark.django_db


def test_program_cannot_be_a_part_of_its_own_part():
    whole = recipes.program()
    part = recipes.program(parent=whole)
    whole.parent = part
    assert refused(whole) == {"parent": ["A program cannot be a part of one of its own parts."]}


def test_program_without_a_kind_is_refused():
    program = recipes.program()
    program.kind = ""
    assert list(refused(program)) == ["kind"]


@pytest.mark.parametrize("code", ["1519", "151900", "1519a", "١٥١٩٠"])
def test_program_purpose_code_that_has_not_five_digits_is_refused(code):
    program = recipes.program(dac_purpose="15190")
    assert refused(program) == {}
    program.dac_purpose = code
    assert list(refused(program)) == ["dac_purpose"]


def test_program_is_called_by_its_name():
    assert str(recipes.program(name="MICIC")) == "MICIC"
