"""`cvpdf fit`: first with fits made by hand, then with LaTeX."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from cvpdf.diagnostics import ExitCode
from cvpdf.fitting.messages import does_not_fit
from cvpdf.fitting.report import FitResult
from cvpdf.pipeline.options import Options
from tests.cli.running import BAD, GOOD, ROOT, cvpdf, in_process, write
from tests.cli.test_completion import completed
from tests.fitting.reports import HIDDEN, LAYOUT, all_shown, fit, fit_item, report

PIN = fit_item("highlight", "Punched cards", 18, 90, 48)


class Fake:
    """A replacement for fitting that records its options."""

    def __init__(self) -> None:
        self.result = FitResult()
        self.calls: list[Options] = []

    def fit_variants(self, options: Options) -> FitResult:
        self.calls.append(options)
        return self.result


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    fake, module = Fake(), ModuleType("cvpdf.pipeline.fit_only")
    module.fit_variants = fake.fit_variants  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cvpdf.pipeline.fit_only", module)
    return fake


def test_the_options(fake: Fake) -> None:
    cvpdf("fit", "jobs/cv.yaml", "--variant", "a", "--variant", "b", "-o", "out", "--timeout", "5")
    cvpdf("fit")
    assert fake.calls == [
        Options(Path("jobs/cv.yaml"), Path("out"), ("a", "b"), timeout=5.0),
        Options(Path("cv.yaml"), Path("build")),
    ]


def test_the_table(fake: Fake) -> None:
    short = report(all_shown(), variant="acme", used=650.0)
    fake.result = FitResult(fits=(fit(), fit(short)))
    result = cvpdf("fit")
    assert (result.exit_code, result.stderr) == (0, "")
    first, second = result.stdout.split("\n\nacme: ")
    assert first.startswith("onepage: one page, 99 % filled, 9.5 pt, spacing 0.72, line spacing 1\n")
    assert "cv.yaml:14  entry    Looms and 2 bullets " in first
    assert "4 lines of text are free." in " ".join(second.split())
    assert "Punched cards" not in result.stdout
    wordy = cvpdf("fit", "-v").stdout
    assert "Punched cards" in wordy
    assert "Ada Lovelace" in wordy


def test_json(fake: Fake) -> None:
    fake.result = FitResult(fits=(fit(),))
    result = cvpdf("fit", "--json")
    facts = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert list(facts) == ["format", "command", "cvpdf", "ok", "exit_code", "variants", "diagnostics"]
    assert (facts["command"], facts["ok"], facts["diagnostics"]) == ("fit", True, [])
    [one] = facts["variants"]
    assert (one["variant"], one["explained"], len(one["items"])) == ("onepage", None, 10)
    explained = json.loads(cvpdf("fit", "--json", "--explain", "minutes").stdout)["variants"][0]["explained"]
    assert [(why["verdict"], why["line"]) for why in explained] == [("hidden", 40)]


def test_explain(fake: Fake) -> None:
    fake.result = FitResult(fits=(fit(), fit(report(all_shown(), variant="acme"), dropped=())))
    result = cvpdf("fit", "--explain", "punched")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "onepage: bullet `Punched cards` (cv.yaml:18): left out\n  because it cannot be shown" in result.stdout
    assert "\n\nacme: bullet `Punched cards` (cv.yaml:18): shown\n  because there is room" in result.stdout
    only = cvpdf("fit", "--explain", HIDDEN.text)
    assert only.exit_code == 0
    assert "acme" not in only.output


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("puncht card", "hint: did you mean `Punched cards`?"),
        ("quarterly", "error[no-such-text]: no item contains `quarterly`"),
        *(("", "the text to explain is empty"), ("**", "the text to explain is empty")),
    ],
)
def test_nothing_to_explain(wanted: str, message: str, fake: Fake) -> None:
    fake.result = FitResult(fits=(fit(),))
    result = cvpdf("fit", "--explain", wanted)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    facts = json.loads(cvpdf("fit", "--explain", wanted, "--json").stdout)
    assert (facts["exit_code"], facts["diagnostics"][0]["code"]) == (2, "no-such-text")


def test_no_variant_is_fitted(fake: Fake) -> None:
    result = cvpdf("fit")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "note[nothing-fitted]" in result.stderr
    assert cvpdf("fit", "--explain", "x").exit_code == 2
    assert fake.calls


def test_what_does_not_fit(fake: Fake) -> None:
    failed = does_not_fit("acme", None, 31.4, 12.0, LAYOUT, [PIN])
    fake.result = FitResult((failed,), (fit(),), ExitCode.CHECK_FAILED)
    result = cvpdf("fit")
    assert result.exit_code == 5
    assert "error[does-not-fit]: variant `acme`: the required content is 31.4 pt (3 lines) taller" in result.stderr
    assert "cv.yaml:18:9: pinned, 48.0 pt" in result.stderr
    assert result.stdout.startswith("onepage: "), "the others are still shown"
    assert cvpdf("fit", "--explain", "quarterly").exit_code == 5
    fake.result = FitResult((failed,), (), ExitCode.CHECK_FAILED)
    result = cvpdf("fit", "--explain", "Punched")
    assert result.exit_code == 5
    assert "no-such-text" not in result.stderr


def test_completion(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml")
    assert completed("cvpdf fit --variant sh", tmp_path) == ["short"]


# The tests from here on run the real `cvpdf.pipeline.fit_only`; most of them need LaTeX.

BULLETS = [f"Bullet number {n}: " + "with words that fill a line or two of the page " * (n % 3 + 1) for n in range(60)]
LONG = """
basics: {name: Ada Lovelace, headline: Analyst}
sections:
  - kind: experience
    title: Work
    entries:
      - company: Engines
        position: Analyst
        start_date: 1942
        end_date: 1943
        highlights:
          - {text: The pinned bullet, pin: true}
          - {text: The hidden bullet, hide: true}
