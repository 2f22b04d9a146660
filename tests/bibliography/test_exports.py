"""What comes out of files as dblp, Google Scholar, NASA ADS, INSPIRE, the ACL Anthology and others export them.

The files imitate the exports; their works and people are invented. ``exports.yaml`` has what is expected of each.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from cvpdf.bibliography.bibtex.fields import to_publication
from cvpdf.bibliography.inherit import inherit
from cvpdf.bibliography.read_bib import read_bib
from cvpdf.diagnostics import has_errors
from cvpdf.schema.load import load

DATA = Path(__file__).parent / "data"
EXPECTED: dict[str, Any] = yaml.load((DATA / "exports.yaml").read_text("utf-8"), yaml.BaseLoader)


def works(name: str) -> list[dict[str, Any]]:
    file = read_bib(DATA / name)
    assert file.diagnostics == ()
    entries = inherit(file.entries).entries
    nodes = [*file.works, *(to_publication(entry).node for entry in entries)]
    return [{key: value for key, value in node.items() if key != "extra"} for node in nodes]


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export(name: str) -> None:
    assert works(name) == EXPECTED[name]


def test_no_export_is_refused(tmp_path: Path) -> None:
    files = ", ".join(str(DATA / name) for name in EXPECTED)
    cv = f"basics: {{name: Tess Hof}}\nbibliography: [{files}]\nsections: [{{kind: publications, title: P}}]\n"
    (tmp_path / "cv.yaml").write_text(cv, encoding="utf-8")
    found = load(tmp_path / "cv.yaml").diagnostics
    assert not has_errors(found)
    assert {d.code for d in found} == {"bib-latex", "cut-title"}
