"""A command that was handed over writes, and ends, as one that does its own work."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.cli.running import BAD, GOOD, NOTED
from tests.preview.pdfs import pdf
from tests.standby.desk import Answer, Desk


@pytest.fixture(scope="module", autouse=True)
def _files(shared: Desk) -> None:
    shared.write(GOOD)
    shared.write(BAD, "bad.yaml")
    shared.write(NOTED, "noted.yaml")
    shared.write(GOOD.replace("Ada", "Zoë"), "jobs/acmé & co/my cv.yaml")
    (shared.home / "some.pdf").write_bytes(pdf(["Ada Lovelace", "Analyst"]))
    (shared.home / "broken.pdf").write_bytes(pdf(["Ada"])[:-150])


def equal(desk: Desk, *words: str, code: int | None = None, **more: str) -> Answer:
    """Check that a command that is handed over does the same."""
    answer = desk.served(*words, **more)
    assert answer == desk.alone(*words, **more)
    if code is not None:
        assert answer.code == code
    return answer


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("validate",), 0),
        (("validate", "bad.yaml"), 1),
        (("validate", "noted.yaml", "--strict"), 0),
        (("validate", "no-such.yaml"), 1),
        (("validate", "bad.yaml", "--json"), 1),
        (("validate", "bad.yaml", "--format", "lines"), 1),
        (("validate", "bad.yaml", "--format", "sarif"), 1),
        (("validate", "--quiet"), 0),
        (("validate", "--nonsense"), 2),
        (("validate", "--help"), 0),
        (("build", "--variant"), 2),
        (("build", "bad.yaml"), 1),
        (("build", "--tex-only", "-o", "out here/ü"), 0),
        (("build", "--tex-only", "--json", "-o", "out"), 0),
        (("build", "jobs/acmé & co/my cv.yaml", "--tex-only", "--output-dir", "out"), 0),
        (("build", "--tex-only", "-o", "cv.yaml/impossible"), 4),
        (("variants",), 0),
        (("variants", "--json"), 0),
        (("check", "some.pdf"), None),
        (("check", "broken.pdf"), None),
        (("text", "some.pdf"), 1),
        (("text", "--nonsense"), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_commands(shared: Desk, words: tuple[str, ...], code: int | None) -> None:
    equal(shared, *words, code=code)


def test_the_folder_is_that_of_the_caller(shared: Desk) -> None:
    answer = equal(shared, "build", "my cv.yaml", "--tex-only", "-o", "../out", folder="jobs/acmé & co", code=0)
    assert b"../out/full.tex" in answer.output
    assert "Zoë" in (shared.home / "jobs/out/full.tex").read_text("utf-8")


@pytest.mark.parametrize(
    ("shell", "form"),
    [
        ('"$@" >/dev/full', "json"),
        ('"$@" 2>/dev/full', "people"),
        ('{ "$@"; echo $? >&2; } | head -c 1', "json"),
        ('"$@" | { exec <&-; sleep 0.3; }', "json"),
        ('exec <&-; "$@"', "json"),
        ('exec >&-; "$@"', "json"),
        ('exec >&-; "$@"', "people"),
        ('exec 2>&-; "$@"', "people"),
        ("trap '' INT HUP; \"$@\"", "people"),
    ],
)
def test_streams(shared: Desk, shell: str, form: str) -> None:
    shared.stand_by()
    words = ("validate", "bad.yaml", "--format", form)
    assert shared.run(*words, shell=shell) == shared.alone(*words, shell=shell)


def test_files_named_by_a_number_of_the_caller(shared: Desk) -> None:
    shared.stand_by()
    answer = shared.run("validate", "/dev/fd/7", shell='"$@" 7<cv.yaml')
    assert answer == shared.alone("validate", "/dev/fd/7", shell='"$@" 7<cv.yaml')
    assert answer.code == 0


@pytest.mark.parametrize(
    "variables",
    [{"LC_ALL": "C"}, {"NO_COLOR": "1"}, {"COLUMNS": "40"}, {"CI": "true"}, {"TERM": "dumb"}, {"HOME": "/nowhere"}],
    ids=str,
)
def test_variables(shared: Desk, variables: dict[str, str]) -> None:
    equal(shared, "validate", "jobs/acmé & co/none ü.yaml", code=1, **variables)


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:backslashreplace"},
        {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "POSIX"},
    ],
    ids=lambda variables: " ".join(variables.values()),
)
def test_encodings(desk: Desk, variables: dict[str, str]) -> None:
    desk.variables.update(variables)
    desk.write(BAD.replace("emial", "ëmial"))
    for words in (("validate", "cv.yaml"), ("validate", "--json"), ("validate", "ü.yaml")):
        equal(desk, *words)


def test_nothing_is_left_of_the_variables_of_an_earlier_command(shared: Desk) -> None:
    here = dt.datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    shared.write(GOOD.replace("1942", str(here)).replace("1943", "present"), "now.yaml")
    before = equal(shared, "validate", "now.yaml", TZ="Pacific/Kiritimati")
    assert b"future" in equal(shared, "validate", "now.yaml", TZ="Etc/GMT+12").errors
    assert equal(shared, "validate", "now.yaml", TZ="Pacific/Kiritimati") == before
    assert b"future" not in before.errors


def on_a_terminal(desk: Desk, *words: str, **more: str) -> str:
    """Run a command whose standard error is a terminal; return what appears there."""
    outer, inner = os.openpty()
    environment = desk.environment({"TERM": "xterm", **more})
    process = subprocess.Popen(
        desk.command(*words),
        cwd=desk.home,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=inner,
    )
    os.close(inner)
    seen = b""
    while True:
        try:
            seen += os.read(outer, 4096)
        except OSError:
            # Linux says so when the other end is closed.
            break
    os.close(outer)
    process.wait(timeout=30)
    return seen.decode()


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"COLUMNS": "50"}], ids=str)
def test_terminals(shared: Desk, variables: dict[str, str]) -> None:
    shared.stand_by()
    seen = on_a_terminal(shared, "validate", "bad.yaml", **variables)
    assert seen == on_a_terminal(shared, "validate", "bad.yaml", **variables, CVPDF_STANDBY="0")
    assert ("\x1b[31merror" in seen) == ("NO_COLOR" not in variables and variables.get("TERM") != "dumb")


def test_the_moving_line_of_a_build_disappears(shared: Desk) -> None:
    shared.stand_by()
    seen = on_a_terminal(shared, "build", "--tex-only", "-o", "moving")
    assert "\x1b[2K" in seen, "it was there"
    assert "\x1b[?25h" in seen, "the cursor is back"


@pytest.mark.parametrize("mask", ["077", "022", "000"])
def test_files_have_the_modes_that_the_caller_wants(shared: Desk, mask: str) -> None:
    modes = []
    for number, run in enumerate((shared.served, shared.alone)):
        folder = f"modes {mask} {number}"
        run("build", "--tex-only", "-o", folder, shell=f'umask {mask}; "$@"')
        made = shared.home / folder
        modes.append({path.relative_to(made): path.stat().st_mode for path in [made, *made.rglob("*")]})
    assert modes[0] == modes[1]
    assert modes[0][Path("full.tex")] & 0o777 == 0o666 & ~int(mask, 8)
