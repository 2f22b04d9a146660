"""Where cvpdf's caches are: below the user's cache folder."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder(name: str) -> Path | None:
    """Return the folder of one of the caches, whether it exists or not.

    ``None`` if there can be none: no home folder is known, or the one that is known does not exist, as for system
    users and in sandboxes. A missing home folder must stay missing.
    """
    from platformdirs import user_cache_path

    try:
        if not os.environ.get("XDG_CACHE_HOME") and (os.environ.get("HOME") == "" or not Path.home().is_dir()):
            return None
        return (user_cache_path("cvpdf") / name).absolute()
    except (OSError, RuntimeError):
        return None