"""
LONG += "".join(f"          - {{text: '{text.strip()}', priority: {n % 5 + 1}}}\n" for n, text in enumerate(BULLETS))
FITTED = "variants: {short: {max_pages: 1, fit: true}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "arguments", "code", "message"),
    [
        (BAD, (), 1, "emial"),
        (GOOD, ("--variant", "shrot"), 2, "error[unknown-variant]"),
        (GOOD, ("--variant", "full"), 2, "error[not-fitted]"),
    ],
)
def test_real_complaints(
    text: str, arguments: tuple[str, ...], code: int, message: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write(folder / "cv.yaml", text)
    result = cvpdf("fit", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert capfd.readouterr().out == ""


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a CV that is too long for its page, and measured already."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "cv.yaml").write_text(LONG.lstrip() + FITTED, encoding="utf-8")
    assert in_process("fit", cwd=folder).returncode == 0
    return folder


@pytest.mark.tex
def test_too_much_for_a_page(long: Path) -> None:
    result = in_process("fit", "--variant", "short", cwd=long)
    assert result.stdout.startswith("short: one page, ")
    assert "\nleft out " in result.stdout
    assert not list(long.glob("build/[!.]*")), "no results are written"
    facts = json.loads(in_process("fit", "--json", "--variant", "short", cwd=long).stdout)["variants"][0]
    items = facts["items"]
    assert facts["value"] == sum(item["value"] for item in items if item["shown"])
    assert facts["possible"] == sum(item["value"] for item in items)
    assert [item["shown"] for item in items if item["text"] == "The pinned bullet"] == [True]
    assert all(item["parent"] is not None for item in items if item["kind"] == "highlight")
    assert [hidden["text"] for hidden in facts["hidden"] if hidden["what"] == "highlight"] == ["The hidden bullet"]


@pytest.mark.tex
def test_real_explanations(long: Path) -> None:
    facts = json.loads(in_process("fit", "--json", cwd=long).stdout)["variants"][0]
    items = facts["items"]
    left_out = next(item["text"] for item in items if item["kind"] == "highlight" and not item["shown"])
    for text, verdict in ((left_out, "displaced"), ("the pinned", "pinned"), ("the hidden", "hidden")):
        result = in_process("fit", "--json", "--explain", text, cwd=long)
        [explained] = json.loads(result.stdout)["variants"][0]["explained"]
        assert explained["verdict"] == verdict
        if explained["otherwise"] is not None:
            gained = sum(items[number]["value"] for number in (*explained["comes"], explained["item"]))
            lost = sum(items[number]["value"] for number in explained["goes"])
            assert explained["otherwise"] == facts["value"] + gained - lost <= facts["value"]
    printed = in_process("fit", "--explain", left_out, cwd=long).stdout
    assert ": left out\n  because there is no room for it" in printed or "of the same value" in printed


@pytest.mark.tex
def test_really_short(folder: Path) -> None:
    write(folder / "cv.yaml", GOOD.replace("short: {", "short: {max_pages: 1, fit: true, "))
    done = in_process("fit", "--variant", "short", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "lines of text are free." in " ".join(done.stdout.split())
    assert "left out " not in done.stdout


@pytest.mark.tex
def test_pins_that_really_do_not_fit(folder: Path) -> None:
    text = re.sub("priority: [345]", "pin: true", LONG)
    text = text.replace("with words", "with a good many more words than that, by which it takes some lines,")
    (folder / "cv.yaml").write_text(text.lstrip() + FITTED, encoding="utf-8")
    done = in_process("fit", "--variant", "short", cwd=folder)
    assert (done.returncode, done.stdout) == (5, "")
    assert "error[does-not-fit]: variant `short`: the required content is " in done.stderr
    assert done.stderr.count(": pinned, ") == 3


@pytest.mark.tex
def test_the_worked_example_with_everything_asked_for(folder: Path) -> None:
    """A page too small for all of it: every item has its line and its parent."""
    text = (ROOT / "cv.yaml").read_text("utf-8")
    text = text.replace("\nvariants:\n", "\nvariants:\n  tight: {max_pages: 1, fit: true}\n", 1)
    lines = write(folder / "cv.yaml", text).read_text("utf-8").splitlines()
    done = in_process("fit", "--variant", "tight", "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    items = json.loads(done.stdout)["variants"][0]["items"]
    assert [item for item in items if not item["shown"]]
    for item in items:
        if item["line"] is not None and item["kind"] in ("entry", "publication", "highlight"):
            there = " ".join(lines[item["line"] - 1 : item["end_line"]])
            assert item["text"].split()[0].strip("\"'") in there
        assert item["parent"] is not None or item["kind"] in ("header", "section", "remark")
