from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError

from cvpdf.schema.values.registers import REGISTERS, Isbn, Issn, RegisterNumber
from cvpdf.source.nodes import Text


@pytest.mark.parametrize("register", REGISTERS)
def test_a_number_bare_behind_its_name_and_as_an_address(register: type[RegisterNumber]) -> None:
    number = register.parse(Text(register.example))
    for typed in (register.example, f"{register.register}: {register.example}", number.target, number.target[8:]):
        assert register.parse(Text(typed)) == register.example
    with pytest.raises(PydanticCustomError, match="is not a number of"):
        register.parse(Text("§ 5"))


@pytest.mark.parametrize("typed", ["0-262-03384-4", "978-0-262-03384-8", "9780262033848", "ISBN 0-8044-2957-X"])
def test_an_isbn(typed: str) -> None:
    assert Isbn.parse(Text(typed)) == typed.removeprefix("ISBN ")
    wrong = typed[:-1] + ("1" if typed[-1] != "1" else "2")
    with pytest.raises(PydanticCustomError, match="check digit"):
        Isbn.parse(Text(wrong))


def test_an_issn() -> None:
    assert Issn.parse(Text("ISSN 03178471")) == "0317-8471"
    for wrong in ("0317-8472", "0317", "0317-84711"):
        with pytest.raises(PydanticCustomError):
            Issn.parse(Text(wrong))
