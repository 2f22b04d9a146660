"""The wheel is enough: installed into an empty virtual environment, without a network, it makes PDFs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest

from cvpdf.fonts.find.built_in import DATA
from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "latex_templates"
DEAD_PROXY = "http://127.0.0.1:9"

pytestmark = pytest.mark.tex


@dataclass(frozen=True)
class Installation:
    """An environment with nothing but the wheel; what cvpdf depends on is lent by the environment of the tests."""

    folder: Path

    def program(self, name: str) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin") / name

    def run(self, *command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*without_network(), *map(str, command)],
            cwd=cwd,
            env=environment(cwd.parent),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=10 * PATIENCE,
            check=False,
        )


def without_network() -> list[str]:
    """The prefix of a command that runs it in a network of its own, which is empty; nothing where that is forbidden."""
    prefixes = (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]) if shutil.which("unshare") else ()
    works = (prefix for prefix in prefixes if not subprocess.run([*prefix, "true"], capture_output=True).returncode)
    return next(works, [])


def environment(home: Path) -> dict[str, str]:
    """A plain environment, in which what honours a proxy finds no way out either."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), DEAD_PROXY)
    return {**kept, **proxies, "HOME": str(home), "PIP_CONFIG_FILE": os.devnull}


def python(home: Path, *arguments: str | Path) -> None:
    subprocess.run([sys.executable, *map(str, arguments)], check=True, env=environment(home), timeout=10 * PATIENCE)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    python(folder, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    installation = Installation(tmp_path_factory.mktemp("empty environment é") / "venv")
    venv.create(installation.folder, symlinks=os.name != "nt", with_pip=False)
    own_packages = sysconfig.get_path("purelib", vars={"base": str(installation.folder)}, scheme="venv")
    python(
        installation.folder.parent,
        "-m", "pip", "--python", installation.program("python"), "install", "--quiet", "--disable-pip-version-check",
        "--no-index", "--no-deps", "--no-compile", wheel,
    )  # fmt: skip
    # Python does not read the .pth files of a folder that is itself named in one, so the editable cvpdf stays outside.
    Path(own_packages, "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return installation


def test_wheel_carries_the_templates_and_nothing_foreign(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {
        f"cvpdf/latex_templates/{path.relative_to(TEMPLATES).as_posix()}"
        for path in TEMPLATES.rglob("*")
        if path.is_file()
    }
    assert {"cvpdf/latex_templates/cvpdf.cls", "cvpdf/latex_templates/cvpdf-core.sty"} <= shipped
    assert shipped <= names
    assert "cvpdf/py.typed" in names
    assert {f"cvpdf/fonts/data/{path.name}" for path in DATA.iterdir()} <= names
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 4_400_000  # the fonts are most of it
    assert wheel.stat().st_size < 5_500_000
    licences = {Path(name).name for name in names if "dist-info/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-icons.txt", *(path.name for path in DATA.glob("LICENSE-*.txt"))}
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"cvpdf"}


def test_source_distribution_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    python(tmp_path, "-m", "build", "--sdist", "--no-isolation", "--outdir", tmp_path, ROOT)
    (sdist,) = tmp_path.glob("*.tar.gz")
    python(tmp_path, "-W", "ignore", "-m", "tarfile", "-e", sdist, tmp_path)
    unpacked = tmp_path / sdist.name.removesuffix(".tar.gz")
    python(tmp_path, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, unpacked)
    (rebuilt,) = tmp_path.glob("*.whl")
    assert sorted(zipfile.ZipFile(rebuilt).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())


def test_new_validate_and_build_in_an_empty_folder(installation: Installation, tmp_path: Path) -> None:
    folder = tmp_path / "mein Ordner é 刘"
    folder.mkdir()

    where = installation.run(installation.program("python"), "-c", "import cvpdf; print(cvpdf.__file__)", cwd=folder)
    assert where.returncode == 0, where.stderr
    assert Path(where.stdout.strip()).is_relative_to(installation.folder)

    for command in ("new", "validate", "build"):
        done = installation.run(installation.program("cvpdf"), command, cwd=folder)
        assert done.returncode == 0, f"cvpdf {command}:\n{done.stdout}\n{done.stderr}"

    pages = {path.stem: len(pypdf.PdfReader(path).pages) for path in (folder / "build").glob("*.pdf")}
    assert len(pages) == 3
    assert all(count > 0 for count in pages.values())
    assert 1 in pages.values()
