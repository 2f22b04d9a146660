"""Both readers of command lines give the same call, and what the plain one leaves to typer."""

from __future__ import annotations

import functools
import inspect
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cvpdf import __version__
from cvpdf.cli import plain
from cvpdf.cli.declared import Option
from cvpdf.cli.output import Form
from cvpdf.cli.program import command
from tests.cli.running import COMMANDS, in_process, write

FUNCTIONS: dict[str, Callable[..., int | None]] = {name: import_module(f"cvpdf.cli.{name}").run for name in COMMANDS}
OPTIONS = {
    name: [
        (one, word) for one in plain._parameters(run) if isinstance(one.declared, Option) for word in one.declared.names
    ]
    for name, run in FUNCTIONS.items()
}
WORDS = st.one_of(
    st.sampled_from(["cv.yaml", "jobs/cv.yaml", "full", "json", "lines", "lualatex", "60", "0.5", "1.5", "x y", "nan"]),
    st.sampled_from(["", "-", "--", "--help", "-h", "-vq", "-obuild", "--nonsense", "--json=1", "--stri", "1e3", "²"]),
    st.text(max_size=4).filter(lambda text: "\0" not in text),
)


def _recording() -> tuple[typer.Typer, list[tuple[str, dict[str, Any]]]]:
    """Return a program that tells what it would have called."""
    calls: list[tuple[str, dict[str, Any]]] = []
    program = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})
    for name, function in FUNCTIONS.items():

        def record(_name: str = name, **values: Any) -> None:
            calls.append((_name, values))

        program.command(name)(command(functools.wraps(function)(functools.partial(record, name))))
    return program, calls


PROGRAM, CALLS = _recording()


def by_typer(words: list[str]) -> dict[str, Any] | None:
    CALLS.clear()
    CliRunner().invoke(PROGRAM, words)
    return _whole(words[0], CALLS[0][1]) if CALLS else None


def by_us(words: list[str]) -> dict[str, Any] | None:
    call = plain.read(words, {})
    return _whole(words[0], call.values) if call else None


def _whole(name: str, values: dict[str, Any]) -> dict[str, Any]:
    bound = inspect.signature(FUNCTIONS[name]).bind_partial(**values)
    bound.apply_defaults()
    return {key: value or None for key, value in bound.arguments.items()}


def _example(one: Any) -> str:
    if one.kind is float:
        return "12.5"
    return "json" if one.kind is Form else "lualatex" if one.name == "engine" else "word"


@pytest.mark.parametrize(
    ("name", "one", "word"), [(name, one, word) for name, options in OPTIONS.items() for one, word in options]
)
def test_every_option_in_every_form(name: str, one: Any, word: str) -> None:
    needed = ["a.pdf"] if name == "check" else []
    if one.kind is bool:
        forms = [[word], [word, word]]
    else:
        value = _example(one)
        forms = [[word, value], *([[f"{word}={value}"]] if word.startswith("--") else [])]
    for form in forms:
        for words in ([name, *form, *needed], [name, *needed, *form]):
            found = by_us(words)
            assert found is not None
            assert found == by_typer(words)
            assert found != by_us([name, *needed])


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    name = draw(st.sampled_from(COMMANDS))
    parts: list[list[str]] = [[word] for word in draw(st.lists(WORDS, max_size=2))]
    for one, word in draw(st.lists(st.sampled_from(OPTIONS[name]), max_size=4)) if OPTIONS[name] else ():
        if one.kind is bool:
            parts.append([word])
        else:
            value = draw(st.one_of(WORDS, st.just(_example(one))))
            parts.append(draw(st.sampled_from([[word, value], [f"{word}={value}"], [word]])))
    return [name, *(word for part in draw(st.permutations(parts)) for word in part)]


@given(command_lines())
def test_what_is_read_is_what_typer_reads(words: list[str]) -> None:
    found = by_us(words)
    assert found is None or found == by_typer(words)


@pytest.mark.parametrize(
    "words",
    [
        *([], ["--help"], ["-h"], ["nonsense"], ["--version", "build"], ["build", "--help"], ["build", "-h"]),
        *(["build", "a", "b"], ["check"], ["build", "--timeout", "0"], ["build", "--timeout", "word"]),
        *(["build", "--engine", "word"], ["build", "-vq"], ["build", "-obuild"], ["build", "-o"], ["build", "--", "a"]),
        *(["build", "--json=true"], ["build", "-o=build"], ["build", "--output-dir", "-v"], ["build", ""]),
        *(["build", "-o", "a", "-o", "b"], ["validate", "--form", "json"], ["validate", "--format", "JSON"]),
    ],
)
def test_what_is_left_to_typer(words: list[str]) -> None:
    assert plain.read(words, {}) is None


def test_completion_is_left_to_typer() -> None:
    assert plain.read(["build"], {"_CVPDF_COMPLETE": "complete_bash"}) is None


def test_words_that_windows_expands(monkeypatch: pytest.MonkeyPatch) -> None:
    words = (["check", "*.pdf"], ["check", "~/a.pdf"], ["build", "-o", "%TEMP%"])
    assert all(plain.read(one, {}) for one in words)
    monkeypatch.setattr("os.name", "nt")
    assert not any(plain.read(one, {}) for one in words)


def test_typer_is_not_imported(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml")
    script = """
import os, sys
os._exit = sys.exit
sys.argv = ["cvpdf", "validate"]
from cvpdf.__main__ import main
try:
    main()
except SystemExit as end:
    print(end.code, "typer" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "0 False\n"


def test_the_exit_code_is_the_commands(tmp_path: Path) -> None:
    assert in_process("validate", cwd=tmp_path).returncode == 1
    done = in_process("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"cvpdf {__version__}\n")


def test_standard_output_that_knows_only_ascii(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml", "basics: {name: Ada, native_name: 愛}\n")
    done = in_process("variants", "--json", cwd=tmp_path, variables={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert "é" in done.stdout
