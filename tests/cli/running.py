"""Short ways to run the command line, in this process and in another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from typer.testing import CliRunner

from cvpdf.cli import COMMANDS as COMMANDS
from cvpdf.cli.program import app
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]

GOOD = """
basics: {name: Ada Lovelace, headline: Analyst}
sections:
  - kind: experience
    title: Work
    entries:
      - company: Engines
        position: Analyst
        start_date: 1942
        end_date: 1943
        highlights: [one, {text: two, tags: [long]}, {text: three, hide: true}]
variants:
  short: {tags: {exclude: [long]}}
"""
BAD = "basics: {name: Ada, emial: x}\nsections: [{kind: text, title: T}]\n"
NOTED = GOOD.replace("[one, {", "[one, one, {")


@dataclass(frozen=True)
class Answer:
    """What a command has written, and how it ended."""

    exit_code: int
    stdout: str
    stderr: str
    output: str


def cvpdf(*arguments: str | Path, stdin: str | bytes | None = None) -> Answer:
    """Run a command in this process; an exception that is no exit fails the test."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr, result.output)


def in_process(
    *arguments: str | Path, cwd: Path, variables: Mapping[str, str] | None = None, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command as users do."""
    command = [sys.executable, "-m", "cvpdf", *map(str, arguments)]
    environment = {**os.environ, "PYTHONUTF8": "1", **(variables or {})}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, input=stdin, timeout=PATIENCE, check=False
    )


def write(path: Path, text: str = GOOD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text).lstrip(), encoding="utf-8")
    return path
