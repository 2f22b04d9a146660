"""Styles of the Citation Style Language: which file is meant, and where its errors are reported."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from cvpdf.pipeline.load import load
from cvpdf.render.content.styles import pandoc
from cvpdf.themes import csl_files

needs_csl = pytest.mark.skipif(find_spec("pypandoc") is None, reason="needs the extra `csl`")

CV = """\
basics: {name: Tess Hof}
sections: [{kind: publications, title: P}]
publications: [{key: a, title: Rain, authors: [%s Tess Hof], venue: Weather, date: 2023}]
design: {publications: {style: "csl:%s"}}
"""
STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>S</title><id>s</id></info>
<macro name="a"><names variable="author"/></macro>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text macro="a"/><text variable="title" prefix=". "/></layout></bibliography>
</style>
"""
PARENT = '<link href="http://www.zotero.org/styles/%s" rel="independent-parent"/></info>'


def _problems(folder: Path, style: str, text: str | bytes = b"", before: str = "") -> list[tuple[str, str, str, str]]:
    (folder / "cv.yaml").write_text(CV % (before, style), encoding="utf-8")
    if text:
        (folder / "s.csl").write_bytes(text.encode() if isinstance(text, str) else text)
    found = load(folder / "cv.yaml").diagnostics
    places = [f"{Path(one.span.file).name}:{one.span.line}" if one.span else "" for one in found]
    return [(one.code, place, one.message, one.hint or "") for one, place in zip(found, places, strict=True)]


@needs_csl
def test_styles_without_errors(tmp_path: Path) -> None:
    assert _problems(tmp_path, "s.csl", STYLE) == []
    assert tmp_path / "s.csl" in load(tmp_path / "cv.yaml").files
    dependent = STYLE.partition("<citation>")[0].partition("<macro")[0].replace("</info>", PARENT % "nature")
    assert _problems(tmp_path, "./s.csl", dependent + "</style>") == []
    assert _problems(tmp_path, "nature-chemistry") == []


@needs_csl
@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<style>\n<a></style>", 2, "not XML: mismatched tag"),
        ("\n<html/>", 1, "not a style of the Citation Style Language"),
        ('<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n' + STYLE, 1, "declares a document type"),
        (STYLE.replace('macro="a"', 'macro="b"'), 5, "has no macro `b`"),
        (STYLE.replace('<names variable="author"/>', '<text macro="a"/>'), 1, "call each other in a circle: `a`, `a`"),
        (STYLE.replace("bibliography", "notes"), 1, "has no `<bibliography>`"),
        (STYLE.replace("<title>S", "<title>\n\xe4").encode("latin-1"), 3, "not encoded in UTF-8"),
    ],
)
def test_a_broken_file(tmp_path: Path, text: str | bytes, line: int, message: str) -> None:
    [(code, place, said, _)] = _problems(tmp_path, "s.csl", text)
    assert (code, place) == ("style-unreadable", f"s.csl:{line}")
    assert message in said


@needs_csl
@pytest.mark.parametrize(
    ("style", "message", "hint"),
    [
        ("american-chemical-sociaty", "there is no citation style", "did you mean `csl:american-chemical-society`"),
        ("Xyzzyqq", "there is no citation style `csl:Xyzzyqq`", "zotero.org"),
        ("no/s.csl", "there is no file `no/s.csl`", "relative to the folder"),
    ],
)
def test_an_unknown_style(tmp_path: Path, style: str, message: str, hint: str) -> None:
    [(code, place, said, help_)] = _problems(tmp_path, style)
    assert (code, place) == ("unknown-style", "cv.yaml:4")
    assert message in said
    assert hint in help_


@needs_csl
def test_a_parent_that_is_not_installed(tmp_path: Path) -> None:
    dependent = STYLE.partition("<macro")[0].replace("</info>", PARENT % "nowhere")
    [(code, _, said, hint)] = _problems(tmp_path, "s.csl", dependent + "</style>")
    assert (code, said) == ("unknown-style", "citation style `csl:s.csl` follows `nowhere`, which is not installed")
    assert "download `nowhere.csl`" in hint


@needs_csl
def test_a_list_that_is_cut_before_the_own_name(tmp_path: Path) -> None:
    [(code, place, said, _)] = _problems(tmp_path, "modern-language-association", before="Al One, Bo Two,")
    assert (code, place) == ("own-name-cut", "cv.yaml:3")
    assert said == "the citation style leaves your name out of the authors of `a`"


@needs_csl
def test_words_are_those_of_csl_in_a_language_without_labels(tmp_path: Path) -> None:
    language = "locale: {language: eo, labels: {}}\n"
    found = {}
    for style in ("csl:apa", "apa"):
        (tmp_path / "cv.yaml").write_text((CV % ("", "x")).replace("csl:x", style) + language, encoding="utf-8")
        found[style] = [one.message for one in load(tmp_path / "cv.yaml").diagnostics if "et_al" in str(one)]
    assert found["csl:apa"] == []
    assert found["apa"] != []


@needs_csl
def test_pandoc_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pandoc._printed.cache_clear()
    results: list[Any] = [
        subprocess.TimeoutExpired("pandoc", 1),
        OSError(8, "Exec format error"),
        subprocess.CompletedProcess((), 1, b"", b"Error in line 4:\nno such thing"),
    ]

    def run(*_: Any, **__: Any) -> Any:
        if isinstance(result := results.pop(0), Exception):
            raise result
        return result

    monkeypatch.setattr(subprocess, "run", run)
    said = [_problems(tmp_path, "s.csl", STYLE.replace("S<", f"S {number}<"))[0] for number in range(3)]
    assert results == []
    assert [(code, place) for code, place, *_ in said] == [
        ("csl-timeout", "s.csl:1"),
        ("csl-missing", "s.csl:1"),
        ("csl-failed", "s.csl:4"),
    ]
    assert said[2][2] == "pandoc cannot use citation style `csl:s.csl`: Error in line 4: no such thing"


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csl_files, "find_spec", lambda _: None)
    [(code, place, said, hint)] = _problems(tmp_path, "apa")
    assert (code, place) == ("csl-missing", "cv.yaml:4")
    assert said == "the packages for citation style `csl:apa` are missing"
    assert "'cvpdf[csl]'` installs them" in hint
