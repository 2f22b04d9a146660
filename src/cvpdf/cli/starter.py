"""The starter that ``cvpdf new`` writes, in any language that cvpdf has words for."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from textwrap import fill

from cvpdf.languages.tags import canonical
from cvpdf.languages.words import words
from cvpdf.source.quotes import in_quotes

_WIDTH = 116
_SPECIAL = re.compile(r"^[\s*&\[\]{}!|>%@`\"'#,?:-]|: |:$| #|\s$")


def starter(language: str, name: str = "", theme: str = "") -> str | None:
    """Return a cv.yaml with the texts of an invented person, or with your name; `None` if the language has no texts.

    Without a theme, it names none.
    """
    own = words(language)
    if not own.starter:
        return None
    texts = {key: text for key, text in own.starter.items() if isinstance(text, str)}
    name = " ".join(name.split()) or texts["name"]
    shown = ("experience", "education", "publications", "skills")
    fields = {
        **texts,
        **{f"bullet{number}": text for number, text in enumerate(own.starter["bullets"], 1)},
        "name": name,
        "author": f"{name}*",
        "coauthor": f"{texts['coauthor']}*",
        "skill": texts["skills"],
        **{kind: own.sections[kind] for kind in shown},
        "language": canonical(language),
    }
    values = {key: _scalar(text) for key, text in fields.items()}
    # Only spaces become line ends, so that nothing comes between the characters of Chinese and Japanese.
    summary = fill(texts["summary"], _WIDTH, subsequent_indent=" " * 4, break_long_words=False, break_on_hyphens=False)
    others = "\n".join(f"#   {kind}: {title}" for kind, title in own.sections.items() if kind not in shown)
    template = Template(Path(__file__).with_name("starter.yaml").read_text("utf-8"))
    design = f"\ndesign:\n  theme: {_scalar(theme)}\n" if theme else ""
    return template.substitute(values, summary=summary, others=others) + design


def _scalar(text: str) -> str:
    """Return a text as it is typed in YAML: in quotes if it needs them."""
    return in_quotes(text) if _SPECIAL.search(text) else text
