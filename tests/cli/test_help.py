from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cvpdf import __version__
from tests.cli.running import COMMANDS, cvpdf, in_process, write

HEAVY = (
    *("pydantic", "jinja2", "pypdf", "yaml", "babel", "phonenumbers", "email_validator", "markdown_it", "filelock"),
    *("rich", "cvpdf.schema.resume", "cvpdf.render.printer", "cvpdf.pdf.checks.text"),
    *("cvpdf.pipeline.load", "cvpdf.pipeline.compile", "cvpdf.pipeline.build"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_examples_that_name_existing_options(command: str) -> None:
    result = cvpdf(command, "--help")
    assert result.exit_code == 0
    options, _, rest = result.output.partition("Examples:\n")
    examples = [line.strip() for line in rest.partition("\n\n")[0].splitlines()]
    assert examples
    for example in examples:
        assert example.startswith(f"cvpdf {command}")
        for flag in re.findall(r" (--?[a-z-]+)", example.partition("  #")[0]):
            assert flag in options, (example, flag)
    assert max(map(len, result.output.splitlines())) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_other_ways_to_the_help(command: str) -> None:
    text = cvpdf(command, "--help").output
    assert cvpdf(command, "-h").output == text
    assert cvpdf("help", command).output == text


def test_metavars_are_words_of_the_field() -> None:
    words = {word for name in COMMANDS for word in re.findall(r"\b[A-Z]{3,}\b", cvpdf(name, "--help").output)}
    assert words <= {
        "OPTIONS",
        "VARIANT",
        "FILE",
        "DIR",
        "SECONDS",
        "TEXT",
        "LANGUAGE",
        "PORT",
        "JSON",
        "YAML",
        "CSL",
        "PDF",
        "PDFS",
        "CV",
        "FAMILY",
        "PNG",
        "THEME",
    }


def test_the_list_of_commands() -> None:
    result = cvpdf("--help")
    assert result.exit_code == 0
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\S.*\.$", result.output, re.M), command
    assert "..." not in result.output.partition("Commands:")[2]
    assert cvpdf().output == cvpdf("help").output == result.output


def test_a_misspelt_command() -> None:
    result = cvpdf("biuld")
    assert result.exit_code == 2
    assert "No such command 'biuld'. Did you mean 'build'?" in result.stderr


def test_exit_codes_are_documented() -> None:
    text = " ".join(cvpdf("build", "--help").output.split())
    for code in ("0", "1", "2", "3", "4", "5"):
        assert re.search(rf"\b{code} [a-zA-Z]", text.partition("Exit codes")[2]), code


def test_the_version() -> None:
    result = cvpdf("--version")
    assert (result.exit_code, result.output) == (0, f"cvpdf {__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("build", "--nonsense"), ("build", "--engine", "word"), ("check",), ("build", "a", "b")],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert cvpdf(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("build", "onepage"), "`onepage` is a variant, not a file; run: cvpdf build --variant onepage"),
        (("build", "short"), "`short` is a variant, not a file; run: cvpdf build --variant short"),
        (("text", "full"), "`full` is a variant, not a file; run: cvpdf text --variant full"),
        (("validate", "cv.yaml", "full"), "`full` is a variant, not a file"),
        (("build", "cv.yaml", "full"), "unexpected argument `full`; a variant is an option: --variant full"),
        (("build", "cv.yaml", "a", "b"), "unexpected argument `a`; a variant is an option: --variant a"),
        (("variants", "cv.yaml", "a"), "Got unexpected extra argument"),
        (("onepage",), "`onepage` is a variant, not a command; run: cvpdf build --variant onepage"),
        (("cv.yaml",), "`cv.yaml` is not a command; run: cvpdf build cv.yaml"),
    ],
)
def test_a_variant_in_place_of_a_file(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "cv.yaml")
    monkeypatch.chdir(tmp_path)
    result = cvpdf(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Error: {message}" in result.stderr


def test_a_file_that_is_called_like_a_variant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "full")
    monkeypatch.chdir(tmp_path)
    assert cvpdf("validate", "full").exit_code == 0


@pytest.mark.parametrize("command", ["build", "validate", "check"])
@pytest.mark.parametrize("form", ["people", "lines", "sarif"])
def test_json_and_another_format(command: str, form: str) -> None:
    result = cvpdf(command, "cv.pdf", "--json", "--format", form)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"error[conflicting-options]: --json contradicts --format {form}" in result.stderr
    assert cvpdf(command, "missing.pdf", "--json", "--format", "json").stdout.startswith("{")


@pytest.mark.parametrize("arguments", [[], ["--version"], ["nonsense"], *([name, "--help"] for name in COMMANDS)])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    script = f"""
import sys
sys.argv = ["cvpdf", *{arguments!r}]
from cvpdf.__main__ import main
try:
    main()
except SystemExit:
    pass
print("LOADED", *[name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_only_the_module_of_the_command_is_imported() -> None:
    script = """
import sys
sys.argv = ["cvpdf", "schema"]
from cvpdf.__main__ import main
try:
    main()
except SystemExit:
    pass
names = {name.removeprefix("cvpdf.cli.") for name in sys.modules if name.startswith("cvpdf.cli.")}
from cvpdf.cli import COMMANDS
print(*names & set(COMMANDS))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "schema"


def test_the_module_runs_as_the_program(tmp_path: Path) -> None:
    assert in_process("--version", cwd=tmp_path).stdout == f"cvpdf {__version__}\n"
    installed = Path(sys.executable).with_name("cvpdf")
    if installed.exists():
        done = subprocess.run([installed, "--version"], capture_output=True, text=True, check=True)
        assert done.stdout == f"cvpdf {__version__}\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk")
@pytest.mark.parametrize("words", [["schema"], ["--version"], ["--help"]])
def test_a_full_disk_is_no_success(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "cvpdf", *words]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode != 0
    assert "No space left on device" in done.stderr


def test_the_readers_end_of_a_pipe_may_go_away(tmp_path: Path) -> None:
    """As with `| head`: no traceback, and nothing of Python's own at exit."""
    command = [sys.executable, "-m", "cvpdf", "schema"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    complaints = process.stderr.read()
    process.stderr.close()
    assert process.wait() != 0
    assert complaints == ""
