"""What is put off is loaded as soon as it is used, and then is the module itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BEGIN = "import sys; from cvpdf.cli.deferred import defer; defer()\n"


@pytest.mark.parametrize(
    "use",
    [
        "from importlib.metadata import entry_points as e; assert not email(); found = e(group='console_scripts')",
        "from importlib.metadata import version; found = version('pydantic')",
        "import importlib.metadata; assert not email(); found = importlib.metadata.version('pydantic')",
        "import importlib.metadata._meta as found; assert not email(); import importlib.metadata as m; m.version",
        "import importlib.util as u, importlib.metadata as m; found = u.find_spec('importlib.metadata'); m.version",
        "import importlib.metadata as m; assert not email(); found = list(m.distributions())",
    ],
)
def test_whatever_is_used_of_it_is_there(use: str) -> None:
    check = "def email(): return 'email' in sys.modules\n"
    end = "\nassert found and email(); import importlib.metadata as now; assert now.__spec__"
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + check + use + end], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_loaded_already_stays() -> None:
    script = "import importlib.metadata as before\n" + BEGIN + "import importlib.metadata as now; assert now is before"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_secrets_are_there_when_they_are_wanted() -> None:
    script = BEGIN + "import secrets; assert 'hmac' not in sys.modules; assert len(secrets.token_hex(4)) == 8; "
    script += "from secrets import compare_digest; import secrets as now; assert now.__file__ and 'hmac' in sys.modules"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_validating_does_not_load_it(tmp_path: Path) -> None:
    script = """
import sys, cvpdf.cli.plain as plain
assert plain.read(["validate", "-q"], {})() == 0
sys.exit("pydantic" not in sys.modules or "email" in sys.modules or "hmac" in sys.modules)
"""
    (tmp_path / "cv.yaml").write_text("basics: {name: Ada}")
    assert subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False).returncode == 0
