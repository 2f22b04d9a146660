from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.bibliography.bibtex.fields import to_publication
from cvpdf.bibliography.read_bib import parse_bib
from cvpdf.export.works_yaml import works_yaml
from cvpdf.schema.publications import Publication
from cvpdf.source.compose import compose
from cvpdf.source.nodes import Mapping
from cvpdf.source.read import SourceFile

BIB = r"""@article{no, author = {Hof, Tess and van der Berg, Jan and {CERN Collaboration}
  and Garcia Jimenez, Ana and others},
  journal = {No}, title = {\emph{E. coli}: a #1 [draft]}, year = 2024, volume = 012, tags = {ml, on}, file = {x: y},
  links = {code: https://example.org/a}, equal = {1, 2}}
"""


def works(text: str) -> list[Mapping]:
    file = parse_bib("p.bib", text.encode())
    return [to_publication(entry).node for entry in file.entries]


def read_back(text: str) -> list[Mapping]:
    tree, problems = compose(SourceFile("cv.yaml", text))
    assert tree is not None
    assert not problems, problems
    return list(tree["publications"])


def test_publications_are_written_as_they_would_be_typed() -> None:
    assert works_yaml(works(BIB)) == (
        "publications:\n"
        "  - key: 'no'\n"
        "    title: '*E. coli*: a #1 [draft]'\n"
        "    authors: [Tess Hof, Jan van der Berg, CERN Collaboration, {given: Ana, family: Garcia Jimenez}]\n"
        "    others: true\n"
        "    equal: [1, 2]\n"
        "    type: article\n"
        "    venue: 'No'\n"
        "    volume: 012\n"
        "    date: 2024\n"
        "    links: [{label: code, url: 'https://example.org/a'}]\n"
        "    tags: [ml, 'on']\n"
        "    extra:\n"
        "      file: 'x: y'\n"
    )


def test_other_readers_find_the_same_words() -> None:
    [work] = yaml.safe_load(works_yaml(works(BIB)))["publications"]
    assert (work["key"], work["venue"], work["tags"]) == ("no", "No", ["ml", "on"])


PIECES = [*"ab1N~-:#*&!|>%@'`[]?,. é漢😀“", ": ", "\n\n", "no", "2024-01-02", "0x1f", "\u200b"]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1).map("".join)
NAMES = st.lists(
    st.sampled_from(["Tess Hof", "Hof, Tess", "van der Berg, Jan", "{A Group}", "Hof, Jr., T.", "刘 伟", "A*"]),
    min_size=1,
)


@given(TEXTS, TEXTS, NAMES)
def test_what_is_read_back_is_the_same(title: str, note: str, names: list[str]) -> None:
    authors = " and ".join(names)
    found = works(
        f"@misc{{k, title = {{T {title}}}, note = {{{note}}}, author = {{{authors}}}, booktitle = {{{note}}}}}"
    )
    for before, after in zip(found, read_back(works_yaml(found)), strict=True):
        first, second = Publication.model_validate(before), Publication.model_validate(after)
        assert first == second
        assert [author.name for author in first.authors] == [author.name for author in second.authors]
