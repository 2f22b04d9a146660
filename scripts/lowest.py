"""Print the oldest version that pyproject.toml allows of each dependency, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

RANGE = re.compile(r"(?P<name>[\w.-]+)(?:\[.*\])?>=(?P<lowest>[\w.]+)")


def lowest(pyproject: str) -> list[str]:
    """Return lines such as ``jinja2==3.1.6``."""
    project = tomllib.loads(pyproject)["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["watch"], *extras["preview"]]
    # What runs the tests is not what they test.
    matches = [RANGE.match(text) for text in dict.fromkeys(wanted)]
    return [f"{match['name']}=={match['lowest']}" for match in matches if match]


if __name__ == "__main__":
    print("\n".join(lowest(Path("pyproject.toml").read_text("utf-8"))))
