"""The judge of the hostile strings finds losses, and the strings are the same in each run."""

from itertools import islice

import pytest
from benchmarks.hostile_strings import document, is_exact, strings

from cvpdf.schema.sections import KINDS

PAGE = "Folded maps of\nnoise, see https://a.example/folding-\nmaps and e\u0301 × 10.\n"


@pytest.mark.parametrize("string", ["maps of noise", "Folded  maps", "https://a.example/folding-maps", "× 10"])
def test_a_string_that_is_on_the_page_is_exact(string: str) -> None:
    assert is_exact(string, PAGE)


@pytest.mark.parametrize("string", ["maps ofnoise x", "Foldedmaps", "maps of  noises", "×10", "https://a.example/maps"])
def test_a_string_that_is_changed_is_not(string: str) -> None:
    assert not is_exact(string, PAGE)


def test_each_document_has_a_string_in_every_kind_of_field() -> None:
    data, used = document(strings(1))

    assert document(strings(1)) == (data, used)
    assert {s.field.partition(".")[0] for s in used} >= {"basics", "publications", *KINDS}
    assert len({s.typed for s in islice(strings(1), 500)}) > 450
